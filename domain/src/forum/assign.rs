//! Booths for companies that have none: a proposal that the same data and the same seed always make.
//!
//! Always: nobody gets a booth without the power or the internet that they need; first of all as many as possible get one, then as few as
//! possible get what they like least, then as few as possible what they like second least, and so on; what is left open is decided by the seed,
//! never by who came first.

use super::plan::{Booth, BoothClass, Hall};
use crate::kernel::ids::{BoothId, CompanyId, TopicId};
use std::collections::BTreeMap;

/// So many topics in common make competitors.
const ALIKE: usize = 2;
/// What a company likes less than any wish: a booth of its class, another booth, none.
const CLASS: usize = 5;
const OTHER: usize = 6;
const NONE: usize = 7;

/// What somebody at a booth is about, as far as neighbours matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Business {
    /// What its application or its solutions are about.
    pub topics: Vec<TopicId>,
    /// Whom it asked not to be beside.
    pub competitors: Vec<CompanyId>,
}

/// A company that waits for a booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// The company.
    pub company: CompanyId,
    /// Electric power, in watts.
    pub power: u32,
    /// Whether it needs internet by cable.
    pub internet: bool,
    /// The class that it would like.
    pub class: Option<BoothClass>,
    /// The booths that it would like, the best first.
    pub wishes: Vec<BoothId>,
}

/// What became of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Somebody had the booth before.
    Given,
    /// There is no such booth any more.
    Gone,
    /// It has too little power.
    Power,
    /// It has no internet.
    Internet,
    /// It goes to another company, whose wish of this rank (from 1) it was.
    To(CompanyId, Option<usize>),
}

/// Why a company is proposed what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is its wish of this rank, from 1.
    Wish(usize),
    /// It is of the class that it would like.
    Class,
    /// It has what the company needs.
    Fits,
    /// No free booth has the power that it needs.
    NoPower,
    /// No free booth has both the power and the internet that it needs.
    NoInternet,
    /// There are fewer booths that would do than companies.
    NotEnough,
}

/// What is proposed to a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The company.
    pub company: CompanyId,
    /// The booth; `None`: there is none for it.
    pub booth: Option<BoothId>,
    /// Why.
    pub why: Why,
    /// What became of the wishes that it would have liked better.
    pub missed: Vec<(BoothId, Fate)>,
    /// Competitors whom it would be beside all the same.
    pub beside: Vec<CompanyId>,
}

/// Whether two would rather not be beside each other: topics in common, or one named the other.
pub fn compete((one, of_one): (&CompanyId, &Business), (other, of_other): (&CompanyId, &Business)) -> bool {
    let common = of_one.topics.iter().filter(|topic| of_other.topics.contains(topic)).count();
    one != other && (common >= ALIKE || of_one.competitors.contains(other) || of_other.competitors.contains(one))
}

/// The competitors that a company has, or would have, in the booths beside one.
pub fn competitors_beside(halls: &[Hall], company: &CompanyId, booth: &BoothId, about: &BTreeMap<CompanyId, Business>) -> Vec<CompanyId> {
    let none = Business::default();
    let of = |id: &CompanyId| about.get(id).unwrap_or(&none);
    let Some((hall, here)) = halls.iter().find_map(|hall| hall.booth(booth).map(|b| (hall, b))) else { return Vec::new() };
    let neighbours = hall.booths.iter().filter(|other| other.is_beside(here)).filter_map(|other| other.holder.as_ref());
    neighbours.filter(|id| compete((company, of(company)), (id, of(id)))).cloned().collect()
}

/// What speaks against a company having a booth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The power that it needs and the power that the booth has, in watts, where that is too little.
    pub power: Option<(u32, u32)>,
    /// Whether it needs internet by cable and the booth has none.
    pub offline: bool,
    /// The competitors whom it would be beside.
    pub beside: Vec<CompanyId>,
}

impl Outlook {
    /// Whether nothing speaks against it.
    pub fn is_clear(&self) -> bool {
        *self == Self::default()
    }
}

