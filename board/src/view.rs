//! What one sees of the board.

use crate::live::{Filter, Live, Refused};
use crate::pending::Deed;
use crate::words::{count, named};
use domain::ideathon::board::{people_for, teams_for};
use domain::ideathon::{Mine, PersonCard, Reason, Skill, TeamCard};
use domain::kernel::ids::{AccountId, ChallengeId, TeamId};
use leptos::prelude::*;

/// How many suggestions are shown.
const SUGGESTED: usize = 3;

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
    let pressed = |on: bool| if on { "true" } else { "false" };
    let no_teams = move || live.teams.with(|t| t.shown.is_empty()).then(|| view! { <p class="empty">{live.words(|w| w.no_teams())}</p> });
    let no_match = move || {
        let all_hidden = live.teams.with(|t| !t.shown.is_empty() && t.shown.iter().all(|(id, _)| live.hidden.with(|h| h.contains(id))));
        all_hidden.then(|| view! { <p class="empty">{live.words(|w| w.no_match())}</p> })
    };
    let no_people = move || live.people.with(|p| p.shown.is_empty()).then(|| view! { <p class="empty">{live.words(|w| w.no_people())}</p> });
    view! {
        <div class="wall" class:people-first=move || tab.get()>
            <p class="said" role="status" aria-live="polite">{move || live.says.get()}</p>
            <p class="link-lost message" role="alert" hidden=move || live.online.get()>{live.words(|w| w.offline())}</p>
            <div class="segmented tabs" role="group">
                <button type="button" aria-pressed=move || pressed(!tab.get()) on:click=move |_| choose(false)>
                    {live.words(|w| w.teams())}" "{move || live.teams.with(|t| t.len())}
                </button>
                <button type="button" aria-pressed=move || pressed(tab.get()) on:click=move |_| choose(true)>
                    {live.words(|w| w.people())}" "{move || live.people.with(|p| p.len())}
                </button>
                <span class="here-now">{move || count(&live.words(|w| w.here_now()), live.here.with(|h| h.len()))}</span>
            </div>
            <section class="teams-side" aria-labelledby="teams-title">
                <h2 id="teams-title">{live.words(|w| w.teams())}</h2>
                <Filters live />
                {no_teams}
                {no_match}
                <ul class="team-cards">
                    <For each=move || live.teams.get().shown key=|(id, gone)| (id.clone(), *gone) children=move |(id, gone)| team(live, &id, gone) />
                </ul>
            </section>
            <section class="people-side" aria-labelledby="people-title">
                <h2 id="people-title">{live.words(|w| w.people())}</h2>
                {no_people}
                <ul class="person-cards">
                    <For each=move || live.people.get().shown key=|(id, gone)| (id.clone(), *gone) children=move |(id, gone)| person(live, &id, gone) />
                </ul>
            </section>
            <Tray live />
        </div>
    }
}

fn challenge_title(live: Live, id: &ChallengeId) -> String {
    live.room.with_value(|room| room.challenges.iter().find(|(c, _)| c == id).map(|(_, title)| title.clone()).unwrap_or_default())
}

fn skill_name(live: Live, skill: Skill) -> String {
    live.room.with_value(|room| room.skills.iter().find(|(s, _)| *s == skill).map(|(_, name)| name.clone()).unwrap_or_default())
}

fn language_name(live: Live, code: &str) -> String {
    live.room.with_value(|room| room.languages.iter().find(|(l, _)| l == code).map(|(_, name)| name.clone()).unwrap_or_else(|| code.to_owned()))
}

fn skills(live: Live, skills: &[Skill]) -> String {
    skills.iter().map(|s| skill_name(live, *s)).collect::<Vec<_>>().join(", ")
}

fn languages(live: Live, codes: &[String]) -> String {
    codes.iter().map(|l| language_name(live, l)).collect::<Vec<_>>().join(", ")
}

