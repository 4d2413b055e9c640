//! The floor plan: halls and booths, who has which, and what companies wish.
//!
//! Always holds: every change of a hall's booths writes the hall's row, so that no two of them rest on the same plan; whoever gets, loses or
//! exchanges a booth has the booth's row and the company's row written together, so that a booth has one company and a company one booth.

use domain::forum::plan::Wishes;
use domain::forum::{Booth, BoothClass, Hall};
use domain::kernel::Text;
use domain::kernel::ids::{BoothId, CompanyId, HallId};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

use super::{company_id, queue, record};
use crate::accounts::rows::key;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    HALLS,
    IMPORT.sample("{ halls: [], holders: [{ id: booth:a, of: company:a, key: 'a=a', company: 'a' }], keys: ['a=a'], who: 'a', main: plan_import:main }"),
    SAVE_HALL.sample("{ id: hall:a, hall: 'a', version: 1, name: {}, width: 100, depth: 100 }"),
    REMOVE_HALL.sample("{ id: hall:a, hall: 'a', version: 1 }"),
    SAVE_BOOTH.sample(
        "{ id: booth:a, hall_id: hall:a, hall: 'a', version: 1, number: 'A-1', x: 0, y: 0, width: 30, depth: 30, class: 'small', power: 0,
           internet: false }",
    ),
    REMOVE_BOOTH.sample("{ id: booth:a, hall_id: hall:a, hall: 'a', version: 1 }"),
    ASSIGN.sample("{ id: booth:a, booth: 'a', of: company:a, company: 'a', version: 1, queue: 'q' }"),
    TAKE_BACK.sample("{ id: booth:a, of: company:a, company: 'a', queue: 'q' }"),
    SWAP.sample("{ one: booth:a, one_key: 'a', one_of: company:a, one_company: 'a', other: booth:b, other_key: 'b', other_of: company:b, other_company: 'b' }"),
    WISHES.sample("{ id: booth_wish:a }"),
    ALL_WISHES,
    SAVE_WISHES.sample("{ id: booth_wish:a, of: company:a, version: 0, booths: [], competitors: [], standings: ['terms'], now: time::now() }"),
];

/// Frees the booth of the company `$id`, in the transaction in which it withdraws; to be put before the change of the company's row.
macro_rules! free_booth {
    () => {
        "LET $freed = (SELECT VALUE booth FROM ONLY $id);
         IF $freed != NONE {
            UPDATE type::record('booth', $freed) SET holder = NONE, version += 1 WHERE holder = record::id($id) RETURN NONE;
            UPDATE $id SET booth = NONE RETURN NONE;
         };\n"
    };
}
pub(crate) use free_booth;

pub(crate) const FEW_HALLS: &[(&str, &str)] = &[("hall", "an exhibition has a handful of halls")];

const HALLS: Query =
    Query::read("forum.halls", "RETURN { halls: (SELECT * FROM hall), booths: (SELECT * FROM booth WHERE hall > '') }").tiny(FEW_HALLS);
