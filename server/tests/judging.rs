//! A contest over HTTP, from its criteria to the city that pilots an entry: who may do what, that jurors are blind to each other, and that the
//! published result is the one that was sealed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::ideathon::hall::{Action, By};
use domain::ideathon::{Profile, Rules, Skill, TeamFacts};
use domain::kernel::Role;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{ContestId, SignInId, TeamId};
use domain::registration::{Decision, Notice};
use jiff::Timestamp;
use rig::{Answer, Caller, Rig, run};
use server::{event_files, jobs};
use store::{Act, Mail, TeamNotice};

const CONTEST: &str = "ideathon";

fn contest() -> ContestId {
    ContestId::parse(CONTEST).unwrap()
}

fn letter(notice: &TeamNotice) -> Mail {
    Mail::new(&notice.to, "en", "ideathon.news", "s", "t")
}

/// Registers somebody from a city and approves it.
async fn register(rig: &Rig, person: &Caller, city: &str, country: &str, organisation: &str) {
    for (version, step) in rig::STEPS.iter().enumerate() {
        let (number, id) = (version.to_string(), format!("step-{version}"));
        let other = |(name, value): &(&'static str, &'static str)| {
            let value = match *name {
                "city" => city.to_owned(),
                "country" => country.to_owned(),
                "organisation" => organisation.to_owned(),
                _ => (*value).to_owned(),
            };
            (*name, value)
        };
        let fields: Vec<(&str, String)> = step.iter().map(other).chain([("version", number), ("request_id", id)]).collect();
        // The first field says which step it is.
        let fields: Vec<(&str, &str)> = fields.iter().enumerate().map(|(at, (k, v))| (*k, if at == 0 { step[0].1 } else { v.as_str() })).collect();
        let _ = person.call("registration/save_step", &fields).await.expect(200);
    }
    let version = rig::STEPS.len().to_string();
    let _ = person.call("registration/submit", &[("version", version.as_str()), ("request_id", "hand-in")]).await.expect(200);
    let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
    let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
}

/// Has somebody found a team.
async fn team(rig: &Rig, person: &Caller, id: &str, name: &str) {
    let account = person.account.clone().unwrap();
    let actor = Actor::Person(Person {
        account: account.clone(),
        sign_in: SignInId::parse("s").unwrap(),
        roles: vec![],
        verified: true,
        second_factor: false,
        acting_for: None,
    });
    let act = Act { actor: &actor, now: rig.now(), request: None };
    let profile = Profile { skills: vec![Skill::Ux], languages: vec!["en".into()], looking: true, ..Profile::default() };
    rig.store.take_part(&act, &account, &profile, &letter).await.unwrap();
    let facts = TeamFacts { name: name.to_owned(), pitch: "Buses that wait.".to_owned(), ..TeamFacts::default() };
    let create = Action::Create { team: TeamId::parse(id).unwrap(), facts };
    rig.store.gather(&act, By::Participant(&account), &create, None, &letter).await.unwrap();
    let work =
        [("team", id), ("base", "0"), ("pitch_title", "On time"), ("canvas_users", "Everybody who waits"), ("go", "hand_in"), ("request_id", id)];
    let _ = person.call("ideathon/save_work", &work).await.expect(200);
}

async fn step(desk: &Caller, rig: &Rig, name: &str) -> Answer {
    rig.later(10);
    let version = rig.store.contest(&contest()).await.unwrap().unwrap().version.to_string();
    let id = format!("step-{name}-{version}");
    let fields = [("contest", CONTEST), ("version", version.as_str()), ("step", name), ("step_sure", "yes"), ("request_id", id.as_str())];
    desk.call("judging/step", &fields).await
}

async fn sheet(juror: &Caller, rig: &Rig, entry: &str, version: &str, go: &str, scores: &[&str]) -> Answer {
    rig.later(10);
    let id = format!("sheet-{entry}-{version}-{go}");
    let names: Vec<String> = (0..scores.len()).map(|n| format!("scores[{n}]")).collect();
    let scores = names.iter().map(String::as_str).zip(scores.iter().copied());
    let fields: Vec<(&str, &str)> =
        [("contest", CONTEST), ("entry", entry), ("version", version), ("go", go), ("request_id", id.as_str())].into_iter().chain(scores).collect();
    juror.call("judging/save_sheet", &fields).await
}

/// A page without what is new in each of its forms.
async fn shown(caller: &Caller, path: &str) -> String {
    let page = caller.get(path).await.expect(200).text();
    page.split("name=\"request_id\" value=\"").map(|piece| piece.get(32..).filter(|_| !piece.starts_with('<')).unwrap_or(piece)).collect()
}

