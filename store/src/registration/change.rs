//! How a registration changes: its row as it was read becomes its row as it shall be, with everything that goes with it, in one transaction.
//!
//! Always holds: a change is applied to the version it was decided on, or refused; what a registration counts for its city, what it holds of a
//! pool, and where it stands change together.

use domain::kernel::Lang;
use domain::kernel::ids::RegistrationId;
use domain::places::Standing;
use domain::registration::{Notice, State};
use jiff::Timestamp;
use std::collections::BTreeMap;
use surrealdb::types::{Object, RecordId, SurrealValue, Value};

use super::{Row, key, record};
use crate::IdempotencyKey;
use crate::act::Act;
use crate::engine::audit::AuditEntry;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::places::{Move, MoveRow, move_places};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    ROW.sample("{ id: registration:a }"),
    CHANGE.sample(
        "{ id: registration:a, row: { version: 1, state: 'draft', city_name: 'KR seoul' }, counts: true, key: 'a', moves: [], others: [], twins: NONE, opened: false }",
    ),
    MOVE.sample("{ moves: [], others: [] }"),
    CONTACTS.sample("{ ids: [registration:a] }"),
];

const ROW: Query = Query::read("registration.row", "SELECT * FROM ONLY $id");
/// Where the registrations stand whose places became others by a move; `$others`.
macro_rules! move_others {
    () => {
        "FOR $other IN $others {
            UPDATE $other.id SET state = $other.state, until = $other.until, version += 1 WHERE state IN $other.from RETURN NONE;
         };
         "
    };
}

