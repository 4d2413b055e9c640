//! What a file is, and under which name it is shown.

use crate::kernel::text::line;
use serde::{Deserialize, Serialize};

/// What may be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A document as PDF.
    Pdf,
    /// A picture as PNG.
    Png,
    /// A picture as JPEG.
    Jpeg,
    /// A picture as WebP.
    WebP,
    /// Plain text in UTF-8.
    Text,
    /// A table as text in UTF-8, its cells separated by commas.
    Csv,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Png, Self::Jpeg, Self::WebP, Self::Text, Self::Csv];

    /// What these bytes are. The name decides only whether a plain text is a table.
    pub fn of(bytes: &[u8], name: &str) -> Option<Self> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        if begins(b"%PDF-") {
            Some(Self::Pdf)
        } else if begins(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if begins(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if is_plain(bytes) {
            Some(if name.to_ascii_lowercase().ends_with(".csv") { Self::Csv } else { Self::Text })
        } else {
            None
        }
    }

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::WebP => "webp",
            Self::Text => "text",
            Self::Csv => "csv",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The ending of its file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
            Self::Text => "txt",
            Self::Csv => "csv",
        }
    }

    /// The media type with which it is sent.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Whether it is a picture, which is read and written anew before it is kept.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::WebP)
    }
}

/// Plain text: UTF-8 without control characters but for tabs and line ends, and no markup, which a browser could take for a page or a drawing.
fn is_plain(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fine = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let head = text.trim_start().get(..1).unwrap_or_default();
    let lower = text.to_ascii_lowercase();
    let markup = head == "<" || ["<svg", "<html", "<script", "<!doctype", "<?xml"].iter().any(|mark| lower.contains(mark));
    fine && !markup
}

/// The name under which a file is shown and saved: without a path, without characters that mean something to a system, and with the ending of what
/// it is.
pub fn safe_name(raw: &str, kind: FileKind) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let clean: String = stem.chars().map(|c| if c.is_alphanumeric() || "-_ ()+".contains(c) { c } else { ' ' }).collect();
    let clean = line(&clean, 0, u32::MAX).unwrap_or_default();
    let short: String = clean.trim_matches(['-', ' ']).chars().take(80).collect();
    let short = short.trim_end();
    format!("{}.{}", if short.is_empty() { "file" } else { short }, kind.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_a_file_is_whatever_its_name_says() {
        let cases: [(&[u8], &str, Option<FileKind>); 16] = [
            (b"%PDF-1.7\n", "a.png", Some(FileKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.pdf", Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0", "a", Some(FileKind::Jpeg)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "a", Some(FileKind::WebP)),
            (b"RIFF\x10\0\0\0WAVEfmt ", "a.webp", None),
            ("Тише на улицах\n".as_bytes(), "a.pdf", Some(FileKind::Text)),
            ("street,noise\n소음,60\n".as_bytes(), "A.CSV", Some(FileKind::Csv)),
            (b"\xef\xbb\xbfa,b\n", "a.csv", Some(FileKind::Csv)),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", None),
            (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "a.txt", None),
            (b"a text with <SCRIPT>alert(1)</SCRIPT>", "a.txt", None),
            (b"<!DOCTYPE html>", "a.txt", None),
            (b"MZ\x90\0", "a.pdf", None),
            (b"PK\x03\x04", "a.docx", None),
            (b"GIF89a\x01\0", "a.gif", None),
            (b"caf\xe9", "a.txt", None),
        ];
        for (bytes, name, kind) in cases {
            assert_eq!(FileKind::of(bytes, name), kind, "{name}: {bytes:?}");
        }
        assert!(FileKind::ALL.into_iter().all(|k| FileKind::parse(k.code()) == Some(k)));
    }

    #[test]
    fn a_name_is_shown_without_path_and_tricks_and_ends_as_what_it_is() {
        assert_eq!(safe_name("C:\\Users\\a\\Noise map.final.PDF", FileKind::Pdf), "Noise map final.pdf");
        assert_eq!(safe_name("../../etc/passwd", FileKind::Text), "passwd.txt");
        assert_eq!(safe_name("bill.pdf\u{202e}gpj.exe", FileKind::Jpeg), "bill pdf gpj.jpg");
        assert_eq!(safe_name("\"quoted\"; a=\"b\r\n.png", FileKind::Png), "quoted a b.png");
        assert_eq!(safe_name("", FileKind::Csv), "file.csv");
        assert_eq!(safe_name("소음 지도.png", FileKind::WebP), "소음 지도.webp");
        assert_eq!(safe_name(&"x".repeat(300), FileKind::Text).len(), 84);
    }
}
