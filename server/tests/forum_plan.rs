//! The floor plan over HTTP: what everybody sees, what organisers change, what a company wishes, and who gets which booth.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::{Application, Company, Standing, Step};
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{BoothId, CompanyId, SignInId, TopicId};
use domain::kernel::text::Email;
use rig::{Caller, Rig, run};
use store::Act;

/// A company that waits for a booth, with whoever administers it.
async fn waiting(rig: &Rig, name: &str, application: Application) -> (Caller, CompanyId) {
    let address = format!("{name}@x.org");
    let caller = rig.person(&address).await;
    let account = rig.store.password_of(&Email::parse(&address).unwrap()).await.unwrap().unwrap().account;
    let sign_in = SignInId::parse("s").unwrap();
    let actor = Actor::Person(Person { account, sign_in, roles: vec![], verified: true, second_factor: false, acting_for: None });
    let id = CompanyId::parse(name).unwrap();
    let act = Act { actor: &actor, now: rig.now(), request: None };
    rig.store.apply_company(&act, &id, name, &application).await.unwrap();
    for step in [Step::Submit, Step::Accept, Step::AcceptTerms] {
        let version = of(rig, &id).await.version;
        rig.store.step_company(&act, (&id, version), step, None, None, vec![]).await.unwrap();
    }
    (caller, id)
}

async fn of(rig: &Rig, id: &CompanyId) -> Company {
    rig.store.company(id).await.unwrap().unwrap()
}

async fn give(rig: &Rig, desk: &Caller, id: &CompanyId, booth: &str, request: &str, sure: &str) -> rig::Answer {
    let version = of(rig, id).await.version.to_string();
    let fields = [("company", id.as_str()), ("version", version.as_str()), ("booth", booth), ("assign_sure", sure), ("request_id", request)];
    desk.form("/en/desk/forum/booths", "forum/assign_booth", &fields).await
}

const BOOTH: [(&str, &str); 8] = [
    ("hall", "hall-b"),
    ("booth_number", "b-20"),
    ("booth_width", "3"),
    ("booth_depth", "3"),
    ("booth_class", "small"),
    ("booth_power", "500"),
    ("booth_y", "6.5"),
    ("version", "0"),
];

#[test]
fn everybody_sees_the_plan_in_their_language_and_to_print() {
    run(async {
        let rig = Rig::new().await;
        let anyone = rig.anyone();
        for (lang, hall) in [("en", "Hall A"), ("ru", "Зал A"), ("ko", "A홀")] {
            let page = anyone.get(&format!("/{lang}/forum/plan")).await.expect(200).text();
            assert!(page.contains(hall) && page.contains("id=\"booth-hall-a-a-1\"") && page.contains("<table"), "{lang}");
            let pdf = anyone.get(&format!("/{lang}/forum/plan.pdf")).await.expect(200);
            assert_eq!(pdf.header("content-type"), "application/pdf");
            assert!(pdf.body.starts_with(b"%PDF") && pdf.body.len() > 5000, "{lang}");
        }
        let again = anyone.get("/en/forum/plan.pdf").await.expect(200);
        assert_eq!(again.body, anyone.get("/en/forum/plan.pdf").await.body, "the same state is printed once");
        assert_eq!(anyone.get("/xx/forum/plan.pdf").await.code(), 404);
    });
}

