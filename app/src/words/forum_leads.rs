//! The words of leads, of the delegate's consent, and of the ledger.

use super::pick;
use domain::forum::lead::State;
use domain::forum::ledger::Kind;
use domain::forum::{Field, Fields, Mode, Rating};
use domain::kernel::Lang;

texts! {
    consent: "What exhibitors get of me", "Что получают обо мне экспоненты", "전시 기업에 주는 내 정보";
    consent_lead:
        "When an exhibitor scans your badge, it learns nothing by itself. You decide what it gets, and you can take it back at any time.",
        "Когда экспонент считывает ваш бейдж, сам он ничего не узнаёт. Вы решаете, что он получит, и в любое время можете это забрать.",
        "전시 기업이 명찰을 스캔해도 그것만으로는 아무것도 알 수 없습니다. 무엇을 줄지는 직접 정하며 언제든 거둘 수 있습니다.";
    no_badge:
        "Exhibitors scan badges of those who take part. When your registration is approved, you decide here what they get.",
        "Экспоненты считывают бейджи участников. Когда регистрацию одобрят, здесь вы решите, что они получат.",
        "전시 기업은 참가자의 명찰을 스캔합니다. 등록이 승인되면 여기에서 무엇을 줄지 정할 수 있습니다.";
    waiting: "Waiting for your answer", "Ждут вашего ответа", "답을 기다리는 요청";
    scanned_yours: "scanned your badge on {date}. It waits until {until}.", "считал ваш бейдж {date}. Ждёт до {until}.", "{date}에 명찰을 스캔했습니다. {until}까지 기다립니다.";
    share_these: "Share these", "Поделиться этим", "선택한 정보 주기";
    share_nothing: "Share nothing", "Не делиться", "주지 않기";
    always_name: "Your name is always part of what you share.", "Имя входит всегда.", "이름은 항상 포함됩니다.";
    beforehand: "Decide beforehand", "Решить заранее", "미리 정하기";
    change: "Change", "Изменить", "바꾸기";
    save: "Save", "Сохранить", "저장";
    companies: "Companies that scanned my badge", "Компании, которые считали мой бейдж", "내 명찰을 스캔한 회사";
    nobody: "No exhibitor has scanned your badge yet. Requests appear here.", "Пока ни один экспонент не считал ваш бейдж. Запросы появятся здесь.", "아직 명찰을 스캔한 전시 기업이 없습니다. 요청은 여기에 나타납니다.";
    it_has: "It has: {fields}.", "Получено: {fields}.", "받은 정보: {fields}.";
    it_has_nothing: "It gets nothing.", "Ничего не получает.", "아무것도 주지 않습니다.";
    not_answered: "You did not answer in time; it got nothing.", "Вы не ответили в срок; ничего не передано.", "기한 안에 답하지 않아 아무것도 주지 않았습니다.";
    taken_back: "You took back what it had on {date}. When it scans your badge again, you are asked.", "Вы забрали данные {date}. При новом считывании вас спросят.", "{date}에 준 정보를 거두었습니다. 다시 스캔하면 먼저 묻습니다.";
    withdraw: "Take back", "Забрать", "거두기";
    withdraw_all: "Take everything back", "Забрать всё", "모두 거두기";
    withdraw_all_lead:
        "Every company loses its copy, its notes and its rating of you. A company that took your details along as a file is told to erase them.",
        "Каждая компания теряет копию, заметки и оценку. Кто скачал ваши данные файлом, получит указание стереть их.",
        "모든 회사에서 사본과 메모, 평가가 지워집니다. 파일로 내려받은 회사에는 지우라고 알립니다.";
    kept_until:
        "What companies have is erased here {days} days after the assembly.",
        "Через {days} дней после ассамблеи всё, что есть у компаний, здесь стирается.",
        "회사가 가진 정보는 총회 {days}일 뒤 이곳에서 지워집니다.";
    ask_me: "{n} waiting for your answer: exhibitors scanned your badge.", "Ждут вашего ответа: {n}. Экспоненты считали ваш бейдж.", "답을 기다리는 전시 기업: {n}곳";
    answer: "Answer", "Ответить", "답하기";
    scan: "Scan badges", "Считать бейджи", "명찰 스캔";
    scan_lead:
        "Ask the delegate, then scan the badge or type its code. You see who it is when they agree.",
        "Спросите участника, затем считайте бейдж или введите код. Кто это, вы увидите после согласия.",
        "먼저 참가자에게 물어본 뒤 명찰을 스캔하거나 코드를 입력하세요. 동의하면 누구인지 보입니다.";
    scan_button: "Note", "Отметить", "기록";
    ready: "Ready", "Готово к работе", "준비됨";
    look: "Look again", "Проверить ещё раз", "다시 확인";
    lead_open: "Rate and write notes", "Оценить и записать", "평가와 메모";
    not_published:
        "Badges are scanned by exhibitors that the public sees. As soon as an organiser has published your company, this page works.",
        "Бейджи считывают опубликованные экспоненты. Страница заработает, когда организатор опубликует вашу компанию.",
        "공개된 전시 기업만 명찰을 스캔할 수 있습니다. 운영자가 회사를 공개하면 이 페이지를 쓸 수 있습니다.";
    unknown: "No delegate with this badge. Ask to see the badge they wear now.", "Участника с таким бейджем нет. Попросите показать бейдж, который он носит сейчас.", "이 명찰을 가진 참가자가 없습니다. 지금 착용한 명찰을 보여 달라고 하세요.";
    unknown_word: "Not known", "Не найден", "알 수 없음";
    kept_here: "Kept on this device", "Сохранено на устройстве", "이 기기에 저장됨";
    will_send: "It is sent when there is a network.", "Отправится, когда появится сеть.", "네트워크가 연결되면 보냅니다.";
    waiting_send: "{n} waiting to be sent.", "Ждут отправки: {n}.", "{n}건이 전송을 기다립니다.";
    all_sent: "Everything is sent.", "Всё отправлено.", "모두 전송했습니다.";
    offline: "No network.", "Нет сети.", "네트워크 없음.";
    sign_in_again: "Sign in again to send what waits.", "Войдите снова, чтобы отправить остальное.", "다시 로그인하면 남은 것을 보냅니다.";
    not_taken: "The program did not take it. Try again, or tell an organiser.", "Программа не приняла. Повторите или скажите организатору.", "처리되지 않았습니다. 다시 시도하거나 운영자에게 알려 주세요.";
    on_this_device: "On this device", "На этом устройстве", "이 기기에서";
    leads: "Leads", "Контакты", "리드";
    no_leads: "Nobody is noted yet.", "Пока никого нет.", "아직 기록이 없습니다.";
    no_leads_hint: "Scan a badge at your booth; who agreed is here.", "Считайте бейдж на стенде; согласившиеся появятся здесь.", "부스에서 명찰을 스캔하면 동의한 분이 여기에 나타납니다.";
    none_fits: "None fits the filter.", "Под фильтр никто не подходит.", "조건에 맞는 항목이 없습니다.";
    filter: "Filter", "Отобрать", "필터";
    clear: "Clear", "Сбросить", "지우기";
    words: "Words", "Слова", "검색어";
    standing: "State", "Состояние", "상태";
    rating: "Rating", "Оценка", "평가";
    whose: "Scanned by", "Кто считал", "스캔한 사람";
    mine: "me", "я", "나";
    scanned: "scanned {date} by {name}", "считал {name}, {date}", "{name}, {date} 스캔";
    no_name: "Delegate {number}", "Участник {number}", "참가자 {number}";
    more: "More", "Дальше", "더 보기";
    export: "Take along:", "Скачать:", "내려받기:";
    export_note:
        "Each delegate in the file sees in their own ledger that you took it. Take a new file from time to time: whoever withdrew is in it with a number only, so that you erase your copy.",
        "Каждый участник из файла увидит это в своём журнале. Время от времени скачивайте заново: отозвавшие согласие остаются в нём только под номером, чтобы вы стёрли копию.",
        "파일에 담긴 참가자는 자신의 기록에서 이를 볼 수 있습니다. 가끔 새로 내려받으세요. 동의를 거둔 분은 번호만 남으니 그 사본을 지워 주세요.";
    gone: "Erase on your side", "Стереть у себя", "직접 지울 것";
    gone_lead: "These delegates took their consent back. If you have their details in a file, erase them.", "Эти участники отозвали согласие. Если их данные есть у вас в файле, сотрите их.", "동의를 거둔 참가자입니다. 파일에 정보가 있으면 지워 주세요.";
    note_title: "Rating and notes", "Оценка и заметки", "평가와 메모";
    note_hint: "The delegate can read them in their own data.", "Участник может прочесть их в своих данных.", "참가자는 자신의 데이터에서 볼 수 있습니다.";
    no_rating: "not rated", "без оценки", "평가 없음";
    now_there: "What a colleague wrote meanwhile:", "Что тем временем записал коллега:", "그 사이 동료가 남긴 내용:";
    nothing_there: "(no notes)", "(заметок нет)", "(메모 없음)";
    wrote_note: "What you typed is below; put both together and save again.", "Ниже — то, что ввели вы; объедините и сохраните снова.", "입력한 내용은 아래에 있습니다. 함께 정리해 다시 저장하세요.";
    ledger: "Who saw my data", "Кто видел мои данные", "내 정보를 본 사람";
    ledger_lead:
        "Everything that the program knows of who read your badge, what exhibitors got, and when the secretariat looked. The newest is first.",
        "Всё, что программа знает о том, кто считывал бейдж, что получили экспоненты и когда смотрел секретариат. Сначала новое.",
        "누가 명찰을 읽고 전시 기업이 무엇을 받았으며 사무국이 언제 보았는지 프로그램이 아는 모든 기록입니다. 최신순입니다.";
    ledger_empty: "Nobody has looked yet.", "Пока никто не смотрел.", "아직 아무도 보지 않았습니다.";
    ledger_kind: "What", "Что", "종류";
    ledger_note: "A look that is repeated within an hour is one line.", "Повторный просмотр в течение часа — одна строка.", "한 시간 안에 다시 본 것은 한 줄로 적습니다.";
    lead_id: "Number", "Номер", "번호";
    when: "When", "Когда", "시각";
    who: "Who", "Кто", "누구";
}

