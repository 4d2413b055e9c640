//! Companies over HTTP: from the application to the public page, who may do what, and that other companies do not exist.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::CompanyRole::{Admin, Staff, Viewer};
use domain::kernel::ids::{BoothId, CompanyId};
use rig::{Answer, Caller, Rig, run};

const APPLICATION: &[(&str, &str)] = &[
    ("company_name", "Quiet Sensors"),
    ("country", "DE"),
    ("company_city", "Bonn"),
    ("company_about", "We measure noise in streets."),
    ("company_shows", "Sensors that one can touch."),
    ("topics[]", "open-city"),
];

async fn send(who: &Caller, endpoint: &str, fields: &[(&str, &str)], request: &str) -> Answer {
    let all: Vec<_> = fields.iter().copied().chain([("request_id", request)]).collect();
    who.form("/en/me/companies", &format!("forum/{endpoint}"), &all).await
}

async fn version(rig: &Rig, id: &CompanyId) -> String {
    rig.store.company(id).await.unwrap().unwrap().version.to_string()
}

async fn turn(rig: &Rig, id: &CompanyId) -> String {
    rig.store.profile(id).await.unwrap().turn.to_string()
}

#[test]
fn a_company_comes_from_its_application_to_the_public_page_and_withdraws() {
    run(async {
        let rig = Rig::new().await;
        let ann = rig.person("ann@c.example").await;
        let desk = rig.organiser("desk@city.example").await;
        let wrong = ann
            .form("/en/me/companies/new", "forum/save_application", &[("company_name", "Quiet Sensors"), ("website", "ftp://x"), ("request_id", "a")])
            .await
            .expect(422)
            .text();
        assert!(wrong.contains("value=\"Quiet Sensors\""), "what was typed is given back");
        let begun = send(&ann, "save_application", APPLICATION, "b").await.expect(303);
        let again = send(&ann, "save_application", APPLICATION, "b").await.expect(303);
        assert_eq!(begun.header("location"), again.header("location"), "a form that is sent twice begins one company");
        let path = begun.header("location").to_owned();
        let id = CompanyId::parse(path.rsplit('/').next().unwrap()).unwrap();
        let c = id.as_str();
        let public = format!("/en/forum/exhibitors/{c}");
        let _ = send(&ann, "step_company", &[("company", c), ("version", &version(&rig, &id).await)], "c").await.expect(303);
        let reject = [("company", c), ("version", &version(&rig, &id).await), ("decision", "reject")].map(|(a, b)| (a, b.to_owned()));
        let reject: Vec<(&str, &str)> = reject.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let _ = send(&desk, "decide_company", &reject, "d").await.expect(422);
        let _ = send(&desk, "decide_company", &[reject.as_slice(), &[("message", "No room.")]].concat(), "e").await.expect(303);
        assert!(ann.get(&path).await.expect(200).text().contains("No room."), "the company reads the reason");
        // It applies again.
        let _ = send(&ann, "step_company", &[("company", c), ("version", &version(&rig, &id).await)], "f").await.expect(303);
        let _ =
            send(&desk, "decide_company", &[("company", c), ("version", &version(&rig, &id).await), ("decision", "accept")], "g").await.expect(303);
        let old =
            send(&ann, "accept_terms", &[("company", c), ("version", &version(&rig, &id).await), ("terms", "old"), ("accept_terms", "yes")], "h")
                .await;
        let _ = old.expect(409);
        let terms = ann.get(&format!("{path}/terms")).await.expect(200).text();
        let shown = terms.split("name=\"terms\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let accept = [("company", c), ("version", &version(&rig, &id).await), ("terms", shown.as_str())].map(|(a, b)| (a, b.to_owned()));
        let accept: Vec<(&str, &str)> = accept.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let _ = send(&ann, "accept_terms", &accept, "i").await.expect(422);
        let _ = send(&ann, "accept_terms", &[accept.as_slice(), &[("accept_terms", "yes")]].concat(), "j").await.expect(303);
        // Its page: incomplete, complete, looked at.
        let _ = send(
            &ann,
            "save_texts",
            &[("company", c), ("base", "0"), ("text_lang", "en"), ("tagline", "We hear streets."), ("profile_about", "Since 2015.")],
            "k",
        )
        .await
        .expect(303);
        let _ = send(&ann, "hand_page_in", &[("company", c), ("turn", &turn(&rig, &id).await)], "l").await.expect(409);
        let facts = [("company", c), ("base", "1"), ("country", "DE"), ("company_city", "Bonn"), ("ask_name", "Ann"), ("ask_email", "ann@c.example")];
        let _ = send(&ann, "save_facts", &facts, "m").await.expect(303);
        let solution =
            [("company", c), ("base", "2"), ("part", "s1"), ("solution_name_en", "Ear"), ("solution_text_en", "Hears."), ("topics[]", "open-city")];
        let _ = send(&ann, "save_solution", &solution, "n").await.expect(303);
        let logo = format!("/files/company-logo/{c}");
        let _ = ann.upload(&logo, "application/json", "o1", "a.txt", b"no picture").await.expect(409);
        // Of the three forms that take files, the one that was sent says what was wrong.
        let at = format!("{}/en/me/companies/{c}/profile", rig::BASE);
        let page = ann.clone().with("referer", &at).upload(&logo, "text/html", "o3", "a.exe", b"MZ\x90\0").await.expect(409).text();
        assert_eq!((page.matches("This kind of file is not taken").count(), page.matches("action=\"/files/company-").count()), (1, 3), "{page}");
        let png = {
            let mut bytes = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(8, 8).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
            bytes.into_inner()
        };
        let _ = ann.upload(&logo, "text/html", "o2", "logo.png", &png).await.expect(303);
        let _ = send(&ann, "hand_page_in", &[("company", c), ("turn", &turn(&rig, &id).await)], "p").await.expect(303);
        let early = send(&desk, "publish_company", &[("company", c), ("version", &version(&rig, &id).await)], "q").await;
        let _ = early.expect(409);
        let review = desk.get(&format!("/en/desk/forum/companies/{c}/profile")).await.expect(200).text();
        assert!(review.contains("We hear streets."));
        let _ = send(&desk, "decide_page", &[("company", c), ("turn", &turn(&rig, &id).await), ("decision", "approve")], "r").await.expect(303);
        let booth = rig.store.snapshot().await.unwrap().unwrap().halls[0].booths[0].id.to_string();
        let _ = rig.anyone().get(&public).await.expect(404);
        assign(&rig, &id, &booth).await;
        let _ = send(&desk, "publish_company", &[("company", c), ("version", &version(&rig, &id).await)], "s").await.expect(303);
        let seen = rig.anyone().get(&public).await.expect(200).text();
        assert!(seen.contains("We hear streets.") && seen.contains("application/ld+json") && seen.contains("class=\"logo\""));
        assert!(rig.anyone().get("/en/forum/exhibitors").await.expect(200).text().contains("Quiet Sensors"));
        let picture = seen.split("src=\"/files/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let picture = format!("/files/{picture}");
        let sent = rig.anyone().get(&picture).await.expect(200);
        assert_eq!((sent.header("content-type"), sent.header("cache-control")), ("image/png", "public, max-age=300, must-revalidate"));
        let known = rig.anyone().with("if-none-match", sent.header("etag"));
        let same = known.get(&picture).await.expect(304);
        assert_eq!((same.header("cache-control"), same.header("etag")), ("public, max-age=300, must-revalidate", sent.header("etag")));
        // What is claimed is looked at first; whom to ask is seen at once.
        let texts = [("company", c), ("base", "3"), ("text_lang", "en"), ("tagline", "We hear everything."), ("profile_about", "Since 2015.")];
        let _ = send(&ann, "save_texts", &texts, "t").await.expect(303);
        let facts = [("company", c), ("base", "4"), ("country", "DE"), ("company_city", "Bonn"), ("ask_name", "Bea"), ("ask_email", "bea@c.example")];
        let _ = send(&ann, "save_facts", &facts, "u").await.expect(303);
        let seen = rig.anyone().get(&public).await.expect(200).text();
        assert!(seen.contains("Bea") && seen.contains("We hear streets.") && !seen.contains("We hear everything."));
        let _ = send(&ann, "withdraw_company", &[("company", c), ("version", &version(&rig, &id).await)], "v").await.expect(422);
        let sure = [("company", c), ("version", &version(&rig, &id).await), ("withdraw_company_sure", "yes")].map(|(a, b)| (a, b.to_owned()));
        let sure: Vec<(&str, &str)> = sure.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let _ = send(&ann, "withdraw_company", &sure, "w").await.expect(303);
        let _ = rig.anyone().get(&public).await.expect(404);
        // With the page its pictures are gone, also for caches that ask whether theirs is still the same; the company keeps seeing its own.
        let _ = known.get(&picture).await.expect(404);
        assert_eq!(ann.get(&picture).await.expect(200).header("cache-control"), "private, no-store");
        let hall = rig.store.snapshot().await.unwrap().unwrap().halls[0].clone();
        assert!(!hall.booths[0].taken, "its booth is free again");
    });
}

async fn assign(rig: &Rig, id: &CompanyId, booth: &str) {
    let booth = BoothId::parse(booth).unwrap();
    let desk = domain::kernel::Actor::System;
    let act = store::Act { actor: &desk, now: rig.now(), request: None };
    let version = rig.store.company(id).await.unwrap().unwrap().version;
    rig.store.assign_booth(&act, (&booth, id), version, None, vec![]).await.unwrap();
}

#[test]
fn viewers_read_staff_writes_administrators_decide_and_for_others_there_is_no_company() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff), ("fred@c.example", Viewer)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let desk = rig.organiser("desk@city.example").await;
        let pages = ["", "/application", "/terms", "/people", "/profile", "/profile/preview", "/profile/history"];
        for page in pages {
            for member in &foxes {
                let _ = member.get(&format!("/en/me/companies/foxes{page}")).await.expect(200);
            }
            for foreign in [&owls[0], &desk] {
                let there = foreign.get(&format!("/en/me/companies/foxes{page}")).await.expect(404).text();
                let missing = foreign.get(&format!("/en/me/companies/nobody{page}")).await.expect(404).text();
                assert_eq!(there.replace("foxes", "nobody"), missing, "{page}");
            }
        }
        let texts = [("company", "foxes"), ("base", "0"), ("text_lang", "en"), ("tagline", "T"), ("profile_about", "A")];
        let _ = send(&foxes[2], "save_texts", &texts, "a").await.expect(409);
        let _ = send(&foxes[1], "save_texts", &texts, "b").await.expect(303);
        let invite = [("company", "foxes"), ("email", "new@c.example"), ("company_role", "staff")];
        let _ = send(&foxes[1], "invite_member", &invite, "c").await.expect(409);
        let _ = send(&foxes[0], "invite_member", &invite, "d").await.expect(303);
        let _ = send(&owls[0], "invite_member", &invite, "e").await.expect(404);
        let letter = rig.store.outbox(None, None, 200).await.unwrap().rows.into_iter().find(|r| r.mail.kind == "forum.invited").unwrap().mail;
        let link = letter.text.split_whitespace().find(|word| word.contains("token=")).unwrap().split("token=").nth(1).unwrap().to_owned();
        let path = format!("/en/company-invitation?token={link}");
        let _ = rig.anyone().get(&path).await.expect(200);
        assert!(owls[0].get(&path).await.expect(200).text().contains("another address"));
        let _ = send(&owls[0], "accept_invitation", &[("token", &link)], "f").await.expect(409);
        let new = rig.person("new@c.example").await;
        let _ = send(&new, "accept_invitation", &[("token", &link)], "g").await.expect(303);
        let _ = new.get("/en/me/companies/foxes/profile").await.expect(200);
        let only = foxes[0].account.as_ref().unwrap().to_string();
        let _ = send(&foxes[0], "leave_company", &[("company", "foxes"), ("leave_company_sure", "yes")], "h").await.expect(409);
        let _ = send(&foxes[0], "set_member_role", &[("company", "foxes"), ("member", &only), ("company_role", "viewer")], "i").await.expect(409);
    });
}

