//! Needs of cities over HTTP: who posts, who answers, what everybody sees, and that nothing of what a city notes reaches a company.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::CompanyRole::{Admin, Staff, Viewer};
use domain::forum::Solution;
use domain::forum::needs::CityNeed;
use domain::kernel::Text;
use domain::kernel::ids::{ChallengeId, CityId, SolutionId, TopicId};
use domain::registration::{CityDraft, Fee, Membership};
use rig::{Answer, Caller, Fields, Rig, run};
use store::Act;

const NEED: Fields = &[
    ("text_lang", "en"),
    ("need_title", "Quiet night buses"),
    ("need_text", "People wait for buses at night <script>alert(1)</script>, and the noise keeps neighbours awake."),
    ("topics[]", "open-city"),
    ("need_challenge", "last-bus-home"),
    ("need_until", "2017-06-20"),
];
const OWN: &str = "/en/me/companies/foxes/needs";

async fn city(rig: &Rig, name: &str, head: &str) -> CityId {
    let draft = CityDraft {
        names: vec![name.to_owned()],
        country: "DE".to_owned(),
        membership: Membership::Full,
        fee: Fee::Paid,
        cap: None,
        endorses: false,
        heads: vec![head.to_owned()],
    };
    rig.store.put_city(&Act::system(rig.now()), None, 0, &draft, vec![]).await.unwrap().id
}

async fn save(who: &Caller, city: &CityId, request: &str, more: &[(&str, &str)]) -> Answer {
    let given = |name: &str| more.iter().any(|(other, _)| *other == name);
    let fields = NEED.iter().copied().filter(|(name, _)| !given(name)).chain([("city_id", city.as_str()), ("request_id", request)]);
    let all: Vec<_> = fields.chain(more.iter().copied()).collect();
    who.form(&format!("/en/me/delegation/{city}/needs/new"), "forum/save_need", &all).await
}

async fn first(rig: &Rig, city: &CityId) -> CityNeed {
    rig.store.needs_of(city).await.unwrap().remove(0)
}

/// Sends a form of the city's page of a need, as it is now.
async fn step(rig: &Rig, who: &Caller, city: &CityId, verb: &str, more: &[(&str, &str)]) -> Answer {
    let need = first(rig, city).await;
    let (version, turn) = (need.version.to_string(), need.turn.to_string());
    let request = format!("{verb}-{version}-{turn}");
    let mut fields = vec![("city_id", city.as_str()), ("need", need.id.as_str()), ("request_id", request.as_str())];
    match verb {
        "open_need" => fields.push(("version", &version)),
        "close_need" => fields.extend([("version", version.as_str()), ("turn", turn.as_str())]),
        _ => {}
    }
    fields.extend(more.iter().copied());
    who.form(&format!("/en/me/delegation/{city}/needs/{}", need.id), &format!("forum/{verb}"), &fields).await
}

async fn answer(who: &Caller, need: &str, request: &str, version: &str, text: &str) -> Answer {
    let fields = [("company", "foxes"), ("need", need), ("version", version), ("answer_text", text), ("request_id", request)];
    who.form(&format!("{OWN}?need={need}"), "forum/answer_need", &fields).await
}

async fn letters(rig: &Rig, kind: &str) -> Vec<(String, String)> {
    let rows = rig.store.outbox(None, None, 200).await.unwrap().rows;
    let mut found: Vec<_> = rows.into_iter().filter(|r| r.mail.kind == kind).map(|r| (r.mail.to, r.mail.text)).collect();
    found.sort();
    found
}

