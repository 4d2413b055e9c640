//! The server functions of who gets which booth, and of what companies wish.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::booths::{Table, seen};
use super::{company_id, letters_to, of_company};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::forum_plan::{self as words, News};
use domain::forum::plan::{Wishes, wishes_count};
use domain::forum::{self, CompanyRole};
use domain::kernel::ids::{BoothId, CompanyId};
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;
use store::Mail;

/// Letters to a company's administrators about its booth.
async fn letters(rq: &Request, table: &Table, news: News, company: &CompanyId, booth: &BoothId) -> Result<Vec<Mail>, ApiError> {
    let people = rq.store().company_people(company).await.map_err(|e| rq.fail(e))?;
    let Some((hall, booth)) = table.booth(booth) else { return Ok(Vec::new()) };
    let name = table.name(company);
    Ok(letters_to(rq, &people, |letter, lang| {
        let url = format!("{}{}", rq.services.site.base_url, Route::CompanyBooth(company.clone()).path(lang));
        words::letter(letter, news, &name, &booth.number, hall.name.get(lang), &url)
    }))
}

/// Gives a company a booth; asks once more when something speaks against it.
#[server(endpoint = "forum/assign_booth", prefix = "/api")]
pub async fn assign_booth(
    company: String,
    version: u32,
    #[server(default)] booth: String,
    #[server(default)] assign_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = company_id(&company)?;
    rq.store().company(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let booth = BoothId::parse(&booth).map_err(|_| FieldErrors::one("booth", Problem::Required))?;
    let table = Table::read(&rq).await?;
    table.booth(&booth).ok_or(ApiError::Refused(Refusal::Forum(forum::Refusal::BoothGone)))?;
    let here = Route::DeskBooths.path(rq.lang);
    let free = table.booth(&booth).is_some_and(|(_, booth)| !booth.taken);
    if assign_sure != "yes" && free && !table.warnings(rq.lang, &id, &booth).is_empty() {
        redirect(&format!("{here}?company={id}&booth={booth}#confirm"), None);
        return Ok(());
    }
    let mails = letters(&rq, &table, News::Assigned, &id, &booth).await?;
    rq.store().assign_booth(&rq.act(&request_id), (&booth, &id), version, None, mails).await.map_err(|e| rq.fail(e))?;
    redirect(&here, Some("booth_assigned"));
    Ok(())
}

/// Takes a company's booth back.
#[server(endpoint = "forum/take_booth_back", prefix = "/api")]
pub async fn take_booth_back(booth: String, company: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = company_id(&company)?;
    let booth = BoothId::parse(&booth).map_err(|_| ApiError::NotFound)?;
    let table = Table::read(&rq).await?;
    table.booth(&booth).ok_or(ApiError::NotFound)?;
    let mails = letters(&rq, &table, News::TakenBack, &id, &booth).await?;
    rq.store().take_booth_back(&rq.act(&request_id), (&booth, &id), mails).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskBooths.path(rq.lang), Some("booth_taken_back"));
    Ok(())
}

/// Lets two companies exchange their booths; shows first what it would mean, and asks.
#[server(endpoint = "forum/swap_booths", prefix = "/api")]
pub async fn swap_booths(
    #[server(default)] swap_one: String,
    #[server(default)] swap_other: String,
    #[server(default)] swap_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let mut errors = FieldErrors::new();
    let one = errors.take("swap_one", seen(&swap_one).ok_or(Problem::Required));
    let other = seen(&swap_other).ok_or(Problem::Required).and_then(|pair| if swap_one == swap_other { Err(Problem::NotAChoice) } else { Ok(pair) });
    let other = errors.take("swap_other", other);
    let (Some(one), Some(other)) = (one, other) else { return Err(errors.into()) };
    let here = Route::DeskBooths.path(rq.lang);
    if swap_sure != "yes" {
        redirect(&format!("{here}?swap_one={swap_one}&swap_other={swap_other}#exchange"), None);
        return Ok(());
    }
    let table = Table::read(&rq).await?;
    let mut mails = letters(&rq, &table, News::Changed, &one.1, &other.0).await?;
    mails.extend(letters(&rq, &table, News::Changed, &other.1, &one.0).await?);
    rq.store().swap_booths(&rq.act(&request_id), (&one.0, &one.1), (&other.0, &other.1), mails).await.map_err(|e| rq.fail(e))?;
    redirect(&here, Some("booths_swapped"));
    Ok(())
}

