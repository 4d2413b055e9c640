//! Badges and check-in over HTTP: as devices send what they read, and as plain forms.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::checkin::Reason;
use domain::kernel::Role;
use domain::kernel::ids::{RegistrationId, RequestId};
use domain::registration::Decision;
use jiff::SignedDuration;
use rig::{Caller, Rig, run};
use serde_json::{Value, json};
use store::{Act, Mail, badge_id};

const PAGE: &str = "/en/desk/checkin";

/// Somebody who takes part and has a badge: the person, the registration, the code.
async fn participant(rig: &Rig, address: &str) -> (Caller, RegistrationId, String) {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let id = RegistrationId::parse(person.account.as_ref().unwrap().as_str()).unwrap();
    let (found, _) = rig.store.registration(&id).await.unwrap().unwrap();
    let mail = |_: &_| Mail::new(address, "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &id, found.version, &Decision::Approve, &mail).await.unwrap();
    rig.store.issue_badges(rig.now(), false).await.unwrap();
    let code = rig.store.badge_of(&id).await.unwrap().unwrap().code.to_string();
    (person, id, code)
}

fn digest(code: &str) -> String {
    badge_id(&domain::checkin::Code::parse(code).unwrap()).unwrap().to_string()
}

fn body(answer: &rig::Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn without_scripts_a_badge_is_read_a_name_is_found_and_a_mistake_is_taken_back() {
    run(async {
        let rig = Rig::new().await;
        let (_, id, code) = participant(&rig, "one@city.example").await;
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        let desk = [("station", "registration-desk"), ("badge", code.as_str())];
        let read = door.form(PAGE, "checkin/check_in", &[desk[0], desk[1], ("request_id", "r1")]).await.expect(303);
        let page = door.get(read.header("location")).await.expect(200).text();
        assert!(page.contains("result good") && page.contains("Checked in") && page.contains("Zoë Müller"), "{page}");
        let again = door.form(PAGE, "checkin/check_in", &[desk[0], desk[1], ("request_id", "r2")]).await.expect(303);
        let page = door.get(again.header("location")).await.expect(200).text();
        assert!(page.contains("result warn") && page.contains("Already here") && page.contains("First at"), "{page}");
        // The back button and another badge: the form is not taken for the earlier one.
        let other = [("station", "registration-desk"), ("badge", "0000-0000-0000-00000"), ("request_id", "r1")];
        let error = body(&door.call("checkin/check_in", &other).await.expect(409));
        assert_eq!(error, json!({ "refused": "sent_before" }));
        // A mistyped code is said beside its field, and stays there.
        let wrong = [("station", "registration-desk"), ("badge", "0000-0000-0000-00001"), ("request_id", "r3")];
        let page = door.form(PAGE, "checkin/check_in", &wrong).await.expect(422).text();
        assert!(page.contains("This is no code of a badge") && page.contains("value=\"0000-0000-0000-00001\""), "{page}");
        let found = door.get(&format!("{PAGE}?words=MULL")).await.expect(200).text();
        assert!(found.contains("Zoë Müller") && found.contains(">is here<"), "{found}");
        let undo = [("station", "registration-desk"), ("registration", id.as_str())];
        let page = door.get(&format!("{PAGE}?undo={id}")).await.expect(200).text();
        assert!(page.contains("/api/checkin/take_back"));
        let error = body(&door.call("checkin/take_back", &[undo[0], undo[1], ("request_id", "u1")]).await.expect(422));
        assert_eq!(error, json!({ "invalid": [["undo_reason", "required"]] }));
        let _ = door.form(PAGE, "checkin/take_back", &[undo[0], undo[1], ("undo_reason", "wrong row"), ("request_id", "u2")]).await.expect(303);
        let twice = door.call("checkin/take_back", &[undo[0], undo[1], ("undo_reason", "wrong row"), ("request_id", "u3")]).await.expect(409);
        assert_eq!(body(&twice), json!({ "refused": { "check_in": "not_checked_in" } }));
        rig.later(60);
        let found = door.get(&format!("{PAGE}?words=zoe")).await.expect(200).text();
        assert!(!found.contains(">is here<"), "{found}");
        let by_name = [undo[0], undo[1], ("request_id", "r4")];
        let read = door.form(PAGE, "checkin/check_in", &by_name).await.expect(303);
        assert!(door.get(read.header("location")).await.expect(200).text().contains("result good"));
        assert_eq!(door.call("checkin/check_in", &[("station", "nowhere"), desk[1], ("request_id", "r5")]).await.code(), 404);
    });
}

#[test]
fn a_device_that_was_offline_sends_its_queue_and_hears_what_became_of_it() {
    run(async {
        let rig = Rig::new().await;
        let (_, one, good) = participant(&rig, "one@city.example").await;
        let (_, two, lost) = participant(&rig, "two@city.example").await;
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        rig.later(600);
        let replace = Act { request: Some(RequestId::parse("x").unwrap()), ..Act::system(rig.now()) };
        rig.store.replace_badge(&replace, &two, 1, Reason::Lost).await.unwrap();
        rig.later(600);
        // The device's clock is an hour slow; it read three badges four minutes before it sends.
        let slow = rig.now() - SignedDuration::from_hours(1);
        let read_at = (slow - SignedDuration::from_mins(4)).as_millisecond();
        let unknown = digest("0000-0000-0000-00000");
        let lines: Vec<String> = [("a", digest(&good)), ("b", digest(&lost)), ("c", unknown), ("d", digest(&good))]
            .iter()
            .map(|(id, badge)| format!("{id} registration-desk {badge} {read_at} camera"))
            .collect();
        let sent_at = slow.as_millisecond().to_string();
        let mut fields = vec![("sent_at", sent_at.as_str())];
        fields.extend(lines.iter().map(|l| ("scans[]", l.as_str())));
        let answer = body(&door.call("checkin/sync", &fields).await.expect(200));
        let told: Vec<_> = answer.as_array().unwrap().iter().map(|a| (a["id"].as_str().unwrap(), a["outcome"].as_str().unwrap())).collect();
        assert_eq!(told, [("a", "checked_in"), ("b", "void"), ("c", "unknown"), ("d", "again")]);
        let at = rig.now() - SignedDuration::from_mins(4);
        assert_eq!((answer[0]["name"].as_str(), answer[0]["at"].as_i64()), (Some("Zoë Müller"), Some(at.as_millisecond())));
        assert_eq!(rig.store.check_ins_of(&one).await.unwrap()[0].at, at);
        // The answer was lost: the same again is answered the same.
        rig.later(30);
        assert_eq!(body(&door.call("checkin/sync", &fields).await.expect(200)), answer);
        assert_eq!(rig.store.check_ins_of(&one).await.unwrap()[0].readings, 2);
        // Organisers see what somebody should look at.
        let desk = rig.organiser("desk@city.example").await;
        let page = desk.get("/en/desk/arrivals").await.expect(200).text();
        assert!(page.contains("Arrived: 1 of 2") && page.contains("was replaced by another one") && page.contains("Unknown badge"), "{page}");
        assert_eq!(door.call("checkin/sync", &[("sent_at", "0"), ("scans[]", "nonsense")]).await.code(), 404);
    });
}

#[test]
fn the_list_for_offline_has_names_for_staff_alone_and_knows_what_is_void() {
    run(async {
        let rig = Rig::new().await;
        let (person, one, old) = participant(&rig, "one@city.example").await;
        rig.store.replace_badge(&Act::system(rig.now()), &one, 1, Reason::Damaged).await.unwrap();
        let new = rig.store.badge_of(&one).await.unwrap().unwrap().code.to_string();
        let path = "/checkin/list.json?station=registration-desk&lang=ru";
        assert_eq!(rig.anyone().get(path).await.code(), 401);
        assert_eq!(person.get(path).await.code(), 403);
        assert_eq!(rig.staff("visa@city.example", Role::VisaDesk).await.get(path).await.code(), 403);
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        assert_eq!(door.get("/checkin/list.json").await.code(), 404);
        let answer = door.get(path).await.expect(200);
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let list = body(&answer);
        assert_eq!(list["badges"], json!([[digest(&new), "Zoë Müller", "", "cio", "Köln", 1, null]]));
        assert_eq!(list["void"], json!([digest(&old)]));
        assert_eq!(list["categories"]["press"], "Пресса");
        assert!(!answer.text().contains(&new) && !answer.text().contains("example"), "no code and no address leaves the server");
        let tag = answer.header("etag").to_owned();
        assert_eq!(door.clone().with("if-none-match", &tag).get(path).await.code(), 304);
        let packed = door.clone().with("accept-encoding", "gzip").get(path).await.expect(200);
        assert_eq!(packed.header("content-encoding"), "gzip");
        let _ = door.call("checkin/check_in", &[("station", "registration-desk"), ("badge", &new), ("request_id", "r")]).await.expect(200);
        let list = body(&door.with("if-none-match", &tag).get(path).await.expect(200));
        assert_eq!(list["badges"][0][6].as_i64(), Some(rig.now().as_millisecond()));
    });
}

#[test]
fn badges_are_shown_to_their_bearers_printed_by_the_desk_and_replaced_once() {
    run(async {
        let rig = Rig::new().await;
        let (person, id, code) = participant(&rig, "one@city.example").await;
        let page = person.get("/ko/me/badge").await.expect(200);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.text().contains(&code) && page.text().contains("class=\"qr\""), "{}", page.text());
        let other = rig.person("other@city.example").await;
        assert!(!other.get("/en/me/badge").await.expect(200).text().contains("class=\"qr\""));
        let desk = rig.staff("door@city.example", Role::CheckIn).await;
        let list = desk.get("/en/desk/badges?standing=new").await.expect(200).text();
        assert!(list.contains("Zoë Müller") && list.contains("Not printed"), "{list}");
        assert!(!list.contains(&code), "codes are on badges and nowhere else");
        let nobody = desk.call("checkin/print_badges", &[("sheet", "a4"), ("request_id", "p1")]).await.expect(409);
        assert_eq!(body(&nobody), json!({ "refused": { "check_in": "nobody_chosen" } }));
        let odd = desk.call("checkin/print_badges", &[("sheet", "a3"), ("all", "yes"), ("request_id", "p2")]).await.expect(422);
        assert_eq!(body(&odd), json!({ "invalid": [["sheet", "not_a_choice"]] }));
        let print = [("sheet", "a6"), ("all", "yes"), ("standing", "new"), ("request_id", "p3")];
        let printed = desk.form("/en/desk/badges", "checkin/print_badges", &print).await.expect(303);
        let sheets = desk.get(printed.header("location")).await.expect(200).text();
        assert!(sheets.contains(&code) && sheets.contains("one badge a sheet"), "{sheets}");
        let link = sheets.split("href=\"/checkin/badges/").nth(1).unwrap().split('"').next().unwrap();
        let pdf = desk.get(&format!("/checkin/badges/{}", link.replace("&amp;", "&"))).await.expect(200);
        assert_eq!((pdf.header("content-type"), pdf.header("cache-control")), ("application/pdf", "private, no-store"));
        assert!(pdf.body.starts_with(b"%PDF-"));
        assert_eq!(desk.get("/checkin/badges/nobody.pdf").await.code(), 404);
        // Whose badge it is reads of it: the page and the paper within the hour are one line, an hour later the paper is another one.
        let printed_lines = async || body(&person.get("/en/me/ledger.json?kind=printed").await.expect(200)).as_array().unwrap().len();
        assert_eq!(printed_lines().await, 1);
        assert!(person.get("/en/me/ledger").await.expect(200).text().contains("Your badge was put on a sheet for printing."));
        rig.later(3600);
        let _ = desk.get(&format!("/checkin/badges/{}", link.replace("&amp;", "&"))).await.expect(200);
        assert_eq!(printed_lines().await, 2);
        assert_eq!(person.get(&format!("/checkin/badges/{link}")).await.code(), 403);
        assert!(!desk.get("/en/desk/badges?standing=new").await.expect(200).text().contains("Zoë Müller"));
        assert_eq!(person.get(printed.header("location")).await.code(), 403);
        let replace = [("registration", id.as_str()), ("number", "1")];
        let unsaid = desk.call("checkin/replace_badge", &[replace[0], replace[1], ("request_id", "x0")]).await.expect(422);
        assert_eq!(body(&unsaid), json!({ "invalid": [["replace_reason", "required"]] }));
        let page = format!("/en/desk/badges?of={id}");
        let done =
            desk.form(&page, "checkin/replace_badge", &[replace[0], replace[1], ("replace_reason", "lost"), ("request_id", "x1")]).await.expect(303);
        assert!(desk.get(done.header("location")).await.expect(200).text().contains("Badge no. 2"));
        let late = desk.call("checkin/replace_badge", &[replace[0], replace[1], ("replace_reason", "lost"), ("request_id", "x2")]).await.expect(409);
        assert_eq!(body(&late), json!({ "refused": { "check_in": "replaced_meanwhile" } }));
        let page = person.get("/en/me/badge").await.expect(200).text();
        assert!(!page.contains(&code) && page.contains("only this code counts"));
        let _ = person.call("registration/withdraw", &[("withdraw_sure", "yes"), ("request_id", "w")]).await.expect(200);
        assert!(!person.get("/en/me/badge").await.expect(200).text().contains("class=\"qr\""));
    });
}

#[test]
fn a_station_is_added_by_an_organiser_and_then_everywhere_to_be_chosen() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@city.example").await;
        let _ = desk.form("/en/desk/arrivals", "checkin/add_station", &[("station_name", "Bus 7"), ("request_id", "a")]).await.expect(303);
        let twice = desk.call("checkin/add_station", &[("station_name", "BUS 7"), ("request_id", "b")]).await.expect(409);
        assert_eq!(body(&twice), json!({ "refused": { "check_in": "station_exists" } }));
        let page = rig.staff("door@city.example", Role::CheckIn).await.get("/ru/desk/checkin").await.expect(200).text();
        assert!(page.contains("Bus 7") && page.contains("Стойка регистрации") && page.contains("Большой зал"), "{page}");
    });
}

