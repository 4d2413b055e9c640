//! Files over HTTP: what is taken and what is refused, who reads them, and that what is sent out can run nothing.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::files::{MOST_BYTES, Owner};
use rig::{Rig, run};

const TEAM: &str = "/files/team/a";

async fn only_file(rig: &Rig) -> String {
    rig.store.files_of(&Owner::of("team", "a").unwrap()).await.unwrap()[0].facts.address()
}

#[test]
fn a_file_is_kept_once_and_comes_back_with_headers_under_which_nothing_runs() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.open_ideathon().await;
        let desk = rig.team("a", &["ann@city.example"]).await.remove(0);
        for _ in 0..2 {
            let done = desk.upload(TEAM, "text/html", "r", "Noise <map>.csv", "street,noise\nMain,60\n".as_bytes()).await.expect(303);
            assert!(done.header("location").starts_with("/en/"));
        }
        let files = rig.store.files_of(&Owner::of("team", "a").unwrap()).await.unwrap();
        assert_eq!((files.len(), files[0].facts.name.as_str()), (1, "Noise map.csv"));
        let file = desk.get(&files[0].facts.address()).await.expect(200);
        assert_eq!(file.text(), "street,noise\nMain,60\n");
        assert_eq!(file.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
        assert_eq!((file.header("x-content-type-options"), file.header("content-type")), ("nosniff", "text/csv; charset=utf-8"));
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"Noise map.csv\""));
        assert_eq!(file.header("cache-control"), "private, no-store");
        assert_eq!(file.header("content-length"), "21");
    });
}

#[test]
fn somebody_elses_file_answers_as_if_there_were_none() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.open_ideathon().await;
        let desk = rig.team("a", &["ann@city.example"]).await.remove(0);
        let _ = desk.upload(TEAM, "application/json", "r", "a.txt", b"secret").await.expect(200);
        let address = only_file(&rig).await;
        let other = rig.person("other@city.example").await;
        for caller in [rig.anyone(), other.clone()] {
            let foreign = caller.get(&address).await.expect(404);
            let missing = caller.get(&format!("/files/{}/a.txt", "0".repeat(32))).await.expect(404);
            assert!(!foreign.text().contains("secret"));
            assert_eq!(foreign.text(), missing.text());
        }
        let id = address.split('/').nth(2).unwrap();
        let foreign = other.call("files/remove", &[("file_owner", "team:a"), ("file_id", id), ("request_id", "a")]).await.expect(404);
        let missing = other.call("files/remove", &[("file_owner", "team:a"), ("file_id", &"0".repeat(32)), ("request_id", "b")]).await.expect(404);
        assert_eq!(foreign.text(), missing.text());
        let _ = rig.anyone().call("files/remove", &[("file_owner", "team:a"), ("file_id", id), ("request_id", "c")]).await.expect(401);
        let _ = rig.anyone().upload(TEAM, "application/json", "d", "a.txt", b"a").await.expect(401);
        let _ = rig.anyone().upload("/files/nothing/a", "application/json", "e", "a.txt", b"a").await.expect(401);
        let _ = desk.upload("/files/nothing/a", "application/json", "e", "a.txt", b"a").await.expect(404);
        let _ = desk.call("files/remove", &[("file_owner", "team:a"), ("file_id", id), ("request_id", "f")]).await.expect(200);
        let _ = desk.get(&address).await.expect(404);
    });
}

#[test]
fn what_may_not_be_uploaded_is_refused_with_the_reason_on_a_page_and_as_json() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.open_ideathon().await;
        let desk = rig.team("a", &["ann@city.example"]).await.remove(0);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".as_slice();
        let large = vec![b'a'; MOST_BYTES + 1];
        let cases: [(&str, &[u8], &str, &str); 6] = [
            ("a.png", svg, "kind_refused", "This kind of file is not taken"),
            ("a.pdf", b"MZ\x90\0", "kind_refused", "This kind of file is not taken"),
            ("a.html", b"<!doctype html><p>x", "kind_refused", "This kind of file is not taken"),
            ("a.txt", b"", "empty", "No file came with it"),
            ("a.txt", &large, "too_large", "The file is larger than 10 MB"),
            ("a.png", b"\x89PNG\r\n\x1a\nno picture", "picture_broken", "This picture cannot be read"),
        ];
        for (name, bytes, code, words) in cases {
            let json = desk.upload(TEAM, "application/json", "r", name, bytes).await.expect(409);
            assert!(json.text().contains(code), "{name}: {}", json.text());
            let page = desk.upload(TEAM, "text/html", "r", name, bytes).await.expect(409);
            assert!(page.text().contains(words) && page.text().contains("<h1"), "{name}: {}", page.text());
        }
        assert!(rig.store.files_of(&Owner::of("team", "a").unwrap()).await.unwrap().is_empty());
        // Nor from another site, nor as no form at all.
        let foreign = desk.clone().with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
        let _ = foreign.upload(TEAM, "text/html", "r", "a.txt", b"a").await.expect(403);
        let answer = desk.clone().with("origin", rig::BASE).request("POST", TEAM, "file=a").await;
        assert_eq!(answer.code(), 409);
    });
}

