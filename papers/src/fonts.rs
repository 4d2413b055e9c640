//! The fonts: a book face with Latin and Cyrillic that is part of the program, and what the machine has for other scripts.
//!
//! Always holds: a font of the machine is in memory only while a paper that needs it is made, since one for Hangul may weigh 25 MB.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// Where fonts are on Linux, macOS and the BSDs; the administrator's folder comes before them.
const FOLDERS: [&str; 4] = ["/usr/share/fonts", "/usr/local/share/fonts", "/usr/X11R6/lib/X11/fonts", "/Library/Fonts"];

/// Beginnings of names of font files that carry scripts which the program's own face lacks. Reading every file of a machine would take seconds.
const FILES: [&str; 12] = [
    "NanumMyeongjo",
    "NanumGothic",
    "NotoSerifCJK-",
    "NotoSansCJK-",
    "NotoSerifKR",
    "NotoSansKR",
    "UnBatang",
    "NotoNaskhArabic-",
    "NotoSansArabic-",
    "NotoSansDevanagari-",
    "NotoSansThai-",
    "DejaVuSans",
];

/// How deep folders are searched.
const DEPTH: usize = 6;

/// The families in the order in which a character looks for its face; the first is part of the program.
pub const FAMILIES: [&str; 15] = [
    "Libertinus Serif",
    "NanumMyeongjo",
    "Noto Serif CJK KR",
    "Noto Serif KR",
    "NanumGothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "UnBatang",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "DejaVu Sans",
];

/// A script that names of participants are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Hangul.
    Hangul,
    /// Han, as Chinese and Japanese names are written.
    Han,
    /// Arabic.
    Arabic,
}

impl Script {
    /// Every script that is looked for.
    pub const ALL: [Self; 5] = [Self::Latin, Self::Cyrillic, Self::Hangul, Self::Han, Self::Arabic];

    /// A letter that a font of this script has.
    fn letter(self) -> char {
        match self {
            Self::Latin => 'ø',
            Self::Cyrillic => 'я',
            Self::Hangul => '울',
            Self::Han => '市',
            Self::Arabic => 'ع',
        }
    }
}

/// The scripts that no font has: names in them would be printed as empty boxes. The first call searches the machine, so it may take a moment.
pub fn missing_scripts() -> Vec<Script> {
    let fonts = Fonts::found();
    Script::ALL.into_iter().filter(|script| !fonts.entries.iter().any(|e| e.covers(*script))).collect()
}

/// Where a font comes from.
enum Source {
    /// It is part of the program.
    Own(Font),
    /// A file of the machine, and which of its faces.
    File(PathBuf, u32),
}

/// One face.
struct Entry {
    source: Source,
    info: FontInfo,
}

impl Entry {
    fn covers(&self, script: Script) -> bool {
        self.info.coverage.contains(u32::from(script.letter()))
    }
}

/// Every face that may be used.
pub struct Fonts {
    entries: Vec<Entry>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    /// What the program and the machine have; searched once.
    pub fn found() -> &'static Self {
        static FOUND: OnceLock<Fonts> = OnceLock::new();
        FOUND.get_or_init(|| Self::search(&folders()))
    }

    fn search(folders: &[PathBuf]) -> Self {
        // The mathematical faces of the collection are of no use here.
        let own = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).filter(|font| font.info().family == "Libertinus Serif");
        let mut entries: Vec<Entry> = own.map(|font| Entry { info: font.info().clone(), source: Source::Own(font) }).collect();
        let mut files = Vec::new();
        for folder in folders {
            collect(folder, DEPTH, &mut files);
        }
        files.sort();
        for file in files {
            let Ok(data) = fs::read(&file) else { continue };
            let faces = Font::iter(Bytes::new(data)).filter(|font| FAMILIES.contains(&font.info().family.as_str()));
            entries.extend(faces.map(|font| Entry { info: font.info().clone(), source: Source::File(file.clone(), font.index()) }));
        }
        let book = LazyHash::new(FontBook::from_infos(entries.iter().map(|e| e.info.clone())));
        Self { entries, book }
    }

    /// What is known about them.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Reads one.
    pub fn load(&self, index: usize) -> Option<Font> {
        match &self.entries.get(index)?.source {
            Source::Own(font) => Some(font.clone()),
            Source::File(path, face) => Font::new(Bytes::new(fs::read(path).ok()?), *face),
        }
    }
}

/// The folders to search: `PLENARY_FONTS`, the person's own, the machine's.
fn folders() -> Vec<PathBuf> {
    let given = std::env::var_os("PLENARY_FONTS").map(PathBuf::from);
    let own = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/fonts"));
    given.into_iter().chain(own).chain(FOLDERS.into_iter().map(PathBuf::from)).collect()
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
        } else if is_wanted(name) {
            files.push(path);
        }
    }
}

/// Whether a file is a regular or bold face of a family that is wanted.
fn is_wanted(name: &str) -> bool {
    let Some((stem, "ttf" | "otf" | "ttc")) = name.rsplit_once('.') else { return false };
    let Some(rest) = FILES.iter().find_map(|start| stem.strip_prefix(start)) else { return false };
    ["", "-", "Bold", "-Bold", "Regular", "-Regular", "-VF", "[wght]"].contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_and_cyrillic_are_part_of_the_program() {
        let bare = Fonts::search(&[]);
        for (script, there) in [(Script::Latin, true), (Script::Cyrillic, true), (Script::Hangul, false), (Script::Arabic, false)] {
            assert_eq!(bare.entries.iter().any(|e| e.covers(script)), there, "{script:?}");
        }
        assert!(bare.len() >= 4);
    }

    #[test]
    fn only_plain_faces_of_known_families_are_read() {
        for good in ["NanumMyeongjo.ttf", "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc", "DejaVuSans-Bold.ttf"] {
            assert!(is_wanted(good), "{good}");
        }
        for other in ["NotoSansCJK-Black.ttc", "DejaVuSansMono.ttf", "NanumGothicEco.ttf", "NotoSansCJK-Bold.txt", "Comic.ttf"] {
            assert!(!is_wanted(other), "{other}");
        }
    }
}
