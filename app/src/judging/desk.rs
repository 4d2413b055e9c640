//! The organiser's pages: every contest, and one with its terms, panel, progress and steps.

use super::entries;
use super::results::{facts, table};
use super::seal;
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::judging as words;
use crate::words::{fields, organiser};
use domain::judging::contest::TIES;
use domain::judging::{Action, Conflict, Contest, Criterion, Entry, Method, Standing, State, Tie};
use domain::kernel::ids::{AccountId, ContestId, CriterionId};
use domain::kernel::{Lang, Role, Text};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The fewest letters of a reason for looking at scores.
const REASON: usize = 5;

/// Every contest.
pub async fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let contests = rq.store().contests().await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::DeskContests);
    Ok(Page::new(w.title, move || {
        let rows: Vec<_> = contests
            .iter()
            .map(|c| {
                view! {
                    <tr>
                        <th scope="row"><a href=Route::DeskContest(c.id.clone()).path(lang)>{c.title.get(lang).to_owned()}</a></th>
                        <td><span class="state">{words::state(lang, c.state)}</span></td>
                        <td>{c.terms.criteria.len()}</td>
                    </tr>
                }
            })
            .collect();
        let list = match rows.is_empty() {
            true => view! { <div class="empty"><p class="lead">{w.none}</p></div> }.into_any(),
            false => view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.title>
                    <table class="queue">
                        <thead><tr><th scope="col">{w.contest}</th><th scope="col">{w.state}</th><th scope="col">{w.criteria}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        };
        view! { <div class="desk">{nav}<h1>{w.title}</h1><p class="lead">{w.lead}</p>{list}</div> }
    })
    .wide())
}

/// The contest of an id, for an organiser.
pub(super) async fn found(rq: &Request, id: &ContestId) -> Result<Contest, ApiError> {
    rq.organiser()?;
    rq.store().contest(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)
}

/// What an organiser is given of a reason for looking at scores, when it says something.
pub fn reason(rq: &Request) -> Option<String> {
    let typed: String = rq.query("judge_reason").unwrap_or_default().trim().chars().take(500).collect();
    (typed.chars().count() >= REASON).then_some(typed)
}

/// Everything that the page of a contest shows.
struct Known {
    contest: Contest,
    entries: Vec<Entry>,
    panel: Vec<AccountId>,
    names: BTreeMap<String, String>,
    spare: Vec<(String, String)>,
    progress: Vec<(AccountId, domain::kernel::ids::EntryId, Standing)>,
    conflicts: Vec<Conflict>,
}

impl Known {
    async fn of(rq: &Request, id: &ContestId) -> Result<Self, ApiError> {
        let contest = found(rq, id).await?;
        let store = rq.store();
        let entries = match contest.state {
            State::Draft => entries::collect(rq, id).await?,
            _ => store.contest_entries(id).await.map_err(|e| rq.fail(e))?,
        };
        let panel = store.panel(id).await.map_err(|e| rq.fail(e))?;
        let jurors = store.staff().await.map_err(|e| rq.fail(e))?.into_iter().filter(|a| a.roles.contains(&Role::Juror));
        let spare = jurors.filter(|a| !panel.contains(&a.id)).map(|a| (a.id.to_string(), format!("{} ({})", a.name, a.email))).collect();
        let names = store.names(panel.iter().cloned()).await.map_err(|e| rq.fail(e))?;
        let progress = store.judging_progress(id).await.map_err(|e| rq.fail(e))?;
        let conflicts = store.contest_conflicts(id).await.map_err(|e| rq.fail(e))?;
        Ok(Self { contest, entries, panel, names, spare, progress, conflicts })
    }

    fn name(&self, juror: &AccountId) -> String {
        self.names.get(juror.as_str()).cloned().unwrap_or_else(|| juror.to_string())
    }

    fn title(&self, entry: &domain::kernel::ids::EntryId) -> String {
        self.entries.iter().find(|e| e.key == *entry).map_or_else(|| entry.to_string(), |e| e.title.clone())
    }
}

