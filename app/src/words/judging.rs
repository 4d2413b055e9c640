//! The words of judging.

use super::pick;
use domain::judging::{Action, Ground, Method, PilotState, Refusal, Standing, State, Tie};
use domain::kernel::Lang;

texts! {
    title: "Contests", "Конкурсы", "심사 대회";
    lead:
        "Each contest is judged by criteria that are fixed when it opens, by a panel that scores without seeing each other's scores.",
        "Каждый конкурс оценивают по критериям, которые закрепляются при открытии; члены жюри не видят оценок друг друга.",
        "각 대회는 시작할 때 확정되는 기준에 따라 심사하며, 심사위원은 서로의 점수를 볼 수 없습니다.";
    none:
        "There is no contest yet. Contests come with the event's files: write judging.toml and import it.",
        "Конкурсов пока нет. Они задаются файлами мероприятия: заполните judging.toml и импортируйте его.",
        "아직 대회가 없습니다. 행사 파일의 judging.toml을 작성해 가져오세요.";
    contest: "Contest", "Конкурс", "대회";
    state: "State", "Состояние", "상태";
    entries: "Entries", "Работы", "출품작";
    entry: "Entry", "Работа", "출품작";
    jurors: "Jurors", "Жюри", "심사위원";
    juror: "Juror", "Член жюри", "심사위원";
    opened: "Opened", "Открыт", "시작";
    closed: "Closed", "Закрыт", "마감";
    sealed: "Sealed", "Запечатан", "봉인";
    announced: "Announced", "Объявлен", "발표";
    terms_digest: "Digest of the terms", "Хеш условий", "심사 조건의 해시";
    digest: "Digest of the result (SHA-256)", "Хеш результата (SHA-256)", "결과의 해시(SHA-256)";
    next_step: "Next step", "Следующий шаг", "다음 단계";
    irreversible: "This cannot be taken back.", "Это нельзя отменить.", "되돌릴 수 없습니다.";
    sure: "Yes, do it now", "Да, сделать это сейчас", "네, 지금 진행합니다";
    would_open: "It would open with {n} entries.", "Конкурс откроется с числом работ: {n}.", "출품작 {n}개로 시작합니다.";
    terms: "Terms", "Условия", "심사 조건";
    save_terms: "Save the terms", "Сохранить условия", "조건 저장";
    criteria: "Criteria", "Критерии", "심사 기준";
    no_criteria: "There is no criterion yet.", "Критериев пока нет.", "아직 심사 기준이 없습니다.";
    criterion: "Criterion", "Критерий", "기준";
    add_criterion: "Add a criterion", "Добавить критерий", "기준 추가";
    change_criterion: "Change the criterion", "Изменить критерий", "기준 수정";
    save_criterion: "Save the criterion", "Сохранить критерий", "기준 저장";
    remove: "Remove", "Удалить", "삭제";
    remove_named: "Remove {name}", "Удалить: {name}", "{name} 삭제";
    change: "Change", "Изменить", "수정";
    weight: "Weight", "Вес", "가중치";
    scale: "Scale", "Шкала", "척도";
    no_step: "No further step", "Без этого шага", "다음 단계 없음";
    ladder: "Equal values are told apart by: {steps}. Who is still equal shares the rank.", "При равенстве: {steps}. Если и это не помогло, место делят.", "동점이면 {steps} 순으로 가립니다. 그래도 같으면 공동 순위입니다.";
    ladder_none: "Entries of equal value share the rank.", "При равенстве место делят.", "동점이면 공동 순위입니다.";
    least: "Sheets that an entry needs to be ranked: {n}.", "Для места нужно листов: {n}.", "순위에 오르려면 채점표가 {n}개 필요합니다.";
    panel: "Panel", "Состав жюри", "심사단";
    panel_none: "Nobody is on the panel yet.", "В жюри пока никого нет.", "아직 심사단이 비어 있습니다.";
    add_juror: "Put on the panel", "Включить в жюри", "심사단에 추가";
    invite_first:
        "Everybody with the task of a juror is on the panel. Invite more of them under Staff.",
        "Все, у кого есть задача члена жюри, уже в составе. Пригласить других можно на странице сотрудников.",
        "심사위원 역할이 있는 사람은 모두 심사단에 있습니다. 담당자 페이지에서 더 초대하세요.";
    choose: "Choose", "Выберите", "선택";
    progress: "Progress", "Ход оценки", "진행 상황";
    progress_lead:
        "How far each sheet is; what it says stays with the juror.",
        "Насколько готов каждый лист; что в нём, знает только член жюри.",
        "채점표의 진행 상태만 보이며 내용은 심사위원만 볼 수 있습니다.";
    handed_in_of: "{n} of {all} sheets are handed in.", "Сдано листов: {n} из {all}.", "채점표 {all}개 중 {n}개가 제출되었습니다.";
    none_yet: "not begun", "не начат", "시작 전";
    conflict: "conflict", "конфликт", "이해 충돌";
    conflicts: "Conflicts of interest", "Конфликты интересов", "이해 충돌";
    conflicts_none: "No conflict of interest is known.", "Конфликты интересов неизвестны.", "알려진 이해 충돌이 없습니다.";
    declare: "Note a conflict of interest", "Отметить конфликт интересов", "이해 충돌 등록";
    declare_lead:
        "It is for good: the juror's sheet about this entry then counts nowhere.",
        "Это навсегда: лист этого члена жюри по этой работе больше не учитывается.",
        "되돌릴 수 없으며, 이 심사위원의 해당 채점표는 집계하지 않습니다.";
    reopen: "Open a sheet again", "Снова открыть лист", "채점표 다시 열기";
    reopen_lead:
        "The juror can change it and has to hand it in again. The reason is shown to the juror and kept in the audit trail.",
        "Член жюри сможет изменить его и должен будет сдать снова. Причину увидит член жюри, она останется в журнале.",
        "심사위원이 수정한 뒤 다시 제출해야 합니다. 사유는 심사위원에게 보이고 감사 기록에 남습니다.";
    look: "Look at scores before the announcement", "Посмотреть оценки до объявления", "발표 전 점수 열람";
    look_lead:
        "Nobody needs to. Whoever does gives a reason, which the audit trail keeps with the name and the time.",
        "Это не требуется. Кто смотрит, указывает причину: она останется в журнале вместе с именем и временем.",
        "꼭 볼 필요는 없습니다. 열람하려면 사유를 적어야 하며 이름과 시각이 감사 기록에 남습니다.";
    look_ranking: "Show the ranking", "Показать рейтинг", "순위 보기";
    take_csv: "Take along as CSV", "Скачать CSV", "CSV로 받기";
    take_json: "Take along as JSON", "Скачать JSON", "JSON으로 받기";
    take_along: "Scores as a file", "Оценки в файле", "점수 파일";
    preview: "Ranking as it would be sealed now", "Рейтинг, каким он был бы запечатан сейчас", "지금 봉인하면 나올 순위";
    rank: "Rank", "Место", "순위";
    value: "Value", "Итог", "점수";
    sheets: "Sheets", "Листов", "채점표";
    unranked: "Not ranked: too few sheets", "Без места: мало листов", "순위 없음: 채점표 부족";
    unranked_short: "–", "–", "–";
    jury: "Jury", "Жюри", "심사";
    jury_lead:
        "The contests on whose panel you are. Nobody sees your scores before all are closed, and you see nobody else's.",
        "Конкурсы, в жюри которых вы входите. До закрытия ваши оценки не видит никто, и вы не видите чужих.",
        "심사단으로 참여하는 대회입니다. 마감 전에는 아무도 내 점수를 볼 수 없고, 나도 다른 사람의 점수를 볼 수 없습니다.";
    jury_none:
        "No contest that you judge is open yet. You get to it here as soon as the organisers open one.",
        "Открытых конкурсов для вас пока нет. Как только организаторы откроют конкурс, он появится здесь.",
        "심사할 대회가 아직 열리지 않았습니다. 운영자가 시작하면 여기에 나타납니다.";
    your_sheets: "Handed in or abstained: {n} of {all}", "Сдано или воздержались: {n} из {all}", "제출 또는 기권: {all}개 중 {n}개";
    read: "What it says", "О работе", "내용";
    says_nothing: "The team wrote nothing more than its name.", "Команда указала только название.", "팀이 이름 외에 적은 내용이 없습니다.";
    your_scores: "Your scores", "Ваши оценки", "내 점수";
    no_opinion: "No opinion", "Без оценки", "의견 없음";
    no_opinion_hint:
        "A criterion without a number is not a zero: it is left out.",
        "Критерий без оценки – не ноль: он просто не учитывается.",
        "점수를 매기지 않은 기준은 0점이 아니라 집계에서 제외됩니다.";
    save_draft: "Save, hand in later", "Сохранить, сдать позже", "저장하고 나중에 제출";
    hand_in: "Hand in", "Сдать", "제출";
    abstain: "Abstain from this entry", "Воздержаться по этой работе", "이 출품작 기권";
    handed_in:
        "You handed this sheet in. It changes no more; if something is wrong, ask an organiser to open it again.",
        "Вы сдали этот лист, изменить его нельзя. Если есть ошибка, попросите организатора открыть его снова.",
        "제출한 채점표는 바꿀 수 없습니다. 잘못된 점이 있으면 운영자에게 다시 열어 달라고 하세요.";
    you_abstained: "You abstained from this entry.", "Вы воздержались по этой работе.", "이 출품작은 기권했습니다.";
    was_reopened: "An organiser opened this sheet again: {reason}", "Организатор снова открыл этот лист: {reason}", "운영자가 이 채점표를 다시 열었습니다: {reason}";
    you_conflict:
        "You have a conflict of interest with this entry ({ground}), so you do not score it.",
        "У вас конфликт интересов с этой работой ({ground}), поэтому вы её не оцениваете.",
        "이 출품작과 이해 충돌({ground})이 있어 채점하지 않습니다.";
    have_conflict: "I have a conflict of interest", "У меня конфликт интересов", "이해 충돌이 있습니다";
    not_open_now: "The contest takes no scores now.", "Сейчас конкурс не принимает оценки.", "지금은 점수를 받지 않습니다.";
    next_entry: "Next entry", "Следующая работа", "다음 출품작";
    previous_entry: "Previous entry", "Предыдущая работа", "이전 출품작";
    all_entries: "All entries", "Все работы", "모든 출품작";
    results: "Results", "Результаты", "결과";
    not_yet:
        "The jury has not finished. When it has, the result is sealed and its digest stands here; the result itself follows at the announcement.",
        "Жюри ещё работает. Затем результат будет запечатан и здесь появится его хеш, а сам результат – при объявлении.",
        "심사가 끝나지 않았습니다. 심사가 끝나면 결과를 봉인하고 이곳에 해시를 공개하며, 결과는 발표할 때 공개합니다.";
    is_sealed:
        "The jury has finished and the result is sealed. From this digest everybody can see at the announcement that nothing was changed since.",
        "Жюри закончило работу, результат запечатан. По этому хешу при объявлении каждый увидит, что с тех пор ничего не изменилось.",
        "심사가 끝나 결과를 봉인했습니다. 발표할 때 이 해시로 결과가 바뀌지 않았음을 누구나 확인할 수 있습니다.";
    how_to_check: "How to check the result", "Как проверить результат", "결과를 확인하는 방법";
    how_to_check_lead:
        "Save the file below and calculate its SHA-256, for example with: sha256sum {file}. It has to be the digest of the result on this page, which was published when the result was sealed. The file has a random number in its first line, so that nobody could guess the result from the digest.",
        "Сохраните файл ниже и вычислите его SHA-256, например командой: sha256sum {file}. Должен получиться хеш результата с этой страницы, опубликованный при запечатывании. В первой строке файла случайное число, чтобы по хешу нельзя было угадать результат.",
        "아래 파일을 저장하고 SHA-256을 계산하세요. 예: sha256sum {file}. 봉인할 때 이 페이지에 공개한 결과의 해시와 같아야 합니다. 해시로 결과를 추측할 수 없도록 파일 첫 줄에 무작위 숫자가 있습니다.";
    the_file: "The sealed file", "Запечатанный файл", "봉인된 파일";
    method: "How it was counted", "Как считали", "집계 방법";
    pilots: "Cities that pilot it", "Города-пилоты", "시범 도시";
    pilot_it: "My city will pilot this", "Мой город опробует это", "우리 도시에서 시범 적용";
    pilot_lead:
        "You head the delegation of {city}. Say who in your city owns the pilot, what the first step is, and until when. The team is told.",
        "Вы возглавляете делегацию города {city}. Укажите, кто отвечает за пилот, каков первый шаг и к какому сроку. Команда получит письмо.",
        "{city} 대표단장입니다. 시범 적용의 담당자, 첫 단계, 기한을 적어 주세요. 팀에게 알립니다.";
    pilots_none: "No city pilots it yet.", "Пока ни один город не пилотирует.", "아직 시범 도시가 없습니다.";
    pilot_open: "Pilots of this entry", "Пилоты этой работы", "이 출품작의 시범사업";
    pilot_step: "Change it", "Изменить", "변경";
    owner: "Owner", "Ответственный", "담당자";
    first_step: "First step", "Первый шаг", "첫 단계";
    until: "Until", "Срок", "기한";
    mail_intended: "{city} wants to pilot your entry", "{city} хочет опробовать вашу работу", "{city}에서 출품작을 시범 적용하려고 합니다";
    mail_intended_text:
        "{city} wants to pilot your entry “{entry}”. First step: {step} Until: {day}. Any member of the team can agree on the page below.",
        "{city} хочет опробовать вашу работу «{entry}». Первый шаг: {step} Срок: {day}. Согласиться на странице ниже может любой участник команды.",
        "{city}에서 출품작 “{entry}”을(를) 시범 적용하려고 합니다. 첫 단계: {step} 기한: {day}. 팀원 누구나 아래 페이지에서 동의할 수 있습니다.";
    mail_due: "The day of a pilot is over", "Срок пилота прошёл", "시범사업의 기한이 지났습니다";
    mail_due_text:
        "for the pilot of “{entry}” in {city} you named a first step until {day}: {step} Please say on the page below how far it is, or drop it with a reason.",
        "для пилота «{entry}» в городе {city} назначен первый шаг до {day}: {step} Отметьте на странице ниже, как идут дела, или прекратите пилот с указанием причины.",
        "{city}의 “{entry}” 시범사업은 {day}까지 다음 단계를 정했습니다: {step} 아래 페이지에서 진행 상황을 알려 주거나 사유를 적고 중단해 주세요.";
}

