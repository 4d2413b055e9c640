//! Inviting organisers: the only way to become one.
//!
//! Always holds: an invitation works once, for the invited address only; accepting it ends every sign-in of the account, so that the one
//! that follows is new.

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
    INVITE.sample("{ link: one_time:['invite_organiser', 'a'], hash: 'h', email: 'a', email_key: 'a', now: time::now(), until: time::now() }"),
    INVITATION.sample("{ hash: 'h', now: time::now() }"),
    ACCEPT.sample("{ hash: 'h', account: account:a, role: 'organiser', now: time::now() }"),
    ORGANISERS.sample("{ role: 'organiser' }").tiny(&[("account", "the organisers among them are few, and the index finds those")]),
];

const INVITE: Query = Query::write(
    "accounts.invite_organiser",
    "UPSERT $link SET purpose = 'invite_organiser', hash = $hash, email = $email, email_key = $email_key, at = $now, until = $until RETURN NONE;
     true",
);
const INVITATION: Query = Query::read(
    "accounts.invitation",
    "SELECT VALUE email FROM one_time WHERE hash = $hash AND purpose = 'invite_organiser' AND until > $now LIMIT 1",
);
const ACCEPT: Query = Query::write(
    "accounts.accept_invitation",
    "LET $link = (SELECT * FROM one_time WHERE hash = $hash LIMIT 1)[0];
     IF $link = NONE OR $link.purpose != 'invite_organiser' OR $link.until <= $now { THROW 'accounts.link_invalid' };
     LET $who = (SELECT * FROM ONLY $account);
     IF $who = NONE OR $who.email_key != $link.email_key { THROW 'accounts.link_invalid' };
     UPDATE $account SET roles = array::union(roles, [$role]), verified_at = verified_at ?? $now RETURN NONE;
     DELETE sign_in WHERE account = $account RETURN NONE;
     DELETE $link.id RETURN NONE;
     true",
);
const ORGANISERS: Query = Query::read("accounts.organisers", "SELECT * FROM account WHERE roles CONTAINS $role");

#[derive(SurrealValue)]
struct InviteParams {
    link: RecordId,
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
    now: At,
}

#[derive(SurrealValue)]
struct RoleParams {
    role: String,
}

impl Store {
    /// Makes the invitation of an address to the secretariat, and queues its message where there is one. A newer one replaces it.
    pub async fn invite_organiser(&self, act: &Act<'_>, email: &Email, link: &str, mail: Option<Mail>) -> Result<(), StoreError> {
        let params = InviteParams {
            link: rows::one_time(TokenPurpose::InviteOrganiser, email),
            hash: link.to_owned(),
            email: email.as_str().to_owned(),
            email_key: email.normalised(),
            now: At(act.now),
            until: super::expiry(TokenPurpose::InviteOrganiser, act.now),
        };
        let mut tx = Tx::new(&INVITE, act.now)
            .bind(params)
            .once(act.once("accounts.invite_organiser", &[&email.normalised()]))
            .audit(act.audit("account.organiser_invited", format!("address:{}", Secret::digest(&email.normalised()).get(..12).unwrap_or_default())));
        if let Some(mail) = mail {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// The address that an invitation is for, while it works.
    pub async fn invitation(&self, link: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        self.read_option(&INVITATION, LinkParams { hash: Secret::digest(link), now: At(now) }).await
    }

    /// Makes the account an organiser and ends its sign-ins. Refused: `accounts.link_invalid`, also for another address than the invited one.
    ///
    /// Whoever holds the link can read the address or was given it by the administrator of the machine, so the address is proved.
    pub async fn accept_invitation(&self, act: &Act<'_>, account: &AccountId, link: &str) -> Result<(), StoreError> {
        let hash = Secret::digest(link);
        let params =
            AcceptParams { hash: hash.clone(), account: rows::account(account), role: rows::role_code(Role::Organiser).to_owned(), now: At(act.now) };
        let tx = Tx::new(&ACCEPT, act.now)
            .bind(params)
            .once(act.once("accounts.accept_invitation", &[&hash]))
            .audit(act.audit("account.organiser_accepted", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Everybody who is an organiser.
    pub async fn organisers(&self) -> Result<Vec<Account>, StoreError> {
        let params = RoleParams { role: rows::role_code(Role::Organiser).to_owned() };
        let found: Vec<AccountRow> = self.read(&ORGANISERS, params).await?;
        found.into_iter().map(AccountRow::account).collect()
    }
}
