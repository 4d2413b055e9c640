//! The tally, the sealed ranking, and its announcement.
//!
//! Always holds: what is sealed is made of what was read with one version of the contest and is kept only if that is still its version; a ranking
//! is sealed once and announced once; whoever reads sheets before the announcement is in the audit trail, with a reason.

use domain::judging::{Conflict, Sheet};
use domain::kernel::ids::ContestId;
use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use surrealdb::types::SurrealValue;

use super::rows::{self, ConflictRow, SheetRow, params};
use super::subject;
use crate::act::Act;
use crate::engine::audit::hex;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    TALLY.sample("{ id: contest:a, contest: 'a' }"),
    SEAL.sample("{ id: contest:a, version: 1, turn: 0, digest: 'd', sealed: 's', now: time::now() }"),
    SEALED.sample("{ id: contest:a }"),
    ANNOUNCE.sample("{ id: contest:a, version: 1, result: 'r', now: time::now() }"),
    RESULT.sample("{ id: contest:a }"),
    LOOKED,
];

// The version first: what changes between these reads changes it too.
const TALLY: Query = Query::read(
    "judging.tally",
    "RETURN {
        version: (SELECT VALUE version FROM ONLY $id),
        turn: (SELECT VALUE turn FROM ONLY $id),
        sheets: (SELECT * FROM score_sheet WHERE contest = $contest),
        conflicts: (SELECT * FROM contest_conflict WHERE contest = $contest)
     }",
);
const SEAL: Query = Query::write(
    "judging.seal",
    "LET $row = (SELECT state, version, turn FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state != 'closed' { THROW 'judging.not_in_this_state' };
     IF $row.version != $version OR $row.turn != $turn { THROW 'judging.changed_meanwhile' };
     UPDATE $id SET state = 'sealed', version += 1, turn += 1, sealed_at = $now, digest = $digest, sealed = $sealed RETURN NONE;
     true",
);
const SEALED: Query = Query::read("judging.sealed", "SELECT VALUE sealed FROM ONLY $id");
const ANNOUNCE: Query = Query::write(
    "judging.announce",
    "LET $row = (SELECT state, version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state != 'sealed' { THROW 'judging.not_in_this_state' };
     IF $row.version != $version { THROW 'judging.changed_meanwhile' };
     UPDATE $id SET state = 'announced', version += 1, announced_at = $now, result = $result RETURN NONE;
     true",
);
const RESULT: Query = Query::read("judging.result", "SELECT VALUE result FROM ONLY $id");
const LOOKED: Query = Query::write("judging.looked", "true");

/// What a ranking is made of.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The version of the contest that it belongs to.
    pub version: u32,
    turn: i64,
    /// Every sheet.
    pub sheets: Vec<Sheet>,
    /// Every conflict.
    pub conflicts: Vec<Conflict>,
}

#[derive(SurrealValue)]
struct TallyRow {
    version: Option<i64>,
    turn: Option<i64>,
    sheets: Vec<SheetRow>,
    conflicts: Vec<ConflictRow>,
}

/// Something as JSON that is the same for the same thing: keys in order, no white space (as RFC 8785 has it, for what has no fractions).
pub fn canonical(what: &impl Serialize) -> Result<String, StoreError> {
    let shape = |e: serde_json::Error| StoreError::shape("judging.canonical", e.to_string());
    serde_json::to_string(&ordered(serde_json::to_value(what).map_err(shape)?)).map_err(shape)
}

fn ordered(value: Json) -> Json {
    match value {
        Json::Object(map) => {
            let mut pairs: Vec<(String, Json)> = map.into_iter().map(|(key, value)| (key, ordered(value))).collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(pairs.into_iter().collect())
        }
        Json::Array(list) => Json::Array(list.into_iter().map(ordered).collect()),
        other => other,
    }
}

/// The SHA-256 of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

impl Store {
    /// What the ranking of a contest is made of, for sealing it; whoever else asks is noted first with [`Store::note_look`].
    pub async fn tally(&self, contest: &ContestId) -> Result<Tally, StoreError> {
        let row: TallyRow = self.read_one(&TALLY, params! { id: rows::contest(contest), contest: contest.to_string() }).await?;
        Ok(Tally {
            version: rows::number(row.version.ok_or(StoreError::NotFound)?),
            turn: row.turn.ok_or(StoreError::NotFound)?,
            sheets: row.sheets.into_iter().map(SheetRow::sheet).collect::<Result<_, _>>()?,
            conflicts: row.conflicts.into_iter().map(ConflictRow::conflict).collect::<Result<_, _>>()?,
        })
    }

    /// Writes into the audit trail that somebody looks at scores or at the ranking, as what and why.
    pub async fn note_look(&self, act: &Act<'_>, contest: &ContestId, form: &str, reason: &str) -> Result<(), StoreError> {
        let entry = act.audit("judging.looked", subject(contest)).detail("form", form).detail("reason", reason);
        self.tx(Tx::new(&LOOKED, act.now).audit(entry)).await.map(drop)
    }

    /// Keeps the sealed ranking of this tally, and publishes its digest. Refused: `judging.not_in_this_state`, `judging.changed_meanwhile`.
    pub async fn seal_contest(&self, act: &Act<'_>, contest: &ContestId, tally: &Tally, digest: &str, sealed: &str) -> Result<(), StoreError> {
        let params = params! {
            id: rows::contest(contest),
            version: i64::from(tally.version),
            turn: tally.turn,
            digest: digest.to_owned(),
            sealed: sealed.to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&SEAL, act.now)
            .bind(params)
            .once(act.once("judging.seal", &[contest.as_str(), &tally.version.to_string()]))
            .audit(act.audit("judging.sealed", subject(contest)).detail("digest", digest))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// The sealed ranking, which only the program's vault opens.
    pub async fn sealed_ranking(&self, contest: &ContestId) -> Result<Option<String>, StoreError> {
        self.read_option(&SEALED, params! { id: rows::contest(contest) }).await
    }

    /// Publishes what was sealed, as the text whose digest is public. Refused: `judging.not_in_this_state`, `judging.changed_meanwhile`.
    pub async fn announce_contest(&self, act: &Act<'_>, contest: &ContestId, version: u32, result: &str) -> Result<(), StoreError> {
        let params = params! { id: rows::contest(contest), version: i64::from(version), result: result.to_owned(), now: At(act.now) };
        let tx = Tx::new(&ANNOUNCE, act.now)
            .bind(params)
            .once(act.once("judging.announce", &[contest.as_str(), &version.to_string()]))
            .audit(act.audit("judging.announced", subject(contest)))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// What was announced; nothing before that.
    pub async fn announced_result(&self, contest: &ContestId) -> Result<Option<String>, StoreError> {
        self.read_option(&RESULT, params! { id: rows::contest(contest) }).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_same_thing_is_the_same_text_whatever_the_order_of_its_keys() {
        let (a, b) = (json!({ "b": [1, { "z": 1, "y": "é" }], "a": null }), json!({ "a": null, "b": [1, { "y": "é", "z": 1 }] }));
        assert_eq!(canonical(&a).unwrap(), r#"{"a":null,"b":[1,{"y":"é","z":1}]}"#);
        assert_eq!(canonical(&a).unwrap(), canonical(&b).unwrap());
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
