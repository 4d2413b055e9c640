//! The words of a team's workspace: writing together, versions, handing in.

use super::mail::Letter;
use super::pick;
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "Workspace", "Рабочее пространство", "작업 공간";
    team_page: "The team's page", "Страница команды", "팀 페이지";
    wanted: "Looks for", "Ищет", "찾는 역량";
    until: "Hand in until {time} ({zone}).", "Сдать нужно до {time} ({zone}).", "{time}까지 제출해 주세요({zone}).";
    grace:
        "After that, until {time}, it still counts, marked as late.",
        "После этого до {time} работа ещё принимается с пометкой «с опозданием».",
        "그 뒤 {time}까지는 지각으로 표시되어 인정됩니다.";
    late_now:
        "The deadline is over. What you hand in until {time} ({zone}) counts as late.",
        "Срок истёк. То, что вы сдадите до {time} ({zone}), будет отмечено как сданное с опозданием.",
        "마감이 지났습니다. {time}까지({zone}) 제출하면 지각으로 표시됩니다.";
    over: "The time for handing in is over.", "Время подачи истекло.", "제출 시간이 끝났습니다.";
    days: "days", "дн.", "일";
    hours: "h", "ч", "시간";
    minutes: "min", "мин", "분";
    seconds: "s", "с", "초";
    not_handed_in: "Not handed in yet", "Ещё не сдано", "아직 제출하지 않음";
    handed_in: "Handed in", "Сдано", "제출함";
    late: "late", "с опозданием", "지각";
    handed_version: "Version {n}, {time}", "Версия {n}, {time}", "버전 {n}, {time}";
    by_itself:
        "Nobody handed it in, so what was saved last counts.",
        "Никто не сдал работу, поэтому засчитано то, что сохранено последним.",
        "아무도 제출하지 않아 마지막으로 저장한 내용이 인정되었습니다.";
    by_itself_later:
        "If nobody hands it in, what was saved last counts.",
        "Если никто не сдаст работу, засчитается то, что сохранено последним.",
        "아무도 제출하지 않으면 마지막으로 저장한 내용이 인정됩니다.";
    newer:
        "What is written now is newer than what you handed in: hand it in again if it should count.",
        "Сейчас написано больше, чем сдано: сдайте ещё раз, если это должно засчитаться.",
        "지금 내용은 제출한 것보다 새롭습니다. 이 내용이 인정되어야 하면 다시 제출하세요.";
    replaces_in_time:
        "You handed in in time. Handing in again now replaces that and is marked as late.",
        "Вы сдали вовремя. Если сдать сейчас ещё раз, прежнее заменится с пометкой об опоздании.",
        "제때 제출했습니다. 지금 다시 제출하면 그것을 대신하며 지각으로 표시됩니다.";
    lacks: "What is still missing", "Чего ещё не хватает", "아직 부족한 것";
    lacks_people: "people: {n} more", "участников: ещё {n}", "인원 {n}명 더";
    lacks_skills: "different skills: {n} more", "разных навыков: ещё {n}", "서로 다른 역량 {n}가지 더";
    lacks_fields: "still empty: {fields}", "ещё не заполнено: {fields}", "아직 비어 있음: {fields}";
    lacks_hint:
        "You can hand in all the same; the jury reads what is there.",
        "Сдать можно и так; жюри прочтёт то, что есть.",
        "그래도 제출할 수 있으며 심사위원은 있는 내용을 읽습니다.";
    files: "Files", "Файлы", "파일";
    save_first:
        "Save what you have typed first: adding or removing a file opens the page anew.",
        "Сначала сохраните набранное: при добавлении или удалении файла страница откроется заново.",
        "먼저 입력한 내용을 저장하세요. 파일을 추가하거나 지우면 페이지가 다시 열립니다.";
    save: "Save", "Сохранить", "저장";
    save_and_hand_in: "Save and hand in", "Сохранить и сдать", "저장하고 제출";
    saved_by: "Saved last by {name}, {time}", "Последнее сохранение: {name}, {time}", "마지막 저장: {name}, {time}";
    somebody: "somebody who has left", "кто-то, кого уже нет", "떠난 사람";
    now_there: "There now, by {name}, {time}", "Сейчас там, {name}, {time}", "지금 있는 내용, {name}, {time}";
    now_empty: "Nothing: it was deleted.", "Ничего: текст удалён.", "없음: 삭제되었습니다.";
    both_changed:
        "Your text is in the field below it. Put together what should stay, then save: what is in the field then counts.",
        "Ваш текст в поле под ним. Соберите то, что должно остаться, и сохраните: засчитается содержимое поля.",
        "작성하신 내용은 아래 입력란에 있습니다. 남길 내용을 합친 뒤 저장하면 입력란의 내용이 인정됩니다.";
    not_saved:
        "What you typed was not saved. It is below, so that you can copy it.",
        "То, что вы напечатали, не сохранено. Текст ниже, чтобы вы могли его скопировать.",
        "입력하신 내용은 저장되지 않았습니다. 복사할 수 있도록 아래에 남겨 두었습니다.";
    nothing: "Nothing is written here yet.", "Здесь ещё ничего не написано.", "아직 쓴 내용이 없습니다.";
    reads_only:
        "You read this as a mentor or organiser; the members write.",
        "Вы читаете это как наставник или организатор; пишут участники команды.",
        "멘토 또는 운영자로서 읽고 있습니다. 작성은 팀원이 합니다.";
    history: "History", "История", "기록";
    history_lead:
        "Every save is a version. Nothing that was saved is lost.",
        "Каждое сохранение — это версия. Ничего сохранённого не теряется.",
        "저장할 때마다 버전이 남습니다. 저장한 것은 사라지지 않습니다.";
    history_none: "Nothing was saved yet.", "Ещё ничего не сохранено.", "아직 저장한 것이 없습니다.";
    history_none_hint:
        "When a member saves for the first time, version 1 is here.",
        "Когда кто-то из команды сохранит впервые, здесь появится версия 1.",
        "팀원이 처음 저장하면 여기에 버전 1이 나타납니다.";
    version: "Version {n}", "Версия {n}", "버전 {n}";
    current: "now", "сейчас", "현재";
    restored_from: "brought back version {n}", "возвращена версия {n}", "버전 {n} 복원";
    changed: "Changed", "Изменено", "바뀐 항목";
    before: "Before (version {n})", "Раньше (версия {n})", "이전(버전 {n})";
    here: "In this version", "В этой версии", "이 버전";
    compare_before: "What this version changed", "Что изменила эта версия", "이 버전에서 바뀐 것";
    compare_now: "Compare with what is there now", "Сравнить с тем, что есть сейчас", "지금 내용과 비교";
    now_version: "Now (version {n})", "Сейчас (версия {n})", "현재(버전 {n})";
    same: "Nothing differs.", "Различий нет.", "차이가 없습니다.";
    whole: "All of version {n}", "Вся версия {n}", "버전 {n} 전체";
    restore: "Bring this version back", "Вернуть эту версию", "이 버전으로 되돌리기";
    restore_hint:
        "It becomes a new version; what is there now stays in the history.",
        "Она станет новой версией; то, что есть сейчас, останется в истории.",
        "새 버전으로 저장되며 지금 내용은 기록에 남습니다.";
    empty: "Nothing", "Пусто", "없음";
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "work_saved" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "work_unchanged" => pick(
            lang,
            "Nothing was changed, so there is no new version.",
            "Изменений нет, новой версии тоже.",
            "바뀐 것이 없어 새 버전을 만들지 않았습니다.",
        ),
        "work_merged" => pick(
            lang,
            "Saved, together with what others wrote meanwhile.",
            "Сохранено вместе с тем, что тем временем написали другие.",
            "그 사이 다른 사람이 쓴 내용과 함께 저장했습니다.",
        ),
        "work_handed_in" => pick(
            lang,
            "Handed in. Every member gets a receipt by e-mail.",
            "Сдано. Каждый участник команды получит подтверждение по почте.",
            "제출했습니다. 모든 팀원에게 확인 이메일을 보냅니다.",
        ),
        "work_handed_in_late" => pick(
            lang,
            "Handed in, marked as late. Every member gets a receipt by e-mail.",
            "Сдано с пометкой об опоздании. Каждый участник команды получит подтверждение по почте.",
            "지각으로 표시되어 제출했습니다. 모든 팀원에게 확인 이메일을 보냅니다.",
        ),
        "work_handed_in_before" => pick(
            lang,
            "This version was handed in before; it counts as it was.",
            "Эта версия уже была сдана; она засчитана как прежде.",
            "이 버전은 이미 제출되었으며 그대로 인정됩니다.",
        ),
        "work_restored" => pick(lang, "The version is back, as a new one.", "Версия возвращена как новая.", "버전을 새 버전으로 되돌렸습니다."),
        _ => return None,
    })
}

