//! A contest: what is judged, by which criteria, and how far it is.

use super::Refusal;
use super::conflict::Affiliations;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{ContestId, CriterionId, EntryId};
use crate::kernel::lang::Text;
use crate::kernel::text::{line, paragraph};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The most criteria of a contest. With [`MOST_JURORS`] every sum of the ranking fits into 128 bits.
pub const MOST_CRITERIA: usize = 12;
/// The most jurors of a contest.
pub const MOST_JURORS: usize = 200;
/// The most entries of a contest.
pub const MOST_ENTRIES: usize = 1000;
/// The most steps of a ladder of ties.
pub const MOST_TIES: usize = 3;

/// What jurors look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The id.
    pub id: CriterionId,
    /// The name.
    pub name: Text,
    /// What it asks.
    pub asks: Text,
    /// What a zero means.
    pub low: Text,
    /// What the end of the scale means.
    pub high: Text,
    /// How much it counts, beside the others.
    pub weight: u8,
    /// The highest score.
    pub scale: u8,
}

/// How sheets become one value of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The mean of each criterion over those who scored it, and of these the weighted mean.
    Mean,
    /// Each juror's sheets are put on one scale first: how far above or below the juror's own mean, in the juror's own standard deviations,
    /// rounded to a millionth. A juror with one sheet, or whose sheets are all equal, says with each of them "as the others".
    PerJuror,
}

impl Method {
    /// Every method, in the order forms show them.
    pub const ALL: [Self; 2] = [Self::Mean, Self::PerJuror];

    /// The name in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::PerJuror => "per_juror",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }
}

/// A step of the ladder by which equal values are told apart. Who is equal after the last step shares the rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// The higher mean of a criterion.
    Criterion(CriterionId),
    /// More jurors.
    Jurors,
}

impl Tie {
    /// The name in forms.
    pub fn code(&self) -> String {
        match self {
            Self::Criterion(id) => format!("criterion:{id}"),
            Self::Jurors => "jurors".to_owned(),
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "jurors" => Some(Self::Jurors),
            _ => code.strip_prefix("criterion:").and_then(|id| CriterionId::parse(id).ok()).map(Self::Criterion),
        }
    }
}

/// What is fixed when the contest opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The criteria.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// How sheets become one value.
    pub method: Method,
    /// How equal values are told apart.
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// How many sheets an entry needs to be ranked.
    pub least: u8,
    /// Whether a juror of the same country has a conflict of interest.
    #[serde(default)]
    pub same_country: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Self { criteria: Vec::new(), method: Method::Mean, ties: Vec::new(), least: 1, same_country: false }
    }
}

impl Terms {
    /// A criterion.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == *id)
    }

    /// Puts a criterion in the place of the one with its id, or at the end.
    pub fn put(&mut self, criterion: Criterion) -> Result<(), Refusal> {
        match self.criteria.iter().position(|c| c.id == criterion.id) {
            Some(at) => self.criteria.iter_mut().skip(at).take(1).for_each(|there| there.clone_from(&criterion)),
            None if self.criteria.len() >= MOST_CRITERIA => return Err(Refusal::TooMany),
            None => self.criteria.push(criterion),
        }
        Ok(())
    }

    /// Removes a criterion, also from the ladder of ties.
    pub fn remove(&mut self, id: &CriterionId) {
        self.criteria.retain(|c| c.id != *id);
        self.ties.retain(|t| *t != Tie::Criterion(id.clone()));
    }

    /// Refuses to open with terms nobody could judge by, or with more than the arithmetic is made for.
    pub fn ready(&self, entries: usize, jurors: usize) -> Result<(), Refusal> {
        if self.criteria.is_empty() {
            Err(Refusal::NoCriteria)
        } else if entries == 0 {
            Err(Refusal::NoEntries)
        } else if jurors == 0 || jurors < usize::from(self.least) {
            Err(Refusal::TooFewJurors)
        } else if self.criteria.len() > MOST_CRITERIA || entries > MOST_ENTRIES || jurors > MOST_JURORS {
            Err(Refusal::TooMany)
        } else {
            Ok(())
        }
    }
}

/// How far a contest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its terms can be changed.
    Draft,
    /// Jurors score.
    Open,
    /// Nobody scores any more.
    Closed,
    /// The ranking is made, sealed, and its digest public.
    Sealed,
    /// The ranking is public.
    Announced,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Open, Self::Closed, Self::Sealed, Self::Announced];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Sealed => "sealed",
            Self::Announced => "announced",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The step that leads on from here.
    pub fn step(self) -> Option<Action> {
        match self {
            Self::Draft => Some(Action::Open),
            Self::Open => Some(Action::Close),
            Self::Closed => Some(Action::Seal),
            Self::Sealed => Some(Action::Announce),
            Self::Announced => None,
        }
    }
}

/// A step of an organiser. None of them can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Fixes the terms and the entries; jurors score.
    Open,
    /// Ends the scoring.
    Close,
    /// Makes the ranking and seals it.
    Seal,
    /// Publishes it.
    Announce,
}

