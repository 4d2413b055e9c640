//! The ranking: exact, the same for every order of what it is made of, and by the ladder of ties to its end.

use super::contest::{Method, Terms, Tie};
use super::ratio::{Ratio, multiple};
use super::score::{Sheet, Standing};
use crate::kernel::ids::{AccountId, CriterionId, EntryId};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Into how many parts a sheet's value is divided where it is put on its juror's scale.
const FINE: i128 = 100_000_000;
/// Into how many parts a standard deviation is divided.
const MILLION: i128 = 1_000_000;
/// A number that every scale divides.
const SCALES: i128 = 2520;

/// An entry in the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The entry.
    pub entry: EntryId,
    /// Its rank, from 1; who is equal to the end of the ladder has the same one. `None` when too few scored it.
    pub rank: Option<u32>,
    /// How many sheets count for it.
    pub jurors: u32,
    /// Its value; `None` when nobody scored it.
    pub value: Option<Ratio>,
    /// The mean of each criterion, in parts of its scale, over those who scored it.
    pub criteria: BTreeMap<CriterionId, Ratio>,
}

/// The outcome of a contest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// By rank; of the same rank by id, which means nothing.
    pub places: Vec<Place>,
}

impl Ranking {
    /// The place of an entry.
    pub fn of(&self, entry: &EntryId) -> Option<&Place> {
        self.places.iter().find(|p| p.entry == *entry)
    }
}

/// Ranks entries by the sheets that were handed in. A pair of juror and entry with a conflict counts nowhere.
pub fn rank(terms: &Terms, entries: &[EntryId], sheets: &[Sheet], conflicts: &BTreeSet<(AccountId, EntryId)>) -> Ranking {
    let mut of: BTreeMap<&EntryId, Vec<&Sheet>> = entries.iter().map(|entry| (entry, Vec::new())).collect();
    for sheet in sheets {
        let scored = terms.criteria.iter().any(|c| sheet.scores.contains_key(&c.id));
        let counts = sheet.standing == Standing::Submitted && scored && !conflicts.contains(&(sheet.juror.clone(), sheet.entry.clone()));
        if let Some(list) = of.get_mut(&sheet.entry).filter(|_| counts) {
            list.push(sheet);
        }
    }
    let scaled = match terms.method {
        Method::Mean => BTreeMap::new(),
        Method::PerJuror => on_own_scales(terms, of.values().flatten().copied()),
    };
    let mut places: Vec<Place> = of
        .into_iter()
        .map(|(entry, sheets)| {
            let value = match terms.method {
                Method::Mean => weighted(terms, &sheets),
                Method::PerJuror => {
                    let sum: i128 = sheets.iter().filter_map(|s| scaled.get(&(&s.juror, &s.entry))).sum();
                    Ratio::new(sum, MILLION * i128::try_from(sheets.len()).unwrap_or(0))
                }
            };
            let criteria = terms.criteria.iter().filter_map(|c| Some((c.id.clone(), mean(&sheets, &c.id, c.scale)?))).collect();
            Place { entry: entry.clone(), rank: None, jurors: u32::try_from(sheets.len()).unwrap_or(u32::MAX), value, criteria }
        })
        .collect();
    let enough = |place: &Place| place.value.is_some() && place.jurors >= u32::from(terms.least);
    places.sort_by(|a, b| enough(b).cmp(&enough(a)).then_with(|| better(terms, b, a)).then_with(|| a.entry.cmp(&b.entry)));
    let mut before: Option<(Place, u32)> = None;
    for (number, place) in (1..).zip(&mut places) {
        if !enough(place) {
            break;
        }
        let rank = match &before {
            Some((other, rank)) if better(terms, other, place) == Ordering::Equal => *rank,
            _ => number,
        };
        place.rank = Some(rank);
        before = Some((place.clone(), rank));
    }
    Ranking { places }
}

