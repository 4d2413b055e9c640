//! `judging.toml`: the contests that jurors judge, with which the program begins where it has none of that name. A folder without the file has none.

use super::raw::RawText;
use super::{Entry, Mistake, Reader};
use domain::judging::contest::{MOST_CRITERIA, MOST_TIES};
use domain::judging::{Terms, Tie};
use domain::kernel::Text;
use domain::kernel::ids::ContestId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A contest of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestDraft {
    /// The id.
    pub id: ContestId,
    /// The title.
    pub title: Text,
    /// The terms it begins with.
    pub terms: Terms,
}

/// A `[[contest]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawContest {
    id: String,
    title: RawText,
    terms: Terms,
}

/// The contests of an event's folder. Errors with every mistake found.
pub fn contests(root: &Path) -> Result<Vec<ContestDraft>, Vec<Mistake>> {
    let mut reader = Reader { root: root.to_path_buf(), mistakes: Vec::new() };
    let found = reader.contests();
    reader.mistakes.sort();
    if reader.mistakes.is_empty() { Ok(found) } else { Err(reader.mistakes) }
}

impl Reader {
    pub(super) fn contests(&mut self) -> Vec<ContestDraft> {
        if !self.root.join("judging.toml").exists() {
            return Vec::new();
        }
        let mut seen = BTreeMap::new();
        let mut found = Vec::new();
        for Entry { at, is } in self.entries::<RawContest>("judging.toml", "contest") {
            let id = self.id(&at, &is.id, &mut seen, |id| ContestId::parse(id).ok());
            let title = self.text(&at, "title", is.title);
            let terms = is.terms;
            let mut criteria = BTreeMap::new();
            for criterion in &terms.criteria {
                let name = format!("{}/{}", is.id, criterion.id);
                if criteria.insert(criterion.id.clone(), ()).is_some() {
                    self.wrong(&at, format!("the criterion `{name}` is there twice"), "give one of the two another id");
                }
                for text in [&criterion.name, &criterion.asks, &criterion.low, &criterion.high] {
                    for lang in text.missing() {
                        self.wrong(&at, format!("`{name}` lacks a {} text", lang.code()), format!("write it under `{}`", lang.code()));
                    }
                }
                if !(1..=100).contains(&criterion.weight) || !(1..=10).contains(&criterion.scale) {
                    self.wrong(
                        &at,
                        format!("`{name}` has a weight or scale that is not possible"),
                        "use a weight of 1 to 100 and a scale of 1 to 10",
                    );
                }
            }
            let unknown = terms.ties.iter().any(|tie| matches!(tie, Tie::Criterion(id) if !criteria.contains_key(id)));
            if unknown || terms.ties.len() > MOST_TIES || terms.criteria.len() > MOST_CRITERIA || !(1..=50).contains(&terms.least) {
                let what = "`ties` names a criterion that is not there, or there are too many steps or criteria, or `least` is not possible";
                self.wrong(&at, what, format!("use at most {MOST_CRITERIA} criteria, at most {MOST_TIES} steps, and `least` from 1 to 50"));
            }
            found.extend(id.map(|id| ContestDraft { id, title, terms }));
        }
        found
    }
}
