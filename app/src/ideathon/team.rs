//! A team's page: for its members everything about it, for others what the board says and a way to ask.

use super::{challenge_ids, challenges, places, skills, taking_part};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::ui::qr::qr;
use crate::words::ideathon as words;
use domain::ideathon::{Hall, Lacks, Participant, Phase, Side, Team};
use domain::kernel::Lang;
use domain::kernel::ids::TeamId;
use leptos::prelude::*;

/// The form of a new team.
pub async fn new(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    taking_part(rq).await?;
    let idea = rq.query("idea").unwrap_or_default().to_owned();
    let challenge = rq.query("challenge").unwrap_or_default().to_owned();
    let form = Form::new(rq, "ideathon/create_team").with("challenge", challenge).with("idea", idea);
    let nav = places(rq, &Route::TeamNew);
    let all = choices(rq);
    Ok(Page::new(w.new_team, move || {
        let hidden = form.hidden("idea", form.value("idea"));
        let fields = view! { {hidden}{about(&form, lang, all)}<p class="actions"><button class="button">{w.make_team}</button></p> };
        view! { {nav}<h1>{w.new_team}</h1><p class="lead">{w.new_team_lead}</p>{form.view(fields)} }
    })
    .crumb(Route::Board.path(lang), w.board))
}

fn choices(rq: &Request) -> Vec<(String, String)> {
    challenges(rq).into_iter().map(|(id, title)| (id.to_string(), title)).collect()
}

/// The fields of what a team says of itself.
fn about(form: &Form, lang: Lang, challenges: Vec<(String, String)>) -> AnyView {
    let w = words::words(lang);
    let challenge = (!challenges.is_empty()).then(|| form.select("challenge", "off", w.no_challenge.to_owned(), challenges));
    view! {
        {form.line("team_name", "text", "off", true)}
        {form.line("pitch", "text", "off", false)}
        {challenge}
        {form.boxes("wanted", skills(lang))}
    }
    .into_any()
}

/// A team.
pub async fn page(rq: &Request, id: &TeamId) -> Result<Page, ApiError> {
    let (person, _) = rq.signed_in()?;
    if rq.organiser().is_err() {
        taking_part(rq).await?;
    }
    let hall = rq.store().hall_of(&[&person.account], &[id]).await.map_err(|e| rq.fail(e))?;
    let team = hall.teams.get(id).cloned().ok_or(ApiError::NotFound)?;
    let nav = places(rq, &Route::Team(id.clone()));
    let style = rq.services.site.assets.ideathon_style.clone();
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let title = team.facts.name.clone();
    let body = match (&team.ended, team.has(&person.account)) {
        (Some(_), _) => view! { <p class="empty">{w.team_gone}</p> }.into_any(),
        (None, true) => own(rq, &hall, &team).await?,
        (None, false) => foreign(rq, &hall, &team),
    };
    let says = facts(rq, &hall, &team);
    let work = (team.has(&person.account) && team.ended.is_none()).then(|| {
        let w = words::words(rq.lang);
        view! { <p class="actions"><a class="button" href=Route::TeamWork(id.clone()).path(rq.lang)>{w.to_work}</a></p> }
    });
    Ok(Page::new(title.clone(), move || {
        view! { <link rel="stylesheet" href=style />{nav}<h1>{title}</h1>{says}{work}{body} }
    })
    .crumb(Route::Board.path(lang), w.board))
}

fn facts(rq: &Request, hall: &Hall, team: &Team) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let members: Vec<&Participant> = team.members.iter().filter_map(|m| hall.people.get(&m.account)).collect();
    let lacks = Lacks::of(members.iter().copied(), &hall.rules);
    let says = if lacks.nothing() { w.complete.to_owned() } else { words::lacks(lang, lacks) };
    let challenge = team.facts.challenge.as_ref().and_then(|id| challenges(rq).into_iter().find(|(c, _)| c == id)).map(|(_, title)| title);
    let wanted = team.facts.wanted.iter().map(|s| words::skill(lang, *s)).collect::<Vec<_>>().join(", ");
    let row = |label: &'static str, value: String| (!value.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    let rows: Vec<_> = members
        .iter()
        .map(|p| {
            let captain = (team.captain.as_ref() == Some(&p.account)).then(|| view! { <span class="captain">{w.captain}</span> });
            view! { <li>{p.name.clone()}{captain}</li> }
        })
        .collect();
    let free = (0..team.free(&hall.rules)).map(|_| view! { <li class="free-seat">{w.free_place}</li> }).collect::<Vec<_>>();
    let free = team.ended.is_none().then_some(free);
    view! {
        <p class="lead">{team.facts.pitch.clone()}</p>
        <dl class="meta">
            {row(w.challenge, challenge.unwrap_or_default())}
            {row(w.looks_for, wanted)}
            {row(w.stands, says)}
        </dl>
        <ol class="seats">{rows}{free}</ol>
    }
    .into_any()
}

