//! Forms over HTTP: as a script sends them and as a browser without scripts does; every refusal in both ways.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use rig::{Caller, PASSWORD, Rig, run};
use serde_json::{Value, json};

/// Sends something that is refused in both ways; answers the error as a script reads it and the page as a person does.
async fn refused(caller: &Caller, page: &str, endpoint: &str, fields: &[(&str, &str)], status: u16) -> (Value, String) {
    let as_call: Vec<_> = fields.iter().copied().chain([("request_id", "as-call")]).collect();
    let as_form: Vec<_> = fields.iter().copied().chain([("request_id", "as-form")]).collect();
    let call = caller.call(endpoint, &as_call).await.expect(status);
    let form = caller.form(page, endpoint, &as_form).await.expect(status);
    assert!(form.text().contains("data-error-summary"), "the page says what is wrong: {}", form.text());
    (serde_json::from_slice(&call.body).unwrap(), form.text())
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays() {
    run(async {
        let rig = Rig::new().await;
        let fields = [("name", "Zoë <b>"), ("email", "no address"), ("password", "short")];
        let (error, page) = refused(&rig.anyone(), "/ru/sign-up", "accounts/sign_up", &fields, 422).await;
        assert_eq!(error, json!({ "invalid": [["email", "not_an_email"], ["password", { "too_short": { "min": 10 } }]] }));
        assert!(page.contains("<html lang=\"ru\""));
        assert!(page.contains("value=\"Zoë &lt;b&gt;\"") && page.contains("value=\"no address\""), "{page}");
        assert!(!page.contains("short"), "a password is never given back");
        assert_eq!(page.matches("aria-invalid=\"true\"").count(), 2);
        assert!(page.contains("aria-describedby=\"accounts-sign-up-email-problem"), "{page}");
    });
}

#[test]
fn what_is_refused_twice_in_a_row_without_scripts_is_still_on_its_page() {
    run(async {
        let rig = Rig::new().await;
        let fields =
            [("name", "Zoë"), ("email", "no address"), ("password", "short"), ("request_id", "a"), ("on_page", "/ru/sign-up?then=%2Fru%2Fme")];
        // A browser without scripts shows the refused form at the address of the function, and sends it again from there.
        let page = rig.anyone().form("/api/accounts/sign_up", "accounts/sign_up", &fields).await.expect(422).text();
        assert!(page.contains("<html lang=\"ru\"") && page.contains("value=\"no address\"") && page.contains("value=\"/ru/me\""), "{page}");
        assert!(page.contains("name=\"on_page\" value=\"/ru/sign-up?then=%2Fru%2Fme\""), "{page}");
    });
}

#[test]
fn every_refusal_of_accounts_is_said_in_words() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.person("person@city.example").await;
        let anyone = rig.anyone();
        let wrong = [("email", "person@city.example"), ("password", "not this one")];
        let (error, page) = refused(&anyone, "/en/sign-in", "accounts/sign_in", &wrong, 409).await;
        assert_eq!(error, json!({ "refused": { "accounts": "wrong_credentials" } }));
        assert!(page.contains("Address and password do not belong together."));
        // Nobody learns whether an address has an account.
        let unknown = [("email", "nobody@city.example"), ("password", "not this one")];
        let (error, _) = refused(&anyone, "/en/sign-in", "accounts/sign_in", &unknown, 409).await;
        assert_eq!(error, json!({ "refused": { "accounts": "wrong_credentials" } }));
        let used = [("token", "x"), ("password", PASSWORD), ("repeat", PASSWORD)];
        let (error, _) = refused(&anyone, "/en/reset?token=x", "accounts/reset_password", &used, 409).await;
        assert_eq!(error, json!({ "refused": { "accounts": "link_invalid" } }));
        let differ = [("token", "x"), ("password", PASSWORD), ("repeat", "another one")];
        let (error, _) = refused(&anyone, "/en/reset?token=x", "accounts/reset_password", &differ, 422).await;
        assert_eq!(error, json!({ "invalid": [["repeat", "passwords_differ"]] }));
        let mut last = Value::Null;
        for number in 0..30 {
            let id = number.to_string();
            last = serde_json::from_slice(&anyone.call("accounts/sign_in", &[wrong[0], wrong[1], ("request_id", &id)]).await.body).unwrap();
        }
        assert_eq!(last, json!({ "refused": { "accounts": "too_many_attempts" } }));
        // The owner, elsewhere, is not locked out by it.
        let right = [("email", "person@city.example"), ("password", PASSWORD), ("request_id", "x")];
        assert_eq!(anyone.call("accounts/sign_in", &right).await.code(), 409);
        rig.later(3600);
        assert_eq!(anyone.call("accounts/sign_in", &right).await.code(), 200);
    });
}

