//! Which solutions fit a challenge or a need, and why.
//!
//! Always: points are the sum of reasons that are told with them; the same data give the same order, in whichever order they come. Nothing is
//! learnt, and nothing of a person counts.

use super::exhibitor::{Exhibitor, Solution};
use super::needs::Need;
use crate::ideathon::challenge::Challenge;
use crate::kernel::ids::{ChallengeId, CompanyId, SolutionId, TopicId};
use crate::kernel::lang::{Lang, Text};
use crate::kernel::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What it counts that the company names the very challenge.
pub const NAMED: u32 = 60;
/// What each common topic counts.
pub const TOPIC: u32 = 20;
/// What each common word counts.
pub const WORD: u32 = 3;
/// How many topics count at most.
const MOST_TOPICS: usize = 2;
/// How many words count at most.
const MOST_WORDS: usize = 8;
/// How many common words alone are too few to be a reason.
const FEW_WORDS: usize = 2;
/// How long a word is at least, in letters; a Hangul syllable is about two.
const SHORTEST: usize = 4;

/// Why something fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The solution names the challenge.
    Named(ChallengeId),
    /// Both are about these topics.
    Topics(Vec<TopicId>),
    /// Both say these words, in this language.
    Words(Lang, Vec<String>),
}

impl Reason {
    /// What it counts.
    pub fn points(&self) -> u32 {
        let times = |n: usize, each: u32| u32::try_from(n).unwrap_or(u32::MAX).saturating_mul(each);
        match self {
            Self::Named(_) => NAMED,
            Self::Topics(topics) => times(topics.len().min(MOST_TOPICS), TOPIC),
            Self::Words(_, words) => times(words.len().min(MOST_WORDS), WORD),
        }
    }
}

/// A solution that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Whose.
    pub company: CompanyId,
    /// Which.
    pub solution: SolutionId,
    /// Why; what counts most comes first.
    pub reasons: Vec<Reason>,
}

impl Match {
    /// How well it fits.
    pub fn points(&self) -> u32 {
        self.reasons.iter().map(Reason::points).sum()
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    challenge: Option<ChallengeId>,
    topics: BTreeSet<TopicId>,
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
}

impl Wanted {
    /// What a challenge looks for.
    pub fn of_challenge(challenge: &Challenge) -> Self {
        let texts = [&challenge.title, &challenge.summary, &challenge.description, &challenge.change];
        let words = Lang::ALL.into_iter().map(|lang| (lang.code(), texts.into_iter().flat_map(|t| words(lang, own(t, lang))).collect()));
        Self { challenge: Some(challenge.id.clone()), topics: BTreeSet::new(), words: words.collect() }
    }

    /// What a need looks for.
    pub fn of_need(need: &Need) -> Self {
        let wording = &need.wording;
        let said = [&wording.title, &wording.text].into_iter().flat_map(|t| words(wording.lang, t)).collect();
        Self {
            challenge: wording.challenge.clone(),
            topics: wording.topics.iter().cloned().collect(),
            words: std::iter::once((wording.lang.code(), said)).collect(),
        }
    }

    /// Why a solution fits, if it does.
    fn reasons(&self, solution: &Solution) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let Some(challenge) = self.challenge.as_ref().filter(|c| solution.challenges.contains(c)) {
            reasons.push(Reason::Named(challenge.clone()));
        }
        let topics: Vec<TopicId> = self.topics.iter().filter(|t| solution.topics.contains(t)).cloned().collect();
        if !topics.is_empty() {
            reasons.push(Reason::Topics(topics));
        }
        let (lang, common) = self.common_words(solution);
        if common.len() >= FEW_WORDS {
            reasons.push(Reason::Words(lang, common));
        }
        reasons
    }

    /// The words that both say, in the language in which these are most.
    fn common_words(&self, solution: &Solution) -> (Lang, Vec<String>) {
        let mut most: (Lang, Vec<String>) = (Lang::default(), Vec::new());
        for lang in Lang::ALL {
            let Some(wanted) = self.words.get(lang.code()) else { continue };
            let said: BTreeSet<String> =
                [&solution.name, &solution.text].into_iter().flat_map(|t| words(lang, own(t, lang))).map(|(stem, _)| stem).collect();
            let common: Vec<String> = wanted.iter().filter(|(stem, _)| said.contains(*stem)).map(|(_, word)| word.clone()).collect();
            if common.len() > most.1.len() {
                most = (lang, common);
            }
        }
        most.1.truncate(MOST_WORDS);
        most
    }