/// What happens at a scan.
pub fn mode(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Ask => pick(lang, "Ask me each time", "Каждый раз спрашивать меня", "매번 나에게 묻기"),
        Mode::Share => pick(
            lang,
            "Share the fields below with any exhibitor that scans me",
            "Делиться полями ниже с любым экспонентом, который считает мой бейдж",
            "스캔하는 모든 전시 기업에 아래 정보 주기",
        ),
        Mode::Nothing => pick(lang, "Share nothing", "Не делиться ничем", "아무것도 주지 않기"),
    }
}

/// A field.
pub fn field(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Name => pick(lang, "name", "имя", "이름"),
        Field::Organisation => pick(lang, "organisation and city", "организация и город", "소속과 도시"),
        Field::Position => pick(lang, "position", "должность", "직위"),
        Field::Email => pick(lang, "e-mail address", "адрес электронной почты", "이메일 주소"),
        Field::Phone => pick(lang, "telephone number", "номер телефона", "전화번호"),
    }
}

/// Fields in a row.
pub fn fields(lang: Lang, of: &Fields) -> String {
    of.iter().map(|f| field(lang, f)).collect::<Vec<_>>().join(", ")
}

/// How a lead stands, for the company; nothing in it blames anybody.
pub fn state(lang: Lang, state: &State, over: bool) -> &'static str {
    match state {
        State::Pending if over => pick(lang, "not answered", "без ответа", "답 없음"),
        State::Pending => pick(lang, "asked; waiting", "спросили, ждём", "물어봄, 대기 중"),
        State::Granted(_) => pick(lang, "shared", "поделился", "공유함"),
        State::Refused | State::Withdrawn => pick(lang, "not shared", "не делится", "공유 안 함"),
    }
}

