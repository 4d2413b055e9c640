//! Registrations that may be of one person: finding them, saying that they are of two, and making one of them.
//!
//! Always holds: a pair of which somebody said that it is two people is not shown again, a third registration of the name is; of two that are
//! merged, one goes on with the answers that were chosen and the other is over, together or not at all.

use domain::accounts::Account;
use domain::kernel::ids::RegistrationId;
use domain::places::{Action as InPool, Party, Standing};
use domain::registration::twins::{Pair, can_merge, fields, is_sensitive, stands};
use domain::registration::{Category, Refusal, Registration, State, Summary, pool};
use surrealdb::types::{RecordId, SurrealValue};

use super::change::{Circumstances, Letters, Parameters, change, move_others, notice};
use super::seats::party_id;
use super::{Row, key, queue, record};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::places::{Move, Tries, move_places, or_busy};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    MANY.sample("{ limit: 10 }"),
    GROUP.sample("{ id: twins:['a', 'b'] }"),
    ROWS.sample("{ ids: [registration:a] }"),
    APART.sample("{ id: twins:['a', 'b'], pair: ['a', 'b'], apart: true }"),
    MERGE.sample(
        "{ id: registration:a, row: { version: 1, state: 'submitted', city_name: 'KR seoul' }, counts: true, key: 'a', moves: [], others: [], twins: NONE,
           opened: false, gone: { id: registration:b, version: 1, twins: twins:['a', 'b'] } }",
    ),
];

/// How many names a look at all of them goes through.
const LOOKS_AT: usize = 500;

/// Whether there is a pair among `$left` of which nobody said, in `$told`, that it is two people.
macro_rules! many {
    () => {
        "array::len($left) * (array::len($left) - 1) / 2 > array::len(array::filter($told, |$pair| $pair ALLINSIDE $left))"
    };
}
pub(crate) use many;

/// Takes a registration that is over, `$key`, out of the groups `$named`.
macro_rules! forget_twin {
    () => {
        concat!(
            "FOR $one IN $named {
                LET $group = (SELECT ids, apart FROM ONLY $one);
                LET $left = array::complement($group.ids ?? [], [$key]);
                LET $told = array::filter($group.apart ?? [], |$pair| $key NOT IN $pair);
                UPDATE $one SET ids = $left, apart = $told, many = ",
            $crate::registration::twins::many!(),
            " RETURN NONE;
                DELETE $one WHERE array::is_empty(ids) AND array::is_empty(apart) RETURN NONE;
             };
             "
        )
    };
}
pub(crate) use forget_twin;

const MANY: Query = Query::read("registration.twins", "SELECT * FROM twins WHERE many = true LIMIT $limit");
const GROUP: Query = Query::read("registration.twins_of", "SELECT * FROM ONLY $id");
const ROWS: Query = Query::read("registration.twin_rows", "SELECT * FROM $ids");
const APART: Query = Query::write(
    "registration.tell_apart",
    concat!(
        "LET $group = (SELECT ids, apart FROM ONLY $id);
         LET $left = $group.ids ?? [];
         IF !($pair ALLINSIDE $left) { THROW 'registration.not_in_this_state' };
         LET $told = IF $apart { array::union($group.apart ?? [], [$pair]) } ELSE { array::complement($group.apart ?? [], [$pair]) };
         UPDATE $id SET apart = $told, many = ",
        many!(),
        " RETURN NONE;
         true"
    ),
);
// The one that goes gives up what it counts before the one that stays is counted, so that a full city has room for it; who votes for the city
// is told last, when it is known whether the one that stays belongs there.
const MERGE: Query = Query::write(
    "registration.merge_twins",
    concat!(
        "LET $leaves = (SELECT version, counted, city FROM ONLY $gone.id);
         IF $leaves.version != $gone.version { THROW 'registration.changed_meanwhile' };
         IF $leaves.counted != NONE { UPDATE type::record('city', $leaves.counted) SET registered -= 1 RETURN NONE };
         UPDATE $gone.id SET state = 'superseded', version += 1, pool = NONE, until = NONE, counted = NONE RETURN NONE;
         ",
        change!(),
        "LET $key = record::id($gone.id);
         LET $new = record::id($id);
         IF $leaves.city != NONE {
            LET $led = (SELECT voter, alternates FROM ONLY type::record('city', $leaves.city));
            LET $heirs = IF $counts AND $city = $leaves.city { [$new] } ELSE { [] };
            LET $voter = IF $led.voter = $key { $heirs[0] } ELSE { $led.voter };
            LET $named = array::distinct(array::flatten(array::map($led.alternates ?? [], |$one| IF $one = $key { $heirs } ELSE { [$one] })));
            UPDATE type::record('city', $leaves.city) SET voter = $voter, alternates = array::complement($named, [$voter])
                WHERE voter = $key OR $key IN alternates RETURN NONE;
         };
         LET $named = [$gone.twins];
         ",
        forget_twin!(),
        "(SELECT * FROM ONLY $id)"
    ),
);

