//! What one sees of the board.

use crate::live::{Live, Refused};
use crate::pending::Deed;
use crate::words::{count, named};
use domain::ideathon::board::{people_for, teams_for};
use domain::ideathon::{Mine, PersonCard, Reason, Skill, TeamCard};
use domain::kernel::ids::{AccountId, ChallengeId, TeamId};
use leptos::prelude::*;

/// How many suggestions are shown.
const SUGGESTED: usize = 3;

// Each kind of closure and of element that a view is made of becomes code of its own in the browser's program. So whatever changes goes through
// these few, which halves the program.

/// What changes with the board.
fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A text that changes with the board.
fn text(text: impl FnMut() -> String + Send + 'static) -> AnyView {
    let text: Box<dyn FnMut() -> String + Send> = Box::new(text);
    text.into_any()
}

/// Something that is so or not.
fn flag(is: impl Fn() -> bool + Send + Sync + 'static) -> Box<dyn Fn() -> bool + Send + Sync> {
    Box::new(is)
}

fn nothing() -> AnyView {
    Vec::<AnyView>::new().into_any()
}

fn paragraph(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// A line with a label; empty where there is nothing to say, so that what comes below stays where it is.
fn fact(label: String, text: String) -> AnyView {
    match text.is_empty() {
        true => paragraph("fact", text),
        false => view! { <p class="fact"><b>{label}</b>" "{text}</p> }.into_any(),
    }
}

fn options(choices: Vec<(String, String)>, chosen: &str) -> Vec<AnyView> {
    let option = |(value, label): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }.into_any()
    };
    choices.into_iter().map(option).collect()
}

/// A list in which nothing is made anew but what is new.
fn list(
    class: &'static str,
    each: impl Fn() -> Vec<(String, bool)> + Send + Sync + 'static,
    make: fn(Live, &str, bool) -> AnyView,
    live: Live,
) -> AnyView {
    let each: Box<dyn Fn() -> Vec<(String, bool)> + Send + Sync> = Box::new(each);
    view! { <ul class=class><For each=each key=|item| item.clone() children=move |(id, gone)| make(live, &id, gone) /></ul> }.into_any()
}

/// The board: the tray with what waits for me, the teams, and the people who look.
#[component]
pub fn Wall(
    /// The board.
    live: Live,
) -> impl IntoView {
    let tab = RwSignal::new(false);
    let choose = move |people: bool| {
        live.settle();
        tab.set(people);
    };
    let tab_button = move |people: bool, label: String, number: fn(Live) -> usize| {
        let pressed = flag(move || tab.get() == people);
        view! {
            <button type="button" aria-pressed=move || if pressed() { "true" } else { "false" } on:click=move |_| choose(people)>
                {label}" "{text(move || number(live).to_string())}
            </button>
        }
        .into_any()
    };
    let empty = move |none: fn(Live) -> bool, says: String| dynamic(move || if none(live) { paragraph("empty", says.clone()) } else { nothing() });
    let all_hidden = |live: Live| {
        let (teams, hidden) = (live.teams.get(), live.hidden.get());
        !teams.shown.is_empty() && teams.shown.iter().all(|(id, _)| hidden.iter().any(|h| h.as_str() == id))
    };
    let people_first = flag(move || tab.get());
    let online = flag(move || live.online.get());
    let shown_teams = move || live.teams.get().shown;
    let shown_people = move || live.people.get().shown;
    view! {
        <div class="wall" class:people-first=people_first>
            <p class="said" role="status" aria-live="polite">{text(move || live.says.get())}</p>
            <p class="link-lost message" role="alert" hidden=online>{live.words(|w| w.offline())}</p>
            <div class="segmented tabs" role="group">
                {tab_button(false, live.words(|w| w.teams()), |live| live.teams.get().len())}
                {tab_button(true, live.words(|w| w.people()), |live| live.people.get().len())}
                <span class="here-now">{text(move || count(&live.words(|w| w.here_now()), live.here.get().len()))}</span>
            </div>
            <section class="teams-side" aria-labelledby="teams-title">
                <h2 id="teams-title">{live.words(|w| w.teams())}</h2>
                {filters(live)}
                {empty(|live| live.teams.get().shown.is_empty(), live.words(|w| w.no_teams()))}
                {empty(all_hidden, live.words(|w| w.no_match()))}
                {list("team-cards", shown_teams, team, live)}
            </section>
            <section class="people-side" aria-labelledby="people-title">
                <h2 id="people-title">{live.words(|w| w.people())}</h2>
                {empty(|live| live.people.get().shown.is_empty(), live.words(|w| w.no_people()))}
                {list("person-cards", shown_people, person, live)}
            </section>
            {tray(live)}
        </div>
    }
}

