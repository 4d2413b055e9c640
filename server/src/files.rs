//! Files that people upload, and sending them out again.
//!
//! Always holds: what a file is, its bytes say; pictures are read within limits and written anew, so that nothing but the picture is left of them;
//! what is sent out can run nothing (sandbox, no type but its own); and no address that somebody gave is ever asked for anything.

use crate::program::Shared;
use crate::web::{self, Caller};
use crate::{api, cookies};
use app::error::{ApiError, Refusal as Refused};
use app::files::Reach;
use axum::body::Body;
use axum::extract::FromRequest;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{Extension, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use domain::files::{FileKind, MOST_BYTES, MOST_POINTS, NewFile, NewPicture, Owner, Refusal, Smaller, StoredFile, WIDTHS, look, safe_name};
use domain::kernel::Lang;
use domain::kernel::ids::FileId;
use domain::kernel::text::percent;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits};
use std::io::Cursor;
use tokio::sync::Semaphore;

/// The largest upload that is read to its end, to be told that it is too large; beyond it the connection is closed.
pub const LIMIT: usize = 32 * 1024 * 1024;
/// The name under which pages know the form.
const ENDPOINT: &str = "files/put";
/// The most bytes of a field that is no file.
const MOST_OF_FIELD: usize = 4096;
/// The most memory that reading a picture may take.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The quality of pictures that are written anew as JPEG.
const QUALITY: u8 = 88;

/// How caches keep a file that everybody may read. What lies under an address never changes, but who may read it does: a company withdraws, a page is
/// approved without the picture. So nobody keeps it longer than five minutes without asking again.
const PUBLIC: &str = "public, max-age=300, must-revalidate";

/// How many uploads are read at once; the next ones are told to come back.
static READING: Semaphore = Semaphore::const_new(8);
/// Pictures are read one at a time, because each may take much memory.
static PICTURES: Semaphore = Semaphore::const_new(1);

/// What an upload says.
#[derive(Default)]
struct Upload {
    request_id: String,
    on_page: Option<String>,
    name: String,
    bytes: Vec<u8>,
    too_large: bool,
}