#[test]
fn organisers_change_the_plan_and_what_would_not_fit_is_refused_in_words() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@x.org").await;
        let page = "/en/desk/forum/plan/hall-b";
        let put = async |x: &'static str, request: &'static str| {
            let fields: Vec<_> = BOOTH.into_iter().chain([("booth_x", x), ("request_id", request)]).collect();
            desk.form(page, "forum/save_booth", &fields).await
        };
        let overlap = put("11", "r1").await;
        assert_eq!(overlap.code(), 409);
        assert!(overlap.text().contains("Booths would overlap"));
        let _ = put("2", "r2").await.expect(303);
        assert_eq!(put("2", "r3").await.code(), 409, "the number is there already");
        let public = rig.anyone().get("/en/forum/plan").await.text();
        assert!(public.contains("B-20"), "a change is public at once");
        let added = rig.store.halls().await.unwrap()[1].hall.booths.iter().find(|b| b.number == "B-20").unwrap().clone();
        assert_eq!((added.x, added.y, added.power), (20, 65, 500));
        // As the script of the drawing does it.
        let moved: Vec<_> = BOOTH
            .into_iter()
            .filter(|(name, _)| *name != "version")
            .chain([("booth", added.id.as_str()), ("booth_x", "2.5"), ("version", "1"), ("request_id", "r4")])
            .collect();
        let answer = desk.call("forum/save_booth", &moved).await.expect(200);
        assert_eq!(answer.text(), "2");
        let stale: Vec<_> = moved.iter().copied().filter(|(n, _)| *n != "request_id").chain([("request_id", "r5")]).collect();
        let refused = desk.call("forum/save_booth", &stale).await;
        assert_eq!(refused.code(), 409);
        assert!(!refused.header("says").is_empty(), "a script is told the reason in words");
        let gone = [("hall", "hall-b"), ("booth", added.id.as_str()), ("version", "2"), ("request_id", "r6")];
        let _ = desk.form(page, "forum/remove_booth", &gone).await.expect(303);
        let hall = [
            ("version", "0"),
            ("hall_en", "Garden"),
            ("hall_ru", "Сад"),
            ("hall_ko", "정원"),
            ("hall_width", "20"),
            ("hall_depth", "12.5"),
            ("request_id", "r7"),
        ];
        let made = desk.form("/en/desk/forum/plan", "forum/save_hall", &hall).await.expect(303);
        let at = made.header("location").to_owned();
        assert!(at.starts_with("/en/desk/forum/plan/garden-"), "{at}");
        assert!(desk.get(&at).await.expect(200).text().contains("Garden"));
        assert_eq!(desk.get("/en/desk/forum/plan/nowhere").await.code(), 404);
        let id = at.rsplit('/').next().unwrap();
        let sure = [("hall", id), ("version", "1"), ("remove_hall_sure", "yes"), ("request_id", "r8")];
        let _ = desk.form(&at, "forum/remove_hall", &sure).await.expect(303);
        assert_eq!(rig.store.halls().await.unwrap().len(), 2);
    });
}

#[test]
fn a_company_says_its_wishes_and_nobody_elses_can_be_seen() {
    run(async {
        let rig = Rig::new().await;
        let (quiet, id) = waiting(&rig, "quiet", Application::default()).await;
        let (loud, _) = waiting(&rig, "loud", Application::default()).await;
        let page = format!("/en/me/companies/{id}/booth");
        let wishes = |request: &'static str, second: &'static str| {
            [("company", "quiet"), ("version", "0"), ("wish_1", "hall-a-a-7"), ("wish_2", second), ("request_id", request)]
        };
        let twice = quiet.form(&page, "forum/save_wishes", &wishes("w1", "hall-a-a-7")).await;
        assert_eq!(twice.code(), 422);
        let _ = quiet.form(&page, "forum/save_wishes", &wishes("w2", "hall-a-a-1")).await.expect(303);
        let kept = rig.store.booth_wishes(&id).await.unwrap();
        assert_eq!(kept.booths.iter().map(BoothId::as_str).collect::<Vec<_>>(), ["hall-a-a-7", "hall-a-a-1"]);
        assert!(quiet.get(&page).await.expect(200).text().contains("First wish"));
        assert_eq!(loud.get(&page).await.code(), 404, "another company's page is like a missing one");
        assert_eq!(loud.form("/en/me", "forum/save_wishes", &wishes("w3", "hall-a-a-2")).await.code(), 404);
        assert_eq!(rig.anyone().get(&page).await.code(), 303);
    });
}