/// What a receipt is about.
pub struct Receipt<'a> {
    /// The team's name.
    pub team: &'a str,
    /// The version that counts.
    pub version: u32,
    /// When, in words.
    pub when: &'a str,
    /// Whether it is late.
    pub late: bool,
    /// Whether nobody handed it in.
    pub by_itself: bool,
    /// The address of the workspace.
    pub url: &'a str,
}

impl Letter<'_> {
    /// The receipt for what a team handed in, or for what counts by itself.
    pub fn work_receipt(&self, of: &Receipt<'_>) -> Mail {
        let lang = self.lang;
        let said = if of.by_itself {
            pick(
                lang,
                "the time for handing in is over. Your team {team} handed nothing in, so version {n} of the workspace counts, which was saved last before the end.",
                "время подачи истекло. Ваша команда {team} ничего не сдала, поэтому засчитана версия {n} рабочего пространства, сохранённая последней до конца.",
                "제출 시간이 끝났습니다. {team} 팀은 제출하지 않아, 마감 전에 마지막으로 저장한 작업 공간 버전 {n}이 인정됩니다.",
            )
        } else {
            pick(
                lang,
                "your team {team} has handed in version {n} of its workspace, {time}. You can hand in again until the end; the last one counts.",
                "ваша команда {team} сдала версию {n} рабочего пространства, {time}. До конца срока можно сдать ещё раз; засчитывается последнее.",
                "{team} 팀이 작업 공간 버전 {n}을 제출했습니다({time}). 마감 전까지 다시 제출할 수 있으며 마지막 것이 인정됩니다.",
            )
        };
        let said = said.replace("{team}", of.team).replace("{n}", &of.version.to_string()).replace("{time}", of.when);
        let late = pick(lang, "It is marked as late.", "Работа отмечена как сданная с опозданием.", "지각으로 표시됩니다.");
        let paragraphs: Vec<&str> = std::iter::once(said.as_str()).chain(of.late.then_some(late)).collect();
        self.write(
            "ideathon.receipt",
            pick(lang, "Your team's work counts", "Работа вашей команды принята", "팀의 제출물이 접수되었습니다"),
            &paragraphs,
            Some((pick(lang, "The workspace", "Рабочее пространство", "작업 공간"), of.url)),
        )
    }
}
