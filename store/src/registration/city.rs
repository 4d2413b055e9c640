//! Cities: what the secretariat says about them, their delegations, and who votes for them.
//!
//! Always holds: a name belongs to one city of a country; the number of people that a city has registered is on its own row; who votes is one
//! of its approved people, and one only.

use domain::kernel::ids::{CityId, RegistrationId};
use domain::kernel::text::fold;
use domain::registration::city::name_key;
use domain::registration::{City, CityDraft, Fee, Membership, Refusal, Registration, State};
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

use super::{Row, key};
use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    CITY.sample("{ id: city:a }"),
    NAMED.sample("{ name: city_name:`KR seoul` }"),
    LED.sample("{ address: 'a@x.org' }"),
    CITIES.sample("{ after: '', limit: 20 }"),
    PEOPLE.sample("{ city: 'a', limit: 20 }"),
    PUT.sample(
        "{ id: city:a, key: 'a', version: 0, row: { names: ['Seoul'], country: 'KR' }, names: [city_name:`KR seoul`], keys: ['KR seoul'], counting: ['submitted'] }",
    ),
    VOTERS.sample("{ id: city:a, version: 1, voter: NONE, alternates: [], approved: 'approved' }"),
];

const CITY: Query = Query::read("registration.city", "SELECT * FROM ONLY $id");
const NAMED: Query = Query::read(
    "registration.city_named",
    "LET $city = (SELECT VALUE city FROM ONLY $name);
     IF $city = NONE { NONE } ELSE { (SELECT * FROM ONLY type::record('city', $city)) }",
);
const LED: Query = Query::read("registration.cities_led", "SELECT * FROM city WHERE heads CONTAINS $address")
    .tiny(&[("city", "those who lead lead few, and the index finds them")]);
