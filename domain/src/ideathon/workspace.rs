//! The workspace of a team: what its members write together, how edits made at once come together, and what counts as handed in.
//!
//! Always: an edit is made on a version; what only one of two changed since then is kept from both, and what both changed is decided by a person
//! who sees both texts.

use super::{Phase, Refusal, Rules};
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::TeamId;
use crate::kernel::text::{line, paragraph};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many links a workspace has at most.
pub const MOST_LINKS: usize = 10;

/// A field of the workspace; the unit in which edits come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title of the pitch.
    Title,
    /// The pitch in full.
    Text,
    /// What is wrong in the city.
    Problem,
    /// For whom it is.
    Users,
    /// What the team proposes.
    Solution,
    /// What would be different.
    Impact,
    /// Links to what is elsewhere.
    Links,
}

impl Field {
    /// Every field, in the order of the page.
    pub const ALL: [Self; 7] = [Self::Title, Self::Text, Self::Problem, Self::Users, Self::Solution, Self::Impact, Self::Links];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "pitch_title",
            Self::Text => "pitch_text",
            Self::Problem => "canvas_problem",
            Self::Users => "canvas_users",
            Self::Solution => "canvas_solution",
            Self::Impact => "canvas_impact",
            Self::Links => "work_links",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// A link with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address, http or https.
    pub url: String,
    /// What it is called; empty when nobody said.
    pub label: String,
}

impl Link {
    /// Reads a line of the form: an address and, before or after it, a label.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let typed = line(typed, 1, 300)?;
        let (addresses, words): (Vec<&str>, Vec<&str>) = typed.split(' ').partition(|word| is_address(word));
        let [url] = addresses.as_slice() else { return Err(Problem::NotALink) };
        if url.chars().count() > 200 {
            return Err(Problem::TooLong { max: 200 });
        }
        let label = line(&words.join(" "), 0, 60)?;
        Ok(Self { url: (*url).to_owned(), label })
    }

    /// What is shown of it: the label, else the address without its scheme.
    pub fn shown(&self) -> &str {
        let bare = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        if self.label.is_empty() { bare.trim_end_matches('/') } else { &self.label }
    }

    fn text(&self) -> String {
        format!("{} {}", self.url, self.label).trim_end().to_owned()
    }
}

/// Whether a word is an address that a browser may be sent to: http or https, a host without a name and password before it, and no characters
/// that would end it in a text.
pub fn is_address(word: &str) -> bool {
    let lower = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    let Some(rest) = scheme.and_then(|scheme| word.get(scheme.len()..)) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let good_host = host.starts_with(|c: char| c.is_alphanumeric() || c == '[') && host.chars().all(|c| c.is_alphanumeric() || "-.:[]_".contains(c));
    good_host && !word.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c))
}

/// What the members of a team write together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Canvas {
    /// The title of the pitch.
    pub title: String,
    /// The pitch in full.
    pub text: String,
    /// What is wrong in the city.
    pub problem: String,
    /// For whom it is.
    pub users: String,
    /// What the team proposes.
    pub solution: String,
    /// What would be different.
    pub impact: String,
    /// Links to what is elsewhere.
    pub links: Vec<Link>,
}

impl Canvas {
    /// A field as it stands in the form.
    pub fn field(&self, field: Field) -> String {
        match field {
            Field::Title => self.title.clone(),
            Field::Text => self.text.clone(),
            Field::Problem => self.problem.clone(),
            Field::Users => self.users.clone(),
            Field::Solution => self.solution.clone(),
            Field::Impact => self.impact.clone(),
            Field::Links => self.links.iter().map(Link::text).collect::<Vec<_>>().join("\n"),
        }
    }

    /// Takes a field over from another canvas.
    fn take(&mut self, field: Field, from: &Self) {
        match field {
            Field::Title => self.title.clone_from(&from.title),
            Field::Text => self.text.clone_from(&from.text),
            Field::Problem => self.problem.clone_from(&from.problem),
            Field::Users => self.users.clone_from(&from.users),
            Field::Solution => self.solution.clone_from(&from.solution),
            Field::Impact => self.impact.clone_from(&from.impact),
            Field::Links => self.links.clone_from(&from.links),
        }
    }