/// The same as a sentence.
pub fn state_says(lang: Lang, state: &State) -> &'static str {
    match state {
        State::Pending => pick(
            lang,
            "The delegate is asked on their own phone. The answer appears here and among the leads.",
            "Участника спросили на его телефоне. Ответ появится здесь и в контактах.",
            "참가자의 휴대전화로 물었습니다. 답은 여기와 리드에 나타납니다.",
        ),
        State::Granted(_) => pick(
            lang,
            "The delegate shares this with your company.",
            "Участник делится этим с вашей компанией.",
            "참가자가 회사에 공유한 정보입니다.",
        ),
        State::Refused | State::Withdrawn => pick(
            lang,
            "Nothing is shared. That is fine: give them a leaflet or your card.",
            "Данными не делится, и это нормально: дайте буклет или визитку.",
            "공유하지 않습니다. 괜찮습니다. 안내지나 명함을 건네세요.",
        ),
    }
}

/// How promising a lead is.
pub fn rated(lang: Lang, rating: Rating) -> &'static str {
    match rating {
        Rating::Hot => pick(lang, "hot", "горячий", "높음"),
        Rating::Warm => pick(lang, "warm", "тёплый", "보통"),
        Rating::Cold => pick(lang, "cold", "холодный", "낮음"),
    }
}

