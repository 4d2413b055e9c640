//! The ideathon's board and its teams over HTTP: who looks on, what they are told and what not, what is refused and how, the organisers' hand,
//! and the proposal for those left over.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use std::net::SocketAddr;
use std::time::Duration;

use app::error::{ApiError, Refusal as AppRefusal};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use domain::ideathon::{Board, Delta, Mine, Refusal, Rules, Team};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, TeamId};
use futures_util::StreamExt;
use rig::{Answer, BASE, Caller, Rig, run};
use serde_json::Value as Json;
use server::jobs::ideathon::bring_together;
use store::Act;
use tower::ServiceExt;

const BOARD: &str = "/en/ideathon/board";
const DESK: &str = "/en/desk/ideathon";
/// How long something that has to come may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

fn id(who: &Caller) -> AccountId {
    who.account.clone().unwrap()
}

/// A stream of events, as a browser has one.
struct Live {
    body: axum::body::BodyDataStream,
    text: String,
    last: String,
}

#[derive(Debug)]
struct Event {
    kind: String,
    data: String,
}

impl Live {
    async fn open(rig: &Rig, who: &Caller, since: &str) -> Self {
        let mut request = Request::get(format!("/ideathon/live?lang=en&since={since}")).body(Body::empty()).unwrap();
        let peer: SocketAddr = "203.0.113.7:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let cookie = format!("plenary={}", who.cookie.as_ref().unwrap());
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        let response = rig.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), text: String::new(), last: String::new() }
    }

    /// What comes next, whatever it is.
    async fn next(&mut self) -> Event {
        loop {
            if let Some((text, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned));
                let (kind, data, id) = (field("event"), field("data"), field("id"));
                self.text = rest.to_owned();
                self.last = id.unwrap_or_else(|| self.last.clone());
                if let (Some(kind), Some(data)) = (kind, data) {
                    return Event { kind, data };
                }
                continue;
            }
            let piece = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("nothing came").expect("the stream ended").unwrap();
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    /// The next event of a kind, with everything that came before it.
    async fn until(&mut self, kind: &str) -> (Event, Vec<Event>) {
        let mut before = Vec::new();
        loop {
            let event = self.next().await;
            if event.kind == kind {
                return (event, before);
            }
            before.push(event);
        }
    }

    async fn room(&mut self) -> (Board, Mine) {
        let room: Json = serde_json::from_str(&self.until("room").await.0.data).unwrap();
        (serde_json::from_value(room["board"].clone()).unwrap(), serde_json::from_value(room["mine"].clone()).unwrap())
    }

    async fn delta(&mut self) -> Delta {
        serde_json::from_str(&self.until("delta").await.0.data).unwrap()
    }

    async fn mine(&mut self) -> Mine {
        serde_json::from_str(&self.until("mine").await.0.data).unwrap()
    }
}

/// Starts the task that tells everybody, when all who take part are there.
fn follow(rig: &Rig) {
    tokio::spawn(server::live::follow(rig.program.clone()));
}

async fn creates(who: &Caller, name: &str, request: &str) -> Answer {
    who.call("ideathon/create_team", &[("team_name", name), ("request_id", request)]).await
}

async fn gathers(who: &Caller, what: &str, team: &str, person: &str, request: &str) -> Answer {
    who.call("ideathon/gather", &[("what", what), ("team", team), ("person", person), ("request_id", request)]).await
}

async fn teams(rig: &Rig) -> Vec<Team> {
    rig.store.whole_hall().await.unwrap().teams.into_values().filter(|t| t.ended.is_none()).collect()
}

async fn team_of(rig: &Rig, who: &Caller) -> Option<TeamId> {
    rig.store.participant(&id(who)).await.unwrap().unwrap().team
}

/// The texts of the letters about teams to an address.
async fn letters(rig: &Rig, to: &str) -> Vec<String> {
    let rows = rig.store.outbox(None, None, 500).await.unwrap().rows;
    rows.into_iter().filter(|r| r.mail.to == to && r.mail.kind == "ideathon.team").map(|r| r.mail.text).collect()
}