/// What would speak against a company being in a booth, on the plan as it would be then. `needs` are its power and its internet.
pub fn outlook(halls: &[Hall], company: &CompanyId, needs: (u32, bool), booth: &BoothId, about: &BTreeMap<CompanyId, Business>) -> Outlook {
    let (power, internet) = needs;
    let Some(here) = halls.iter().find_map(|hall| hall.booth(booth)) else { return Outlook::default() };
    Outlook {
        power: (here.power < power).then_some((power, here.power)),
        offline: internet && !here.internet,
        beside: competitors_beside(halls, company, booth, about),
    }
}

/// The plan as it would be if two companies exchanged their booths; `None` when one of them does not have its booth any more, or both are the same.
pub fn exchanged(halls: &[Hall], one: (&BoothId, &CompanyId), other: (&BoothId, &CompanyId)) -> Option<Vec<Hall>> {
    let has = |(booth, company): (&BoothId, &CompanyId)| {
        halls.iter().find_map(|hall| hall.booth(booth)).is_some_and(|booth| booth.holder.as_ref() == Some(company))
    };
    if one.0 == other.0 || one.1 == other.1 || !has(one) || !has(other) {
        return None;
    }
    let mut then = halls.to_vec();
    for booth in then.iter_mut().flat_map(|hall| &mut hall.booths) {
        if booth.id == *one.0 {
            booth.holder = Some(other.1.clone());
        } else if booth.id == *other.0 {
            booth.holder = Some(one.1.clone());
        }
    }
    Some(then)
}

/// How little a company likes a booth; `None` when it cannot have it.
fn rank(want: &Want, booth: &Booth) -> Option<usize> {
    if booth.taken || !booth.serves(want.power, want.internet) {
        return None;
    }
    let wished = want.wishes.iter().take(CLASS).position(|id| *id == booth.id);
    let of_class = want.class.is_none_or(|class| class == booth.class);
    Some(match wished {
        Some(rank) => rank,
        // Who wishes for no booth is content with every one of its class.
        None if want.wishes.is_empty() && of_class => 0,
        None if of_class => CLASS,
        None => OTHER,
    })
}

/// The place of somebody among those who are alike (FNV-1a, 64 bits, mixed once more): it depends on the seed and on nothing that a company could
/// choose.
fn lot(seed: &str, company: &CompanyId, booth: &str) -> i128 {
    let words = [seed, company.as_str(), booth];
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x7fb5_d329_728e_a185);
    i128::from((mixed ^ (mixed >> 27)) & 0xff_ffff)
}