/// Writes `$row` at `$id`, with what it counts for its city, what becomes of places, and the registrations it resembles.
macro_rules! change {
    () => {
        concat!(
            move_places!(),
            "IF $opened AND (SELECT VALUE body.registration_open FROM ONLY item:['event', 'main']) = false { THROW 'registration.closed' };
             LET $before = (SELECT version, counted, city FROM ONLY $id);
             IF ($before.version ?? 0) != $row.version - 1 { THROW 'registration.changed_meanwhile' };
             LET $city = (SELECT VALUE city FROM ONLY type::record('city_name', $row.city_name ?? ''));
             LET $counted = IF $counts { $city } ELSE { NONE };
             IF $before.counted != $counted {
                IF $before.counted != NONE { UPDATE type::record('city', $before.counted) SET registered -= 1 RETURN NONE };
                IF $counted != NONE {
                    LET $room = (SELECT cap, registered FROM ONLY type::record('city', $counted));
                    IF $room.cap != NONE AND $room.registered >= $room.cap { THROW 'registration.city_full' };
                    UPDATE type::record('city', $counted) SET registered += 1 RETURN NONE;
                };
             };
             IF !$counts AND $before.city != NONE {
                LET $own = record::id($id);
                UPDATE type::record('city', $before.city) SET voter = IF voter = $own { NONE } ELSE { voter }, alternates = array::complement(alternates, [$own])
                    WHERE voter = $own OR $own IN alternates RETURN NONE;
             };
             UPSERT $id CONTENT $row RETURN NONE;
             UPDATE $id SET city = $city, counted = $counted RETURN NONE;
             IF !$counts {
                ",
            $crate::ideathon::erasure::leave_ideathon!(),
            "};
             ",
            move_others!(),
            "IF $twins != NONE {
                LET $group = (SELECT ids, apart FROM ONLY $twins);
                LET $told = $group.apart ?? [];
                LET $left = IF $counts { array::union($group.ids ?? [], [record::id($id)]) } ELSE { array::complement($group.ids ?? [], [record::id($id)]) };
                IF $counts OR $group != NONE { UPSERT $twins SET ids = $left, apart = $told, many = ",
            $crate::registration::twins::many!(),
            " RETURN NONE };
                DELETE $twins WHERE array::is_empty(ids) AND array::is_empty(apart) RETURN NONE;
             };
             "
        )
    };
}
pub(super) use {change, move_others};

const CHANGE: Query = Query::write("registration.change", concat!(change!(), "(SELECT * FROM ONLY $id)"));
const MOVE: Query = Query::write("registration.move", concat!(move_places!(), move_others!(), "true"));
const CONTACTS: Query = Query::read(
    "registration.contacts",
    "SELECT id, state, account.name AS name, account.lang AS lang, account.email AS email, by.email AS by FROM $ids",
);

/// Writes the letter about something that happened to a registration.
pub type Letters<'a> = &'a (dyn Fn(&Notice) -> Mail + Send + Sync);

/// What a change is about besides the row.
pub(super) struct Circumstances<'a> {
    /// The key of the request.
    pub once: Option<IdempotencyKey>,
    /// What the audit trail says.
    pub entry: AuditEntry,
    /// What happens to places.
    pub moves: Vec<Move>,
    /// Whether registration has to be open for it.
    pub opened: bool,
    /// The letters to write; `None` when the person is told nothing.
    pub letters: Option<Letters<'a>>,
    /// Further letters that are written already.
    pub mails: Vec<Mail>,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct ChangeParams {
    id: RecordId,
    key: String,
    row: Row,
    counts: bool,
    moves: Vec<MoveRow>,
    others: Vec<Other>,
    twins: Option<RecordId>,
    opened: bool,
}

/// Parameters that a text has besides those of [`change!`].
pub(super) struct Parameters(Object);

impl Parameters {
    fn none() -> Self {
        Self(Object::default())
    }

    pub(super) fn with(params: impl SurrealValue) -> Self {
        match params.into_value() {
            Value::Object(object) => Self(object),
            _ => Self::none(),
        }
    }

    fn and(mut self, params: impl SurrealValue) -> Value {
        self.0.extend(Self::with(params).0);
        Value::Object(self.0)
    }
}

#[derive(Clone, SurrealValue)]
struct Other {
    id: RecordId,
    state: String,
    from: Vec<String>,
    until: Option<At>,
}

/// The registrations whose places became others by some moves.
struct Moved {
    others: Vec<Other>,
    told: Vec<(String, State, Option<Timestamp>)>,
}

impl Moved {
    /// All but the one that acts.
    fn of(moves: &[Move], own: Option<&str>) -> Self {
        let mut found = Self { others: Vec::new(), told: Vec::new() };
        for change in moves.iter().flat_map(|m| &m.plan.changes).filter(|c| own != Some(c.party.id.as_str())) {
            if let Some((state, from, until)) = moved(change.party.standing) {
                found.others.push(Other {
                    id: record(change.party.id.as_str()),
                    state: state.code().to_owned(),
                    from: from.iter().map(|s| s.code().to_owned()).collect(),
                    until: until.map(At),
                });
                found.told.push((change.party.id.to_string(), state, until));
            }
        }
        found
    }

    fn mails(&self, contacts: &BTreeMap<String, Contact>, letters: Letters<'_>) -> Result<Vec<Mail>, StoreError> {
        let notices = self.told.iter().map(|(id, state, until)| notice(id, contacts, *state, *until, None));
        notices.filter_map(|n| n.map(|n| n.map(|n| letters(&n))).transpose()).collect()
    }
}

#[derive(SurrealValue)]
struct MoveParams {
    moves: Vec<MoveRow>,
    others: Vec<Other>,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct ContactRow {
    id: RecordId,
    name: Option<String>,
    lang: Option<String>,
    email: Option<String>,
    by: Option<String>,
}

/// Whom to write to about a registration.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub to: String,
    pub name: String,
    pub lang: Lang,
}

/// Where a registration stands whose place in its pool became another one by what somebody else did; and from where it may come there.
fn moved(standing: Standing) -> Option<(State, &'static [State], Option<Timestamp>)> {
    match standing {
        Standing::Offered { until } => Some((State::Offered, &[State::Waitlisted], Some(until))),
        Standing::Expired => Some((State::Lapsed, &[State::Offered], None)),
        Standing::Waiting => Some((State::Waitlisted, &[State::Approved, State::Offered], None)),
        _ => None,
    }
}

/// The verb of such a change in the audit trail.
fn verb(state: State) -> &'static str {
    match state {
        State::Offered => "registration.place_offered",
        State::Lapsed => "registration.offer_passed",
        _ => "registration.waits_again",
    }
}

impl Store {
    pub(super) async fn registration_row(&self, id: &str) -> Result<Option<Row>, StoreError> {
        self.read_option(&ROW, One { id: record(id) }).await
    }

    /// Refuses with a code, unless this is a repeat of a request that was granted: then it answers as that one did.
    pub(super) async fn refuse_registration(&self, once: Option<IdempotencyKey>, code: &str) -> Result<Row, StoreError> {
        self.refuse(once, code).await?.one()
    }

    /// Writes a row whose version is the next one of what was read.
    pub(super) async fn change(&self, act: &Act<'_>, row: Row, about: Circumstances<'_>) -> Result<Row, StoreError> {
        let tx = self.changing(act, &CHANGE, row, about, Parameters::none()).await?;
        self.tx(tx).await?.one()
    }