/// One contest.
pub async fn page(rq: &Request, id: &ContestId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let known = Known::of(rq, id).await?;
    let looked = match reason(rq).filter(|_| rq.query("look") == Some("ranking") && known.contest.state >= State::Closed) {
        Some(reason) => {
            rq.store().note_look(&rq.act(""), id, "ranking", &reason).await.map_err(|e| rq.fail(e))?;
            let tally = rq.store().tally(id).await.map_err(|e| rq.fail(e))?;
            Some(seal::outcome(&known.contest, &known.entries, &tally))
        }
        None => None,
    };
    let nav = places(rq, &Route::DeskContests);
    let rq = rq.clone();
    let title = known.contest.title.get(lang).to_owned();
    Ok(Page::new(title.clone(), move || {
        let contest = &known.contest;
        let of_terms = match contest.state {
            State::Draft => view! { {terms(&rq, contest)}{criteria(&rq, contest)} }.into_any(),
            _ => told(lang, contest),
        };
        let results = Route::Results(contest.id.clone()).path(lang);
        let public = (contest.state >= State::Open).then(|| view! { <p><a href=results>{w.results}</a></p> });
        let running = matches!(contest.state, State::Open).then(|| reopening(&rq, &known));
        let declaring = matches!(contest.state, State::Open | State::Closed).then(|| declaring(&rq, &known));
        let shown = looked.as_ref().map(|outcome| view! { <section><h2>{w.preview}</h2>{table(lang, outcome)}</section> });
        view! {
            <div class="desk">
                {nav}
                <div class="desk-head"><h1>{title}</h1><p><span class="state">{words::state(lang, contest.state)}</span></p></div>
                {facts(lang, rq.zone().as_deref(), contest, true)}
                {public}
                {step(&rq, &known)}
                {of_terms}
                {panel(&rq, &known)}
                {(contest.state >= State::Open).then(|| progress(lang, &known))}
                {running}
                {declaring}
                {(contest.state >= State::Closed).then(|| looking(&rq, contest))}
                {shown}
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskContests.path(lang), w.title))
}

/// The step that leads on.
fn step(rq: &Request, known: &Known) -> Option<AnyView> {
    let lang = rq.lang;
    let w = words::words(lang);
    let action = known.contest.state.step()?;
    let (label, says) = words::action(lang, action);
    let form = Form::new(rq, "judging/step");
    let entries = (action == Action::Open).then(|| view! { <p>{w.would_open.replace("{n}", &known.entries.len().to_string())}</p> });
    let inside = view! {
        {form.hidden("contest", known.contest.id.to_string())}
        {form.hidden("version", known.contest.version.to_string())}
        {form.hidden("step", action.code())}
        {form.tick_as("step_sure", w.sure)}
        <p class="actions"><button class="button">{label}</button></p>
    };
    Some(view! { <section class="panel"><h2>{w.next_step}</h2><p>{says}" "{w.irreversible}</p>{entries}{form.view(inside)}</section> }.into_any())
}

fn ties_of(lang: Lang, criteria: &[Criterion]) -> Vec<(String, String)> {
    let of = criteria.iter().map(|c| (Tie::Criterion(c.id.clone()), c.name.get(lang).to_owned()));
    std::iter::once((Tie::Jurors, String::new())).chain(of).map(|(tie, name)| (tie.code(), words::tie(lang, &tie, &name))).collect()
}

/// The form of the terms.
fn terms(rq: &Request, contest: &Contest) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let (terms, title) = (&contest.terms, &contest.title);
    let mut form = Form::new(rq, "judging/save_terms")
        .with("title_en", title.en.clone())
        .with("title_ru", title.ru.clone())
        .with("title_ko", title.ko.clone())
        .with("count_by", terms.method.code())
        .with("least", terms.least.to_string())
        .with("same_country", if terms.same_country { "yes" } else { "" });
    for (field, tie) in TIES.iter().zip(&terms.ties) {
        form = form.with(field, tie.code());
    }
    let methods = Method::ALL.into_iter().map(|m| (m.code().to_owned(), words::method(lang, m).to_owned())).collect();
    let steps: Vec<_> = TIES.into_iter().map(|field| form.select(field, "off", w.no_step.to_owned(), ties_of(lang, &terms.criteria))).collect();
    let inside = view! {
        {form.hidden("contest", contest.id.to_string())}
        {form.hidden("version", contest.version.to_string())}
        {form.line("title_en", "text", "off", true)}
        {form.line("title_ru", "text", "off", false)}
        {form.line("title_ko", "text", "off", false)}
        {form.radios("count_by", methods)}
        {steps}
        {form.line("least", "number", "off", true)}
        {form.tick("same_country")}
        <p class="actions"><button class="button">{w.save_terms}</button></p>
    };
    view! { <section class="panel"><h2>{w.terms}</h2>{form.view(inside)}</section> }.into_any()
}

/// The criteria of a draft, and the form of the one that is being changed.
fn criteria(rq: &Request, contest: &Contest) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let here = Route::DeskContest(contest.id.clone()).path(lang);
    let rows: Vec<_> = contest
        .terms
        .criteria
        .iter()
        .map(|c| {
            let name = c.name.get(lang).to_owned();
            let form = Form::new(rq, "judging/remove_criterion");
            let inside = view! {
                {form.hidden("contest", contest.id.to_string())}
                {form.hidden("version", contest.version.to_string())}
                {form.hidden("criterion", c.id.to_string())}
                <button class="button quiet" aria-label=w.remove_named.replace("{name}", &name)>{w.remove}</button>
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("{here}?criterion={}", c.id)>{name}</a></th>
                    <td>{c.weight}</td><td>"0–"{c.scale}</td><td>{form.view_inline(inside)}</td>
                </tr>
            }
        })
        .collect();
    let list = match rows.is_empty() {
        true => view! { <p>{w.no_criteria}</p> }.into_any(),
        false => view! {
            <div class="scroll" tabindex="0" role="region" aria-label=w.criteria>
                <table class="queue">
                    <thead><tr><th scope="col">{w.criterion}</th><th scope="col">{w.weight}</th><th scope="col">{w.scale}</th><th scope="col">{w.remove}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    let asked = rq.query("criterion").unwrap_or_default();
    let changed = CriterionId::parse(asked).ok().and_then(|id| contest.terms.criterion(&id));
    let add = changed.is_some().then(|| view! { <p><a href=here>{w.add_criterion}</a></p> });
    view! { <section class="panel"><h2>{w.criteria}</h2>{list}{criterion(rq, contest, changed)}{add}</section> }.into_any()
}

fn criterion(rq: &Request, contest: &Contest, changed: Option<&Criterion>) -> AnyView {
    let w = words::words(rq.lang);
    let mut form = Form::new(rq, "judging/save_criterion")
        .with("weight", changed.map_or_else(|| "1".to_owned(), |c| c.weight.to_string()))
        .with("scale", changed.map_or_else(|| "5".to_owned(), |c| c.scale.to_string()));
    if let Some(c) = changed {
        for (fields, text) in CRITERION.into_iter().zip([&c.name, &c.asks, &c.low, &c.high]) {
            let Text { en, ru, ko } = text;
            for (field, text) in fields.into_iter().zip([en, ru, ko]) {
                form = form.with(field, text.clone());
            }
        }
    }
    let lines: Vec<_> = CRITERION
        .into_iter()
        .flatten()
        .map(|field| if field.starts_with("asks") { form.paragraph(field, 2) } else { form.line(field, "text", "off", field == "criterion_name_en") })
        .collect();
    let inside = view! {
        {form.hidden("contest", contest.id.to_string())}
        {form.hidden("version", contest.version.to_string())}
        {form.hidden("criterion", changed.map(|c| c.id.to_string()).unwrap_or_default())}
        {lines}
        {form.line("weight", "number", "off", true)}
        {form.line("scale", "number", "off", true)}
        <p class="actions"><button class="button">{w.save_criterion}</button></p>
    };
    let title = if changed.is_some() { w.change_criterion } else { w.add_criterion };
    view! { <h3>{title}</h3>{form.view(inside)} }.into_any()
}

/// The fields of a criterion's texts: name, what it asks, the ends of the scale.
const CRITERION: [[&str; 3]; 4] = [
    ["criterion_name_en", "criterion_name_ru", "criterion_name_ko"],
    ["asks_en", "asks_ru", "asks_ko"],
    ["low_en", "low_ru", "low_ko"],
    ["high_en", "high_ru", "high_ko"],
];

/// The terms that are fixed.
pub(super) fn told(lang: Lang, contest: &Contest) -> AnyView {
    let w = words::words(lang);
    let terms = &contest.terms;
    let rows: Vec<_> = terms
        .criteria
        .iter()
        .map(|c| view! { <tr><th scope="row">{c.name.get(lang).to_owned()}<p class="fine">{c.asks.get(lang).to_owned()}</p></th><td>{c.weight}</td><td>"0–"{c.scale}</td></tr> })
        .collect();
    let name = |tie: &Tie| match tie {
        Tie::Criterion(id) => terms.criterion(id).map(|c| c.name.get(lang).to_owned()).unwrap_or_default(),
        Tie::Jurors => String::new(),
    };
    let steps: Vec<String> = terms.ties.iter().map(|tie| words::tie(lang, tie, &name(tie))).collect();
    let ladder = if steps.is_empty() { w.ladder_none.to_owned() } else { w.ladder.replace("{steps}", &steps.join(", ")) };
    view! {
        <section>
            <h2>{w.method}</h2>
            <p>{words::method(lang, terms.method)}". "{w.least.replace("{n}", &terms.least.to_string())}" "{ladder}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=w.criteria>
                <table class="queue">
                    <thead><tr><th scope="col">{w.criterion}</th><th scope="col">{w.weight}</th><th scope="col">{w.scale}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The panel, and putting somebody on it.
fn panel(rq: &Request, known: &Known) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let contest = &known.contest;
    let rows: Vec<_> = known
        .panel
        .iter()
        .map(|juror| {
            let name = known.name(juror);
            let form = Form::new(rq, "judging/remove_juror");
            let inside = view! {
                {form.hidden("contest", contest.id.to_string())}
                {form.hidden("juror", juror.to_string())}
                <button class="button quiet" aria-label=w.remove_named.replace("{name}", &name)>{w.remove}</button>
            };
            let remove = (contest.state == State::Draft).then(|| form.view_inline(inside));
            view! { <li><span>{name}</span>{remove}</li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p>{w.panel_none}</p> });
    let add = matches!(contest.state, State::Draft | State::Open).then(|| {
        if known.spare.is_empty() {
            return view! { <p class="fine">{w.invite_first}" "<a href=Route::DeskStaff.path(lang)>{organiser::words(lang).staff}</a></p> }
                .into_any();
        }
        let form = Form::new(rq, "judging/add_juror");
        let inside = view! {
            {form.hidden("contest", contest.id.to_string())}
            {form.select("juror", "off", w.choose.to_owned(), known.spare.clone())}
            <p class="actions"><button class="button quiet">{w.add_juror}</button></p>
        };
        form.view(inside)
    });
    view! { <section class="panel"><h2>{w.panel}</h2>{none}<ul class="rows">{rows}</ul>{add}</section> }.into_any()
}

/// How far each sheet is, without what it says.
fn progress(lang: Lang, known: &Known) -> AnyView {
    let w = words::words(lang);
    let conflict = |juror: &AccountId, entry| known.conflicts.iter().find(|c| c.juror == *juror && c.entry == entry);
    let standing = |juror: &AccountId, entry| known.progress.iter().find(|(j, e, _)| j == juror && *e == entry).map(|(_, _, s)| *s);
    let (mut all, mut done) = (0, 0);
    let rows: Vec<_> = known
        .entries
        .iter()
        .map(|entry| {
            let cells: Vec<_> = known
                .panel
                .iter()
                .map(|juror| {
                    let name = known.name(juror);
                    match (conflict(juror, entry.key.clone()), standing(juror, entry.key.clone())) {
                        (Some(c), _) => view! { <td data-label=name>{w.conflict}" ("{words::ground(lang, c.ground)}")"</td> }.into_any(),
                        (None, found) => {
                            all += 1;
                            done += usize::from(found.is_some_and(|s| s != Standing::Draft));
                            view! { <td data-label=name>{found.map_or(w.none_yet, |s| words::standing(lang, s))}</td> }.into_any()
                        }
                    }
                })
                .collect();
            view! { <tr><th scope="row">{entry.title.clone()}</th>{cells}</tr> }
        })
        .collect();
    let heads: Vec<_> = known.panel.iter().map(|juror| view! { <th scope="col">{known.name(juror)}</th> }).collect();
    let declared: Vec<_> = known
        .conflicts
        .iter()
        .map(|c| {
            let reason = c.reason.as_ref().map(|r| format!(": {r}"));
            view! { <li>{known.name(&c.juror)}" – "{known.title(&c.entry)}" ("{words::ground(lang, c.ground)}{reason}")"</li> }
        })
        .collect();
    let none = declared.is_empty().then(|| view! { <p>{w.conflicts_none}</p> });
    view! {
        <section>
            <h2>{w.progress}</h2>
            <p>{w.progress_lead}" "{w.handed_in_of.replace("{n}", &done.to_string()).replace("{all}", &all.to_string())}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=w.progress>
                <table class="queue stack"><thead><tr><th scope="col">{w.entry}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
        <section><h2>{w.conflicts}</h2>{none}<ul>{declared}</ul></section>
    }
    .into_any()
}

fn reopening(rq: &Request, known: &Known) -> Option<AnyView> {
    let w = words::words(rq.lang);
    let handed_in = known.progress.iter().filter(|(_, _, s)| *s != Standing::Draft);
    let choices: Vec<_> = handed_in.map(|(j, e, _)| (format!("{j}/{e}"), format!("{} – {}", known.name(j), known.title(e)))).collect();
    if choices.is_empty() {
        return None;
    }
    let form = Form::new(rq, "judging/reopen_sheet");
    let inside = view! {
        {form.hidden("contest", known.contest.id.to_string())}
        {form.select("score_sheet", "off", w.choose.to_owned(), choices)}
        {form.paragraph("judge_reason", 2)}
        <p class="actions"><button class="button quiet">{w.reopen}</button></p>
    };
    Some(view! { <section class="panel"><h2>{w.reopen}</h2><p>{w.reopen_lead}</p>{form.view(inside)}</section> }.into_any())
}

fn declaring(rq: &Request, known: &Known) -> AnyView {
    let w = words::words(rq.lang);
    let jurors = known.panel.iter().map(|j| (j.to_string(), known.name(j))).collect();
    let entries = known.entries.iter().map(|e| (e.key.to_string(), e.title.clone())).collect();
    let form = Form::new(rq, "judging/note_conflict");
    let inside = view! {
        {form.hidden("contest", known.contest.id.to_string())}
        {form.select("juror", "off", w.choose.to_owned(), jurors)}
        {form.select("entry", "off", w.choose.to_owned(), entries)}
        {form.paragraph("judge_reason", 2)}
        <p class="actions"><button class="button quiet">{w.declare}</button></p>
    };
    view! { <section class="panel"><h2>{w.declare}</h2><p>{w.declare_lead}</p>{form.view(inside)}</section> }.into_any()
}

/// The ways to scores: before the announcement with a reason, afterwards without.
fn looking(rq: &Request, contest: &Contest) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let file = |form: &str| format!("/{}/desk/contests/{}/scores.{form}", lang.code(), contest.id);
    if contest.state == State::Announced {
        return view! { <p class="fine">{w.take_along}": "<a href=file("csv") download="">"CSV"</a>" "<a href=file("json") download="">"JSON"</a></p> }.into_any();
    }
    view! {
        <section class="panel">
            <h2>{w.look}</h2>
            <p>{w.look_lead}</p>
            <form class="form" method="get" action=Route::DeskContest(contest.id.clone()).path(lang) data-native="">
                <input type="hidden" name="look" value="ranking" />
                <div class="field">
                    <label for="look-reason">{fields::label(lang, "judge_reason").to_owned()}</label>
                    <input id="look-reason" name="judge_reason" type="text" autocomplete="off" required="" minlength="5" maxlength="500" />
                </div>
                <p class="actions">
                    <button class="button quiet">{w.look_ranking}</button>
                    <button class="button quiet" formaction=file("csv")>{w.take_csv}</button>
                    <button class="button quiet" formaction=file("json")>{w.take_json}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
