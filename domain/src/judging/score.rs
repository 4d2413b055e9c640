//! What a juror says of an entry: a number for each criterion, or that they have no opinion of it.

use super::contest::Terms;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, CriterionId, EntryId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The scores of one sheet, from 0 to the scale of each criterion. A criterion that is not among them was not scored, which is not a zero.
pub type Scores = BTreeMap<CriterionId, u8>;

/// How far a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Saved by the juror and counted nowhere.
    Draft,
    /// Handed in, and counted.
    Submitted,
    /// The juror gives no opinion of the entry.
    Abstained,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Abstained];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Abstained => "abstained",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A juror's sheet about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The juror.
    pub juror: AccountId,
    /// The entry.
    pub entry: EntryId,
    /// The scores.
    pub scores: Scores,
    /// How far it is.
    pub standing: Standing,
    /// Why an organiser opened it again, when one did.
    pub reopened: Option<String>,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Counts changes.
    pub version: u32,
}

/// Reads the scores of a form, each as `criterion:number`, or `criterion:` for no opinion. A sheet that is handed in has one number at least.
pub fn parse_scores(terms: &Terms, typed: &[String], standing: Standing) -> Result<Scores, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut scores = Scores::new();
    if standing == Standing::Abstained {
        return Ok(scores);
    }
    for (index, criterion) in terms.criteria.iter().enumerate() {
        let said = typed.iter().filter_map(|t| t.split_once(':')).filter(|(id, _)| *id == criterion.id.as_str()).map(|(_, n)| n).next_back();
        match said {
            None | Some("") => {}
            Some(digits) => {
                let number = digits.parse::<u8>().ok().filter(|n| *n <= criterion.scale).ok_or(Problem::NotAChoice);
                if let Some(number) = errors.take(&field(index), number) {
                    scores.insert(criterion.id.clone(), number);
                }
            }
        }
    }
    if errors.is_empty() && scores.is_empty() && standing == Standing::Submitted {
        return Err(FieldErrors::one(&field(0), Problem::Required));
    }
    if errors.is_empty() { Ok(scores) } else { Err(errors) }
}

/// The name that the field of a criterion has in the form, by its place among them.
pub fn field(index: usize) -> String {
    format!("scores[{index}]")
}

#[cfg(test)]
mod tests {
    use super::super::contest::tests::terms;
    use super::*;

    #[test]
    fn a_sheet_takes_numbers_of_each_scale_and_leaves_out_what_was_not_scored() {
        let terms = terms(&[("idea", 1, 5), ("team", 1, 10)]);
        let id = |id: &str| CriterionId::parse(id).unwrap();
        let typed = |all: &[&str]| all.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let read = |all: &[&str], standing| parse_scores(&terms, &typed(all), standing);
        assert_eq!(read(&["idea:0", "team:"], Standing::Submitted), Ok(Scores::from([(id("idea"), 0)])));
        assert_eq!(read(&["team:10", "gone:3", "idea:5"], Standing::Draft), Ok(Scores::from([(id("idea"), 5), (id("team"), 10)])));
        assert_eq!(read(&["idea:6", "team:x"], Standing::Draft).unwrap_err().0.len(), 2);
        assert_eq!(read(&["idea:", "team:"], Standing::Submitted).unwrap_err().of("scores[0]"), Some(&Problem::Required));
        assert_eq!(read(&[], Standing::Draft), Ok(Scores::new()));
        assert_eq!(read(&["idea:3"], Standing::Abstained), Ok(Scores::new()));
    }
}