#[test]
fn a_picture_loses_everything_but_the_picture() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.open_ideathon().await;
        let desk = rig.team("a", &["ann@city.example"]).await.remove(0);
        // One point as PNG, with a text behind its head that names somebody.
        let mut png = Vec::new();
        png.extend(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89");
        png.extend(b"\0\0\0\x0btEXtAuthor\0Nobl\x8b\x56\x22\xe1".as_slice());
        png.extend(b"\0\0\0\rIDAT\x78\xda\x63\xfc\xcf\xf0\xbf\x1e\0\x06\x83\x02\x7f\x94\xad\xd0\xeb\0\0\0\0IEND\xaeB`\x82");
        let mut fixed = png.clone();
        let text = 33 + 4;
        let crc = crc32(&fixed[text..text + 4 + 11]);
        fixed.splice(text + 15..text + 19, crc.to_be_bytes());
        let _ = desk.upload(TEAM, "application/json", "r", "me.png", &fixed).await.expect(200);
        let file = desk.get(&only_file(&rig).await).await.expect(200);
        assert_eq!(file.header("content-type"), "image/png");
        assert!(file.header("content-disposition").starts_with("inline"));
        assert!(file.body.starts_with(b"\x89PNG") && !file.body.windows(4).any(|w| w == b"Nobl"));
    });
}

#[test]
fn a_picture_is_sent_as_wide_as_asked_where_there_is_that_width_and_whole_otherwise() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.open_ideathon().await;
        let desk = rig.team("a", &["ann@city.example"]).await.remove(0);
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(500, 250, |x, y| image::Rgb([(x % 256) as u8, y as u8, 7])).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let _ = desk.upload(TEAM, "application/json", "r", "map.png", png.get_ref()).await.expect(200);
        let address = only_file(&rig).await;
        let mut tags = Vec::new();
        for (query, width) in [("", 500), ("?width=480", 480), ("?width=160", 160), ("?width=960", 500), ("?width=-1", 500), ("?width=x&a=b", 500)] {
            let answer = desk.get(&format!("{address}{query}")).await.expect(200);
            let picture = image::load_from_memory(&answer.body).unwrap();
            assert_eq!((picture.width(), picture.height()), (width, width / 2), "{query}");
            assert_eq!(answer.header("content-length"), answer.body.len().to_string());
            assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("image/png", "private, no-store"));
            tags.push(answer.header("etag").to_owned());
        }
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] == tags[3]);
        let _ = desk.clone().with("if-none-match", &tags[1]).get(&format!("{address}?width=480")).await.expect(304);
        let _ = desk.clone().with("if-none-match", &tags[1]).get(&address).await.expect(200);
        let _ = rig.anyone().get(&format!("{address}?width=480")).await.expect(404);
        // What has no smaller ones answers whole.
        let _ = desk.upload(TEAM, "application/json", "s", "a.txt", b"text").await.expect(200);
        let files = rig.store.files_of(&Owner::of("team", "a").unwrap()).await.unwrap();
        // Both came at one moment, so that their order is nobody's.
        let (picture, text) = match files[0].facts.name.as_str() {
            "map.png" => (&files[0], &files[1]),
            _ => (&files[1], &files[0]),
        };
        assert_eq!(desk.get(&format!("{}?width=480", text.facts.address())).await.expect(200).text(), "text");
        let id = address.split('/').nth(2).unwrap();
        let _ = desk.call("files/remove", &[("file_owner", "team:a"), ("file_id", id), ("request_id", "f")]).await.expect(200);
        let _ = desk.get(&format!("{address}?width=480")).await.expect(404);
        assert_eq!(rig.store.smaller_part(&picture.facts.id, 480, 0).await.unwrap(), None);
    });
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 });
    !bytes.iter().fold(!0, step)
}