fn challenge_title(live: Live, id: &ChallengeId) -> String {
    live.room().challenges.iter().find(|(c, _)| c == id).map(|(_, title)| title.clone()).unwrap_or_default()
}

fn skill_name(live: Live, skill: Skill) -> String {
    live.room().skills.iter().find(|(s, _)| *s == skill).map(|(_, name)| name.clone()).unwrap_or_default()
}

fn language_name(live: Live, code: &str) -> String {
    live.room().languages.iter().find(|(l, _)| l == code).map(|(_, name)| name.clone()).unwrap_or_else(|| code.to_owned())
}

fn skills(live: Live, skills: &[Skill]) -> String {
    skills.iter().map(|s| skill_name(live, *s)).collect::<Vec<_>>().join(", ")
}

fn languages(live: Live, codes: &[String]) -> String {
    codes.iter().map(|l| language_name(live, l)).collect::<Vec<_>>().join(", ")
}

/// The filter: a form that asks for the page again, and changes what is shown at once where there are scripts.
fn filters(live: Live) -> AnyView {
    let now = live.filter.get_untracked();
    let room = live.room();
    let challenges = room.challenges.iter().map(|(id, title)| (id.to_string(), title.clone())).collect::<Vec<_>>();
    let skills = room.skills.iter().map(|(skill, name)| (skill.code().to_owned(), name.clone())).collect::<Vec<_>>();
    let page = room.page.split('?').next().unwrap_or_default().to_owned();
    let select = move |name: &'static str, label: String, any: String, choices: Vec<(String, String)>, chosen: String| {
        let all = std::iter::once((String::new(), any)).chain(choices).collect();
        view! {
            <label>
                <span>{label}</span>
                <select name=name on:change=move |event| change(live, name, &event_target_value(&event))>{options(all, &chosen)}</select>
            </label>
        }
        .into_any()
    };
    let challenge = now.challenge.as_ref().map(ToString::to_string).unwrap_or_default();
    let skill = now.skill.map(|s| s.code().to_owned()).unwrap_or_default();
    view! {
        <form class="filters" method="get" action=page on:submit=move |event| event.prevent_default()>
            {select("challenge", live.words(|w| w.challenge()), live.words(|w| w.any_challenge()), challenges, challenge)}
            {select("skill", live.words(|w| w.skill()), live.words(|w| w.any_skill()), skills, skill)}
            <label class="choice">
                <input type="checkbox" name="free" value="yes" checked=now.free on:change=move |event| change(live, "free", if event_target_checked(&event) { "yes" } else { "" }) />
                <span>{live.words(|w| w.only_free())}</span>
            </label>
            <button class="button quiet">{live.words(|w| w.filter())}</button>
        </form>
    }
    .into_any()
}

/// Changes a part of the filter.
fn change(live: Live, name: &str, value: &str) {
    let mut filter = live.filter.get_untracked();
    match name {
        "challenge" => filter.challenge = ChallengeId::parse(value).ok(),
        "skill" => filter.skill = Skill::parse(value),
        _ => filter.free = value == "yes",
    }
    live.choose(filter);
}

