//! The page of the board. It is made of the components that the browser then brings to life.

use super::{may_look, places, room};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::{self, ideathon as own};
use ::board::{Live, Wall};
use domain::ideathon::{Board, Mine, Phase, Rules};
use domain::judging::State;
use domain::kernel::ids::{ChallengeId, ContestId};
use leptos::prelude::*;

/// The board, or how to get onto it.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = own::words(lang);
    let (person, _) = rq.signed_in()?;
    if let Err(error) = may_look(rq).await {
        return if error == ApiError::Forbidden { how_to_take_part(rq).await } else { Err(error) };
    }
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let mine = Mine::all(&hall).remove(&person.account).unwrap_or_default();
    let rules = hall.rules.clone();
    let room = room(rq, Board::of(&hall), mine.clone(), Vec::new());
    let filter = ::board::Filter {
        challenge: rq.query("challenge").and_then(|c| ChallengeId::parse(c).ok()),
        skill: rq.query("skill").and_then(domain::ideathon::Skill::parse),
        free: rq.query("free") == Some("yes"),
    };
    let refused = rq.flash.as_ref().filter(|f| f.endpoint == "ideathon/gather").and_then(|f| f.error.clone());
    if let Some(flash) = rq.flash.as_ref().filter(|_| refused.is_some()) {
        flash.told.store(true, std::sync::atomic::Ordering::Relaxed);
    }
    let nav = places(rq, &Route::Board);
    let contest = ContestId::parse("ideathon").map_err(|_| ApiError::NotFound)?;
    let judged = rq.store().contest(&contest).await.map_err(|e| rq.fail(e))?.is_some_and(|c| c.state >= State::Sealed);
    let results = judged.then(|| {
        let label = words::judging::words(lang).results;
        view! { <a class="button" href=Route::Results(contest).path(lang)>{label}</a> }
    });
    let assets = rq.services.site.assets.clone();
    let clock = clock(rq, &rules);
    let phase = rules.phase(rq.now);
    Ok(Page::new(w.board, move || {
        let live = Live::new(room, filter, Callback::new(|_| ()));
        let refused = refused.map(|error| view! { <p class="message" role="alert">{words::error(lang, &error)}</p> });
        let next = match (&mine.team, phase) {
            _ if mine.me.is_none() || mine.mentor => ().into_any(),
            (Some(team), _) => view! { <a class="button" href=Route::Team(team.clone()).path(lang)>{w.my_team}</a> }.into_any(),
            (None, Phase::Forming) => view! {
                <a class="button" href=Route::TeamNew.path(lang)>{w.new_team}</a>
                <a class="button quiet" href=Route::JoinTeam(None).path(lang)>{w.join_by_code}</a>
            }
            .into_any(),
            (None, _) => ().into_any(),
        };
        view! {
            <link rel="stylesheet" href=assets.ideathon_style />
            {nav}
            <div class="desk-head"><h1>{w.board}</h1><p class="actions">{results}{next}</p></div>
            {clock}
            {refused}
            <div id="board" data-lang=lang.code() data-view="board"><Wall live /></div>
        }
    })
    .module(rq.services.site.assets.board.clone())
    .wide())
}

/// In which phase it is, and when the next one begins, in a line; the browser counts down.
pub fn clock(rq: &Request, rules: &Rules) -> AnyView {
    let w = own::words(rq.lang);
    let says = match rules.phase(rq.now) {
        Phase::Before => w.phase_before,
        Phase::Forming => w.phase_forming,
        Phase::Working => w.phase_working,
        Phase::Late => w.phase_late,
        Phase::Closed => w.phase_closed,
    };
    let until = rules.next(rq.now).map(|(at, _)| {
        let moment = ui::moment(rq.lang, rq.zone().as_deref(), at);
        view! { " "<time data-until=at.as_second().to_string() datetime=ui::machine(at)>{moment}</time>" "<span class="left" data-left=""></span> }
    });
    view! { <p class="clock">{says}{until}</p> }.into_any()
}

/// What stands in the place of the board for who does not take part yet.
async fn how_to_take_part(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = own::words(lang);
    let (person, _) = rq.signed_in()?;
    let registration = rq.store().my_registration(&person.account).await.map_err(|e| rq.fail(e))?;
    let approved = registration.is_some_and(|r| r.state == domain::registration::State::Approved);
    Ok(Page::new(w.board, move || {
        let (says, to, label) = match approved {
            true => (own::refusal(lang, domain::ideathon::Refusal::NoParticipant), Route::IdeathonProfile, w.make_profile),
            false => (own::refusal(lang, domain::ideathon::Refusal::NotApproved), Route::Registration, words::registration::words(lang).title),
        };
        view! {
            <h1>{w.board}</h1>
            <p class="lead">{w.lead}</p>
            <div class="empty"><p>{says}</p><p class="actions"><a class="button" href=to.path(lang)>{label}</a></p></div>
        }
    }))
}

/// The board and its clock for a whole room: large, and with nothing to press.
pub async fn projector(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = own::words(lang);
    rq.organiser()?;
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let clock = clock(rq, &hall.rules);
    let room = room(rq, Board::of(&hall), Mine::default(), Vec::new());
    let style = rq.services.site.assets.ideathon_style.clone();
    Ok(Page::new(w.projector, move || {
        let live = Live::new(room, ::board::Filter::default(), Callback::new(|_| ()));
        view! {
            <link rel="stylesheet" href=style />
            <div class="projector">
                <h1>{w.title}</h1>
                {clock}
                <div id="board" data-lang=lang.code() data-view="projector"><Wall live /></div>
            </div>
        }
    })
    .module(rq.services.site.assets.board.clone())
    .wide())
}