/// Everybody who takes part in a contest of two teams: one from Köln, whose name a spreadsheet would calculate, and one from Porto.
struct Scene {
    rig: Rig,
    desk: Caller,
    local: Caller,
    other: Caller,
    spare: Caller,
    koeln: Caller,
    porto: Caller,
}

impl Scene {
    async fn new() -> Self {
        let rig = Rig::new().await;
        for draft in event_files::contests(&rig::root().join("event/wego-2017")).unwrap() {
            assert!(rig.store.make_contest(&Act::system(rig.now()), &draft.id, &draft.title, &draft.terms).await.unwrap());
        }
        let desk = rig.organiser("desk@city.example").await;
        let (local, other) = (rig.staff("local@jury.example", Role::Juror).await, rig.staff("other@jury.example", Role::Juror).await);
        let spare = rig.staff("spare@jury.example", Role::Juror).await;
        register(&rig, &local, "Köln", "DE", "University").await;
        rig.later(60);
        let (koeln, porto) = (rig.person("koeln@team.example").await, rig.person("porto@team.example").await);
        register(&rig, &koeln, "KÖLN", "DE", "City of Köln").await;
        rig.later(60);
        register(&rig, &porto, "Porto", "PT", "Buses").await;
        rig.later(60);
        let (rules, version) = rig.store.ideathon_rules().await.unwrap();
        let open = Rules { opens_at: Timestamp::UNIX_EPOCH, ..rules };
        rig.store.set_ideathon_rules(&Act::system(rig.now()), &open, version).await.unwrap();
        team(&rig, &koeln, "team-a", "=SUM(A1)").await;
        team(&rig, &porto, "team-b", "Stop-bots").await;
        Self { rig, desk, local, other, spare, koeln, porto }
    }

    /// The same with an open contest, judged by the local juror and the other one.
    async fn opened() -> Self {
        let scene = Self::new().await;
        for juror in [&scene.local, &scene.other] {
            let account = juror.account.as_ref().unwrap().to_string();
            let fields = [("contest", CONTEST), ("juror", account.as_str()), ("request_id", account.as_str())];
            let _ = scene.desk.call("judging/add_juror", &fields).await.expect(200);
        }
        let version = scene.version().await;
        let terms = [("title_en", "Pitches"), ("count_by", "mean"), ("tie_1", "criterion:impact"), ("least", "1"), ("request_id", "terms")];
        let fields: Vec<_> = [("contest", CONTEST), ("version", version.as_str())].into_iter().chain(terms).collect();
        let _ = scene.desk.call("judging/save_terms", &fields).await.expect(200);
        let _ = step(&scene.desk, &scene.rig, "open").await.expect(200);
        scene
    }

    async fn version(&self) -> String {
        self.rig.store.contest(&contest()).await.unwrap().unwrap().version.to_string()
    }

    async fn announced() -> Self {
        let scene = Self::opened().await;
        let (rig, desk) = (&scene.rig, &scene.desk);
        let _ = sheet(&scene.other, rig, "team-a", "0", "submitted", &["problem:5", "idea:5", "impact:5", "feasible:5"]).await.expect(200);
        let _ = sheet(&scene.other, rig, "team-b", "0", "submitted", &["problem:2", "idea:", "impact:2", "feasible:2"]).await.expect(200);
        for name in ["close", "seal", "announce"] {
            let _ = step(desk, rig, name).await.expect(200);
        }
        scene
    }
}

#[test]
fn criteria_are_changed_in_a_draft_and_never_afterwards() {
    run(async {
        let scene = Scene::new().await;
        let (rig, desk) = (&scene.rig, &scene.desk);
        let page = desk.get("/en/desk/contests/ideathon").await.expect(200).text();
        assert!(page.contains("Impact for people") && page.contains("It would open with 2 entries."), "{page}");
        let version = scene.version().await;
        let new = [
            ("contest", CONTEST),
            ("version", version.as_str()),
            ("criterion_name_en", "Courage"),
            ("weight", "5"),
            ("scale", "3"),
            ("request_id", "new"),
        ];
        let _ = desk.form("/en/desk/contests/ideathon", "judging/save_criterion", &new).await.expect(303);
        let bad = [("contest", CONTEST), ("version", "2"), ("criterion_name_en", "Wit"), ("weight", "200"), ("scale", "3"), ("request_id", "bad")];
        let answer = desk.form("/en/desk/contests/ideathon", "judging/save_criterion", &bad).await.expect(422).text();
        assert!(answer.contains("Wit") && answer.contains("Please give a whole number."));
        let _ = desk
            .call("judging/remove_criterion", &[("contest", CONTEST), ("version", "1"), ("criterion", "idea"), ("request_id", "r")])
            .await
            .expect(409);
        let _ = desk
            .call("judging/remove_criterion", &[("contest", CONTEST), ("version", "2"), ("criterion", "idea"), ("request_id", "r")])
            .await
            .expect(200);
        let names: Vec<String> = rig.store.contest(&contest()).await.unwrap().unwrap().terms.criteria.iter().map(|c| c.name.en.clone()).collect();
        assert_eq!(names, ["Problem", "Impact for people", "Feasible for a city", "Courage"]);
        // Without jurors nothing opens, and a step is confirmed.
        let _ = step(desk, rig, "open").await.expect(409);
        let unsure = desk.call("judging/step", &[("contest", CONTEST), ("version", "3"), ("step", "open"), ("request_id", "u")]).await;
        assert_eq!(unsure.code(), 422);
        let _ = rig.anyone().get("/en/results/ideathon").await.expect(404);
    });
}

