//! The public site: one immutable set of data, and every public document made from it, kept ready in three encodings.
//!
//! Always holds: an answer is never older than the last change acknowledged before the request came, because the revision is compared on every
//! read; the same document has the same bytes and the same entity tag for everybody; when the database cannot be read, the last data stay.

use app::platform::{Request, Services};
use app::route::{Audience, Route};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use domain::event::Snapshot;
use domain::kernel::{Actor, Lang};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

/// The most documents kept; filters make many addresses, and only so many are worth memory.
const KEPT: usize = 4096;
/// Up to this many bytes a kept page is compressed as well as can be.
const SMALL: usize = 64 * 1024;
/// How long to wait after the database could not be read before asking it again.
const PAUSE: Duration = Duration::from_secs(1);

/// A document to keep.
pub struct Document {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub media_type: &'static str,
    /// The language, when it has one.
    pub lang: Option<Lang>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Until when it holds; `None` when only a change of data ends that.
    pub valid_until: Option<Timestamp>,
}

struct Kept {
    document: Document,
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
    tag: String,
}

/// The data of one revision, and the documents made from them so far.
struct Public {
    revision: u64,
    snapshot: Option<Arc<Snapshot>>,
    documents: Mutex<HashMap<String, Arc<Kept>>>,
}

/// The public site.
pub struct Pages {
    services: Services,
    public: RwLock<Arc<Public>>,
    reading: tokio::sync::Mutex<Option<Instant>>,
    rendered: AtomicU64,
}

impl Pages {
    /// A site without data; the first read loads them.
    pub fn new(services: Services) -> Self {
        let public = Public { revision: 0, snapshot: None, documents: Mutex::default() };
        Self { services, public: RwLock::new(Arc::new(public)), reading: tokio::sync::Mutex::new(None), rendered: AtomicU64::new(0) }
    }

    fn here(&self) -> Arc<Public> {
        self.public.read().map_or_else(|poisoned| poisoned.into_inner().clone(), |public| public.clone())
    }

    /// Whether there are data to show.
    pub fn has_data(&self) -> bool {
        self.here().snapshot.is_some()
    }

    /// How many documents were made since the start.
    pub fn rendered(&self) -> u64 {
        self.rendered.load(Ordering::Relaxed)
    }

    /// How many documents are kept now.
    pub fn kept(&self) -> usize {
        self.here().documents.lock().map_or(0, |d| d.len())
    }

    /// The data as of now.
    pub async fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.current().await.snapshot.clone()
    }

    /// The public data, not older than the last acknowledged change.
    async fn current(&self) -> Arc<Public> {
        let changes = self.services.store.changes();
        let here = self.here();
        if here.revision == changes.public_revision() {
            return here;
        }
        let mut failed = self.reading.lock().await;
        let here = self.here();
        let revision = changes.public_revision();
        if here.revision == revision || failed.is_some_and(|at| at.elapsed() < PAUSE) {
            return here;
        }
        match self.services.store.snapshot().await {
            Ok(snapshot) => {
                *failed = None;
                let new = Arc::new(Public { revision, snapshot: snapshot.map(Arc::new), documents: Mutex::default() });
                match self.public.write() {
                    Ok(mut public) => *public = new.clone(),
                    Err(poisoned) => *poisoned.into_inner() = new.clone(),
                }
                new
            }
            Err(error) => {
                *failed = Some(Instant::now());
                tracing::warn!(%error, "the public data could not be read; the last ones stay");
                here
            }
        }
    }

    /// Answers with the document of this name, made now when it is not kept. Documents without a `name` are never kept.
    pub async fn answer(
        &self,
        headers: &HeaderMap,
        name: Option<String>,
        make: impl FnOnce(Option<Arc<Snapshot>>, Timestamp) -> Document,
    ) -> Response<Body> {
        let public = self.current().await;
        let now = (self.services.clock)();
        let kept = name.as_ref().and_then(|name| public.documents.lock().ok()?.get(name).cloned());
        let kept = match kept.filter(|k| k.document.valid_until.is_none_or(|until| now < until)) {
            Some(kept) => kept,
            None => {
                let document = make(public.snapshot.clone(), now);
                self.rendered.fetch_add(1, Ordering::Relaxed);
                let keep = document.status < 500 && name.is_some();
                let made = Arc::new(encode(document, keep));
                if let (true, Some(name), Ok(mut documents)) = (keep, name, public.documents.lock())
                    && (documents.len() < KEPT || documents.contains_key(&name))
                {
                    documents.insert(name, made.clone());
                }
                made
            }
        };
        respond(headers, &kept)
    }

    /// Answers with the document of this name when it is kept.
    pub async fn kept_answer(&self, headers: &HeaderMap, name: &str) -> Option<Response<Body>> {
        let public = self.current().await;
        let now = (self.services.clock)();
        let kept = public.documents.lock().ok()?.get(name).cloned()?;
        kept.document.valid_until.is_none_or(|until| now < until).then(|| respond(headers, &kept))
    }

    /// Whether everything that the filter names is there.
    async fn knows(&self, filter: &domain::forum::catalogue::Filter) -> bool {
        self.snapshot().await.is_some_and(|snapshot| filter.is_of(&snapshot))
    }

    /// Answers with a public page, or with the page that says that there is none.
    pub async fn page(&self, headers: &HeaderMap, lang: Lang, route: Option<Route>, reference: &str) -> Response<Body> {
        // A search has as many addresses as there are words, and is made each time.
        let name = match &route {
            Some(Route::Programme(filter)) if !filter.words.is_empty() => None,
            Some(Route::Exhibitors(filter)) if !filter.words.is_empty() || !self.knows(filter).await => None,
            // So has a comparison as there are choices.
            Some(Route::Compare(_)) => None,
            Some(route) => Some(route.path(lang)),
            None => Some(format!("404 {}", lang.code())),
        };
        let services = self.services.clone();
        let reference = reference.to_owned();
        self.answer(headers, name, move |snapshot, now| {
            let path = route.as_ref().map_or_else(|| format!("/{}", lang.code()), |r| r.path(lang));
            let request = Request {
                services,
                actor: Actor::Anonymous,
                account: None,
                principal: None,
                snapshot,
                now,
                lang,
                path: path.split('?').next().unwrap_or_default().to_owned(),
                query: Vec::new(),
                address: String::new(),
                user_agent: String::new(),
                waiting: None,
                flash: None,
                reference,
                seeing: None,
            };
            debug_assert!(route.as_ref().is_none_or(|r| r.audience() == Audience::Public));
            let rendered = app::page::render_public(request, route);
            Document {
                status: rendered.status,
                media_type: "text/html; charset=utf-8",
                lang: Some(lang),
                bytes: rendered.html.into_bytes(),
                valid_until: rendered.valid_until,
            }
        })
        .await
    }
}

