//! Who belongs to a company: inviting, roles, leaving.
//!
//! Always holds: every change writes the company's row, so that of two administrators who leave at once the second is refused; an invitation works
//! once, for its address.

use domain::forum::company::MOST_PEOPLE;
use domain::forum::{CompanyRole, Invited, Membership};
use domain::kernel::ids::{AccountId, CompanyId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use jiff::Timestamp;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use super::{company_id, member, record, role};
use crate::accounts::Secret;
use crate::accounts::rows::{account, account_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    PEOPLE.sample("{ company: 'a' }"),
    INVITATIONS.sample("{ company: 'a', now: time::now() }"),
    INVITATION.sample("{ hash: 'h', now: time::now() }"),
    INVITE.sample(
        "{ id: company:a, company: 'a', invitation: company_invitation:['a', 'x'], email: 'x', email_key: 'x', role: 'staff', hash: 'h', most: 30,
           now: time::now(), until: time::now() }",
    )
    .tiny(FEW),
    TAKE_BACK.sample("{ id: company:a, invitation: company_invitation:['a', 'x'] }"),
    ACCEPT.sample("{ hash: 'h', account: account:a, now: time::now() }"),
    SET_ROLE.sample("{ id: company:a, company: 'a', member: company_member:['a', account:a], role: 'staff' }").tiny(FEW),
    REMOVE.sample("{ id: company:a, company: 'a', member: company_member:['a', account:a] }").tiny(FEW),
];

const FEW: &[(&str, &str)] = &[("company_member", "a company has few people, and the index finds those")];

const PEOPLE: Query = Query::read(
    "forum.company_people",
    "SELECT company, account, role, since, account.name AS name, account.email AS email, account.lang AS lang FROM company_member
     WHERE company = $company AND since > d'1970-01-01T00:00:00Z' ORDER BY since LIMIT 100",
);
const INVITATIONS: Query = Query::read(
    "forum.company_invitations",
    "SELECT company, email, role, until, at FROM company_invitation WHERE company = $company AND at > d'1970-01-01T00:00:00Z' AND until > $now ORDER BY at LIMIT 100",
);
const INVITATION: Query = Query::read(
    "forum.company_invitation",
    "SELECT company, email, role, until, type::record('company', company).name AS name FROM company_invitation WHERE hash = $hash AND until > $now LIMIT 1",
);
const INVITE: Query = Query::write(
    "forum.invite",
    "IF (UPDATE $id SET people += 1 RETURN VALUE id) = [] { THROW 'not_found' };
     IF array::any((SELECT VALUE account.email_key FROM company_member WHERE company = $company), $email_key) { THROW 'forum.member_already' };
     LET $there = array::len(SELECT VALUE id FROM company_member WHERE company = $company)
        + array::len(SELECT VALUE id FROM company_invitation WHERE company = $company AND at > d'1970-01-01T00:00:00Z' AND until > $now AND id != $invitation);
     IF $there >= $most { THROW 'forum.too_many_people' };
     UPSERT $invitation SET company = $company, email = $email, role = $role, hash = $hash, at = $now, until = $until RETURN NONE;
     true",
);
const TAKE_BACK: Query = Query::write(
    "forum.take_invitation_back",
    "IF (UPDATE $id SET people += 1 RETURN VALUE id) = [] { THROW 'not_found' };
     IF (DELETE $invitation RETURN BEFORE) = [] { THROW 'forum.invitation_not_valid' };
     true",
);
const ACCEPT: Query = Query::write(
    "forum.accept_invitation",
    "LET $link = (SELECT * FROM company_invitation WHERE hash = $hash LIMIT 1)[0];
     IF $link = NONE OR $link.until <= $now { THROW 'forum.invitation_not_valid' };
     LET $email_key = (SELECT VALUE email_key FROM ONLY $account);
     IF $email_key = NONE OR record::id($link.id)[1] != $email_key { THROW 'forum.invitation_not_valid' };
     UPDATE type::record('company', $link.company) SET people += 1 RETURN NONE;
     UPDATE $account SET verified_at = verified_at ?? $now RETURN NONE;
     UPSERT type::record('company_member', [$link.company, $account]) SET company = $link.company, account = $account, role = $link.role,
        since = since ?? $now RETURN NONE;
     DELETE $link.id RETURN NONE;
     $link.company",
);