impl Action {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::Close, Self::Seal, Self::Announce];

    /// The name in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Close => "close",
            Self::Seal => "seal",
            Self::Announce => "announce",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// A contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The id.
    pub id: ContestId,
    /// The title.
    pub title: Text,
    /// What is fixed when it opens.
    pub terms: Terms,
    /// How far it is.
    pub state: State,
    /// Counts what an organiser changes.
    pub version: u32,
    /// The digest of the terms as they were when it opened.
    pub terms_digest: Option<String>,
    /// When it opened.
    pub opened_at: Option<Timestamp>,
    /// When it closed.
    pub closed_at: Option<Timestamp>,
    /// When it was sealed.
    pub sealed_at: Option<Timestamp>,
    /// The digest of what was sealed.
    pub digest: Option<String>,
    /// When it was announced.
    pub announced_at: Option<Timestamp>,
}

/// A piece of what an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is, as a code that has words; or the words themselves where it has none.
    pub name: String,
    /// The text.
    pub text: String,
}

/// An entry, as it was when the contest opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id.
    pub key: EntryId,
    /// The title.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// Whom and what it belongs to.
    pub affiliations: Affiliations,
}

/// A form about the terms, as typed; the criteria have forms of their own.
#[derive(Clone, Debug, Default)]
pub struct TermsForm {
    /// The title in English.
    pub title_en: String,
    /// The title in Russian.
    pub title_ru: String,
    /// The title in Korean.
    pub title_ko: String,
    /// The code of a method; its field is `count_by`, because a form has a method of its own.
    pub method: String,
    /// Codes of the ladder's steps; empty ones are none.
    pub ties: Vec<String>,
    /// How many sheets an entry needs.
    pub least: String,
    /// `yes` when a juror of the same country has a conflict.
    pub same_country: String,
}

impl TermsForm {
    /// The title and the terms with these criteria, or what is wrong.
    pub fn parse(&self, criteria: &[Criterion]) -> Result<(Text, Terms), FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = text(&mut errors, "title", [&self.title_en, &self.title_ru, &self.title_ko], 1, 120);
        let method = errors.take("count_by", Method::parse(&self.method).ok_or(Problem::NotAChoice));
        let mut ties: Vec<Tie> = Vec::new();
        for (index, code) in self.ties.iter().take(MOST_TIES).enumerate().filter(|(_, code)| !code.is_empty()) {
            let known = |tie: &Tie| match tie {
                Tie::Criterion(id) => criteria.iter().any(|c| c.id == *id),
                Tie::Jurors => true,
            };
            let tie = errors.take(TIES.get(index).copied().unwrap_or_default(), Tie::parse(code).filter(known).ok_or(Problem::NotAChoice));
            ties.extend(tie.filter(|tie| !ties.contains(tie)));
        }
        let least = errors.take("least", number(&self.least, 1, 50));
        match (title, method, least) {
            (Some(title), Some(method), Some(least)) if errors.is_empty() => {
                Ok((title, Terms { criteria: criteria.to_vec(), method, ties, least, same_country: self.same_country == "yes" }))
            }
            _ => Err(errors),
        }
    }
}

/// The names that the steps of the ladder have in the form.
pub const TIES: [&str; MOST_TIES] = ["tie_1", "tie_2", "tie_3"];

/// A form about a criterion, as typed.
#[derive(Clone, Debug, Default)]
pub struct CriterionForm {
    /// The id of the criterion that is changed; empty for a new one.
    pub criterion: String,
    /// The name in each language.
    pub criterion_name: [String; 3],
    /// What it asks, in each language.
    pub asks: [String; 3],
    /// What a zero means, in each language.
    pub low: [String; 3],
    /// What the end of the scale means, in each language.
    pub high: [String; 3],
    /// How much it counts.
    pub weight: String,
    /// The highest score.
    pub scale: String,
}

impl CriterionForm {
    /// The criterion, or what is wrong. A new one gets `new` as its id.
    pub fn parse(&self, new: CriterionId) -> Result<Criterion, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = if self.criterion.is_empty() { Ok(new) } else { CriterionId::parse(&self.criterion).map_err(|_| Problem::NotAChoice) };
        let id = errors.take("criterion", id);
        let mut of = |field: &str, typed: &[String; 3], least, most| {
            let [en, ru, ko] = typed;
            text(&mut errors, field, [en, ru, ko], least, most)
        };
        let (name, asks) = (of("criterion_name", &self.criterion_name, 1, 60), of("asks", &self.asks, 0, 300));
        let (low, high) = (of("low", &self.low, 0, 60), of("high", &self.high, 0, 60));
        let weight = errors.take("weight", number(&self.weight, 1, 100));
        let scale = errors.take("scale", number(&self.scale, 1, 10));
        match (id, name, asks, low, high, weight, scale) {
            (Some(id), Some(name), Some(asks), Some(low), Some(high), Some(weight), Some(scale)) => {
                Ok(Criterion { id, name, asks, low, high, weight, scale })
            }
            _ => Err(errors),
        }
    }
}

fn number(typed: &str, least: u8, most: u8) -> Result<u8, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        digits => digits.parse().ok().filter(|n| (least..=most).contains(n)).ok_or(Problem::NotANumber),
    }
}