#[test]
fn a_booth_is_given_exchanged_and_taken_back_and_competitors_beside_each_other_are_asked_about() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@x.org").await;
        let topics: Vec<TopicId> = ["open-city", "sustainable-city"].into_iter().map(|t| TopicId::parse(t).unwrap()).collect();
        let alike = Application { topics, ..Application::default() };
        let (quiet, one) = waiting(&rig, "quiet", alike.clone()).await;
        let (_, other) = waiting(&rig, "loud", alike).await;
        let given = give(&rig, &desk, &one, "hall-b-b-1", "g1", "").await.expect(303);
        assert_eq!(given.header("location"), "/en/desk/forum/booths");
        assert_eq!(of(&rig, &one).await.standing, Standing::BoothAssigned);
        assert_eq!(give(&rig, &desk, &other, "hall-b-b-1", "g2", "").await.code(), 409);
        let asked = give(&rig, &desk, &other, "hall-b-b-2", "g3", "").await.expect(303);
        let question = asked.header("location").split('#').next().unwrap().to_owned();
        let page = desk.get(&question).await.expect(200).text();
        assert!(page.contains("beside competitors: quiet") && page.contains("Give it all the same"), "{question}");
        assert_eq!(of(&rig, &other).await.booth, None, "nothing has happened yet");
        let _ = give(&rig, &desk, &other, "hall-b-b-2", "g4", "yes").await.expect(303);
        assert!(desk.get("/en/desk/forum/booths").await.text().contains("beside competitors: loud"));
        let own = quiet.get("/en/me/companies/quiet/booth").await.expect(200).text();
        assert!(own.contains("Your booth: B-1"));
        let swap = async |request: &str, sure: &str| {
            let pair = [("swap_one", "hall-b-b-1:quiet"), ("swap_other", "hall-b-b-2:loud"), ("swap_sure", sure), ("request_id", request)];
            desk.form("/en/desk/forum/booths", "forum/swap_booths", &pair).await
        };
        let preview = swap("s1", "").await.expect(303).header("location").split('#').next().unwrap().to_owned();
        let shown = desk.get(&preview).await.expect(200).text();
        for says in ["Let quiet and loud exchange", "B-1, Hall B → B-2, Hall B", "beside competitors: quiet", "beside competitors: loud"] {
            assert!(shown.contains(says), "{says}");
        }
        assert_eq!(of(&rig, &one).await.booth, BoothId::parse("hall-b-b-1").ok(), "nothing has happened yet");
        let _ = swap("s2", "yes").await.expect(303);
        assert_eq!(of(&rig, &one).await.booth, BoothId::parse("hall-b-b-2").ok());
        assert_eq!(swap("s3", "yes").await.code(), 409);
        assert!(desk.get(&preview).await.expect(200).text().contains("no longer has that booth"), "a stale question is not asked");
        let back = [("booth", "hall-b-b-2"), ("company", "quiet"), ("request_id", "b1")];
        let _ = desk.form("/en/desk/forum/booths", "forum/take_booth_back", &back).await.expect(303);
        assert_eq!((of(&rig, &one).await.booth, of(&rig, &one).await.standing), (None, Standing::Terms));
        let outbox = desk.get("/en/desk/outbox").await.text();
        for subject in ["Your booth ", "Your booth has changed", "Your booth is taken back"] {
            assert!(outbox.contains(subject), "{subject}");
        }
    });
}

