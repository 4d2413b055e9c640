//! Tables for spreadsheets.

use std::borrow::Cow;

/// The signs with which a spreadsheet takes a cell for a formula, also in their full-width forms (OWASP, CSV Injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula: where it could be one, an apostrophe is put before it.
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_begins_with_an_apostrophe() {
        for formula in ["=1+1", "+7 900", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for harmless in ["", "Köln", "서울", "a=b", "' =1", "7-900"] {
            assert_eq!(cell(harmless), harmless);
        }
    }
}