/// A kind of the ledger, as a filter shows it.
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::CheckedIn => pick(lang, "check-in", "регистрация на входе", "체크인"),
        Kind::Scanned => pick(lang, "scans by exhibitors", "считывания экспонентами", "전시 기업 스캔"),
        Kind::Granted => pick(lang, "shared by you", "вы поделились", "공유"),
        Kind::Withdrawn => pick(lang, "taken back by you", "вы забрали", "거둠"),
        Kind::Exported => pick(lang, "files of exhibitors", "файлы экспонентов", "전시 기업의 내려받기"),
        Kind::Opened => pick(lang, "looks by the secretariat", "просмотры секретариатом", "사무국 열람"),
        Kind::Listed => pick(lang, "files of the secretariat", "файлы секретариата", "사무국의 내려받기"),
        Kind::Printed => pick(lang, "printed badges", "печать бейджей", "명찰 인쇄"),
        Kind::Scored => pick(lang, "files of scores", "файлы оценок", "심사 점수 내려받기"),
        Kind::PassportRead => pick(lang, "passport data read", "чтение паспортных данных", "여권 정보 열람"),
    }
}

/// A line of the ledger as a sentence; `{who}` and `{fields}` are filled in.
pub fn happened(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::CheckedIn => pick(lang, "Your badge was read at {who}.", "Ваш бейдж считали: {who}.", "명찰을 확인한 곳: {who}."),
        Kind::Scanned => pick(lang, "{who} scanned your badge.", "Компания {who} считала ваш бейдж.", "{who}에서 명찰을 스캔했습니다."),
        Kind::Granted => pick(lang, "{who} got: {fields}.", "Компания {who} получила: {fields}.", "{who}이(가) 받은 정보: {fields}."),
        Kind::Withdrawn => pick(
            lang,
            "You took back what {who} had. Its copy and notes are erased.",
            "Вы забрали то, что было у {who}. Копия и заметки стёрты.",
            "{who}에 준 정보를 거두었습니다. 사본과 메모를 지웠습니다.",
        ),
        Kind::Exported => pick(
            lang,
            "{who} took its leads along as a file, with your {fields}.",
            "Компания {who} скачала контакты файлом; в нём о вас: {fields}.",
            "{who}이(가) 리드를 파일로 내려받았습니다. 담긴 정보: {fields}.",
        ),
        Kind::Opened => pick(
            lang,
            "An organiser opened your page at the desk.",
            "Организатор открыл вашу страницу в секретариате.",
            "운영자가 사무국에서 내 페이지를 열었습니다.",
        ),
        Kind::Listed => pick(
            lang,
            "An organiser took a list of people along as a file; you were in it.",
            "Организатор скачал список людей; вы были в нём.",
            "운영자가 명단을 내려받았으며 내가 들어 있었습니다.",
        ),
        Kind::Printed => {
            pick(lang, "Your badge was put on a sheet for printing.", "Ваш бейдж поместили на лист для печати.", "명찰을 인쇄용 용지에 넣었습니다.")
        }
        Kind::Scored => pick(
            lang,
            "An organiser took the scores of a contest along as a file; yours as a juror are in it with your name.",
            "Организатор скачал оценки конкурса файлом; в нём ваши оценки как члена жюри и ваше имя.",
            "운영자가 심사 점수를 파일로 내려받았으며 심사위원인 내 이름과 점수가 들어 있었습니다.",
        ),
        Kind::PassportRead => pick(
            lang,
            "The visa desk read your passport data.",
            "Визовый отдел прочёл ваши паспортные данные.",
            "비자 담당이 여권 정보를 읽었습니다.",
        ),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "consent_set" => pick(
            lang,
            "Saved. It counts for the next scan.",
            "Сохранено. Действует со следующего считывания.",
            "저장했습니다. 다음 스캔부터 적용됩니다.",
        ),
        "consent_given" => {
            pick(lang, "Shared. You can take it back at any time.", "Готово. Забрать можно в любое время.", "공유했습니다. 언제든 거둘 수 있습니다.")
        }
        "consent_refused" => pick(lang, "The company gets nothing.", "Компания ничего не получит.", "회사에 아무것도 주지 않습니다."),
        "consent_withdrawn" => pick(
            lang,
            "Taken back. The copy, the notes and the rating are erased.",
            "Данные забраны. Копия, заметки и оценка стёрты.",
            "거두었습니다. 사본과 메모, 평가를 지웠습니다.",
        ),
        "lead_noted" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        _ => return None,
    })
}
