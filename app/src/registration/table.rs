//! People as a table: rows of a spreadsheet or a CSV file, each read on its own.

use domain::kernel::text::Email;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::city::words_of;
use domain::registration::{City, Draft, Registration, State};
use store::Member;

/// How many people of a delegation are looked at.
pub const MOST_PEOPLE: usize = 1000;
/// How many rows a table may have.
const MOST_ROWS: usize = 200;

/// What may be in a table; the first four must.
pub const COLUMNS: [&str; 11] =
    ["given_name", "family_name", "category", "position", "email", "badge_name", "organisation", "phone", "languages", "diet", "diet_note"];

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Its number in the table; the first row after the names of the columns is 1.
    pub number: usize,
    /// The name, for the one who looks.
    pub name: String,
    /// What it comes to.
    pub outcome: Outcome,
}

/// What a row comes to.
#[derive(Debug)]
pub enum Outcome {
    /// Somebody to register.
    Fine(Box<Member>),
    /// Somebody who is registered already.
    Known,
    /// What is wrong.
    Wrong(FieldErrors),
}

/// Reads somebody whom a head of a delegation registers; every problem is told at once.
pub fn member(email: &str, draft: Draft) -> Result<Member, FieldErrors> {
    let mut errors = draft.complete().err().unwrap_or_default();
    let email = match email.trim() {
        "" => None,
        typed => errors.take("email", Email::parse(typed)),
    };
    if errors.is_empty() { Ok(Member { email, draft }) } else { Err(errors) }
}

/// Reads a table. Rows of cells are separated by the sign that the first row uses most: comma, semicolon or tab.
pub fn read(text: &str, city: &City, known: &[Registration]) -> Result<Vec<Row>, Problem> {
    let first = text.lines().next().unwrap_or_default();
    if first.trim().is_empty() {
        return Err(Problem::Required);
    }
    let count = |sign: char| first.matches(sign).count();
    let sign = [',', ';', '\t'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(sign).unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let columns: Vec<String> = reader.headers().map_err(|_| Problem::NotATable)?.iter().map(|h| h.to_lowercase().replace(' ', "_")).collect();
    if COLUMNS.iter().take(4).any(|needed| !columns.iter().any(|c| c == needed)) {
        return Err(Problem::NotATable);
    }
    let here: Vec<String> = known
        .iter()
        .filter(|r| !matches!(r.state, State::Withdrawn | State::Superseded | State::Rejected))
        .map(|r| words_of(&r.draft.full_name()))
        .collect();
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate().take(MOST_ROWS) {
        let record = record.map_err(|_| Problem::NotATable)?;
        let cell = |name: &str| columns.iter().position(|c| c == name).and_then(|at| record.get(at)).unwrap_or_default().to_owned();
        let codes = |name: &str| cell(name).split([',', ' ', '/']).filter(|c| !c.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(",");
        let or = |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
        let draft = Draft {
            given_name: cell("given_name"),
            family_name: cell("family_name"),
            badge_name: cell("badge_name"),
            category: cell("category").to_lowercase().replace(' ', "_"),
            city: city.name().to_owned(),
            country: city.facts.country.clone(),
            organisation: or(cell("organisation"), city.name()),
            position: cell("position"),
            phone: cell("phone"),
            languages: or(codes("languages"), "en"),
            diet: codes("diet"),
            diet_note: cell("diet_note"),
            consent_handling: "yes".to_owned(),
            ..Draft::default()
        };
        let name = draft.full_name();
        let outcome = match member(&cell("email"), draft) {
            _ if here.contains(&words_of(&name)) => Outcome::Known,
            Ok(member) => Outcome::Fine(Box::new(member)),
            Err(errors) => Outcome::Wrong(errors),
        };
        rows.push(Row { number: index + 1, name, outcome });
    }
    if rows.is_empty() { Err(Problem::Required) } else { Ok(rows) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kernel::ids::CityId;
    use domain::registration::{CityDraft, Fee, Membership};

    fn city() -> City {
        City {
            id: CityId::parse("porto").unwrap(),
            facts: CityDraft {
                names: vec!["Porto".to_owned()],
                country: "PT".to_owned(),
                membership: Membership::Full,
                fee: Fee::Paid,
                cap: None,
                endorses: false,
                heads: Vec::new(),
            },
            registered: 0,
            voter: None,
            alternates: Vec::new(),
            version: 1,
        }
    }

    #[test]
    fn each_row_is_right_or_says_what_is_wrong() {
        let text = "\u{feff}Given name;Family name;Category;Position;Email;Languages\n\
                    Ана;Силва;mayor;Mayor;ana@x.org;pt en\n\
                    Rui;;emperor;CIO;no address;\n";
        let rows = read(text, &city(), &[]).unwrap();
        let Outcome::Fine(member) = &rows[0].outcome else { panic!("{:?}", rows[0]) };
        assert_eq!((member.draft.languages.as_str(), member.draft.organisation.as_str()), ("pt,en", "Porto"));
        let Outcome::Wrong(errors) = &rows[1].outcome else { panic!("{:?}", rows[1]) };
        let fields: Vec<&str> = errors.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["family_name", "category", "email"]);
    }

    #[test]
    fn what_is_no_table_is_said_to_be_none() {
        for bad in ["just words", "given_name,family_name\nA,B"] {
            assert_eq!(read(bad, &city(), &[]).err(), Some(Problem::NotATable), "{bad}");
        }
        assert_eq!(read(" ", &city(), &[]).err(), Some(Problem::Required));
        let quoted = "given_name,family_name,category,position\n\"Ana, the\",Silva,cio,\"Head,\ndigital\"\n";
        assert_eq!(read(quoted, &city(), &[]).unwrap()[0].name, "Ana, the Silva");
    }
}