#[test]
fn before_an_exchange_each_company_is_shown_with_what_its_new_booth_lacks() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@x.org").await;
        let (_, one) = waiting(&rig, "hungry", Application { power: 2000, internet: true, ..Application::default() }).await;
        let (_, other) = waiting(&rig, "frugal", Application::default()).await;
        let _ = give(&rig, &desk, &one, "hall-b-b-1", "g1", "").await.expect(303);
        let asked = give(&rig, &desk, &other, "hall-b-b-8", "g2", "").await.expect(303);
        assert_eq!(asked.header("location"), "/en/desk/forum/booths", "nothing speaks against it, so nothing is asked");
        let here = "/en/desk/forum/booths?swap_one=hall-b-b-1:hungry&swap_other=hall-b-b-8:frugal";
        let shown = desk.get(here).await.expect(200).text();
        let question = shown.split("id=\"exchange\"").nth(1).unwrap().split("</section>").next().unwrap();
        let (hungry, frugal) = question.split_once("<h3>frugal</h3>").unwrap();
        for says in ["B-1, Hall B → B-8, Hall B", "needs 2000 W, the booth has 1000 W", "needs internet by cable, the booth has none"] {
            assert!(hungry.contains(says), "{says}\n{hungry}");
        }
        assert!(frugal.contains("B-8, Hall B → B-1, Hall B") && frugal.contains("Nothing speaks against it."));
        assert!(question.contains("name=\"swap_sure\"") && question.contains("Leave it as it is"));
        // Given by hand it is the same.
        let (_, third) = waiting(&rig, "third", Application { power: 2000, ..Application::default() }).await;
        let asked = give(&rig, &desk, &third, "hall-b-b-9", "g3", "").await.expect(303).header("location").to_owned();
        assert!(desk.get(asked.split('#').next().unwrap()).await.text().contains("needs 2000 W, the booth has 1000 W"));
        assert_eq!(of(&rig, &third).await.booth, None);
        for (query, told) in [("swap_one=x&swap_other=y", false), ("swap_one=hall-b-b-1:nobody&swap_other=hall-b-b-8:frugal", true)] {
            let page = desk.get(&format!("/en/desk/forum/booths?{query}")).await.expect(200).text();
            assert_eq!(page.contains("no longer has that booth"), told, "{query}");
        }
    });
}

#[test]
fn a_company_with_a_booth_reads_why_its_wishes_no_longer_count_and_still_says_beside_whom() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@x.org").await;
        let (quiet, id) = waiting(&rig, "quiet", Application::default()).await;
        let page = "/en/me/companies/quiet/booth";
        let wishes = [("company", "quiet"), ("version", "0"), ("wish_1", "hall-a-a-7"), ("request_id", "w1")];
        let _ = quiet.form(page, "forum/save_wishes", &wishes).await.expect(303);
        let _ = give(&rig, &desk, &id, "hall-b-b-1", "g1", "").await.expect(303);
        let shown = quiet.get(page).await.expect(200).text();
        assert!(shown.contains("Your booth: B-1") && shown.contains("Price: 800 EUR (sample)"));
        assert!(shown.contains("ask the secretariat for an exchange") && !shown.contains("First wish") && shown.contains("competitor_1"));
        let late = [("company", "quiet"), ("version", "1"), ("wish_1", "hall-a-a-8"), ("request_id", "w2")];
        let refused = quiet.form(page, "forum/save_wishes", &late).await;
        assert_eq!(refused.code(), 409);
        assert!(refused.text().contains("wishes for booths no longer count"));
        let beside = [("company", "quiet"), ("version", "1"), ("competitor_1", "sample-shade"), ("request_id", "w3")];
        let _ = quiet.form(page, "forum/save_wishes", &beside).await.expect(303);
        let kept = rig.store.booth_wishes(&id).await.unwrap();
        assert_eq!((kept.booths.len(), kept.competitors.len()), (1, 1), "its wishes are kept for the case that it loses the booth");
        let back = [("booth", "hall-b-b-1"), ("company", "quiet"), ("request_id", "b1")];
        let _ = desk.form("/en/desk/forum/booths", "forum/take_booth_back", &back).await.expect(303);
        assert!(quiet.get(page).await.expect(200).text().contains("First wish"));
    });
}

#[test]
fn an_exhibitor_that_the_public_sees_and_that_has_no_booth_yet_says_its_wishes() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", domain::forum::CompanyRole::Admin)]).await;
        let page = "/en/me/companies/foxes/booth";
        assert!(foxes[0].get(page).await.expect(200).text().contains("First wish"));
        let wishes = [("company", "foxes"), ("version", "0"), ("wish_1", "hall-a-a-7"), ("request_id", "w1")];
        let _ = foxes[0].form(page, "forum/save_wishes", &wishes).await.expect(303);
    });
}