fn refused(answer: &Answer, why: Refusal) {
    assert_eq!((answer.code(), answer.text()), (409, serde_json::to_string(&ApiError::Refused(AppRefusal::Ideathon(why))).unwrap()));
}

#[test]
fn the_board_is_for_those_who_take_part_and_for_organisers() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let participant = rig.participant("ann@city.example").await;
        let person = rig.person("eve@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        follow(&rig);
        for path in ["/ideathon/live?lang=en", "/ideathon/room.json?lang=en"] {
            assert_eq!(rig.anyone().get(path).await.code(), 401, "{path}");
            assert_eq!(person.get(path).await.code(), 403, "{path}");
        }
        for caller in [&participant, &desk] {
            let answer = caller.get("/ideathon/room.json?lang=en").await.expect(200);
            assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/json", "no-store"));
            let _ = Live::open(&rig, caller, "").await.room().await;
        }
    });
}

#[test]
fn what_somebody_does_not_show_is_told_to_nobody_else() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.participant("ann@city.example").await;
        let bob = rig.participant("bob@city.example").await;
        follow(&rig);
        let (mut of_ann, mut of_bob) = (Live::open(&rig, &ann, "").await, Live::open(&rig, &bob, "").await);
        let is_hidden = |board: &[domain::ideathon::PersonCard]| {
            let card = board.iter().find(|p| p.id == id(&ann)).unwrap();
            assert!(card.skills.is_empty() && card.languages.is_empty() && card.city.is_empty(), "{card:?}");
        };
        let (board, _) = of_bob.room().await;
        is_hidden(&board.people);
        let (board, mine) = of_ann.room().await;
        is_hidden(&board.people);
        let own = mine.me.unwrap();
        assert_eq!((own.city.as_str(), own.skills.len(), own.languages.len()), ("Köln", 1, 1));

        let profile = [("skills[]", "law"), ("languages[]", "ko"), ("about", "I listen"), ("looking", "yes"), ("request_id", "a")];
        let _ = ann.call("ideathon/save_profile", &profile).await.expect(200);
        let delta = of_bob.delta().await;
        is_hidden(&delta.people);
        assert_eq!(delta.people[0].about, "I listen");
        let _ = creates(&ann, "Foxes", "b").await.expect(200);
        let team = of_bob.delta().await.teams.remove(0);
        assert!(team.skills.is_empty() && team.languages.is_empty(), "{team:?}");
        let room = bob.get("/ideathon/room.json?lang=en").await.expect(200).text();
        let room: Json = serde_json::from_str(&room).unwrap();
        assert!(room["board"]["teams"][0]["skills"].as_array().unwrap().is_empty() && !room["board"].to_string().contains("Köln"));
    });
}

#[test]
fn what_was_acknowledged_reaches_everybody_and_what_concerns_one_only_that_one() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.participant("ann@city.example").await;
        let bob = rig.participant("bob@city.example").await;
        let eve = rig.participant("eve@city.example").await;
        follow(&rig);
        let mut all = Vec::new();
        for who in [&ann, &bob, &eve] {
            let mut live = Live::open(&rig, who, "").await;
            let _ = live.room().await;
            all.push(live);
        }
        let _ = creates(&ann, "Foxes", "a").await.expect(200);
        for live in &mut all {
            assert_eq!(live.delta().await.teams[0].name, "Foxes");
        }
        let own = all[0].mine().await;
        assert!(own.captain && own.team.is_some());
        let team = own.team.unwrap();
        let _ = gathers(&bob, "ask", team.as_str(), "", "b").await.expect(200);
        assert_eq!(all[0].mine().await.asking[0].0, id(&bob));
        assert_eq!(all[1].mine().await.asked, std::slice::from_ref(&team));
        let described = [("team", team.as_str()), ("team_name", "Red foxes"), ("request_id", "c")];
        let _ = ann.call("ideathon/describe_team", &described).await.expect(200);
        // A request changes nothing on the board, so nobody else hears of it before the next change.
        let (change, before) = all[2].until("delta").await;
        assert!(before.iter().all(|e| matches!(e.kind.as_str(), "here" | "moved")), "{before:?}");
        assert!(change.data.contains("Red foxes"));
    });
}

