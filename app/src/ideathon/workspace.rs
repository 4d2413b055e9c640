//! The workspace of a team: what its members write, until when, and what counts as handed in.
//!
//! Always holds: what was typed into a refused form is on the page that answers; where another member changed the same field meanwhile, both texts
//! are there, and the next save is made on what the person has seen.

use crate::error::{ApiError, Refusal};
use crate::event::zone_name;
use crate::files;
use crate::islands::Countdown;
use crate::page::Page;
use crate::platform::{Flash, Request};
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::ideathon as names;
use crate::words::workspace::{self as words, Receipt, Words};
use crate::words::{fields, mail::Letter};
use domain::accounts::Account;
use domain::event::Snapshot;
use domain::files::{FileFacts, Owner};
use domain::ideathon::workspace::{Access, Canvas, CanvasForm, Field, Submission, Workspace, access, is_late, merge};
use domain::ideathon::{self, Lacks, Participant, Phase, Rules, Team};
use domain::kernel::ids::{AccountId, TeamId};
use domain::kernel::{Lang, Role};
use jiff::Timestamp;
use leptos::prelude::*;
use std::sync::Arc;
use store::Mail;

/// The function that saves.
const SAVE: &str = "ideathon/save_work";

/// A team as one sees it who may open its workspace.
pub(super) struct Seat {
    pub(super) me: AccountId,
    pub(super) team: Team,
    pub(super) access: Access,
    pub(super) rules: Rules,
}

impl Seat {
    pub(super) fn name(&self) -> &str {
        &self.team.facts.name
    }

    pub(super) fn members(&self) -> Vec<AccountId> {
        self.team.members.iter().map(|m| m.account.clone()).collect()
    }
}

