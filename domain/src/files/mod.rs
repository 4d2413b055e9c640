//! Files that people upload: what may be one, how large, how many, and under which name.
//!
//! Always: what a file is, its first bytes say and never its name or what a browser claims; what is neither a PDF, a picture nor plain text is
//! refused, and so is SVG, which can carry scripts. A file belongs to one owner, and the owner's area says who may read it.

pub mod kind;

use crate::kernel::ids::{AccountId, ChallengeId, CompanyId, FileId, TeamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use kind::{FileKind, safe_name};

/// The largest file.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// How many files an owner has at most.
pub const MOST_FILES: u32 = 10;
/// The most points of a picture; more would take too much memory to read.
pub const MOST_POINTS: u64 = 40_000_000;
/// How wide the smaller ones of a picture are, for screens that need no more.
pub const WIDTHS: [u32; 3] = [160, 480, 960];

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No file was chosen, or it has no bytes.
    #[error("empty")]
    Empty,
    /// It has more bytes than allowed.
    #[error("too large")]
    TooLarge,
    /// It is nothing that may be uploaded.
    #[error("kind refused")]
    KindRefused,
    /// It says that it is a picture and cannot be read as one, or has too many points.
    #[error("picture broken")]
    PictureBroken,
    /// Its owner has as many files as allowed.
    #[error("too many")]
    TooMany,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::Empty, Self::TooLarge, Self::KindRefused, Self::PictureBroken, Self::TooMany];

    /// The code a transaction throws, `files.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "files.empty",
            Self::TooLarge => "files.too_large",
            Self::KindRefused => "files.kind_refused",
            Self::PictureBroken => "files.picture_broken",
            Self::TooMany => "files.too_many",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// A challenge of the ideathon.
    Challenge(ChallengeId),
    /// A team of the ideathon.
    Team(TeamId),
    /// The logo of a company that exhibits.
    CompanyLogo(CompanyId),
    /// Pictures of it.
    CompanyPicture(CompanyId),
    /// Its documents.
    CompanyDocument(CompanyId),
}

impl Owner {
    /// Reads an area and an id, such as `challenge` and `quiet-streets`.
    pub fn of(area: &str, id: &str) -> Option<Self> {
        match area {
            "challenge" => ChallengeId::parse(id).ok().map(Self::Challenge),
            "team" => TeamId::parse(id).ok().map(Self::Team),
            "company-logo" => CompanyId::parse(id).ok().map(Self::CompanyLogo),
            "company-picture" => CompanyId::parse(id).ok().map(Self::CompanyPicture),
            "company-document" => CompanyId::parse(id).ok().map(Self::CompanyDocument),
            _ => None,
        }
    }

    /// Reads a key such as `challenge:quiet-streets`.
    pub fn parse(key: &str) -> Option<Self> {
        key.split_once(':').and_then(|(area, id)| Self::of(area, id))
    }

    /// The name of the area.
    pub fn area(&self) -> &'static str {
        match self {
            Self::Challenge(_) => "challenge",
            Self::Team(_) => "team",
            Self::CompanyLogo(_) => "company-logo",
            Self::CompanyPicture(_) => "company-picture",
            Self::CompanyDocument(_) => "company-document",
        }
    }

    /// The id inside the area.
    pub fn id(&self) -> &str {
        match self {
            Self::Challenge(id) => id.as_str(),
            Self::Team(id) => id.as_str(),
            Self::CompanyLogo(id) | Self::CompanyPicture(id) | Self::CompanyDocument(id) => id.as_str(),
        }
    }

    /// The key, such as `challenge:quiet-streets`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.area(), self.id())
    }

    /// Whether only pictures belong there.
    pub fn is_of_pictures(&self) -> bool {
        matches!(self, Self::CompanyLogo(_) | Self::CompanyPicture(_))
    }

    /// The address that takes a new file, below the site.
    pub fn address(&self) -> String {
        format!("/files/{}/{}", self.area(), self.id())
    }
}

/// What a page says of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The id, which nobody guesses.
    pub id: FileId,
    /// The name to show and to save it under.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes it has.
    pub size: u32,
    /// How many points wide a picture is.
    #[serde(default)]
    pub width: Option<u32>,
    /// How many points high a picture is.
    #[serde(default)]
    pub height: Option<u32>,
    /// The smaller ones that there are of a picture, the smallest first.
    #[serde(default)]
    pub smaller: Vec<Smaller>,
}