/// What another participant may do about the team.
fn foreign(rq: &Request, hall: &Hall, team: &Team) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let me = rq.actor.person().and_then(|p| hall.people.get(&p.account));
    let Some(me) = me.filter(|me| me.team.is_none() && !me.mentor) else { return ().into_any() };
    let link = hall.links.iter().find(|l| l.team == team.id && l.person == me.account);
    let form = Form::new(rq, "ideathon/gather");
    let about = view! { {form.hidden("team", team.id.to_string())} };
    match link.map(|l| l.from) {
        Some(Side::Person) => {
            let fields = view! { {about}{form.hidden("what", "take_back")}<button class="button quiet">{w.take_back}</button> };
            view! { <section class="panel"><p>{w.asked}</p>{form.view(fields)}</section> }.into_any()
        }
        Some(Side::Team) => {
            let fields = view! { {about}{form.hidden("what", "accept_invitation")}<button class="button">{w.accept}</button> };
            let no = form.clone().unsaid();
            let not = view! { {no.hidden("team", team.id.to_string())}{no.hidden("what", "decline_invitation")}<button class="button quiet">{w.decline}</button> };
            view! { <section class="panel"><p>{w.invited}</p>{form.view(fields)}{no.view_inline(not)}</section> }.into_any()
        }
        None if team.closed => view! { <p class="empty">{words::refusal(lang, domain::ideathon::Refusal::TeamClosed)}</p> }.into_any(),
        None if team.free(&hall.rules) == 0 => view! { <p class="empty">{words::refusal(lang, domain::ideathon::Refusal::TeamFull)}</p> }.into_any(),
        None => {
            let fields =
                view! { {about}{form.hidden("what", "ask")}{form.line("words", "text", "off", false)}<button class="button">{w.ask}</button> };
            view! { <section class="panel"><h2>{w.ask}</h2>{form.view(fields)}</section> }.into_any()
        }
    }
}

/// Makes the form of one button: what it does, to which team, to whom, its label and its class.
type Button<'a> = &'a dyn Fn(&'static str, Option<&str>, Option<&str>, &'static str, &'static str) -> AnyView;

/// What members have: requests, the code, what the team says of itself, and for the captain what only captains do.
async fn own(rq: &Request, hall: &Hall, team: &Team) -> Result<AnyView, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (me, _) = rq.signed_in()?;
    let captain = team.captain.as_ref() == Some(&me.account);
    let forming = hall.rules.phase(rq.now) == Phase::Forming;
    let whole = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let gather = Form::new(rq, "ideathon/gather");
    let said = gather.has_error();
    let button = |what: &'static str, team: Option<&str>, person: Option<&str>, label: &'static str, class: &'static str| {
        let form = gather.clone().unsaid();
        let fields = view! {
            {form.hidden("what", what)}{form.hidden("team", team.unwrap_or_default())}{form.hidden("person", person.unwrap_or_default())}
            <button class=class>{label}</button>
        };
        form.view_inline(fields)
    };
    let name = |id: &domain::kernel::ids::AccountId| whole.people.get(id).map(|p| p.name.clone()).unwrap_or_default();
    let title = |id: &TeamId| whole.teams.get(id).map(|t| t.facts.name.clone()).unwrap_or_default();
    let links = whole.links.iter().filter(|l| l.team == team.id);
    let rows: Vec<AnyView> = links
        .map(|link| {
            let person = Some(link.person.as_str());
            let buttons = match link.from {
                Side::Person => view! {
                    {button("take_in", None, person, w.take_in, "button")}
                    {button("turn_down", None, person, w.turn_down, "button quiet")}
                }
                .into_any(),
                Side::Team => {
                    view! { <span class="fine">{w.invited_waits}</span>{button("uninvite", None, person, w.uninvite, "button quiet")} }.into_any()
                }
            };
            let words = (!link.words.is_empty()).then(|| view! { " "<q>{link.words.clone()}</q> });
            view! { <li><p><strong>{name(&link.person)}</strong>{words}</p><div class="actions">{buttons}</div></li> }.into_any()
        })
        .collect();
    let wishes: Vec<AnyView> = whole
        .wishes
        .iter()
        .filter(|wish| captain && (wish.to == team.id || wish.from == team.id))
        .map(|wish| {
            let (other, buttons) = if wish.to == team.id {
                let from = Some(wish.from.as_str());
                let both = view! { {button("accept_merge", from, None, w.accept_merge, "button")}{button("decline_merge", from, None, w.decline, "button quiet")} };
                (&wish.from, both.into_any())
            } else {
                (&wish.to, button("unwish_merge", Some(wish.to.as_str()), None, w.take_back, "button quiet"))
            };
            view! { <li><p><strong>{title(other)}</strong>" "{w.merge_wish}</p><div class="actions">{buttons}</div></li> }.into_any()
        })
        .collect();
    let nothing = (rows.is_empty() && wishes.is_empty()).then(|| view! { <p class="empty">{w.no_requests}</p> });
    let told = said.then(|| gather.view(()));
    let code = forming.then(|| invite(rq, team, &button));
    let describe = describe(rq, team);
    let captains = captain.then(|| captains_own(rq, team, hall, &button));
    let leave = forming.then(|| {
        let last = team.members.len() == 1;
        view! {
            <details class="withdraw">
                <summary>{w.leave}</summary>
                <p>{if last { w.leave_last } else { w.leave_note }}</p>
                {button("leave", None, None, w.leave, "button danger")}
            </details>
        }
    });
    Ok(view! {
        {told}
        <section class="panel wide"><h2>{w.requests}</h2>{nothing}<ul class="rows">{rows}{wishes}</ul>
            <p class="actions"><a class="button quiet" href=Route::Board.path(lang)>{w.invite_on_board}</a></p>
        </section>
        {code}
        {describe}
        {captains}
        {leave}
    }
    .into_any())
}

