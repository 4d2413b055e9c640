//! Letters for visas over HTTP: who reads a passport, what stands in the database, what everybody may check, and the erasure.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::kernel::Role;
use domain::kernel::ids::AccountId;
use domain::registration::{Decision, Notice};
use rig::{Caller, PASSPORT, Rig, run};
use serde_json::{Value, json};
use server::jobs::visa::erase_due;
use store::{Act, Mail};

const NUMBER: &str = "C01X00T47";

fn with<'a>(version: &'a str, id: &'a str) -> Vec<(&'a str, &'a str)> {
    PASSPORT.iter().copied().chain([("version", version), ("request_id", id)]).collect()
}

/// A person whose registration is approved.
async fn participant(rig: &Rig, address: &str) -> Caller {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
    let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
    person
}

async fn decide(desk: &Caller, of: &AccountId, version: &str, decision: &str, message: &str) -> rig::Answer {
    let id = format!("{decision}-{version}");
    let fields = [("account", of.as_str()), ("version", version), ("decision", decision), ("desk_message", message), ("request_id", &id)];
    desk.call("visa/decide", &fields).await
}

/// A participant with a letter, and the desk that issued it.
async fn issued(rig: &Rig) -> (Caller, AccountId, Caller) {
    let person = participant(rig, "owner@city.example").await;
    let desk = rig.staff("visa@city.example", Role::VisaDesk).await;
    let owner = person.account.clone().unwrap();
    let _ = person.call("visa/ask", &with("0", "ask")).await.expect(200);
    let _ = decide(&desk, &owner, "1", "accept", "").await.expect(200);
    let _ = decide(&desk, &owner, "2", "issue", "").await.expect(200);
    (person, owner, desk)
}

async fn code(rig: &Rig, owner: &AccountId) -> String {
    rig.store.visa_request(owner).await.unwrap().unwrap().letter.unwrap().code.to_string()
}

async fn export(rig: &Rig) -> String {
    let mut lines = Vec::new();
    rig.store.export(&mut lines).await.unwrap();
    String::from_utf8(lines).unwrap()
}

#[test]
fn what_is_wrong_with_a_passport_is_said_beside_its_field() {
    run(async {
        let rig = Rig::new().await;
        let person = participant(&rig, "owner@city.example").await;
        let empty = person.call("visa/ask", &[("version", "0"), ("request_id", "a")]).await.expect(422);
        let error: Value = serde_json::from_slice(&empty.body).unwrap();
        assert_eq!(error["invalid"].as_array().unwrap().len(), 8);
        let mut short = with("0", "b");
        short[4] = ("passport_expiry", "2017-12-29");
        let refused = person.form("/en/me/visa", "visa/ask", &short).await.expect(422);
        assert!(refused.text().contains("Not before 2017-12-30.") && refused.text().contains("value=\"c01x00-t47\""), "{}", refused.text());
        let stranger = rig.person("stranger@city.example").await;
        let error: Value = serde_json::from_slice(&stranger.call("visa/ask", &with("0", "c")).await.expect(409).body).unwrap();
        assert_eq!(error, json!({ "refused": { "visa": "not_approved" } }));
    });
}

#[test]
fn a_passport_is_read_by_its_person_and_the_visa_desk_alone_and_each_opening_is_told() {
    run(async {
        let rig = Rig::new().await;
        let (person, owner, desk) = issued(&rig).await;
        let organiser = rig.organiser("organiser@city.example").await;
        let page = format!("/en/desk/visa/{owner}");
        for (caller, status) in [(&rig.anyone(), 303), (&person, 403), (&organiser, 403)] {
            assert_eq!(caller.get(&page).await.code(), status);
            assert_eq!(caller.get(&format!("{page}/letter.pdf")).await.code(), status);
        }
        assert_eq!(rig.anyone().get("/en/me/visa/letter.pdf").await.code(), 303);
        assert_eq!(organiser.get("/en/me/visa/letter.pdf").await.code(), 404);
        let before = rig.store.audit_of(&format!("visa:{owner}"), None, 50).await.unwrap().rows.len();
        assert!(desk.get(&page).await.expect(200).text().contains(NUMBER));
        let pdf = desk.get(&format!("{page}/letter.pdf")).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF-"));
        assert_eq!((pdf.header("content-type"), pdf.header("cache-control")), ("application/pdf", "no-store"));
        let rows = rig.store.audit_of(&format!("visa:{owner}"), None, 50).await.unwrap().rows;
        assert_eq!(rows.len(), before + 2);
        assert!(rows[..2].iter().all(|r| r.entry.verb == "visa.passport_read" && r.entry.actor == desk.account.as_ref().unwrap().as_str()));
        // The person reads their own without a row.
        assert!(person.get("/ko/me/visa").await.expect(200).text().contains(&code(&rig, &owner).await));
        assert!(person.get("/ru/me/visa/letter.pdf").await.expect(200).body.starts_with(b"%PDF-"));
        assert_eq!(rig.store.audit_of(&format!("visa:{owner}"), None, 50).await.unwrap().rows.len(), before + 2);
        for place in ["/en/desk/audit", "/en/desk/outbox", &format!("/en/desk/registrations/{owner}")] {
            assert!(!organiser.get(place).await.expect(200).text().contains(NUMBER), "{place}");
        }
        let nobody = desk.get("/en/desk/visa/nobody").await;
        assert_eq!((nobody.code(), desk.get("/en/desk/visa/nobody/letter.pdf").await.code()), (404, 404));
    });
}