    fn same(&self, field: Field, other: &Self) -> bool {
        match field {
            Field::Title => self.title == other.title,
            Field::Text => self.text == other.text,
            Field::Problem => self.problem == other.problem,
            Field::Users => self.users == other.users,
            Field::Solution => self.solution == other.solution,
            Field::Impact => self.impact == other.impact,
            Field::Links => self.links == other.links,
        }
    }

    /// The fields that differ.
    pub fn differs(&self, other: &Self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.same(*field, other)).collect()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The fields that a jury would miss: nothing is written there. Links are nobody's duty.
    pub fn missing(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|f| *f != Field::Links && self.field(*f).is_empty()).collect()
    }
}

/// What comes of an edit that was made on a version which may no longer be the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The edit on top of what is there now. A field that both changed has the edit's text.
    pub canvas: Canvas,
    /// The fields that both changed, each in another way: a person has to look.
    pub both: Vec<Field>,
}

/// Brings an edit, made on `base`, together with what is there `now`.
pub fn merge(base: &Canvas, now: &Canvas, edit: &Canvas) -> Merged {
    let mut merged = Merged { canvas: now.clone(), both: Vec::new() };
    for field in Field::ALL {
        if edit.same(field, base) {
            continue;
        }
        if !now.same(field, base) && !now.same(field, edit) {
            merged.both.push(field);
        }
        merged.canvas.take(field, edit);
    }
    merged
}

/// The form of the workspace, as typed.
#[derive(Clone, Debug, Default)]
pub struct CanvasForm {
    /// The title of the pitch.
    pub title: String,
    /// The pitch in full.
    pub text: String,
    /// What is wrong in the city.
    pub problem: String,
    /// For whom it is.
    pub users: String,
    /// What the team proposes.
    pub solution: String,
    /// What would be different.
    pub impact: String,
    /// Links, one a line.
    pub links: String,
}

impl CanvasForm {
    /// A form out of named values, such as a refused form gives them back.
    pub fn of(value: impl Fn(&str) -> String) -> Self {
        Self {
            title: value(Field::Title.code()),
            text: value(Field::Text.code()),
            problem: value(Field::Problem.code()),
            users: value(Field::Users.code()),
            solution: value(Field::Solution.code()),
            impact: value(Field::Impact.code()),
            links: value(Field::Links.code()),
        }
    }

    /// What the team writes, or what is wrong with it. Everything may be empty.
    pub fn parse(&self) -> Result<Canvas, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.take(Field::Title.code(), line(&self.title, 0, 120));
        let text = errors.take(Field::Text.code(), paragraph(&self.text, 0, 1500));
        let mut part = |field: Field, typed: &str| errors.take(field.code(), paragraph(typed, 0, 1000));
        let (problem, users) = (part(Field::Problem, &self.problem), part(Field::Users, &self.users));
        let (solution, impact) = (part(Field::Solution, &self.solution), part(Field::Impact, &self.impact));
        let links: Result<Vec<Link>, Problem> = self.links.lines().filter(|l| !l.trim().is_empty()).map(Link::parse).collect();
        let links = links.and_then(|links| if links.len() > MOST_LINKS { Err(Problem::TooMany { max: 10 }) } else { Ok(links) });
        let links = errors.take(Field::Links.code(), links);
        match (title, text, problem, users, solution, impact, links) {
            (Some(title), Some(text), Some(problem), Some(users), Some(solution), Some(impact), Some(links)) => {
                Ok(Canvas { title, text, problem, users, solution, impact, links })
            }
            _ => Err(errors),
        }
    }
}

/// The workspace as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workspace {
    /// How many times it was saved; 0 when nobody has written anything.
    pub version: u32,
    /// What is written.
    pub canvas: Canvas,
    /// When it was saved last.
    pub at: Option<Timestamp>,
    /// By whom, as the others know them; empty when it is not known any more.
    pub by: String,
}