#[test]
fn a_juror_scores_what_there_is_no_conflict_with_and_sees_nothing_of_the_others() {
    run(async {
        let Scene { rig, desk, local, other, spare, koeln, .. } = Scene::opened().await;
        let conflict = local.get("/en/jury/ideathon/team-a").await.expect(200).text();
        assert!(conflict.contains("conflict of interest with this entry (same city)") && !conflict.contains("scores[0]"), "{conflict}");
        let _ = sheet(&local, &rig, "team-a", "0", "submitted", &["problem:5"]).await.expect(409);

        // What the other juror and the desk see is the same before and after, but for how far it is.
        let path = "/en/jury/ideathon/team-b";
        let (before, before_list, before_desk) =
            (shown(&other, path).await, shown(&other, "/en/jury/ideathon").await, shown(&desk, "/en/desk/contests/ideathon").await);
        let _ = sheet(&local, &rig, "team-b", "0", "draft", &["problem:4", "idea:", "impact:3", "feasible:1"]).await.expect(200);
        let saved = local.get(path).await.expect(200).text();
        assert!(saved.contains("value=\"problem:4\" checked") && saved.contains("value=\"idea:\" checked"), "{saved}");
        let _ = sheet(&local, &rig, "team-b", "1", "submitted", &["problem:4", "idea:", "impact:3", "feasible:1"]).await.expect(200);
        assert!(before.contains("Buses that wait.") && before.contains("Everybody who waits"), "{before}");
        assert_eq!(before, shown(&other, path).await);
        assert_eq!(before_list, shown(&other, "/en/jury/ideathon").await);
        let after_desk = shown(&desk, "/en/desk/contests/ideathon").await;
        assert_ne!(before_desk, after_desk);
        assert!(after_desk.contains("1 of 3 sheets are handed in") && !after_desk.contains("4 / 5"));
        let own = local.get(path).await.expect(200).text();
        assert!(own.contains("4 / 5") && own.contains("No opinion"));

        // Handed in is handed in, until an organiser opens it again with a reason.
        let _ = sheet(&local, &rig, "team-b", "2", "submitted", &["problem:1"]).await.expect(409);
        let account = local.account.as_ref().unwrap();
        let of = format!("{account}/team-b");
        let fields = [("contest", CONTEST), ("score_sheet", of.as_str()), ("judge_reason", "a slip of the mouse"), ("request_id", "re")];
        let _ = desk.call("judging/reopen_sheet", &fields).await.expect(200);
        assert!(local.get(path).await.expect(200).text().contains("a slip of the mouse"));

        // A conflict that a juror declares is for good, and the form for it gives back what was typed.
        let declare = [("contest", CONTEST), ("entry", "team-b"), ("judge_reason", " "), ("request_id", "d1")];
        let _ = local.form(path, "judging/declare", &declare).await.expect(422);
        let declare = [("contest", CONTEST), ("entry", "team-b"), ("judge_reason", "my brother"), ("request_id", "d2")];
        let _ = local.form(path, "judging/declare", &declare).await.expect(303);
        let _ = sheet(&local, &rig, "team-b", "3", "submitted", &["problem:1"]).await.expect(409);

        // Who is not on the panel finds nothing; who is no juror is not let in.
        for path in ["/en/jury/ideathon", "/en/jury/ideathon/team-b"] {
            let _ = spare.get(path).await.expect(404);
            assert_eq!((desk.get(path).await.code(), koeln.get(path).await.code(), rig.anyone().get(path).await.code()), (403, 403, 303));
        }
        let _ = sheet(&spare, &rig, "team-b", "0", "draft", &["problem:1"]).await.expect(404);
        let _ = sheet(&desk, &rig, "team-b", "0", "draft", &["problem:1"]).await.expect(403);
        assert!(spare.get("/en/jury").await.expect(200).text().contains("No contest that you judge is open yet."));
        let _ = other.get("/en/jury/ideathon/team-z").await.expect(404);
        let _ = local.get("/en/desk/contests").await.expect(403);
        let bare = rig.hat("bare@jury.example", Role::Juror).await;
        assert!(bare.get("/en/jury").await.expect(303).header("location").contains("/me/second-factor"));
    });
}

