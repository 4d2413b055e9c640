//! The pages of one's own registration: where it stands, and the steps of its form.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::programme::language;
use crate::words::registration as words;
use crate::words::{countries, fields};
use domain::kernel::Lang;
use domain::kernel::ids::PartyId;
use domain::registration::form::{ACCESS, CONSENTS, DIETS, LANGUAGES};
use domain::registration::state::{Action, next};
use domain::registration::{Category, Draft, Registration, State, Step, pool};
use leptos::prelude::*;

/// Where a registration stands and what comes next, on one's own place and on its own page.
///
/// `here` says that this is the registration's own page, which needs no way to itself.
pub fn standing(lang: Lang, registration: Option<&Registration>, open: bool, here: bool) -> AnyView {
    let w = words::words(lang);
    let state = registration.map(|r| r.state);
    let message = registration.and_then(|r| r.message.clone()).filter(|_| matches!(state, Some(State::NeedsInfo | State::Rejected)));
    let message = message.map(|m| view! { <blockquote class="message"><p class="kicker">{w.message}</p><p class="as-typed">{m}</p></blockquote> });
    let first = registration.and_then(|r| r.draft.first_incomplete()).unwrap_or(Step::Review);
    let action = match state {
        None if open => Some((Route::Step(Step::Person), w.begin)),
        Some(State::Draft | State::NeedsInfo) if open => Some((Route::Step(first), w.go_on)),
        Some(_) if !here => Some((Route::Registration, w.title)),
        _ => None,
    };
    let action = action.map(|(to, label)| view! { <p class="actions"><a class="button" href=to.path(lang)>{label}</a></p> });
    let badge = state.map(|s| view! { <p class=format!("state {}", s.code())>{words::state(lang, s)}</p> });
    let heading = (!here).then(|| view! { <h2>{w.title}</h2> });
    let says = match state {
        Some(state) => words::meaning(lang, state),
        None if open => w.begin_lead,
        None => w.closed,
    };
    view! { <section class="panel wide standing">{heading}{badge}<p>{says}</p>{message}{action}</section> }.into_any()
}