/// A registration beside another one that may be of the same person, with what tells them apart besides their answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The registration.
    pub registration: Registration,
    /// The account that it belongs to.
    pub account: Account,
    /// What it holds or waits for.
    pub place: Option<(Category, Standing)>,
    /// The name of whoever registered the person, when it was somebody else.
    pub by: Option<String>,
}

/// Which of two registrations goes on, and what it takes over from the other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The one that is kept, in the version that was looked at.
    pub keep: (RegistrationId, u32),
    /// The one that goes, likewise.
    pub gone: (RegistrationId, u32),
    /// The fields whose answers are those of the one that goes.
    pub fields: Vec<String>,
}

#[derive(Clone, SurrealValue)]
struct GroupRow {
    id: RecordId,
    ids: Vec<String>,
    apart: Option<Vec<Vec<String>>>,
}

impl GroupRow {
    fn apart(&self, one: &str, other: &str) -> bool {
        self.apart.iter().flatten().any(|pair| *pair == sorted(one, other))
    }
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct ApartParams {
    id: RecordId,
    pair: Vec<String>,
    apart: bool,
}

#[derive(SurrealValue)]
struct Gone {
    id: RecordId,
    version: i64,
    twins: RecordId,
}

#[derive(SurrealValue)]
struct Merging {
    gone: Gone,
}

/// A pair as it is kept: in one order, whichever was named first.
fn sorted(one: &str, other: &str) -> Vec<String> {
    let mut pair = vec![one.to_owned(), other.to_owned()];
    pair.sort();
    pair
}

impl Store {
    /// The pairs that may be of one person and were not looked at, and how many there are.
    pub async fn twins(&self, limit: usize) -> Result<(Vec<Pair>, u64), StoreError> {
        let groups: Vec<GroupRow> = self.read(&MANY, Limit { limit: i64::try_from(LOOKS_AT).unwrap_or(i64::MAX) }).await?;
        let rows = self.twin_rows(groups.iter().flat_map(|g| &g.ids)).await?;
        let (mut pairs, mut number) = (Vec::new(), 0);
        for group in &groups {
            let alike = members(group, &rows)?;
            for (index, first) in alike.iter().enumerate() {
                for second in alike.iter().skip(index + 1) {
                    if group.apart(&key(&first.id)?, &key(&second.id)?) {
                        continue;
                    }
                    number += 1;
                    if pairs.len() < limit {
                        pairs.push(Pair { first: (*first).clone().summary()?, second: (*second).clone().summary()? });
                    }
                }
            }
        }
        Ok((pairs, number))
    }

    /// The registrations that may be of the same person as this one, each with whether somebody said that it is another one's.
    pub async fn twins_of(&self, id: &RegistrationId) -> Result<Vec<(Summary, bool)>, StoreError> {
        let Some(row) = self.registration_row(id.as_str()).await?.filter(|row| row.desk) else { return Ok(Vec::new()) };
        let Some(group): Option<GroupRow> = self.read_option(&GROUP, One { id: row.twins()? }).await? else { return Ok(Vec::new()) };
        if !group.ids.iter().any(|known| known == id.as_str()) {
            return Ok(Vec::new());
        }
        let rows = self.twin_rows(group.ids.iter().filter(|other| *other != id.as_str())).await?;
        members(&group, &rows)?.into_iter().map(|other| Ok((other.clone().summary()?, group.apart(id.as_str(), &key(&other.id)?)))).collect()
    }