/// Refuses when nobody would administer the company any more; `$company`, `$member`.
macro_rules! keep_an_admin {
    () => {
        "IF $was.role = 'admin' AND array::len(SELECT VALUE id FROM company_member WHERE company = $company AND role = 'admin' AND id != $member) = 0 {
            THROW 'forum.last_admin'
         };\n"
    };
}

const SET_ROLE: Query = Query::write(
    "forum.set_role",
    concat!(
        "UPDATE $id SET people += 1 RETURN NONE;
         LET $was = (SELECT role FROM ONLY $member);
         IF $was = NONE { THROW 'not_found' };
         IF $role != 'admin' { ",
        keep_an_admin!(),
        "};
         UPDATE $member SET role = $role RETURN NONE;
         true"
    ),
);
const REMOVE: Query = Query::write(
    "forum.remove_member",
    concat!(
        "UPDATE $id SET people += 1 RETURN NONE;
         LET $was = (SELECT role FROM ONLY $member);
         IF $was = NONE { THROW 'not_found' };
         ",
        keep_an_admin!(),
        "DELETE $member RETURN NONE;
         true"
    ),
);

#[derive(SurrealValue)]
struct PersonRow {
    company: String,
    account: RecordId,
    role: String,
    since: At,
    name: Option<String>,
    email: Option<String>,
    lang: Option<String>,
}

#[derive(SurrealValue)]
struct InvitedRow {
    company: String,
    email: String,
    role: String,
    until: At,
}

#[derive(SurrealValue)]
struct LinkRow {
    company: String,
    email: String,
    role: String,
    until: At,
    name: Option<String>,
}

#[derive(SurrealValue)]
struct OfCompany {
    company: String,
}

#[derive(SurrealValue)]
struct OfCompanyNow {
    company: String,
    now: At,
}

#[derive(SurrealValue)]
struct LinkParams {
    hash: String,
    now: At,
}

#[derive(SurrealValue)]
struct InviteParams {
    id: RecordId,
    company: String,
    invitation: RecordId,
    email: String,
    email_key: String,
    role: String,
    hash: String,
    most: i64,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct TakeBackParams {
    id: RecordId,
    invitation: RecordId,
}

#[derive(SurrealValue)]
struct AcceptParams {
    hash: String,
    account: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct MemberParams {
    id: RecordId,
    company: String,
    member: RecordId,
    role: String,
}

fn invitation(id: &CompanyId, email: &Email) -> RecordId {
    RecordId::new("company_invitation", Array::from(vec![Value::String(id.to_string()), Value::String(email.normalised())]))
}

impl Store {
    /// Who belongs to a company, the first who came first.
    pub async fn company_people(&self, id: &CompanyId) -> Result<Vec<Membership>, StoreError> {
        let rows: Vec<PersonRow> = self.read(&PEOPLE, OfCompany { company: id.to_string() }).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Membership {
                    company: company_id(&row.company)?,
                    account: account_id(&row.account)?,
                    name: row.name.unwrap_or_default(),
                    email: row.email.unwrap_or_default(),
                    lang: row.lang.as_deref().and_then(Lang::parse).unwrap_or_default(),
                    role: role(&row.role)?,
                    since: row.since.0,
                })
            })
            .collect()
    }

    /// Who is invited to a company and has not come yet.
    pub async fn company_invitations(&self, id: &CompanyId, now: Timestamp) -> Result<Vec<Invited>, StoreError> {
        let rows: Vec<InvitedRow> = self.read(&INVITATIONS, OfCompanyNow { company: id.to_string(), now: At(now) }).await?;
        rows.into_iter()
            .map(|row| Ok(Invited { company: company_id(&row.company)?, email: row.email, role: role(&row.role)?, until: row.until.0 }))
            .collect()
    }

    /// The invitation of a link as long as it works, and the company's name.
    pub async fn company_invitation(&self, link: &str, now: Timestamp) -> Result<Option<(Invited, String)>, StoreError> {
        let found: Option<LinkRow> = self.read_option(&INVITATION, LinkParams { hash: Secret::digest(link), now: At(now) }).await?;
        found
            .map(|row| {
                let invited = Invited { company: company_id(&row.company)?, email: row.email, role: role(&row.role)?, until: row.until.0 };
                Ok((invited, row.name.unwrap_or_default()))
            })
            .transpose()
    }

    /// Invites an address, by the digest of a link; a newer invitation replaces the one before. Refused: `forum.member_already`,
    /// `forum.too_many_people`.
    pub async fn invite_to_company(
        &self,
        act: &Act<'_>,
        id: &CompanyId,
        (email, role): (&Email, CompanyRole),
        (link, until): (&str, Timestamp),
        mail: Mail,
    ) -> Result<(), StoreError> {
        let params = InviteParams {
            id: record(id),
            company: id.to_string(),
            invitation: invitation(id, email),
            email: email.as_str().to_owned(),
            email_key: email.normalised(),
            role: role.code().to_owned(),
            hash: link.to_owned(),
            most: i64::from(MOST_PEOPLE),
            now: At(act.now),
            until: At(until),
        };
        let tx = Tx::new(&INVITE, act.now)
            .bind(params)
            .once(act.once("forum.invite", &[id.as_str(), &email.normalised(), role.code()]))
            .audit(act.audit("forum.member_invited", format!("company:{id}")).detail("role", role.code()))
            .mail(mail)
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Takes an invitation back. Refused: `forum.invitation_not_valid`.
    pub async fn take_company_invitation_back(&self, act: &Act<'_>, id: &CompanyId, email: &Email) -> Result<(), StoreError> {
        let tx = Tx::new(&TAKE_BACK, act.now)
            .bind(TakeBackParams { id: record(id), invitation: invitation(id, email) })
            .once(act.once("forum.take_invitation_back", &[id.as_str(), &email.normalised()]))
            .audit(act.audit("forum.invitation_taken_back", format!("company:{id}")))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Lets an account into the company that its address is invited to. Whoever holds the link can read the address, so that is proved. Refused:
    /// `forum.invitation_not_valid`.
    pub async fn accept_company_invitation(&self, act: &Act<'_>, who: &AccountId, link: &str) -> Result<CompanyId, StoreError> {
        let hash = Secret::digest(link);
        let tx = Tx::new(&ACCEPT, act.now)
            .bind(AcceptParams { hash: hash.clone(), account: account(who), now: At(act.now) })
            .once(act.once("forum.accept_invitation", &[&hash]))
            .audit(act.audit("forum.member_came", format!("account:{who}")))
            .touches("forum");
        company_id(&self.tx(tx).await?.one::<String>()?)
    }

    /// Changes what somebody may do for a company. Refused: `forum.last_admin`.
    pub async fn set_company_role(&self, act: &Act<'_>, id: &CompanyId, who: &AccountId, to: CompanyRole) -> Result<(), StoreError> {
        let tx = Tx::new(&SET_ROLE, act.now)
            .bind(MemberParams { id: record(id), company: id.to_string(), member: member(id, who), role: to.code().to_owned() })
            .once(act.once("forum.set_role", &[id.as_str(), who.as_str(), to.code()]))
            .audit(act.audit("forum.role_set", format!("company:{id}")).detail("account", who.to_string()).detail("role", to.code()))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Takes somebody out of a company, or lets them leave. Refused: `forum.last_admin`.
    pub async fn remove_company_member(&self, act: &Act<'_>, id: &CompanyId, who: &AccountId) -> Result<(), StoreError> {
        #[derive(SurrealValue)]
        struct Params {
            id: RecordId,
            company: String,
            member: RecordId,
        }
        let tx = Tx::new(&REMOVE, act.now)
            .bind(Params { id: record(id), company: id.to_string(), member: member(id, who) })
            .once(act.once("forum.remove_member", &[id.as_str(), who.as_str()]))
            .audit(act.audit("forum.member_left", format!("company:{id}")).detail("account", who.to_string()))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }
}