/// The page of the registration.
pub async fn status(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let account = rq.on_behalf()?;
    let registration = rq.store().my_registration(&account.id).await.map_err(|e| rq.fail(e))?;
    let open = rq.snapshot.as_ref().is_some_and(|s| s.event.registration_open);
    let zone = rq.zone();
    let (withdraw, reopen) = (Form::new(rq, "registration/withdraw"), Form::new(rq, "registration/reopen"));
    let place = place(rq, registration.as_ref()).await?;
    let page = Page::new(w.title, move || {
        let details = registration.as_ref().map(|r| {
            let handed_in =
                r.submitted_at.map(|at| view! { <p class="fine">{w.handed_in.replace("{date}", &ui::moment(lang, zone.as_deref(), at))}</p> });
            view! { {handed_in}{answers(lang, &r.draft, false)} }
        });
        let may = |action: Action| registration.as_ref().is_some_and(|r| next(r.state, action).is_ok());
        let reopen = (open && may(Action::Reopen)).then(|| {
            let again = registration.as_ref().is_some_and(|r| r.state == State::Withdrawn);
            let label = if again { w.reopen } else { w.edit };
            let button = view! { <p class="actions"><button class="button quiet">{label}</button></p> };
            let note = (!again).then(|| view! { <p class="fine">{w.edit_note}</p> });
            view! { {note}{reopen.view(button)} }
        });
        let amend = (open && may(Action::Amend)).then(|| {
            let links: Vec<_> = Step::ALL
                .into_iter()
                .filter(|step| *step != Step::Review)
                .map(|step| view! { <li><a href=Route::Step(step).path(lang)>{w.amend.replace("{step}", words::step(lang, step))}</a></li> })
                .collect();
            view! { <section><p>{w.amend_note}</p><ul class="plain">{links}</ul></section> }
        });
        let withdraw = may(Action::Withdraw).then(|| {
            let fields = view! { {withdraw.tick_as("withdraw_sure", w.withdraw_sure)}<p class="actions"><button class="button danger">{w.withdraw}</button></p> };
            view! { <details class="withdraw" open=withdraw.has_error()><summary>{w.withdraw}</summary>{withdraw.view(fields)}</details> }
        });
        let (title, privacy) = (w.title, crate::words::shell::words(lang).privacy);
        view! { <h1>{title}</h1>{standing(lang, registration.as_ref(), open, true)}{place}{details}{amend}{reopen}{withdraw}<p><a href=Route::Privacy.path(lang)>{privacy}</a></p> }
    });
    Ok(page.crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// The place of a registration: the offer and what to do with it, the place in line, or the way back to the list.
async fn place(rq: &Request, registration: Option<&Registration>) -> Result<Option<AnyView>, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let Some(registration) = registration else { return Ok(None) };
    let button = |form: Form, class: &'static str, label: &'static str| form.view_inline(view! { <button class=class>{label}</button> });
    Ok(match registration.state {
        State::Offered => {
            let until = registration.offer_until.map(|until| w.kept_until.replace("{date}", &ui::moment(lang, rq.zone().as_deref(), until)));
            let take = button(Form::new(rq, "registration/accept_offer"), "button", w.take_place);
            let decline = button(Form::new(rq, "registration/decline_offer"), "button quiet", w.decline_place);
            Some(view! { <section><p class="lead">{until}</p><div class="actions">{take}{decline}</div></section> }.into_any())
        }
        State::Waitlisted => {
            let category = Category::parse(&registration.draft.category).ok_or(ApiError::NotFound)?;
            let party = PartyId::parse(registration.id.as_str()).map_err(|_| ApiError::NotFound)?;
            let position = rq.store().place_in_line(&pool(category), &party).await.map_err(|e| rq.fail(e))?;
            let line = position.map(|n| view! { <p class="lead">{w.in_line.replace("{n}", &n.to_string())}</p> });
            Some(view! { <section>{line}<p>{w.line_rule}</p></section> }.into_any())
        }
        State::Lapsed => {
            let again = button(Form::new(rq, "registration/ask_again"), "button", w.ask_again);
            Some(view! { <section><div class="actions">{again}</div></section> }.into_any())
        }
        _ => None,
    })
}

/// A step of the form.
pub async fn step(rq: &Request, step: Step) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let account = rq.on_behalf()?;
    let registration = rq.store().my_registration(&account.id).await.map_err(|e| rq.fail(e))?;
    let open = rq.snapshot.as_ref().is_some_and(|s| s.event.registration_open);
    let amending = registration.as_ref().is_some_and(|r| next(r.state, Action::Amend).is_ok() && step != Step::Review);
    let editable = open && (amending || registration.as_ref().is_none_or(|r| next(r.state, Action::Save).is_ok()));
    if !editable {
        return status(rq).await;
    }
    let version = registration.as_ref().map_or(0, |r| r.version);
    let draft = registration.map(|r| r.draft).unwrap_or_default();
    let mut form = Form::new(rq, "registration/save_step");
    for field in Draft::fields(step) {
        form = form.with(field, draft.get(field).unwrap_or_default());
    }
    // A step that was filled once says at once what is missing; a fresh one does not scold.
    let begun = Draft::fields(step).iter().any(|f| draft.get(f).is_some_and(|v| !v.is_empty()));
    if begun {
        form = form.or_problems(draft.problems(step));
    }
    if step == Step::Person && !begun {
        let (given, family) = account.name.rsplit_once(' ').unwrap_or((account.name.as_str(), ""));
        form = form.with("given_name", given).with("family_name", family);
    }
    let submit = Form::new(rq, "registration/submit");
    let title = format!("{}: {}", w.title, words::step(lang, step));
    Ok(Page::new(title, move || {
        let body = match step {
            Step::Review => review(lang, &draft, version, &submit).into_any(),
            _ => {
                let back = step.previous().map(|s| view! { <a href=Route::Step(s).path(lang)>{w.back}</a> });
                let buttons = match amending {
                    true => view! {
                        <p class="fine">{w.amend_note}</p>
                        <p class="actions">
                            <button class="button" name="go" value="amend">{crate::words::accounts::words(lang).save}</button>
                            <a href=Route::Registration.path(lang)>{w.back}</a>
                        </p>
                    }
                    .into_any(),
                    false => view! {
                        <p class="actions">
                            <button class="button" name="go" value="next">{w.next}</button>
                            <button class="button quiet" name="go" value="later">{w.later}</button>
                            {back}
                        </p>
                    }
                    .into_any(),
                };
                let fields = view! {
                    {form.hidden("step", step.code())}
                    {form.hidden("version", version.to_string())}
                    {controls_of(lang, step, &form)}
                    {buttons}
                };
                form.view(fields).into_any()
            }
        };
        let progress = (!amending).then(|| progress(lang, step, &draft));
        view! { <div class="panel wide">{progress}<h1>{words::step(lang, step)}</h1>{body}</div> }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title)
    .crumb(Route::Registration.path(lang), w.title))
}

fn progress(lang: Lang, here: Step, draft: &Draft) -> impl IntoView + use<> {
    let w = words::words(lang);
    let number = 1 + Step::ALL.iter().position(|s| *s == here).unwrap_or(0);
    let of = w.step_of.replace("{n}", &number.to_string()).replace("{all}", &Step::ALL.len().to_string());
    let steps: Vec<_> = Step::ALL
        .into_iter()
        .map(|s| {
            let current = (s == here).then_some("step");
            let done = s != Step::Review && draft.problems(s).is_empty();
            view! { <li class:done=done><a href=Route::Step(s).path(lang) aria-current=current>{words::step(lang, s)}</a></li> }
        })
        .collect();
    view! { <nav class="progress" aria-label=w.steps><p class="kicker">{of}</p><ol>{steps}</ol></nav> }
}

/// The controls of a step.
pub fn controls_of(lang: Lang, step: Step, form: &Form) -> AnyView {
    let w = words::words(lang);
    let languages = || LANGUAGES.iter().map(|c| ((*c).to_owned(), language(lang, c))).collect::<Vec<_>>();
    let needs = |codes: &[&str]| codes.iter().map(|c| ((*c).to_owned(), words::need(lang, c).to_owned())).collect::<Vec<_>>();
    match step {
        Step::Person => {
            let categories = Category::ALL.into_iter().map(|c| (c.code().to_owned(), words::category(lang, c).to_owned())).collect();
            view! {
                {form.line("given_name", "text", "given-name", true)}
                {form.line("family_name", "text", "family-name", true)}
                {form.line("badge_name", "text", "off", false)}
                {form.select("category", "off", w.choose.to_owned(), categories)}
            }
            .into_any()
        }
        Step::City => view! {
            {form.line("city", "text", "address-level2", true)}
            {form.select("country", "country", w.choose.to_owned(), countries::all(lang))}
            {form.line("organisation", "text", "organization", true)}
            {form.line("position", "text", "organization-title", true)}
            {form.line("phone", "tel", "tel", false)}
        }
        .into_any(),
        Step::Needs => view! {
            {form.boxes("languages", languages())}
            {form.select("interpretation", "off", w.nothing.to_owned(), languages())}
            {form.boxes("diet", needs(&DIETS))}
            {form.paragraph("diet_note", 2)}
            {form.boxes("access", needs(&ACCESS))}
            {form.paragraph("access_note", 2)}
        }
        .into_any(),
        Step::Consents => CONSENTS.iter().map(|(field, _)| form.tick(field)).collect::<Vec<_>>().into_any(),
        Step::Review => ().into_any(),
    }
}

fn review(lang: Lang, draft: &Draft, version: u32, form: &Form) -> impl IntoView + use<> {
    let w = words::words(lang);
    let missing = draft.first_incomplete().is_some();
    let fields =
        view! { {form.hidden("version", version.to_string())}<p class="actions"><button class="button" disabled=missing>{w.submit}</button></p> };
    let missing = missing.then(|| view! { <p class="message">{w.missing}</p> });
    view! { <p class="lead">{w.review_lead}</p>{missing}{answers(lang, draft, true)}{form.view(fields)} }
}

/// The answers step by step, with what is wrong with them; `edit` adds the way to change them.
pub fn answers(lang: Lang, draft: &Draft, edit: bool) -> AnyView {
    let w = words::words(lang);
    Step::ALL
        .into_iter()
        .filter(|s| *s != Step::Review)
        .map(|step| {
            let problems = draft.problems(step);
            let rows: Vec<_> = Draft::fields(step)
                .iter()
                .map(|field| {
                    let wrong = edit.then(|| problems.of(field)).flatten().map(|p| view! { <span class="problem">{fields::problem(lang, p)}</span> });
                    view! { <div><dt>{fields::label(lang, field)}</dt><dd class="as-typed">{answer(lang, field, draft.get(field).unwrap_or_default())}{wrong}</dd></div> }
                })
                .collect();
            let change = edit.then(|| view! { <a href=Route::Step(step).path(lang)>{w.change}<span class="unseen">": "{words::step(lang, step)}</span></a> });
            view! { <section class="summary"><header><h2>{words::step(lang, step)}</h2>{change}</header><dl>{rows}</dl></section> }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// An answer in words.
pub fn answer(lang: Lang, field: &str, value: &str) -> String {
    let w = words::words(lang);
    let each = |name: &dyn Fn(&str) -> String| value.split(',').filter(|c| !c.is_empty()).map(name).collect::<Vec<_>>().join(", ");
    let text = match field {
        "category" => Category::parse(value).map(|c| words::category(lang, c).to_owned()).unwrap_or_default(),
        "country" if !value.is_empty() => countries::country(lang, value).to_owned(),
        "languages" | "interpretation" => each(&|c| language(lang, c)),
        "diet" | "access" => each(&|c| words::need(lang, c).to_owned()),
        "consent_handling" | "consent_list" | "consent_pictures" | "consent_news" => if value == "yes" { w.yes } else { w.no }.to_owned(),
        _ => value.to_owned(),
    };
    if text.is_empty() { w.nothing.to_owned() } else { text }
}
