//! Challenges over HTTP: a city posts, the desk decides, everybody reads, and only participants learn whom to ask.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::files::Owner;
use domain::ideathon::Posting;
use domain::ideathon::challenge::Standing;
use domain::kernel::ids::{ChallengeId, CityId};
use domain::registration::{CityDraft, Decision, Fee, Membership, Notice};
use rig::{Caller, Rig, run};
use store::{Act, Mail};

async fn city(rig: &Rig, name: &str, head: &str) -> CityId {
    let draft = CityDraft {
        names: vec![name.to_owned()],
        country: "PT".to_owned(),
        membership: Membership::Full,
        fee: Fee::Paid,
        cap: None,
        endorses: false,
        heads: vec![head.to_owned()],
    };
    rig.store.put_city(&Act::system(rig.now()), None, 0, &draft, vec![]).await.unwrap().id
}

const WORDING: rig::Fields = &[
    ("text_lang", "ru"),
    ("challenge_title", "Тише на улицах"),
    ("challenge_summary", "Как измерить шум вместе с жителями?"),
    ("challenge_text", "Жители жалуются на шум ночью.\n\nКарта: https://city.example/noise. <script>alert(1)</script>"),
    ("challenge_change", "Мы бы знали, где действовать первыми."),
    ("links", "https://city.example/a"),
    ("contact_name", "Анна Тестова"),
    ("contact_role", "Отдел экологии"),
    ("contact_email", "noise@city.example"),
];

async fn call(caller: &Caller, endpoint: &str, of: &Posting, more: &[(&str, &str)]) -> rig::Answer {
    let version = of.version.to_string();
    let request = format!("{endpoint}-{version}");
    let fields: Vec<_> =
        [("city_id", of.city.as_str()), ("challenge", of.id.as_str()), ("version", version.as_str()), ("request_id", request.as_str())]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
    caller.call(endpoint, &fields).await
}

async fn begun(rig: &Rig, head: &Caller, city: &CityId) -> Posting {
    let fields: Vec<_> = WORDING.iter().copied().chain([("city_id", city.as_str()), ("request_id", "save-1")]).collect();
    let page = format!("/en/me/delegation/{city}/challenges/new");
    let _ = head.form(&page, "ideathon/save_challenge", &fields).await.expect(303);
    rig.store.challenges_of(city).await.unwrap().remove(0)
}

async fn now_of(rig: &Rig, id: &ChallengeId) -> Posting {
    rig.store.challenge(id).await.unwrap().unwrap()
}

#[test]
fn a_city_posts_a_challenge_with_a_file_and_everybody_reads_it_once_it_is_published() {
    run(async {
        let rig = Rig::new().await;
        let (head, desk) = (rig.person("head@city.example").await, rig.organiser("desk@city.example").await);
        let porto = city(&rig, "Porto", "head@city.example").await;
        let _ = head.get(&format!("/en/me/delegation/{porto}/challenges")).await.expect(200);
        let empty = head.form("/en", "ideathon/save_challenge", &[("city_id", porto.as_str()), ("request_id", "e"), ("links", "no link")]).await;
        assert_eq!(empty.code(), 422);
        let of = begun(&rig, &head, &porto).await;
        let own = format!("/en/me/delegation/{porto}/challenges/{}", of.id);
        let page = head.get(&own).await.expect(200).text();
        assert!(page.contains("multipart/form-data") && page.contains("draft"));
        let upload = Owner::Challenge(of.id.clone()).address();
        let _ = head.upload(&upload, "text/html", "f1", "map.csv", b"street,noise\n").await.expect(303);
        let file = rig.store.files_of(&Owner::Challenge(of.id.clone())).await.unwrap().remove(0).facts.address();
        // Nobody else sees anything of it yet.
        let public = format!("/en/ideathon/challenges/{}", of.id);
        let anyone = rig.anyone();
        let _ = anyone.get(&public).await.expect(404);
        let _ = anyone.get(&file).await.expect(404);
        let _ = head.get(&file).await.expect(200);
        // Not the version that the page had: the file was added since.
        let _ = call(&head, "ideathon/submit_challenge", &of, &[]).await.expect(409);
        let of = now_of(&rig, &of.id).await;
        let _ = call(&head, "ideathon/submit_challenge", &of, &[]).await.expect(200);
        let of = now_of(&rig, &of.id).await;
        assert!(desk.get("/en/desk/challenges").await.expect(200).text().contains("Тише на улицах"));
        let preview = desk.get(&format!("/en/desk/challenges/{}", of.id)).await.expect(200).text();
        assert!(preview.contains("noise@city.example") && preview.contains("map.csv"));
        let _ = desk.get(&file).await.expect(200);
        let _ = call(&desk, "ideathon/decide_challenge", &of, &[("decision", "return")]).await.expect(422);
        let _ = call(&desk, "ideathon/decide_challenge", &of, &[("decision", "publish")]).await.expect(200);
        let page = anyone.get(&public).await.expect(200).text();
        assert!(page.contains("lang=\"ru\"") && page.contains("This text is in Русский"));
        assert!(page.contains("<a href=\"https://city.example/noise\"") && page.contains("&lt;script&gt;") && page.contains("Porto asks"));
        assert!(!page.contains("noise@city.example") && !page.contains("Анна Тестова"), "whom to ask is not for everybody");
        let sent = anyone.get(&file).await.expect(200);
        assert_eq!(sent.header("cache-control"), "public, max-age=300, must-revalidate");
        assert_eq!(anyone.clone().with("if-none-match", sent.header("etag")).get(&file).await.code(), 304);
        assert!(anyone.get("/ko/ideathon/challenges").await.expect(200).text().contains("Тише на улицах"));
        assert!(anyone.get("/en/parts/ideathon").await.expect(200).text().contains(&public));
        assert!(anyone.get("/sitemap.xml").await.expect(200).text().contains(&public));
        let letters = rig.store.outbox(None, None, 50).await.unwrap().rows;
        assert!(letters.iter().any(|r| r.mail.to == "head@city.example" && r.mail.kind == "challenges.published"));
        // What the city changes since is not what everybody sees; a file that is taken away stays until then.
        let of = now_of(&rig, &of.id).await;
        let changed: Vec<_> = WORDING.iter().map(|(k, v)| if *k == "challenge_title" { (*k, "Тише ночью") } else { (*k, *v) }).collect();
        let _ = call(&head, "ideathon/save_challenge", &of, &changed).await.expect(200);
        let id = file.split('/').nth(2).unwrap();
        let owner = Owner::Challenge(of.id.clone()).key();
        for _ in 0..2 {
            let _ = head.call("files/remove", &[("file_owner", &owner), ("file_id", id), ("request_id", "rm")]).await.expect(200);
        }
        let page = anyone.get(&public).await.expect(200).text();
        assert!(page.contains("Тише на улицах") && !page.contains("Тише ночью") && page.contains("map.csv"));
        let _ = anyone.get(&file).await.expect(200);
        let of = now_of(&rig, &of.id).await;
        assert_eq!(of.standing, Standing::Draft);
        let _ = call(&head, "ideathon/withdraw_challenge", &of, &[]).await.expect(422);
        let _ = call(&head, "ideathon/withdraw_challenge", &of, &[("withdraw_challenge_sure", "yes")]).await.expect(200);
        let _ = anyone.get(&public).await.expect(404);
        let _ = anyone.get(&file).await.expect(404);
    });
}

