//! The console over HTTP: files, decisions on many, and their refusals, as a script sends them and as a browser without scripts does.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::registration::State;
use rig::{Caller, Rig, run};
use serde_json::{Value, json};

async fn registered(rig: &Rig, address: &str) -> Caller {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    person
}

async fn state(rig: &Rig, of: &Caller) -> State {
    rig.store.my_registration(of.account.as_ref().unwrap()).await.unwrap().unwrap().state
}

/// Works off what is under way, as the job does.
async fn work(rig: &Rig) {
    while server::jobs::console::some(&rig.program, "test").await.unwrap() {}
}

#[test]
fn what_the_filters_find_is_saved_as_a_file_by_organisers_and_noted() {
    run(async {
        let rig = Rig::new().await;
        let zoe = registered(&rig, "zoe@city.example").await;
        let formula = [
            ("step", "city"),
            ("city", "=cmd|' /C calc'!A1"),
            ("country", "DE"),
            ("organisation", "서울"),
            ("position", "CIO"),
            ("phone", "+49 1"),
            ("request_id", "f"),
        ];
        let _ = zoe.call("registration/reopen", &[("request_id", "again")]).await.expect(200);
        let saved = zoe.call("registration/save_step", &[&formula[..], &[("version", "6")]].concat()).await;
        assert_eq!(saved.code(), 200, "{}", saved.text());
        let _ = zoe.call("registration/submit", &[("version", "7"), ("request_id", "hand-in-2")]).await.expect(200);
        for (caller, status) in [(rig.anyone(), 401), (zoe.clone(), 403)] {
            let _ = caller.get("/en/desk/registrations.csv").await.expect(status);
            let _ = caller.get("/en/desk/registrations.json").await.expect(status);
        }
        let desk = rig.organiser("desk@city.example").await;
        let file = desk.get("/ru/desk/registrations.csv?state=submitted").await.expect(200);
        assert_eq!((file.header("cache-control"), file.header("content-type")), ("no-store", "text/csv; charset=utf-8"));
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(file.body.starts_with(b"\xef\xbb\xbf"));
        let text = file.text();
        let mut lines = text.lines();
        assert!(lines.next().unwrap().contains("Адрес электронной почты"));
        let row = lines.next().unwrap();
        assert!(row.contains("'=cmd|' /C calc'!A1") && row.contains("서울") && row.contains("'+49 1") && row.contains("zoe@city.example"), "{row}");
        assert_eq!(lines.next(), None);
        let rows: Value = serde_json::from_slice(&desk.get("/en/desk/registrations.json?words=muller").await.expect(200).body).unwrap();
        assert_eq!((rows[0]["email"].as_str(), rows[0]["phone"].as_str()), (Some("zoe@city.example"), Some("+49 1")));
        let none: Value = serde_json::from_slice(&desk.get("/en/desk/registrations.json?state=approved").await.expect(200).body).unwrap();
        assert_eq!(none, json!([]));
        let noted = rig.store.audit_of("export:registrations", None, 10).await.unwrap().rows;
        let told: Vec<_> =
            noted.iter().map(|r| (r.entry.details["form"].as_str(), r.entry.details["filter"].as_str(), r.entry.details["rows"].as_u64())).collect();
        assert_eq!(
            told,
            [
                (Some("json"), Some("state=approved"), Some(0)),
                (Some("json"), Some("words=muller"), Some(1)),
                (Some("csv"), Some("state=submitted"), Some(1))
            ]
        );
    });
}