/// Compares two entries by value and ladder; equal ones share their rank.
fn better(terms: &Terms, a: &Place, b: &Place) -> Ordering {
    terms.ties.iter().fold(a.value.cmp(&b.value), |so_far, tie| {
        so_far.then_with(|| match tie {
            Tie::Criterion(id) => a.criteria.get(id).cmp(&b.criteria.get(id)),
            Tie::Jurors => a.jurors.cmp(&b.jurors),
        })
    })
}

/// The mean of a criterion over those who scored it.
fn mean(sheets: &[&Sheet], criterion: &CriterionId, scale: u8) -> Option<Ratio> {
    let (sum, number) = tally(sheets, criterion);
    Ratio::new(sum, number * i128::from(scale))
}

fn tally(sheets: &[&Sheet], criterion: &CriterionId) -> (i128, i128) {
    let scores = sheets.iter().filter_map(|s| s.scores.get(criterion));
    scores.fold((0, 0), |(sum, number), score| (sum + i128::from(*score), number + 1))
}

/// The weighted mean of the criteria's means, over the criteria that somebody scored.
fn weighted(terms: &Terms, sheets: &[&Sheet]) -> Option<Ratio> {
    let scored: Vec<(i128, i128, i128)> = terms
        .criteria
        .iter()
        .map(|c| {
            let (sum, number) = tally(sheets, &c.id);
            (i128::from(c.weight), sum, number * i128::from(c.scale))
        })
        .filter(|(_, _, most)| *most > 0)
        .collect();
    let under = scored.iter().fold(1, |all, (_, _, most)| multiple(all, *most));
    let weights: i128 = scored.iter().map(|(weight, _, _)| weight).sum();
    let over = scored.iter().map(|(weight, sum, most)| weight * sum * (under / most)).sum();
    Ratio::new(over, under * weights)
}

/// What a sheet alone says, in parts of [`FINE`].
fn alone(terms: &Terms, sheet: &Sheet) -> i128 {
    let scored = || terms.criteria.iter().filter_map(|c| Some((i128::from(c.weight), i128::from(c.scale), i128::from(*sheet.scores.get(&c.id)?))));
    let over: i128 = scored().map(|(weight, scale, score)| weight * score * (SCALES / scale.max(1))).sum();
    let under: i128 = scored().map(|(weight, _, _)| weight * SCALES).sum::<i128>().max(1);
    (2 * over * FINE + under) / (2 * under)
}

/// Every sheet on its juror's own scale, in parts of [`MILLION`].
fn on_own_scales<'a>(terms: &Terms, sheets: impl Iterator<Item = &'a Sheet>) -> BTreeMap<(&'a AccountId, &'a EntryId), i128> {
    let mut of: BTreeMap<&AccountId, Vec<(&EntryId, i128)>> = BTreeMap::new();
    for sheet in sheets {
        of.entry(&sheet.juror).or_default().push((&sheet.entry, alone(terms, sheet)));
    }
    let mut scaled = BTreeMap::new();
    for (juror, values) in of {
        let number = i128::try_from(values.len()).unwrap_or(i128::MAX);
        let sum: i128 = values.iter().map(|(_, value)| value).sum();
        let apart = |value: i128| number * value - sum;
        let spread: i128 = values.iter().map(|(_, value)| apart(*value) * apart(*value)).sum();
        for (entry, value) in values {
            let distance = apart(value);
            // One sheet, or all of them equal: as the others.
            let steps = if spread == 0 { 0 } else { root(distance * distance * number * MILLION * MILLION / spread) };
            scaled.insert((juror, entry), steps * distance.signum());
        }
    }
    scaled
}

/// The square root, rounded.
fn root(of: i128) -> i128 {
    let floor = of.max(0).isqrt();
    if of - floor * floor > floor { floor + 1 } else { floor }
}

#[cfg(test)]
mod tests {
    use super::super::contest::tests::terms;
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn entry(n: usize) -> EntryId {
        EntryId::parse(&format!("e{n}")).unwrap()
    }

    fn juror(n: usize) -> AccountId {
        AccountId::parse(&format!("j{n}")).unwrap()
    }