const CITIES: Query = Query::read("registration.cities", "SELECT * FROM city WHERE sorted > $after ORDER BY sorted LIMIT $limit");
const PEOPLE: Query = Query::read("registration.of_city", "SELECT * FROM registration WHERE city = $city AND queue > '' ORDER BY queue LIMIT $limit");
// The registrations that name the city already are counted when it becomes known, or known by another name.
const PUT: Query = Query::write(
    "registration.put_city",
    "LET $before = (SELECT * FROM ONLY $id);
     IF ($before.version ?? 0) != $version { THROW 'registration.changed_meanwhile' };
     FOR $name IN $names {
        LET $holder = (SELECT VALUE city FROM ONLY $name);
        IF $holder != NONE AND $holder != $key { THROW 'registration.city_known' };
     };
     DELETE city_name WHERE city = $key RETURN NONE;
     FOR $name IN $names { UPSERT $name SET city = $key RETURN NONE };
     UPDATE registration SET city = NONE, counted = NONE WHERE city = $key RETURN NONE;
     UPDATE registration SET city = $key, counted = IF state IN $counting { $key } ELSE { NONE } WHERE city_name IN $keys RETURN NONE;
     LET $registered = array::len(SELECT VALUE id FROM registration WHERE city = $key AND counted = $key);
     UPSERT $id CONTENT $row RETURN NONE;
     UPDATE $id SET registered = $registered, voter = $before.voter, alternates = $before.alternates ?? [], version = $version + 1 RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const VOTERS: Query = Query::write(
    "registration.name_voters",
    "LET $city = (SELECT * FROM ONLY $id);
     IF $city = NONE { THROW 'not_found' };
     IF $city.version != $version { THROW 'registration.changed_meanwhile' };
     IF $voter != NONE AND ($city.membership != 'full' OR $city.fee = 'due') { THROW 'registration.cannot_vote' };
     FOR $one IN array::concat(IF $voter = NONE { [] } ELSE { [$voter] }, $alternates) {
        LET $who = (SELECT city, state FROM ONLY type::record('registration', $one));
        IF $who.city != record::id($id) OR $who.state != $approved { THROW 'registration.cannot_vote' };
     };
     UPDATE $id SET voter = $voter, alternates = $alternates, version += 1 RETURN NONE;
     (SELECT * FROM ONLY $id)",
);

#[derive(SurrealValue)]
struct CityRow {
    id: RecordId,
    names: Vec<String>,
    country: String,
    membership: String,
    fee: String,
    cap: Option<i64>,
    endorses: bool,
    heads: Vec<String>,
    registered: i64,
    voter: Option<String>,
    alternates: Vec<String>,
    version: i64,
}

impl CityRow {
    fn city(self) -> Result<City, StoreError> {
        let shape = |e: String| StoreError::shape("registration.city", e);
        let registration = |id: &str| RegistrationId::parse(id).map_err(|e| shape(e.to_string()));
        let number = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
        Ok(City {
            id: CityId::parse(&key(&self.id)?).map_err(|e| shape(e.to_string()))?,
            facts: CityDraft {
                names: self.names,
                country: self.country,
                membership: Membership::parse(&self.membership).ok_or_else(|| shape(self.membership.clone()))?,
                fee: Fee::parse(&self.fee).ok_or_else(|| shape(self.fee.clone()))?,
                cap: self.cap.map(number),
                endorses: self.endorses,
                heads: self.heads,
            },
            registered: number(self.registered),
            voter: self.voter.as_deref().map(registration).transpose()?,
            alternates: self.alternates.iter().map(|id| registration(id)).collect::<Result<_, _>>()?,
            version: number(self.version),
        })
    }
}

/// What the secretariat says, as it is written.
#[derive(SurrealValue)]
struct NewRow {
    names: Vec<String>,
    country: String,
    membership: String,
    fee: String,
    cap: Option<i64>,
    endorses: bool,
    heads: Vec<String>,
    registered: i64,
    alternates: Vec<String>,
    version: i64,
    sorted: String,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Name {
    name: RecordId,
}

#[derive(SurrealValue)]
struct Address {
    address: String,
}

#[derive(SurrealValue)]
struct PageParams {
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct PeopleParams {
    city: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct PutParams {
    id: RecordId,
    key: String,
    version: i64,
    row: NewRow,
    names: Vec<RecordId>,
    keys: Vec<String>,
    counting: Vec<String>,
}

#[derive(SurrealValue)]
struct VoterParams {
    id: RecordId,
    version: i64,
    voter: Option<String>,
    alternates: Vec<String>,
    approved: String,
}

pub(super) fn city_record(id: &CityId) -> RecordId {
    RecordId::new("city", id.as_str())
}

impl Store {
    /// A city.
    pub async fn city(&self, id: &CityId) -> Result<Option<City>, StoreError> {
        let row: Option<CityRow> = self.read_option(&CITY, One { id: city_record(id) }).await?;
        row.map(CityRow::city).transpose()
    }

    /// The city that a name means in a country, when the secretariat knows it.
    pub async fn city_named(&self, country: &str, name: &str) -> Result<Option<City>, StoreError> {
        let row: Option<CityRow> = self.read_option(&NAMED, Name { name: RecordId::new("city_name", name_key(country, name)) }).await?;
        row.map(CityRow::city).transpose()
    }

    /// The cities whose delegations somebody heads, by their normalised address.
    pub async fn cities_led_by(&self, address: &str) -> Result<Vec<City>, StoreError> {
        let rows: Vec<CityRow> = self.read(&LED, Address { address: address.to_owned() }).await?;
        rows.into_iter().map(CityRow::city).collect()
    }

    /// A page of the cities by name; the second value is what to pass as `after` for the next page.
    pub async fn cities(&self, after: Option<&str>, limit: usize) -> Result<(Vec<City>, Option<String>), StoreError> {
        let params = PageParams { after: after.unwrap_or_default().to_owned(), limit: i64::try_from(limit + 1).unwrap_or(i64::MAX) };
        let rows: Vec<CityRow> = self.read(&CITIES, params).await?;
        let mut cities = rows.into_iter().map(CityRow::city).collect::<Result<Vec<_>, _>>()?;
        let more = cities.len() > limit;
        cities.truncate(limit);
        let next = cities.last().filter(|_| more).map(|city| sorted(&city.id, &city.facts));
        Ok((cities, next))
    }

    /// The registrations of a city, the first begun first; drafts too when a head of the delegation made them.
    pub async fn delegation(&self, id: &CityId, limit: usize) -> Result<Vec<Registration>, StoreError> {
        let params = PeopleParams { city: id.to_string(), limit: i64::try_from(limit).unwrap_or(i64::MAX) };
        let rows: Vec<Row> = self.read(&PEOPLE, params).await?;
        let all = rows.into_iter().map(Row::registration).collect::<Result<Vec<_>, _>>()?;
        // What somebody has not handed in yet is their own.
        Ok(all.into_iter().filter(|r| r.by.is_some() || r.submitted_at.is_some() && r.state != State::Draft).collect())
    }

    /// Adds a city (`id` is `None`, `version` 0), or changes what is said about it, and queues `mails`.
    /// Refused: `registration.city_known`, `registration.changed_meanwhile`.
    pub async fn put_city(&self, act: &Act<'_>, id: Option<&CityId>, version: u32, draft: &CityDraft, mails: Vec<Mail>) -> Result<City, StoreError> {
        let id = match id {
            Some(id) => id.clone(),
            None => CityId::parse(&Uuid::now_v7().simple().to_string()).map_err(|e| StoreError::shape("registration.put_city", e.to_string()))?,
        };
        let mut keys: Vec<String> = draft.names.iter().map(|name| name_key(&draft.country, name)).collect();
        keys.sort();
        keys.dedup();
        let said = format!("{draft:?}");
        let known = if version == 0 { String::new() } else { id.to_string() };
        let params = PutParams {
            id: city_record(&id),
            key: id.to_string(),
            version: i64::from(version),
            row: NewRow {
                names: draft.names.clone(),
                country: draft.country.clone(),
                membership: draft.membership.code().to_owned(),
                fee: draft.fee.code().to_owned(),
                cap: draft.cap.map(i64::from),
                endorses: draft.endorses,
                heads: draft.heads.clone(),
                registered: 0,
                alternates: Vec::new(),
                version: 0,
                sorted: sorted(&id, draft),
            },
            names: keys.iter().map(|key| RecordId::new("city_name", key.as_str())).collect(),
            keys,
            counting: State::ALL.into_iter().filter(|s| s.counts()).map(|s| s.code().to_owned()).collect(),
        };
        let entry = act.audit("registration.city_put", format!("city:{id}")).detail("name", draft.names.first().cloned().unwrap_or_default());
        let mut tx = Tx::new(&PUT, act.now)
            .bind(params)
            .once(act.once("registration.put_city", &[&known, &version.to_string(), &said]))
            .audit(entry)
            .touches("registration");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<CityRow>()?.city()
    }

    /// Says who votes for a city and who stands in, in order.
    /// Refused: `registration.cannot_vote`, `registration.changed_meanwhile`.
    pub async fn name_voters(
        &self,
        act: &Act<'_>,
        id: &CityId,
        version: u32,
        voter: Option<&RegistrationId>,
        alternates: &[RegistrationId],
    ) -> Result<City, StoreError> {
        let mut seen: Vec<&RegistrationId> = voter.into_iter().collect();
        for alternate in alternates {
            if seen.contains(&alternate) {
                return Err(StoreError::Refused(Refusal::CannotVote.code().to_owned()));
            }
            seen.push(alternate);
        }
        let words: Vec<String> = seen.iter().map(ToString::to_string).collect();
        let params = VoterParams {
            id: city_record(id),
            version: i64::from(version),
            voter: voter.map(ToString::to_string),
            alternates: alternates.iter().map(ToString::to_string).collect(),
            approved: State::Approved.code().to_owned(),
        };
        let entry = act.audit("registration.voters_named", format!("city:{id}")).detail("voter", voter.map(ToString::to_string).unwrap_or_default());
        let tx = Tx::new(&VOTERS, act.now)
            .bind(params)
            .once(act.once("registration.name_voters", &[id.as_str(), &version.to_string(), &words.join(",")]))
            .audit(entry)
            .touches("registration");
        self.tx(tx).await?.one::<CityRow>()?.city()
    }
}

/// The place in lists: by folded name, then by id.
fn sorted(id: &CityId, draft: &CityDraft) -> String {
    format!("{} {id}", fold(draft.names.first().map_or("", String::as_str)))
}