/// A saved version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// By whom, as the others know them; empty when it is not known any more.
    pub by: String,
    /// What changed.
    pub changed: Vec<Field>,
    /// The version whose text it brought back.
    pub restored: Option<u32>,
    /// What was written then.
    pub canvas: Canvas,
}

/// What a team handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Whose it is.
    pub team: TeamId,
    /// The team's name.
    pub name: String,
    /// What the team wants to do, in a sentence.
    pub pitch: String,
    /// The version that counts.
    pub version: u32,
    /// When it was handed in; of one that counts by itself, when it was saved.
    pub at: Timestamp,
    /// Whether that was after the deadline.
    pub late: bool,
    /// Whether nobody handed it in: what was saved last counts.
    pub by_itself: bool,
}

/// Whether handing in or saving at this moment is late; refused when it is over.
pub fn is_late(rules: &Rules, now: Timestamp) -> Result<bool, Refusal> {
    match rules.phase(now) {
        Phase::Before | Phase::Forming | Phase::Working => Ok(false),
        Phase::Late => Ok(true),
        Phase::Closed => Err(Refusal::Over),
    }
}

/// Which version counts of a team that handed nothing in, and whether it is late: the last one before the deadline, else the last one of the time
/// of grace. `saved` is number and moment of every version, in any order.
pub fn counts_by_itself(rules: &Rules, saved: &[(u32, Timestamp)]) -> Option<(u32, Timestamp, bool)> {
    let last = |late: bool| saved.iter().copied().filter(|(_, at)| is_late(rules, *at) == Ok(late)).max_by_key(|(number, _)| *number);
    last(false).map(|(number, at)| (number, at, false)).or_else(|| last(true).map(|(number, at)| (number, at, true)))
}

/// Who looks at a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A member: reads and writes.
    Writes,
    /// A mentor or an organiser: reads.
    Reads,
}