    fn sheet(terms: &Terms, of: usize, about: usize, scores: &[Option<u8>]) -> Sheet {
        let scores = terms.criteria.iter().zip(scores).filter_map(|(c, s)| Some((c.id.clone(), (*s)?))).collect();
        let (juror, entry) = (juror(of), entry(about));
        Sheet { juror, entry, scores, standing: Standing::Submitted, reopened: None, saved_at: Timestamp::UNIX_EPOCH, version: 1 }
    }

    fn ranks(ranking: &Ranking) -> Vec<(String, Option<u32>)> {
        ranking.places.iter().map(|p| (p.entry.to_string(), p.rank)).collect()
    }

    fn told(expected: &[(&str, u32)]) -> Vec<(String, Option<u32>)> {
        expected.iter().map(|(id, rank)| ((*id).to_owned(), Some(*rank).filter(|r| *r > 0))).collect()
    }

    #[test]
    fn equal_values_go_down_the_ladder_and_share_the_rank_at_its_end() {
        let mut terms = terms(&[("idea", 1, 5), ("team", 1, 5)]);
        let all: Vec<EntryId> = (0..4).map(entry).collect();
        let sheets = [
            sheet(&terms, 0, 0, &[Some(4), Some(2)]),
            sheet(&terms, 0, 1, &[Some(2), Some(4)]),
            sheet(&terms, 0, 2, &[Some(3), Some(3)]),
            sheet(&terms, 1, 2, &[Some(3), Some(3)]),
            sheet(&terms, 0, 3, &[Some(1), Some(1)]),
        ];
        let none = BTreeSet::new();
        assert_eq!(ranks(&rank(&terms, &all, &sheets, &none)), told(&[("e0", 1), ("e1", 1), ("e2", 1), ("e3", 4)]));
        terms.ties = vec![Tie::Jurors];
        assert_eq!(ranks(&rank(&terms, &all, &sheets, &none)), told(&[("e2", 1), ("e0", 2), ("e1", 2), ("e3", 4)]));
        terms.ties = vec![Tie::Jurors, Tie::Criterion(CriterionId::parse("team").unwrap())];
        assert_eq!(ranks(&rank(&terms, &all, &sheets, &none)), told(&[("e2", 1), ("e1", 2), ("e0", 3), ("e3", 4)]));
    }

    #[test]
    fn conflicts_drafts_and_too_few_sheets_do_not_count() {
        let terms = Terms { least: 2, ..terms(&[("idea", 1, 5)]) };
        let all: Vec<EntryId> = (0..3).map(entry).collect();
        let mut sheets: Vec<Sheet> = (0..2).flat_map(|j| (0..2).map(move |e| (j, e))).map(|(j, e)| sheet(&terms, j, e, &[Some(3)])).collect();
        sheets.push(sheet(&terms, 2, 0, &[Some(0)]));
        let conflict = BTreeSet::from([(juror(2), entry(0))]);
        assert_eq!(ranks(&rank(&terms, &all, &sheets, &conflict)), told(&[("e0", 1), ("e1", 1), ("e2", 0)]));
        assert_eq!(ranks(&rank(&terms, &all, &sheets, &BTreeSet::new())), told(&[("e1", 1), ("e0", 2), ("e2", 0)]));
        sheets[1].standing = Standing::Draft;
        let ranking = rank(&terms, &all, &sheets, &conflict);
        assert_eq!(ranks(&ranking), told(&[("e0", 1), ("e1", 0), ("e2", 0)]));
        assert_eq!((ranking.of(&entry(1)).unwrap().jurors, ranking.of(&entry(2)).unwrap().value), (1, None));
    }