/// The name of a state.
pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => pick(lang, "draft", "черновик", "준비 중"),
        State::Open => pick(lang, "open", "идёт оценка", "심사 중"),
        State::Closed => pick(lang, "closed", "оценка закончена", "심사 마감"),
        State::Sealed => pick(lang, "sealed", "запечатан", "봉인됨"),
        State::Announced => pick(lang, "announced", "объявлен", "발표됨"),
    }
}

/// A step on its button, and what it does.
pub fn action(lang: Lang, action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Open => (
            pick(lang, "Open the contest", "Открыть конкурс", "대회 시작"),
            pick(
                lang,
                "Criteria, weights, method, ladder of ties and entries are fixed, and the panel scores.",
                "Критерии, веса, метод, порядок при равенстве и работы закрепляются, жюри начинает оценивать.",
                "기준, 가중치, 집계 방법, 동점 처리와 출품작이 확정되고 심사가 시작됩니다.",
            ),
        ),
        Action::Close => (
            pick(lang, "Close the contest", "Закрыть конкурс", "심사 마감"),
            pick(
                lang,
                "No juror scores any more. Sheets that are not handed in do not count.",
                "Жюри больше не оценивает. Несданные листы не учитываются.",
                "더 이상 채점할 수 없으며 제출하지 않은 채점표는 집계하지 않습니다.",
            ),
        ),
        Action::Seal => (
            pick(lang, "Make the ranking and seal it", "Составить и запечатать рейтинг", "순위를 만들어 봉인"),
            pick(
                lang,
                "The ranking is made without being shown, and its digest is published.",
                "Рейтинг составляется, но не показывается; публикуется его хеш.",
                "순위는 공개되지 않은 채 만들어지고 해시가 공개됩니다.",
            ),
        ),
        Action::Announce => (
            pick(lang, "Announce the result", "Объявить результат", "결과 발표"),
            pick(lang, "Everybody sees the ranking.", "Рейтинг увидят все.", "모두가 순위를 볼 수 있습니다."),
        ),
    }
}

