//! An exhibitor as everybody sees it, and for search engines as an organisation of schema.org.

use crate::error::ApiError;
use crate::files;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::plain::{link, plain_in};
use crate::words::countries;
use crate::words::forum_catalogue::{self as words, Words};
use domain::event::Snapshot;
use domain::files::FileFacts;
use domain::forum::catalogue::Filter;
use domain::forum::{Booth, Contact, Exhibitor, Hall, Reference, Solution};
use domain::ideathon::challenge::Challenge;
use domain::kernel::ids::{CompanyId, TopicId};
use domain::kernel::lang::Fallbacks;
use domain::kernel::{Lang, Text};
use leptos::prelude::*;
use serde_json::json;

/// The page.
pub fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let of = snapshot.exhibitor(id).ok_or(ApiError::NotFound)?.clone();
    let style = rq.services.site.assets.forum_style.clone();
    let told = organisation(&of, &rq.services.site.base_url, lang);
    let (title, about) = (of.name.clone(), of.tagline.get(lang).to_owned());
    let w = words::words(lang);
    Ok(Page::new(title, move || {
        view! {
            <link rel="stylesheet" href=style />
            <script type="application/ld+json" inner_html=told></script>
            <article>
                <p class="kicker">{w.kicker}</p>
                <header class="exhibitor-head">{logo(w, &of)}<div><h1>{of.name.clone()}</h1><p class="lead">{ui::text(lang, &of.tagline)}</p></div></header>
                {super::favourites::way_in(lang, &of)}
                {meeting(lang, &of)}
                {body(lang, &of, snapshot.booth_of(&of.id), &snapshot, false)}
            </article>
        }
    })
    .described(about)
    .crumb(Route::Exhibitors(Default::default()).path(lang), w.title))
}

/// The way to meetings at the booth; who is made up meets nobody.
fn meeting(lang: Lang, of: &Exhibitor) -> Option<AnyView> {
    let to = Route::ExhibitorMeetings(of.id.clone()).path(lang);
    (!of.sample).then(|| view! { <p class="actions no-print"><a class="button" href=to>{words::words(lang).meet}</a></p> }.into_any())
}

/// The organisation in the words of schema.org (<https://schema.org/Organization>) as JSON that cannot end the element around it.
fn organisation(of: &Exhibitor, base_url: &str, lang: Lang) -> String {
    let address = |path: &str| format!("{base_url}{path}");
    let mut told = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": address(&Route::Exhibitor(of.id.clone()).path(Lang::En)),
        "name": of.name,
        "description": of.tagline.get(lang),
        "address": { "@type": "PostalAddress", "addressLocality": of.city, "addressCountry": of.country },
        "url": of.website.clone().unwrap_or_else(|| address(&Route::Exhibitor(of.id.clone()).path(lang))),
        "sameAs": of.social,
        "makesOffer": of.solutions.iter().map(|s| json!({
            "@type": "Offer",
            "itemOffered": { "@type": "Service", "name": s.name.get(lang), "description": s.text.get(lang) },
        })).collect::<Vec<_>>(),
    });
    if let Some(told) = told.as_object_mut() {
        if let Some(logo) = &of.logo {
            told.insert("logo".to_owned(), json!(address(&logo.address())));
        }
        if let Some(contact) = &of.contact {
            told.insert("contactPoint".to_owned(), json!({ "@type": "ContactPoint", "name": contact.name, "email": contact.email }));
        }
    }
    told.to_string().replace('<', "\\u003c")
}

/// The logo, or the first letters of the name where there is none.
pub fn logo(w: Words, of: &Exhibitor) -> AnyView {
    match &of.logo {
        Some(file) => picture(file, &w.logo_of.replace("{company}", &of.name), "logo", "5rem"),
        None => {
            let letters: String = of.name.split_whitespace().filter_map(|word| word.chars().next().filter(|c| c.is_alphanumeric())).take(2).collect();
            view! { <span class="logo letters" aria-hidden="true">{letters}</span> }.into_any()
        }
    }
}

