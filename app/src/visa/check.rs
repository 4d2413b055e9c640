//! The page on which anybody checks a letter: it says whether a letter is valid, and nothing of anybody. A code that is none and a code that no
//! letter has get the same page.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::words::visa as words;
use domain::visa::{LetterCode, Validity};
use leptos::prelude::*;

/// The page, with the answer when a code was given in the path or typed into the form.
pub async fn page(rq: &Request, code: Option<&str>) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let answer = match code.or_else(|| rq.query("code")).filter(|typed| !typed.trim().is_empty()) {
        None => None,
        Some(typed) => Some(match LetterCode::parse(typed) {
            Some(code) => (rq.store().check_letter(&code).await.map_err(|e| rq.fail(e))?, code.to_string()),
            None => (Validity::Unknown, typed.trim().chars().take(40).collect()),
        }),
    };
    Ok(Page::new(w.check_title, move || {
        let asked = answer.is_some();
        let answer = answer.map(|(validity, code)| {
            let (word, sentence) = words::validity(lang, validity);
            let class = match validity {
                Validity::Valid => "state approved",
                Validity::Revoked => "state rejected",
                Validity::Unknown => "state",
            };
            view! { <section class="panel wide" role="status"><p class=class>{word}</p><p class="lead">{sentence}</p><p class="fine">{w.code}": "{code}</p></section> }
        });
        let form = view! {
            <form class="form" method="get" action=Route::CheckLetter(None).path(lang)>
                <div class="field">
                    <label for="letter-code">{w.code}</label>
                    <input id="letter-code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required="" />
                </div>
                <p class="actions"><button class="button">{w.check}</button></p>
            </form>
        };
        let form = match asked {
            true => view! { <section><h2>{w.check_other}</h2>{form}</section> }.into_any(),
            false => form.into_any(),
        };
        view! { <h1>{w.check_title}</h1><p class="lead">{w.check_lead}</p>{answer}{form} }
    }))
}