/// A button: a form of its own, which the browser's side takes over.
fn deed(
    live: Live,
    what: &'static str,
    team: Option<&TeamId>,
    person: Option<&AccountId>,
    label: String,
    about: String,
    class: &'static str,
) -> AnyView {
    let id = live.form_id();
    let page = live.room().page.clone();
    let make = {
        let (team, person) = (team.cloned(), person.cloned());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            live.act.run(Deed { id: String::new(), what: what.to_owned(), team: team.clone(), person: person.clone(), done: false });
        }
    };
    let (of_team, of_person) = (team.map(ToString::to_string).unwrap_or_default(), person.map(ToString::to_string).unwrap_or_default());
    let hidden = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value /> }.into_any();
    let label_for_all = if about.is_empty() { label.clone() } else { format!("{label}: {about}") };
    view! {
        <form class="inline" method="post" action="/api/ideathon/gather" on:submit=make>
            {[("request_id", id), ("on_page", page), ("what", what.to_owned()), ("team", of_team), ("person", of_person)].map(hidden).into_iter().collect::<Vec<_>>()}
            <button class=class aria-label=label_for_all>{label}</button>
        </form>
    }
    .into_any()
}

/// What cannot be pressed stands where the button would.
fn stands(text: String) -> AnyView {
    view! { <span class="stands">{text}</span> }.into_any()
}

/// Whether something is on its way to the server, and why the last thing about this was not done.
fn outcome(live: Live, team: Option<TeamId>, person: Option<AccountId>) -> AnyView {
    dynamic(move || {
        let sending = live.deeds.get().iter().any(|d| d.is_about(team.as_ref(), person.as_ref()));
        let refused = live.refused.get().filter(|r: &Refused| r.team == team && r.person == person).map(|r| r.says);
        match (sending, refused) {
            (true, _) => view! { <span class="sending">{live.words(|w| w.sending())}</span> }.into_any(),
            (false, Some(says)) => view! { <span class="refused" role="alert"><b>{live.words(|w| w.refused())}</b>" "{says}</span> }.into_any(),
            (false, None) => nothing(),
        }
    })
}

fn team(live: Live, id: &str, gone: bool) -> AnyView {
    let Some((id, card)) = TeamId::parse(id).ok().and_then(|id| live.card(&id).map(|card| (id, card))) else { return nothing() };
    let (own, hide, of) = (id.clone(), id.clone(), id.clone());
    let is_mine = flag(move || live.mine.get().team.as_ref() == Some(&own));
    let hidden = flag(move || live.hidden.get().contains(&hide));
    let lang = live.room().lang.clone();
    let href = format!("/{lang}/ideathon/teams/{id}");
    let action = dynamic(move || match gone {
        true => stands(live.words(|w| w.gone_team())),
        false => {
            let card = card.get();
            team_action(live, &card, &live.mine.get(), card.free(&live.terms.get()))
        }
    });
    let facts = dynamic(move || {
        let card = card.get();
        let lines = vec![
            paragraph("pitch", card.pitch.clone()),
            paragraph("fact", card.challenge.as_ref().map(|c| challenge_title(live, c)).unwrap_or_default()),
            fact(live.words(|w| w.looks_for()), skills(live, &card.gaps)),
            fact(live.words(|w| w.has()), skills(live, &card.skills)),
            fact(live.words(|w| w.speaks()), languages(live, &card.languages)),
        ];
        lines.into_any()
    });
    let standing = text(move || {
        let card = card.get();
        standing(live, &card, card.free(&live.terms.get()))
    });
    view! {
        <li class="team-card" class:gone=gone class:own=is_mine hidden=hidden id=format!("team-{id}")>
            <h3><a href=href>{text(move || card.get().name.clone())}</a></h3>
            <p class="standing">{standing}</p>
            <ol class="seats">{dynamic(move || seats(live, &card.get()).into_any())}</ol>
            {facts}
            <div class="act">{action}{outcome(live, Some(of), None)}</div>
        </li>
    }
    .into_any()
}