    #[test]
    fn a_strict_and_a_mild_juror_count_alike_on_their_own_scales() {
        let terms = Terms { method: Method::PerJuror, ..terms(&[("idea", 1, 10)]) };
        let all: Vec<EntryId> = (0..3).map(entry).collect();
        let said = [[0, 1, 2], [8, 10, 9]];
        let sheets: Vec<Sheet> = (0..2).flat_map(|j| (0..3).map(move |e| (j, e))).map(|(j, e)| sheet(&terms, j, e, &[Some(said[j][e])])).collect();
        let ranking = rank(&terms, &all, &sheets, &BTreeSet::new());
        assert_eq!(ranks(&ranking), told(&[("e1", 1), ("e2", 1), ("e0", 3)]));
        // (1.224745 + 0) / 2, as three equal steps have it.
        assert_eq!(ranking.of(&entry(2)).unwrap().value.unwrap().decimal(6), "0.612373");
        // A single sheet and a flat juror say nothing.
        let flat: Vec<Sheet> = (0..3).map(|e| sheet(&terms, 5, e, &[Some(7)])).chain([sheet(&terms, 6, 1, &[Some(10)])]).collect();
        let ranking = rank(&terms, &all, &flat, &BTreeSet::new());
        assert!(ranking.places.iter().all(|p| p.rank == Some(1) && p.value == Some(Ratio::ZERO)), "{ranking:?}");
    }

    #[test]
    fn the_largest_contest_does_not_overflow() {
        use super::super::contest::{MOST_CRITERIA, MOST_ENTRIES, MOST_JURORS};
        let names: Vec<String> = (0..MOST_CRITERIA).map(|n| format!("c{n}")).collect();
        let weights = [97, 89, 83, 79, 73, 71, 67, 61, 59, 53, 47, 43];
        let criteria: Vec<(&str, u8, u8)> =
            names.iter().zip(weights).zip([7, 8, 9, 10].into_iter().cycle()).map(|((n, w), s)| (n.as_str(), w, s)).collect();
        let mut terms = terms(&criteria);
        let taken = [200usize, 199, 197, 193, 191, 189, 187, 181, 179, 173, 169, 167];
        let sheets: Vec<Sheet> = (0..MOST_JURORS)
            .map(|j| sheet(&terms, j, 0, &taken.iter().zip(&terms.criteria).map(|(n, c)| (j < *n).then_some(c.scale - 1)).collect::<Vec<_>>()))
            .collect();
        let found = rank(&terms, &[entry(0)], &sheets, &BTreeSet::new());
        assert!(found.places[0].value.unwrap() < Ratio::new(1, 1).unwrap());
        terms.method = Method::PerJuror;
        let all: Vec<EntryId> = (0..MOST_ENTRIES).map(entry).collect();
        let mut sheets: Vec<Sheet> = (0..MOST_ENTRIES).map(|e| sheet(&terms, 0, e, &[Some(0)])).collect();
        sheets[0] = sheet(&terms, 0, 0, &[Some(7)]);
        let found = rank(&terms, &all, &sheets, &BTreeSet::new());
        assert_eq!((found.places[0].entry.clone(), found.places[1].rank), (entry(0), Some(2)));
    }

    /// Criteria as weight and scale.
    type Criteria = Vec<(u8, u8)>;
    /// For each juror and entry the scores.
    type Said = Vec<Vec<Vec<Option<u8>>>>;

    /// What a whole contest may look like.
    fn contests() -> impl Strategy<Value = (Criteria, Said)> {
        (1usize..4, 1usize..4, 1usize..6).prop_flat_map(|(criteria, jurors, entries)| {
            let score = proptest::option::of(0u8..=1);
            (
                proptest::collection::vec((1u8..10, 1u8..=10), criteria),
                proptest::collection::vec(proptest::collection::vec(proptest::collection::vec(score, criteria), entries), jurors),
            )
        })
    }

