//! The organisers' page of the ideathon: the clock, what is lacking, moving people, the proposal for those left over, writing to teams.

use super::{participant, taking_part};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::ideathon as own;
use crate::words::ideathon_desk as words;
use domain::ideathon::{Hall, Lacks, Matching, Participant, Rules, Team};
use domain::kernel::Lang;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    rq.organiser()?;
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let (rules, version) = rq.store().ideathon_rules().await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::DeskIdeathon);
    let numbers = numbers(lang, &hall);
    let clock = clock(rq, &rules, version);
    let teams = teams(rq, &hall);
    let people = people(rq, &hall);
    let proposal = proposal(rq, &hall);
    let message = message(rq);
    let here = super::board::clock(rq, &rules);
    Ok(Page::new(w.title, move || {
        view! {
            <div class="desk">
                {nav}
                <div class="desk-head"><h1>{w.title}</h1>
                    <p class="actions">
                        <a class="button quiet" href=Route::Projector.path(lang)>{w.projector}</a>
                        <a class="button quiet" href=Route::Board.path(lang)>{own::words(lang).board}</a>
                        <a class="button quiet" href=format!("/{}/desk/ideathon.csv", lang.code()) download="">"CSV"</a>
                        <a class="button quiet" href=format!("/{}/desk/ideathon.json", lang.code()) download="">"JSON"</a>
                    </p>
                </div>
                {here}
                {numbers}
                {proposal}
                {teams}
                {people}
                {message}
                {clock}
            </div>
        }
    })
    .wide())
}

fn live(hall: &Hall) -> Vec<&Team> {
    let mut teams: Vec<&Team> = hall.teams.values().filter(|t| t.ended.is_none()).collect();
    teams.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
    teams
}

fn lacks(hall: &Hall, team: &Team) -> Lacks {
    Lacks::of(team.members.iter().filter_map(|m| hall.people.get(&m.account)), &hall.rules)
}

fn numbers(lang: Lang, hall: &Hall) -> AnyView {
    let w = words::words(lang);
    let teams = live(hall);
    let complete = teams.iter().filter(|t| lacks(hall, t).nothing()).count();
    let looking = hall.people.values().filter(|p| p.is_looking()).count();
    let mentors = hall.people.values().filter(|p| p.mentor).count();
    let cells = [(w.participants, hall.people.len()), (w.teams, teams.len()), (w.complete, complete), (w.looking, looking), (w.mentors, mentors)];
    let cells: Vec<_> = cells.into_iter().map(|(label, n)| view! { <div><dt>{label}</dt><dd>{n}</dd></div> }).collect();
    view! { <dl class="meta">{cells}</dl> }.into_any()
}

/// A moment as the browser's field for it shows it, at the venue.
fn local(zone: &TimeZone, at: Timestamp) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

fn clock(rq: &Request, rules: &Rules, version: i64) -> AnyView {
    let w = words::words(rq.lang);
    let zone = rq.zone().and_then(|z| TimeZone::get(&z).ok()).unwrap_or(TimeZone::UTC);
    let form = Form::new(rq, "ideathon/set_rules")
        .with("team_min", rules.min.to_string())
        .with("team_max", rules.max.to_string())
        .with("most_of_one_city", rules.most_of_one_city.map(|n| n.to_string()).unwrap_or_default())
        .with("least_skills", rules.least_skills.to_string())
        .with("opens_at", local(&zone, rules.opens_at))
        .with("match_at", local(&zone, rules.match_at))
        .with("locks_at", local(&zone, rules.locks_at))
        .with("deadline", local(&zone, rules.deadline))
        .with("grace_minutes", rules.grace_minutes.to_string());
    let open = form.has_error();
    let fields = view! {
        {form.hidden("version", version.to_string())}
        {["team_min", "team_max", "most_of_one_city", "least_skills"].map(|f| form.line(f, "number", "off", f != "most_of_one_city")).into_iter().collect::<Vec<_>>()}
        {["opens_at", "match_at", "locks_at", "deadline"].map(|f| form.line(f, "datetime-local", "off", true)).into_iter().collect::<Vec<_>>()}
        {form.line("grace_minutes", "number", "off", false)}
        <p class="actions"><button class="button">{w.set_rules}</button></p>
    };
    view! { <details class="panel wide" open=open><summary>{w.rules}</summary><p>{w.rules_note}</p>{form.view(fields)}</details> }.into_any()
}

