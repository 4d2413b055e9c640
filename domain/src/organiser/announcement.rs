//! Announcements: a message of the secretariat to everybody who fits a filter.
//!
//! Always: who gets it is fixed when it begins to be sent; nobody gets it twice; who has no language in common with it gets the first language it
//! is written in, and is told so.

use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::AnnouncementId;
use crate::kernel::lang::{Lang, Text};
use crate::kernel::text::{line, paragraph};
use jiff::Timestamp;

/// The most characters of a subject and of a text.
const MOST: (u32, u32) = (120, 6000);

/// Where an announcement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Being written.
    Draft,
    /// Waits for its moment.
    Scheduled,
    /// It is being noted who gets it.
    Gathering,
    /// Its letters are being written.
    Sending,
    /// Every letter is written.
    Sent,
    /// Letters that have not left are being taken back.
    Stopping,
    /// It was stopped.
    Stopped,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 7] = [Self::Draft, Self::Scheduled, Self::Gathering, Self::Sending, Self::Sent, Self::Stopping, Self::Stopped];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Gathering => "gathering",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What is announced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The subject.
    pub subject: Text,
    /// The text; `{name}` stands for the name of the one who reads it.
    pub text: Text,
}

/// The fields of the form for a language: subject and text.
pub fn fields(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::En => ("subject_en", "text_en"),
        Lang::Ru => ("subject_ru", "text_ru"),
        Lang::Ko => ("subject_ko", "text_ko"),
    }
}

impl Message {
    /// Reads what was typed: each language has subject and text or neither, and at least one has them.
    pub fn parse(typed: &Self) -> Result<Self, FieldErrors> {
        let (mut errors, mut message) = (FieldErrors::new(), Self::default());
        let mut any = false;
        for lang in Lang::ALL {
            let (subject, text) = (typed.subject.exact(lang), typed.text.exact(lang));
            if subject.trim().is_empty() && text.trim().is_empty() {
                continue;
            }
            any = true;
            let (subject_field, text_field) = fields(lang);
            if let Some(subject) = errors.take(subject_field, line(subject, 1, MOST.0)) {
                set(&mut message.subject, lang, subject);
            }
            if let Some(text) = errors.take(text_field, paragraph(text, 1, MOST.1)) {
                set(&mut message.text, lang, text);
            }
        }
        if !any {
            return Err(FieldErrors::one(fields(Lang::En).0, Problem::Required));
        }
        if errors.is_empty() { Ok(message) } else { Err(errors) }
    }

    /// Subject and text as somebody with this name and language reads them, and the language they are really in.
    pub fn to(&self, lang: Lang, name: &str) -> (String, String, Lang) {
        let (text, really) = self.text.resolve(lang);
        (self.subject.exact(really).replace("{name}", name), text.replace("{name}", name), really)
    }
}

fn set(of: &mut Text, lang: Lang, text: String) {
    match lang {
        Lang::En => of.en = text,
        Lang::Ru => of.ru = text,
        Lang::Ko => of.ko = text,
    }
}

/// An announcement.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// The id.
    pub id: AnnouncementId,
    /// Who wrote it, as the audit trail knows them.
    pub by: String,
    /// When it was begun.
    pub at: Timestamp,
    /// To whom: a filter of the desk as it stands in an address.
    pub filter: String,
    /// What is announced.
    pub message: Message,
    /// Where it stands.
    pub standing: Standing,
    /// When it is or was to be sent.
    pub due: Option<Timestamp>,
    /// Behind which place of the queue people are still to be noted.
    pub cursor: String,
    /// How many get it, as far as they are noted.
    pub total: u32,
    /// How many letters are written.
    pub written: u32,
    /// Counts changes of its text.
    pub version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(en: &str, ru: &str) -> Text {
        Text { en: en.into(), ru: ru.into(), ko: String::new() }
    }

    #[test]
    fn a_language_has_both_subject_and_text_or_neither() {
        let typed = Message { subject: text("Buses", ""), text: text("They leave at 9.", "Автобусы в 9.") };
        assert_eq!(Message::parse(&typed).err(), Some(FieldErrors::one("subject_ru", Problem::Required)));
        assert_eq!(Message::parse(&Message::default()).err(), Some(FieldErrors::one("subject_en", Problem::Required)));
        let typed = Message { subject: text(" Buses ", ""), text: text("They leave at 9.\r\n", " ") };
        assert_eq!(Message::parse(&typed).map(|m| m.text.en), Ok("They leave at 9.".to_owned()));
    }

    #[test]
    fn who_reads_another_language_gets_one_that_is_there() {
        let message = Message { subject: text("For {name}", "Для {name}"), text: text("Hello {name}", "Привет, {name}") };
        assert_eq!(message.to(Lang::Ru, "Аня"), ("Для Аня".to_owned(), "Привет, Аня".to_owned(), Lang::Ru));
        assert_eq!(message.to(Lang::Ko, "김"), ("For 김".to_owned(), "Hello 김".to_owned(), Lang::En));
    }
}
