//! Forms: plain HTML that keeps what was typed, and says what is wrong beside the field and above the form.
//!
//! A form posts to a server function. When that refuses, the same page is rendered again with the request's flash, from which the values and
//! the problems come.

use crate::error::ApiError;
use crate::platform::Request;
use crate::route;
use crate::words;
use domain::kernel::{FieldErrors, Lang};
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// The error of a form whose page no longer has it, such as one that the rules have closed meanwhile; to be asked for after the page's body
/// was made.
pub fn untold(rq: &Request) -> Option<AnyView> {
    let flash = rq.flash.as_ref()?;
    let error = flash.error.as_ref().filter(|_| !flash.told.load(Ordering::Relaxed))?;
    Some(trouble(rq.lang, error, ()))
}

fn trouble<V: IntoView + 'static>(lang: Lang, error: &ApiError, more: V) -> AnyView {
    let w = words::shell::words(lang);
    view! {
        <div class="error-summary" role="alert" tabindex="-1" data-error-summary="">
            <h2>{w.summary_title}</h2>
            <p>{words::error(lang, error)}</p>
            {more.into_any()}
        </div>
    }
    .into_any()
}

/// A form on a page.
#[derive(Clone)]
pub struct Form {
    lang: Lang,
    endpoint: &'static str,
    page: String,
    request_id: String,
    error: Option<ApiError>,
    told: Option<Arc<AtomicBool>>,
    typed: Option<Vec<(String, String)>>,
    shown: Vec<(String, String)>,
    apart: String,
}

impl Form {
    /// The form of a server function, such as `accounts/sign_up`, on this request's page.
    pub fn new(rq: &Request, endpoint: &'static str) -> Self {
        let flash = rq.flash.as_ref().filter(|f| f.endpoint == endpoint && f.error.is_some());
        Self {
            lang: rq.lang,
            endpoint,
            page: rq.address(),
            request_id: Uuid::now_v7().simple().to_string(),
            error: flash.and_then(|f| f.error.clone()),
            told: flash.map(|f| f.told.clone()),
            typed: flash.map(|f| f.values.clone()),
            shown: Vec::new(),
            apart: String::new(),
        }
    }

    /// Tells it apart from other forms of the same function on its page by what they say in a field: its own fields have ids of their own, and it
    /// shows only what was wrong with itself.
    #[must_use]
    pub fn apart(mut self, field: &str, value: &str) -> Self {
        self.apart = format!("-{}", value.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        let sent = self.typed.as_ref().and_then(|typed| typed.iter().find(|(name, _)| name == field));
        if sent.is_some_and(|(_, sent)| sent != value) {
            (self.error, self.told, self.typed) = (None, None, None);
        }
        self
    }

    /// Gives a field the value it has when nothing was typed yet.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.shown.push((field.to_owned(), value.into()));
        self
    }

    /// Marks these problems when the last submission left none: of a draft that is not complete.
    #[must_use]
    pub fn or_problems(mut self, problems: FieldErrors) -> Self {
        if self.error.is_none() && !problems.is_empty() {
            self.error = Some(ApiError::Invalid(problems));
        }
        self
    }

    /// The same without what the last submission said was wrong: a second form of the same function on a page, whose first form says it.
    #[must_use]
    pub fn unsaid(self) -> Self {
        Self { error: None, told: None, ..self }
    }

    /// Whether the last submission was refused.
    pub fn has_error(&self) -> bool {
        self.error.is_some()
    }

    /// The value of a field: what was typed, else what it has.
    pub fn value(&self, field: &str) -> String {
        let from = self.typed.as_ref().unwrap_or(&self.shown);
        from.iter().find(|(name, _)| name == field).map(|(_, v)| v.clone()).unwrap_or_default()
    }

    /// The values of a field of several choices: repeated `field[]`, or comma-separated.
    pub fn values(&self, field: &str) -> Vec<String> {
        let array = format!("{field}[]");
        match &self.typed {
            Some(typed) => typed.iter().filter(|(name, _)| *name == array || name == field).map(|(_, v)| v.clone()).collect(),
            None => self.value(field).split(',').filter(|v| !v.is_empty()).map(str::to_owned).collect(),
        }
    }

    fn problem(&self, field: &str) -> Option<String> {
        match &self.error {
            Some(ApiError::Invalid(errors)) => errors.of(field).map(|p| words::fields::problem(self.lang, p)),
            _ => None,
        }
    }

    fn id(&self, field: &str) -> String {
        format!("{}{}-{field}", self.endpoint.replace(['/', '_'], "-"), self.apart)
    }

