//! Plain text as people typed it: paragraphs, and addresses as links.

use domain::kernel::links::{Piece, pieces};
use domain::kernel::{Lang, Text};
use leptos::prelude::*;

/// The paragraphs of a text; nothing in it is markup.
pub fn plain(text: &str) -> AnyView {
    let paragraphs: Vec<_> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(|paragraph| {
            let inside: Vec<_> = pieces(paragraph)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned().into_any(),
                    Piece::Link(url) => link(url).into_any(),
                })
                .collect();
            view! { <p class="as-typed">{inside}</p> }
        })
        .collect();
    paragraphs.into_any()
}

/// The same of a text that may be in another language than the page, which is then marked.
pub fn plain_in(lang: Lang, text: &Text) -> AnyView {
    let (found, really) = text.resolve(lang);
    let other = (really != lang).then(|| really.code());
    view! { <div class="prose" lang=other>{plain(found)}</div> }.into_any()
}

/// An address that somebody gave, as a link that lends it nothing.
pub fn link(url: &str) -> impl IntoView + use<> {
    view! { <a href=url.to_owned() rel="nofollow ugc noopener noreferrer">{url.to_owned()}</a> }
}