#[test]
fn scores_leave_with_a_reason_only_and_the_result_is_the_one_that_was_sealed() {
    run(async {
        let Scene { rig, desk, other, koeln, .. } = Scene::opened().await;
        let _ = sheet(&other, &rig, "team-a", "0", "submitted", &["problem:5", "idea:5", "impact:5", "feasible:5"]).await.expect(200);
        let _ = sheet(&other, &rig, "team-b", "0", "submitted", &["problem:2", "idea:2", "impact:2", "feasible:2"]).await.expect(200);
        let csv = "/en/desk/contests/ideathon/scores.csv";
        let _ = desk.get(&format!("{csv}?judge_reason=curious")).await.expect(404);
        let _ = step(&desk, &rig, "close").await.expect(200);
        let _ = sheet(&other, &rig, "team-a", "1", "submitted", &["problem:0"]).await.expect(409);
        let _ = desk.get(csv).await.expect(403);
        let _ = other.get(&format!("{csv}?judge_reason=curious")).await.expect(403);
        let file = desk.get(&format!("{csv}?judge_reason=a+complaint")).await.expect(200).text();
        assert!(file.contains("'=SUM(A1)") && file.contains("team-b,Stop-bots,Zoë Müller,submitted,,2,2,2,2"), "{file}");
        // A juror whose scores are in it reads so in their ledger; who only entered has nothing in it.
        let scored = async |who: &Caller| -> usize {
            let lines = who.get("/en/me/ledger.json?kind=scored").await.expect(200).text();
            serde_json::from_str::<Vec<serde_json::Value>>(&lines).unwrap().len()
        };
        assert_eq!((scored(&other).await, scored(&koeln).await), (1, 0));
        assert!(other.get("/en/me/ledger").await.expect(200).text().contains("yours as a juror are in it with your name"));
        let looked = desk.get("/en/desk/contests/ideathon?look=ranking&judge_reason=a+complaint").await.expect(200).text();
        assert!(looked.contains("Ranking as it would be sealed now") && !desk.get("/en/desk/contests/ideathon").await.text().contains("1.0000"));
        let trail = rig.store.audit_of("contest:ideathon", None, 50).await.unwrap().rows;
        let looks: Vec<String> = trail.iter().filter(|r| r.entry.verb == "judging.looked").map(|r| format!("{:?}", r.entry.details)).collect();
        assert!(looks.len() == 2 && looks.iter().all(|l| l.contains("a complaint")), "{looks:?}");

        let results = "/en/results/ideathon";
        assert!(rig.anyone().get(results).await.expect(200).text().contains("The jury has not finished."));
        let _ = rig.anyone().get("/results/ideathon.txt").await.expect(404);
        let _ = step(&desk, &rig, "announce").await.expect(409);
        let _ = step(&desk, &rig, "seal").await.expect(200);
        let sealed = rig.anyone().get(results).await.expect(200).text();
        let digest = rig.store.contest(&contest()).await.unwrap().unwrap().digest.unwrap();
        assert!(sealed.contains(&digest) && !sealed.contains("Stop-bots") && !sealed.contains("1.0000"), "{sealed}");
        let kept = rig.store.sealed_ranking(&contest()).await.unwrap().unwrap();
        assert!(kept.starts_with("x1.") && !kept.contains("team-a"));
        let _ = rig.anyone().get("/results/ideathon.txt").await.expect(404);

        let _ = step(&desk, &rig, "announce").await.expect(200);
        let announced = rig.anyone().get(results).await.expect(200).text();
        assert!(announced.contains("=SUM(A1)") && announced.contains("1.0000") && announced.contains("0.4000") && announced.contains(&digest));
        let file = rig.anyone().get("/results/ideathon.txt").await.expect(200);
        assert_eq!(store::digest(&file.text()), digest);
        let text = file.text();
        let (nonce, result) = text.split_once('\n').unwrap();
        assert_eq!((nonce.len(), result.contains("\"rank\":1"), result.contains(other.account.as_ref().unwrap().as_str())), (64, true, false));
        // Now it is no secret any more.
        let _ = desk.get(csv).await.expect(200);
        let ru = rig.anyone().get("/ru/results/ideathon").await.expect(200).text();
        assert!(ru.contains("Место") && ru.contains("Как проверить результат"));
        assert!(rig.anyone().get("/ko/results/ideathon").await.expect(200).text().contains("순위"));
    });
}