/// `POST /files/{area}/{owner}`: takes a new file of something.
pub async fn put(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path((area, id)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    let wants_page = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    let page = web::Page::of_form(&program, &headers, || None);
    let rq = match web::request(&program, &caller, &headers, &page).await {
        Ok(rq) => rq,
        Err(error) => return if wants_page { web::trouble(&program, &caller, page.lang, &error).await } else { api::json(page.lang, &error) },
    };
    let mut upload = Upload::default();
    let outcome = async {
        // Before a byte is read, so that nobody else's uploads cost anything.
        rq.signed_in()?;
        if rq.seeing.is_some() {
            return Err(ApiError::Refused(Refused::Organiser(domain::organiser::Refusal::OnlyLooking)));
        }
        if !program.throttle.may(&api::whom(&rq, &caller, "files"), rq.now) {
            return Err(ApiError::TooMany);
        }
        let owner = Owner::of(&area, &id).ok_or(ApiError::NotFound)?;
        let place = app::files::may_change(&rq, &owner).await?;
        program.metrics.calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let _turn = READING.try_acquire().map_err(|_| ApiError::Busy)?;
        upload = read(request).await.map_err(refusal)?;
        let new = look_at(std::mem::take(&mut upload)).await;
        let (new, said) = new;
        upload = said;
        app::files::keep(&rq, &owner, &new.map_err(refusal)?, &upload.request_id).await?;
        Ok(place)
    };
    match outcome.await {
        Ok(place) => {
            let to = place.path(rq.lang);
            let mut response = if wants_page { web::redirect(&to) } else { Response::new(Body::from("null")) };
            if let Some(notice) = cookies::set(cookies::NOTICE, Some("file_added"), 60, program.is_secure()) {
                response.headers_mut().append(header::SET_COOKIE, notice);
            }
            response
        }
        Err(error) if !wants_page => api::json(page.lang, &error),
        Err(error) => {
            let page = web::Page::of_form(&program, &headers, || upload.on_page);
            let owner = Owner::of(&area, &id).map(|owner| ("file_owner".to_owned(), owner.key()));
            api::refused(rq, page, ENDPOINT.to_owned(), error, owner.into_iter().collect()).await
        }
    }
}

fn refusal(refusal: Refusal) -> ApiError {
    ApiError::Refused(Refused::Files(refusal))
}

/// Reads the fields; of a file that is too large no more is kept than allowed.
async fn read(request: Request) -> Result<Upload, Refusal> {
    let of_error = |error: MultipartError| if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Refusal::TooLarge } else { Refusal::Empty };
    let mut fields = Multipart::from_request(request, &()).await.map_err(|_| Refusal::Empty)?;
    let mut upload = Upload::default();
    while let Some(mut field) = fields.next_field().await.map_err(of_error)? {
        let name = field.name().unwrap_or_default().to_owned();
        let most = if name == "file" { MOST_BYTES } else { MOST_OF_FIELD };
        if name == "file" {
            upload.name = field.file_name().unwrap_or_default().to_owned();
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(of_error)? {
            match bytes.len() + chunk.len() <= most {
                true => bytes.extend_from_slice(&chunk),
                false => upload.too_large |= name == "file",
            }
        }
        match name.as_str() {
            "file" => upload.bytes = bytes,
            "request_id" => upload.request_id = String::from_utf8_lossy(&bytes).into_owned(),
            "on_page" => upload.on_page = Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => {}
        }
    }
    Ok(upload)
}

/// Looks at the bytes, and writes a picture anew.
async fn look_at(mut upload: Upload) -> (Result<NewFile, Refusal>, Upload) {
    let bytes = std::mem::take(&mut upload.bytes);
    let kind = if upload.too_large { Err(Refusal::TooLarge) } else { look(&bytes, &upload.name) };
    let made = match kind {
        Err(refusal) => Err(refusal),
        Ok(kind) if kind.is_picture() => {
            let _turn = PICTURES.acquire().await;
            tokio::task::spawn_blocking(move || anew(&bytes, kind))
                .await
                .unwrap_or(Err(Refusal::PictureBroken))
                .map(|(kind, bytes, picture)| (kind, bytes, Some(picture)))
        }
        Ok(kind) => Ok((kind, bytes, None)),
    };
    let made = made.map(|(kind, bytes, picture)| NewFile { name: safe_name(&upload.name, kind), kind, bytes, picture });
    (made, upload)
}

/// Reads a picture within limits and writes it anew, upright; what else was in the file, such as place and camera, is gone. A WebP without
/// transparency becomes a JPEG, because here it could only be written without loss, which makes photographs large. Smaller ones are made
/// of it, for those who see it on a small screen.
fn anew(bytes: &[u8], kind: FileKind) -> Result<(FileKind, Vec<u8>, NewPicture), Refusal> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::WebP => ImageFormat::WebP,
        FileKind::Pdf | FileKind::Text | FileKind::Csv => return Err(Refusal::KindRefused),
    };
    let broken = |_| Refusal::PictureBroken;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS {
        return Err(Refusal::PictureBroken);
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let kind = match kind {
        FileKind::WebP if !picture.color().has_alpha() => FileKind::Jpeg,
        kind => kind,
    };
    let out = written(&picture, kind).map_err(broken)?;
    if out.len() > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let (width, height) = (picture.width(), picture.height());
    let smaller = smaller(picture, kind, out.len()).map_err(broken)?;
    Ok((kind, out, NewPicture { width, height, smaller }))
}

fn written(picture: &DynamicImage, kind: FileKind) -> ImageResult<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    match kind {
        FileKind::Jpeg => DynamicImage::ImageRgb8(picture.to_rgb8()).write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)),
        FileKind::WebP => DynamicImage::ImageRgba8(picture.to_rgba8()).write_to(&mut out, ImageFormat::WebP),
        _ => picture.write_to(&mut out, ImageFormat::Png),
    }?;
    Ok(out.into_inner())
}