#[test]
fn who_comes_back_gets_what_they_missed_and_after_another_start_the_whole() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.participant("ann@city.example").await;
        let bob = rig.participant("bob@city.example").await;
        follow(&rig);
        let mut stays = Live::open(&rig, &ann, "").await;
        let _ = stays.room().await;
        let mut goes = Live::open(&rig, &bob, "").await;
        let (mut board, _) = goes.room().await;
        let last = goes.last.clone();
        drop(goes);
        let _ = creates(&ann, "Foxes", "a").await.expect(200);
        let _ = stays.delta().await;
        let _ = creates(&bob, "Owls", "b").await.expect(200);
        let _ = stays.delta().await;

        let mut back = Live::open(&rig, &bob, &last).await;
        let mut missed = Vec::new();
        for _ in 0..2 {
            let event = back.next().await;
            assert_eq!(event.kind, "delta");
            missed.push(serde_json::from_str::<Delta>(&event.data).unwrap());
        }
        assert_eq!(missed.iter().map(|d| d.teams[0].name.as_str()).collect::<Vec<_>>(), ["Foxes", "Owls"]);
        assert!(back.mine().await.captain);
        for delta in &missed {
            board.apply(delta);
        }
        let hall = rig.store.whole_hall().await.unwrap();
        assert_eq!(board.sorted(), Board::of(&hall).sorted());
        let (epoch, revision) = last.split_once('-').unwrap();
        for unknown in [format!("1{epoch}-{revision}"), format!("{epoch}-999999"), "nonsense".to_owned()] {
            let first = Live::open(&rig, &bob, &unknown).await.next().await;
            assert_eq!(first.kind, "room", "{unknown}");
        }
    });
}

/// Rules by which a team of one is full.
async fn only_one_each(rig: &Rig) {
    let (rules, version) = rig.store.ideathon_rules().await.unwrap();
    rig.store.set_ideathon_rules(&Act::system(rig.now()), &Rules { min: 1, max: 1, ..rules }, version).await.unwrap();
}

#[test]
fn a_full_team_refuses_in_the_language_of_the_page_and_without_scripts_on_the_board() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        only_one_each(&rig).await;
        let ann = rig.team("foxes", &["ann@city.example"]).await.remove(0);
        let bob = rig.participant("bob@city.example").await;
        let full = ApiError::Refused(AppRefusal::Ideathon(Refusal::TeamFull));
        for (lang, code) in [(Lang::En, "en"), (Lang::Ru, "ru"), (Lang::Ko, "ko")] {
            let from = bob.clone().with("referer", &format!("{BASE}/{code}/ideathon/board"));
            let answer = gathers(&from, "ask", "foxes", "", code).await;
            refused(&answer, Refusal::TeamFull);
            assert_eq!(answer.header("says"), app::ui::percent(&app::words::error(lang, &full)));
        }
        let fields = [("what", "ask"), ("team", "foxes"), ("request_id", "x")];
        let page = bob.form(BOARD, "ideathon/gather", &fields).await.expect(409).text();
        assert!(page.contains(&app::words::error(Lang::En, &full)) && page.contains("FOXES"), "{page}");
        let made = [("team_name", "Owls"), ("request_id", "y")];
        let answer = bob.form("/en/ideathon/teams/new", "ideathon/create_team", &made).await.expect(303);
        let team = team_of(&rig, &bob).await.unwrap();
        assert!(answer.header("location").contains(&format!("/en/ideathon/teams/{team}")), "{}", answer.header("location"));
        let _ = ann.form(BOARD, "ideathon/gather", &[("what", "leave"), ("request_id", "z")]).await.expect(303);
        assert_eq!(team_of(&rig, &ann).await, None);
    });
}