#[test]
fn nothing_of_a_passport_stands_readable_in_the_database_and_nobody_decides_about_themselves() {
    run(async {
        let rig = Rig::new().await;
        let (_, owner, desk) = issued(&rig).await;
        let _ = decide(&desk, &owner, "3", "revoke", "The number C01X00T47 is wrong").await.expect(200);
        let kept = export(&rig).await;
        assert!(kept.contains("x1."), "something is sealed");
        for word in [NUMBER, "1971-03-03", "Almaty", "2019-05-01"] {
            assert!(!kept.contains(word), "{word}");
        }
        let own = rig.staff("desk-owner@city.example", Role::VisaDesk).await;
        let _ = own.fill(0).await;
        let me = own.account.clone().unwrap();
        let _ = own.call("registration/submit", &[("version", "4"), ("request_id", "h")]).await.expect(200);
        let found = rig.store.my_registration(&me).await.unwrap().unwrap();
        let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
        rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
        let _ = own.call("visa/ask", &with("0", "ask")).await.expect(200);
        let _ = decide(&own, &me, "1", "accept", "").await.expect(403);
    });
}

#[test]
fn anybody_checks_a_letter_by_its_code_and_learns_only_whether_it_is_valid() {
    run(async {
        let rig = Rig::new().await;
        let (_, owner, desk) = issued(&rig).await;
        let code = code(&rig, &owner).await;
        let anyone = rig.anyone();
        let page = anyone.get(&format!("/en/letters/{code}")).await.expect(200).text();
        assert!(page.contains("is valid") && !page.contains("Müller") && !page.contains(NUMBER), "{page}");
        let typed = anyone.get(&format!("/ru/letters?code={}", code.to_lowercase().replace('-', "+"))).await.expect(200).text();
        assert!(typed.contains("Действительно"), "{typed}");
        let _ = decide(&desk, &owner, "3", "revoke", "another passport").await.expect(200);
        assert!(anyone.get(&format!("/en/letters/{code}")).await.text().contains("no longer valid"));
        let wrong = anyone.get("/en/letters/00000-00000-00000-00000").await.expect(200).text();
        let shapeless = anyone.get("/en/letters/nonsense").await.expect(200).text();
        assert_eq!(wrong.replace("00000-00000-00000-00000", "?"), shapeless.replace("nonsense", "?"));
        let mut last = 200;
        for _ in 0..200 {
            last = anyone.get("/en/letters/nonsense").await.code();
        }
        assert_eq!(last, 429, "codes are not to be guessed by trying");
    });
}

#[test]
fn a_form_sent_twice_counts_once_and_with_another_passport_is_refused() {
    run(async {
        let rig = Rig::new().await;
        let person = participant(&rig, "owner@city.example").await;
        let _ = person.call("visa/ask", &with("0", "one")).await.expect(200);
        let _ = person.call("visa/ask", &with("0", "one")).await.expect(200);
        let mut other = with("0", "one");
        other[0] = ("passport_number", "OTHER12345");
        let refused = person.call("visa/ask", &other).await.expect(409);
        assert_eq!(serde_json::from_slice::<Value>(&refused.body).unwrap(), json!({ "refused": "sent_before" }));
        assert_eq!(rig.store.visa_request(person.account.as_ref().unwrap()).await.unwrap().unwrap().version, 1);
    });
}

#[test]
fn a_sealed_passport_that_was_changed_or_moved_is_refused_with_a_reference() {
    run(async {
        let rig = Rig::new().await;
        let (_, owner, desk) = issued(&rig).await;
        let other = participant(&rig, "other@city.example").await;
        let id = other.account.clone().unwrap();
        // Somebody who can write to the database moves a sealed passport to another request.
        let sealed = rig.store.my_passport(&owner).await.unwrap().unwrap();
        let mail = Mail::new("a@x.org", "en", "k", "s", "t");
        rig.store.ask_visa(&Act::system(rig.now()), &id, domain::kernel::Lang::En, 0, &sealed, mail).await.unwrap();
        let page = desk.get(&format!("/en/desk/visa/{id}")).await.expect(500);
        assert!(page.text().contains(page.header("x-request-id")) && !page.text().contains(NUMBER));
        let _ = other.get("/en/me/visa").await.expect(500);
    });
}

#[test]
fn passports_are_erased_when_their_day_has_come_and_letters_can_still_be_checked() {
    run(async {
        let rig = Rig::new().await;
        let (_, owner, _) = issued(&rig).await;
        let code = code(&rig, &owner).await;
        assert_eq!(erase_due(&rig.program).await.unwrap(), 0);
        // From 27 May to just before, and just after, 30 July at the venue.
        let day: jiff::Timestamp = "2017-07-29T20:00:00Z".parse().unwrap();
        rig.later(day.as_second() - rig.now().as_second() - 1);
        assert_eq!(erase_due(&rig.program).await.unwrap(), 0);
        rig.later(1);
        assert_eq!(erase_due(&rig.program).await.unwrap(), 1);
        assert_eq!(erase_due(&rig.program).await.unwrap(), 0);
        let person = rig.sign_in("owner@city.example").await;
        let page = person.get("/en/me/visa").await.expect(200).text();
        assert!(page.contains("was erased on 30 July 2017") && !page.contains("letter.pdf"), "{page}");
        let gone = person.get("/en/me/visa/letter.pdf").await.expect(409).text();
        assert!(gone.contains("cannot be made again"), "{gone}");
        assert!(rig.anyone().get(&format!("/en/letters/{code}")).await.text().contains("is valid"));
        let over = person.call("visa/ask", &with("4", "late")).await.expect(409);
        assert_eq!(serde_json::from_slice::<Value>(&over.body).unwrap(), json!({ "refused": { "visa": "over" } }));
    });
}