/// Gives the booths of a proposal that are ticked, each in a transaction of its own; what does not fit any more is told.
#[server(endpoint = "forum/apply_proposal", prefix = "/api")]
pub async fn apply_proposal(#[server(default)] lines: Vec<String>, #[server(default)] seed: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let read = |line: &String| {
        let (company, rest) = line.split_once(':')?;
        let (booth, version) = rest.split_once(':')?;
        Some((CompanyId::parse(company).ok()?, BoothId::parse(booth).ok()?, version.parse::<u32>().ok()?))
    };
    let chosen: Vec<(CompanyId, BoothId, u32)> =
        lines.iter().map(read).collect::<Option<_>>().ok_or_else(|| FieldErrors::one("lines", Problem::NotAChoice))?;
    if chosen.is_empty() {
        return Err(FieldErrors::one("lines", Problem::Required).into());
    }
    let seed: String = seed.chars().take(40).collect();
    let table = Table::read(&rq).await?;
    let act = rq.act(&request_id);
    let mut left = Vec::new();
    for (company, booth, version) in chosen {
        let mails = letters(&rq, &table, News::Assigned, &company, &booth).await?;
        match rq.store().assign_booth(&act, (&booth, &company), version, Some(&seed), mails).await.map_err(|e| rq.fail(e)) {
            Ok(()) => {}
            Err(ApiError::Refused(Refusal::Forum(refusal))) => {
                left.push(format!("{company}~{}", refusal.code().trim_start_matches("forum.")));
            }
            Err(ApiError::NotFound) => left.push(format!("{company}~not_now")),
            Err(error) => return Err(error),
        }
    }
    let here = Route::DeskBooths.path(rq.lang);
    if left.is_empty() {
        redirect(&here, Some("booths_given"));
    } else {
        redirect(&format!("{here}?left={}", left.join(",")), None);
    }
    Ok(())
}

/// Keeps which booths a company would like, and beside whom it would rather not be.
#[server(endpoint = "forum/save_wishes", prefix = "/api")]
pub async fn save_wishes(
    company: String,
    version: u32,
    #[server(default)] wish_1: String,
    #[server(default)] wish_2: String,
    #[server(default)] wish_3: String,
    #[server(default)] wish_4: String,
    #[server(default)] wish_5: String,
    #[server(default)] competitor_1: String,
    #[server(default)] competitor_2: String,
    #[server(default)] competitor_3: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let snapshot = rq.snapshot()?;
    let mut errors = FieldErrors::new();
    let (mut booths, mut competitors) = (Vec::new(), Vec::new());
    let wished = [("wish_1", wish_1), ("wish_2", wish_2), ("wish_3", wish_3), ("wish_4", wish_4), ("wish_5", wish_5)];
    for (field, raw) in wished.iter().filter(|(_, raw)| !raw.is_empty()) {
        let known = BoothId::parse(raw).ok().filter(|id| snapshot.halls.iter().any(|hall| hall.booth(id).is_some()));
        match known.filter(|id| !booths.contains(id)) {
            Some(id) => booths.push(id),
            None => errors.0.push(((*field).to_owned(), Problem::NotAChoice)),
        }
    }
    let named = [("competitor_1", competitor_1), ("competitor_2", competitor_2), ("competitor_3", competitor_3)];
    for (field, raw) in named.iter().filter(|(_, raw)| !raw.is_empty()) {
        let known = CompanyId::parse(raw).ok().filter(|id| *id != of.id && snapshot.exhibitor(id).is_some());
        match known {
            Some(id) if !competitors.contains(&id) => competitors.push(id),
            Some(_) => {}
            None => errors.0.push(((*field).to_owned(), Problem::NotAChoice)),
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    if !wishes_count(of.standing, of.booth.is_some()) && booths.is_empty() {
        // The form of a company that has a booth asks for its neighbours alone.
        booths = rq.store().booth_wishes(&of.id).await.map_err(|e| rq.fail(e))?.booths;
    }
    let wishes = Wishes { booths, competitors, version };
    rq.store().save_booth_wishes(&rq.act(&request_id), &of.id, &wishes).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyBooth(of.id).path(rq.lang), Some("wishes_saved"));
    Ok(())
}
