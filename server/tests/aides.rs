//! Aides over HTTP: they do the registration for somebody, and nothing else; the trail names both, and taking it back ends it at once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::kernel::Role;
use rig::{Answer, Caller, PASSWORD, Rig, run};
use serde_json::{Value, json};

const MAYOR: &str = "mayor@city.example";
const OFFICE: &str = "office@city.example";

fn said(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

fn refused(code: &str) -> Value {
    json!({ "refused": { "accounts": code } })
}

fn id(caller: &Caller) -> String {
    caller.account.clone().unwrap().to_string()
}

async fn name(mayor: &Caller, email: &str, day: &str) -> Answer {
    mayor.call("accounts/name_aide", &[("email", email), ("until_day", day), ("request_id", "name")]).await
}

async fn about(caller: &Caller, endpoint: &str, principal: &str) -> Answer {
    caller.call(endpoint, &[("principal", principal), ("request_id", &format!("{endpoint}-{}", principal.len()).replace(['/', '_'], "-"))]).await
}

async fn end(caller: &Caller, principal: &str) -> Answer {
    caller.call("accounts/end_aide", &[("principal", principal), ("aide", OFFICE), ("request_id", "end")]).await
}

/// A mayor and an office that acts for the mayor now.
async fn acting(rig: &Rig) -> (Caller, Caller) {
    let (mayor, office) = (rig.person(MAYOR).await, rig.person(OFFICE).await);
    let _ = name(&mayor, OFFICE, "2017-06-30").await.expect(200);
    let _ = about(&office, "accounts/accept_aide", &id(&mayor)).await.expect(200);
    let _ = about(&office, "accounts/act_for", &id(&mayor)).await.expect(200);
    (mayor, office)
}

#[test]
fn an_aide_hands_the_registration_in_and_the_trail_names_both() {
    run(async {
        let rig = Rig::new().await;
        let (mayor, office) = acting(&rig).await;
        let page = office.get("/en/me").await.expect(200).text();
        assert!(page.contains("You act for Zoë Müller.") && page.contains("Back to my own account"));
        let version = office.fill(0).await;
        let _ = office.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
        assert!(mayor.get("/en/me/registration").await.expect(200).text().contains("Köln"));
        let trail = rig.store.audit_of(&format!("registration:{}", id(&mayor)), None, 50).await.unwrap().rows;
        assert_eq!(trail.len(), 5);
        for row in &trail {
            assert_eq!((row.entry.actor.clone(), row.entry.on_behalf.clone()), (id(&office), Some(id(&mayor))), "{}", row.entry.verb);
        }
        // The letter goes to the person, not to the aide.
        let mails = rig.store.outbox(None, None, 100).await.unwrap().rows;
        assert!(mails.iter().any(|m| m.mail.to == MAYOR && m.mail.kind == "registration.handed_in"));
        assert!(!mails.iter().any(|m| m.mail.to == OFFICE && m.mail.kind.starts_with("registration.")));
        // Back in one's own account nothing of it is there, and what is done is one's own.
        let _ = office.call("accounts/act_for_oneself", &[("request_id", "back")]).await.expect(200);
        let page = office.get("/en/me").await.expect(200).text();
        assert!(!page.contains("You act for") && !page.contains("Köln"));
        let _ = office.call("accounts/update_profile", &[("name", "Office"), ("lang", "en"), ("request_id", "own")]).await.expect(200);
        let row = rig.store.audit_by(&id(&office), None, 1).await.unwrap().rows.remove(0);
        assert_eq!((row.entry.verb.as_str(), row.entry.on_behalf), ("account.profile_changed", None));
    });
}

#[test]
fn an_aide_never_touches_the_account_nor_works_here() {
    run(async {
        let rig = Rig::new().await;
        let mayor = rig.organiser(MAYOR).await;
        let office = rig.organiser(OFFICE).await;
        let _ = name(&mayor, OFFICE, "2017-06-30").await.expect(200);
        let _ = about(&office, "accounts/accept_aide", &id(&mayor)).await.expect(200);
        let _ = office.get("/en/desk/audit").await.expect(200);
        let _ = about(&office, "accounts/act_for", &id(&mayor)).await.expect(200);
        for page in ["profile", "devices", "second-factor", "passkeys", "data", "aides"] {
            let page = office.get(&format!("/en/me/{page}")).await.expect(409).text();
            assert!(page.contains("You act for Zoë Müller.") && !page.contains(MAYOR), "{page}");
        }
        let _ = office.get("/me/data.json").await.expect(409);
        for page in ["/en/desk/audit", "/en/desk/staff", "/en/desk/outbox"] {
            let _ = office.get(page).await.expect(409);
        }
        let own = [
            ("accounts/change_password", vec![("current_password", PASSWORD), ("password", "five calm seagulls"), ("repeat", "five calm seagulls")]),
            ("accounts/update_profile", vec![("name", "X"), ("lang", "en")]),
            ("accounts/sign_out_others", vec![]),
            ("accounts/renew_recovery_codes", vec![("code", "123456")]),
            ("accounts/turn_off_second_factor", vec![("code", "123456")]),
            ("accounts/ask_to_make_passkey", vec![("passkey_name", "X"), ("current_password", PASSWORD)]),
            ("accounts/erase_account", vec![("own_address", MAYOR), ("current_password", PASSWORD)]),
            ("accounts/name_aide", vec![("email", "third@city.example"), ("until_day", "2017-06-30")]),
            ("accounts/invite_staff", vec![("email", "third@city.example"), ("role", "organiser")]),
            ("organiser/decide", vec![("registration", "x"), ("version", "1"), ("decision", "approve")]),
        ];
        for (endpoint, fields) in own {
            let fields: Vec<_> = fields.into_iter().chain([("request_id", "x")]).collect();
            let answer = office.call(endpoint, &fields).await;
            assert_eq!((endpoint, answer.code(), said(&answer)), (endpoint, 409, refused("acting_for_another")));
        }
    });
}

#[test]
fn taking_it_back_ends_it_at_once_and_so_does_time() {
    run(async {
        let rig = Rig::new().await;
        let (mayor, office) = acting(&rig).await;
        let other_device = rig.sign_in(OFFICE).await;
        let _ = about(&other_device, "accounts/act_for", &id(&mayor)).await.expect(200);
        let _ = end(&mayor, &id(&mayor)).await.expect(200);
        for device in [&office, &other_device] {
            assert!(!device.get("/en/me").await.expect(200).text().contains("You act for"));
            let _ = device.get("/en/me/profile").await.expect(200);
        }
        let _ = about(&office, "accounts/act_for", &id(&mayor)).await.expect(404);
        // What is typed now is one's own registration.
        let _ = office.fill(0).await;
        assert!(rig.store.my_registration(&mayor.account.clone().unwrap()).await.unwrap().is_none());
        let rig = Rig::new().await;
        let (mayor, office) = acting(&rig).await;
        rig.later(3600 * 24 * 40);
        let _ = office;
        let office = rig.sign_in(OFFICE).await;
        let _ = about(&office, "accounts/act_for", &id(&mayor)).await.expect(404);
        assert!(rig.store.aides_of(&mayor.account.clone().unwrap()).await.unwrap().len() == 1);
        rig.store.tidy_accounts(rig.now()).await.unwrap();
        assert!(rig.store.aides_of(&mayor.account.clone().unwrap()).await.unwrap().is_empty());
    });
}

#[test]
fn only_the_named_and_proved_address_accepts_and_only_the_two_end_it() {
    run(async {
        let rig = Rig::new().await;
        let (mayor, stranger) = (rig.person(MAYOR).await, rig.person("stranger@city.example").await);
        assert_eq!(said(&name(&mayor, "Mayor@CITY.example", "2017-06-30").await.expect(409)), refused("own_aide"));
        let wrong = name(&mayor, "no address", "2018-12-31").await.expect(422);
        assert_eq!(said(&wrong), json!({ "invalid": [["email", "not_an_email"], ["until_day", "not_a_day"]] }));
        let _ = mayor.call("accounts/name_aide", &[("email", OFFICE), ("until_day", "2017-06-30"), ("request_id", "n2")]).await.expect(200);
        for endpoint in ["accounts/accept_aide", "accounts/act_for"] {
            let (foreign, missing) = (about(&stranger, endpoint, &id(&mayor)).await, about(&stranger, endpoint, "nobody").await);
            assert_eq!((foreign.code(), foreign.text()), (404, missing.text()), "{endpoint}");
        }
        let (foreign, missing) = (end(&stranger, &id(&mayor)).await, end(&stranger, "nobody").await);
        assert_eq!((foreign.code(), foreign.text()), (404, missing.text()));
        let office = rig.newcomer(OFFICE).await;
        assert_eq!(said(&about(&office, "accounts/accept_aide", &id(&mayor)).await.expect(409)), refused("not_verified"));
        let _ = about(&office, "accounts/act_for", &id(&mayor)).await.expect(404);
        assert!(office.get("/en/me/aides").await.expect(200).text().contains("Accept"));
        let _ = end(&office, &id(&mayor)).await.expect(200);
        assert!(mayor.get("/en/me/aides").await.expect(200).text().contains("Nobody acts for you."));
        assert_eq!(mayor.get("/en/me/aides").await.text().matches(OFFICE).count(), 0);
        let _ = rig.hat("x@city.example", Role::CheckIn).await;
    });
}
