//! Badges: who somebody is, to be read from two metres away, and a code for the desk.

use crate::PaperError;
use crate::press::{Template, print};
use crate::qr;
use domain::kernel::Lang;
use domain::registration::Category;
use serde::Serialize;

const TEMPLATE: Template = Template { name: "badges.typ", source: include_str!("../templates/badges.typ") };

/// What a badge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// The language that the badge's words are in.
    pub lang: Lang,
    /// The name of the event.
    pub event: String,
    /// Where and when, in one line; may be empty.
    pub place: String,
    /// The category, which has a colour and a shape.
    pub category: Category,
    /// The category in words.
    pub label: String,
    /// The name in the script that the person wants to be read in.
    pub name: String,
    /// The name in Latin letters; shown when it differs.
    pub latin_name: String,
    /// The organisation; may be empty.
    pub organisation: String,
    /// The city; may be empty.
    pub city: String,
    /// The country in words; may be empty.
    pub country: String,
    /// What the QR code says.
    pub code: String,
    /// The same for typing, short and in groups.
    pub printed_code: String,
}

/// On what badges are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Each on a page of its own, A6, as badge printers take them.
    One,
    /// Four to a page of A4, with marks for cutting.
    A4,
}

/// What the template reads.
#[derive(Serialize)]
struct Paper<'a> {
    sheet: &'static str,
    lang: &'static str,
    title: &'a str,
    badges: Vec<Printed<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    lang: &'static str,
    event: &'a str,
    place: &'a str,
    colour: &'static str,
    shape: &'static str,
    label: &'a str,
    name: &'a str,
    latin: &'a str,
    lines: Vec<&'a str>,
    country: &'a str,
    qr: String,
    code: &'a str,
}

/// The badges as PDF. Errors when there are none, or a code is too long.
pub fn badges(badges: &[Badge], sheet: Sheet) -> Result<Vec<u8>, PaperError> {
    let first = badges.first().ok_or(PaperError::Empty)?;
    let sheet = match sheet {
        Sheet::One => "one",
        Sheet::A4 => "a4",
    };
    let printed = badges.iter().map(printed).collect::<Result<_, _>>()?;
    print(&TEMPLATE, &Paper { sheet, lang: first.lang.code(), title: &first.event, badges: printed })
}

fn printed(badge: &Badge) -> Result<Printed<'_>, PaperError> {
    let (colour, shape) = look(badge.category);
    let mut lines: Vec<&str> = Vec::new();
    for line in [badge.organisation.as_str(), badge.city.as_str()] {
        // "City of Seoul" and "Seoul" is once too often only when they are the same.
        if !line.trim().is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    let latin = badge.latin_name.trim();
    Ok(Printed {
        lang: badge.lang.code(),
        event: &badge.event,
        place: &badge.place,
        colour,
        shape,
        label: &badge.label,
        name: badge.name.trim(),
        latin: if latin.eq_ignore_ascii_case(badge.name.trim()) { "" } else { latin },
        lines,
        country: &badge.country,
        qr: qr::svg(&badge.code)?,
        code: &badge.printed_code,
    })
}

/// Colour and shape of a category. Every pair of colour and shape is different, and white words on each colour have a contrast of 5 and more.
fn look(category: Category) -> (&'static str, &'static str) {
    match category {
        Category::Mayor => ("#7a1f3d", "star"),
        Category::Cio => ("#17456b", "square"),
        Category::CityOfficial => ("#17456b", "circle"),
        Category::NationalOfficial => ("#4b3a83", "diamond"),
        Category::Company => ("#8a4510", "square"),
        Category::Academia => ("#4b3a83", "circle"),
        Category::Press => ("#a01f1f", "triangle"),
        Category::Interpreter => ("#3c4650", "diamond"),
        Category::Companion => ("#3c4650", "circle"),
        Category::IdeathonParticipant => ("#0d655a", "triangle"),
        Category::ExhibitorStaff => ("#8a4510", "triangle"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_category_looks_different() {
        let looks: BTreeSet<_> = Category::ALL.into_iter().map(look).collect();
        assert_eq!(looks.len(), Category::ALL.len());
    }
}
