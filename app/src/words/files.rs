//! The words of files.

use super::pick;
use domain::files::{FileKind, Refusal};
use domain::kernel::Lang;

texts! {
    title: "Files", "Файлы", "파일";
    none: "No files yet.", "Файлов пока нет.", "아직 파일이 없습니다.";
    add: "Add the file", "Добавить файл", "파일 추가";
    remove: "Remove", "Удалить", "삭제";
    remove_one: "Remove {name}", "Удалить: {name}", "{name} 삭제";
    full: "There are as many files as there may be. Remove one to add another.", "Файлов уже столько, сколько можно. Удалите один, чтобы добавить другой.", "파일이 최대 개수입니다. 하나를 지워야 더 추가할 수 있습니다.";
}

/// What a file is and how large, such as `PDF, 1.4 MB`.
pub fn about(lang: Lang, kind: FileKind, size: u32) -> String {
    let kind = match kind {
        FileKind::Pdf => "PDF",
        FileKind::Png => "PNG",
        FileKind::Jpeg => "JPEG",
        FileKind::WebP => "WebP",
        FileKind::Text => pick(lang, "text", "текст", "텍스트"),
        FileKind::Csv => "CSV",
    };
    let tenths = |unit: u32| {
        let tenths = size.saturating_mul(10).checked_div(unit).unwrap_or(0).max(1);
        let point = if lang == Lang::Ru { "," } else { "." };
        if tenths.is_multiple_of(10) || tenths >= 100 { format!("{}", tenths / 10) } else { format!("{}{point}{}", tenths / 10, tenths % 10) }
    };
    let size = match size {
        0..1_000 => format!("{size} {}", pick(lang, "bytes", "Б", "바이트")),
        1_000..1_000_000 => format!("{} {}", tenths(1_000), pick(lang, "kB", "кБ", "kB")),
        _ => format!("{} {}", tenths(1_000_000), pick(lang, "MB", "МБ", "MB")),
    };
    format!("{kind}, {size}")
}

/// The sentence for a refusal, with the next step in it.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => pick(
            lang,
            "No file came with it. Choose a file first.",
            "Файл не выбран. Сначала выберите файл.",
            "파일이 없습니다. 먼저 파일을 선택해 주세요.",
        ),
        Refusal::TooLarge => pick(
            lang,
            "The file is larger than 10 MB. Make it smaller, or put it somewhere else and give the link.",
            "Файл больше 10 МБ. Уменьшите его или разместите в другом месте и дайте ссылку.",
            "파일이 10MB보다 큽니다. 크기를 줄이거나 다른 곳에 올리고 링크를 적어 주세요.",
        ),
        Refusal::KindRefused => pick(
            lang,
            "This kind of file is not taken. Save it as PDF, PNG, JPEG, WebP, plain text or CSV (in UTF-8) and try again.",
            "Файлы такого вида не принимаются. Сохраните его как PDF, PNG, JPEG, WebP, простой текст или CSV (в UTF-8) и попробуйте снова.",
            "이 형식의 파일은 받지 않습니다. PDF, PNG, JPEG, WebP, 일반 텍스트 또는 CSV(UTF-8)로 저장해 다시 올려 주세요.",
        ),
        Refusal::PictureBroken => pick(
            lang,
            "This picture cannot be read, or has too many points. Save it anew, at most 40 megapixels, and try again.",
            "Эту картинку не удалось прочитать, или в ней слишком много точек. Сохраните её заново, не более 40 мегапикселей, и попробуйте снова.",
            "사진을 읽을 수 없거나 너무 큽니다. 4,000만 화소 이하로 다시 저장해 올려 주세요.",
        ),
        Refusal::TooMany => pick(
            lang,
            "There are as many files here as there may be. Remove one first.",
            "Здесь уже столько файлов, сколько можно. Сначала удалите один.",
            "파일이 이미 최대 개수입니다. 먼저 하나를 지워 주세요.",
        ),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "file_added" => pick(lang, "The file is added.", "Файл добавлен.", "파일을 추가했습니다."),
        "file_removed" => pick(lang, "The file is removed.", "Файл удалён.", "파일을 삭제했습니다."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_say_them() {
        let told = |size| about(Lang::En, FileKind::Pdf, size);
        assert_eq!((told(999), told(1_000), told(1_440_000)), ("PDF, 999 bytes".into(), "PDF, 1 kB".into(), "PDF, 1.4 MB".into()));
        assert_eq!((about(Lang::Ru, FileKind::Csv, 1_550), told(10_485_760)), ("CSV, 1,5 кБ".into(), "PDF, 10 MB".into()));
    }
}