/// The picture less wide, the smallest first; never wider than it is, and none that has more bytes than the whole, which would serve nobody.
fn smaller(mut picture: DynamicImage, kind: FileKind, most: usize) -> ImageResult<Vec<(u32, Vec<u8>)>> {
    let (whole, high) = (u64::from(picture.width()), u64::from(picture.height()));
    let mut all = Vec::new();
    // Each from the one before, so that a large picture is gone through once.
    for width in WIDTHS.into_iter().rev().filter(|width| u64::from(*width) < whole) {
        let height = u32::try_from((high * u64::from(width) + whole / 2) / whole).unwrap_or(u32::MAX).max(1);
        picture = picture.resize_exact(width, height, FilterType::CatmullRom);
        let bytes = written(&picture, kind)?;
        if bytes.len() <= most {
            all.push((width, bytes));
        }
    }
    all.reverse();
    Ok(all)
}

/// `GET /files/{id}/{name}`: a file, for those who may read it; for everybody else there is none. With `?width=` a smaller picture where there is
/// one of that width, otherwise the whole.
pub async fn get(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path((id, _name)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let lang = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::negotiate).unwrap_or_default();
    let page = web::Page { lang, path: app::route::Route::Home.path(lang), query: Vec::new(), route: None };
    let found = async {
        let rq = web::request(&program, &caller, &headers, &page).await?;
        let id = FileId::parse(&id).map_err(|_| ApiError::NotFound)?;
        let file = rq.store().file(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
        match app::files::may_read(&rq, &file).await {
            Ok(reach) => Ok((file, reach)),
            Err(error @ (ApiError::Busy | ApiError::Broken { .. })) => Err(error),
            Err(_) => Err(ApiError::NotFound),
        }
    };
    match found.await {
        Ok((file, reach)) => {
            let width = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("width="))).and_then(|w| w.parse().ok());
            let smaller = width.and_then(|width| file.facts.of_width(width));
            sent(&program, &headers, file, smaller, reach)
        }
        Err(error) => web::trouble(&program, &caller, lang, &error).await,
    }
}