    /// Which request it is, and on which page: a form that was refused without scripts stands at the function's own address.
    fn circumstances(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="request_id" value=self.request_id.clone() />
            <input type="hidden" name="on_page" value=self.page.clone() />
        }
    }

    /// The `<form>` around its fields, with the summary of errors above them.
    pub fn view<V: IntoView + 'static>(&self, fields: V) -> AnyView {
        let summary = self.summary();
        view! {
            <form class="form" method="post" action=route::api(self.endpoint) novalidate="">
                {self.circumstances()}
                {summary}
                {fields.into_any()}
            </form>
        }
        .into_any()
    }

    /// The `<form>` that sends a file to an address of its own, which the navigator leaves to the browser.
    pub fn view_upload<V: IntoView + 'static>(&self, action: String, fields: V) -> AnyView {
        let summary = self.summary();
        view! {
            <form class="form" method="post" action=action enctype="multipart/form-data" data-native="" novalidate="">
                {self.circumstances()}
                {summary}
                {fields.into_any()}
            </form>
        }
        .into_any()
    }

    /// The `<form>` of one button in a row or list.
    pub fn view_inline<V: IntoView + 'static>(&self, fields: V) -> AnyView {
        view! {
            <form class="inline" method="post" action=route::api(self.endpoint)>
                {self.circumstances()}
                {fields.into_any()}
            </form>
        }
        .into_any()
    }

    fn summary(&self) -> Option<AnyView> {
        let error = self.error.as_ref()?;
        if let Some(told) = &self.told {
            told.store(true, Ordering::Relaxed);
        }
        let links: Vec<_> = match error {
            ApiError::Invalid(errors) => errors
                .0
                .iter()
                .map(|(field, problem)| {
                    let text = format!("{}: {}", words::fields::label(self.lang, field), words::fields::problem(self.lang, problem));
                    view! { <li><a href=format!("#{}", self.id(field))>{text}</a></li> }
                })
                .collect(),
            _ => Vec::new(),
        };
        let list = (!links.is_empty()).then(|| view! { <ul>{links}</ul> });
        Some(trouble(self.lang, error, list))
    }

    /// A field around its control: label, hint, problem.
    fn field(&self, field: &str, hint: Option<String>, control: AnyView) -> AnyView {
        let id = self.id(field);
        let problem = self.problem(field);
        let wrong = problem.is_some();
        view! {
            <div class="field" class:wrong=wrong>
                <label for=id.clone()>{words::fields::label(self.lang, field).to_owned()}</label>
                {hint.map(|text| view! { <p class="hint" id=format!("{id}-hint")>{text}</p> })}
                {problem.map(|text| view! { <p class="problem" id=format!("{id}-problem")>{text}</p> })}
                {control}
            </div>
        }
        .into_any()
    }

    fn described(&self, field: &str, hint: Option<&String>) -> Option<String> {
        let id = self.id(field);
        let hint = hint.map(|_| format!("{id}-hint"));
        let problem = self.problem(field).map(|_| format!("{id}-problem"));
        let both: Vec<String> = hint.into_iter().chain(problem).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    /// A line of text. `kind` is the input's type, `autocomplete` its token (WCAG 2.2, 1.3.5).
    pub fn line(&self, field: &'static str, kind: &'static str, autocomplete: &'static str, required: bool) -> AnyView {
        self.line_with(field, kind, autocomplete, required, words::fields::hint(self.lang, field).map(str::to_owned))
    }

    /// A line of text for something that the person chose earlier: how to choose it would be out of place.
    pub fn line_without_hint(&self, field: &'static str, kind: &'static str, autocomplete: &'static str, required: bool) -> AnyView {
        self.line_with(field, kind, autocomplete, required, None)
    }

    /// A code that is scanned or typed: in capitals, ready at once, and never corrected by the keyboard.
    pub fn code(&self, field: &'static str) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let control = view! {
            <input
                id=self.id(field) name=field type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" enterkeyhint="go" autofocus=""
                value=self.value(field) aria-describedby=described aria-invalid=invalid
            />
        };
        self.field(field, hint, control.into_any())
    }

    fn line_with(&self, field: &'static str, kind: &'static str, autocomplete: &'static str, required: bool, hint: Option<String>) -> AnyView {
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let value = if kind == "password" { String::new() } else { self.value(field) };
        let control = view! {
            <input
                id=self.id(field) name=field type=kind autocomplete=autocomplete value=value required=required
                aria-describedby=described aria-invalid=invalid
            />
        };
        self.field(field, hint, control.into_any())
    }

    /// The six digits of an authenticator app.
    pub fn one_time_code(&self, field: &'static str) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let control = view! {
            <input
                id=self.id(field) name=field type="text" inputmode="numeric" autocomplete="one-time-code" value=""
                aria-describedby=described aria-invalid=invalid
            />
        };
        self.field(field, hint, control.into_any())
    }

    /// A file of the person's device.
    pub fn file(&self, field: &'static str) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let control = view! { <input id=self.id(field) name=field type="file" aria-describedby=described aria-invalid=invalid /> };
        self.field(field, hint, control.into_any())
    }

    /// Text of several lines.
    pub fn paragraph(&self, field: &'static str, rows: u32) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let control = view! {
            <textarea id=self.id(field) name=field rows=rows.to_string() aria-describedby=described aria-invalid=invalid>{self.value(field)}</textarea>
        };
        self.field(field, hint, control.into_any())
    }

    /// One of several choices, as a list to open. `none` is the label of the empty choice.
    pub fn select(&self, field: &'static str, autocomplete: &'static str, none: String, choices: Vec<(String, String)>) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let described = self.described(field, hint.as_ref());
        let invalid = self.problem(field).is_some().then_some("true");
        let value = self.value(field);
        let options: Vec<_> = std::iter::once((String::new(), none))
            .chain(choices)
            .map(|(code, label)| {
                let selected = code == value;
                view! { <option value=code selected=selected>{label}</option> }
            })
            .collect();
        let control = view! {
            <select id=self.id(field) name=field autocomplete=autocomplete aria-describedby=described aria-invalid=invalid>{options}</select>
        };
        self.field(field, hint, control.into_any())
    }

    /// Several of several choices, as boxes to tick; sent as repeated `field[]`.
    pub fn boxes(&self, field: &'static str, choices: Vec<(String, String)>) -> AnyView {
        let said = (words::fields::label(self.lang, field).to_owned(), words::fields::hint(self.lang, field).map(str::to_owned));
        self.choices(field, said, "checkbox", format!("{field}[]"), self.values(field), choices)
    }

    /// One of several choices, all of them to be seen.
    pub fn radios(&self, field: &'static str, choices: Vec<(String, String)>) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        self.radios_as(field, words::fields::label(self.lang, field).to_owned(), hint, choices)
    }

    /// The same under words of its page.
    pub fn radios_as(&self, field: &str, legend: String, hint: Option<String>, choices: Vec<(String, String)>) -> AnyView {
        self.choices(field, (legend, hint), "radio", field.to_owned(), vec![self.value(field)], choices)
    }

    fn choices(
        &self,
        field: &str,
        (legend, hint): (String, Option<String>),
        kind: &'static str,
        name: String,
        chosen: Vec<String>,
        choices: Vec<(String, String)>,
    ) -> AnyView {
        let described = self.described(field, hint.as_ref());
        let (id, problem) = (self.id(field), self.problem(field));
        let wrong = problem.is_some();
        let boxes: Vec<_> = choices
            .into_iter()
            .enumerate()
            .map(|(index, (code, label))| {
                let checked = chosen.contains(&code);
                // The first one carries the field's own id, so that the summary's link lands on it.
                let id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
                view! { <label class="choice"><input id=id type=kind name=name.clone() value=code checked=checked /><span>{label}</span></label> }
            })
            .collect();
        view! {
            <fieldset class="field" class:wrong=wrong aria-describedby=described>
                <legend>{legend}</legend>
                {hint.map(|text| view! { <p class="hint" id=format!("{id}-hint")>{text}</p> })}
                {problem.map(|text| view! { <p class="problem" id=format!("{id}-problem")>{text}</p> })}
                <div class="choices">{boxes}</div>
            </fieldset>
        }
        .into_any()
    }

    /// A single box, such as a consent: sends `yes`. The label is long words.
    pub fn tick(&self, field: &'static str) -> AnyView {
        self.tick_as(field, words::fields::label(self.lang, field))
    }

    /// A single box with words of its page.
    pub fn tick_as(&self, field: &'static str, label: impl Into<String>) -> AnyView {
        let hint = words::fields::hint(self.lang, field).map(str::to_owned);
        let label = label.into();
        let described = self.described(field, hint.as_ref());
        let (id, problem) = (self.id(field), self.problem(field));
        let wrong = problem.is_some();
        let invalid = problem.is_some().then_some("true");
        let checked = self.value(field) == "yes";
        view! {
            <div class="field" class:wrong=wrong>
                {problem.map(|text| view! { <p class="problem" id=format!("{id}-problem")>{text}</p> })}
                <label class="choice">
                    <input id=id.clone() type="checkbox" name=field value="yes" checked=checked aria-describedby=described aria-invalid=invalid />
                    <span>{label}</span>
                </label>
                {hint.map(|text| view! { <p class="hint" id=format!("{id}-hint")>{text}</p> })}
            </div>
        }
        .into_any()
    }

    /// A value that the person does not see.
    pub fn hidden(&self, field: &'static str, value: impl Into<String>) -> AnyView {
        view! { <input type="hidden" name=field value=value.into() /> }.into_any()
    }
}