#[test]
fn the_camera_is_allowed_on_the_station_alone_and_its_kept_page_names_nobody() {
    run(async {
        let rig = Rig::new().await;
        let (_, _, code) = participant(&rig, "one@city.example").await;
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        let station = door.get(PAGE).await.expect(200);
        assert!(station.header("permissions-policy").contains("camera=(self)"));
        for elsewhere in ["/en", "/en/me", "/en/desk/badges", "/en/desk/checkins"] {
            assert!(door.get(elsewhere).await.header("permissions-policy").contains("camera=()"), "{elsewhere}");
        }
        let _ = door.call("checkin/check_in", &[("station", "registration-desk"), ("badge", &code), ("request_id", "r")]).await.expect(200);
        assert!(door.get(PAGE).await.text().contains("Zoë Müller"));
        assert!(!door.get(&format!("{PAGE}?kept=1")).await.text().contains("Zoë Müller"));
    });
}

#[test]
fn signing_out_clears_the_names_from_a_device_unless_readings_wait_there() {
    run(async {
        let rig = Rig::new().await;
        let out = [("request_id", "out")];
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        let waits = format!("plenary={}; station_waits=2", door.cookie.clone().unwrap());
        assert_eq!(door.clone().with("cookie", &waits).call("accounts/sign_out", &out).await.expect(200).header("clear-site-data"), "");
        let door = rig.staff("gate@city.example", Role::CheckIn).await;
        assert_eq!(door.call("accounts/sign_out", &out).await.expect(200).header("clear-site-data"), "\"storage\"");
        let person = rig.person("person@city.example").await;
        assert_eq!(person.call("accounts/sign_out", &out).await.expect(200).header("clear-site-data"), "");
    });
}
