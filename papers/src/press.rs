//! The press: a template and its data become a PDF.
//!
//! Data reach a template as the file `data.json`, which it reads as values: strings stay strings.

use std::sync::{LazyLock, OnceLock};

use serde::Serialize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::PaperError;
use crate::fonts::{FAMILIES, Fonts};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A template.
pub struct Template {
    /// Its name in messages.
    pub name: &'static str,
    /// Its source.
    pub source: &'static str,
}

/// What a template finds in `data.json`.
#[derive(Serialize)]
struct Data<'a, T> {
    /// The families of fonts, in order.
    fonts: Vec<&'static str>,
    /// What is printed.
    paper: &'a T,
}

/// Makes the PDF of a template with its data.
pub fn print(template: &Template, paper: &impl Serialize) -> Result<Vec<u8>, PaperError> {
    let fonts = Fonts::found();
    // A family that the machine does not have would be warned about.
    let there = FAMILIES.into_iter().filter(|family| fonts.book().contains_family(&family.to_lowercase())).collect();
    let data = serde_json::to_vec(&Data { fonts: there, paper }).map_err(|e| PaperError::Typesetting(e.to_string()))?;
    let desk = Desk {
        main: Source::new(file(template.name)?, template.source.to_owned()),
        data: (file("data.json")?, Bytes::new(data)),
        fonts,
        loaded: (0..fonts.len()).map(|_| OnceLock::new()).collect(),
    };
    let set = typst::compile::<PagedDocument>(&desk).output;
    let options = PdfOptions { creator: Smart::Custom(Some("Plenary".to_owned())), ..PdfOptions::default() };
    let pdf = set.and_then(|document| typst_pdf::pdf(&document, &options));
    // What was set is somebody's data: nothing of it stays in the typesetter's memory.
    typst::comemo::evict(0);
    pdf.map_err(|errors| {
        let place =
            |span| typst::WorldExt::range(&desk, span).map_or(0, |range| desk.main.lines().byte_to_line(range.start).map_or(0, |line| line + 1));
        let first = errors.first().map(|e| format!("line {} of {}", place(e.span), template.name));
        PaperError::Typesetting(first.unwrap_or_else(|| template.name.to_owned()))
    })
}

fn file(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|_| PaperError::Typesetting(format!("{name} is no name of a template")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What a template can reach: itself, its data, the fonts. No files, no network, no clock.
struct Desk {
    main: Source,
    data: (FileId, Bytes),
    fonts: &'static Fonts,
    loaded: Vec<OnceLock<Option<Font>>>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data, bytes) = &self.data;
        if id == *data { Ok(bytes.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.loaded.get(index)?.get_or_init(|| self.fonts.load(index)).clone()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