    /// The solutions that fit best; what fits equally well is in the order of ids. With a topic only those that are about it.
    pub fn best<'a>(&self, exhibitors: impl IntoIterator<Item = &'a Exhibitor>, topic: Option<&TopicId>, most: usize) -> Vec<Match> {
        let mut found: Vec<Match> = exhibitors
            .into_iter()
            .flat_map(|exhibitor| exhibitor.solutions.iter().map(move |solution| (exhibitor, solution)))
            .filter(|(_, solution)| topic.is_none_or(|t| solution.topics.contains(t)))
            .map(|(exhibitor, solution)| Match { company: exhibitor.id.clone(), solution: solution.id.clone(), reasons: self.reasons(solution) })
            .filter(|found| !found.reasons.is_empty())
            .collect();
        found.sort_by(|a, b| b.points().cmp(&a.points()).then_with(|| (&a.company, &a.solution).cmp(&(&b.company, &b.solution))));
        found.truncate(most);
        found
    }
}

/// A text in one language, without falling back on another.
fn own(text: &Text, lang: Lang) -> &str {
    match lang {
        Lang::En => &text.en,
        Lang::Ru => &text.ru,
        Lang::Ko => &text.ko,
    }
}

/// Words that say nothing of what a text is about, folded.
const EMPTY: &[&str] = &[
    "about",
    "after",
    "also",
    "because",
    "been",
    "before",
    "between",
    "both",
    "cities",
    "city",
    "could",
    "does",
    "each",
    "every",
    "from",
    "have",
    "help",
    "into",
    "know",
    "like",
    "made",
    "make",
    "many",
    "more",
    "most",
    "much",
    "must",
    "need",
    "needs",
    "only",
    "other",
    "over",
    "people",
    "same",
    "shall",
    "should",
    "some",
    "such",
    "take",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "time",
    "under",
    "until",
    "very",
    "want",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "without",
    "would",
    "your",
    "более",
    "были",
    "быть",
    "ваша",
    "всех",
    "город",
    "города",
    "городе",
    "городов",
    "городу",
    "даже",
    "если",
    "есть",
    "еще",
    "или",
    "который",
    "которые",
    "которых",
    "кто",
    "люди",
    "людей",
    "между",
    "можно",
    "могут",
    "мы",
    "надо",
    "наш",
    "него",
    "нужно",
    "нужны",
    "один",
    "они",
    "очень",
    "перед",
    "после",
    "потому",
    "почти",
    "при",
    "свои",
    "себя",
    "также",
    "такие",
    "там",
    "тем",
    "тех",
    "только",
    "хотим",
    "чем",
    "через",
    "что",
    "чтобы",
    "этом",
    "этого",
    "этой",
    "эти",
    "그리고",
    "그러나",
    "대한",
    "도시",
    "때문",
    "또는",
    "많은",
    "모든",
    "사람",
    "시민",
    "어떤",
    "위해",
    "위한",
    "있는",
    "있다",
    "있습니다",
    "없는",
    "하는",
    "합니다",
    "하고",
];

/// The words of a text with what stays of each when its ending goes, by which they are told to be the same.
fn words(lang: Lang, text: &str) -> Vec<(String, String)> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= if lang == Lang::Ko { SHORTEST / 2 } else { SHORTEST })
        .filter(|word| !EMPTY.contains(word) && !word.chars().all(|c| c.is_ascii_digit()))
        .map(|word| (stem(lang, word), word.to_owned()))
        .filter(|(stem, _)| lang != Lang::Ko || !EMPTY.contains(&stem.as_str()))
        .collect()
}