    /// The transaction of a text that contains [`change!`], with parameters of its own besides.
    pub(super) async fn changing(
        &self,
        act: &Act<'_>,
        query: &'static Query,
        row: Row,
        about: Circumstances<'_>,
        more: Parameters,
    ) -> Result<Tx, StoreError> {
        let id = row.id.clone();
        let own = key(&id)?;
        let state = row.state()?;
        let moved = Moved::of(&about.moves, Some(&own));
        let mut mails = about.mails;
        if let Some(letters) = about.letters {
            let until = row.until.map(|at| at.0);
            let contacts = self.contacts(moved.told.iter().map(|t| t.0.as_str()).chain([own.as_str()])).await?;
            mails.extend(notice(&own, &contacts, state, until, row.message.clone())?.map(|n| letters(&n)));
            mails.append(&mut moved.mails(&contacts, letters)?);
        }
        let twins = (row.desk || !state.counts()).then(|| row.twins()).transpose()?;
        let params = ChangeParams {
            id,
            key: own,
            counts: state.counts(),
            moves: about.moves.iter().map(Move::row).collect(),
            others: moved.others,
            twins,
            opened: about.opened,
            row,
        };
        let mut tx = Tx::new(query, act.now).bind(more.and(params)).once(about.once).audit(about.entry).touches("registration");
        if !state.counts() {
            tx = tx.touches("ideathon");
        }
        for entry in moved.told.iter().map(|(id, state, _)| act.audit(verb(*state), format!("registration:{id}"))) {
            tx = tx.audit(entry);
        }
        for mail in mails {
            tx = tx.mail(mail);
        }
        Ok(tx)
    }

    /// Moves places without anybody's own doing.
    pub(super) async fn move_others(
        &self,
        act: &Act<'_>,
        made: Move,
        once: Option<IdempotencyKey>,
        entry: Option<AuditEntry>,
        letters: Letters<'_>,
    ) -> Result<(), StoreError> {
        let moved = Moved::of(std::slice::from_ref(&made), None);
        let contacts = self.contacts(moved.told.iter().map(|t| t.0.as_str())).await?;
        let mails = moved.mails(&contacts, letters)?;
        let params = MoveParams { moves: vec![made.row()], others: moved.others };
        let mut tx = Tx::new(&MOVE, act.now).bind(params).once(once).touches("registration");
        let told = moved.told.iter().map(|(id, state, _)| act.audit(verb(*state), format!("registration:{id}")));
        for entry in entry.into_iter().chain(told) {
            tx = tx.audit(entry);
        }
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// The address through which somebody without one of their own is told.
    pub(crate) async fn address_through(&self, account: &domain::kernel::ids::AccountId) -> Result<Option<String>, StoreError> {
        Ok(self.contacts(std::iter::once(account.as_str())).await?.into_values().next().map(|contact| contact.to))
    }

    /// The letters to those whose places become others by some moves, without the one that acts.
    pub(super) async fn letters_to_others(&self, moves: &[Move], own: &str, letters: Letters<'_>) -> Result<Vec<Mail>, StoreError> {
        let moved = Moved::of(moves, Some(own));
        let contacts = self.contacts(moved.told.iter().map(|t| t.0.as_str())).await?;
        moved.mails(&contacts, letters)
    }

    /// Whom to write to, by registration.
    pub(super) async fn contacts(&self, ids: impl Iterator<Item = &str>) -> Result<BTreeMap<String, Contact>, StoreError> {
        let rows: Vec<ContactRow> = self.read(&CONTACTS, Ids { ids: ids.map(record).collect() }).await?;
        let mut contacts = BTreeMap::new();
        for row in rows {
            let own = row.email.filter(|e| !e.is_empty());
            // Somebody without an address of their own is told through whoever registered them.
            if let Some(to) = own.or(row.by) {
                let lang = row.lang.as_deref().and_then(Lang::parse).unwrap_or_default();
                contacts.insert(key(&row.id)?, Contact { to, name: row.name.unwrap_or_default(), lang });
            }
        }
        Ok(contacts)
    }
}

pub(super) fn notice(
    id: &str,
    contacts: &BTreeMap<String, Contact>,
    state: State,
    until: Option<Timestamp>,
    message: Option<String>,
) -> Result<Option<Notice>, StoreError> {
    let Some(contact) = contacts.get(id) else { return Ok(None) };
    Ok(Some(Notice {
        id: RegistrationId::parse(id).map_err(|e| StoreError::shape("registration.notice", e.to_string()))?,
        to: contact.to.clone(),
        name: contact.name.clone(),
        lang: contact.lang,
        state,
        until,
        message,
    }))
}