#[test]
fn a_city_posts_a_need_everybody_sees_it_when_it_is_open_and_it_names_who_fits() {
    run(async {
        let rig = Rig::new().await;
        // Without the exhibitors of the event's files, some of which fit.
        let mut data = server::event_files::read(&rig::root().join("event/wego-2017")).unwrap();
        data.exhibitors.clear();
        rig.store.import_event(&Act::system(rig.now()), &data).await.unwrap();
        let koeln = city(&rig, "Köln", "head@city.example").await;
        let head = rig.person("head@city.example").await;
        let (other, desk) = (rig.person("other@city.example").await, rig.organiser("desk@city.example").await);
        let bonn = city(&rig, "Bonn", "other@city.example").await;
        let _ = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await;
        let wrong = save(&head, &koeln, "a", &[("need_until", "2017-07-20"), ("topics[]", "nothing")]).await.expect(422);
        assert!(wrong.text().contains("value=\"Quiet night buses\""));
        let _ = save(&other, &koeln, "b", &[]).await.expect(404);
        let _ = save(&head, &koeln, "c", &[]).await.expect(303);
        let id = first(&rig, &koeln).await.id;
        let (own, public) = (format!("/en/me/delegation/{koeln}/needs/{id}"), format!("/en/forum/needs/{id}"));
        for who in [&head, &desk] {
            assert!(who.get(&own).await.expect(200).text().contains("draft"));
        }
        let _ = other.get(&own).await.expect(404);
        // Through the page of one's own city nobody reaches another one's need.
        let _ = other.get(&own.replace(koeln.as_str(), bonn.as_str())).await.expect(404);
        let _ = rig.anyone().get(&public).await.expect(404);
        let _ = step(&rig, &other, &koeln, "open_need", &[]).await.expect(404);
        let _ = step(&rig, &head, &koeln, "open_need", &[]).await.expect(303);
        assert!(rig.anyone().get("/en/forum/needs").await.expect(200).text().contains("Quiet night buses"));
        let text = rig.anyone().get(&public).await.expect(200).text();
        assert!(text.contains("&lt;script&gt;") && text.contains("Answers until") && text.contains("Nothing fits yet."), "{text}");
        // Somebody's solution fits, for reasons that are told with their points.
        let mut exhibitor = rig.store.snapshot().await.unwrap().unwrap().exhibitor(&"foxes".parse().unwrap()).unwrap().clone();
        exhibitor.solutions.push(Solution {
            id: SolutionId::parse("ears").unwrap(),
            name: Text { en: "Ears of the street".into(), ..Text::default() },
            text: Text { en: "Hears the noise of buses at night.".into(), ..Text::default() },
            topics: vec![TopicId::parse("open-city").unwrap()],
            challenges: vec![ChallengeId::parse("last-bus-home").unwrap()],
        });
        rig.show(&exhibitor).await;
        let text = rig.anyone().get(&public).await.expect(200).text();
        for part in [
            "Ears of the street",
            "The company names this challenge (+60)",
            "Common topics: Open City (+20)",
            "Common words: <span lang=\"en\">buses, night, noise</span> (+9)",
            "89 points",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let matching = rig.anyone().get("/en/forum/matching").await.expect(200).text();
        assert!(matching.contains("id=\"needs\"") && matching.contains("Ears of the street"));
        let other_topic = rig.anyone().get("/en/forum/matching?topic=digital-inclusion").await.expect(200).text();
        assert!(!other_topic.contains("Ears of the street"));
        assert!(rig.anyone().get("/sitemap.xml").await.text().contains(&public));
        for lang in ["ru", "ko"] {
            let _ = rig.anyone().get(&format!("/{lang}/forum/needs/{id}")).await.expect(200);
            let _ = rig.anyone().get(&format!("/{lang}/forum/matching")).await.expect(200);
        }
        // What is changed while it is open is seen at once.
        let version = first(&rig, &koeln).await.version.to_string();
        let _ = save(&head, &koeln, "d", &[("need", id.as_str()), ("version", &version), ("need_title", "Quieter night buses")]).await.expect(303);
        assert!(rig.anyone().get(&public).await.text().contains("Quieter night buses"));
        let late = save(&head, &koeln, "e", &[("need", id.as_str()), ("version", &version), ("need_title", "Too late")]).await.expect(409);
        assert!(late.text().contains("Somebody changed this meanwhile."));
    });
}

#[test]
fn a_company_answers_once_and_what_the_city_notes_never_reaches_it() {
    run(async {
        let rig = Rig::new().await;
        let koeln = city(&rig, "Köln", "head@city.example").await;
        let head = rig.person("head@city.example").await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff), ("fred@c.example", Viewer)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let _ = save(&head, &koeln, "a", &[]).await.expect(303);
        let id = first(&rig, &koeln).await.id.to_string();
        // A draft is not there yet.
        let _ = answer(&foxes[1], &id, "a", "0", "We have done this in two cities.").await.expect(404);
        let _ = step(&rig, &head, &koeln, "open_need", &[]).await.expect(303);
        assert!(foxes[2].get(OWN).await.expect(200).text().contains("Quiet night buses"));
        let _ = answer(&foxes[2], &id, "b", "0", "We have done this in two cities.").await.expect(409);
        let _ = answer(&owls[0], &id, "c", "0", "We have done this in two cities.").await.expect(404);
        let short = answer(&foxes[1], &id, "d", "0", "Yes").await.expect(422).text();
        assert!(short.contains(">Yes</textarea>"));
        let _ = answer(&foxes[1], &id, "e", "0", "Finn has done this in two cities.").await.expect(303);
        // A colleague who answers at the same time sees what is there before writing over it.
        let second = answer(&foxes[0], &id, "f", "0", "Fay has done this in three cities.").await.expect(409).text();
        assert!(
            second.contains("Your company has answered this need.") && second.contains("Finn has done this") && second.contains("Fay has done this")
        );
        assert!(second.contains("name=\"version\" value=\"1\""), "the next answer is made on what was seen");
        let _ = answer(&foxes[0], &id, "g", "1", "Both of us have done this.").await.expect(303);
        let told = letters(&rig, "forum.need_answered").await;
        assert_eq!((told.len(), told[0].0.as_str()), (2, "head@city.example"));
        let own = format!("/en/me/delegation/{koeln}/needs/{id}");
        assert!(head.get(&own).await.expect(200).text().contains("Both of us have done this."));
        let secret = "Ask them about snow";
        let noted = [("company", "foxes"), ("mark_shortlisted", "yes"), ("mark_note", secret)];
        let _ = step(&rig, &foxes[0], &koeln, "mark_answer", &noted).await.expect(404);
        let _ = step(&rig, &head, &koeln, "mark_answer", &[("company", "owls"), ("mark_note", "x")]).await.expect(404);
        let _ = step(&rig, &head, &koeln, "mark_answer", &noted).await.expect(303);
        let city_side = head.get(&format!("{own}?answer=foxes")).await.expect(200).text();
        assert!(city_side.contains(secret) && city_side.contains("on the short list"));
        let silent =
            |text: &str, page: &str| assert!(!text.contains(secret) && !text.contains("short list") && !text.contains("shortlist"), "{page}");
        let pages = [
            OWN.to_owned(),
            format!("{OWN}?need={id}"),
            format!("/en/forum/needs/{id}"),
            "/en/forum/needs".to_owned(),
            "/en/me".to_owned(),
            "/me/data.json".to_owned(),
        ];
        for who in &foxes {
            for page in &pages {
                silent(&who.get(page).await.expect(200).text(), page);
            }
            silent(&answer(who, &id, "h", "9", "Is there anything about us?").await.text(), "the refusal of a form");
            let fields =
                [("company", "foxes"), ("need", id.as_str()), ("version", "9"), ("answer_text", "Is there anything about us?"), ("request_id", "i")];
            silent(&who.call("forum/answer_need", &fields).await.text(), "the answer to a script");
            let _ = who.get(&own).await.expect(404);
        }
        // Closed with an outcome: those on the short list hear one thing, others another, and the note stays where it is.
        let _ = step(&rig, &foxes[0], &koeln, "close_need", &[("close_tell", "yes")]).await.expect(404);
        let _ = step(&rig, &head, &koeln, "close_need", &[]).await.expect(422);
        let _ = step(&rig, &head, &koeln, "close_need", &[("close_tell", "yes")]).await.expect(303);
        let told = letters(&rig, "forum.need_closed").await;
        assert_eq!((told.len(), told[0].0.as_str()), (1, "fay@c.example"));
        assert!(told[0].1.contains("would like to go on with you"));
        silent(&told[0].1, "the letter");
        let page = foxes[1].get(OWN).await.expect(200).text();
        silent(&page, OWN);
        assert!(page.contains("the city would like to go on with you") && page.contains("Both of us have done this."));
        let _ = rig.anyone().get(&format!("/en/forum/needs/{id}")).await.expect(404);
        let _ = answer(&foxes[1], &id, "j", "2", "One more thing about this.").await.expect(409);
    });
}

