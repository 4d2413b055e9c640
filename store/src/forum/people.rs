//! Who belongs to a company: inviting, roles, leaving.
//!
//! Always holds: every change writes the company's row, so that of two administrators who leave at once the second is refused; an invitation works
//! once, for its address; whoever no longer receives for a company is taken off its times to come in the same transaction, and the company is told
//! how many have nobody now.

use domain::forum::company::MOST_PEOPLE;
use domain::forum::{CompanyRole, Invited, Membership};
use domain::kernel::ids::{AccountId, CompanyId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use jiff::Timestamp;
use std::collections::BTreeMap;
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
    SET_ROLE
        .sample("{ id: company:a, company: 'a', member: company_member:['a', account:a], role: 'staff', key: 'a', now: time::now(), times: 0, booked: 0 }")
        .tiny(FEW),
    REMOVE
        .sample("{ id: company:a, company: 'a', member: company_member:['a', account:a], key: 'a', now: time::now(), times: 0, booked: 0 }")
        .tiny(FEW),
    DUTIES.sample("{ key: 'a', now: time::now() }"),
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

/// Takes a person off the times to come at which they receive for a company, and gives them that time back; what is booked has nobody then, and
/// the company is reminded of it anew. `$key`, `$company`, `$now`; refused when these are not as many as were read, `$times` of which `$booked`.
macro_rules! off_duty {
    () => {
        "LET $held = (SELECT id, taken FROM booth_slot WHERE staff = $key AND company = $company AND start > $now AND gone = false);
         IF array::len($held) != $times OR array::len($held.filter(|$one| $one.taken > 0)) != $booked { THROW 'forum.changed_meanwhile' };
         FOR $duty IN $held {
            UPDATE $duty.id SET staff = NONE, unmanned = taken > 0, reminded = false, version += 1 RETURN NONE;
            UPDATE type::record('commitment', [$key, 'booth_duty', record::id($duty.id)]) SET live = false, sequence += 1 WHERE live = true RETURN NONE;
         };\n"
    };
}
pub(crate) use off_duty;

/// How often somebody is taken off their times again when these changed meanwhile.
const TRIES: u32 = 5;

const DUTIES: Query =
    Query::read("forum.duties", "SELECT company, taken FROM booth_slot WHERE staff = $key AND start > $now AND gone = false LIMIT 5000");
const SET_ROLE: Query = Query::write(
    "forum.set_role",
    concat!(
        "UPDATE $id SET people += 1 RETURN NONE;
         LET $was = (SELECT role FROM ONLY $member);
         IF $was = NONE { THROW 'not_found' };
         IF $role != 'admin' { ",
        keep_an_admin!(),
        "};
         IF $role = 'viewer' { ",
        off_duty!(),
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
        off_duty!(),
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
struct RoleParams {
    id: RecordId,
    company: String,
    member: RecordId,
    role: String,
    key: String,
    now: At,
    times: i64,
    booked: i64,
}

#[derive(SurrealValue)]
struct RemoveParams {
    id: RecordId,
    company: String,
    member: RecordId,
    key: String,
    now: At,
    times: i64,
    booked: i64,
}

#[derive(SurrealValue)]
struct OfPerson {
    key: String,
    now: At,
}

#[derive(SurrealValue)]
struct DutyRow {
    company: String,
    taken: i64,
}

/// The times to come at which somebody receives for a company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// How many there are.
    pub times: u32,
    /// How many of them are booked.
    pub booked: u32,
}

/// Writes the letters to a company of whose times somebody is taken off.
pub type OffDuty<'a> = &'a (dyn Fn(&CompanyId, Duties) -> Vec<Mail> + Send + Sync);

/// Whether something is to be read and tried again, because it changed meanwhile; who tried too often is told to come back.
pub(crate) fn again<T>(outcome: Result<T, StoreError>, tries: u32) -> Result<Option<T>, StoreError> {
    match outcome {
        Err(error) if error.is_refusal("forum.changed_meanwhile") => {
            if tries < TRIES {
                Ok(None)
            } else {
                Err(StoreError::Busy)
            }
        }
        outcome => outcome.map(Some),
    }
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

    /// The times to come at which somebody receives, company by company.
    pub(crate) async fn duties(&self, who: &AccountId, now: Timestamp) -> Result<BTreeMap<CompanyId, Duties>, StoreError> {
        let rows: Vec<DutyRow> = self.read(&DUTIES, OfPerson { key: who.to_string(), now: At(now) }).await?;
        let mut found: BTreeMap<CompanyId, Duties> = BTreeMap::new();
        for row in rows {
            let duties = found.entry(company_id(&row.company)?).or_default();
            duties.times += 1;
            duties.booked += u32::from(row.taken > 0);
        }
        Ok(found)
    }

    /// Changes what somebody may do for a company. Who may only read from then on receives at no time to come; `letters` are queued when that
    /// leaves times without anybody. Refused: `forum.last_admin`.
    pub async fn set_company_role(
        &self,
        act: &Act<'_>,
        id: &CompanyId,
        who: &AccountId,
        to: CompanyRole,
        letters: OffDuty<'_>,
    ) -> Result<(), StoreError> {
        for tries in 1.. {
            let left = if to < CompanyRole::Staff { self.duties(who, act.now).await?.remove(id).unwrap_or_default() } else { Duties::default() };
            let params = RoleParams {
                id: record(id),
                company: id.to_string(),
                member: member(id, who),
                role: to.code().to_owned(),
                key: who.to_string(),
                now: At(act.now),
                times: left.times.into(),
                booked: left.booked.into(),
            };
            let entry = act.audit("forum.role_set", format!("company:{id}")).detail("account", who.to_string()).detail("role", to.code());
            let tx = Tx::new(&SET_ROLE, act.now)
                .bind(params)
                .once(act.once("forum.set_role", &[id.as_str(), who.as_str(), to.code()]))
                .audit(entry.detail("times_left", left.times))
                .touches("forum");
            if again(self.tx(told(tx, id, left, letters)).await, tries)?.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Takes somebody out of a company, or lets them leave; they receive at none of its times to come any more, and `letters` are queued when that
    /// leaves times without anybody. Refused: `forum.last_admin`.
    pub async fn remove_company_member(&self, act: &Act<'_>, id: &CompanyId, who: &AccountId, letters: OffDuty<'_>) -> Result<(), StoreError> {
        for tries in 1.. {
            let left = self.duties(who, act.now).await?.remove(id).unwrap_or_default();
            let params = RemoveParams {
                id: record(id),
                company: id.to_string(),
                member: member(id, who),
                key: who.to_string(),
                now: At(act.now),
                times: left.times.into(),
                booked: left.booked.into(),
            };
            let entry = act.audit("forum.member_left", format!("company:{id}")).detail("account", who.to_string());
            let tx = Tx::new(&REMOVE, act.now)
                .bind(params)
                .once(act.once("forum.remove_member", &[id.as_str(), who.as_str()]))
                .audit(entry.detail("times_left", left.times))
                .touches("forum");
            if again(self.tx(told(tx, id, left, letters)).await, tries)?.is_some() {
                break;
            }
        }
        Ok(())
    }
}

/// The change with the letters to a company about times that have nobody now.
fn told(mut tx: Tx, id: &CompanyId, left: Duties, letters: OffDuty<'_>) -> Tx {
    if left.times > 0 {
        for mail in letters(id, left) {
            tx = tx.mail(mail);
        }
    }
    tx
}