#[test]
fn a_decision_on_many_is_looked_at_confirmed_and_undone_without_scripts() {
    run(async {
        let rig = Rig::new().await;
        let (one, two) = (registered(&rig, "one@city.example").await, registered(&rig, "two@city.example").await);
        let desk = rig.organiser("desk@city.example").await;
        let nobody = desk.form("/en/desk", "organiser/bulk_preview", &[("decision", "approve"), ("request_id", "a")]).await.expect(409);
        assert!(nobody.text().contains("Nobody is chosen."));
        let id = one.account.as_ref().unwrap().to_string();
        let wordless = [("registrations[]", id.as_str()), ("decision", "reject"), ("request_id", "b")];
        let page = desk.form("/en/desk", "organiser/bulk_preview", &wordless).await.expect(422).text();
        assert!(page.contains(&format!("value=\"{id}\" checked")), "who was ticked stays ticked");
        let all = [("all", "yes"), ("filter", "state=submitted"), ("decision", "approve"), ("request_id", "c")];
        let made = desk.form("/en/desk?state=submitted", "organiser/bulk_preview", &all).await.expect(303);
        let list = made.header("location").to_owned();
        let twin = desk.form("/en/desk?state=submitted", "organiser/bulk_preview", &all).await.expect(303);
        assert_eq!(twin.header("location"), list, "a repeat finds the same list");
        let page = desk.get(&list).await.expect(200).text();
        assert!(page.contains("Confirm for 2") && page.contains("Nothing is decided yet."), "{page}");
        assert_eq!(state(&rig, &one).await, State::Submitted);
        let bulk = list.rsplit('/').next().unwrap().to_owned();
        let _ = desk.form(&list, "organiser/bulk_confirm", &[("bulk", &bulk), ("request_id", "d")]).await.expect(303);
        work(&rig).await;
        assert_eq!((state(&rig, &one).await, state(&rig, &two).await), (State::Approved, State::Approved));
        let page = desk.get(&list).await.expect(200).text();
        assert!(page.contains("2 of 2 are done") && page.contains("Undo everything"), "{page}");
        let again = desk.form(&list, "organiser/bulk_confirm", &[("bulk", &bulk), ("request_id", "e")]).await.expect(409);
        assert!(again.text().contains("This step was taken already"));
        let letters =
            || async { rig.store.outbox(None, None, 100).await.unwrap().rows.into_iter().filter(|r| r.mail.kind == "registration.approved").count() };
        assert_eq!(letters().await, 2);
        rig.later(9 * 60);
        let _ = two.call("registration/withdraw", &[("withdraw_sure", "yes"), ("request_id", "w")]).await.expect(200);
        let _ = desk.form(&list, "organiser/bulk_undo", &[("bulk", &bulk), ("request_id", "f")]).await.expect(303);
        work(&rig).await;
        assert_eq!((state(&rig, &one).await, state(&rig, &two).await, letters().await), (State::Submitted, State::Withdrawn, 0));
        let page = desk.get(&list).await.expect(200).text();
        assert!(page.contains("could not be put back") && page.contains("somebody changed it meanwhile"), "{page}");
    });
}