/// The name of a method.
pub fn method(lang: Lang, method: Method) -> &'static str {
    match method {
        Method::Mean => pick(
            lang,
            "The weighted mean of the criteria, each over those who scored it",
            "Взвешенное среднее по критериям; каждый – по тем, кто его оценил",
            "기준별 평균의 가중 평균(채점한 사람만 포함)",
        ),
        Method::PerJuror => pick(
            lang,
            "Each juror on their own scale first: how far above or below the own mean, in the own standard deviations; with one sheet, or all of them equal, zero",
            "Сначала каждый член жюри – по собственной шкале: отклонение от своего среднего в своих стандартных отклонениях; при одном листе или одинаковых оценках – ноль",
            "먼저 심사위원별로 정규화: 자신의 평균에서 얼마나 벗어났는지를 자신의 표준편차로 나타냄. 채점표가 하나이거나 모두 같으면 0",
        ),
    }
}

/// A step of the ladder of ties; of a criterion `name` is its name.
pub fn tie(lang: Lang, tie: &Tie, name: &str) -> String {
    match tie {
        Tie::Criterion(_) => pick(lang, "the higher mean of “{name}”", "выше среднее по «{name}»", "“{name}” 평균이 높은 쪽").replace("{name}", name),
        Tie::Jurors => pick(lang, "more jurors", "больше членов жюри", "심사위원이 많은 쪽").to_owned(),
    }
}

