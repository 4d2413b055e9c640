//! The visa desk: the queue, and one request with its passport.

use super::{date, letter, open_message, open_passport, zone};
use crate::error::ApiError;
use crate::organiser::{places, trail};
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::{countries, fields, organiser, visa as words};
use domain::kernel::ids::AccountId;
use domain::kernel::{Lang, Role};
use domain::registration::State as Standing;
use domain::visa::state::{Action, next};
use domain::visa::{self, Passport, State, policy};
use leptos::prelude::*;

/// How many requests a page of the queue shows.
const PAGE: usize = 50;

/// The queue.
pub async fn queue(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let (w, common) = (words::words(lang), organiser::words(lang));
    rq.staff(&[Role::VisaDesk])?;
    let state = rq.query("state").and_then(State::parse);
    let after = rq.query("after").map(str::to_owned);
    let counts = rq.store().visa_counts().await.map_err(|e| rq.fail(e))?;
    let page = rq.store().visa_requests(state, after.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let nav = places(rq, &Route::DeskVisa);
    Ok(Page::new(w.desk, move || {
        let here = Route::DeskVisa.path(lang);
        let of = |state: Option<State>| state.map_or_else(|| here.clone(), |s| format!("{here}?state={}", s.code()));
        let total: u64 = counts.iter().map(|(_, n)| n).sum();
        let tiles: Vec<_> = std::iter::once((None, common.all, total))
            .chain(counts.iter().map(|(s, n)| (Some(*s), words::state(lang, *s), *n)))
            .map(|(s, label, n)| view! { <li><a href=of(s) aria-current=(s == state).then_some("true")><b>{n}</b>" "{label}</a></li> })
            .collect();
        let rows: Vec<_> = page
            .rows
            .iter()
            .map(|row| {
                view! {
                    <tr>
                        <th scope="row"><a href=Route::DeskVisaRequest(row.account.clone()).path(lang)>{row.name.clone()}</a></th>
                        <td>{countries::country(lang, &row.country).to_owned()}</td>
                        <td><span class=format!("state {}", row.state.code())>{words::state(lang, row.state)}</span></td>
                        <td class="fine">{ui::moment(lang, zone.as_deref(), row.requested_at)}</td>
                    </tr>
                }
            })
            .collect();
        let table = match (rows.is_empty(), state) {
            (true, Some(_)) => view! { <div class="empty"><p class="lead">{w.none}</p></div> }.into_any(),
            (true, None) => view! { <div class="empty"><p class="lead">{w.none_yet}</p></div> }.into_any(),
            (false, _) => view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.desk>
                    <table class="queue stack">
                        <thead><tr>
                            <th scope="col">{common.name}</th><th scope="col">{fields::label(lang, "country")}</th>
                            <th scope="col">{fields::label(lang, "state")}</th><th scope="col">{w.since}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        };
        let start = of(state);
        let join = if start.contains('?') { '&' } else { '?' };
        let more = page.next.as_deref().map(|key| view! { <a class="button quiet" href=format!("{start}{join}after={key}")>{common.more}</a> });
        let first = after.is_some().then(|| view! { <a href=start.clone()>{common.first}</a> });
        view! { <div class="desk">{nav}<h1>{w.desk}</h1><ul class="counts">{tiles}</ul>{table}<p class="actions">{more}{first}</p></div> }
    })
    .wide())
}

/// One request; opening it opens the passport, which the audit trail notes.
pub async fn request(rq: &Request, id: &AccountId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let (w, common) = (words::words(lang), organiser::words(lang));
    rq.staff(&[Role::VisaDesk])?;
    let (found, account) = rq.store().visa_request_at_desk(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let event = &rq.snapshot()?.event;
    let act = store::Act { actor: &rq.actor, now: rq.now, request: None };
    let sealed = rq.store().read_passport(&act, id).await.map_err(|e| rq.fail(e))?;
    let passport = open_passport(rq, id, sealed.as_deref())?;
    let message = open_message(rq, id, found.message.as_deref())?;
    let takes_part = rq.store().my_registration(id).await.map_err(|e| rq.fail(e))?.is_some_and(|r| r.state == Standing::Approved);
    let history = rq.store().audit_of(&format!("visa:{id}"), None, 50).await.map_err(|e| rq.fail(e))?;
    let rows = trail::lines(rq, history.rows, false).await?;
    let own = !policy::may(&rq.actor, Action::Accept, id);
    let form = Form::new(rq, "visa/decide");
    let erased = found.erased_at.map(|at| w.erased.replace("{date}", &date(lang, zone(event).to_datetime(at).date())));
    let number = found.letter.as_ref().map(|l| (letter::number(event, l), l.clone()));
    let title = found.name.clone();
    let rest = facts(lang, passport.as_ref());
    Ok(Page::new(title.clone(), move || {
        let steps = steps(lang, &found, own);
        let decision = (!steps.is_empty()).then(|| {
            let fields = view! {
                {form.hidden("account", found.account.to_string())}
                {form.hidden("version", found.version.to_string())}
                {form.radios("decision", steps)}
                {form.paragraph("desk_message", 3)}
                <p class="actions"><button class="button">{w.do_it}</button><span class="fine">{common.decide_note}</span></p>
            };
            view! { <section class="panel wide decision"><h2>{w.next_step}</h2>{form.view(fields)}</section> }
        });
        let no_longer = (!takes_part).then(|| view! { <p class="message">{w.no_longer}</p> });
        let message = message.map(|m| view! { <blockquote class="message"><p class="as-typed">{m}</p></blockquote> });
        let there = erased.is_none() && found.state == State::LetterIssued;
        let letter = number.map(|(number, letter)| {
            let path = format!("{}/letter.pdf", Route::DeskVisaRequest(found.account.clone()).path(lang));
            let download = there.then(|| view! { <p><a class="button quiet" href=path data-native="">{w.download}</a></p> });
            view! {
                <dl class="meta"><div><dt>{w.number}</dt><dd>{number}</dd></div><div><dt>{w.code}</dt><dd>{letter.code.to_string()}</dd></div></dl>
                {download}
            }
        });
        let erased = erased.map(|text| view! { <p class="message">{text}</p> });
        view! {
            <div class="desk">
                <header class="desk-head"><h1>{title}</h1><p class=format!("state {}", found.state.code())>{words::state(lang, found.state)}</p></header>
                {no_longer}
                {message}
                {erased}
                {rest}
                {letter}
                {decision}
                <dl class="meta"><div><dt>{common.account}</dt><dd>{account.name}", "{account.email}</dd></div></dl>
                <h2>{common.trail}</h2>
                <ol class="trail">{rows}</ol>
            </div>
        }
    })
    .crumb(Route::DeskVisa.path(lang), w.desk))
}

/// The steps that are possible now, as choices. Nobody decides about themselves.
fn steps(lang: Lang, request: &visa::Request, own: bool) -> Vec<(String, String)> {
    let w = words::words(lang);
    let issue = if request.state == State::LetterIssued { w.issue_again } else { w.issue };
    let all = [
        (Action::Accept, "accept", w.accept),
        (Action::Issue, "issue", issue),
        (Action::Ask, "ask", w.ask),
        (Action::Decline, "decline", w.decline),
        (Action::Revoke, "revoke", w.revoke),
    ];
    all.into_iter()
        .filter(|(action, _, _)| !own && next(request.state, *action).is_ok())
        .filter(|(action, _, _)| *action != Action::Issue || request.erased_at.is_none())
        .map(|(_, code, label)| (code.to_owned(), label.to_owned()))
        .collect()
}

/// What the passport says.
fn facts(lang: Lang, passport: Option<&Passport>) -> Option<AnyView> {
    let w = words::words(lang);
    let passport = passport?;
    let country = |code: &str| countries::country(lang, code).to_owned();
    let rows: Vec<_> = [
        ("passport_number", passport.number.clone()),
        ("issuing_country", country(&passport.issuing_country)),
        ("nationality", country(&passport.nationality)),
        ("date_of_birth", date(lang, passport.date_of_birth)),
        ("passport_expiry", date(lang, passport.expiry)),
        ("consulate", passport.consulate.clone()),
        ("arrival", date(lang, passport.arrival)),
        ("departure", date(lang, passport.departure)),
    ]
    .into_iter()
    .map(|(field, value)| view! { <div><dt>{fields::label(lang, field)}</dt><dd class="as-typed">{value}</dd></div> })
    .collect();
    Some(
        view! { <section class="summary"><header><h2>{w.passport}</h2><p class="fine">{w.passport_note}</p></header><dl>{rows}</dl></section> }
            .into_any(),
    )
}