/// Proposes booths for companies, each in the order of their ids. `about` says of everybody, also of those who have a booth, what they are about.
pub fn propose(halls: &[Hall], wants: &[Want], about: &BTreeMap<CompanyId, Business>, seed: &str) -> Vec<Line> {
    let mut wants: Vec<&Want> = wants.iter().collect();
    wants.sort_by(|a, b| a.company.cmp(&b.company));
    let mut free: Vec<&Booth> = halls.iter().flat_map(|hall| &hall.booths).filter(|booth| !booth.taken).collect();
    free.sort_by(|a, b| a.id.cmp(&b.id));
    let ranks: Vec<Vec<Option<usize>>> = wants.iter().map(|want| free.iter().map(|booth| rank(want, booth)).collect()).collect();
    let mut given = best(&wants, &free, &ranks, seed);
    let plan = |given: &[Option<usize>]| {
        let mut halls = halls.to_vec();
        let holders: BTreeMap<&BoothId, &CompanyId> =
            wants.iter().zip(given).filter_map(|(want, booth)| Some((&free.get((*booth)?)?.id, &want.company))).collect();
        for booth in halls.iter_mut().flat_map(|hall| &mut hall.booths) {
            if let Some(company) = holders.get(&booth.id) {
                booth.holder = Some((*company).clone());
            }
        }
        halls
    };
    let quarters = Quarters::of(halls, &wants, &free, about);
    quarters.apart(&mut given, &ranks);
    let planned = plan(&given);
    let line = |(row, want): (usize, &&Want)| {
        let booth = given.get(row).copied().flatten().and_then(|index| free.get(index)).copied();
        let wished = |of: &Want, id: &BoothId| of.wishes.iter().position(|wish| wish == id).map(|rank| rank + 1);
        let mine = booth.and_then(|booth| wished(want, &booth.id));
        let fate = |id: &BoothId| {
            let Some(booth) = halls.iter().find_map(|hall| hall.booth(id)) else { return Some(Fate::Gone) };
            if booth.taken {
                return Some(Fate::Given);
            }
            if booth.power < want.power {
                return Some(Fate::Power);
            }
            if want.internet && !booth.internet {
                return Some(Fate::Internet);
            }
            let holder = planned.iter().find_map(|hall| hall.booth(id)).and_then(|booth| booth.holder.clone())?;
            let rank = wants.iter().find(|of| of.company == holder).and_then(|of| wished(of, id));
            Some(Fate::To(holder, rank))
        };
        let before = mine.map_or(want.wishes.len(), |rank| rank - 1);
        let missed = want.wishes.iter().take(before).filter_map(|id| Some((id.clone(), fate(id)?))).collect();
        let why = match (booth, mine) {
            (Some(_), Some(rank)) => Why::Wish(rank),
            (Some(booth), None) if want.class == Some(booth.class) => Why::Class,
            (Some(_), None) => Why::Fits,
            (None, _) if !free.iter().any(|booth| booth.power >= want.power) => Why::NoPower,
            (None, _) if !free.iter().any(|booth| booth.serves(want.power, want.internet)) => Why::NoInternet,
            (None, _) => Why::NotEnough,
        };
        let beside = booth.map(|booth| competitors_beside(&planned, &want.company, &booth.id, about)).unwrap_or_default();
        Line { company: want.company.clone(), booth: booth.map(|booth| booth.id.clone()), why, missed, beside }
    };
    wants.iter().enumerate().map(line).collect()
}

/// The booth of each company such that no other way is better by the rule above: the assignment of least cost, where one more of a rank costs more
/// than everybody at all ranks below it together, and the lot of the seed less than any rank.
fn best(wants: &[&Want], free: &[&Booth], ranks: &[Vec<Option<usize>>], seed: &str) -> Vec<Option<usize>> {
    let people = wants.len();
    let more = i128::try_from(people).unwrap_or(i128::MAX) + 1;
    let lots = more << 24;
    let cost_of =
        |rank: usize| (0..rank).try_fold(1_i128, |cost, _| cost.checked_mul(more)).and_then(|c| c.checked_mul(lots)).unwrap_or(i128::MAX >> 20);
    let prices: Vec<i128> = (0..=NONE).map(|rank| if rank == 0 { 0 } else { cost_of(rank - 1) }).collect();
    let price = |rank: usize| prices.get(rank).copied().unwrap_or_default();
    // Beside the booths, everybody has a place of their own that is none; what cannot be costs more than that.
    let never = price(NONE).saturating_mul(2);
    let cost = |row: usize, column: usize| -> i128 {
        let company = wants.get(row).map(|want| &want.company);
        match (company, free.get(column), ranks.get(row).and_then(|of| of.get(column)).copied().flatten()) {
            (Some(company), Some(booth), Some(rank)) => price(rank) + lot(seed, company, booth.id.as_str()),
            (Some(company), None, _) if column == free.len() + row => price(NONE) + lot(seed, company, ""),
            _ => never,
        }
    };
    let columns = free.len() + people;
    assignment(people, columns, &cost).into_iter().map(|column| column.filter(|c| *c < free.len())).collect()
}