/// A picture; `sizes` is how wide it is shown.
fn picture(file: &FileFacts, alt: &str, class: &'static str, sizes: &'static str) -> AnyView {
    let (address, choices) = (file.address(), file.choices());
    let sizes = choices.is_some().then_some(sizes);
    view! { <img class=class src=address srcset=choices sizes=sizes width=file.width height=file.height alt=alt.to_owned() loading="lazy" /> }
        .into_any()
}

/// Everything that an exhibitor says, below its name; in a preview the name comes with it.
pub fn body(lang: Lang, of: &Exhibitor, booth: Option<(&Hall, &Booth)>, snapshot: &Snapshot, preview: bool) -> AnyView {
    let w = words::words(lang);
    let head = preview.then(|| {
        view! { <header class="exhibitor-head">{logo(w, of)}<div><p class="name">{of.name.clone()}</p><p class="lead">{ui::text(lang, &of.tagline)}</p></div></header> }
    });
    let other = other_languages(lang, w, [&of.tagline, &of.about]);
    let sample = of.sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_note}</p> });
    let solutions: Vec<_> = of.solutions.iter().map(|s| solution(lang, w, s, snapshot)).collect();
    let solutions = (!solutions.is_empty()).then(|| view! { <h2>{w.solutions}</h2>{solutions} });
    let references: Vec<_> = of.references.iter().map(|r| reference(lang, r)).collect();
    let references = (!references.is_empty()).then(|| {
        view! { <h2>{w.references}</h2>{other_languages(lang, w, of.references.iter().map(|r| &r.what))}<ul>{references}</ul> }
    });
    let alt = w.picture_of.replace("{company}", &of.name);
    let pictures: Vec<_> = of.pictures.iter().map(|file| view! { <li>{picture(file, &alt, "", "(min-width: 60rem) 30rem, 100vw")}</li> }).collect();
    let pictures = (!pictures.is_empty()).then(|| view! { <h2>{w.pictures}</h2><ul class="pictures">{pictures}</ul> });
    let documents = files::list(lang, &of.documents).map(|list| view! { <h2>{w.documents}</h2>{list} });
    view! {
        {head}
        {sample}
        {other}
        {plain_in(lang, &of.about)}
        {facts(lang, w, of, booth)}
        {solutions}
        {references}
        {pictures}
        {documents}
    }
    .into_any()
}

/// Says in which other languages some of what is shown together is, as it lacks that of the page; the texts themselves have their `lang`.
fn other_languages<'a>(lang: Lang, w: Words, texts: impl IntoIterator<Item = &'a Text>) -> Option<AnyView> {
    let found = Fallbacks::of(lang, texts);
    let languages: Vec<&str> = found.langs.iter().map(|other| other.endonym()).collect();
    let says = if found.all { w.other_lang } else { w.partly };
    (!languages.is_empty()).then(|| view! { <p class="fine other-lang">{says.replace("{language}", &languages.join(", "))}</p> }.into_any())
}

fn facts(lang: Lang, w: Words, of: &Exhibitor, booth: Option<(&Hall, &Booth)>) -> AnyView {
    let home: Vec<&str> = [of.city.as_str(), countries::country(lang, &of.country)].into_iter().filter(|s| !s.is_empty()).collect();
    let home = home.join(", ");
    let home = (!home.is_empty()).then(|| view! { <div><dt>{w.home}</dt><dd>{home}</dd></div> });
    let place = match booth {
        Some((hall, booth)) => {
            let says = format!("{}, {}", booth.number, hall.name.get(lang));
            view! { <a href=super::plan::place(lang, &booth.id)>{says}</a> }.into_any()
        }
        None => w.no_booth.into_any(),
    };
    let website = of.website.as_ref().map(|url| view! { <div><dt>{w.website}</dt><dd>{link(url)}</dd></div> });
    let social: Vec<_> = of.social.iter().map(|url| view! { <li>{link(url)}</li> }).collect();
    let social = (!social.is_empty()).then(|| view! { <div><dt>{w.elsewhere}</dt><dd><ul class="plain">{social}</ul></dd></div> });
    let video = of.video.clone().map(|url| view! { <div><dt>{w.video}</dt><dd>{link(&url)}</dd></div> });
    let contact = of.contact.as_ref().map(|c| view! { <div><dt>{w.ask}</dt><dd>{asked(c)}</dd></div> });
    view! {
        <dl class="meta">
            <div><dt>{w.booth}</dt><dd>{place}</dd></div>
            {home}
            {website}
            {social}
            {video}
            {contact}
        </dl>
    }
    .into_any()
}