/// How far a sheet is.
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => pick(lang, "draft", "черновик", "작성 중"),
        Standing::Submitted => pick(lang, "handed in", "сдан", "제출"),
        Standing::Abstained => pick(lang, "abstained", "воздержался", "기권"),
    }
}

/// Why there is a conflict.
pub fn ground(lang: Lang, ground: Ground) -> &'static str {
    match ground {
        Ground::Declared => pick(lang, "declared", "заявлен", "직접 신고"),
        Ground::SamePerson => pick(lang, "own work", "собственная работа", "본인 출품작"),
        Ground::Mentor => pick(lang, "mentor", "наставник", "멘토"),
        Ground::SameCity => pick(lang, "same city", "тот же город", "같은 도시"),
        Ground::SameEmployer => pick(lang, "same employer", "тот же работодатель", "같은 소속"),
        Ground::SameCountry => pick(lang, "same country", "та же страна", "같은 나라"),
    }
}

/// How far a pilot is.
pub fn pilot_state(lang: Lang, state: PilotState) -> &'static str {
    match state {
        PilotState::Intended => pick(lang, "intended", "намерение", "의향"),
        PilotState::Agreed => pick(lang, "agreed with the team", "согласовано с командой", "팀과 합의"),
        PilotState::Running => pick(lang, "running", "идёт", "진행 중"),
        PilotState::Done => pick(lang, "done", "завершён", "완료"),
        PilotState::Dropped => pick(lang, "dropped", "прекращён", "중단"),
    }
}