#[test]
fn a_request_that_is_sent_twice_has_one_effect() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.participant("ann@city.example").await;
        let bob = rig.participant("bob@city.example").await;
        for _ in 0..2 {
            let _ = creates(&ann, "Foxes", "once").await.expect(200);
        }
        let team = teams(&rig).await;
        assert_eq!(team.len(), 1);
        for _ in 0..2 {
            let _ = gathers(&ann, "invite", "", id(&bob).as_str(), "twice").await.expect(200);
        }
        assert_eq!(letters(&rig, "bob@city.example").await.len(), 1);
        for _ in 0..2 {
            let _ = gathers(&bob, "accept_invitation", team[0].id.as_str(), "", "in").await.expect(200);
        }
        let other = gathers(&bob, "decline_invitation", team[0].id.as_str(), "", "in").await;
        assert_eq!(other.code(), 409);
        assert_eq!(teams(&rig).await[0].members.len(), 2);
    });
}

#[test]
fn what_only_a_captain_does_is_refused_to_members_and_codes_let_in_while_they_last() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let members = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await;
        let _ = rig.team("owls", &["eve@city.example"]).await;
        let ann = id(&members[0]);
        for (what, team, person) in
            [("close", "", ""), ("open", "", ""), ("hand_over", "", ann.as_str()), ("match_off", "", ""), ("wish_merge", "owls", "")]
        {
            refused(&gathers(&members[1], what, team, person, what).await, Refusal::CaptainOnly);
            assert_eq!(gathers(&members[0], what, team, person, what).await.code(), 200, "{what}");
        }
        let newcomer = rig.participant("new@city.example").await;
        let uses = |code: String, request: &'static str| {
            let newcomer = newcomer.clone();
            async move { newcomer.call("ideathon/use_code", &[("team_code", &code), ("request_id", request)]).await }
        };
        refused(&uses("ZZZZZZ".into(), "a").await, Refusal::CodeNotValid);
        let code = async || rig.store.team(&TeamId::parse("foxes").unwrap()).await.unwrap().unwrap().code.unwrap().code;
        let _ = gathers(&members[1], "new_code", "", "", "code-1").await.expect(200);
        let first = code().await;
        let _ = gathers(&members[1], "new_code", "", "", "code-2").await.expect(200);
        refused(&uses(first, "b").await, Refusal::CodeNotValid);
        rig.later(2 * 3600 + 1);
        refused(&uses(code().await, "c").await, Refusal::CodeNotValid);
        let _ = gathers(&members[1], "new_code", "", "", "code-3").await.expect(200);
        let typed = code().await.to_lowercase();
        let _ = uses(format!("{} {}", &typed[..3], &typed[3..]), "d").await.expect(200);
        assert_eq!(team_of(&rig, &newcomer).await.unwrap().as_str(), "foxes");
    });
}

#[test]
fn organisers_move_people_after_the_lock_with_a_reason_that_is_written_to_them() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.team("foxes", &["ann@city.example"]).await.remove(0);
        let bob = rig.team("owls", &["bob@city.example"]).await.remove(0);
        let desk = rig.organiser("desk@city.example").await;
        rig.later(7 * 3600);
        refused(&gathers(&bob, "leave", "", "", "a").await, Refusal::Locked);
        let who = id(&bob);
        let page = desk.form(DESK, "ideathon/move_person", &[("person", who.as_str()), ("team", "foxes"), ("request_id", "b")]).await.expect(422);
        assert!(page.text().contains("move_reason"));
        let fields = [("person", who.as_str()), ("team", "foxes"), ("move_reason", "asked for it"), ("request_id", "c")];
        for _ in 0..2 {
            let _ = desk.form(DESK, "ideathon/move_person", &fields).await.expect(303);
        }
        assert_eq!(team_of(&rig, &bob).await.unwrap().as_str(), "foxes");
        assert_eq!(teams(&rig).await.len(), 1, "a team that nobody is in any more ends");
        let told = letters(&rig, "bob@city.example").await;
        assert!(told.len() == 1 && told[0].contains("asked for it") && told[0].contains("FOXES"), "{told:?}");
        let dissolve = [("team", "foxes"), ("move_reason", "the room is flooded"), ("request_id", "d")];
        let _ = desk.form(DESK, "ideathon/dissolve_team", &dissolve).await.expect(303);
        assert_eq!((teams(&rig).await.len(), team_of(&rig, &ann).await), (0, None));
        let told = letters(&rig, "ann@city.example").await;
        assert!(told.len() == 1 && told[0].contains("the room is flooded"), "{told:?}");
    });
}