fn teams(rq: &Request, hall: &Hall) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let rows: Vec<_> = live(hall)
        .into_iter()
        .map(|team| {
            let names: Vec<String> = team.members.iter().filter_map(|m| hall.people.get(&m.account)).map(|p| p.name.clone()).collect();
            let lacking = lacks(hall, team);
            let says = if lacking.nothing() { w.complete.to_owned() } else { own::lacks(lang, lacking) };
            view! {
                <tr>
                    <th scope="row" data-label=w.teams><a href=Route::Team(team.id.clone()).path(lang)>{team.facts.name.clone()}</a></th>
                    <td data-label=w.members>{format!("{}: {}", names.len(), names.join(", "))}</td>
                    <td data-label=w.stands>{says}</td>
                </tr>
            }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p class="empty">{w.no_teams}</p> });
    let some = none.is_none();
    let dissolve = some.then(|| {
        let form = Form::new(rq, "ideathon/dissolve_team");
        let choices = live(hall).into_iter().map(|t| (t.id.to_string(), t.facts.name.clone())).collect();
        let fields = view! {
            {form.select("team", "off", w.choose.to_owned(), choices)}
            {form.line("move_reason", "text", "off", true)}
            <button class="button danger">{w.dissolve}</button>
        };
        let open = form.has_error();
        view! { <details class="withdraw" open=open><summary>{w.dissolve}</summary><p>{w.dissolve_note}</p>{form.view(fields)}</details> }
    });
    let table = some.then(|| {
        view! {
            <div class="scroll"><table class="queue stack">
                <thead><tr><th scope="col">{w.teams}</th><th scope="col">{w.members}</th><th scope="col">{w.stands}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
    });
    view! { <section><h2>{w.teams}</h2>{none}{table}{dissolve}</section> }.into_any()
}

fn people(rq: &Request, hall: &Hall) -> AnyView {
    let w = words::words(rq.lang);
    let mut all: Vec<&Participant> = hall.people.values().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.account.cmp(&b.account)));
    let team_name = |p: &Participant| p.team.as_ref().and_then(|t| hall.teams.get(t)).map(|t| t.facts.name.clone());
    let choice = |p: &&Participant| {
        let stands = if p.mentor { w.mentor.to_owned() } else { team_name(p).unwrap_or_else(|| w.no_team.to_owned()) };
        (p.account.to_string(), format!("{}, {} – {stands}", p.name, p.city))
    };
    let choices: Vec<(String, String)> = all.iter().map(choice).collect();
    let without_team = all.iter().filter(|p| p.team.is_none()).map(choice).collect();
    if choices.is_empty() {
        return view! { <section><h2>{w.participants}</h2><p class="empty">{w.no_people}</p></section> }.into_any();
    }
    let targets = live(hall).into_iter().filter(|t| t.free(&hall.rules) > 0).map(|t| (t.id.to_string(), t.facts.name.clone())).collect();
    let form = Form::new(rq, "ideathon/move_person");
    let moving = view! {
        {form.select("person", "off", w.choose.to_owned(), choices)}
        {form.select("team", "off", w.out_of_team.to_owned(), targets)}
        {form.line("move_reason", "text", "off", true)}
        <button class="button">{w.move_person}</button>
    };
    let mentor = Form::new(rq, "ideathon/set_mentor");
    let helping = view! {
        {mentor.select("person", "off", w.choose.to_owned(), without_team)}
        {mentor.radios("mentor", vec![("yes".to_owned(), w.mentor_yes.to_owned()), ("no".to_owned(), w.mentor_no.to_owned())])}
        <button class="button quiet">{w.save}</button>
    };
    view! {
        <section class="panel wide"><h2>{w.move_person}</h2><p>{w.move_note}</p>{form.view(moving)}</section>
        <section class="panel wide"><h2>{w.mentors}</h2><p>{w.mentors_note}</p>{mentor.view(helping)}</section>
    }
    .into_any()
}

