//! The letter as it is printed: the words of a language around the facts that it was issued with.

use super::{date, open_facts};
use crate::error::{ApiError, Refusal};
use crate::platform::Request;
use crate::route::Route;
use crate::words::{countries, registration, visa as words};
use domain::event::Event;
use domain::kernel::Role;
use domain::kernel::ids::AccountId;
use domain::visa::{self, Facts, Letter};
use papers::VisaLetter;

/// The person's own letter, in the language of the request.
pub async fn own(rq: &Request) -> Result<(Letter, VisaLetter), ApiError> {
    let (person, _) = rq.signed_in()?;
    let found = rq.store().my_visa_letter(&person.account).await.map_err(|e| rq.fail(e))?;
    paper(rq, &person.account, found)
}

/// Somebody's letter for the visa desk, in the language of the request; the audit trail notes it.
pub async fn at_desk(rq: &Request, account: &AccountId) -> Result<(Letter, VisaLetter), ApiError> {
    rq.staff(&[Role::VisaDesk])?;
    let act = store::Act { actor: &rq.actor, now: rq.now, request: None };
    let found = rq.store().read_visa_letter(&act, account).await.map_err(|e| rq.fail(e))?;
    paper(rq, account, found)
}

/// The number of a letter as people write it, such as `2017-0042`.
pub fn number(event: &Event, letter: &Letter) -> String {
    format!("{}-{:04}", event.starts_on.year(), letter.number)
}

/// The address under which a letter is checked.
pub fn url(rq: &Request, letter: &Letter) -> String {
    format!("{}{}", rq.services.site.base_url, Route::CheckLetter(Some(letter.code.to_string())).path(rq.lang))
}

fn paper(rq: &Request, account: &AccountId, found: Option<(Letter, Option<String>)>) -> Result<(Letter, VisaLetter), ApiError> {
    let (letter, sealed) = found.filter(|(letter, _)| letter.revoked_at.is_none()).ok_or(ApiError::NotFound)?;
    let sealed = sealed.ok_or(ApiError::Refused(Refusal::Visa(visa::Refusal::Erased)))?;
    let facts = open_facts(rq, account, letter.turn, &sealed)?;
    let written = write(rq, &rq.snapshot()?.event, &letter, &facts);
    Ok((letter, written))
}

fn write(rq: &Request, event: &Event, letter: &Letter, facts: &Facts) -> VisaLetter {
    let lang = rq.lang;
    let w = words::paper(lang);
    let (passport, name) = (&facts.passport, event.name.get(lang));
    let place = event.place.get(lang);
    let days = crate::event::dates(lang, event);
    let issued = super::zone(event).to_datetime(letter.issued_at).date();
    let fact = |label: &str, value: String| (label.to_owned(), value);
    let stay = w.stay_says.replace("{from}", &date(lang, passport.arrival)).replace("{to}", &date(lang, passport.departure));
    let passport_says = w
        .passport_says
        .replace("{country}", countries::country(lang, &passport.issuing_country))
        .replace("{date}", &date(lang, passport.expiry))
        .replace("{number}", &passport.number);
    let category = registration::category(lang, facts.category);
    let place_of = format!("{}, {}", facts.city, countries::country(lang, &facts.country));
    VisaLetter {
        lang,
        sender: name.to_owned(),
        place: format!("{place} · {days}"),
        title: w.title.to_owned(),
        marks: vec![fact(w.number, number(event, letter)), fact(w.date, date(lang, issued))],
        addressee: w.addressee.replace("{city}", &passport.consulate),
        before: vec![w.opening.to_owned(), w.invites.replace("{place}", place).replace("{days}", &days).replace("{event}", name)],
        facts: vec![
            // As in the passport, whose machine readable zone knows capitals only.
            fact(w.name, format!("{} {}", facts.given_name, facts.family_name.to_uppercase())),
            fact(w.birth, date(lang, passport.date_of_birth)),
            fact(w.nationality, countries::country(lang, &passport.nationality).to_owned()),
            fact(w.passport, passport_says),
            fact(w.takes_part, format!("{category}: {}, {}, {place_of}", facts.position, facts.organisation)),
            fact(w.stay, stay),
        ],
        after: vec![w.costs.to_owned()],
        closing: w.closing.to_owned(),
        signatory: format!("{}\n{}", w.signatory, event.organiser.get(lang)),
        check: w.check.to_owned(),
        url: url(rq, letter),
        code: letter.code.to_string(),
        foot: if rq.services.site.rehearsal.is_some() { w.rehearsal.to_owned() } else { String::new() },
    }
}