fn asked(contact: &Contact) -> AnyView {
    let role = (!contact.role.is_empty()).then(|| view! { ", "{contact.role.clone()} });
    let phone = (!contact.phone.is_empty()).then(|| {
        let number: String = contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        view! { <br /><a href=format!("tel:{number}")>{contact.phone.clone()}</a> }
    });
    view! { {contact.name.clone()}{role}<br /><a href=format!("mailto:{}", contact.email)>{contact.email.clone()}</a>{phone} }.into_any()
}

fn solution(lang: Lang, w: Words, of: &Solution, snapshot: &Snapshot) -> AnyView {
    let topics: Vec<_> = of
        .topics
        .iter()
        .filter_map(|id| snapshot.event.forum.topic(id))
        .map(|topic| view! { <li class="tag"><a href=topic_path(lang, &topic.id)>{ui::text(lang, &topic.name)}</a></li> })
        .collect();
    let topics = (!topics.is_empty()).then(|| view! { <ul class="tags">{topics}</ul> });
    let answered: Vec<&Challenge> = of.challenges.iter().filter_map(|id| snapshot.challenge(id)).collect();
    let other = other_languages(lang, w, [&of.name, &of.text].into_iter().chain(answered.iter().map(|c| &c.title)));
    let challenges: Vec<_> =
        answered.into_iter().map(|c| view! { <li><a href=Route::Challenge(c.id.clone()).path(lang)>{ui::text(lang, &c.title)}</a></li> }).collect();
    let challenges = (!challenges.is_empty()).then(|| view! { <p class="fine">{w.answers}":"</p><ul>{challenges}</ul> });
    view! {
        <section class="solution" id=of.id.to_string()>
            <h3>{ui::text(lang, &of.name)}</h3>
            {other}
            {topics}
            {plain_in(lang, &of.text)}
            {challenges}
        </section>
    }
    .into_any()
}

/// The catalogue of a topic.
fn topic_path(lang: Lang, topic: &TopicId) -> String {
    Route::Exhibitors(Filter { topic: Some(topic.clone()), ..Filter::default() }).path(lang)
}

fn reference(lang: Lang, of: &Reference) -> AnyView {
    let country = countries::country(lang, &of.country).to_owned();
    let what = (!of.what.get(lang).is_empty()).then(|| view! { ": "{ui::text(lang, &of.what)} });
    view! { <li><strong>{of.city.clone()}</strong>", "{country}{what}</li> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_about_an_organisation_cannot_end_the_element_around_it() {
        let of = Exhibitor {
            id: CompanyId::parse("a").unwrap_or_else(|_| unreachable!()),
            name: "</script><b>".to_owned(),
            tagline: Default::default(),
            about: Default::default(),
            country: "DE".to_owned(),
            city: "Bonn".to_owned(),
            website: None,
            video: None,
            social: vec!["https://a.example/".to_owned()],
            contact: None,
            logo: None,
            pictures: vec![],
            documents: vec![],
            solutions: vec![],
            references: vec![],
            sample: true,
        };
        let told = organisation(&of, "https://x.example", Lang::Ru);
        assert!(!told.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&told).unwrap_or_default();
        assert_eq!((read["name"].as_str(), read["@type"].as_str()), (Some("</script><b>"), Some("Organization")));
        assert_eq!(read["url"], "https://x.example/ru/forum/exhibitors/a");
    }
}
