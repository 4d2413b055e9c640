//! Who works here: inviting staff, the only way to get a hat, and taking hats away.
//!
//! Always holds: an invitation works once, for the invited address and one hat only; getting or losing a hat ends every sign-in of the account,
//! so that the one that follows is new; there is always an organiser left.

use domain::accounts::{Account, TokenPurpose};
use domain::kernel::Role;
use domain::kernel::ids::AccountId;
use domain::kernel::text::Email;
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::rows::{self, AccountRow};
use super::secret::Secret;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    INVITE.sample("{ link: one_time:['invite_organiser', 'a'], purpose: 'invite_organiser', hash: 'h', email: 'a', email_key: 'a', now: time::now(), until: time::now() }"),
    INVITATION.sample("{ hash: 'h', now: time::now() }"),
    ACCEPT.sample("{ hash: 'h', account: account:a, role: 'organiser', purpose: 'invite_organiser', now: time::now() }"),
    REMOVE.sample("{ account: account:a, role: 'organiser' }").tiny(FEW),
    STAFF.sample("{ roles: ['organiser'] }").tiny(FEW),
];

const FEW: &[(&str, &str)] = &[("account", "those who wear a hat are few among them, and the index finds those")];

const INVITE: Query = Query::write(
    "accounts.invite_staff",
    "UPSERT $link SET purpose = $purpose, hash = $hash, email = $email, email_key = $email_key, at = $now, until = $until RETURN NONE;
     true",
);
const INVITATION: Query = Query::read("accounts.invitation", "SELECT email, purpose FROM one_time WHERE hash = $hash AND until > $now LIMIT 1");
const ACCEPT: Query = Query::write(
    "accounts.accept_invitation",
    "LET $link = (SELECT * FROM one_time WHERE hash = $hash LIMIT 1)[0];
     IF $link = NONE OR $link.purpose != $purpose OR $link.until <= $now { THROW 'accounts.link_invalid' };
     LET $who = (SELECT * FROM ONLY $account);
     IF $who = NONE OR $who.email_key != $link.email_key { THROW 'accounts.link_invalid' };
     UPDATE $account SET roles = array::union(roles, [$role]), verified_at = verified_at ?? $now RETURN NONE;
     DELETE sign_in WHERE account = $account RETURN NONE;
     DELETE $link.id RETURN NONE;
     true",
);
// Every removal writes the guard, so that of two organisers who remove each other at once the second sees what the first did.
const REMOVE: Query = Query::write(
    "accounts.remove_role",
    "UPSERT type::record('role_guard', $role) SET number = (number ?? 0) + 1 RETURN NONE;
     LET $roles = (SELECT VALUE roles FROM ONLY $account);
     IF $roles = NONE OR $role NOT IN $roles { THROW 'not_found' };
     IF $role = 'organiser' AND array::len(SELECT VALUE id FROM account WHERE roles CONTAINS 'organiser' LIMIT 2) < 2 { THROW 'accounts.last_organiser' };
     UPDATE $account SET roles = array::complement(roles, [$role]) RETURN NONE;
     DELETE sign_in WHERE account = $account RETURN NONE;
     true",
);
const STAFF: Query = Query::read("accounts.staff", "SELECT * FROM account WHERE roles CONTAINSANY $roles");

#[derive(SurrealValue)]
struct InviteParams {
    link: RecordId,
    purpose: String,
    hash: String,
    email: String,
    email_key: String,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct LinkParams {
    hash: String,
    now: At,
}

#[derive(SurrealValue)]
struct AcceptParams {
    hash: String,
    account: RecordId,
    role: String,
    purpose: String,
    now: At,
}

#[derive(SurrealValue)]
struct Invited {
    email: String,
    purpose: String,
}

#[derive(SurrealValue)]
struct RemoveParams {
    account: RecordId,
    role: String,
}

#[derive(SurrealValue)]
struct StaffParams {
    roles: Vec<String>,
}

impl Store {
    /// Makes the invitation of an address to a hat, and queues its message where there is one. A newer one for the same hat replaces it.
    pub async fn invite_staff(&self, act: &Act<'_>, email: &Email, role: Role, link: &str, mail: Option<Mail>) -> Result<(), StoreError> {
        let purpose = TokenPurpose::Invite(role);
        let params = InviteParams {
            link: rows::one_time(purpose, email),
            purpose: purpose.code().to_owned(),
            hash: link.to_owned(),
            email: email.as_str().to_owned(),
            email_key: email.normalised(),
            now: At(act.now),
            until: super::expiry(purpose, act.now),
        };
        let address = Secret::digest(&email.normalised());
        let entry = act.audit("account.staff_invited", format!("address:{}", address.get(..12).unwrap_or_default())).detail("role", role.code());
        let mut tx = Tx::new(&INVITE, act.now).bind(params).once(act.once("accounts.invite_staff", &[&email.normalised(), role.code()])).audit(entry);
        if let Some(mail) = mail {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// The address and the hat that an invitation is for, while it works.
    pub async fn invitation(&self, link: &str, now: Timestamp) -> Result<Option<(String, Role)>, StoreError> {
        let found: Option<Invited> = self.read_option(&INVITATION, LinkParams { hash: Secret::digest(link), now: At(now) }).await?;
        Ok(found.and_then(|row| Some((row.email, TokenPurpose::invited(&row.purpose)?))))
    }

    /// Gives the account the hat it is invited to and ends its sign-ins. Refused: `accounts.link_invalid`, also for another address than the
    /// invited one.
    ///
    /// Whoever holds the link can read the address or was given it by the administrator of the machine, so the address is proved.
    pub async fn accept_invitation(&self, act: &Act<'_>, account: &AccountId, link: &str) -> Result<(), StoreError> {
        let hash = Secret::digest(link);
        // A link that no longer works is refused in the transaction, unless this is a repeat; which hat it would give is then of no importance.
        let role = self.invitation(link, act.now).await?.map_or(Role::CheckIn, |(_, role)| role);
        let params = AcceptParams {
            hash: hash.clone(),
            account: rows::account(account),
            role: role.code().to_owned(),
            purpose: TokenPurpose::Invite(role).code().to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&ACCEPT, act.now)
            .bind(params)
            .once(act.once("accounts.accept_invitation", &[&hash]))
            .audit(act.audit("account.staff_accepted", format!("account:{account}")).detail("role", role.code()));
        self.tx(tx).await.map(drop)
    }

    /// Takes a hat away and ends the account's sign-ins. Refused: `accounts.last_organiser`.
    pub async fn remove_role(&self, act: &Act<'_>, account: &AccountId, role: Role) -> Result<(), StoreError> {
        let tx = Tx::new(&REMOVE, act.now)
            .bind(RemoveParams { account: rows::account(account), role: role.code().to_owned() })
            .once(act.once("accounts.remove_role", &[account.as_str(), role.code()]))
            .audit(act.audit("account.role_removed", format!("account:{account}")).detail("role", role.code()));
        self.tx(tx).await.map(drop)
    }

    /// Everybody who wears a hat.
    pub async fn staff(&self) -> Result<Vec<Account>, StoreError> {
        let params = StaffParams { roles: Role::ALL.iter().map(|role| role.code().to_owned()).collect() };
        let found: Vec<AccountRow> = self.read(&STAFF, params).await?;
        found.into_iter().map(AccountRow::account).collect()
    }
}