/// What a part of an entry is; a name without words is shown as it is.
pub fn part(lang: Lang, name: &str) -> &str {
    match name {
        "pitch" => pick(lang, "Pitch", "Суть", "한 줄 소개"),
        "late" => pick(lang, "Handed in late", "Сдано с опозданием", "늦게 제출됨"),
        // The pieces of what a team hands in have the names of their fields.
        field => super::fields::label(lang, field),
    }
}

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotInThisState => pick(
            lang,
            "This is not possible in the state it is in now. Load the page again to see how far it is.",
            "В нынешнем состоянии это невозможно. Обновите страницу, чтобы увидеть, что изменилось.",
            "지금 상태에서는 할 수 없습니다. 페이지를 새로 고쳐 상태를 확인하세요.",
        ),
        Refusal::NotOpen => pick(
            lang,
            "The contest takes no scores now. What was handed in before counts; this was not kept.",
            "Конкурс сейчас не принимает оценки. Сданное раньше учитывается; это не сохранено.",
            "지금은 점수를 받지 않습니다. 이전에 제출한 내용은 반영되지만 이번 내용은 저장되지 않았습니다.",
        ),
        Refusal::ChangedMeanwhile => pick(
            lang,
            "Somebody changed this meanwhile. Load the page again and look before you repeat it.",
            "За это время что-то изменилось. Обновите страницу и проверьте, прежде чем повторить.",
            "그 사이에 내용이 바뀌었습니다. 페이지를 새로 고쳐 확인한 뒤 다시 하세요.",
        ),
        Refusal::NoCriteria => pick(
            lang,
            "There is no criterion yet. Add one before you open the contest.",
            "Критериев пока нет. Добавьте хотя бы один и затем откройте конкурс.",
            "심사 기준이 없습니다. 기준을 추가한 뒤 시작하세요.",
        ),
        Refusal::NoEntries => pick(
            lang,
            "There is no entry yet. Open the contest when there is one.",
            "Работ пока нет. Откройте конкурс, когда они появятся.",
            "아직 출품작이 없습니다. 출품작이 있을 때 시작하세요.",
        ),
        Refusal::TooFewJurors => pick(
            lang,
            "The panel has fewer jurors than an entry needs sheets. Put more on it, or lower that number.",
            "В жюри меньше человек, чем нужно листов на работу. Дополните жюри или уменьшите это число.",
            "필요한 채점표 수보다 심사위원이 적습니다. 심사위원을 늘리거나 수를 줄이세요.",
        ),
        Refusal::TooMany => pick(
            lang,
            "A contest has at most 12 criteria, 200 jurors and 1000 entries.",
            "В конкурсе не больше 12 критериев, 200 членов жюри и 1000 работ.",
            "대회에는 기준 12개, 심사위원 200명, 출품작 1000개까지 가능합니다.",
        ),
        Refusal::ConflictOfInterest => pick(
            lang,
            "You have a conflict of interest with this entry, so you do not score it.",
            "У вас конфликт интересов с этой работой, поэтому вы её не оцениваете.",
            "이 출품작과 이해 충돌이 있어 채점할 수 없습니다.",
        ),
        Refusal::HandedIn => pick(
            lang,
            "This sheet is handed in already. Ask an organiser if it has to be opened again.",
            "Этот лист уже сдан. Если его нужно открыть, обратитесь к организатору.",
            "이미 제출한 채점표입니다. 다시 열어야 하면 운영자에게 문의하세요.",
        ),
        Refusal::NoJuror => pick(
            lang,
            "This account does not have the task of a juror. Invite the person under Staff first.",
            "У этой учётной записи нет задачи члена жюри. Сначала пригласите человека на странице сотрудников.",
            "심사위원 역할이 없는 계정입니다. 먼저 담당자 페이지에서 초대하세요.",
        ),
        Refusal::PilotKnown => pick(
            lang,
            "Your city pilots this entry already. Its state is below.",
            "Ваш город уже пилотирует эту работу. Её состояние – ниже.",
            "이 도시는 이미 시범 적용하기로 했습니다. 아래에서 상태를 확인하세요.",
        ),
    }
}

