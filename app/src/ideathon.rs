//! The ideathon: challenges, ideas, the board and its teams, what they hand in, and who helps them.

pub mod admission;
pub mod api;
pub mod board;
pub mod challenges;
pub mod desk;
pub mod desk_api;
pub mod history;
pub mod hours;
pub mod hours_api;
pub mod ideas;
pub mod ideas_api;
pub mod join;
pub mod posting;
pub mod posting_api;
pub mod profile;
pub mod team;
pub mod workspace;
pub mod workspace_api;

use crate::error::ApiError;
use crate::platform::Request;
use crate::route::Route;
use crate::words::{board as board_words, ideathon as words, programme};
use ::board::Room;
use domain::ideathon::{Board, Mine, Participant, Skill};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, ChallengeId};
use domain::registration::form::LANGUAGES;
use leptos::prelude::*;

/// The places of the ideathon that this person may go to, for the links above each of its pages.
pub fn places(rq: &Request, here: &Route) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let all = [
        (Route::Board, w.board),
        (Route::Challenges, crate::words::challenges::words(lang).title),
        (Route::Ideas, crate::words::ideas::words(lang).title),
        (Route::Mentors, crate::words::hours::words(lang).title),
        (Route::IdeathonProfile, w.profile),
    ];
    let links: Vec<_> = all
        .into_iter()
        .map(|(to, label)| {
            let current = (to == *here).then_some("page");
            view! { <li><a href=to.path(lang) aria-current=current>{label}</a></li> }
        })
        .collect();
    view! { <nav aria-label=w.title class="desk-places"><ul class="segmented">{links}</ul></nav> }.into_any()
}

/// The published challenges and their titles.
pub fn challenges(rq: &Request) -> Vec<(ChallengeId, String)> {
    let published = rq.snapshot.iter().flat_map(|s| &s.challenges);
    published.map(|c| (c.id.clone(), c.title.get(rq.lang).to_owned())).collect()
}

/// The ids of the published challenges.
pub fn challenge_ids(rq: &Request) -> Vec<ChallengeId> {
    challenges(rq).into_iter().map(|(id, _)| id).collect()
}

/// The codes of all skills and their names.
pub fn skills(lang: Lang) -> Vec<(String, String)> {
    Skill::ALL.into_iter().map(|s| (s.code().to_owned(), words::skill(lang, s).to_owned())).collect()
}

/// The person as a participant; `None` while they say nothing of themselves.
pub async fn participant(rq: &Request) -> Result<Option<Participant>, ApiError> {
    let (person, _) = rq.signed_in()?;
    rq.store().participant(&person.account).await.map_err(|e| rq.fail(e))
}

/// The same where it has to be one: who is none answers [`domain::ideathon::Refusal::NoParticipant`].
pub async fn taking_part(rq: &Request) -> Result<Participant, ApiError> {
    participant(rq).await?.ok_or(ApiError::Refused(crate::error::Refusal::Ideathon(domain::ideathon::Refusal::NoParticipant)))
}

/// Denies the board to those who neither take part nor organise.
pub async fn may_look(rq: &Request) -> Result<(), ApiError> {
    if rq.organiser().is_ok() || participant(rq).await?.is_some() { Ok(()) } else { Err(ApiError::Forbidden) }
}

/// The page that a browser's board is on.
pub fn page_of(view: &str) -> Route {
    match view {
        "projector" => Route::Projector,
        _ => Route::Board,
    }
}

/// Everything that a browser begins with.
pub fn room(rq: &Request, board: Board, mine: Mine, here: Vec<AccountId>) -> Room {
    Room {
        board,
        mine,
        here,
        challenges: challenges(rq),
        skills: Skill::ALL.into_iter().map(|s| (s, words::skill(rq.lang, s).to_owned())).collect(),
        languages: LANGUAGES.into_iter().map(|l| (l.to_owned(), programme::language(rq.lang, l))).collect(),
        words: board_words::words(rq.lang),
        lang: rq.lang.code().to_owned(),
        page: rq.address(),
        requests: uuid::Uuid::now_v7().simple().to_string(),
    }
}