fn invite(rq: &Request, team: &Team, button: Button<'_>) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let live = team.code.as_ref().filter(|c| c.until > rq.now);
    let shown = live.map(|code| {
        let address = format!("{}{}", rq.services.site.base_url, Route::JoinTeam(Some(code.code.clone())).path(lang));
        let until = ui::moment(lang, rq.zone().as_deref(), code.until);
        view! {
            <p class="team-code">{code.code.clone()}</p>
            {qr(&address, w.code_qr)}
            <p class="fine">{w.code_until.replace("{time}", &until)}" "<a href=address.clone()>{address.clone()}</a></p>
        }
    });
    let has = live.is_some();
    view! {
        <section class="panel wide"><h2>{w.code}</h2><p>{w.code_note}</p>{shown}
            <div class="actions">
                {button("new_code", None, None, if has { w.code_new } else { w.code_make }, "button quiet")}
                {has.then(|| button("no_code", None, None, w.code_drop, "button quiet"))}
            </div>
        </section>
    }
    .into_any()
}

fn describe(rq: &Request, team: &Team) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let known = challenge_ids(rq);
    let challenge = team.facts.challenge.as_ref().filter(|c| known.contains(c)).map(ToString::to_string).unwrap_or_default();
    let form = Form::new(rq, "ideathon/describe_team")
        .with("team_name", &team.facts.name)
        .with("pitch", &team.facts.pitch)
        .with("challenge", challenge)
        .with("wanted", team.facts.wanted.iter().map(|s| s.code()).collect::<Vec<_>>().join(","));
    let fields = view! {
        {form.hidden("team", team.id.to_string())}
        {about(&form, lang, choices(rq))}
        <p class="actions"><button class="button">{w.save_team}</button></p>
    };
    let open = form.has_error();
    view! { <details class="panel wide" open=open><summary>{w.describe}</summary>{form.view(fields)}</details> }.into_any()
}

fn captains_own(rq: &Request, team: &Team, hall: &Hall, button: Button<'_>) -> AnyView {
    let w = words::words(rq.lang);
    let closing = if team.closed { button("open", None, None, w.open, "button quiet") } else { button("close", None, None, w.close, "button quiet") };
    let matching = match team.open_to_match {
        true => button("match_off", None, None, w.match_off, "button quiet"),
        false => button("match_on", None, None, w.match_on, "button quiet"),
    };
    let others: Vec<(String, String)> = team
        .members
        .iter()
        .filter(|m| team.captain.as_ref() != Some(&m.account))
        .filter_map(|m| hall.people.get(&m.account))
        .map(|p| (p.account.to_string(), p.name.clone()))
        .collect();
    let hand_over = (!others.is_empty()).then(|| {
        let form = Form::new(rq, "ideathon/gather").unsaid();
        let fields = view! {
            {form.hidden("what", "hand_over")}
            {form.select("person", "off", w.nobody.to_owned(), others)}
            <button class="button quiet">{w.hand_over}</button>
        };
        form.view(fields)
    });
    view! {
        <section class="panel wide"><h2>{w.for_captain}</h2>
            <p>{if team.closed { w.closed_note } else { w.open_note }}</p>{closing}
            <p>{if team.open_to_match { w.match_on_note } else { w.match_off_note }}</p>{matching}
            {hand_over}
        </section>
    }
    .into_any()
}