/// Lets the members of a team in, mentors and organisers; for everybody else there is no such team.
pub(super) async fn seat(rq: &Request, id: &TeamId) -> Result<Seat, ApiError> {
    let (person, _) = rq.signed_in()?;
    let store = rq.store();
    let me = store.participant(&person.account).await.map_err(|e| rq.fail(e))?;
    let team = store.team(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let member = me.as_ref().is_some_and(|p| p.team.as_ref() == Some(id));
    let mentor = me.as_ref().is_some_and(|p| p.mentor);
    let access = access(member, mentor, rq.actor.serves_as(Role::Organiser)).ok_or(ApiError::NotFound)?;
    let (rules, _) = store.ideathon_rules().await.map_err(|e| rq.fail(e))?;
    Ok(Seat { me: person.account.clone(), team, access, rules })
}

/// Denies unless the one who asks may read a team's workspace.
pub async fn may_read(rq: &Request, id: &TeamId) -> Result<(), ApiError> {
    seat(rq, id).await.map(drop)
}

/// Denies unless the one who asks may write in a team's workspace, and the time is not over.
pub async fn may_write(rq: &Request, id: &TeamId) -> Result<(), ApiError> {
    let seat = writer(rq, id).await?;
    is_late(&seat.rules, rq.now).map(drop).map_err(|refusal| ApiError::Refused(Refusal::Ideathon(refusal)))
}

/// A member's seat; who only reads changes nothing.
pub(super) async fn writer(rq: &Request, id: &TeamId) -> Result<Seat, ApiError> {
    let seat = seat(rq, id).await?;
    if seat.access == Access::Writes { Ok(seat) } else { Err(ApiError::Forbidden) }
}

/// The page.
pub async fn page(rq: &Request, id: &TeamId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let seat = seat(rq, id).await?;
    let store = rq.store();
    let there = store.workspace(id).await.map_err(|e| rq.fail(e))?;
    let handed_in = store.submission(id).await.map_err(|e| rq.fail(e))?.map(|(of, _)| of);
    let (form, both) = writing(rq, id, &there).await?;
    let owner = Owner::Team(id.clone());
    let stored = store.files_of(&owner).await.map_err(|e| rq.fail(e))?;
    let mut people: Vec<Participant> = Vec::new();
    for member in seat.members() {
        people.extend(store.participant(&member).await.map_err(|e| rq.fail(e))?);
    }
    let lacks = Lacks::of(&people, &seat.rules);
    let (phase, writes) = (seat.rules.phase(rq.now), seat.access == Access::Writes);
    let open = phase != Phase::Closed;
    let rq = rq.clone();
    let title = format!("{}: {}", w.title, seat.name());
    let (team_path, history) = (Route::Team(id.clone()).path(lang), Route::TeamHistory(id.clone()).path(lang));
    let crumb = (team_path.clone(), seat.name().to_owned());
    Ok(Page::new(title, move || {
        let facts = &seat.team.facts;
        let wanted: Vec<&str> = facts.wanted.iter().map(|s| names::skill(lang, *s)).collect();
        let wanted = (!wanted.is_empty()).then(|| view! { <p class="fine">{w.wanted}": "{wanted.join(", ")}</p> });
        let until = clock(&rq, w, &seat.rules, phase);
        let standing = standing(&rq, w, &there, handed_in.as_ref(), phase);
        let missing = (writes && open).then(|| missing(lang, w, lacks, &there.canvas));
        let saved = there.at.map(|at| view! { <p class="fine">{said_by(w.saved_by, &rq, &there.by, at)}</p> });
        let body = match (writes, open) {
            (true, true) => edit(&rq, w, &seat.team.id, &form, &both, &there),
            // Too late: what was typed is given back all the same.
            (true, false) if form.has_error() => {
                let lost: Vec<_> = Field::ALL.into_iter().map(|field| control(&form, field)).collect();
                view! { <p class="message">{w.not_saved}</p>{form.view(lost)} }.into_any()
            }
            (_, _) => content(lang, &there.canvas),
        };
        let kept: Vec<FileFacts> = stored.iter().map(|file| file.facts.clone()).collect();
        let kept = if writes && open { Some(files::keeping(&rq, &owner, &stored)) } else { files::list(lang, &kept) };
        let save_first = (writes && open).then(|| view! { <p class="fine">{w.save_first}</p> });
        let kept = kept.map(|list| view! { <section class="panel wide" id="files"><h2>{w.files}</h2>{save_first}{list}</section> });
        let reads = (!writes).then(|| view! { <p class="fine">{w.reads_only}</p> });
        view! {
            <h1>{seat.name().to_owned()}</h1>
            <p class="lead">{facts.pitch.clone()}</p>
            {wanted}
            <p>
                <a href=team_path>{w.team_page}</a>" · "<a href=history>{w.history}</a>" · "
                <a href=Route::Mentors.path(lang)>{crate::words::hours::words(lang).title}</a>
            </p>
            <section class="panel wide">{until}{standing}{saved}</section>
            {missing}
            {reads}
            {body}
            {kept}
        }
    })
    .crumb(crumb.0, crumb.1))
}

/// The form, and the fields that somebody else changed too since the version it was filled from. Then it has what both wrote where that is
/// possible, and is made on what is there now.
async fn writing(rq: &Request, id: &TeamId, there: &Workspace) -> Result<(Form, Vec<Field>), ApiError> {
    let changed = ApiError::Refused(Refusal::Ideathon(ideathon::Refusal::ChangedMeanwhile));
    let flash = rq.flash.as_ref().filter(|f| f.endpoint == SAVE && f.error.as_ref() == Some(&changed));
    let typed = flash.and_then(|f| CanvasForm::of(|name| f.value(name).unwrap_or_default().to_owned()).parse().ok().map(|edit| (f, edit)));
    let Some((flash, edit)) = typed else {
        let form = Form::new(rq, SAVE).with("base", there.version.to_string());
        return Ok((Field::ALL.into_iter().fold(form, |form, field| form.with(field.code(), there.canvas.field(field))), Vec::new()));
    };
    let base = flash.value("base").and_then(|n| n.parse().ok()).unwrap_or(0);
    let base = rq.store().work_version(id, base).await.map_err(|e| rq.fail(e))?.map(|v| v.canvas).unwrap_or_default();
    let merged = merge(&base, &there.canvas, &edit);
    let mut values: Vec<(String, String)> = Field::ALL.iter().map(|f| (f.code().to_owned(), merged.canvas.field(*f))).collect();
    values.push(("base".to_owned(), there.version.to_string()));
    let mut together = rq.clone();
    together.flash = Some(Flash { values, ..flash.clone() });
    Ok((Form::new(&together, SAVE), merged.both))
}

fn control(form: &Form, field: Field) -> AnyView {
    match field {
        Field::Title => form.line(field.code(), "text", "off", false),
        Field::Text => form.paragraph(field.code(), 8),
        Field::Problem | Field::Users | Field::Solution | Field::Impact | Field::Links => form.paragraph(field.code(), 4),
    }
}

fn edit(rq: &Request, w: Words, id: &TeamId, form: &Form, both: &[Field], there: &Workspace) -> AnyView {
    let lang = rq.lang;
    let controls: Vec<_> = Field::ALL
        .into_iter()
        .map(|field| {
            let theirs = both.contains(&field).then(|| {
                let text = Some(there.canvas.field(field)).filter(|t| !t.is_empty()).unwrap_or_else(|| w.now_empty.to_owned());
                let who = there.at.map(|at| said_by(w.now_there, rq, &there.by, at));
                view! {
                    <blockquote class="message" data-theirs=field.code()>
                        <p class="kicker">{fields::label(lang, field.code()).to_owned()}" · "{who}</p>
                        <p class="as-typed">{text}</p>
                        <p class="fine">{w.both_changed}</p>
                    </blockquote>
                }
            });
            view! { {theirs}{control(form, field)} }
        })
        .collect();
    let inside = view! {
        {form.hidden("team", id.to_string())}
        {form.hidden("base", form.value("base"))}
        {controls}
        <p class="actions">
            <button class="button quiet">{w.save}</button>
            <button class="button" name="go" value="hand_in">{w.save_and_hand_in}</button>
        </p>
    };
    form.view(inside)
}

/// A sentence with a name and a moment at the venue.
pub(super) fn said_by(sentence: &str, rq: &Request, name: &str, at: Timestamp) -> String {
    let lang = rq.lang;
    let name = if name.is_empty() { words::words(lang).somebody } else { name };
    sentence.replace("{time}", &ui::moment(lang, rq.zone().as_deref(), at)).replace("{name}", name)
}

/// Until when something can be handed in, counted down where there are scripts.
fn clock(rq: &Request, w: Words, rules: &Rules, phase: Phase) -> AnyView {
    let lang = rq.lang;
    let zone = rq.snapshot.as_ref().map(|s| zone_name(&s.event)).unwrap_or_default();
    let time = |at: Timestamp| ui::moment(lang, rq.zone().as_deref(), at);
    let (sentence, end) = match phase {
        Phase::Before | Phase::Forming | Phase::Working => (w.until.replace("{time}", &time(rules.deadline)), rules.deadline),
        Phase::Late => (w.late_now.replace("{time}", &time(rules.closes_at())), rules.closes_at()),
        Phase::Closed => return view! { <p><strong>{w.over}</strong></p> }.into_any(),
    };
    let grace = (phase != Phase::Late && rules.grace_minutes > 0).then(|| w.grace.replace("{time}", &time(rules.closes_at())));
    // The browser counts by its own clock, which takes no part in a rehearsal.
    let until = end.as_second() - rq.services.site.rehearsal.unwrap_or_default().as_secs();
    view! {
        <p><strong>{sentence.replace("{zone}", &zone)}</strong>" "{grace}</p>
        <Countdown until=until days=w.days.to_owned() hours=w.hours.to_owned() minutes=w.minutes.to_owned() seconds=w.seconds.to_owned() />
    }
    .into_any()
}

/// Where handing in stands.
fn standing(rq: &Request, w: Words, there: &Workspace, of: Option<&Submission>, phase: Phase) -> AnyView {
    let open = phase != Phase::Closed;
    let Some(of) = of else {
        let later = (open && there.version > 0).then_some(w.by_itself_later);
        return view! { <p><span class="state">{w.not_handed_in}</span>" "{later}</p> }.into_any();
    };
    let what = w.handed_version.replace("{n}", &of.version.to_string()).replace("{time}", &ui::moment(rq.lang, rq.zone().as_deref(), of.at));
    let late = of.late.then(|| view! { " "<span class="state needs_info">{w.late}</span> });
    let by_itself = of.by_itself.then(|| view! { <p>{w.by_itself}</p> });
    let newer = (open && there.version > of.version).then(|| {
        let replaces = (phase == Phase::Late && !of.late).then_some(w.replaces_in_time);
        view! { <p>{w.newer}" "{replaces}</p> }
    });
    view! { <p><span class="state approved">{w.handed_in}</span>{late}" "{what}</p>{by_itself}{newer} }.into_any()
}

/// What the team and its text still lack.
fn missing(lang: Lang, w: Words, lacks: Lacks, canvas: &Canvas) -> Option<AnyView> {
    let number = |text: &str, n: u8| (n > 0).then(|| text.replace("{n}", &n.to_string()));
    let empty: Vec<&str> = canvas.missing().into_iter().map(|field| fields::label(lang, field.code())).collect();
    let empty = (!empty.is_empty()).then(|| w.lacks_fields.replace("{fields}", &empty.join(", ")));
    let all: Vec<String> = [number(w.lacks_people, lacks.people), number(w.lacks_skills, lacks.skills), empty].into_iter().flatten().collect();
    (!all.is_empty()).then(|| view! { <p class="fine"><strong>{w.lacks}": "</strong>{all.join("; ")}". "{w.lacks_hint}</p> }.into_any())
}

/// What is written, to read.
pub fn content(lang: Lang, canvas: &Canvas) -> AnyView {
    if canvas.is_empty() {
        return view! { <div class="empty"><p class="lead">{words::words(lang).nothing}</p></div> }.into_any();
    }
    let parts: Vec<_> = Field::ALL
        .into_iter()
        .filter(|field| !canvas.field(*field).is_empty())
        .map(|field| view! { <section><h2>{fields::label(lang, field.code()).to_owned()}</h2>{text(canvas, field)}</section> })
        .collect();
    view! { <div class="written">{parts}</div> }.into_any()
}

/// A field, to read.
pub(super) fn text(canvas: &Canvas, field: Field) -> AnyView {
    if field != Field::Links {
        return view! { <p class="as-typed">{canvas.field(field)}</p> }.into_any();
    }
    let links: Vec<_> = canvas
        .links
        .iter()
        .map(|link| view! { <li><a class="as-typed" href=link.url.clone() rel="noopener nofollow ugc">{link.shown().to_owned()}</a></li> })
        .collect();
    view! { <ul>{links}</ul> }.into_any()
}

/// What counts of a team's work.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// The version.
    pub version: u32,
    /// When it was handed in, or saved.
    pub at: Timestamp,
    /// Whether it is late.
    pub late: bool,
    /// Whether nobody handed it in.
    pub by_itself: bool,
}

/// The receipts for a team's members; the jobs of the program write them without a request.
pub fn receipts(base_url: &str, snapshot: Option<&Arc<Snapshot>>, to: &[Account], team: &Team, of: Counts) -> Vec<Mail> {
    let event = snapshot.map(|s| &s.event);
    to.iter()
        .filter(|account| !account.email.is_empty())
        .map(|account| {
            let lang = account.lang;
            let letter = Letter { to: &account.email, lang, name: &account.name, event: event.map_or("Plenary", |e| e.name.get(lang)) };
            let when = ui::moment(lang, event.map(|e| e.time_zone.as_str()), of.at);
            let url = format!("{base_url}{}", Route::TeamWork(team.id.clone()).path(lang));
            let Counts { version, late, by_itself, .. } = of;
            letter.work_receipt(&Receipt { team: &team.facts.name, version, when: &when, late, by_itself, url: &url })
        })
        .collect()
}