#[test]
fn who_books_a_time_names_a_need_of_their_own_city_only() {
    run(async {
        let rig = Rig::new().await;
        let koeln = city(&rig, "Köln", "head@city.example").await;
        let bonn = city(&rig, "Bonn", "other@city.example").await;
        let (head, other) = (rig.person("head@city.example").await, rig.person("other@city.example").await);
        let fay = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await.remove(0);
        let ann = rig.delegate("ann@city.example").await;
        for (who, of) in [(&head, &koeln), (&other, &bonn)] {
            let _ = save(who, of, "a", &[]).await.expect(303);
            let _ = step(&rig, who, of, "open_need", &[]).await.expect(303);
        }
        let (own, foreign) = (first(&rig, &koeln).await.id, first(&rig, &bonn).await.id);
        let offer = [
            ("company", "foxes"),
            ("slot_day", "2017-06-28"),
            ("slot_from", "10:00"),
            ("slot_until", "10:30"),
            ("slot_kind", "meeting"),
            ("request_id", "b"),
        ];
        let _ = fay.form("/en/me/companies/foxes/meetings", "forum/offer_booth", &offer).await.expect(303);
        let slot = rig.store.booth_slots(&"foxes".parse().unwrap(), rig.now()).await.unwrap().remove(0);
        let (slot, seen) = (slot.id, slot.start.as_second().to_string());
        let page = format!("/en/forum/exhibitors/foxes/meetings?slot={slot}");
        let text = ann.get(&page).await.expect(200).text();
        assert!(text.contains(own.as_str()) && !text.contains(foreign.as_str()));
        let book = |need: String, request: &'static str| {
            let of = [("company", "foxes".to_owned()), ("slot", slot.to_string()), ("slot_seen", seen.clone())];
            of.into_iter().chain([("slot_need", need), ("request_id", request.to_owned())]).collect::<Vec<_>>()
        };
        for (need, request, code) in [(foreign.to_string(), "c", 422), (own.to_string(), "d", 303)] {
            let fields = book(need, request);
            let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let _ = ann.form(&page, "forum/book_booth", &fields).await.expect(code);
        }
        let text = fay.get("/en/me/companies/foxes/meetings").await.expect(200).text();
        assert!(text.contains(&format!("/en/forum/needs/{own}")));
    });
}
