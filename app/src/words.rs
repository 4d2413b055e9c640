//! Every word of the site, one struct an area and one constant a language: a missing text does not compile.

/// Words with their three languages beside each other: name, English, Russian, Korean.
macro_rules! texts {
    ($($name:ident: $en:expr, $ru:expr, $ko:expr;)*) => {
        /// The words.
        #[derive(Clone, Copy)]
        #[expect(missing_docs, reason = "the English text says what each one is")]
        pub struct Words {
            $(pub $name: &'static str,)*
        }

        /// The words in a language.
        pub fn words(lang: domain::kernel::Lang) -> Words {
            Words { $($name: $crate::words::pick(lang, $en, $ru, $ko),)* }
        }
    };
}

pub mod accounts;
pub mod aide;
pub mod announcements;
pub mod board;
pub mod bulk;
pub mod challenges;
pub mod checkin;
pub mod countries;
pub mod data;
pub mod delegation;
pub mod event;
pub mod fields;
pub mod files;
pub mod forum;
pub mod forum_catalogue;
pub mod forum_leads;
pub mod forum_list;
pub mod forum_meetings;
pub mod forum_needs;
pub mod forum_plan;
pub mod forum_profile;
pub mod forum_stats;
pub mod hours;
pub mod ideas;
pub mod ideathon;
pub mod ideathon_desk;
pub mod judging;
pub mod mail;
pub mod organiser;
pub mod passkey;
pub mod people;
pub mod programme;
pub mod registration;
pub mod retention;
pub mod second_factor;
pub mod seeing;
pub mod shell;
pub mod twins;
pub mod visa;
pub mod workspace;

use crate::error::{ApiError, Refusal};
use domain::kernel::Lang;

/// Chooses among the three languages.
pub fn pick<T>(lang: Lang, en: T, ru: T, ko: T) -> T {
    match lang {
        Lang::En => en,
        Lang::Ru => ru,
        Lang::Ko => ko,
    }
}

/// The sentence for an error, with the next step in it. Of invalid fields it only says that there are some.
pub fn error(lang: Lang, error: &ApiError) -> String {
    let w = shell::words(lang);
    match error {
        ApiError::Invalid(_) => w.invalid.to_owned(),
        ApiError::SignInFirst => w.sign_in_first.to_owned(),
        ApiError::Forbidden => w.forbidden.to_owned(),
        ApiError::SecondFactorFirst => second_factor::words(lang).needed.to_owned(),
        ApiError::NotFound => w.not_found.to_owned(),
        ApiError::Refused(Refusal::Accounts(refusal)) => accounts::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Places(refusal)) => registration::places_refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Registration(refusal)) => registration::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Visa(refusal)) => visa::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::CheckIn(refusal)) => checkin::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Organiser(refusal)) => organiser::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Forum(refusal)) => forum::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Ideathon(refusal)) => ideathon::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Ideas(refusal)) => ideas::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Files(refusal)) => files::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::Judging(refusal)) => judging::refusal(lang, *refusal).to_owned(),
        ApiError::Refused(Refusal::SentBefore) => w.sent_before.to_owned(),
        ApiError::TooMany => w.too_many.to_owned(),
        ApiError::Busy => w.busy.to_owned(),
        ApiError::Broken { reference } => w.broken.replace("{reference}", reference),
        ApiError::Transport => w.transport.to_owned(),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    accounts::notice(lang, code)
        .or_else(|| registration::notice(lang, code))
        .or_else(|| delegation::notice(lang, code))
        .or_else(|| organiser::notice(lang, code))
        .or_else(|| visa::notice(lang, code))
        .or_else(|| checkin::notice(lang, code))
        .or_else(|| forum::notice(lang, code))
        .or_else(|| forum_plan::notice(lang, code))
        .or_else(|| forum_list::notice(lang, code))
        .or_else(|| forum_profile::notice(lang, code))
        .or_else(|| forum_leads::notice(lang, code))
        .or_else(|| forum_meetings::notice(lang, code))
        .or_else(|| forum_needs::notice(lang, code))
        .or_else(|| ideathon::notice(lang, code))
        .or_else(|| ideathon_desk::notice(lang, code))
        .or_else(|| ideas::notice(lang, code))
        .or_else(|| challenges::notice(lang, code))
        .or_else(|| files::notice(lang, code))
        .or_else(|| workspace::notice(lang, code))
        .or_else(|| hours::notice(lang, code))
        .or_else(|| judging::notice(lang, code))
}