#[test]
fn a_challenge_that_is_given_back_says_why_and_another_citys_does_not_exist() {
    run(async {
        let rig = Rig::new().await;
        let (head, other, desk) =
            (rig.person("head@city.example").await, rig.person("other@city.example").await, rig.organiser("desk@city.example").await);
        let (porto, faro) = (city(&rig, "Porto", "head@city.example").await, city(&rig, "Faro", "other@city.example").await);
        let of = begun(&rig, &head, &porto).await;
        let _ = call(&head, "ideathon/submit_challenge", &of, &[]).await.expect(200);
        let of = now_of(&rig, &of.id).await;
        let _ = call(&desk, "ideathon/decide_challenge", &of, &[("decision", "return"), ("message", "Which data?")]).await.expect(200);
        assert!(head.get(&format!("/en/me/delegation/{porto}/challenges/{}", of.id)).await.expect(200).text().contains("Which data?"));
        let letters = rig.store.outbox(None, None, 50).await.unwrap().rows;
        assert!(letters.iter().any(|r| r.mail.kind == "challenges.returned" && r.mail.text.contains("Which data?")));
        // The head of another city, by its own city and by this one.
        for place in [&porto, &faro] {
            let _ = other.get(&format!("/en/me/delegation/{place}/challenges/{}", of.id)).await.expect(404);
        }
        let of = now_of(&rig, &of.id).await;
        for endpoint in ["ideathon/save_challenge", "ideathon/submit_challenge", "ideathon/withdraw_challenge"] {
            let foreign = call(&other, endpoint, &of, WORDING).await.expect(404).text();
            let theirs = Posting { city: faro.clone(), ..of.clone() };
            let missing = Posting { id: ChallengeId::parse("nothing").unwrap(), city: faro.clone(), ..of.clone() };
            assert_eq!(foreign, call(&other, endpoint, &theirs, WORDING).await.expect(404).text());
            assert_eq!(foreign, call(&other, endpoint, &missing, WORDING).await.expect(404).text());
        }
        let upload = Owner::Challenge(of.id.clone()).address();
        let _ = other.upload(&upload, "application/json", "x", "a.txt", b"a").await.expect(404);
    });
}

#[test]
fn whom_to_ask_is_told_to_those_who_take_part() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let page = "/en/ideathon/challenges/last-bus-home/contact";
        let _ = rig.anyone().get(page).await.expect(303);
        let before = person.get(page).await.expect(200).text();
        assert!(before.contains("To my registration") && !before.contains("challenge@city.example"));
        let version = person.fill(0).await;
        let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
        let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
        let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
        rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
        assert!(person.get(page).await.expect(200).text().contains("challenge@city.example"));
        let _ = person.get("/en/ideathon/challenges/nothing/contact").await.expect(404);
        assert!(rig.anyone().get("/en/ideathon/challenges/last-bus-home").await.expect(200).text().contains("This challenge is made up"));
    });
}