#[test]
fn a_city_pilots_an_entry_the_team_agrees_and_others_see_city_and_state_only() {
    run(async {
        let Scene { rig, desk, koeln, porto, local, .. } = Scene::announced().await;
        let head = rig.person("head@seoul.example").await;
        let city =
            [("names", "Seoul"), ("country", "KR"), ("membership", "full"), ("fee", "paid"), ("heads", "head@seoul.example"), ("request_id", "c")];
        let _ = desk.call("registration/put_city", &city).await.expect(200);
        let seoul = rig.store.cities_led_by("head@seoul.example").await.unwrap()[0].id.to_string();
        let page = "/en/results/ideathon/team-a";
        assert!(head.get(page).await.expect(200).text().contains("You head the delegation of Seoul."));
        assert!(!koeln.get(page).await.expect(200).text().contains("owner_email"));
        let of = [("contest", CONTEST), ("entry", "team-a"), ("city_id", seoul.as_str())];
        let promise = [
            ("owner_name", "Kim Sample"),
            ("owner_role", "Bus office"),
            ("owner_email", "owner@seoul.example"),
            ("first_step", "Ask the drivers"),
            ("pilot_day", "2017-08-01"),
        ];
        let with = |more: &[(&'static str, &'static str)]| of.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
        let mut fields = with(&promise);
        fields.push(("request_id", "intend"));
        let _ = koeln.call("judging/intend_pilot", &fields).await.expect(404);
        let empty = head.form(page, "judging/intend_pilot", &with(&[("owner_name", "Kim Sample"), ("request_id", "e")])).await.expect(422).text();
        assert!(empty.contains("value=\"Kim Sample\""));
        let _ = head.call("judging/intend_pilot", &fields).await.expect(200);
        fields.pop();
        fields.push(("request_id", "again"));
        let _ = head.call("judging/intend_pilot", &fields).await.expect(409);
        let mails = rig.store.outbox(None, None, 50).await.unwrap().rows;
        let told: Vec<&str> = mails.iter().filter(|m| m.mail.kind == "judging.pilot_intended").map(|m| m.mail.to.as_str()).collect();
        assert_eq!(told, ["koeln@team.example"]);

        // City and state for everybody, the contact for those whom it concerns.
        let public = rig.anyone().get("/en/results/ideathon").await.expect(200).text();
        assert!(public.contains("Seoul – intended") && !public.contains("owner@seoul.example"));
        for (who, knows) in [(&koeln, true), (&head, true), (&desk, true), (&porto, false), (&local, false)] {
            assert_eq!(who.get(page).await.expect(200).text().contains("owner@seoul.example"), knows);
        }
        assert_eq!(rig.anyone().get(page).await.code(), 303);

        let step = |to: &'static str, version: &'static str, id: &'static str| with(&[("pilot_step", to), ("version", version), ("request_id", id)]);
        rig.later(60);
        let _ = porto.call("judging/step_pilot", &step("agreed", "1", "s1")).await.expect(404);
        let _ = head.call("judging/step_pilot", &step("agreed", "1", "s2")).await.expect(409);
        let _ = koeln.call("judging/step_pilot", &step("agreed", "1", "s3")).await.expect(200);
        let _ = head.call("judging/step_pilot", &step("running", "1", "s4")).await.expect(409);
        let _ = head.call("judging/step_pilot", &step("running", "2", "s5")).await.expect(200);
        let _ = head.call("judging/step_pilot", &step("dropped", "3", "s6")).await.expect(422);

        // The day passes, and the owner is reminded once.
        assert_eq!(jobs::pilots::remind_due(&rig.program).await.unwrap(), 0);
        rig.later(70 * 24 * 3600);
        assert_eq!((jobs::pilots::remind_due(&rig.program).await.unwrap(), jobs::pilots::remind_due(&rig.program).await.unwrap()), (1, 0));
        let mails = rig.store.outbox(None, None, 100).await.unwrap().rows;
        let reminder = mails.iter().find(|m| m.mail.kind == "judging.pilot_due").unwrap();
        assert!(reminder.mail.to == "owner@seoul.example" && reminder.mail.text.contains("Ask the drivers") && reminder.mail.text.contains(page));
    });
}