#[test]
fn a_newcomer_sees_who_is_where_and_what_a_booth_costs_and_that_it_is_made_up() {
    run(async {
        let rig = Rig::new().await;
        let anyone = rig.anyone();
        for (lang, head, price, mark) in [
            ("en", "Price (sample)", "1,500 EUR", "sample"),
            ("ru", "Цена (пример)", "1500 евро", "пример"),
            ("ko", "가격(예시)", "1,500유로", "예시"),
        ] {
            let plan = anyone.get(&format!("/{lang}/forum/plan")).await.expect(200).text();
            assert!(plan.contains(head) && plan.contains(price), "{lang}");
            let prices = plan.split("id=\"prices\"").nth(1).unwrap().split("</section>").next().unwrap();
            assert_eq!(prices.matches(&format!("<span class=\"sample\">{mark}</span>")).count(), 3, "{lang}: {prices}");
            assert!(plan.contains(&format!("href=\"/{lang}/forum/exhibitors/sample-gilbeot\"")), "{lang}");
            let own = anyone.get(&format!("/{lang}/forum/exhibitors/sample-gilbeot")).await.expect(200).text();
            assert!(own.contains(&format!("/{lang}/forum/plan#booth-hall-a-a-9")), "{lang}");
        }
        let list = anyone.get("/en/forum/exhibitors?hall=hall-a&order=booth").await.expect(200).text();
        assert!(list.contains("Booth A-2, Hall A") && list.contains("Exhibitors: 7 of 8"));
        let person = rig.person("new@x.org").await;
        assert!(person.get("/en/me/companies/new").await.expect(200).text().contains("large: 1,500 EUR (sample)"));
    });
}

#[test]
fn a_proposal_gives_reasons_and_what_no_longer_fits_is_told() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@x.org").await;
        let hungry = Application { power: 40_000, ..Application::default() };
        let (quiet, one) = waiting(&rig, "quiet", Application::default()).await;
        let (_, other) = waiting(&rig, "loud", Application::default()).await;
        let (_, third) = waiting(&rig, "hungry", hungry).await;
        let wishes = [("company", "quiet"), ("version", "0"), ("wish_1", "hall-a-a-7"), ("request_id", "w1")];
        let _ = quiet.form("/en/me/companies/quiet/booth", "forum/save_wishes", &wishes).await.expect(303);
        let page = desk.get("/en/desk/forum/booths?seed=blue").await.expect(200).text();
        assert!(page.contains("first wish") && page.contains("needs more power than any free booth has"));
        assert_eq!(desk.get("/en/desk/forum/booths?seed=blue").await.text().matches("name=\"lines[]\"").count(), 2);
        let version = of(&rig, &one).await.version;
        let (good, late) = (format!("quiet:hall-a-a-7:{version}"), format!("loud:hall-a-a-7:{version}"));
        let lines = [("lines[]", good.as_str()), ("lines[]", late.as_str()), ("seed", "blue"), ("request_id", "p1")];
        let applied = desk.form("/en/desk/forum/booths?seed=blue", "forum/apply_proposal", &lines).await.expect(303);
        assert_eq!(applied.header("location"), "/en/desk/forum/booths?left=loud~booth_taken");
        let told = desk.get("/en/desk/forum/booths?left=loud~booth_taken").await.expect(200).text();
        assert!(told.contains("<strong>loud</strong>") && told.contains("This booth has just gone"));
        assert_eq!(of(&rig, &one).await.booth, BoothId::parse("hall-a-a-7").ok());
        assert_eq!((of(&rig, &other).await.booth, of(&rig, &third).await.booth), (None, None));
        let nothing = desk.form("/en/desk/forum/booths?seed=blue", "forum/apply_proposal", &[("request_id", "p2")]).await;
        assert_eq!(nothing.code(), 422);
    });
}