/// What somebody may do with the workspace of a team; `None` for whom it does not exist.
pub fn access(member: bool, mentor: bool, organiser: bool) -> Option<Access> {
    if member { Some(Access::Writes) } else { (mentor || organiser).then_some(Access::Reads) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn rules() -> Rules {
        let at = |second| Timestamp::from_second(second).unwrap();
        Rules { opens_at: at(100), match_at: at(100), locks_at: at(200), deadline: at(300), grace_minutes: 1, ..Rules::default() }
    }

    fn canvas(words: &[u8; 7]) -> Canvas {
        let word = |n: u8| if n == 0 { String::new() } else { format!("w{n}") };
        let [a, b, c, d, e, f, g] = *words;
        let links = (0..g).map(|n| Link { url: format!("https://x.org/{n}"), label: word(g) }).collect();
        Canvas { title: word(a), text: word(b), problem: word(c), users: word(d), solution: word(e), impact: word(f), links }
    }

    fn any_canvas() -> impl Strategy<Value = Canvas> {
        proptest::array::uniform7(0u8..3).prop_map(|words| canvas(&words))
    }

    proptest! {
        #[test]
        fn nothing_that_one_of_two_wrote_is_lost_without_being_told(base in any_canvas(), now in any_canvas(), edit in any_canvas()) {
            let merged = merge(&base, &now, &edit);
            for field in Field::ALL {
                let (was, is, typed, came) = (base.field(field), now.field(field), edit.field(field), merged.canvas.field(field));
                let told = merged.both.contains(&field);
                prop_assert_eq!(told, was != is && was != typed && is != typed);
                prop_assert_eq!(&came, if typed == was { &is } else { &typed });
                prop_assert!(told || came == is || is == was);
                prop_assert!(told || came == typed || typed == was);
            }
        }

        #[test]
        fn edits_that_do_not_touch_the_same_field_come_together_in_either_order(base in any_canvas(), one in any_canvas(), other in any_canvas()) {
            let there = merge(&base, &one, &other);
            let back = merge(&base, &other, &one);
            prop_assert_eq!(&there.both, &back.both);
            if there.both.is_empty() {
                prop_assert_eq!(there.canvas, back.canvas);
            }
        }

        #[test]
        fn an_edit_of_what_is_there_now_is_what_was_typed(now in any_canvas(), edit in any_canvas()) {
            prop_assert_eq!(merge(&now, &now, &edit), Merged { canvas: edit.clone(), both: vec![] });
            // Sent twice, it changes nothing the second time.
            prop_assert_eq!(merge(&now, &edit, &edit), Merged { canvas: edit, both: vec![] });
        }

        #[test]
        fn a_form_shows_what_it_reads(canvas in any_canvas()) {
            let form = CanvasForm::of(|name| canvas.field(Field::parse(name).unwrap()).replace('\n', "\r\n"));
            prop_assert_eq!(form.parse().unwrap(), canvas);
        }
    }

    #[test]
    fn links_are_addresses_of_the_web_with_a_label_on_either_side() {
        let read = |typed: &str| Link::parse(typed).map(|l| (l.url.clone(), l.shown().to_owned()));
        assert_eq!(read("https://x.org/a Our board"), Ok(("https://x.org/a".to_owned(), "Our board".to_owned())));
        assert_eq!(read(" Our  board http://x.org "), Ok(("http://x.org".to_owned(), "Our board".to_owned())));
        assert_eq!(read("HTTPS://x.org/"), Ok(("HTTPS://x.org/".to_owned(), "x.org".to_owned())));
        for bad in [
            "our board",
            "javascript:alert(1)",
            "ftp://x.org",
            "https://",
            "https:///x",
            "https://a@evil.org",
            "https://x.org https://y.org",
            "https://x.org/\"onclick=",
            "data:text/html,x",
        ] {
            assert_eq!(read(bad), Err(Problem::NotALink), "{bad}");
        }
        let many = "https://x.org\n".repeat(11);
        let errors = CanvasForm { links: many, title: "x".repeat(121), ..CanvasForm::default() }.parse().unwrap_err();
        assert_eq!(errors.of("work_links"), Some(&Problem::TooMany { max: 10 }));
        assert_eq!(errors.of("pitch_title"), Some(&Problem::TooLong { max: 120 }));
    }

    #[test]
    fn the_last_millisecond_decides_what_is_late_and_what_is_over() {
        let rules = rules();
        let milli = SignedDuration::from_millis(1);
        let (deadline, end) = (rules.deadline, rules.closes_at());
        assert_eq!((is_late(&rules, deadline - milli), is_late(&rules, deadline)), (Ok(false), Ok(true)));
        assert_eq!((is_late(&rules, end - milli), is_late(&rules, end)), (Ok(true), Err(Refusal::Over)));
        let strict = Rules { grace_minutes: 0, ..rules };
        assert_eq!((is_late(&strict, deadline - milli), is_late(&strict, deadline)), (Ok(false), Err(Refusal::Over)));
    }

    #[test]
    fn what_was_saved_last_before_the_deadline_counts_by_itself_and_only_without_it_something_late() {
        let rules = rules();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(counts_by_itself(&rules, &[]), None);
        assert_eq!(counts_by_itself(&rules, &[(2, at(250)), (1, at(150)), (3, at(300))]), Some((2, at(250), false)));
        assert_eq!(counts_by_itself(&rules, &[(1, at(310)), (2, at(359)), (3, at(360))]), Some((2, at(359), true)));
        assert_eq!(counts_by_itself(&rules, &[(1, at(360))]), None);
    }

    #[test]
    fn members_write_and_mentors_and_organisers_read() {
        assert_eq!(access(true, false, true), Some(Access::Writes));
        assert_eq!((access(false, true, false), access(false, false, true)), (Some(Access::Reads), Some(Access::Reads)));
        assert_eq!(access(false, false, false), None);
    }
}
