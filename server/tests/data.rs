//! One's own data over HTTP: what is handed out, and that nothing of a person is left once they are erased.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::kernel::Role;
use domain::kernel::text::Email;
use rig::{Answer, Caller, PASSWORD, Rig, run};
use serde_json::{Value, json};
use store::{Act, Secret};

const ADDRESS: &str = "Zoe.Muller@city.example";

async fn erase(caller: &Caller, address: &str, password: &str) -> Answer {
    let fields = [("own_address", address), ("current_password", password), ("request_id", "erase")];
    caller.form("/en/me/data", "accounts/erase_account", &fields).await
}

/// Every record that is kept, a line each.
async fn everything(rig: &Rig) -> Vec<String> {
    let mut bytes = Vec::new();
    rig.store.export(&mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
}

/// A person with everything that a person can have here.
async fn somebody(rig: &Rig) -> Caller {
    let person = rig.person(ADDRESS).await;
    let account = person.account.clone().unwrap();
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let device = rig.store.devices(&account).await.unwrap()[0].id.clone();
    rig.enrol(&account, &device).await;
    let passkey = store::KeptPasskey { id: "00ff".into(), account: account.clone(), key: "k".into(), state: "s".into() };
    rig.store.add_passkey(&Act::system(rig.now()), &passkey, "Zoë’s phone", &device).await.unwrap();
    let link = Secret::generate();
    let mail = store::Mail::new(ADDRESS, "en", "accounts.reset", "Reset", "Hello Zoë");
    rig.later(120);
    rig.store.request_reset(&Act::system(rig.now()), &Email::parse(ADDRESS).unwrap(), &Secret::digest(link.reveal()), mail).await.unwrap();
    person
}

#[test]
fn a_person_takes_everything_along_and_nobody_elses() {
    run(async {
        let rig = Rig::new().await;
        let person = somebody(&rig).await;
        let _ = rig.person("other@city.example").await;
        let answer = person.get("/me/data.json").await.expect(200);
        assert_eq!((answer.header("cache-control"), answer.header("content-type")), ("no-store", "application/json"));
        assert!(answer.header("content-disposition").starts_with("attachment;"));
        let file: Value = serde_json::from_slice(&answer.body).unwrap();
        let data = &file["data"];
        assert_eq!(data["account"]["email"], json!(ADDRESS));
        assert_eq!(data["registration"]["draft"]["family_name"], json!("Müller"));
        assert_eq!(data["passkeys"][0]["name"], json!("Zoë’s phone"));
        assert_eq!(data["second_factor"]["recovery_codes_left"], json!(1));
        assert_eq!(data["devices"].as_array().unwrap().len(), 1);
        assert!(data["e_mails"].as_array().unwrap().iter().any(|mail| mail["subject"] == json!("Reset") && mail.get("text").is_none()));
        assert!(data["acts"].as_array().unwrap().iter().any(|act| act["verb"] == json!("registration.submitted")));
        let text = answer.text();
        for secret in ["$argon2", "x1.", "other@city.example", "password"] {
            assert!(!text.contains(secret), "{secret}");
        }
        let answer = rig.anyone().get("/me/data.json").await.expect(303);
        assert_eq!(answer.header("location"), "/en/sign-in?then=%2Fen%2Fme%2Fdata");
    });
}

#[test]
fn nothing_of_a_person_is_left_once_they_are_erased() {
    run(async {
        let rig = Rig::new().await;
        let person = somebody(&rig).await;
        let second = rig.person("stays@city.example").await;
        let account = person.account.clone().unwrap();
        let desk = rig.organiser("desk@city.example").await;
        let fields = [("registration", account.as_str()), ("version", "5"), ("decision", "approve"), ("request_id", "yes")];
        let _ = desk.call("organiser/decide", &fields).await.expect(200);
        let traces = |line: &String| {
            line.to_lowercase().contains("muller@city") || line.contains("Müller") || line.contains("muller") || line.contains("Zoë’s")
        };
        // Other people of the rig have the same name: of their lines none is this person's.
        let own = |line: &String| !line.contains("stays@city.example") && !line.contains("desk@city.example") && traces(line);
        assert!(everything(&rig).await.iter().filter(|line| own(line)).count() > 8, "there is something to erase");

        let _ = erase(&person, ADDRESS, "wrong").await.expect(409);
        let page = erase(&person, "other@city.example", "").await.expect(422).text();
        assert!(page.contains("This is not the address of your account.") && page.contains("Please fill this in."));
        let answer = erase(&person, "zoe.muller@CITY.example", PASSWORD).await.expect(303);
        assert_eq!((answer.header("location"), answer.cookie("plenary").as_deref()), ("/en/sign-in", Some("")));

        let left: Vec<String> = everything(&rig).await.into_iter().filter(own).collect();
        assert_eq!(left.len(), 1, "{left:#?}");
        assert!(left[0].contains("accounts.erased"), "the last letter: {}", left[0]);
        // Nobody is signed in any more, the address is free, and the trail leads to a number.
        let _ = person.get("/en/me").await.expect(303);
        let fields = [("email", ADDRESS), ("password", PASSWORD), ("request_id", "x")];
        let _ = rig.anyone().call("accounts/sign_in", &fields).await.expect(409);
        assert!(desk.get("/en/desk/audit").await.expect(200).text().contains("account erased"));
        let _ = desk.get(&format!("/en/desk/registrations/{account}")).await.expect(404);
        let _ = second.get("/en/me").await.expect(200);
        rig.store.tidy_accounts(rig.now() + jiff::SignedDuration::from_hours(24 * 31)).await.unwrap();
        assert_eq!(everything(&rig).await.iter().filter(|line| own(line)).count(), 0);
        let again = rig.person(ADDRESS).await;
        assert_ne!(again.account, Some(account));
        assert!(rig.store.audit_verify().await.unwrap().is_whole());
    });
}

#[test]
fn the_last_organiser_stays() {
    run(async {
        let rig = Rig::new().await;
        let desk = rig.organiser("desk@city.example").await;
        let _ = rig.staff("door@city.example", Role::CheckIn).await;
        let page = erase(&desk, "desk@city.example", PASSWORD).await.expect(409).text();
        assert!(page.contains("data-error-summary"));
        let _ = rig.organiser("second@city.example").await;
        let _ = erase(&desk, "desk@city.example", PASSWORD).await.expect(303);
    });
}
