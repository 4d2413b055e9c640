//! What a browser loads on its first visit to a page, read from the page itself.

use crate::http::{Answer, Connection};
use anyhow::{Context, ensure};
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// The sizes of a first visit in bytes, as brotli.
pub struct Visit {
    /// The page.
    pub html: usize,
    /// The page before compression.
    pub plain: usize,
    /// The style sheets.
    pub css: usize,
    /// Scripts and modules.
    pub js: usize,
    /// WebAssembly.
    pub wasm: usize,
    /// The picture in the browser's tab.
    pub icon: usize,
    /// Requests, all of the above together.
    pub requests: usize,
    /// How often a session's card is on the page.
    pub sessions: usize,
}

impl Visit {
    /// Everything until the page can be worked with; the icon is not waited for.
    pub fn interactive(&self) -> usize {
        self.html + self.css + self.js + self.wasm
    }
}

/// Visits a page as a browser with an empty cache. Errors when something cannot be had, or is not there as brotli.
pub async fn first(connection: &mut Connection, host: SocketAddr, path: &str) -> anyhow::Result<Visit> {
    let plain = connection.get(host, path, &[]).await?.expect(200)?;
    let html = plain.text();
    let loads = loads(&html);
    let page = compressed(connection, host, path).await?;
    let mut visit = Visit { html: page, plain: plain.body.len(), css: 0, js: 0, wasm: 0, icon: 0, requests: 1, sessions: cells(&html) };
    for (url, kind) in &loads {
        let size = compressed(connection, host, url).await.or_else(|e| if *kind == Kind::Icon { Ok(0) } else { Err(e) })?;
        let sum = match kind {
            Kind::Css => &mut visit.css,
            Kind::Js => &mut visit.js,
            Kind::Wasm => &mut visit.wasm,
            Kind::Icon => &mut visit.icon,
        };
        *sum += size;
        visit.requests += 1;
    }
    ensure!(visit.css > 0 && visit.js > 0 && visit.wasm > 0, "{path} does not load the browser's side");
    Ok(visit)
}

async fn compressed(connection: &mut Connection, host: SocketAddr, path: &str) -> anyhow::Result<usize> {
    let answer: Answer = connection.get(host, path, &[("accept-encoding", "br")]).await?.expect(200)?;
    ensure!(answer.header("content-encoding") == Some("br"), "{path} did not come as brotli");
    Ok(answer.body.len())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Css,
    Js,
    Wasm,
    Icon,
}

/// What a document makes a browser load, each address once.
fn loads(html: &str) -> BTreeMap<String, Kind> {
    let mut found = BTreeMap::new();
    for tag in tags(html, "link") {
        let kind = match attribute(tag, "rel") {
            Some("stylesheet") => Kind::Css,
            Some("modulepreload") => Kind::Js,
            Some("preload") => Kind::Wasm,
            Some("icon") => Kind::Icon,
            _ => continue,
        };
        found.extend(attribute(tag, "href").map(|url| (url.to_owned(), kind)));
    }
    found.extend(tags(html, "script").filter_map(|tag| attribute(tag, "src")).map(|url| (url.to_owned(), Kind::Js)));
    found
}

/// The insides of every tag of this name.
pub fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!("<{name} ");
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(open.as_str())?;
        let (tag, behind) = after.split_once('>')?;
        rest = behind;
        Some(tag)
    })
}

/// The value of an attribute in the inside of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!("{name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// The cells of the timetable that hold a session.
fn cells(html: &str) -> usize {
    tags(html, "td").filter(|tag| attribute(tag, "class") == Some("session")).count()
}

/// The paths of the days in the programme's own links, in their order.
pub fn days(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for path in tags(html, "a").filter_map(|tag| attribute(tag, "href")).filter(|href| href.starts_with("/en/programme?day=") && !href.contains('&'))
    {
        if !found.iter().any(|f| f == path) {
            found.push(path.to_owned());
        }
    }
    found
}

/// The path of the first page right below a path, such as a session's below the programme's, that a page links to.
pub fn below(html: &str, parent: &str) -> anyhow::Result<String> {
    let path = tags(html, "a").filter_map(|tag| attribute(tag, "href")).find(|href| {
        let rest = href.strip_prefix(parent).and_then(|rest| rest.strip_prefix('/'));
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['/', '?', '.']))
    });
    path.map(str::to_owned).with_context(|| format!("there is no link to a page below {parent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_found_in_it() {
        let html = r#"<link rel="alternate" href="/ko"><link rel="stylesheet" href="/assets/a.css"><link rel="icon" href="/f.svg" type="x">
            <link rel="modulepreload" href="/assets/b.js"><link as="fetch" rel="preload" href="/assets/p.1.wasm">
            <script type="module" src="/assets/c.js"></script>"#;
        let kinds: Vec<_> = loads(html).into_iter().collect();
        let expected = [
            ("/assets/a.css", Kind::Css),
            ("/assets/b.js", Kind::Js),
            ("/assets/c.js", Kind::Js),
            ("/assets/p.1.wasm", Kind::Wasm),
            ("/f.svg", Kind::Icon),
        ];
        assert_eq!(kinds, expected.map(|(url, kind)| (url.to_owned(), kind)));
    }

    #[test]
    fn days_and_sessions_are_found_in_the_links_of_the_programme() {
        let html = r#"<a href="/en/programme?day=2017-06-27">1</a><a href="/en/programme?view=list&amp;day=x">2</a>
            <a href="/en/programme?day=2017-06-28">3</a><a class="s" href="/en/programme/opening">4</a><td class="session" rowspan="3">"#;
        assert_eq!(days(html), ["/en/programme?day=2017-06-27", "/en/programme?day=2017-06-28"]);
        assert_eq!(below(html, "/en/programme").ok().as_deref(), Some("/en/programme/opening"));
        assert_eq!(cells(html), 1);
    }
}