#[test]
fn after_ten_minutes_a_decision_on_many_stays() {
    run(async {
        let rig = Rig::new().await;
        let one = registered(&rig, "one@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        let id = one.account.as_ref().unwrap().to_string();
        let ticked = [("registrations[]", id.as_str()), ("decision", "ask_info"), ("message", "Which hall?"), ("request_id", "a")];
        let list = desk.form("/en/desk", "organiser/bulk_preview", &ticked).await.expect(303).header("location").to_owned();
        let bulk = list.rsplit('/').next().unwrap().to_owned();
        let _ = desk.call("organiser/bulk_confirm", &[("bulk", &bulk), ("request_id", "b")]).await.expect(200);
        rig.later(600);
        let late = desk.form(&list, "organiser/bulk_undo", &[("bulk", &bulk), ("request_id", "c")]).await.expect(409);
        assert!(late.text().contains("It can no longer be undone"));
        assert_eq!(state(&rig, &one).await, State::NeedsInfo);
    });
}

#[test]
fn anybody_is_found_from_every_page_of_the_desk_and_shown_with_what_happened() {
    run(async {
        let rig = Rig::new().await;
        let zoe = registered(&rig, "zoe@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        for page in
            ["/en/desk", "/en/desk/overview", "/en/desk/audit", "/en/desk/outbox", "/en/desk/staff", "/en/desk/announcements", "/en/desk/filters"]
        {
            assert!(desk.get(page).await.expect(200).text().contains("action=\"/en/desk/people\""), "{page}");
        }
        let found = desk.get("/en/desk/people?q=kol+mull").await.expect(200).text();
        let page = format!("/en/desk/people/{}", zoe.account.as_ref().unwrap());
        assert!(found.contains("1 found") && found.contains(&page), "{found}");
        let person = desk.get(&page).await.expect(200).text();
        for told in ["zoe@city.example", "Köln", "registration handed in", "address confirmed", "Your registration is handed in"] {
            assert!(person.contains(told), "{told} in {person}");
        }
        let _ = desk.get("/en/desk/people/nobody").await.expect(404);
        assert!(desk.get("/ru/desk/people?q=nobody").await.expect(200).text().contains("Никого не нашлось"));
        let overview = desk.get("/en/desk/overview").await.expect(200).text();
        assert!(overview.contains("Zoë Müller") && overview.contains("waits 0 h"), "{overview}");
        rig.later(3 * 24 * 3600);
        assert!(rig.organiser("later@city.example").await.get("/en/desk/overview").await.expect(200).text().contains("waits 3 d"));
    });
}

#[test]
fn a_filter_gets_a_name_is_arranged_and_removed_without_scripts() {
    run(async {
        let rig = Rig::new().await;
        let (desk, other) = (rig.organiser("desk@city.example").await, rig.organiser("other@city.example").await);
        let nameless = [("filter", "state=submitted"), ("request_id", "a")];
        let page = desk.form("/en/desk?state=submitted", "organiser/save_filter", &nameless).await.expect(422).text();
        assert!(page.contains("Please fill this in."), "{page}");
        let mine = [("filter", "state=submitted"), ("filter_name", "Waiting & new"), ("request_id", "b")];
        let saved = desk.form("/en/desk?state=submitted", "organiser/save_filter", &mine).await.expect(303);
        assert_eq!(saved.header("location"), "/en/desk?state=submitted");
        assert!(desk.get("/en/desk").await.text().contains("Waiting &amp; new"));
        assert!(!other.get("/en/desk").await.text().contains("Waiting &amp; new"));
        let id = rig.store.saved_filters(desk.account.as_ref().unwrap()).await.unwrap()[0].id.to_string();
        let _ = other.form("/en/desk/filters", "organiser/arrange_filter", &[("id", &id), ("go", "delete"), ("request_id", "c")]).await.expect(404);
        let edit = desk.get(&format!("/en/desk/filters?edit={id}")).await.expect(200).text();
        assert!(edit.contains("value=\"Waiting &amp; new\""), "{edit}");
        let shared = [("id", id.as_str()), ("filter_name", "Ours"), ("shared", "yes"), ("request_id", "d")];
        let _ = desk.form("/en/desk/filters", "organiser/save_filter", &shared).await.expect(303);
        assert!(other.get("/en/desk/filters").await.text().contains("Ours"));
        let _ = other.form("/en/desk/filters", "organiser/arrange_filter", &[("id", &id), ("go", "delete"), ("request_id", "e")]).await.expect(303);
        assert!(desk.get("/en/desk/filters").await.text().contains("There is none yet."));
    });
}

#[test]
fn an_announcement_is_previewed_tested_confirmed_and_seen_in_the_outbox_without_scripts() {
    run(async {
        let rig = Rig::new().await;
        let (zoe, two) = (registered(&rig, "zoe@city.example").await, registered(&rig, "two@city.example").await);
        let _ = two.call("accounts/update_profile", &[("name", "Пётр"), ("lang", "ru"), ("request_id", "p")]).await.expect(200);
        let desk = rig.organiser("desk@city.example").await;
        let compose = "/en/desk/announcements/new?state=submitted";
        assert!(desk.get(compose).await.expect(200).text().contains("2 people"));
        let half = [("version", "0"), ("filter", "state=submitted"), ("subject_en", "Buses for {name}"), ("request_id", "a")];
        let page = desk.form(compose, "organiser/save_announcement", &half).await.expect(422).text();
        assert!(page.contains("Buses for {name}") && page.contains("Please fill this in."));
        let whole = [
            ("version", "0"),
            ("filter", "state=submitted"),
            ("subject_en", "Buses for {name}"),
            ("text_en", "Dear {name},\n\n<b>9:00</b>"),
            ("request_id", "b"),
        ];
        let at = desk.form(compose, "organiser/save_announcement", &whole).await.expect(303).header("location").to_owned();
        let id = at.rsplit('/').next().unwrap().to_owned();
        let page = desk.get(&at).await.expect(200).text();
        assert!(page.contains("Buses for Zoë Müller") && page.contains("&lt;b&gt;9:00") && page.contains("Missing: Русский, 한국어"), "{page}");
        let _ = desk.form(&at, "organiser/test_announcement", &[("announcement", &id), ("request_id", "c")]).await.expect(303);
        let test = rig.store.outbox_to("desk@city.example", None, 1).await.unwrap().rows;
        assert!(test[0].mail.text.contains("<b>9:00</b>") && test[0].mail.html.as_ref().unwrap().contains("&lt;b&gt;9:00"));
        let unsure = [("announcement", id.as_str()), ("version", "1"), ("due", "soon"), ("request_id", "d")];
        let page = desk.form(&at, "organiser/send_announcement", &unsure).await.expect(422).text();
        assert!(page.contains("Please choose one of the choices.") && page.contains("value=\"soon\""), "{page}");
        let later = [("announcement", id.as_str()), ("version", "1"), ("due", "2017-05-28T09:00"), ("announce_sure", "yes"), ("request_id", "e")];
        let _ = desk.form(&at, "organiser/send_announcement", &later).await.expect(303);
        work(&rig).await;
        assert!(desk.get(&at).await.text().contains("It will be sent 28 May 2017, 09:00."));
        // At the venue it is 9:00 four hours before it is in UTC; now it is 5:00 UTC of the day before.
        rig.later(24 * 3600);
        work(&rig).await;
        let desk = rig.organiser("later@city.example").await;
        let page = desk.get(&at).await.expect(200).text();
        assert!(page.contains("2 of 2 letters are written"), "{page}");
        let announced = async |to: &str| {
            let rows = rig.store.outbox_to(to, None, 9).await.unwrap().rows;
            rows.into_iter().find(|r| r.mail.kind == "organiser.announcement").unwrap().mail
        };
        let to_zoe = announced("zoe@city.example").await;
        let to_two = announced("two@city.example").await;
        assert!(to_zoe.subject.starts_with("Buses for Zoë Müller") && !to_zoe.text.contains("another one"));
        assert!(to_two.subject.starts_with("Buses for Пётр") && to_two.text.contains("на другом"), "{}", to_two.text);
        let outbox = desk.get(&format!("/en/desk/outbox?about=announcement:{id}")).await.expect(200).text();
        assert!(outbox.contains("two@city.example") && !outbox.contains("Your registration is handed in"), "{outbox}");
        let _ = desk.form(&at, "organiser/stop_announcement", &[("announcement", &id), ("request_id", "f")]).await.expect(303);
        work(&rig).await;
        assert!(desk.get(&at).await.text().contains("stopped"));
        assert_eq!(rig.store.outbox_about(&format!("announcement:{id}"), None, 9).await.unwrap().rows.len(), 0);
        let _ = zoe.call("organiser/stop_announcement", &[("announcement", &id), ("request_id", "g")]).await.expect(403);
    });
}

#[test]
fn the_site_is_looked_at_as_a_role_for_half_an_hour_and_nothing_can_be_changed() {
    run(async {
        let rig = Rig::new().await;
        let mut desk = rig.organiser("desk@city.example").await;
        let roleless = desk.form("/en/desk/see-as", "organiser/see_as", &[("request_id", "a")]).await.expect(422);
        assert!(roleless.text().contains("Please fill this in."));
        let _ = desk.form("/en/desk/see-as", "organiser/see_as", &[("role", "organiser"), ("request_id", "b")]).await.expect(422);
        let own = desk.cookie.clone().unwrap();
        let see = async |desk: &mut Caller, role: &str, id: &str| {
            desk.cookie = Some(own.clone());
            let begun = desk.form("/en/desk/see-as", "organiser/see_as", &[("role", role), ("request_id", id)]).await.expect(303);
            assert_eq!(begun.cookie("plenary-seeing").as_deref(), Some("1"));
            desk.cookie = Some(format!("{own}; plenary-seeing=1"));
        };
        see(&mut desk, "participant", "c").await;
        // The bar is on every page, the public ones too, and those are not kept.
        for (page, status) in [("/en", 200), ("/en/programme", 200), ("/en/privacy", 200), ("/en/nowhere", 404), ("/en/desk", 403), ("/en/me", 200)] {
            let answer = desk.get(page).await.expect(status);
            assert!(answer.text().contains("You see the site as: participant"), "{page}");
            assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        }
        assert!(!rig.anyone().get("/en").await.expect(200).text().contains("You see the site as"));
        let me = desk.get("/en/me").await.text();
        assert!(me.contains("This page is not shown while you only look") && !me.contains("desk@city.example"), "{me}");
        let _ = desk.get("/en/desk/registrations.csv").await.expect(403);
        for endpoint in ["accounts/sign_out", "accounts/update_profile", "registration/save_step", "organiser/see_as"] {
            let refused = desk.call(endpoint, &[("name", "Eve"), ("lang", "en"), ("request_id", "d")]).await.expect(409);
            assert_eq!(serde_json::from_slice::<Value>(&refused.body).unwrap(), json!({ "refused": { "organiser": "only_looking" } }), "{endpoint}");
        }
        let page = desk.form(
            "/en/sign-up",
            "accounts/sign_up",
            &[("name", "Eve"), ("email", "eve@city.example"), ("password", rig::PASSWORD), ("request_id", "e")],
        );
        assert!(page.await.expect(409).text().contains("You only look at the site as another role"));
        let ended = desk.form("/en", "organiser/see_end", &[("request_id", "f")]).await.expect(303);
        assert_eq!((ended.header("location"), ended.cookie("plenary-seeing").as_deref()), ("/en/desk/see-as", Some("")));
        // A cookie that stayed shows nothing any more.
        assert!(!desk.get("/en").await.expect(200).text().contains("You see the site as"));
        let _ = desk.get("/en/desk").await.expect(200);
        see(&mut desk, "anonymous", "g").await;
        let _ = desk.get("/en/desk").await.expect(303);
        see(&mut desk, "visa_desk", "h").await;
        let _ = desk.get("/en/desk").await.expect(403);
        rig.later(30 * 60);
        let _ = desk.get("/en/desk").await.expect(200);
        let verbs: Vec<_> = rig
            .store
            .audit_by(desk.account.as_ref().unwrap().as_str(), None, 4)
            .await
            .unwrap()
            .rows
            .into_iter()
            .map(|r| (r.entry.verb, r.entry.subject))
            .collect();
        let began = |role: &str| ("organiser.see_as_began".to_owned(), format!("role:{role}"));
        assert_eq!(
            verbs,
            [began("visa_desk"), began("anonymous"), ("organiser.see_as_ended".to_owned(), "role:participant".to_owned()), began("participant")]
        );
        // Somebody else's cookie of that name is nothing.
        let person = rig.person("person@city.example").await;
        let mut cheat = person.clone();
        cheat.cookie = Some(format!("{}; plenary-seeing=1", person.cookie.clone().unwrap()));
        assert!(cheat.get("/en/me").await.expect(200).text().contains("Zoë"));
    });
}

#[test]
fn the_privacy_page_tells_the_table_by_which_is_erased() {
    run(async {
        let rig = Rig::new().await;
        for (lang, told) in [
            ("en", ["food and accessibility needs", "until 30 days after the assembly", "6 years", "after 90 days without use"]),
            ("ru", ["питание и доступная среда", "30 дней после ассамблеи", "6 лет", "через 90 дней"]),
            ("ko", ["식사와 접근성 지원 사항", "총회 후 30일까지", "6년", "90일 뒤에"]),
        ] {
            let page = rig.anyone().get(&format!("/{lang}/privacy")).await.expect(200).text();
            assert!(told.iter().all(|t| page.contains(t)), "{page}");
        }
    });
}