#[test]
fn a_script_that_saves_is_told_what_a_colleague_wrote_meanwhile_and_a_person_sees_both() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff)]).await;
        let facts = |city: &'static str, site: &'static str| [("company", "foxes"), ("base", "0"), ("company_city", city), ("website", site)];
        let _ = foxes[0].call("forum/save_facts", &[facts("Bonn", "").as_slice(), &[("request_id", "a")]].concat()).await.expect(200);
        let told =
            foxes[1].call("forum/save_facts", &[facts("", "https://fox.example").as_slice(), &[("request_id", "b")]].concat()).await.expect(200);
        let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
        let field = |name: &str| told["fields"].as_array().unwrap().iter().find(|f| f[0] == name).unwrap()[1].as_str().unwrap().to_owned();
        assert_eq!((told["version"].as_u64(), field("company_city").as_str(), field("website").as_str()), (Some(3), "Bonn", "https://fox.example"));
        let both = foxes[1]
            .form("/en/me/companies/foxes/profile", "forum/save_facts", &[facts("Köln", "").as_slice(), &[("request_id", "c")]].concat())
            .await
            .expect(409)
            .text();
        assert!(both.contains("value=\"Köln\"") && both.contains("of a colleague") && both.contains("Bonn"));
    });
}

#[test]
fn who_leaves_a_company_leaves_its_times_and_its_administrators_are_told() {
    run(async {
        let rig = Rig::new().await;
        let people = [("fay@c.example", Admin), ("flo@c.example", Admin), ("finn@c.example", Staff), ("fred@c.example", Staff)];
        let foxes = rig.exhibitor("foxes", &people).await;
        let id = CompanyId::parse("foxes").unwrap();
        let start = rig.now() + jiff::SignedDuration::from_hours(24);
        let times = vec![(start, start + jiff::SignedDuration::from_mins(20))];
        let new = domain::forum::meetings::NewSlots { times, kind: domain::forum::meetings::SlotKind::Meeting, places: 1 };
        rig.store.offer_booth_slots(&store::Act::system(rig.now()), &id, &new).await.unwrap();
        let slot = rig.store.booth_slots(&id, rig.now()).await.unwrap().remove(0).id.to_string();
        let account = |n: usize| foxes[n].account.as_ref().unwrap().to_string();
        let told = async || {
            let rows = rig.store.outbox(None, None, 200).await.unwrap().rows;
            let mut to: Vec<String> = rows.into_iter().filter(|r| r.mail.kind == "forum.booth_off_duty").map(|r| r.mail.to).collect();
            to.sort();
            to
        };
        let receives = async |n: usize, request: &str| {
            let who = account(n);
            let _ = send(&foxes[0], "staff_booth", &[("company", "foxes"), ("slot", &slot), ("slot_staff", &who)], request).await.expect(303);
        };
        receives(2, "a").await;
        let _ = send(&foxes[0], "remove_member", &[("company", "foxes"), ("member", &account(2))], "b").await.expect(303);
        assert_eq!(told().await, ["fay@c.example", "flo@c.example"], "whoever is removed gets no letter about it");
        receives(3, "c").await;
        let _ = send(&foxes[3], "leave_company", &[("company", "foxes"), ("leave_company_sure", "yes")], "d").await.expect(303);
        assert_eq!(told().await.len(), 4);
        receives(1, "e").await;
        let viewer = [("company", "foxes"), ("member", &*account(1)), ("company_role", "viewer")];
        let _ = send(&foxes[0], "set_member_role", &viewer, "f").await.expect(303);
        assert_eq!(told().await.iter().filter(|to| *to == "flo@c.example").count(), 2, "who may only read from now on is not asked to see to it");
        // The last one who administers it erases the account: whoever takes over is told.
        receives(0, "g").await;
        let own = [("own_address", "fay@c.example"), ("current_password", rig::PASSWORD), ("request_id", "h")];
        let _ = foxes[0].form("/en/me/data", "accounts/erase_account", &own).await.expect(303);
        let last = told().await;
        assert_eq!(last.iter().filter(|to| *to == "flo@c.example").count(), 3, "{last:?}");
        let rows = rig.store.outbox(None, None, 200).await.unwrap().rows;
        let letter = rows.iter().find(|r| r.mail.kind == "forum.booth_off_duty").unwrap();
        assert!(letter.mail.text.contains("nobody receives now: 1, booked ones among them: 0") && letter.mail.text.contains("/meetings"));
        assert_eq!(rig.store.booth_slots(&id, rig.now()).await.unwrap()[0].staff, None);
    });
}
