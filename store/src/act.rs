//! Who changes something, when, and under which request: what every verb of every area is given.

use domain::kernel::Actor;
use domain::kernel::ids::RequestId;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::engine::audit::{AuditEntry, hex};
use crate::engine::tx::IdempotencyKey;

/// The circumstances of one change.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The moment of the request.
    pub now: Timestamp,
    /// The request's own id; a repeat with the same id has one effect and the same answer.
    pub request: Option<RequestId>,
}

impl Act<'_> {
    /// An act of the program itself.
    pub fn system(now: Timestamp) -> Act<'static> {
        const SYSTEM: &Actor = &Actor::System;
        Act { actor: SYSTEM, now, request: None }
    }

    /// The key under which the change happens once; `said` is everything the request says, in a fixed order. The same request id with other
    /// words is refused with `idempotency.mismatch`.
    pub(crate) fn once(&self, verb: &str, said: &[&str]) -> Option<IdempotencyKey> {
        let request = self.request.as_ref()?;
        let mut hasher = Sha256::new();
        for word in said {
            hasher.update(word.len().to_be_bytes());
            hasher.update(word.as_bytes());
        }
        Some(IdempotencyKey { actor: self.actor.audit_name(), key: format!("{verb}:{request}"), body_hash: hex(&hasher.finalize()) })
    }

    /// An id for what this act makes: the same for a repeat of the request.
    pub fn made(&self, verb: &str) -> String {
        let Some(request) = &self.request else { return uuid::Uuid::now_v7().simple().to_string() };
        let digest = hex(&Sha256::digest(format!("{}\n{verb}\n{request}", self.actor.audit_name())));
        digest.get(..32).unwrap_or(&digest).to_owned()
    }

    /// An audit row of this act; of an aide's it says for whom.
    pub(crate) fn audit(&self, verb: &str, subject: String) -> AuditEntry {
        let principal = self.actor.person().and_then(|person| person.acting_for.as_ref());
        AuditEntry::new(self.actor.audit_name(), verb, subject).on_behalf(principal.map(ToString::to_string))
    }
}