/// The proposal for those left over, with what people answered, and a way to change it.
fn proposal(rq: &Request, hall: &Hall) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let version = hall.matching.as_ref().map_or(0, |m| m.version);
    let propose = Form::new(rq, "ideathon/propose_match");
    let again = hall.matching.as_ref().is_some_and(|m| !m.proposal.applied);
    let fields = view! { {propose.hidden("version", version.to_string())}<button class="button quiet">{if again { w.propose_again } else { w.propose }}</button> };
    let table = hall.matching.as_ref().filter(|m| !m.proposal.applied).map(|m| {
        let apply = Form::new(rq, "ideathon/apply_match");
        let now = view! { <button class="button">{w.apply_now}</button> };
        let until = ui::moment(lang, rq.zone().as_deref(), m.proposal.applies_at);
        view! {
            <p>{w.applies.replace("{time}", &until)}" "<span class="fine">{w.seed}" "{m.proposal.seed.clone()}</span></p>
            {groups(rq, hall, m)}
            {apply.view_inline(now)}
        }
    });
    view! { <section class="panel wide"><h2>{w.left_over}</h2><p>{w.match_note}</p>{table}{propose.view(fields)}</section> }.into_any()
}

/// Who would come together, with a form for changes; mentors see it too.
fn groups(rq: &Request, hall: &Hall, matching: &Matching) -> AnyView {
    let w = words::words(rq.lang);
    let name = |id: &domain::kernel::ids::AccountId| hall.people.get(id).map(|p| p.name.clone()).unwrap_or_default();
    let title = |group: &domain::ideathon::Group| match group.team.as_ref().and_then(|t| hall.teams.get(t)) {
        Some(team) => team.facts.name.clone(),
        None => format!("{} {}", w.new_team, group.number + 1),
    };
    let rows: Vec<_> = matching
        .proposal
        .groups
        .iter()
        .map(|group| {
            let people: Vec<String> = group
                .people
                .iter()
                .map(|p| {
                    let answer = match matching.answers.get(&p.person) {
                        Some(true) => w.yes,
                        Some(false) => w.no,
                        None => w.no_answer,
                    };
                    format!("{} ({answer})", name(&p.person))
                })
                .collect();
            view! { <li><strong>{title(group)}</strong>": "{people.join(", ")}</li> }
        })
        .collect();
    let left = (!matching.proposal.left.is_empty()).then(|| {
        let names: Vec<String> = matching.proposal.left.iter().map(name).collect();
        view! { <li><strong>{w.nowhere}</strong>": "{names.join(", ")}</li> }
    });
    let everybody = matching.proposal.groups.iter().flat_map(|g| g.people.iter().map(|p| &p.person)).chain(&matching.proposal.left);
    let people = everybody.map(|id| (id.to_string(), name(id))).collect();
    let targets = matching.proposal.groups.iter().map(|g| (g.number.to_string(), title(g))).collect();
    let form = Form::new(rq, "ideathon/move_match");
    let fields = view! {
        {form.hidden("version", matching.version.to_string())}
        {form.select("person", "off", w.choose.to_owned(), people)}
        {form.select("group", "off", w.nowhere.to_owned(), targets)}
        <button class="button quiet">{w.change}</button>
    };
    let open = form.has_error();
    view! { <ul class="plain">{rows}{left}</ul><details open=open><summary>{w.change}</summary>{form.view(fields)}</details> }.into_any()
}

/// The proposal for mentors, who may change it too; nothing for anybody else or when there is none.
pub async fn for_mentors(rq: &Request) -> Result<Option<AnyView>, ApiError> {
    if !participant(rq).await?.is_some_and(|p| p.mentor) {
        return Ok(None);
    }
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let w = words::words(rq.lang);
    let matching = hall.matching.as_ref().filter(|m| !m.proposal.applied);
    Ok(matching.map(|m| view! { <section class="panel wide"><h2>{w.left_over}</h2>{groups(rq, &hall, m)}</section> }.into_any()))
}

/// Whether the one who asks may change a proposal.
pub async fn may_change_match(rq: &Request) -> Result<(), ApiError> {
    if rq.organiser().is_ok() || taking_part(rq).await?.mentor { Ok(()) } else { Err(ApiError::Forbidden) }
}

fn message(rq: &Request) -> AnyView {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "ideathon/write_teams").with("to_teams", "all");
    let choices = [("all", w.to_all), ("incomplete", w.to_incomplete), ("looking", w.to_looking), ("captains", w.to_captains)];
    let choices = choices.into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
    let fields = view! {
        {form.radios("to_teams", choices)}
        {form.line("message_subject", "text", "off", true)}
        {form.paragraph("message_text", 5)}
        <p class="actions"><button class="button">{w.send}</button></p>
    };
    let open = form.has_error();
    view! { <details class="panel wide" open=open><summary>{w.write}</summary><p>{w.write_note}</p>{form.view(fields)}</details> }.into_any()
}
