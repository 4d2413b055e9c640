//! What fits what, with the reasons: for everybody, from the public data alone.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::forum_needs::{self as words, Words};
use domain::event::Snapshot;
use domain::forum::matching::{Match, NAMED, Reason, TOPIC, WORD, Wanted};
use domain::kernel::Lang;
use domain::kernel::ids::TopicId;
use leptos::prelude::*;

/// How many solutions are shown for each.
pub(super) const MOST: usize = 3;

/// The page; with a topic only solutions that are about it.
pub fn page(rq: &Request, topic: Option<&TopicId>) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let snapshot = rq.snapshot()?.clone();
    let topic = topic.filter(|id| snapshot.event.forum.topic(id).is_some()).cloned();
    let described = w.matching_lead.split('.').next().unwrap_or_default().to_owned();
    Ok(Page::new(w.matching, move || {
        let lead = w.matching_lead.replace("{named}", &NAMED.to_string()).replace("{topic}", &TOPIC.to_string()).replace("{word}", &WORD.to_string());
        let choices = snapshot.event.forum.topics.iter().map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
        let filter = ui::choice("topic", w.topic, w.all_topics, topic.as_ref().map(ToString::to_string), choices);
        let challenges: Vec<_> = snapshot
            .challenges
            .iter()
            .map(|challenge| {
                let found = Wanted::of_challenge(challenge).best(&snapshot.exhibitors, topic.as_ref(), MOST);
                let to = Route::Challenge(challenge.id.clone()).path(lang);
                let city = challenge.city.get(lang).to_owned();
                view! { <article><h3><a href=to>{ui::text(lang, &challenge.title)}</a></h3><p class="fine">{city}</p>{fits(lang, w, &snapshot, &found)}</article> }
            })
            .collect();
        let needs: Vec<_> = snapshot
            .needs
            .iter()
            .map(|need| {
                let found = Wanted::of_need(need).best(&snapshot.exhibitors, topic.as_ref(), MOST);
                let to = Route::Need(need.id.clone()).path(lang);
                let other = (need.wording.lang != lang).then(|| need.wording.lang.code());
                view! { <article><h3><a href=to lang=other>{need.wording.title.clone()}</a></h3><p class="fine">{need.city_name.clone()}</p>{fits(lang, w, &snapshot, &found)}</article> }
            })
            .collect();
        let nothing = (challenges.is_empty() && needs.is_empty()).then(|| view! { <div class="empty"><p class="lead">{w.nothing}</p></div> });
        let challenges = (!challenges.is_empty()).then(|| view! { <section id="challenges"><h2>{w.challenges}</h2>{challenges}</section> });
        let needs = (!needs.is_empty()).then(|| view! { <section id="needs"><h2>{w.needs}</h2>{needs}</section> });
        view! {
            <h1>{w.matching}</h1>
            <p>{lead}</p>
            <form class="filters" method="get" action=Route::Matching(None).path(lang)>{filter}<button class="button quiet">{w.show}</button></form>
            {nothing}
            {challenges}
            {needs}
        }
    })
    .described(described))
}

/// What fits one thing, each with its points and their reasons.
pub(super) fn fits(lang: Lang, w: Words, snapshot: &Snapshot, found: &[Match]) -> AnyView {
    if found.is_empty() {
        return view! { <p class="fine">{w.nothing_fits}</p> }.into_any();
    }
    let rows: Vec<_> = found
        .iter()
        .filter_map(|one| {
            let exhibitor = snapshot.exhibitor(&one.company)?;
            let solution = exhibitor.solutions.iter().find(|s| s.id == one.solution)?;
            let points = w.points.replace("{n}", &one.points().to_string());
            let to = Route::ExhibitorMeetings(one.company.clone()).path(lang);
            Some(view! {
                <li>
                    <div>
                        <strong>{ui::text(lang, &solution.name)}</strong>", "<a href=to>{exhibitor.name.clone()}</a>" "{ui::sample(lang, exhibitor.sample)}
                        {reasons(lang, w, snapshot, one)}
                    </div>
                    <span class="state">{points}</span>
                </li>
            })
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// Why something fits, reason by reason with what each counts.
pub(super) fn reasons(lang: Lang, w: Words, snapshot: &Snapshot, one: &Match) -> AnyView {
    let rows: Vec<_> = one
        .reasons
        .iter()
        .map(|reason| {
            let said = match reason {
                Reason::Named(_) => view! { {w.named} }.into_any(),
                Reason::Topics(topics) => view! { {w.topics_common}": "{topics_named(lang, snapshot, topics)} }.into_any(),
                Reason::Words(of, words) => {
                    let (code, named) = (of.code(), (*of != lang).then(|| format!(" ({})", of.endonym())));
                    view! { {w.words_common}{named}": "<span lang=code>{words.join(", ")}</span> }.into_any()
                }
            };
            view! { <li>{said}" (+"{reason.points().to_string()}")"</li> }
        })
        .collect();
    view! { <ul class="fine">{rows}</ul> }.into_any()
}

/// The names of topics, one after the other.
pub(super) fn topics_named(lang: Lang, snapshot: &Snapshot, topics: &[TopicId]) -> String {
    let names: Vec<&str> = topics.iter().filter_map(|id| snapshot.event.forum.topic(id)).map(|t| t.name.get(lang)).collect();
    names.join(", ")
}