    /// A registration at the desk with what is looked at when it is compared.
    pub async fn twin(&self, id: &RegistrationId) -> Result<Option<Twin>, StoreError> {
        let Some(row) = self.registration_row(id.as_str()).await?.filter(|row| row.desk) else { return Ok(None) };
        let place = match row.pool()? {
            Some(held) => {
                let standing = self.standing_of(&held, &party_id(&row)?).await?.filter(|s| s.is_live());
                Category::ALL.into_iter().find(|category| pool(*category) == held).zip(standing)
            }
            None => None,
        };
        let registration = row.registration()?;
        let by = self.names(registration.by.clone()).await?.into_values().next();
        let account = self.account(&registration.account).await?;
        Ok(account.map(|account| Twin { registration, account, place, by }))
    }

    /// Says that two registrations of one name are of two people, or with `apart` false takes that back.
    /// Refused: `registration.not_in_this_state` when they are no longer alike.
    pub async fn not_twins(&self, act: &Act<'_>, one: &RegistrationId, other: &RegistrationId, apart: bool) -> Result<(), StoreError> {
        let pair = sorted(one.as_str(), other.as_str());
        let once = act.once("registration.tell_apart", &[one.as_str(), other.as_str(), &apart.to_string()]);
        let first = self.registration_row(one.as_str()).await?.filter(|row| row.desk).ok_or(StoreError::NotFound)?;
        let second = self.registration_row(other.as_str()).await?.filter(|row| row.desk).ok_or(StoreError::NotFound)?;
        if one == other || first.twins()? != second.twins()? {
            return self.refuse_registration(once, Refusal::NotInThisState.code()).await.map(drop);
        }
        let verb = if apart { "registration.told_apart" } else { "registration.maybe_twins" };
        let entry = |of: &RegistrationId, from: &RegistrationId| act.audit(verb, format!("registration:{of}")).detail("other", from.as_str());
        let tx = Tx::new(&APART, act.now)
            .bind(ApartParams { id: first.twins()?, pair, apart })
            .once(once)
            .audit(entry(one, other))
            .audit(entry(other, one))
            .touches("registration");
        self.tx(tx).await.map(drop)
    }

