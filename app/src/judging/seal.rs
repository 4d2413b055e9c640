//! Making the ranking, sealing it in the vault, and opening it again.
//!
//! What is sealed and later published is one text: a random nonce of 256 bits in hexadecimal, a line feed, and the result as canonical JSON. The
//! digest that is published first is the SHA-256 of exactly this text, so that the file that is published later can be checked as it is.

use crate::error::ApiError;
use crate::platform::Request;
use domain::judging::{Contest, Entry, Place, Ranking, Terms, rank};
use domain::kernel::ids::{ContestId, EntryId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tally, canonical, digest};

/// For what the vault seals.
const PURPOSE: &str = "ranking";

/// What is sealed, published and checked. It names no juror.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The contest.
    pub contest: ContestId,
    /// What it was judged by.
    pub terms: Terms,
    /// The digest of the terms when it opened.
    pub terms_digest: String,
    /// The ranking.
    pub places: Vec<Place>,
    /// The titles of the entries.
    pub titles: BTreeMap<EntryId, String>,
}

impl Outcome {
    /// The title of an entry.
    pub fn title(&self, entry: &EntryId) -> &str {
        self.titles.get(entry).map_or("", String::as_str)
    }
}

/// The ranking of a tally.
pub fn ranking(contest: &Contest, entries: &[Entry], tally: &Tally) -> Ranking {
    let keys: Vec<EntryId> = entries.iter().map(|e| e.key.clone()).collect();
    let conflicts: BTreeSet<_> = tally.conflicts.iter().map(|c| (c.juror.clone(), c.entry.clone())).collect();
    rank(&contest.terms, &keys, &tally.sheets, &conflicts)
}

/// What is sealed of a contest.
pub fn outcome(contest: &Contest, entries: &[Entry], tally: &Tally) -> Outcome {
    Outcome {
        contest: contest.id.clone(),
        terms: contest.terms.clone(),
        terms_digest: contest.terms_digest.clone().unwrap_or_default(),
        places: ranking(contest, entries, tally).places,
        titles: entries.iter().map(|e| (e.key.clone(), e.title.clone())).collect(),
    }
}

/// The text to publish later, and its digest.
pub fn text(rq: &Request, outcome: &Outcome) -> Result<(String, String), ApiError> {
    let nonce: [u8; 32] = store::random();
    let nonce: String = nonce.iter().map(|byte| format!("{byte:02x}")).collect();
    let text = format!("{nonce}\n{}", canonical(outcome).map_err(|e| rq.fail(e))?);
    let digest = digest(&text);
    Ok((text, digest))
}

/// Seals a text for the store.
pub fn seal(rq: &Request, contest: &ContestId, text: &str) -> Result<String, ApiError> {
    rq.services.vault.seal(PURPOSE, &format!("contest:{contest}"), text.as_bytes())
}

/// Opens what was sealed, if its digest is the one that is public.
pub async fn open(rq: &Request, contest: &Contest) -> Result<String, ApiError> {
    let sealed = rq.store().sealed_ranking(&contest.id).await.map_err(|e| rq.fail(e))?;
    let plain = sealed.and_then(|sealed| rq.services.vault.open(PURPOSE, &format!("contest:{}", contest.id), &sealed));
    let text = plain.and_then(|plain| String::from_utf8(plain).ok());
    text.filter(|text| contest.digest.as_deref() == Some(digest(text).as_str())).ok_or_else(|| rq.broken("a sealed ranking does not open"))
}

/// Reads the text that was published.
pub fn read(text: &str) -> Option<Outcome> {
    text.split_once('\n').and_then(|(_, json)| serde_json::from_str(json).ok())
}