#[test]
fn every_refusal_of_registration_is_said_in_words() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.newcomer("person@city.example").await;
        let wrong = [("step", "person"), ("version", "0"), ("given_name", "Zoë"), ("category", "emperor")];
        let saved = person.call("registration/save_step", &[wrong[0], wrong[1], wrong[2], wrong[3], ("request_id", "a")]).await.expect(422);
        let error: Value = serde_json::from_slice(&saved.body).unwrap();
        assert_eq!(error, json!({ "invalid": [["family_name", "required"], ["category", "not_a_choice"]] }));
        // What was wrong is kept in the draft all the same, and an older tab does not overwrite it.
        let (error, _) = refused(&person, "/en/me/registration/person", "registration/save_step", &wrong, 409).await;
        assert_eq!(error, json!({ "refused": { "registration": "changed_meanwhile" } }));
        let page = person.get("/en/me/registration/person").await.expect(200).text();
        assert!(page.contains("value=\"Zoë\"") && page.contains("aria-invalid=\"true\""));
        let (error, _) = refused(&person, "/en/me/registration/review", "registration/submit", &[("version", "1")], 409).await;
        assert_eq!(error, json!({ "refused": { "registration": "incomplete" } }));
        assert_eq!(person.fill(1).await, "5");
        let (error, page) = refused(&person, "/en/me/registration/review", "registration/submit", &[("version", "5")], 409).await;
        assert_eq!(error, json!({ "refused": { "registration": "not_verified" } }));
        assert!(page.contains("confirm") || page.contains("Confirm"), "{page}");
        let (error, _) = refused(&person, "/en/me/registration", "registration/withdraw", &[], 422).await;
        assert_eq!(error, json!({ "invalid": [["withdraw_sure", "required"]] }));
        let (error, _) = refused(&person, "/en/me/registration", "registration/reopen", &[], 409).await;
        assert_eq!(error, json!({ "refused": { "registration": "not_in_this_state" } }));
    });
}

#[test]
fn a_repeated_request_has_one_effect_and_the_same_key_with_other_words_is_refused() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let save =
            [("step", "person"), ("version", "0"), ("given_name", "Zoë"), ("family_name", "Müller"), ("category", "cio"), ("request_id", "one")];
        let twins = tokio::join!(person.call("registration/save_step", &save), person.call("registration/save_step", &save));
        assert_eq!((twins.0.code(), twins.1.code()), (200, 200));
        assert_eq!(person.call("registration/save_step", &save).await.code(), 200);
        let registration = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
        assert_eq!(registration.version, 1);
        let mut other = save;
        other[2] = ("given_name", "Eve");
        let answer = person.call("registration/save_step", &other).await;
        assert!(answer.status.is_client_error(), "{}", answer.text());
        let registration = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
        assert_eq!(registration.draft.given_name, "Zoë");
    });
}

#[test]
fn a_form_leads_on_with_a_notice_that_is_shown_once() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let answer =
            person.form("/en/me/profile", "accounts/update_profile", &[("name", "Zoë"), ("lang", "ko"), ("request_id", "x")]).await.expect(303);
        assert_eq!(answer.header("location"), "/en/me/profile");
        let notice = answer.cookie("plenary-notice").unwrap();
        let mut told = person.clone();
        told.cookie = Some(format!("{}; plenary-notice={notice}", person.cookie.clone().unwrap()));
        let page = told.get("/en/me/profile").await.expect(200);
        assert!(page.text().contains("class=\"notice\""), "{}", page.text());
        assert_eq!(page.cookie("plenary-notice").as_deref(), Some(""));
        assert!(!person.get("/en/me/profile").await.text().contains("class=\"notice\""));
    });
}

#[test]
fn a_defect_is_told_with_a_reference_and_without_its_cause() {
    run(async {
        let rig = Rig::new().await;
        // A body without the fields of its function is the only defect that a caller can bring about.
        let answer = rig.anyone().call("accounts/sign_in", &[("nonsense", "1")]).await.expect(500);
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(error["broken"]["reference"], answer.header("x-request-id"));
        let page = rig.anyone().form("/en/sign-in", "accounts/sign_in", &[("nonsense", "1")]).await.expect(500);
        assert!(page.text().contains(page.header("x-request-id")));
    });
}

#[test]
fn what_was_approved_is_changed_on_its_step_and_approved_again_when_that_matters() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        let version = person.fill(0).await;
        let _ = person.call("registration/submit", &[("version", &version), ("request_id", "in")]).await.expect(200);
        let account = person.account.clone().unwrap();
        let standing = async || rig.store.my_registration(&account).await.unwrap().unwrap();
        let decide = [("registration", account.as_str()), ("version", "5"), ("decision", "approve"), ("request_id", "yes")];
        let _ = desk.call("organiser/decide", &decide).await.expect(200);
        let page = person.get("/en/me/registration/city").await.expect(200).text();
        assert!(page.contains("value=\"amend\"") && !page.contains("value=\"later\""), "{page}");
        let fields = |position: &'static str, version: &'static str, id: &'static str| {
            [
                ("step", "city"),
                ("city", "Köln"),
                ("country", "DE"),
                ("organisation", "City of Köln"),
                ("position", position),
                ("phone", "+49 1"),
                ("go", "amend"),
                ("version", version),
                ("request_id", id),
            ]
        };
        let empty = person.form("/en/me/registration/city", "registration/save_step", &fields("", "6", "a")).await.expect(422).text();
        assert!(empty.contains("value=\"+49 1\""), "what was typed stays: {empty}");
        assert_eq!(standing().await.version, 6);
        let _ = person.form("/en/me/registration/city", "registration/save_step", &fields("CIO", "6", "b")).await.expect(303);
        assert_eq!((standing().await.state.code(), standing().await.draft.phone), ("approved", "+49 1".to_owned()));
        let _ = person.form("/en/me/registration/city", "registration/save_step", &fields("Mayor", "7", "c")).await.expect(303);
        assert_eq!(standing().await.state.code(), "submitted");
        let page = desk.get(&format!("/en/desk/registrations/{account}")).await.expect(200).text();
        assert!(page.contains("<del>CIO</del>") && page.contains("<ins>Mayor</ins>"), "{page}");
    });
}