#[test]
fn rules_in_a_wrong_order_are_given_back_and_a_spreadsheet_computes_nothing() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let desk = rig.organiser("desk@city.example").await;
        let before = rig.store.ideathon_rules().await.unwrap();
        let version = before.1.to_string();
        let fields = [
            ("version", version.as_str()),
            ("team_min", "4"),
            ("team_max", "5"),
            ("least_skills", "1"),
            ("opens_at", "2017-06-28T10:30"),
            ("match_at", "2017-06-28T12:34"),
            ("locks_at", "2017-06-28T11:43"),
            ("deadline", "2017-06-29T18:00"),
            ("grace_minutes", "17"),
            ("request_id", "a"),
        ];
        let page = desk.form(DESK, "ideathon/set_rules", &fields).await.expect(409).text();
        assert!(page.contains(&app::words::error(Lang::En, &ApiError::Refused(AppRefusal::Ideathon(Refusal::RulesContradict)))));
        for typed in ["2017-06-28T12:34", "2017-06-28T11:43", "value=\"17\""] {
            assert!(page.contains(typed), "{typed}");
        }
        assert_eq!(rig.store.ideathon_rules().await.unwrap(), before);
        let ann = rig.participant("ann@city.example").await;
        let _ = creates(&ann, "=1+1", "b").await.expect(200);
        let file = desk.get("/en/desk/ideathon.csv").await.expect(200).text();
        assert!(file.contains(",'=1+1,"), "{file}");
        assert!(!file.contains(",=1+1"));
        assert_eq!(ann.get("/en/desk/ideathon.csv").await.code(), 403);
    });
}

#[test]
fn those_left_over_are_proposed_a_team_once_and_come_together_as_they_answered() {
    run(async {
        let rig = Rig::new().await;
        let rules = rig.open_ideathon().await;
        let mut all = Vec::new();
        for name in ["ann", "bob", "eve", "ian"] {
            all.push(rig.participant(&format!("{name}@city.example")).await);
        }
        let other = Rig::on(rig.store.as_two_nodes().1).await;
        bring_together(&rig.program).await.unwrap();
        assert!(rig.store.matching().await.unwrap().is_none(), "too early");
        let wait = |seconds: i64| {
            rig.later(seconds);
            other.later(seconds);
        };
        wait(rules.match_at.as_second() - rig.now().as_second());
        for program in [&rig.program, &other.program, &rig.program] {
            bring_together(program).await.unwrap();
        }
        let matching = rig.store.matching().await.unwrap().unwrap();
        assert_eq!((matching.version, matching.proposal.groups.len(), matching.proposal.groups[0].people.len()), (1, 1, 4));
        for name in ["ann", "bob", "eve", "ian"] {
            assert_eq!(letters(&rig, &format!("{name}@city.example")).await.len(), 1, "{name}");
        }
        let late = rig.participant("late@city.example").await;
        refused(&gathers(&late, "match_yes", "", "", "x").await, Refusal::NothingToAnswer);
        for (n, who) in all.iter().enumerate() {
            let _ = gathers(who, if n == 3 { "match_no" } else { "match_yes" }, "", "", "answer").await.expect(200);
        }
        bring_together(&other.program).await.unwrap();
        assert!(teams(&rig).await.is_empty(), "before its time");
        wait(15 * 60);
        let (one, two) = (rig.program.clone(), other.program.clone());
        let both = [tokio::spawn(async move { bring_together(&one).await }), tokio::spawn(async move { bring_together(&two).await })];
        for done in both {
            done.await.unwrap().unwrap();
        }
        bring_together(&rig.program).await.unwrap();
        let made = teams(&rig).await;
        assert_eq!((made.len(), made[0].members.len()), (1, 3));
        assert_eq!(team_of(&rig, &all[3]).await, None);
        assert_eq!(letters(&rig, "bob@city.example").await.len(), 2);
        refused(&gathers(&all[3], "match_yes", "", "", "again").await, Refusal::NothingToAnswer);
    });
}