    fn built(criteria: &[(u8, u8)], said: &[Vec<Vec<Option<u8>>>], method: Method) -> (Terms, Vec<EntryId>, Vec<Sheet>) {
        let names = ["a", "b", "c"];
        let list: Vec<(&str, u8, u8)> = criteria.iter().zip(names).map(|((w, s), n)| (n, *w, *s)).collect();
        let terms = Terms { method, ties: vec![Tie::Criterion(CriterionId::parse("a").unwrap())], ..terms(&list) };
        let all = (0..said.first().map_or(0, Vec::len)).map(entry).collect();
        // Zero and one stand for zero and the end of the scale, so that ties are frequent.
        let sheets = said
            .iter()
            .enumerate()
            .flat_map(|(j, of)| of.iter().enumerate().map(move |(e, scores)| (j, e, scores)))
            .map(|(j, e, scores)| sheet(&terms, j, e, &scores.iter().zip(criteria).map(|(s, (_, scale))| s.map(|s| s * scale)).collect::<Vec<_>>()))
            .collect();
        (terms, all, sheets)
    }

    proptest! {
        #[test]
        fn the_order_of_sheets_and_entries_means_nothing((criteria, said) in contests(), per_juror: bool, turn in 0usize..20) {
            let method = if per_juror { Method::PerJuror } else { Method::Mean };
            let (terms, mut all, mut sheets) = built(&criteria, &said, method);
            let before = rank(&terms, &all, &sheets, &BTreeSet::new());
            all.reverse();
            let turn = turn % sheets.len().max(1);
            sheets.rotate_left(turn);
            prop_assert_eq!(before, rank(&terms, &all, &sheets, &BTreeSet::new()));
        }

        #[test]
        fn only_the_proportion_of_weights_counts((criteria, said) in contests(), per_juror: bool, times in 2u8..=10) {
            let method = if per_juror { Method::PerJuror } else { Method::Mean };
            let (terms, all, sheets) = built(&criteria, &said, method);
            let more: Vec<(u8, u8)> = criteria.iter().map(|(w, s)| (w * times, *s)).collect();
            let (heavier, _, _) = built(&more, &said, method);
            prop_assert_eq!(rank(&terms, &all, &sheets, &BTreeSet::new()), rank(&heavier, &all, &sheets, &BTreeSet::new()));
        }

        #[test]
        fn a_missing_score_is_never_worse_than_a_zero((criteria, said) in contests()) {
            let (terms, all, sheets) = built(&criteria, &said, Method::Mean);
            let none = BTreeSet::new();
            let before = rank(&terms, &all, &sheets, &none);
            for (number, with) in sheets.iter().enumerate() {
                for criterion in terms.criteria.iter().filter(|c| !with.scores.contains_key(&c.id)) {
                    let mut zeroed = sheets.clone();
                    zeroed[number].scores.insert(criterion.id.clone(), 0);
                    let after = rank(&terms, &all, &zeroed, &none);
                    let (a, b) = (before.of(&with.entry).unwrap(), after.of(&with.entry).unwrap());
                    prop_assert!(a.value.is_none() || a.value >= b.value, "{:?} {:?}", a, b);
                }
            }
        }

        #[test]
        fn who_abstains_changes_nothing_for_anybody((criteria, said) in contests(), per_juror: bool) {
            let method = if per_juror { Method::PerJuror } else { Method::Mean };
            let (terms, all, mut sheets) = built(&criteria, &said, method);
            let before = rank(&terms, &all, &sheets, &BTreeSet::new());
            for about in 0..all.len() {
                sheets.push(Sheet { standing: Standing::Abstained, ..sheet(&terms, 9, about, &[]) });
            }
            prop_assert_eq!(before, rank(&terms, &all, &sheets, &BTreeSet::new()));
        }

        #[test]
        fn ranks_count_those_before_and_follow_the_values((criteria, said) in contests()) {
            let (terms, all, sheets) = built(&criteria, &said, Method::Mean);
            let ranking = rank(&terms, &all, &sheets, &BTreeSet::new());
            prop_assert_eq!(ranking.places.len(), all.len());
            let ranked: Vec<&Place> = ranking.places.iter().filter(|p| p.rank.is_some()).collect();
            for place in &ranked {
                let ahead = ranked.iter().filter(|p| better(&terms, p, place) == Ordering::Greater).count();
                prop_assert_eq!(place.rank, Some(u32::try_from(ahead).unwrap() + 1));
            }
        }
    }
}