/// The filter: a form that asks for the page again, and changes what is shown at once where there are scripts.
#[component]
fn Filters(live: Live) -> impl IntoView {
    let now = live.filter.get_untracked();
    let challenges: Vec<_> = live.room.with_value(|room| room.challenges.clone());
    let all_skills: Vec<_> = live.room.with_value(|room| room.skills.clone());
    let page = live.room.with_value(|room| room.page.split('?').next().unwrap_or_default().to_owned());
    let change = move |of: fn(&mut Filter, &str), value: String| {
        let mut filter = live.filter.get_untracked();
        of(&mut filter, &value);
        live.choose(filter);
    };
    let chosen = now.clone();
    let challenge_options: Vec<_> = challenges
        .into_iter()
        .map(|(id, title)| {
            let selected = chosen.challenge.as_ref() == Some(&id);
            view! { <option value=id.to_string() selected=selected>{title}</option> }
        })
        .collect();
    let skill_options: Vec<_> = all_skills
        .into_iter()
        .map(|(skill, name)| {
            let selected = now.skill == Some(skill);
            view! { <option value=skill.code() selected=selected>{name}</option> }
        })
        .collect();
    view! {
        <form class="filters" method="get" action=page on:submit=move |event| event.prevent_default()>
            <label>
                <span>{live.words(|w| w.challenge())}</span>
                <select name="challenge" on:change=move |event| change(|f, v| f.challenge = ChallengeId::parse(v).ok(), event_target_value(&event))>
                    <option value="">{live.words(|w| w.any_challenge())}</option>
                    {challenge_options}
                </select>
            </label>
            <label>
                <span>{live.words(|w| w.skill())}</span>
                <select name="skill" on:change=move |event| change(|f, v| f.skill = Skill::parse(v), event_target_value(&event))>
                    <option value="">{live.words(|w| w.any_skill())}</option>
                    {skill_options}
                </select>
            </label>
            <label class="choice">
                <input
                    type="checkbox" name="free" value="yes" checked=now.free
                    on:change=move |event| change(|f, v| f.free = v == "true", event_target_checked(&event).to_string())
                />
                <span>{live.words(|w| w.only_free())}</span>
            </label>
            <button class="button quiet">{live.words(|w| w.filter())}</button>
        </form>
    }
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
    let page = live.room.with_value(|room| room.page.clone());
    let make = {
        let (team, person) = (team.cloned(), person.cloned());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            live.act.run(Deed { id: String::new(), what: what.to_owned(), team: team.clone(), person: person.clone(), done: false });
        }
    };
    let label_for_all = if about.is_empty() { label.clone() } else { format!("{label}: {about}") };
    view! {
        <form class="inline" method="post" action="/api/ideathon/gather" on:submit=make>
            <input type="hidden" name="request_id" value=id />
            <input type="hidden" name="on_page" value=page />
            <input type="hidden" name="what" value=what />
            <input type="hidden" name="team" value=team.map(ToString::to_string).unwrap_or_default() />
            <input type="hidden" name="person" value=person.map(ToString::to_string).unwrap_or_default() />
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
fn outcome(live: Live, team: Option<TeamId>, person: Option<AccountId>) -> impl IntoView {
    let about = (team, person);
    let again = about.clone();
    let sending = move || live.deeds.with(|deeds| deeds.iter().any(|d| d.is_about(about.0.as_ref(), about.1.as_ref())));
    let refused = move || {
        live.refused.get().filter(|r: &Refused| r.team == again.0 && r.person == again.1).map(|r| {
            view! { <span class="refused" role="alert"><b>{live.words(|w| w.refused())}</b>" "{r.says}</span> }
        })
    };
    view! {
        {move || sending().then(|| view! { <span class="sending">{live.words(|w| w.sending())}</span> })}
        {refused}
    }
}

fn team(live: Live, id: &TeamId, gone: bool) -> AnyView {
    let Some(card) = live.card(id) else { return ().into_any() };
    let (own, hide, of) = (id.clone(), id.clone(), id.clone());
    let is_mine = move || live.mine.with(|m| m.team.as_ref() == Some(&own));
    let hidden = move || live.hidden.with(|h| h.contains(&hide));
    let lang = live.room.with_value(|room| room.lang.clone());
    let href = format!("/{lang}/ideathon/teams/{id}");
    let action = move || {
        if gone {
            return stands(live.words(|w| w.gone_team()));
        }
        card.with(|card| live.mine.with(|mine| live.terms.with(|terms| team_action(live, card, mine, card.free(terms)))))
    };
    let facts = move || {
        card.with(|card| {
            let line = |label: String, text: String| (!text.is_empty()).then(|| view! { <p class="fact"><b>{label}</b>" "{text}</p> });
            view! {
                <p class="pitch">{card.pitch.clone()}</p>
                <p class="fact">{card.challenge.as_ref().map(|c| challenge_title(live, c))}</p>
                {line(live.words(|w| w.looks_for()), skills(live, &card.gaps))}
                {line(live.words(|w| w.has()), skills(live, &card.skills))}
                {line(live.words(|w| w.speaks()), languages(live, &card.languages))}
            }
        })
    };
    let standing = move || card.with(|card| live.terms.with(|terms| standing(live, card, card.free(terms))));
    view! {
        <li class="team-card" class:gone=gone class:own=is_mine hidden=hidden id=format!("team-{id}")>
            <h3><a href=href>{move || card.with(|c| c.name.clone())}</a></h3>
            <p class="standing">{standing}</p>
            <ol class="seats">{move || seats(live, card)}</ol>
            {facts}
            <div class="act">{action}{outcome(live, Some(of), None)}</div>
        </li>
    }
    .into_any()
}

/// How many places are free, and what is lacking.
fn standing(live: Live, card: &TeamCard, free: usize) -> String {
    let mut parts = vec![live.words(|w| match (card.closed, free) {
        (true, _) => w.closed(),
        (false, 0) => w.full(),
        (false, n) => count(&w.free(), n),
    })];
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
fn seats(live: Live, card: RwSignal<TeamCard>) -> Vec<AnyView> {
    let card = card.get();
    let most = usize::from(live.terms.with(|t| t.max)).max(card.seats.len());
    let coming = live.mine.with(|mine| {
        let me = mine.me.as_ref().filter(|me| mine.team.as_ref() == Some(&card.id) && !card.seats.iter().any(|s| s.id == me.id));
        me.map(|me| me.name.clone())
    });
    let here = live.here.get();
    let mut seats: Vec<AnyView> = card
        .seats
        .iter()
        .map(|seat| {
            let captain = seat.captain.then(|| view! { <span class="captain">{live.words(|w| w.captain())}</span> });
            let present = here.contains(&seat.id).then(|| view! { <span class="present" role="img" aria-label=live.words(|w| w.here())></span> });
            view! { <li>{present}{seat.name.clone()}{captain}</li> }.into_any()
        })
        .collect();
    if let Some(name) = coming {
        seats.push(view! { <li class="coming">{name}</li> }.into_any());
    }
    while seats.len() < most {
        seats.push(view! { <li class="free-seat">{live.words(|w| w.free_place())}</li> }.into_any());
    }
    seats
}

/// What I can do about a team. There is always something in the same place.
fn team_action(live: Live, card: &TeamCard, mine: &Mine, free: usize) -> AnyView {
    let (id, name) = (&card.id, card.name.clone());
    let button = |what, label: String, class| deed(live, what, Some(id), None, label, name.clone(), class);
    if mine.me.is_none() {
        return ().into_any();
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
            _ => ().into_any(),
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
    let own = mine.team.as_ref().and_then(|team| live.card(team)).map_or(0, |own| own.with(|own| own.seats.len()));
    own + card.seats.len() <= usize::from(live.terms.with(|t| t.max))
}

fn person(live: Live, id: &AccountId, gone: bool) -> AnyView {
    let Some(card) = live.person(id) else { return ().into_any() };
    let (of, me, present) = (id.clone(), id.clone(), id.clone());
    let is_me = move || live.mine.with(|m| m.me.as_ref().is_some_and(|own| own.id == me));
    let here = move || {
        live.here.with(|h| h.contains(&present)).then(|| view! { <span class="present" role="img" aria-label=live.words(|w| w.here())></span> })
    };
    let action = move || {
        if gone {
            return stands(live.words(|w| w.gone_person()));
        }
        card.with(|card| live.mine.with(|mine| person_action(live, card, mine)))
    };
    let facts = move || {
        card.with(|card| {
            let wishes = card.interests.iter().map(|c| challenge_title(live, c)).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
            let line = |label: Option<String>, text: String| {
                (!text.is_empty()).then(|| view! { <p class="fact">{label.map(|l| view! { <b>{l}</b>" " })}{text}</p> })
            };
            view! {
                {line(None, card.city.clone())}
                {line(Some(live.words(|w| w.has())), skills(live, &card.skills))}
                {line(Some(live.words(|w| w.speaks())), languages(live, &card.languages))}
                {line(Some(live.words(|w| w.wants())), wishes)}
                {line(None, card.about.clone())}
            }
        })
    };
    view! {
        <li class="person-card" class:gone=gone class:own=is_me id=format!("person-{id}")>
            <h3>{here}{move || card.with(|c| c.name.clone())}</h3>
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
        return ().into_any();
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
#[component]
fn Tray(live: Live) -> impl IntoView {
    let waiting = move || {
        live.mine.with(|m| {
            let offered = usize::from(m.offer.as_ref().is_some_and(|o| o.answer.is_none()));
            m.asking.len() + m.invited_by.len() + m.wished_by.len() + offered
        })
    };
    let label = move || match waiting() {
        0 => live.words(|w| w.tray_none()),
        n => count(&live.words(|w| w.tray()), n),
    };
    // Suggestions are made when the tray is opened or what concerns me changes, not with every change of the board.
    let opened = RwSignal::new(0u32);
    let suggestions = move || {
        opened.track();
        live.mine.with(|mine| suggestions(live, mine))
    };
    view! {
        <details class="tray" on:toggle=move |_| opened.update(|n| *n += 1)>
            <summary class:waits=move || { waiting() > 0 }>{label}</summary>
            <div class="tray-inside">
                <ul class="plain">{move || live.mine.with(|mine| incoming(live, mine))}</ul>
                {suggestions}
            </div>
        </details>
    }
}

fn incoming(live: Live, mine: &Mine) -> Vec<AnyView> {
    let words = |of: fn(&crate::Words) -> String| live.words(of);
    let mut rows = Vec::new();
    if let Some(offer) = &mine.offer {
        let with = offer.with.join(", ");
        let what =
            if offer.team.is_empty() { named(&words(crate::Words::offer_new), &with) } else { named(&words(crate::Words::offer_team), &offer.team) };
        let why = offer.why.iter().map(|r| reason(live, r)).collect::<Vec<_>>().join(", ");
        let answered = offer.answer.map(|yes| if yes { words(crate::Words::offer_yes) } else { words(crate::Words::offer_no) });
        let yes =
            (offer.answer != Some(true)).then(|| deed(live, "match_yes", None, None, words(crate::Words::offer_accept), String::new(), "button"));
        let no =
            (offer.answer != Some(false)).then(|| deed(live, "match_no", None, None, words(crate::Words::decline), String::new(), "button quiet"));
        rows.push(
            view! { <li><span>{what}" "<span class="fine">{why}</span>" "<b>{answered}</b></span>{yes}{no}{outcome(live, None, None)}</li> }
                .into_any(),
        );
    }
    for (person, said) in &mine.asking {
        let name = live.name_of(person);
        let said = (!said.is_empty()).then(|| view! { <q>{said.clone()}</q> });
        let row = view! {
            <li>
                <span>{named(&words(crate::Words::asks_you), &name)}" "{said}</span>
                {deed(live, "take_in", None, Some(person), words(crate::Words::take_in), name.clone(), "button")}
                {deed(live, "turn_down", None, Some(person), words(crate::Words::turn_down), name, "button quiet")}
            </li>
        };
        rows.push(row.into_any());
    }
    for team in &mine.invited_by {
        let name = live.team_name(team);
        let row = view! {
            <li>
                <span>{named(&words(crate::Words::invites_you), &name)}</span>
                {deed(live, "accept_invitation", Some(team), None, words(crate::Words::accept), name.clone(), "button")}
                {deed(live, "decline_invitation", Some(team), None, words(crate::Words::decline), name, "button quiet")}
            </li>
        };
        rows.push(row.into_any());
    }
    for team in &mine.wished_by {
        let name = live.team_name(team);
        let buttons = mine.captain.then(|| {
            view! {
                {deed(live, "accept_merge", Some(team), None, words(crate::Words::accept_merge), name.clone(), "button")}
                {deed(live, "decline_merge", Some(team), None, words(crate::Words::decline), name.clone(), "button quiet")}
            }
        });
        rows.push(view! { <li><span>{named(&words(crate::Words::wants_to_merge), &name)}</span>{buttons}</li> }.into_any());
    }
    rows
}

fn suggestions(live: Live, mine: &Mine) -> Option<AnyView> {
    let me = mine.me.as_ref().filter(|_| !mine.mentor)?;
    let rows: Vec<AnyView> = live.board(|board| match &mine.team {
        None => teams_for(me, board, SUGGESTED)
            .into_iter()
            .map(|(team, why)| suggestion(live, format!("#team-{}", team.id), team.name.clone(), &why))
            .collect(),
        Some(own) => {
            let Some(team) = board.teams.iter().find(|t| t.id == *own && !t.closed && t.free(&board.terms) > 0) else { return Vec::new() };
            people_for(team, board, SUGGESTED)
                .into_iter()
                .map(|(person, why)| suggestion(live, format!("#person-{}", person.id), person.name.clone(), &why))
                .collect()
        }
    });
    (!rows.is_empty()).then(|| view! { <h3>{live.words(|w| w.suggested())}</h3><ul class="plain suggested">{rows}</ul> }.into_any())
}

fn suggestion(live: Live, href: String, name: String, why: &[Reason]) -> AnyView {
    let why = why.iter().map(|r| reason(live, r)).collect::<Vec<_>>().join(", ");
    view! { <li><a href=href>{name}</a>" "<span class="fine">{why}</span></li> }.into_any()
}

/// A reason in words.
fn reason(live: Live, reason: &Reason) -> String {
    live.words(|w| match reason {
        Reason::Brings(skill) => named(&w.brings(), &skill_name(live, *skill)),
        Reason::Speaks(language) => named(&w.speaks_too(), &language_name(live, language)),
        Reason::WorksOn(challenge) => named(&w.works_on(), &challenge_title(live, challenge)),
        Reason::Chose(challenge, n) => count(&named(&w.chose(), &challenge_title(live, challenge)), usize::from(*n)),
        Reason::New(skill) => named(&w.new_skill(), &skill_name(live, *skill)),
        Reason::Needs(n) => count(&w.needs(), usize::from(*n)),
    })
}
