//! Filters of the desk with a name.
//!
//! Always holds: a private filter exists for its owner only; a shared one belongs to the whole secretariat.

use domain::kernel::ids::{AccountId, SavedFilterId};
use domain::organiser::saved::SavedFilter;
use surrealdb::types::{RecordId, SurrealValue};

use super::key;
use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    LIST.sample("{ owner: account:a }").tiny(FEW),
    SAVE.sample("{ id: saved_filter:a, owner: account:a, name: 'n', filter: '', shared: false, ord: 1 }"),
    CHANGE.sample("{ id: saved_filter:a, owner: account:a, name: 'n', shared: false }"),
    DELETE.sample("{ id: saved_filter:a, owner: account:a }"),
    MOVE.sample("{ id: saved_filter:a, owner: account:a, up: true }").tiny(FEW),
];

const FEW: &[(&str, &str)] = &[("saved_filter", "a handful for each organiser")];

const LIST: Query = Query::read("organiser.filters", "SELECT * FROM saved_filter WHERE shared = true OR owner = $owner ORDER BY shared, ord");
const SAVE: Query = Query::write(
    "organiser.filter_save",
    "CREATE $id SET owner = $owner, name = $name, filter = $filter, shared = $shared, ord = $ord RETURN NONE; true",
);
const CHANGE: Query = Query::write(
    "organiser.filter_change",
    "LET $one = (SELECT owner, shared FROM ONLY $id);
     IF $one = NONE OR (!$one.shared AND $one.owner != $owner) { THROW 'not_found' };
     UPDATE $id SET name = $name, shared = $shared RETURN NONE;
     true",
);
const DELETE: Query = Query::write(
    "organiser.filter_delete",
    "LET $one = (SELECT owner, shared FROM ONLY $id);
     IF $one = NONE OR (!$one.shared AND $one.owner != $owner) { THROW 'not_found' };
     DELETE $id RETURN NONE;
     true",
);
const MOVE: Query = Query::write(
    "organiser.filter_move",
    "LET $one = (SELECT owner, shared, ord FROM ONLY $id);
     IF $one = NONE OR (!$one.shared AND $one.owner != $owner) { THROW 'not_found' };
     LET $other = IF $up {
        (SELECT id, ord FROM saved_filter WHERE shared = $one.shared AND (shared OR owner = $owner) AND ord < $one.ord ORDER BY ord DESC LIMIT 1)[0]
     } ELSE {
        (SELECT id, ord FROM saved_filter WHERE shared = $one.shared AND (shared OR owner = $owner) AND ord > $one.ord ORDER BY ord LIMIT 1)[0]
     };
     IF $other != NONE {
        UPDATE $id SET ord = $other.ord RETURN NONE;
        UPDATE $other.id SET ord = $one.ord RETURN NONE;
     };
     true",
);

#[derive(SurrealValue)]
struct Of {
    owner: RecordId,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    owner: RecordId,
    name: String,
    filter: String,
    shared: bool,
    ord: i64,
}

#[derive(SurrealValue)]
struct ChangeParams {
    id: RecordId,
    owner: RecordId,
    name: String,
    shared: bool,
}

#[derive(SurrealValue)]
struct OneOf {
    id: RecordId,
    owner: RecordId,
}

#[derive(SurrealValue)]
struct MoveParams {
    id: RecordId,
    owner: RecordId,
    up: bool,
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    owner: RecordId,
    name: String,
    filter: String,
    shared: bool,
}

fn record(id: &SavedFilterId) -> RecordId {
    RecordId::new("saved_filter", id.as_str())
}

fn account(id: &AccountId) -> RecordId {
    RecordId::new("account", id.as_str())
}

impl Store {
    /// The filters an organiser sees: first their own, then those of the secretariat, each in their order.
    pub async fn saved_filters(&self, owner: &AccountId) -> Result<Vec<SavedFilter>, StoreError> {
        let rows: Vec<Row> = self.read(&LIST, Of { owner: account(owner) }).await?;
        let shape = |what: &str| StoreError::shape("organiser.filters", what.to_owned());
        rows.into_iter()
            .map(|row| {
                let id = SavedFilterId::parse(&key(&row.id)?).map_err(|_| shape("id"))?;
                let owner = AccountId::parse(&key(&row.owner)?).map_err(|_| shape("owner"))?;
                Ok(SavedFilter { id, owner, name: row.name, filter: row.filter, shared: row.shared })
            })
            .collect()
    }

    /// Gives a filter a name, at the end of its list.
    pub async fn save_filter(&self, act: &Act<'_>, new: &SavedFilter) -> Result<(), StoreError> {
        let params = SaveParams {
            id: record(&new.id),
            owner: account(&new.owner),
            name: new.name.clone(),
            filter: new.filter.clone(),
            shared: new.shared,
            ord: act.now.as_millisecond(),
        };
        let once = act.once("organiser.filter_save", &[&new.name, &new.filter, if new.shared { "shared" } else { "" }]);
        let entry = act.audit("organiser.filter_saved", format!("filter:{}", new.id)).detail("name", new.name.clone());
        self.tx(Tx::new(&SAVE, act.now).bind(params).once(once).audit(entry)).await.map(drop)
    }

    /// Changes the name, and who sees it.
    pub async fn change_filter(&self, act: &Act<'_>, owner: &AccountId, id: &SavedFilterId, name: &str, shared: bool) -> Result<(), StoreError> {
        let params = ChangeParams { id: record(id), owner: account(owner), name: name.to_owned(), shared };
        let entry = act.audit("organiser.filter_changed", format!("filter:{id}")).detail("name", name).detail("shared", shared);
        self.tx(Tx::new(&CHANGE, act.now).bind(params).audit(entry)).await.map(drop)
    }

    /// Removes a filter.
    pub async fn delete_filter(&self, act: &Act<'_>, owner: &AccountId, id: &SavedFilterId) -> Result<(), StoreError> {
        let entry = act.audit("organiser.filter_deleted", format!("filter:{id}"));
        self.tx(Tx::new(&DELETE, act.now).bind(OneOf { id: record(id), owner: account(owner) }).audit(entry)).await.map(drop)
    }

    /// Moves a filter one place up or down in its list.
    pub async fn move_filter(&self, act: &Act<'_>, owner: &AccountId, id: &SavedFilterId, up: bool) -> Result<(), StoreError> {
        let once = act.once("organiser.filter_move", &[id.as_str(), if up { "up" } else { "down" }]);
        self.tx(Tx::new(&MOVE, act.now).bind(MoveParams { id: record(id), owner: account(owner), up }).once(once)).await.map(drop)
    }
}