/// A picture once more, less wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Smaller {
    /// How many points wide it is.
    pub width: u32,
    /// How many bytes it has.
    pub size: u32,
}

impl FileFacts {
    /// Its address below the site.
    pub fn address(&self) -> String {
        format!("/files/{}/{}", self.id, crate::kernel::text::percent(&self.name))
    }

    /// The smaller one of that width, if there is one.
    pub fn of_width(&self, width: u32) -> Option<Smaller> {
        self.smaller.iter().copied().find(|smaller| smaller.width == width)
    }

    /// The addresses from which a browser chooses by how wide the picture is shown, as `srcset` says it; none where there is nothing to choose.
    pub fn choices(&self) -> Option<String> {
        let whole = self.width.filter(|_| !self.smaller.is_empty())?;
        let address = self.address();
        let mut all: Vec<String> = self.smaller.iter().map(|smaller| format!("{address}?width={0} {0}w", smaller.width)).collect();
        all.push(format!("{address} {whole}w"));
        Some(all.join(", "))
    }
}

/// A file that is kept, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// What pages say of it.
    pub facts: FileFacts,
    /// Whose it is.
    pub owner: Owner,
    /// Who uploaded it; nobody once their account is erased.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// The SHA-256 of its bytes, in hex.
    pub digest: String,
    /// Whether it was taken away and stays only because something published still shows it.
    pub dropped: bool,
}

/// A file that was looked at and may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What there is of it besides, when it is a picture.
    pub picture: Option<NewPicture>,
}

/// What belongs to a new file that is a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPicture {
    /// How many points wide it is.
    pub width: u32,
    /// How many points high it is.
    pub height: u32,
    /// The smaller ones with their widths, the smallest first.
    pub smaller: Vec<(u32, Vec<u8>)>,
}

/// Looks at what was uploaded: its size, and by its first bytes what it is.
pub fn look(bytes: &[u8], name: &str) -> Result<FileKind, Refusal> {
    if bytes.is_empty() {
        Err(Refusal::Empty)
    } else if bytes.len() > MOST_BYTES {
        Err(Refusal::TooLarge)
    } else {
        FileKind::of(bytes, name).ok_or(Refusal::KindRefused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_found_again_under_its_key_and_nothing_else_is_one() {
        let owner = Owner::parse("challenge:quiet-streets").unwrap();
        assert_eq!((owner.key().as_str(), owner.address().as_str()), ("challenge:quiet-streets", "/files/challenge/quiet-streets"));
        assert_eq!(Owner::parse(&owner.key()), Some(owner));
        for bad in ["challenge", "challenge:", "challenge:A", "account:a", "", ":"] {
            assert_eq!(Owner::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_browser_chooses_among_the_widths_that_there_are() {
        let facts = |width, smaller: &[u32]| FileFacts {
            id: FileId::parse(&"0".repeat(32)).unwrap(),
            name: "a b.png".to_owned(),
            kind: FileKind::Png,
            size: 9,
            width,
            height: width,
            smaller: smaller.iter().map(|width| Smaller { width: *width, size: 3 }).collect(),
        };
        let of = facts(Some(500), &[160, 480]);
        let at = of.address();
        assert_eq!(of.choices(), Some(format!("{at}?width=160 160w, {at}?width=480 480w, {at} 500w")));
        assert_eq!((of.of_width(480), of.of_width(960)), (Some(Smaller { width: 480, size: 3 }), None));
        assert_eq!((facts(Some(100), &[]).choices(), facts(None, &[]).choices()), (None, None));
    }

    #[test]
    fn nothing_too_much_and_unknown_things_are_refused_each_with_its_reason() {
        assert_eq!(look(b"", "a.txt"), Err(Refusal::Empty));
        assert_eq!(look(&vec![b'a'; MOST_BYTES], "a.txt"), Ok(FileKind::Text));
        assert_eq!(look(&vec![b'a'; MOST_BYTES + 1], "a.txt"), Err(Refusal::TooLarge));
        assert_eq!(look(b"MZ\x90\x00", "a.exe"), Err(Refusal::KindRefused));
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
        }
    }
}