    /// Makes one registration of two: the one that is kept takes chosen answers of the other, which is over, and its place where it has none of
    /// that category itself; a place that is left over goes to whoever waits. Both people are told.
    /// Refused: `registration.changed_meanwhile`, `registration.not_in_this_state`, `registration.fixed_while_waiting`,
    /// `registration.incomplete`, `registration.city_full`.
    pub async fn merge_twins(&self, act: &Act<'_>, merge: &Merge, letters: Letters<'_>) -> Result<Registration, StoreError> {
        let taken: Vec<&str> = fields().filter(|field| merge.fields.iter().any(|f| f == field)).collect();
        let ((keep, keep_version), (gone, gone_version)) = (&merge.keep, &merge.gone);
        let once = act.once(
            "registration.merge_twins",
            &[keep.as_str(), &keep_version.to_string(), gone.as_str(), &gone_version.to_string(), &taken.join(",")],
        );
        let mut tries = Tries::new();
        loop {
            let kept = self.registration_row(keep.as_str()).await?.filter(|row| row.desk).ok_or(StoreError::NotFound)?;
            let goes = self.registration_row(gone.as_str()).await?.filter(|row| row.desk && keep != gone).ok_or(StoreError::NotFound)?;
            let draft = kept.typed()?.with_fields(&taken, &goes.typed()?);
            let wanted = Category::parse(&draft.category).map(pool);
            let turn = self.queues().turn(kept.pool()?.into_iter().chain(goes.pool()?).chain(wanted)).await;
            let decided = if kept.version != i64::from(*keep_version) || goes.version != i64::from(*gone_version) {
                Err(Refusal::ChangedMeanwhile)
            } else if !can_merge(kept.state()?) || !can_merge(goes.state()?) {
                Err(Refusal::NotInThisState)
            } else if draft.complete().is_err() {
                Err(Refusal::Incomplete)
            } else {
                Ok(self.merged_places(&kept, &goes, &draft.category, act).await?)
            };
            let decided = match decided {
                Ok((moves, over)) => stands(kept.state()?, is_sensitive(&kept.typed()?, &draft), over).map(|to| (moves, over, to)),
                Err(refusal) => Err(refusal),
            };
            let (moves, over, to) = match decided {
                Ok(decided) => decided,
                Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
            };
            let contacts = self.contacts([keep.as_str(), gone.as_str()].into_iter()).await?;
            let address = contacts.get(keep.as_str()).map(|c| c.to.clone()).unwrap_or_default();
            let mut after = kept.becomes(to).answers(&draft, &address)?;
            after.desk = true;
            if over {
                after.pool = Category::parse(&draft.category).map(|category| pool(category).to_string());
            } else {
                after.until = kept.until;
            }
            let told = to != kept.state()?;
            if told && to == State::Submitted {
                after.submitted_at = Some(At(act.now));
                after.queue = queue(act.now, keep.as_str());
            }
            let mut mails: Vec<_> = notice(gone.as_str(), &contacts, State::Superseded, None, None)?.map(|n| letters(&n)).into_iter().collect();
            if !told {
                mails.append(&mut self.letters_to_others(&moves, keep.as_str(), letters).await?);
            }
            let entry = act
                .audit("registration.merged", format!("registration:{keep}"))
                .detail("other", gone.as_str())
                .detail("fields", taken.join(", "))
                .detail("place", over);
            let about = Circumstances { once: once.clone(), entry, moves, opened: false, letters: told.then_some(letters), mails };
            let more = Merging { gone: Gone { id: goes.id.clone(), version: goes.version, twins: goes.twins()? } };
            let tx = self.changing(act, &MERGE, after, about, Parameters::with(more)).await?;
            let superseded = act.audit("registration.superseded", format!("registration:{gone}")).detail("by", keep.as_str());
            let outcome = self.tx(tx.audit(superseded)).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome)?.one::<Row>()?.registration();
            }
        }
    }

    /// What happens to the places of two when one of them goes, and whether the other takes over what that one has.
    async fn merged_places(&self, kept: &Row, goes: &Row, category: &str, act: &Act<'_>) -> Result<(Vec<Move>, bool), StoreError> {
        let (own, from) = (party_id(kept)?, party_id(goes)?);
        let live = |standing: Option<Standing>| standing.is_some_and(Standing::is_live);
        let mut moves = Vec::new();
        let Some(given) = goes.pool()? else { return Ok((moves, false)) };
        let wanted = Category::parse(category).map(pool).is_some_and(|wanted| wanted == given);
        if wanted && live(self.standing_of(&given, &from).await?) && !live(self.standing_of(&given, &own).await?) {
            let class = self.priority(&kept.typed()?).await?;
            let to = Party { id: own.clone(), people: vec![own.to_string()], class, asked_at: act.now, standing: Standing::Waiting };
            if let Ok(moved) = self.decide_places(&given, Some(&from), &InPool::HandOver { from: from.clone(), to }, act.now).await? {
                moves.push(moved);
                if let Some(held) = kept.pool()?.filter(|held| *held != given)
                    && let Ok(moved) = self.decide_places(&held, Some(&own), &InPool::Leave(own.clone()), act.now).await?
                {
                    moves.push(moved);
                }
                return Ok((moves, true));
            }
        }
        if let Ok(moved) = self.decide_places(&given, Some(&from), &InPool::Leave(from.clone()), act.now).await? {
            moves.push(moved);
        }
        Ok((moves, false))
    }

    async fn twin_rows(&self, ids: impl Iterator<Item = &String>) -> Result<Vec<Row>, StoreError> {
        self.read(&ROWS, Ids { ids: ids.map(|id| record(id)).collect() }).await
    }
}

/// Those of a group that are still alike and can still be merged, the earlier one first.
fn members<'a>(group: &GroupRow, rows: &'a [Row]) -> Result<Vec<&'a Row>, StoreError> {
    let mut found = Vec::new();
    for row in rows {
        if row.desk && can_merge(row.state()?) && row.twins()? == group.id {
            found.push(row);
        }
    }
    found.sort_by(|a, b| a.queue.cmp(&b.queue));
    Ok(found)
}