/// The sentence for a notice code.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "terms_saved" => pick(lang, "The terms are saved.", "Условия сохранены.", "조건을 저장했습니다."),
        "contest_stepped" => pick(lang, "It is done.", "Готово.", "처리했습니다."),
        "panel_changed" => pick(lang, "The panel is changed.", "Состав жюри изменён.", "심사단을 바꿨습니다."),
        "conflict_noted" => pick(
            lang,
            "The conflict of interest is noted; nothing of this pair counts.",
            "Конфликт интересов отмечен; оценка этой пары не учитывается.",
            "이해 충돌을 기록했으며 해당 점수는 집계하지 않습니다.",
        ),
        "sheet_reopened" => pick(lang, "The sheet is open again.", "Лист снова открыт.", "채점표를 다시 열었습니다."),
        "sheet_saved" => pick(lang, "Saved. It counts when you hand it in.", "Сохранено. Учтётся после сдачи.", "저장했습니다. 제출해야 집계됩니다."),
        "sheet_handed_in" => pick(lang, "Handed in. Here is the next entry.", "Сдано. Вот следующая работа.", "제출했습니다. 다음 출품작입니다."),
        "sheet_last" => pick(
            lang,
            "Handed in. That was the last entry: thank you.",
            "Сдано. Это была последняя работа, спасибо.",
            "제출했습니다. 마지막 출품작이었습니다. 감사합니다.",
        ),
        "pilot_intended" => pick(lang, "Noted; the team is told.", "Записано; команда получит письмо.", "기록했으며 팀에 알립니다."),
        "pilot_stepped" => pick(lang, "The pilot is changed.", "Пилот изменён.", "시범사업 상태를 바꿨습니다."),
        _ => return None,
    })
}