/// How many places are free, and what is lacking.
fn standing(live: Live, card: &TeamCard, free: usize) -> String {
    let mut parts = vec![match (card.closed, free) {
        (true, _) => live.words(|w| w.closed()),
        (false, 0) => live.words(|w| w.full()),
        (false, n) => count(&live.words(|w| w.free()), n),
    }];
    if card.lacks.nothing() {
        parts.push(live.words(|w| w.complete()));
    }
    if card.lacks.people > 0 {
        parts.push(count(&live.words(|w| w.lacks_people()), usize::from(card.lacks.people)));
    }
    if card.lacks.skills > 0 {
        parts.push(count(&live.words(|w| w.lacks_skills()), usize::from(card.lacks.skills)));
    }
    parts.join(" · ")
}

/// As many seats as a team may have, so that a card keeps its height whoever joins.
fn seats(live: Live, card: &TeamCard) -> Vec<AnyView> {
    let most = usize::from(live.terms.get().max).max(card.seats.len());
    let mine = live.mine.get();
    let me = mine.me.as_ref().filter(|me| mine.team.as_ref() == Some(&card.id) && !card.seats.iter().any(|s| s.id == me.id));
    let coming = me.map(|me| me.name.clone());
    let here = live.here.get();
    let mut seats: Vec<AnyView> = card
        .seats
        .iter()
        .map(|seat| {
            let captain = if seat.captain { live.words(|w| w.captain()) } else { String::new() };
            one_seat(live, "", seat.name.clone(), captain, here.contains(&seat.id))
        })
        .collect();
    seats.extend(coming.map(|name| one_seat(live, "coming", name, String::new(), false)));
    while seats.len() < most {
        seats.push(one_seat(live, "free-seat", live.words(|w| w.free_place()), String::new(), false));
    }
    seats
}

fn one_seat(live: Live, class: &'static str, name: String, note: String, here: bool) -> AnyView {
    let note = if note.is_empty() { nothing() } else { view! { <span class="captain">{note}</span> }.into_any() };
    view! { <li class=class>{present(live, here)}{name}{note}</li> }.into_any()
}

/// A mark for who is here now.
fn present(live: Live, here: bool) -> AnyView {
    if here { view! { <span class="present" role="img" aria-label=live.words(|w| w.here())></span> }.into_any() } else { nothing() }
}

/// What I can do about a team. There is always something in the same place.
fn team_action(live: Live, card: &TeamCard, mine: &Mine, free: usize) -> AnyView {
    let (id, name) = (&card.id, card.name.clone());
    let button = |what, label: String, class| deed(live, what, Some(id), None, label, name.clone(), class);
    if mine.me.is_none() {
        return nothing();
    }
    if mine.mentor {
        return stands(live.words(|w| w.mentor()));
    }
    if mine.team.as_ref() == Some(id) {
        return stands(live.words(|w| w.your_team()));
    }
    if mine.team.is_some() {
        return match (mine.captain, mine.wished_by.contains(id), mine.wished.contains(id)) {
            (true, true, _) => button("accept_merge", live.words(|w| w.accept_merge()), "button"),
            (true, false, true) => button("unwish_merge", live.words(|w| w.unmerge()), "button quiet"),
            (true, false, false) if !card.closed && fits_together(live, card, mine) => {
                button("wish_merge", live.words(|w| w.merge()), "button quiet")
            }
            _ => nothing(),
        };
    }
    if mine.asked.contains(id) {
        return button("take_back", live.words(|w| w.take_back()), "button quiet");
    }
    if card.closed {
        return stands(live.words(|w| w.closed()));
    }
    if free == 0 {
        return stands(live.words(|w| w.full()));
    }
    if mine.invited_by.contains(id) {
        return button("accept_invitation", live.words(|w| w.accept()), "button");
    }
    button("ask", live.words(|w| w.ask()), "button")
}

fn fits_together(live: Live, card: &TeamCard, mine: &Mine) -> bool {
    let own = mine.team.as_ref().and_then(|team| live.card(team)).map_or(0, |own| own.get().seats.len());
    own + card.seats.len() <= usize::from(live.terms.get().max)
}