fn sent(program: &Shared, headers: &HeaderMap, file: StoredFile, smaller: Option<Smaller>, reach: Reach) -> Response<Body> {
    let digest = file.digest.get(..24).unwrap_or(&file.digest);
    let tag = smaller.map_or_else(|| format!("\"{digest}\""), |smaller| format!("\"{digest}-{}\"", smaller.width));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|known| known == tag);
    let mut response = Response::new(if known { Body::empty() } else { bytes_of(program, &file, smaller) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let out = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    let facts = &file.facts;
    set(header::ETAG, &tag);
    set(header::CACHE_CONTROL, if reach == Reach::Public { PUBLIC } else { "private, no-store" });
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox");
    if !known {
        set(header::CONTENT_TYPE, facts.kind.media_type());
        set(header::CONTENT_LENGTH, &smaller.map_or(facts.size, |smaller| smaller.size).to_string());
        set(header::CONTENT_DISPOSITION, &disposition(&facts.name, facts.kind));
    }
    response
}

/// Pictures are shown, everything else is saved (RFC 6266; a name outside of ASCII by RFC 8187).
fn disposition(name: &str, kind: FileKind) -> String {
    let how = if kind.is_picture() { "inline" } else { "attachment" };
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_ .()+".contains(c) { c } else { '_' }).collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name))
}

/// The bytes, one row of the store after the other, so that no file is in memory as a whole.
fn bytes_of(program: &Shared, file: &StoredFile, smaller: Option<Smaller>) -> Body {
    let (store, id) = (program.services.store.clone(), file.facts.id.clone());
    Body::from_stream(futures_util::stream::try_unfold((store, id, 0_u32), move |(store, id, number)| async move {
        let part = match smaller {
            Some(of) => store.smaller_part(&id, of.width, number).await,
            None => store.file_part(&id, number).await,
        }
        .map_err(std::io::Error::other)?;
        Ok::<_, std::io::Error>(part.map(|bytes| (bytes, (store, id, number + 1))))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

    fn jpeg() -> Vec<u8> {
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, 90).encode_image(&RgbImage::from_pixel(8, 4, Rgb([200, 10, 10]))).unwrap();
        out
    }

    /// A JPEG whose Exif data say that it lies on its side, with a comment that names a place.
    fn lying() -> Vec<u8> {
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let comment = b"at home, 54.31 N 48.40 E";
        let mut out = jpeg()[..2].to_vec();
        for (marker, body) in [(0xe1, &exif[..]), (0xfe, &comment[..])] {
            out.extend([0xff, marker]);
            out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
            out.extend(body);
        }
        out.extend(&jpeg()[2..]);
        out
    }

    #[test]
    fn a_picture_is_written_anew_upright_and_without_what_it_said_of_place_and_camera() {
        let (kind, bytes, _) = anew(&lying(), FileKind::Jpeg).unwrap();
        assert_eq!(kind, FileKind::Jpeg);
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
        assert!(!holds(b"Exif") && !holds(b"at home"));
        let picture = image::load_from_memory(&bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), (4, 8));
    }

    #[test]
    fn a_photograph_as_webp_becomes_a_jpeg_and_one_with_transparency_stays() {
        let mut opaque = Vec::new();
        image::codecs::webp::WebPEncoder::new_lossless(&mut opaque).write_image(&[9; 12], 2, 2, ExtendedColorType::Rgb8).unwrap();
        assert_eq!(anew(&opaque, FileKind::WebP).unwrap().0, FileKind::Jpeg);
        let mut clear = Vec::new();
        image::codecs::webp::WebPEncoder::new_lossless(&mut clear).write_image(&[9; 16], 2, 2, ExtendedColorType::Rgba8).unwrap();
        assert_eq!(anew(&clear, FileKind::WebP).unwrap().0, FileKind::WebP);
    }

    #[test]
    fn of_a_picture_there_are_the_smaller_widths_and_none_that_is_enlarged() {
        let made = |width, height| {
            let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 256) as u8]));
            let mut png = Cursor::new(Vec::new());
            picture.write_to(&mut png, ImageFormat::Png).unwrap();
            let (kind, _, of) = anew(png.get_ref(), FileKind::Png).unwrap();
            assert_eq!((kind, of.width, of.height), (FileKind::Png, width, height));
            for (width, bytes) in &of.smaller {
                assert_eq!(image::load_from_memory_with_format(bytes, ImageFormat::Png).unwrap().width(), *width);
            }
            let sizes = of.smaller.iter().map(|(_, bytes)| image::load_from_memory(bytes).unwrap()).map(|p| (p.width(), p.height()));
            sizes.collect::<Vec<_>>()
        };
        assert_eq!(made(1200, 600), [(160, 80), (480, 240), (960, 480)]);
        assert_eq!(made(300, 3), [(160, 2)]);
        assert!(made(160, 160).is_empty());
    }

    #[test]
    fn what_only_begins_like_a_picture_and_what_would_take_too_much_memory_are_refused() {
        assert_eq!(anew(b"\x89PNG\r\n\x1a\nnothing", FileKind::Png), Err(Refusal::PictureBroken));
        // A head that promises 60,000 by 60,000 points in a few bytes.
        let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        huge.extend(60_000_u32.to_be_bytes());
        huge.extend(60_000_u32.to_be_bytes());
        huge.extend(b"\x08\x02\0\0\0");
        let crc = crc32(&huge[12..]);
        huge.extend(crc.to_be_bytes());
        assert_eq!(anew(&huge, FileKind::Png), Err(Refusal::PictureBroken));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 });
        !bytes.iter().fold(!0, step)
    }

    #[test]
    fn a_name_outside_of_ascii_is_told_in_both_ways() {
        assert_eq!(disposition("소음.pdf", FileKind::Pdf), "attachment; filename=\"__.pdf\"; filename*=UTF-8''%EC%86%8C%EC%9D%8C.pdf");
        assert!(disposition("a.png", FileKind::Png).starts_with("inline; filename=\"a.png\""));
    }
}