/// The assignment of least cost of rows to columns, of which there are as many at least (the Hungarian method with potentials, O(rows² columns)).
fn assignment(rows: usize, columns: usize, cost: &impl Fn(usize, usize) -> i128) -> Vec<Option<usize>> {
    const FAR: i128 = i128::MAX >> 2;
    let at = |list: &[i128], index: usize| list.get(index).copied().unwrap_or_default();
    let add = |list: &mut [i128], index: usize, by: i128| {
        if let Some(value) = list.get_mut(index) {
            *value += by;
        }
    };
    // Row and column 0 stand for nobody and nothing.
    let (mut of_row, mut of_column) = (vec![0_i128; rows + 1], vec![0_i128; columns + 1]);
    let mut taken_by = vec![0_usize; columns + 1];
    let who = |taken: &[usize], column: usize| taken.get(column).copied().unwrap_or_default();
    for row in 1..=rows {
        if let Some(first) = taken_by.first_mut() {
            *first = row;
        }
        let mut column = 0;
        let (mut least, mut seen, mut way) = (vec![FAR; columns + 1], vec![false; columns + 1], vec![0_usize; columns + 1]);
        while who(&taken_by, column) != 0 {
            if let Some(mark) = seen.get_mut(column) {
                *mark = true;
            }
            let here = who(&taken_by, column);
            let (mut by, mut next) = (FAR, 0);
            for other in 1..=columns {
                if seen.get(other).copied().unwrap_or(true) {
                    continue;
                }
                let reduced = cost(here - 1, other - 1) - at(&of_row, here) - at(&of_column, other);
                if reduced < at(&least, other)
                    && let (Some(least), Some(way)) = (least.get_mut(other), way.get_mut(other))
                {
                    (*least, *way) = (reduced, column);
                }
                if at(&least, other) < by {
                    (by, next) = (at(&least, other), other);
                }
            }
            for other in 0..=columns {
                if seen.get(other).copied().unwrap_or_default() {
                    add(&mut of_row, who(&taken_by, other), by);
                    add(&mut of_column, other, -by);
                } else {
                    add(&mut least, other, -by);
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way.get(column).copied().unwrap_or_default();
            let moved = who(&taken_by, before);
            if let Some(place) = taken_by.get_mut(column) {
                *place = moved;
            }
            column = before;
        }
    }
    let mut found = vec![None; rows];
    for (column, row) in taken_by.iter().enumerate().skip(1) {
        if let Some(place) = row.checked_sub(1).and_then(|row| found.get_mut(row)) {
            *place = Some(column - 1);
        }
    }
    found
}

/// Who would be beside whom, for the free booths by their places in the list of them.
struct Quarters {
    /// The free booths beside each.
    beside: Vec<Vec<usize>>,
    /// How many competitors each company would have beside each booth among those who have one already.
    settled: Vec<Vec<usize>>,
    /// Which of the companies compete.
    compete: Vec<Vec<bool>>,
}

impl Quarters {
    fn of(halls: &[Hall], wants: &[&Want], free: &[&Booth], about: &BTreeMap<CompanyId, Business>) -> Self {
        let none = Business::default();
        let of = |id: &CompanyId| about.get(id).unwrap_or(&none);
        let hall_of = |booth: &Booth| halls.iter().find(|hall| hall.booth(&booth.id).is_some());
        let near = |booth: &&Booth| {
            let Some(hall) = hall_of(booth) else { return Vec::new() };
            let there = |(index, other): (usize, &&Booth)| (hall.booth(&other.id).is_some() && other.is_beside(booth)).then_some(index);
            free.iter().enumerate().filter_map(there).collect()
        };
        let settled = |want: &&Want| free.iter().map(|booth| competitors_beside(halls, &want.company, &booth.id, about).len()).collect();
        let compete_with = |want: &&Want| {
            let mine = (&want.company, of(&want.company));
            wants.iter().map(|other| compete(mine, (&other.company, of(&other.company)))).collect()
        };
        Self {
            beside: free.iter().map(near).collect(),
            settled: wants.iter().map(settled).collect(),
            compete: wants.iter().map(compete_with).collect(),
        }
    }

    /// How many competitors a company has beside it; `holders` says who has each booth.
    fn count(&self, row: usize, booth: Option<usize>, holders: &[Option<usize>]) -> usize {
        let Some(booth) = booth else { return 0 };
        let rival = |other: &usize| self.compete.get(row).and_then(|of| of.get(*other)).copied().unwrap_or_default();
        let settled = self.settled.get(row).and_then(|of| of.get(booth)).copied().unwrap_or_default();
        let near = self.beside.get(booth).map(Vec::as_slice).unwrap_or_default();
        settled + near.iter().filter_map(|place| holders.get(*place).copied().flatten()).filter(rival).count()
    }

    /// Lets companies exchange booths, or move to a free one, as long as there are fewer competitors beside each other after it and nobody's wish is
    /// met less.
    fn apart(&self, given: &mut [Option<usize>], ranks: &[Vec<Option<usize>>]) {
        let rank_of = |row: usize, booth: usize| ranks.get(row).and_then(|of| of.get(booth)).copied().flatten();
        let booths = self.beside.len();
        let mut holders: Vec<Option<usize>> = (0..booths).map(|booth| given.iter().position(|held| *held == Some(booth))).collect();
        let set = |list: &mut [Option<usize>], at: usize, to: Option<usize>| {
            if let Some(place) = list.get_mut(at) {
                *place = to;
            }
        };
        let mut better = true;
        while better {
            better = false;
            for row in 0..given.len() {
                let Some(mine) = given.get(row).copied().flatten() else { continue };
                // An exchange that helps helps somebody who has a competitor beside it.
                if self.count(row, Some(mine), &holders) == 0 {
                    continue;
                }
                for theirs in (0..booths).filter(|theirs| *theirs != mine) {
                    let other = holders.get(theirs).copied().flatten();
                    let alike = rank_of(row, theirs).is_some() && rank_of(row, theirs) == rank_of(row, mine);
                    if !alike || other.is_some_and(|other| rank_of(other, mine) != rank_of(other, theirs)) {
                        continue;
                    }
                    let sum = |holders: &[Option<usize>], mine, theirs| {
                        self.count(row, Some(mine), holders) + other.map_or(0, |other| self.count(other, Some(theirs), holders))
                    };
                    let before = sum(&holders, mine, theirs);
                    set(&mut holders, theirs, Some(row));
                    set(&mut holders, mine, other);
                    if sum(&holders, theirs, mine) < before {
                        set(given, row, Some(theirs));
                        if let Some(other) = other {
                            set(given, other, Some(mine));
                        }
                        better = true;
                        break;
                    }
                    set(&mut holders, theirs, other);
                    set(&mut holders, mine, Some(row));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Text;
    use crate::kernel::ids::HallId;
    use proptest::prelude::*;

    fn company(raw: &str) -> CompanyId {
        CompanyId::parse(raw).unwrap()
    }

    fn id(number: usize) -> BoothId {
        BoothId::parse(&format!("b{number}")).unwrap()
    }

    /// A row of booths with a metre between them; the power of each is given.
    fn row(powers: &[u32]) -> Vec<Hall> {
        let booth = |(n, power): (usize, &u32)| {
            let x = u32::try_from(n).unwrap() * 40;
            let class = BoothClass::ALL[n % 3];
            Booth {
                id: id(n),
                number: format!("A-{n}"),
                x,
                y: 0,
                width: 30,
                depth: 30,
                class,
                power: *power,
                internet: n % 2 == 0,
                taken: false,
                holder: None,
            }
        };
        let booths = powers.iter().enumerate().map(booth).collect();
        vec![Hall { id: HallId::parse("h").unwrap(), name: Text::default(), width: 5000, depth: 100, booths, sample: true }]
    }

    fn want(name: &str, wishes: &[usize]) -> Want {
        Want { company: company(name), power: 0, internet: false, class: None, wishes: wishes.iter().map(|n| id(*n)).collect() }
    }

    fn of<'a>(lines: &'a [Line], name: &str) -> &'a Line {
        lines.iter().find(|line| line.company.as_str() == name).unwrap()
    }

    #[test]
    fn one_who_could_only_lose_much_comes_before_one_who_loses_little() {
        // Both like 0 best; b has nothing else that it likes.
        let lines = propose(&row(&[1, 1, 1, 1]), &[want("a", &[0, 1]), want("b", &[0])], &BTreeMap::new(), "s");
        assert_eq!((&of(&lines, "a").booth, &of(&lines, "b").booth), (&Some(id(1)), &Some(id(0))));
        assert_eq!(of(&lines, "a").why, Why::Wish(2));
        assert_eq!(of(&lines, "a").missed, [(id(0), Fate::To(company("b"), Some(1)))]);
        assert_eq!((&of(&lines, "b").why, of(&lines, "b").missed.len()), (&Why::Wish(1), 0));
    }

    #[test]
    fn who_gets_nothing_is_told_why() {
        let mut halls = row(&[100, 100]);
        let hungry = Want { power: 500, ..want("hungry", &[0]) };
        let lines = propose(&halls, std::slice::from_ref(&hungry), &BTreeMap::new(), "s");
        assert_eq!((of(&lines, "hungry").booth.clone(), &of(&lines, "hungry").why), (None, &Why::NoPower));
        assert_eq!(of(&lines, "hungry").missed, [(id(0), Fate::Power)]);
        halls[0].booths[1].power = 900;
        let online = Want { internet: true, ..hungry };
        assert_eq!(of(&propose(&halls, &[online], &BTreeMap::new(), "s"), "hungry").why, Why::NoInternet);
        let three = propose(&halls, &[want("a", &[0]), want("b", &[7]), want("c", &[])], &BTreeMap::new(), "s");
        assert_eq!(three.iter().filter(|line| line.why == Why::NotEnough).count(), 1);
        assert_eq!(of(&three, "b").missed[0].1, Fate::Gone);
    }

    #[test]
    fn competitors_are_kept_apart_where_nobody_loses_by_it() {
        let halls = row(&[1, 1, 1, 1, 1, 1]);
        let topics: Vec<TopicId> = ["x", "y"].iter().map(|t| TopicId::parse(t).unwrap()).collect();
        let about: BTreeMap<CompanyId, Business> =
            ["a", "b", "c"].iter().map(|name| (company(name), Business { topics: topics.clone(), competitors: vec![] })).collect();
        for seed in ["1", "2", "3", "4", "5"] {
            let lines = propose(&halls, &[want("a", &[]), want("b", &[]), want("c", &[])], &about, seed);
            assert!(lines.iter().all(|line| line.beside.is_empty()), "{seed}: {lines:?}");
        }
        // A wish is worth more than the neighbourhood; it is told.
        let lines = propose(&halls, &[want("a", &[0]), want("b", &[1])], &about, "s");
        assert_eq!(of(&lines, "a").beside, [company("b")]);
    }

    /// Each booth of a row is held by the company named for it; nobody where the name is empty.
    fn held(powers: &[u32], names: &[&str]) -> Vec<Hall> {
        let mut halls = row(powers);
        for (booth, name) in halls[0].booths.iter_mut().zip(names).filter(|(_, name)| !name.is_empty()) {
            (booth.taken, booth.holder) = (true, Some(company(name)));
        }
        halls
    }

    #[test]
    fn what_a_booth_lacks_is_told_with_what_is_needed() {
        let halls = held(&[500, 2000], &["a", ""]);
        let lacks = |needs, booth| outlook(&halls, &company("a"), needs, &id(booth), &BTreeMap::new());
        assert_eq!(lacks((2000, true), 0), Outlook { power: Some((2000, 500)), ..Outlook::default() });
        assert_eq!(lacks((2000, true), 1), Outlook { offline: true, ..Outlook::default() });
        assert!(lacks((2000, false), 1).is_clear() && lacks((9, true), 7).is_clear());
    }

    #[test]
    fn an_exchange_is_judged_on_the_plan_as_it_would_be_then() {
        // Booths 0 and 1 are neighbours, 3 is far from both.
        let halls = held(&[1, 1, 1, 1], &["a", "b", "", "c"]);
        let topics: Vec<TopicId> = ["x", "y"].iter().map(|t| TopicId::parse(t).unwrap()).collect();
        let about: BTreeMap<CompanyId, Business> =
            ["a", "c"].iter().map(|name| (company(name), Business { topics: topics.clone(), competitors: vec![] })).collect();
        let at = |halls: &[Hall], name: &str, booth| outlook(halls, &company(name), (0, false), &id(booth), &about).beside;
        let (one, other) = ((id(1), company("b")), (id(3), company("c")));
        assert_eq!((at(&halls, "a", 0), at(&halls, "c", 3)), (vec![], vec![]), "nobody is beside a competitor now");
        let then = exchanged(&halls, (&one.0, &one.1), (&other.0, &other.1)).unwrap();
        assert_eq!((at(&then, "c", 1), at(&then, "b", 3)), (vec![company("a")], vec![]));
        assert_eq!(at(&then, "a", 0), [company("c")], "who stays has a competitor beside it as well");
        // Two who compete and exchange are still beside each other, and each is told once.
        let pair: BTreeMap<CompanyId, Business> =
            ["a", "b"].iter().map(|name| (company(name), Business { topics: topics.clone(), competitors: vec![] })).collect();
        let then = exchanged(&halls, (&id(0), &company("a")), (&one.0, &one.1)).unwrap();
        assert_eq!(outlook(&then, &company("a"), (0, false), &id(1), &pair).beside, [company("b")]);
        assert_eq!(exchanged(&halls, (&one.0, &company("a")), (&other.0, &other.1)), None, "it does not have that booth");
        assert_eq!(exchanged(&halls, (&one.0, &one.1), (&one.0, &one.1)), None);
    }

    #[test]
    fn a_few_hundred_companies_are_no_problem() {
        let powers = vec![1; 260];
        let wants: Vec<Want> = (0..240).map(|n| want(&format!("c{n:03}"), &[n % 7, n % 11, n % 13, n % 17, n])).collect();
        let lines = propose(&row(&powers), &wants, &BTreeMap::new(), "s");
        assert!(lines.iter().all(|line| line.booth.is_some()));
        // Also where everybody competes with everybody, and keeping apart is much work.
        let topics: Vec<TopicId> = ["x", "y"].iter().map(|t| TopicId::parse(t).unwrap()).collect();
        let about = wants.iter().map(|w| (w.company.clone(), Business { topics: topics.clone(), competitors: vec![] })).collect();
        assert_eq!(propose(&row(&powers), &wants, &about, "s").len(), wants.len());
    }

    fn cases() -> impl Strategy<Value = (Vec<u32>, Vec<Want>)> {
        let powers = prop::collection::vec(0_u32..4, 1..7);
        let wishes = prop::collection::vec(0_usize..7, 0..5);
        let class = prop::option::of(prop::sample::select(BoothClass::ALL.to_vec()));
        let wants = prop::collection::vec((0_u32..4, any::<bool>(), class, wishes), 1..8);
        (powers, wants).prop_map(|(powers, wants)| {
            let make = |(n, (power, internet, class, wishes)): (usize, (u32, bool, Option<BoothClass>, Vec<usize>))| {
                let mut once: Vec<usize> = Vec::new();
                for wish in wishes {
                    if !once.contains(&wish) {
                        once.push(wish);
                    }
                }
                Want { power, internet, class, ..want(&format!("c{n}"), &once) }
            };
            (powers, wants.into_iter().enumerate().map(make).collect())
        })
    }

    /// How much each rank is used, the worst first: what is to be as small as possible.
    fn badness(halls: &[Hall], wants: &[Want], given: &[Option<usize>]) -> Vec<usize> {
        let mut counts = vec![0; NONE + 1];
        for (want, booth) in wants.iter().zip(given) {
            let rank = booth.map_or(NONE, |b| rank(want, &halls[0].booths[b]).unwrap());
            counts[NONE - rank] += 1;
        }
        counts
    }

    fn every_way(halls: &[Hall], wants: &[Want], so_far: &mut Vec<Option<usize>>, least: &mut Option<Vec<usize>>) {
        if so_far.len() == wants.len() {
            let here = badness(halls, wants, so_far);
            if least.as_ref().is_none_or(|best| here[..NONE] < best[..NONE]) {
                *least = Some(here);
            }
            return;
        }
        let want = &wants[so_far.len()];
        for booth in 0..=halls[0].booths.len() {
            let choice = (booth < halls[0].booths.len()).then_some(booth);
            if choice.is_some_and(|b| so_far.contains(&choice) || rank(want, &halls[0].booths[b]).is_none()) {
                continue;
            }
            so_far.push(choice);
            every_way(halls, wants, so_far, least);
            so_far.pop();
        }
    }

    proptest! {
        #[test]
        fn no_booth_goes_twice_needs_are_met_and_the_order_of_companies_does_not_matter((powers, wants) in cases(), seed in "[a-z]{3}") {
            let halls = row(&powers);
            let lines = propose(&halls, &wants, &BTreeMap::new(), &seed);
            let mut given: Vec<&BoothId> = lines.iter().filter_map(|line| line.booth.as_ref()).collect();
            let all = given.len();
            given.sort();
            given.dedup();
            prop_assert_eq!(given.len(), all);
            for want in &wants {
                if let Some(booth) = &of(&lines, want.company.as_str()).booth {
                    prop_assert!(halls[0].booth(booth).unwrap().serves(want.power, want.internet));
                }
            }
            let mut turned = wants.clone();
            turned.reverse();
            prop_assert_eq!(propose(&halls, &turned, &BTreeMap::new(), &seed), lines);
        }

        #[test]
        fn nobody_could_have_it_better_without_somebody_having_it_worse((powers, wants) in cases(), seed in "[a-z]{3}") {
            let halls = row(&powers);
            let lines = propose(&halls, &wants, &BTreeMap::new(), &seed);
            let ranks: Vec<(&Want, Option<&Booth>)> =
                wants.iter().map(|w| (w, of(&lines, w.company.as_str()).booth.as_ref().map(|b| halls[0].booth(b).unwrap()))).collect();
            let badly = |want: &Want, booth: Option<&Booth>| booth.map_or(Some(NONE), |b| rank(want, b));
            for (want, booth) in &ranks {
                for other in halls[0].booths.iter().filter(|b| ranks.iter().all(|(_, held)| held.is_none_or(|h| h.id != b.id))) {
                    prop_assert!(rank(want, other).is_none_or(|to| Some(to) >= badly(want, *booth)), "a free booth would be better");
                }
                for (other, theirs) in &ranks {
                    let (now, then) = ((badly(want, *booth), badly(other, *theirs)), (badly(want, *theirs), badly(other, *booth)));
                    if let ((Some(a), Some(b)), (Some(x), Some(y))) = (now, then) {
                        prop_assert!(!(x <= a && y <= b && (x < a || y < b)), "an exchange would be better");
                    }
                }
            }
        }

        #[test]
        fn of_all_ways_there_is_none_fairer((powers, wants) in cases(), seed in "[a-z]{3}") {
            let (powers, wants) = (&powers[..powers.len().min(5)], &wants[..wants.len().min(4)]);
            let halls = row(powers);
            let lines = propose(&halls, wants, &BTreeMap::new(), &seed);
            let place = |w: &Want| of(&lines, w.company.as_str()).booth.as_ref().map(|b| halls[0].booths.iter().position(|x| x.id == *b).unwrap());
            let given: Vec<Option<usize>> = wants.iter().map(place).collect();
            let mut least = None;
            every_way(&halls, wants, &mut Vec::new(), &mut least);
            prop_assert_eq!(&badness(&halls, wants, &given)[..NONE], &least.unwrap()[..NONE]);
        }
    }
}
