//! The words of deciding on many registrations at once.

use super::pick;
use domain::kernel::Lang;
use domain::organiser::bulk::{Fate, Stage, Why};
use domain::registration::Decision;

texts! {
    choose: "Decide on several at once", "Решить сразу о нескольких", "여러 건 한꺼번에 결정";
    choose_lead:
        "Tick rows in the list. First you see who is affected; nothing happens before you confirm.",
        "Отметьте строки в списке. Сначала вы увидите, кого это коснётся; до подтверждения ничего не произойдёт.",
        "목록에서 행을 선택하세요. 먼저 대상을 확인할 수 있으며 확정하기 전에는 아무것도 바뀌지 않습니다.";
    all: "Everybody who fits the filters, also on the other pages", "Все, кто подходит под фильтры, и на других страницах", "다른 페이지를 포함해 필터에 맞는 모든 사람";
    look: "See who is affected", "Посмотреть, кого это коснётся", "대상 확인";
    tick: "Choose", "Выбрать", "선택";
    title: "Decision on many", "Решение о многих", "일괄 결정";
    nothing_yet: "Nothing is decided yet. Look through the list and confirm it.", "Решение ещё не принято. Просмотрите список и подтвердите его.", "아직 결정되지 않았습니다. 목록을 살펴보고 확정해 주세요.";
    confirm: "Confirm for {n}", "Подтвердить для {n}", "{n}건 확정";
    nobody_left: "There is nobody on this list on whom this can be decided.", "В списке нет никого, о ком можно принять такое решение.", "이 목록에는 이 결정을 내릴 수 있는 등록이 없습니다.";
    window:
        "The letters leave eleven minutes after you confirm. Until ten minutes have passed you can undo everything.",
        "Письма уйдут через одиннадцать минут после подтверждения. В течение десяти минут всё можно отменить.",
        "이메일은 확정하고 11분 뒤에 발송됩니다. 10분 안에는 모두 취소할 수 있습니다.";
    undo: "Undo everything", "Отменить всё", "모두 취소";
    undo_left:
        "It can be undone until {time}, for {n} more minutes. Whoever changed meanwhile stays as they are and is listed.",
        "Отменить можно до {time}, ещё {n} мин. Кто за это время изменился, останется как есть и будет в списке.",
        "{time}까지({n}분 남음) 취소할 수 있습니다. 그사이 바뀐 등록은 그대로 두고 목록에 표시합니다.";
    undo_over: "It can no longer be undone; the letters have left or are leaving.", "Отменить уже нельзя: письма отправлены или отправляются.", "이메일이 발송되었거나 발송 중이어서 더 이상 취소할 수 없습니다.";
    progress: "{n} of {all} are done", "Готово: {n} из {all}", "{all}건 중 {n}건 완료";
    look_again: "Look again", "Обновить", "새로 고침";
    back: "Back to the registrations", "К регистрациям", "등록 목록으로";
    from_filter: "Everybody who fits: {filter}", "Все, кто подходит: {filter}", "대상: {filter}";
    from_ticks: "Chosen row by row", "Выбраны по одному", "직접 선택한 등록";
    everybody: "everybody at the desk", "все регистрации секретариата", "사무국의 모든 등록";
    changed: "changed since the list was made", "изменена после составления списка", "목록을 만든 뒤 변경됨";
    now: "Now", "Сейчас", "현재 상태";
    outcome: "Outcome", "Итог", "결과";
    made: "By {name}, {time}", "{name}, {time}", "{name}, {time}";
    recent: "Decisions on many", "Решения о многих", "일괄 결정";
}

/// The decision as a heading.
pub fn decision(lang: Lang, decision: &Decision) -> &'static str {
    match decision {
        Decision::Approve => pick(lang, "Approve", "Одобрить", "승인"),
        Decision::AskInfo { .. } => pick(lang, "Ask something first", "Сначала задать вопрос", "먼저 문의"),
        Decision::Reject { .. } => pick(lang, "Reject", "Отклонить", "반려"),
    }
}

/// Where it stands.
pub fn stage(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::Gathering => pick(lang, "the list is being made", "список составляется", "목록 작성 중"),
        Stage::Preview => pick(lang, "not confirmed", "не подтверждено", "확정 전"),
        Stage::Applying => pick(lang, "being carried out", "выполняется", "처리 중"),
        Stage::Done => pick(lang, "done", "выполнено", "완료"),
        Stage::Undoing => pick(lang, "being undone", "отменяется", "취소 중"),
        Stage::Undone => pick(lang, "undone", "отменено", "취소됨"),
    }
}

/// What becomes of one registration; before the list is confirmed, what would.
pub fn fate(lang: Lang, fate: Fate, preview: bool) -> &'static str {
    match fate {
        Fate::Waiting if preview => pick(lang, "will be decided", "будет решено", "결정 예정"),
        Fate::Waiting => pick(lang, "waits", "ждёт", "대기"),
        Fate::Applied => pick(lang, "decided", "решено", "결정됨"),
        Fate::Skipped => pick(lang, "left out", "пропущено", "제외"),
        Fate::Cancelled => pick(lang, "not decided", "не решено", "결정 안 함"),
        Fate::Undone => pick(lang, "put back", "возвращено", "되돌림"),
        Fate::Kept => pick(lang, "could not be put back", "вернуть не удалось", "되돌리지 못함"),
    }
}

/// Why it was left out or could not be put back.
pub fn why(lang: Lang, why: Why) -> &'static str {
    match why {
        Why::Gone => pick(lang, "no longer at the desk", "больше не в секретариате", "사무국에 없음"),
        Why::State => pick(lang, "its state does not allow this", "состояние этого не допускает", "현재 상태에서는 불가능"),
        Why::Changed => pick(lang, "somebody changed it meanwhile", "за это время изменена", "그사이 변경됨"),
        Why::Place => pick(lang, "there is no place for it", "для неё нет места", "배정할 자리가 없음"),
        Why::Mailed => pick(lang, "the letter was on its way", "письмо уже отправлено", "이메일이 이미 발송됨"),
    }
}