fn person(live: Live, id: &str, gone: bool) -> AnyView {
    let Some((id, card)) = AccountId::parse(id).ok().and_then(|id| live.person(&id).map(|card| (id, card))) else { return nothing() };
    let (of, me, who) = (id.clone(), id.clone(), id.clone());
    let is_me = flag(move || live.mine.get().me.as_ref().is_some_and(|own| own.id == me));
    let here = dynamic(move || present(live, live.here.get().contains(&who)));
    let action = dynamic(move || match gone {
        true => stands(live.words(|w| w.gone_person())),
        false => person_action(live, &card.get(), &live.mine.get()),
    });
    let facts = dynamic(move || {
        let card = card.get();
        let wishes = card.interests.iter().map(|c| challenge_title(live, c)).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
        let lines = vec![
            paragraph("fact", card.city.clone()),
            fact(live.words(|w| w.has()), skills(live, &card.skills)),
            fact(live.words(|w| w.speaks()), languages(live, &card.languages)),
            fact(live.words(|w| w.wants()), wishes),
            paragraph("fact", card.about.clone()),
        ];
        lines.into_any()
    });
    view! {
        <li class="person-card" class:gone=gone class:own=is_me id=format!("person-{id}")>
            <h3>{here}{text(move || card.get().name.clone())}</h3>
            {facts}
            <div class="act">{action}{outcome(live, None, Some(of))}</div>
        </li>
    }
    .into_any()
}

/// What I can do about a person who looks.
fn person_action(live: Live, card: &PersonCard, mine: &Mine) -> AnyView {
    let button = |what, label: String, class| deed(live, what, None, Some(&card.id), label, card.name.clone(), class);
    if mine.me.as_ref().is_some_and(|me| me.id == card.id) {
        return stands(live.words(|w| w.you()));
    }
    if mine.team.is_none() {
        return nothing();
    }
    if mine.asking.iter().any(|(p, _)| *p == card.id) {
        return button("take_in", live.words(|w| w.take_in()), "button");
    }
    if mine.invited.contains(&card.id) {
        return button("uninvite", live.words(|w| w.uninvite()), "button quiet");
    }
    button("invite", live.words(|w| w.invite()), "button quiet")
}

/// What waits for me, and what would fit: a bar of constant height at the foot of the page, which opens over it.
fn tray(live: Live) -> AnyView {
    let waiting = move || {
        let m = live.mine.get();
        let offered = usize::from(m.offer.as_ref().is_some_and(|o| o.answer.is_none()));
        m.asking.len() + m.invited_by.len() + m.wished_by.len() + offered
    };
    let label = text(move || match waiting() {
        0 => live.words(|w| w.tray_none()),
        n => count(&live.words(|w| w.tray()), n),
    });
    // Suggestions are made when the tray is opened or what concerns me changes, not with every change of the board.
    let opened = RwSignal::new(0u32);
    let suggested = dynamic(move || {
        opened.track();
        suggestions(live, &live.mine.get())
    });
    view! {
        <details class="tray" on:toggle=move |_| opened.update(|n| *n += 1)>
            <summary class:waits=flag(move || { waiting() > 0 })>{label}</summary>
            <div class="tray-inside">
                <ul class="plain">{dynamic(move || incoming(live, &live.mine.get()).into_any())}</ul>
                {suggested}
            </div>
        </details>
    }
    .into_any()
}

/// Something that waits for an answer, with its buttons.
fn waits(says: String, more: AnyView, buttons: Vec<AnyView>) -> AnyView {
    view! { <li><span>{says}" "{more}</span>{buttons}</li> }.into_any()
}