// Each line of the files counts once: who they said has a booth is noted, so that what organisers did since is not done again. A line that is not in
// them any more is undone as long as the booth is still that exhibitor's.
const IMPORT: Query = Query::write(
    "forum.import_halls",
    "LET $row = (SELECT halls, holders FROM ONLY $main);
     LET $known = $row.halls ?? [];
     LET $told = $row.holders ?? [];
     LET $new = $halls.filter(|$one| $one.key NOT IN $known AND !record::exists($one.id));
     LET $first = $holders.filter(|$one| $one.key NOT IN $told);
     LET $over = $told.filter(|$key| $key NOT IN $keys);
     LET $number = array::len($new) + array::len($first) + array::len($over);
     IF $number > 0 {
        UPSERT $main SET halls = array::union($known, $new.key), holders = $keys RETURN NONE;
        FOR $one IN $new {
            CREATE $one.id SET name = $one.name, width = $one.width, depth = $one.depth, ord = $one.ord, sample = $one.sample, version = 1 RETURN NONE;
            FOR $booth IN $one.booths { CREATE $booth.id CONTENT $booth RETURN NONE };
        };
        FOR $key IN $over {
            LET $parts = string::split($key, '=');
            UPDATE type::record('booth', $parts[0]) SET holder = NONE, version += 1 WHERE holder = $parts[1] RETURN NONE;
        };
        FOR $one IN $first {
            LET $who = $one.company;
            IF !record::exists($one.of) AND array::is_empty(SELECT VALUE id FROM booth WHERE holder = $who LIMIT 1) {
                UPDATE $one.id SET holder = $who, version += 1 WHERE holder = NONE RETURN NONE;
            };
        };
     };
     $number",
);
const SAVE_HALL: Query = Query::write(
    "forum.save_hall",
    "LET $row = (SELECT version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'forum.changed_meanwhile' };
     IF !array::is_empty(SELECT VALUE id FROM booth WHERE hall = $hall AND (x + width > $width OR y + depth > $depth)) { THROW 'forum.plan_overlaps' };
     IF $row = NONE {
        LET $last = math::max((SELECT VALUE ord FROM hall) ?? [0]);
        CREATE $id SET name = $name, width = $width, depth = $depth, ord = IF type::is_int($last) { $last + 1 } ELSE { 1 }, sample = false, version = 1 RETURN NONE;
     } ELSE {
        UPDATE $id SET name = $name, width = $width, depth = $depth, version += 1 RETURN NONE;
     };
     true",
)
.tiny(FEW_HALLS);
const REMOVE_HALL: Query = Query::write(
    "forum.remove_hall",
    "LET $row = (SELECT version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     IF !array::is_empty(SELECT VALUE id FROM booth WHERE hall = $hall AND holder != NONE) { THROW 'forum.hall_held' };
     DELETE booth WHERE hall = $hall RETURN NONE;
     DELETE $id RETURN NONE;
     true",
);
const SAVE_BOOTH: Query = Query::write(
    "forum.save_booth",
    "IF !record::exists($hall_id) { THROW 'not_found' };
     UPDATE $hall_id SET version += 1 RETURN NONE;
     LET $row = (SELECT hall, version FROM ONLY $id);
     IF $version > 0 AND $row = NONE { THROW 'forum.booth_gone' };
     IF ($row.version ?? 0) != $version OR ($row != NONE AND $row.hall != $hall) { THROW 'forum.changed_meanwhile' };
     LET $size = (SELECT width, depth FROM ONLY $hall_id);
     IF $x + $width > $size.width OR $y + $depth > $size.depth { THROW 'forum.plan_overlaps' };
     LET $others = (SELECT id, number, x, y, width, depth FROM booth WHERE hall = $hall AND id != $id);
     IF $number IN $others.number { THROW 'forum.number_taken' };
     IF $others.any(|$o| $o.x < $x + $width AND $x < $o.x + $o.width AND $o.y < $y + $depth AND $y < $o.y + $o.depth) { THROW 'forum.plan_overlaps' };
     UPSERT $id SET hall = $hall, number = $number, x = $x, y = $y, width = $width, depth = $depth, class = $class, power = $power,
        internet = $internet, version = $version + 1 RETURN NONE;
     $version + 1",
);
const REMOVE_BOOTH: Query = Query::write(
    "forum.remove_booth",
    "LET $row = (SELECT hall, version, holder FROM ONLY $id);
     IF $row = NONE OR $row.hall != $hall { THROW 'not_found' };
     IF $row.holder != NONE { THROW 'forum.booth_held' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     UPDATE $hall_id SET version += 1 RETURN NONE;
     DELETE $id RETURN NONE;
     true",
);
const ASSIGN: Query = Query::write(
    "forum.assign_booth",
    "LET $row = (SELECT standing, booth, version FROM ONLY $of);
     IF $row = NONE { THROW 'not_found' };
     LET $place = (SELECT holder FROM ONLY $id);
     IF $place = NONE { THROW 'forum.booth_gone' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     IF $row.standing != 'terms' OR $row.booth != NONE { THROW 'forum.not_now' };
     IF $place.holder != NONE { THROW 'forum.booth_taken' };
     UPDATE $id SET holder = $company, version += 1 RETURN NONE;
     UPDATE $of SET booth = $booth, standing = 'booth_assigned', queue = $queue, version += 1 RETURN NONE;
     true",
);
// An exhibitor of the event's files has no row.
const TAKE_BACK: Query = Query::write(
    "forum.take_booth_back",
    "IF (SELECT VALUE holder FROM ONLY $id) != $company { THROW 'forum.changed_meanwhile' };
     UPDATE $id SET holder = NONE, version += 1 RETURN NONE;
     UPDATE $of SET booth = NONE, standing = 'terms', queue = $queue, version += 1 WHERE standing IN ['booth_assigned', 'published'] RETURN NONE;
     true",
);
const SWAP: Query = Query::write(
    "forum.swap_booths",
    "IF $one = $other OR (SELECT VALUE holder FROM ONLY $one) != $one_company OR (SELECT VALUE holder FROM ONLY $other) != $other_company {
        THROW 'forum.changed_meanwhile'
     };
     UPDATE $one SET holder = $other_company, version += 1 RETURN NONE;
     UPDATE $other SET holder = $one_company, version += 1 RETURN NONE;
     UPDATE $one_of SET booth = $other_key, version += 1 RETURN NONE;
     UPDATE $other_of SET booth = $one_key, version += 1 RETURN NONE;
     true",
);
const WISHES: Query = Query::read("forum.wishes", "SELECT * FROM ONLY $id");
const ALL_WISHES: Query = Query::read("forum.all_wishes", "SELECT * FROM booth_wish WHERE at > d'1970-01-01T00:00:00Z'");
const SAVE_WISHES: Query = Query::write(
    "forum.save_wishes",
    "LET $row = (SELECT standing, booth FROM ONLY $of);
     IF $row.standing NOT IN $standings { THROW 'forum.not_now' };
     LET $was = (SELECT booths, version FROM ONLY $id);
     IF ($was.version ?? 0) != $version { THROW 'forum.changed_meanwhile' };
     IF $row.booth != NONE AND $booths != ($was.booths ?? []) { THROW 'forum.has_booth' };
     UPSERT $id SET booths = $booths, competitors = $competitors, at = $now, version = $version + 1 RETURN NONE;
     true",
);

#[derive(Debug, SurrealValue)]
pub(crate) struct HallRow {
    id: RecordId,
    name: Json,
    width: i64,
    depth: i64,
    ord: i64,
    sample: bool,
    version: i64,
}

#[derive(Debug, SurrealValue)]
pub(crate) struct BoothRow {
    id: RecordId,
    hall: String,
    number: String,
    x: i64,
    y: i64,
    width: i64,
    depth: i64,
    class: String,
    power: i64,
    internet: bool,
    holder: Option<String>,
    version: i64,
}

#[derive(SurrealValue)]
struct Rows {
    halls: Vec<HallRow>,
    booths: Vec<BoothRow>,
}

#[derive(SurrealValue)]
struct NewHall {
    id: RecordId,
    key: String,
    name: Json,
    width: i64,
    depth: i64,
    ord: i64,
    sample: bool,
    booths: Vec<BoothRow>,
}

/// Who has a booth by the event's files.
#[derive(SurrealValue)]
struct GivenHolder {
    id: RecordId,
    of: RecordId,
    key: String,
    company: String,
}

#[derive(SurrealValue)]
struct ImportParams {
    halls: Vec<NewHall>,
    holders: Vec<GivenHolder>,
    keys: Vec<String>,
    main: RecordId,
}

#[derive(SurrealValue)]
struct HallParams {
    id: RecordId,
    hall: String,
    version: i64,
    name: Json,
    width: i64,
    depth: i64,
}

#[derive(SurrealValue)]
struct GoneHall {
    id: RecordId,
    hall: String,
    version: i64,
}

#[derive(SurrealValue)]
struct BoothParams {
    id: RecordId,
    hall_id: RecordId,
    hall: String,
    version: i64,
    number: String,
    x: i64,
    y: i64,
    width: i64,
    depth: i64,
    class: String,
    power: i64,
    internet: bool,
}

#[derive(SurrealValue)]
struct GoneBooth {
    id: RecordId,
    hall_id: RecordId,
    hall: String,
    version: i64,
}

#[derive(SurrealValue)]
struct AssignParams {
    id: RecordId,
    booth: String,
    of: RecordId,
    company: String,
    version: i64,
    queue: String,
}

#[derive(SurrealValue)]
struct TakeBackParams {
    id: RecordId,
    of: RecordId,
    company: String,
    queue: String,
}

#[derive(SurrealValue)]
struct SwapParams {
    one: RecordId,
    one_key: String,
    one_of: RecordId,
    one_company: String,
    other: RecordId,
    other_key: String,
    other_of: RecordId,
    other_company: String,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct WishRow {
    id: RecordId,
    booths: Vec<String>,
    competitors: Vec<String>,
    version: i64,
}

#[derive(SurrealValue)]
struct WishParams {
    id: RecordId,
    of: RecordId,
    version: i64,
    booths: Vec<String>,
    competitors: Vec<String>,
    standings: Vec<String>,
    now: At,
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.plan", what)
}

fn number(row: i64) -> u32 {
    u32::try_from(row.max(0)).unwrap_or(u32::MAX)
}

fn hall_record(id: &HallId) -> RecordId {
    RecordId::new("hall", id.as_str())
}

fn booth_record(id: &BoothId) -> RecordId {
    RecordId::new("booth", id.as_str())
}

fn wish_record(id: &CompanyId) -> RecordId {
    RecordId::new("booth_wish", id.as_str())
}

fn booth_id(raw: &str) -> Result<BoothId, StoreError> {
    BoothId::parse(raw).map_err(|_| shape("the booth"))
}

impl BoothRow {
    fn booth(self) -> Result<Booth, StoreError> {
        Ok(Booth {
            id: booth_id(&key(&self.id)?)?,
            number: self.number,
            x: number(self.x),
            y: number(self.y),
            width: number(self.width),
            depth: number(self.depth),
            class: BoothClass::parse(&self.class).ok_or_else(|| shape("the class"))?,
            power: number(self.power),
            internet: self.internet,
            taken: self.holder.is_some(),
            holder: self.holder.as_deref().map(company_id).transpose()?,
        })
    }
}

/// A hall, how often it was changed, and how often each of its booths was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHall {
    /// The hall; its booths say who has them.
    pub hall: Hall,
    /// Counts changes of the hall and of its booths.
    pub version: u32,
    /// Counts changes of each booth.
    pub booths: BTreeMap<BoothId, u32>,
}

/// The halls of their rows, in their order.
pub(crate) fn halls(rows: Vec<HallRow>, booths: Vec<BoothRow>) -> Result<Vec<KeptHall>, StoreError> {
    let mut rows = rows;
    rows.sort_by_key(|row| row.ord);
    let mut found = Vec::new();
    for row in rows {
        let id = HallId::parse(&key(&row.id)?).map_err(|_| shape("the hall"))?;
        let name: Text = serde_json::from_value(row.name).map_err(|e| shape(&e.to_string()))?;
        let (width, depth, sample) = (number(row.width), number(row.depth), row.sample);
        let hall = Hall { id, name, width, depth, booths: Vec::new(), sample };
        found.push(KeptHall { hall, version: number(row.version), booths: BTreeMap::new() });
    }
    for row in booths {
        let Some(kept) = found.iter_mut().find(|kept| kept.hall.id.as_str() == row.hall) else { continue };
        let version = number(row.version);
        let booth = row.booth()?;
        kept.booths.insert(booth.id.clone(), version);
        kept.hall.booths.push(booth);
    }
    for kept in &mut found {
        kept.hall.booths.sort_by_key(Booth::order);
    }
    Ok(found)
}

impl WishRow {
    fn wishes(self) -> Result<Wishes, StoreError> {
        Ok(Wishes {
            booths: self.booths.iter().map(|id| booth_id(id)).collect::<Result<_, _>>()?,
            competitors: self.competitors.iter().map(|id| company_id(id)).collect::<Result<_, _>>()?,
            version: number(self.version),
        })
    }
}

/// Who has which booth.
pub type Held<'a> = (&'a BoothId, &'a CompanyId);

impl Store {
    /// The halls with their booths and who has them, in their order.
    pub async fn halls(&self) -> Result<Vec<KeptHall>, StoreError> {
        let rows: Rows = self.read_one(&HALLS, ()).await?;
        halls(rows.halls, rows.booths)
    }

    /// Puts in the halls of the event's files that were never put in, and gives exhibitors of the files the booths that the files say now and did
    /// not say before, as far as those are free; answers how many lines that were. What organisers changed, gave, took back or removed stays so.
    pub async fn import_halls(&self, act: &Act<'_>, given: &[Hall]) -> Result<usize, StoreError> {
        if given.is_empty() {
            return Ok(0);
        }
        let holder = |booth: &Booth| {
            let company = booth.holder.as_ref()?;
            let key = format!("{}={company}", booth.id);
            Some(GivenHolder { id: booth_record(&booth.id), of: record(company), key, company: company.to_string() })
        };
        let holders: Vec<GivenHolder> = given.iter().flat_map(|hall| &hall.booths).filter_map(holder).collect();
        let keys = holders.iter().map(|one| one.key.clone()).collect();
        let new = |(ord, hall): (usize, &Hall)| {
            let booth = |booth: &Booth| BoothRow {
                id: booth_record(&booth.id),
                hall: hall.id.to_string(),
                number: booth.number.clone(),
                x: booth.x.into(),
                y: booth.y.into(),
                width: booth.width.into(),
                depth: booth.depth.into(),
                class: booth.class.code().to_owned(),
                power: booth.power.into(),
                internet: booth.internet,
                holder: None,
                version: 1,
            };
            Ok(NewHall {
                id: hall_record(&hall.id),
                key: hall.id.to_string(),
                name: serde_json::to_value(&hall.name).map_err(|e| shape(&e.to_string()))?,
                width: hall.width.into(),
                depth: hall.depth.into(),
                ord: i64::try_from(ord).unwrap_or(i64::MAX),
                sample: hall.sample,
                booths: hall.booths.iter().map(booth).collect(),
            })
        };
        let halls = given.iter().enumerate().map(new).collect::<Result<_, StoreError>>()?;
        let tx = Tx::new(&IMPORT, act.now)
            .bind(ImportParams { halls, holders, keys, main: RecordId::new("plan_import", "main") })
            .audit_when("$answer > 0", act.audit("forum.halls_imported", "plan:main".to_owned()))
            .touches("forum")
            .public();
        let put_in: i64 = self.tx(tx).await?.one()?;
        Ok(usize::try_from(put_in).unwrap_or(0))
    }

    /// Makes a hall, where `version` is 0, or changes its name and size. Refused: `forum.changed_meanwhile`, `forum.plan_overlaps`.
    pub async fn save_hall(&self, act: &Act<'_>, id: &HallId, version: u32, name: &Text, (width, depth): (u32, u32)) -> Result<(), StoreError> {
        let json = serde_json::to_value(name).map_err(|e| shape(&e.to_string()))?;
        let said = json.to_string();
        let params =
            HallParams { id: hall_record(id), hall: id.to_string(), version: version.into(), name: json, width: width.into(), depth: depth.into() };
        let tx = Tx::new(&SAVE_HALL, act.now)
            .bind(params)
            .once(act.once("forum.save_hall", &[id.as_str(), &version.to_string(), &said, &width.to_string(), &depth.to_string()]))
            .audit(act.audit("forum.hall_saved", format!("hall:{id}")))
            .touches("forum")
            .public();
        self.tx(tx).await.map(drop)
    }

    /// Removes a hall of which no booth is given to anybody. Refused: `forum.changed_meanwhile`, `forum.hall_held`.
    pub async fn remove_hall(&self, act: &Act<'_>, id: &HallId, version: u32) -> Result<(), StoreError> {
        let tx = Tx::new(&REMOVE_HALL, act.now)
            .bind(GoneHall { id: hall_record(id), hall: id.to_string(), version: version.into() })
            .once(act.once("forum.remove_hall", &[id.as_str(), &version.to_string()]))
            .audit(act.audit("forum.hall_removed", format!("hall:{id}")))
            .touches("forum")
            .public();
        self.tx(tx).await.map(drop)
    }

    /// Makes a booth, where `version` is 0, or puts it elsewhere and says what it has; answers its new version. Who has it stays. Refused:
    /// `forum.plan_overlaps`, `forum.number_taken`, `forum.changed_meanwhile`, `forum.booth_gone`.
    pub async fn save_booth(&self, act: &Act<'_>, hall: &HallId, version: u32, booth: &Booth) -> Result<u32, StoreError> {
        let params = BoothParams {
            id: booth_record(&booth.id),
            hall_id: hall_record(hall),
            hall: hall.to_string(),
            version: version.into(),
            number: booth.number.clone(),
            x: booth.x.into(),
            y: booth.y.into(),
            width: booth.width.into(),
            depth: booth.depth.into(),
            class: booth.class.code().to_owned(),
            power: booth.power.into(),
            internet: booth.internet,
        };
        let place = format!("{},{} {}x{}", booth.x, booth.y, booth.width, booth.depth);
        let has = format!("{} {} {} {}", booth.number, booth.class.code(), booth.power, booth.internet);
        let tx = Tx::new(&SAVE_BOOTH, act.now)
            .bind(params)
            .once(act.once("forum.save_booth", &[hall.as_str(), booth.id.as_str(), &version.to_string(), &place, &has]))
            .audit(
                act.audit("forum.booth_saved", format!("booth:{}", booth.id)).detail("place", place.clone()).detail("number", booth.number.clone()),
            )
            .touches("forum")
            .public();
        let version: i64 = self.tx(tx).await?.one()?;
        Ok(number(version))
    }

    /// Removes a booth that nobody has. Refused: `forum.booth_held`, `forum.changed_meanwhile`.
    pub async fn remove_booth(&self, act: &Act<'_>, hall: &HallId, id: &BoothId, version: u32) -> Result<(), StoreError> {
        let tx = Tx::new(&REMOVE_BOOTH, act.now)
            .bind(GoneBooth { id: booth_record(id), hall_id: hall_record(hall), hall: hall.to_string(), version: version.into() })
            .once(act.once("forum.remove_booth", &[hall.as_str(), id.as_str(), &version.to_string()]))
            .audit(act.audit("forum.booth_removed", format!("booth:{id}")))
            .touches("forum")
            .public();
        self.tx(tx).await.map(drop)
    }

    /// Gives a booth to a company that waits for one, as its row was at a version, and queues `mails`. `seed` is that of the proposal which it came
    /// of. Refused: `forum.booth_taken`, `forum.booth_gone`, `forum.changed_meanwhile`, `forum.not_now`.
    pub async fn assign_booth(
        &self,
        act: &Act<'_>,
        (booth, company): Held<'_>,
        version: u32,
        seed: Option<&str>,
        mails: Vec<Mail>,
    ) -> Result<(), StoreError> {
        let params = AssignParams {
            id: booth_record(booth),
            booth: booth.to_string(),
            of: record(company),
            company: company.to_string(),
            version: version.into(),
            queue: queue(act.now, company),
        };
        let mut entry = act.audit("forum.booth_assigned", format!("company:{company}")).detail("booth", booth.to_string());
        if let Some(seed) = seed {
            entry = entry.detail("seed", seed);
        }
        // A proposal is applied line by line under one request.
        let verb = format!("forum.assign_booth:{company}");
        let mut tx = Tx::new(&ASSIGN, act.now)
            .bind(params)
            .once(act.once(&verb, &[booth.as_str(), company.as_str(), &version.to_string()]))
            .audit(entry)
            .touches("forum")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Takes a booth back from the company that was seen to have it, which is not public any more then, and queues `mails`. Refused:
    /// `forum.changed_meanwhile`.
    pub async fn take_booth_back(&self, act: &Act<'_>, (booth, company): Held<'_>, mails: Vec<Mail>) -> Result<(), StoreError> {
        let params = TakeBackParams { id: booth_record(booth), of: record(company), company: company.to_string(), queue: queue(act.now, company) };
        let mut tx = Tx::new(&TAKE_BACK, act.now)
            .bind(params)
            .once(act.once("forum.take_booth_back", &[booth.as_str(), company.as_str()]))
            .audit(act.audit("forum.booth_taken_back", format!("company:{company}")).detail("booth", booth.to_string()))
            .touches("forum")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Lets two companies exchange the booths that they were seen to have, both or neither, and queues `mails`. Refused:
    /// `forum.changed_meanwhile`.
    pub async fn swap_booths(&self, act: &Act<'_>, one: Held<'_>, other: Held<'_>, mails: Vec<Mail>) -> Result<(), StoreError> {
        let params = SwapParams {
            one: booth_record(one.0),
            one_key: one.0.to_string(),
            one_of: record(one.1),
            one_company: one.1.to_string(),
            other: booth_record(other.0),
            other_key: other.0.to_string(),
            other_of: record(other.1),
            other_company: other.1.to_string(),
        };
        let entry =
            |company: &CompanyId, booth: &BoothId| act.audit("forum.booth_swapped", format!("company:{company}")).detail("booth", booth.to_string());
        let mut tx = Tx::new(&SWAP, act.now)
            .bind(params)
            .once(act.once("forum.swap_booths", &[one.0.as_str(), one.1.as_str(), other.0.as_str(), other.1.as_str()]))
            .audit(entry(one.1, other.0))
            .audit(entry(other.1, one.0))
            .touches("forum")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// What a company wishes; nothing when it never said.
    pub async fn booth_wishes(&self, id: &CompanyId) -> Result<Wishes, StoreError> {
        let row: Option<WishRow> = self.read_option(&WISHES, One { id: wish_record(id) }).await?;
        row.map_or_else(|| Ok(Wishes::default()), WishRow::wishes)
    }

    /// What all companies wish.
    pub async fn all_booth_wishes(&self) -> Result<BTreeMap<CompanyId, Wishes>, StoreError> {
        let rows: Vec<WishRow> = self.read(&ALL_WISHES, ()).await?;
        rows.into_iter().map(|row| Ok((company_id(&key(&row.id)?)?, row.wishes()?))).collect()
    }

    /// Keeps what a company wishes, as long as it takes part; the booths only until it has one. Refused: `forum.not_now`, `forum.has_booth`,
    /// `forum.changed_meanwhile`.
    pub async fn save_booth_wishes(&self, act: &Act<'_>, id: &CompanyId, wishes: &Wishes) -> Result<(), StoreError> {
        let booths: Vec<String> = wishes.booths.iter().map(ToString::to_string).collect();
        let competitors: Vec<String> = wishes.competitors.iter().map(ToString::to_string).collect();
        let said = [id.as_str(), &wishes.version.to_string(), &booths.join(" "), &competitors.join(" ")];
        let once = act.once("forum.save_wishes", &said);
        let params = WishParams {
            id: wish_record(id),
            of: record(id),
            version: wishes.version.into(),
            booths,
            competitors,
            standings: domain::forum::plan::WISHING.iter().map(|s| s.code().to_owned()).collect(),
            now: At(act.now),
        };
        let tx =
            Tx::new(&SAVE_WISHES, act.now).bind(params).once(once).audit(act.audit("forum.wishes_saved", format!("company:{id}"))).touches("forum");
        self.tx(tx).await.map(drop)
    }
}