fn encode(document: Document, keep: bool) -> Kept {
    let plain = Bytes::from(document.bytes.clone());
    let digest = Sha256::digest(&plain);
    let tag = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    // What is kept is worth more time than what is sent once, and nobody should wait for the last per cent of a large page.
    let quality = match keep {
        true if plain.len() <= SMALL => 11,
        true => 9,
        false => 4,
    };
    let brotli = brotli(&plain, quality).unwrap_or_default();
    let gzip = gzip(&plain).unwrap_or_default();
    Kept { document: Document { bytes: Vec::new(), ..document }, plain, brotli: brotli.into(), gzip: gzip.into(), tag }
}

fn brotli(bytes: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
    Ok(out)
}

/// Compresses for browsers that take gzip.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Whether the header accepts an encoding (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let Some(header) = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()) else { return false };
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.any(|p| p.replace(' ', "").trim_start_matches("q=").parse::<f32>().is_ok_and(|q| q == 0.0));
        named && !refused
    })
}

fn respond(headers: &HeaderMap, kept: &Kept) -> Response<Body> {
    let (bytes, encoding, suffix) = if !kept.brotli.is_empty() && accepts(headers, "br") {
        (&kept.brotli, Some("br"), "-br")
    } else if !kept.gzip.is_empty() && accepts(headers, "gzip") {
        (&kept.gzip, Some("gzip"), "-gz")
    } else {
        (&kept.plain, None, "")
    };
    let tag = format!("\"{}{suffix}\"", kept.tag);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|known| known.split(',').map(|t| t.trim().trim_start_matches("W/")).any(|t| t == tag || t == "*"));
    let unchanged = known && kept.document.status == 200;
    let mut response = Response::new(if unchanged { Body::empty() } else { Body::from(bytes.clone()) });
    *response.status_mut() = match unchanged {
        true => StatusCode::NOT_MODIFIED,
        false => StatusCode::from_u16(kept.document.status).unwrap_or(StatusCode::OK),
    };
    let out = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::VARY, "accept-encoding");
    if kept.document.status >= 500 {
        set(header::CACHE_CONTROL, "no-store");
        set(header::RETRY_AFTER, "5");
    } else {
        set(header::ETAG, &tag);
        set(header::CACHE_CONTROL, "public, max-age=0, must-revalidate");
        // An edge node may answer from what it has while it asks for the new one (RFC 9213).
        set(header::HeaderName::from_static("cdn-cache-control"), "public, max-age=1, stale-while-revalidate=30, stale-if-error=86400");
    }
    if !unchanged {
        set(header::CONTENT_TYPE, kept.document.media_type);
        if let Some(encoding) = encoding {
            set(header::CONTENT_ENCODING, encoding);
        }
    }
    if let Some(lang) = kept.document.lang {
        set(header::CONTENT_LANGUAGE, lang.code());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        let with = |value: &'static str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]);
        assert!(accepts(&with("gzip, deflate, br"), "br"));
        assert!(!accepts(&with("gzip, br;q=0"), "br"));
        assert!(accepts(&with("br;q=0.5"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }
}