fn incoming(live: Live, mine: &Mine) -> Vec<AnyView> {
    let words = |of: fn(&crate::Words) -> String| live.words(of);
    let fine = |text: String| view! { <span class="fine">{text}</span> }.into_any();
    let mut rows = Vec::new();
    if let Some(offer) = &mine.offer {
        let with = offer.with.join(", ");
        let what =
            if offer.team.is_empty() { named(&words(crate::Words::offer_new), &with) } else { named(&words(crate::Words::offer_team), &offer.team) };
        let mut why: Vec<String> = offer.why.iter().map(|r| reason(live, r)).collect();
        why.extend(offer.answer.map(|yes| if yes { words(crate::Words::offer_yes) } else { words(crate::Words::offer_no) }));
        let mut buttons = Vec::new();
        if offer.answer != Some(true) {
            buttons.push(deed(live, "match_yes", None, None, words(crate::Words::offer_accept), String::new(), "button"));
        }
        if offer.answer != Some(false) {
            buttons.push(deed(live, "match_no", None, None, words(crate::Words::decline), String::new(), "button quiet"));
        }
        buttons.push(outcome(live, None, None));
        rows.push(waits(what, fine(why.join(" · ")), buttons));
    }
    for (person, said) in &mine.asking {
        let name = live.name_of(person);
        let said = if said.is_empty() { nothing() } else { view! { <q>{said.clone()}</q> }.into_any() };
        let buttons = vec![
            deed(live, "take_in", None, Some(person), words(crate::Words::take_in), name.clone(), "button"),
            deed(live, "turn_down", None, Some(person), words(crate::Words::turn_down), name.clone(), "button quiet"),
        ];
        rows.push(waits(named(&words(crate::Words::asks_you), &name), said, buttons));
    }
    for team in &mine.invited_by {
        let name = live.team_name(team);
        let buttons = vec![
            deed(live, "accept_invitation", Some(team), None, words(crate::Words::accept), name.clone(), "button"),
            deed(live, "decline_invitation", Some(team), None, words(crate::Words::decline), name.clone(), "button quiet"),
        ];
        rows.push(waits(named(&words(crate::Words::invites_you), &name), nothing(), buttons));
    }
    for team in &mine.wished_by {
        let name = live.team_name(team);
        let mut buttons = Vec::new();
        if mine.captain {
            buttons.push(deed(live, "accept_merge", Some(team), None, words(crate::Words::accept_merge), name.clone(), "button"));
            buttons.push(deed(live, "decline_merge", Some(team), None, words(crate::Words::decline), name.clone(), "button quiet"));
        }
        rows.push(waits(named(&words(crate::Words::wants_to_merge), &name), nothing(), buttons));
    }
    rows
}

fn suggestions(live: Live, mine: &Mine) -> AnyView {
    let Some(me) = mine.me.as_ref().filter(|_| !mine.mentor) else { return nothing() };
    let board = live.board();
    let rows: Vec<AnyView> = match &mine.team {
        None => teams_for(me, &board, SUGGESTED)
            .into_iter()
            .map(|(team, why)| suggestion(live, format!("#team-{}", team.id), team.name.clone(), &why))
            .collect(),
        Some(own) => {
            let Some(team) = board.teams.iter().find(|t| t.id == *own && !t.closed && t.free(&board.terms) > 0) else { return nothing() };
            people_for(team, &board, SUGGESTED)
                .into_iter()
                .map(|(person, why)| suggestion(live, format!("#person-{}", person.id), person.name.clone(), &why))
                .collect()
        }
    };
    match rows.is_empty() {
        true => nothing(),
        false => view! { <h3>{live.words(|w| w.suggested())}</h3><ul class="plain suggested">{rows}</ul> }.into_any(),
    }
}

fn suggestion(live: Live, href: String, name: String, why: &[Reason]) -> AnyView {
    let why = why.iter().map(|r| reason(live, r)).collect::<Vec<_>>().join(", ");
    view! { <li><a href=href>{name}</a>" "<span class="fine">{why}</span></li> }.into_any()
}

/// A reason in words.
fn reason(live: Live, reason: &Reason) -> String {
    let room = live.room();
    let w = &room.words;
    match reason {
        Reason::Brings(skill) => named(&w.brings(), &skill_name(live, *skill)),
        Reason::Speaks(language) => named(&w.speaks_too(), &language_name(live, language)),
        Reason::WorksOn(challenge) => named(&w.works_on(), &challenge_title(live, challenge)),
        Reason::Chose(challenge, n) => count(&named(&w.chose(), &challenge_title(live, challenge)), usize::from(*n)),
        Reason::New(skill) => named(&w.new_skill(), &skill_name(live, *skill)),
        Reason::Needs(n) => count(&w.needs(), usize::from(*n)),
    }
}
