//! What differs between two states of a company's page, part by part, as it was and as it is.

use crate::words::countries;
use crate::words::forum_profile::{self as words};
use domain::event::Snapshot;
use domain::forum::Profile;
use domain::forum::profile::Part;
use domain::kernel::Lang;
use domain::kernel::lang::Text;
use leptos::prelude::*;

fn text(of: &Text) -> String {
    let said: Vec<String> = Lang::ALL.into_iter().filter(|l| !of.exact(*l).is_empty()).map(|l| format!("{}: {}", l.endonym(), of.exact(l))).collect();
    said.join("\n")
}

/// What a part says; empty when it is not there.
fn said(lang: Lang, snapshot: &Snapshot, part: &Part, of: &Profile) -> String {
    let place = |city: &str, country: &str| match (city, country) {
        ("", "") => String::new(),
        (city, "") => city.to_owned(),
        (city, country) => format!("{city}, {}", countries::country(lang, country)).trim_start_matches(", ").to_owned(),
    };
    match part {
        Part::Tagline(l) => of.tagline.exact(*l).to_owned(),
        Part::About(l) => of.about.exact(*l).to_owned(),
        Part::Home => place(&of.city, &of.country),
        Part::Website => of.website.clone(),
        Part::Video => of.video.clone(),
        Part::Social => of.social.join("\n"),
        Part::Contact => of.contact.as_ref().map(|c| [&c.name, &c.role, &c.email, &c.phone].map(String::as_str).join("\n")).unwrap_or_default(),
        Part::Solution(id) => of
            .solution(id)
            .map(|s| {
                let topics: Vec<&str> = s.topics.iter().filter_map(|t| snapshot.event.forum.topic(t)).map(|t| t.name.get(lang)).collect();
                let challenges: Vec<&str> = s.challenges.iter().filter_map(|c| snapshot.challenge(c)).map(|c| c.title.get(lang)).collect();
                [text(&s.name), text(&s.text), topics.join(", "), challenges.join(", ")].join("\n").trim().to_owned()
            })
            .unwrap_or_default(),
        Part::Reference(id) => of.reference(id).map(|r| format!("{}\n{}", place(&r.city, &r.country), text(&r.what))).unwrap_or_default(),
    }
}

/// The parts that differ, each as it was and as it is.
pub fn view(lang: Lang, snapshot: &Snapshot, before: &Profile, after: &Profile) -> AnyView {
    let w = words::words(lang);
    let side = |kind: &'static str, label: &'static str, says: String| {
        let body = match (says.is_empty(), kind) {
            (true, _) => view! { <p class="fine">{w.nothing}</p> }.into_any(),
            (false, "del") => view! { <del class="as-typed">{says}</del> }.into_any(),
            (false, _) => view! { <ins class="as-typed">{says}</ins> }.into_any(),
        };
        view! { <div><h4>{label}</h4>{body}</div> }
    };
    let rows: Vec<_> = after
        .differs(before)
        .iter()
        .map(|part| {
            let (was, is) = (said(lang, snapshot, part, before), said(lang, snapshot, part, after));
            let mark = match (was.is_empty(), is.is_empty()) {
                (true, false) => w.added,
                (false, true) => w.gone,
                _ => w.changed,
            };
            let name = words::part(lang, part, &[after, before]);
            view! {
                <section class="difference">
                    <h3>{name}" "<span class="state">{mark}</span></h3>
                    <div class="sides">{side("del", w.before, was)}{side("ins", w.after, is)}</div>
                </section>
            }
        })
        .collect();
    view! { {rows} }.into_any()
}