/// A text in every language: the English one is needed where `least` says so, the others fall back to it. Fields `<name>_en` and so on.
fn text(errors: &mut FieldErrors, field: &str, typed: [&String; 3], least: u32, most: u32) -> Option<Text> {
    let read = |raw: &str, least| if most > 120 { paragraph(raw, least, most) } else { line(raw, least, most) };
    let [en, ru, ko] = typed;
    let en = errors.take(&format!("{field}_en"), read(en, least));
    let ru = errors.take(&format!("{field}_ru"), read(ru, 0));
    let ko = errors.take(&format!("{field}_ko"), read(ko, 0));
    Some(Text { en: en?, ru: ru?, ko: ko? })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Terms of criteria with an id, a weight and a scale.
    pub(crate) fn terms(criteria: &[(&str, u8, u8)]) -> Terms {
        let criterion = |(id, weight, scale): &(&str, u8, u8)| Criterion {
            id: CriterionId::parse(id).unwrap(),
            name: Text { en: (*id).to_owned(), ..Text::default() },
            asks: Text::default(),
            low: Text::default(),
            high: Text::default(),
            weight: *weight,
            scale: *scale,
        };
        Terms { criteria: criteria.iter().map(criterion).collect(), ..Terms::default() }
    }

    #[test]
    fn each_state_has_one_step_and_the_last_none() {
        let mut state = State::Draft;
        let mut steps = Vec::new();
        while let Some(step) = state.step() {
            steps.push(step);
            state = State::ALL[steps.len()];
        }
        assert_eq!((steps.as_slice(), state), (&Action::ALL[..], State::Announced));
        for (state, action) in State::ALL.into_iter().zip(Action::ALL) {
            assert_eq!((State::parse(state.code()), Action::parse(action.code())), (Some(state), Some(action)));
        }
    }

    #[test]
    fn a_contest_opens_with_criteria_entries_and_enough_jurors_only() {
        let two = Terms { least: 2, ..terms(&[("idea", 1, 5)]) };
        assert_eq!(Terms::default().ready(1, 1), Err(Refusal::NoCriteria));
        assert_eq!(two.ready(0, 2), Err(Refusal::NoEntries));
        assert_eq!(two.ready(1, 1), Err(Refusal::TooFewJurors));
        assert_eq!(two.ready(1001, 2), Err(Refusal::TooMany));
        assert_eq!(two.ready(1, 201), Err(Refusal::TooMany));
        assert_eq!(two.ready(1, 2), Ok(()));
    }

    #[test]
    fn a_criterion_that_goes_leaves_the_ladder_too_and_there_are_never_too_many() {
        let mut terms = terms(&[("idea", 1, 5), ("team", 1, 5)]);
        let idea = terms.criteria[0].id.clone();
        terms.ties = vec![Tie::Criterion(idea.clone()), Tie::Jurors];
        terms.remove(&idea);
        assert_eq!((terms.criteria.len(), terms.ties.as_slice()), (1, &[Tie::Jurors][..]));
        let team = terms.criteria[0].clone();
        for number in 1..MOST_CRITERIA {
            terms.put(Criterion { id: CriterionId::parse(&format!("c{number}")).unwrap(), ..team.clone() }).unwrap();
        }
        assert_eq!(terms.put(Criterion { id: CriterionId::parse("more").unwrap(), ..team.clone() }), Err(Refusal::TooMany));
        terms.put(Criterion { weight: 9, ..team }).unwrap();
        assert_eq!((terms.criteria.len(), terms.criteria[0].weight), (MOST_CRITERIA, 9));
    }

    #[test]
    fn what_is_wrong_with_terms_and_criteria_is_said_field_by_field() {
        let known = terms(&[("idea", 1, 5)]).criteria;
        let form = TermsForm {
            title_en: "Pitches".into(),
            method: "per_juror".into(),
            ties: vec!["criterion:idea".into(), "criterion:idea".into(), "jurors".into()],
            least: "2".into(),
            ..TermsForm::default()
        };
        let (title, terms) = form.parse(&known).unwrap();
        assert_eq!((title.en.as_str(), terms.method, terms.ties.len(), terms.least), ("Pitches", Method::PerJuror, 2, 2));
        let bad = TermsForm { ties: vec!["criterion:gone".into()], least: "0".into(), ..TermsForm::default() }.parse(&known).unwrap_err();
        let fields: Vec<&str> = bad.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["title_en", "count_by", "tie_1", "least"]);
        let criterion = CriterionForm {
            criterion_name: ["Idea".into(), "Идея".into(), String::new()],
            weight: "40".into(),
            scale: "5".into(),
            ..Default::default()
        };
        let new = CriterionId::parse("new").unwrap();
        assert_eq!(criterion.parse(new.clone()).unwrap().name.get(crate::kernel::Lang::Ko), "Idea");
        let bad = CriterionForm { weight: "101".into(), scale: "0".into(), ..Default::default() }.parse(new).unwrap_err();
        assert_eq!(bad.0.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["criterion_name_en", "weight", "scale"]);
    }
}
