//! Finding people by the beginnings of their words.
//!
//! Always holds: whatever changes a name, an address or an answer at the desk marks the person in its own transaction (the schema's events), and
//! a search looks at the marks first, so that it finds what was committed before it. A draft is the person's own: nobody is found by it.

use domain::accounts::Account;
use domain::kernel::ids::AccountId;
use domain::organiser::search;
use domain::registration::{Registration, State};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{Array, RecordId, SurrealValue};

use super::{key, limited};
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::registration::Row;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    OPEN.sample("{ limit: 20 }").tiny(&[("person_open", "emptied by every search and every second by a job")]),
    REGISTRATIONS.sample("{ ids: [registration:a] }"),
    WORDS.sample("{ mark: person_open:a, seen: 1, person: account:a, rows: [] }"),
    BEGINNING.sample("{ from: 'a', to: 'b', limit: 20 }"),
];

/// How many people one look at the marks takes on.
const PIECE: usize = 100;
/// The most people with one beginning that are looked at.
const MOST: usize = 20_000;

const OPEN: Query = Query::read("organiser.people_open", "SELECT id, number FROM person_open LIMIT $limit");
const REGISTRATIONS: Query = Query::read("organiser.registrations", "SELECT * FROM $ids WHERE desk = true");
const WORDS: Query = Query::write(
    "organiser.people_words",
    "IF (SELECT VALUE number FROM ONLY $mark) = $seen {
        DELETE person_word WHERE person = $person RETURN NONE;
        INSERT INTO person_word $rows RETURN NONE;
        DELETE $mark RETURN NONE;
     };
     true",
);
const BEGINNING: Query =
    Query::read("organiser.people_beginning", "SELECT VALUE person FROM person_word WHERE word >= $from AND word < $to LIMIT $limit");
#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct Mark {
    id: RecordId,
    number: i64,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct WordRow {
    id: RecordId,
    word: String,
    person: RecordId,
}

#[derive(SurrealValue)]
struct WordsParams {
    mark: RecordId,
    seen: i64,
    person: RecordId,
    rows: Vec<WordRow>,
}

#[derive(SurrealValue)]
struct Between {
    from: String,
    to: String,
    limit: i64,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The account.
    pub account: Account,
    /// The registration, where it is at the desk.
    pub registration: Option<Registration>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPeople {
    /// The first of them, by name.
    pub people: Vec<Found>,
    /// How many there are.
    pub number: usize,
}

impl Store {
    /// Looks at the marks of people whose words may have changed; answers whether there may be more. A job calls it every second.
    pub async fn refresh_people(&self, now: Timestamp) -> Result<bool, StoreError> {
        let marks: Vec<Mark> = self.read(&OPEN, Limit { limit: limited(PIECE) }).await?;
        let ids = marks.iter().map(|mark| key(&mark.id)).collect::<Result<Vec<_>, _>>()?;
        if ids.is_empty() {
            return Ok(false);
        }
        let accounts: Vec<AccountId> = ids.iter().filter_map(|id| AccountId::parse(id).ok()).collect();
        let found = self.people(&accounts).await?;
        for (mark, id) in marks.iter().zip(&ids) {
            let person = RecordId::new("account", id.clone());
            let words = AccountId::parse(id).ok().and_then(|account| found.get(&account)).map(words_of).unwrap_or_default();
            let rows = words
                .into_iter()
                .map(|word| WordRow { id: RecordId::new("person_word", Array::from(vec![word.clone(), id.clone()])), word, person: person.clone() })
                .collect();
            let params = WordsParams { mark: mark.id.clone(), seen: mark.number, person, rows };
            self.tx(Tx::new(&WORDS, now).bind(params)).await?;
        }
        Ok(marks.len() == PIECE)
    }

    /// Accounts by id with their registrations at the desk.
    async fn people(&self, ids: &[AccountId]) -> Result<BTreeMap<AccountId, Found>, StoreError> {
        let accounts = self.accounts_of(ids.iter()).await?;
        let ids = ids.iter().map(|id| RecordId::new("registration", id.as_str())).collect();
        let rows: Vec<Row> = self.read(&REGISTRATIONS, Ids { ids }).await?;
        let mut registrations = BTreeMap::new();
        for row in rows {
            let registration = row.registration()?;
            registrations.insert(registration.account.clone(), registration);
        }
        Ok(accounts.into_iter().map(|(id, account)| (id.clone(), Found { account, registration: registrations.remove(&id) })).collect())
    }

    /// People of whom each word asked for is the beginning of a word, the first `limit` by name.
    pub async fn search_people(&self, asked: &str, limit: usize, now: Timestamp) -> Result<FoundPeople, StoreError> {
        while self.refresh_people(now).await? {}
        let mut ids: Option<BTreeSet<String>> = None;
        for word in search::asked(asked) {
            // Nothing sorts behind the last character.
            let to = format!("{word}{}", char::MAX);
            let found: Vec<RecordId> = self.read(&BEGINNING, Between { from: word, to, limit: limited(MOST) }).await?;
            let found = found.iter().map(key).collect::<Result<BTreeSet<_>, _>>()?;
            let both: BTreeSet<String> = match ids {
                Some(before) => before.intersection(&found).cloned().collect(),
                None => found,
            };
            if both.is_empty() {
                return Ok(FoundPeople { people: Vec::new(), number: 0 });
            }
            ids = Some(both);
        }
        let ids: Vec<AccountId> = ids.unwrap_or_default().iter().filter_map(|id| AccountId::parse(id).ok()).collect();
        let number = ids.len();
        // So many are read for their names, so that those shown are the first of the alphabet and not of the ids.
        let read = ids.get(..number.min(limit * 10)).unwrap_or_default();
        let mut people: Vec<Found> = self.people(read).await?.into_values().collect();
        people.sort_by_cached_key(|found| domain::kernel::text::fold(&found.account.name));
        people.truncate(limit);
        Ok(FoundPeople { people, number })
    }
}

/// Every word by which somebody is found.
fn words_of(of: &Found) -> Vec<String> {
    let mut text = format!("{} {} {}", of.account.name, of.account.email, of.account.id);
    if let Some(registration) = of.registration.as_ref().filter(|r| State::AT_THE_DESK.contains(&r.state)) {
        let draft = &registration.draft;
        for more in [&draft.full_name(), &draft.badge_name, &draft.city, &draft.organisation] {
            text.push(' ');
            text.push_str(more);
        }
    }
    search::words(&text)
}
