//! Letters of invitation for a visa.

use crate::PaperError;
use crate::press::{Template, print};
use crate::qr;
use domain::kernel::Lang;
use serde::Serialize;

const TEMPLATE: Template = Template { name: "letter.typ", source: include_str!("../templates/letter.typ") };

/// What a letter says. Every word of it is given, so that it can be in any language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VisaLetter {
    /// The language of the letter.
    #[serde(serialize_with = "code")]
    pub lang: Lang,
    /// Who writes: the name of the event.
    pub sender: String,
    /// Where and when the event is, in one line.
    pub place: String,
    /// What the letter is.
    pub title: String,
    /// Number and date, as label and value.
    pub marks: Vec<(String, String)>,
    /// To whom it is written.
    pub addressee: String,
    /// What stands before the facts.
    pub before: Vec<String>,
    /// The person's data, as label and value.
    pub facts: Vec<(String, String)>,
    /// What stands after the facts.
    pub after: Vec<String>,
    /// The line above the signature.
    pub closing: String,
    /// Who signs.
    pub signatory: String,
    /// Says how the letter is checked.
    pub check: String,
    /// The address of the page that checks it; also the QR code.
    pub url: String,
    /// The code to type there.
    pub code: String,
    /// What has to be said at the foot, such as that the event is a rehearsal; may be empty.
    pub foot: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn code<S: serde::Serializer>(lang: &Lang, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(lang.code())
}

#[derive(Serialize)]
struct Paper<'a> {
    qr: String,
    #[serde(flatten)]
    letter: &'a VisaLetter,
}

/// The letter as PDF. Errors when the address of the page that checks it is too long for a code.
pub fn letter(letter: &VisaLetter) -> Result<Vec<u8>, PaperError> {
    print(&TEMPLATE, &Paper { qr: qr::svg(&letter.url)?, letter })
}