fn stem(lang: Lang, word: &str) -> String {
    let letters = word.chars().count();
    let keep = match lang {
        // What follows the first two syllables is mostly a particle.
        Lang::Ko => 2,
        Lang::Ru if letters >= 6 => letters - 2,
        Lang::En if letters >= 5 && word.ends_with('s') && !word.ends_with("ss") => letters - 1,
        Lang::Ru | Lang::En => letters,
    };
    word.chars().take(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::needs::NeedWording;
    use crate::kernel::ids::{CityId, NeedId};

    fn topic(id: &str) -> TopicId {
        TopicId::parse(id).unwrap()
    }

    fn solution(id: &str, text: &str, topics: &[&str], challenges: &[&str]) -> Solution {
        Solution {
            id: SolutionId::parse(id).unwrap(),
            name: Text { en: id.into(), ..Text::default() },
            text: Text { en: text.into(), ..Text::default() },
            topics: topics.iter().map(|t| topic(t)).collect(),
            challenges: challenges.iter().map(|c| ChallengeId::parse(c).unwrap()).collect(),
        }
    }

    fn exhibitor(id: &str, solutions: Vec<Solution>) -> Exhibitor {
        Exhibitor {
            id: CompanyId::parse(id).unwrap(),
            name: id.to_uppercase(),
            tagline: Text::default(),
            about: Text::default(),
            country: "DE".into(),
            city: "Köln".into(),
            website: None,
            video: None,
            social: Vec::new(),
            contact: None,
            logo: None,
            pictures: Vec::new(),
            documents: Vec::new(),
            solutions,
            references: Vec::new(),
            sample: true,
        }
    }

    fn need(topics: &[&str], challenge: Option<&str>) -> Need {
        Need {
            id: NeedId::parse("n").unwrap(),
            city: CityId::parse("koeln").unwrap(),
            city_name: "Köln".into(),
            wording: NeedWording {
                lang: Lang::En,
                title: "Quiet night buses".into(),
                text: "People wait for buses at night, and the noise of the streets keeps neighbours awake.".into(),
                topics: topics.iter().map(|t| topic(t)).collect(),
                challenge: challenge.map(|c| ChallengeId::parse(c).unwrap()),
                until: "2017-06-29".parse().unwrap(),
            },
        }
    }

    fn all() -> Vec<Exhibitor> {
        vec![
            exhibitor("owls", vec![solution("noise", "Sensors hear the noise of a street at night.", &["open-city"], &[])]),
            exhibitor(
                "foxes",
                vec![solution("maps", "Maps.", &["open-city", "sustainable-city"], &["last-bus"]), solution("other", "Forms.", &[], &[])],
            ),
            exhibitor("hares", vec![solution("signs", "Signs.", &["open-city"], &[])]),
        ]
    }

    #[test]
    fn every_point_has_a_reason_that_is_told() {
        let found = Wanted::of_need(&need(&["open-city"], Some("last-bus"))).best(&all(), None, 10);
        let told: Vec<_> = found.iter().map(|m| (m.company.as_str(), m.solution.as_str(), m.points())).collect();
        assert_eq!(told, [("foxes", "maps", NAMED + TOPIC), ("owls", "noise", TOPIC + 3 * WORD), ("hares", "signs", TOPIC)]);
        assert_eq!(found[1].reasons[1], Reason::Words(Lang::En, vec!["night".into(), "noise".into(), "streets".into()]));
        assert!(found.iter().all(|m| m.points() == m.reasons.iter().map(Reason::points).sum::<u32>()));
    }

    #[test]
    fn the_order_of_what_comes_in_does_not_matter() {
        let wanted = Wanted::of_need(&need(&["open-city", "sustainable-city"], Some("last-bus")));
        let right = wanted.best(&all(), None, 10);
        let mut turned = all();
        turned.reverse();
        for exhibitor in &mut turned {
            exhibitor.solutions.reverse();
            for solution in &mut exhibitor.solutions {
                solution.topics.reverse();
            }
        }
        assert_eq!(wanted.best(&turned, None, 10), right);
        let other = Wanted::of_need(&need(&["sustainable-city", "open-city"], Some("last-bus")));
        assert_eq!(other.best(&turned, None, 10), right);
    }

    #[test]
    fn a_topic_leaves_only_what_is_about_it_and_one_common_word_is_no_reason() {
        let wanted = Wanted::of_need(&need(&["open-city"], None));
        let about = topic("sustainable-city");
        let found = wanted.best(&all(), Some(&about), 10);
        assert_eq!(found.iter().map(|m| m.company.as_str()).collect::<Vec<_>>(), ["foxes"]);
        let one = [exhibitor("bees", vec![solution("x", "A night.", &[], &[])])];
        assert_eq!(wanted.best(&one, None, 10), []);
    }

    #[test]
    fn words_are_the_same_in_other_forms_and_empty_ones_do_not_count() {
        let stems = |lang, text| words(lang, text).into_iter().map(|(stem, _)| stem).collect::<Vec<_>>();
        assert_eq!(stems(Lang::En, "Buses, bus of the CITY with sensors"), ["buse", "sensor"]);
        assert_eq!(
            stems(Lang::Ru, "ночные автобусы"),
            stems(Lang::Ru, "Ночных автобусов")[..1].iter().cloned().chain(["автобу".to_owned()]).collect::<Vec<_>>()
        );
        assert_eq!(stems(Lang::Ko, "버스를 도시에서"), ["버스"]);
    }
}
