//! The words of what is kept about people, why, on what ground and for how long.

use super::pick;
use domain::kernel::Lang;
use domain::organiser::retention::{Basis, Kept, Purpose, Until};

texts! {
    title: "What is kept, why, and for how long", "Что хранится, зачем и как долго", "보관 항목, 목적과 기간";
    what: "What", "Что", "항목";
    why: "Why", "Зачем", "목적";
    ground: "On what ground", "На каком основании", "근거";
    until: "How long", "Как долго", "보관 기간";
    sooner:
        "An account whose address was never confirmed is erased after {unproved} days, and a registration that was begun but never handed in after {drafts} days without use.",
        "Учётная запись, адрес которой так и не подтверждён, стирается через {unproved} дней, а начатая, но не отправленная регистрация – через {drafts} дней без использования.",
        "주소가 확인되지 않은 계정은 {unproved}일 뒤에, 시작했지만 제출하지 않은 등록은 사용하지 않은 지 {drafts}일 뒤에 삭제합니다.";
    erased:
        "The program erases by itself, every day, and notes how much of what it erased.",
        "Программа стирает всё это сама, каждый день, и отмечает, сколько и чего стёрто.",
        "프로그램이 매일 자동으로 삭제하고 무엇을 얼마나 삭제했는지 기록합니다.";
}

/// What a row of the table is, for people; `None` for what is not about them.
pub fn what(lang: Lang, kept: &Kept) -> Option<&'static str> {
    Some(match (kept.table, kept.fields.first().copied().unwrap_or_default()) {
        ("account" | "email_claim", _) => pick(
            lang,
            "name, e-mail address, language, tasks, when the account was made",
            "имя, адрес электронной почты, язык, задачи, когда создана учётная запись",
            "이름, 이메일 주소, 언어, 역할, 계정 생성 시각",
        ),
        ("credential", _) => pick(lang, "password, as a hash", "пароль, в виде хеша", "비밀번호(해시)"),
        ("one_time", _) => pick(lang, "links that were sent to you, as a hash", "отправленные вам ссылки, в виде хеша", "보내 드린 링크(해시)"),
        ("sign_in", _) => pick(
            lang,
            "signed-in devices: browser and system, when they were used",
            "устройства, на которых выполнен вход: браузер и система, время использования",
            "로그인한 기기: 브라우저와 운영체제, 사용 시각",
        ),
        ("sign_in_failure", _) => pick(
            lang,
            "failed attempts to sign in, counted for a digest of address and network",
            "неудачные попытки входа, подсчитанные по отпечатку адреса и сети",
            "주소와 네트워크의 해시로 센 로그인 실패 횟수",
        ),
        ("seeing", _) => pick(
            lang,
            "as which role an organiser looks at the site",
            "чьими глазами организатор смотрит сайт",
            "운영자가 어떤 역할로 사이트를 보는지",
        ),
        ("registration", "draft.diet") => pick(lang, "food and accessibility needs", "питание и доступная среда", "식사와 접근성 지원 사항"),
        ("registration", "draft.phone") => pick(lang, "telephone number", "номер телефона", "전화번호"),
        ("registration", _) => pick(
            lang,
            "answers of the registration, and what was decided on it",
            "ответы анкеты регистрации и решения по ней",
            "등록 답변과 그에 대한 결정",
        ),
        ("place" | "place_claim", _) => {
            pick(lang, "your place or your turn on the waiting list", "ваше место или очередь в листе ожидания", "배정된 자리 또는 대기 순서")
        }
        ("city", "heads") => {
            pick(lang, "who heads and who votes for a city", "кто возглавляет делегацию города и кто голосует", "도시 대표단의 책임자와 투표자")
        }
        ("twins", _) => {
            pick(lang, "which registrations may be of the same person", "какие регистрации могут быть одного человека", "같은 사람일 수 있는 등록")
        }
        ("second_factor", _) => pick(
            lang,
            "the second factor, sealed, and its recovery codes, as a hash",
            "второй фактор, в зашифрованном виде, и его коды восстановления, в виде хеша",
            "2단계 인증 정보(암호화)와 복구 코드(해시)",
        ),
        ("pending_sign_in", _) => {
            pick(lang, "sign-ins that wait for the second factor", "входы, ожидающие второго фактора", "2단계 인증을 기다리는 로그인")
        }
        ("passkey" | "passkey_challenge", _) => {
            pick(lang, "passkeys: their names and public keys", "ключи доступа: названия и открытые ключи", "패스키의 이름과 공개 키")
        }
        ("aide", _) => pick(lang, "who may act for whom", "кто за кого может действовать", "누가 누구를 대신할 수 있는지"),
        ("visa_request", "passport") => pick(
            lang,
            "passport data for a visa letter, sealed, read by the visa desk alone",
            "паспортные данные для визового письма, в зашифрованном виде, доступны только визовому отделу",
            "비자 초청장용 여권 정보(암호화, 비자 담당만 열람)",
        ),
        ("visa_letter", "says") => {
            pick(lang, "what a visa letter says, sealed", "содержание визового письма, в зашифрованном виде", "비자 초청장의 내용(암호화)")
        }
        ("visa_request", _) => pick(lang, "that you asked for a visa letter", "что вы запросили визовое письмо", "비자 초청장을 신청한 사실"),
        ("visa_letter", _) => pick(
            lang,
            "that a visa letter was issued, so that it can be checked; without your name",
            "что визовое письмо выдано, чтобы его можно было проверить; без вашего имени",
            "확인할 수 있도록 남기는 비자 초청장 발급 사실(이름 제외)",
        ),
        ("badge" | "badge_holder" | "print_run", _) => pick(lang, "your badges", "ваши бейджи", "명찰"),
        ("check_in" | "scan", _) => pick(lang, "where and when your badge was read", "где и когда считан ваш бейдж", "명찰을 언제 어디서 확인했는지"),
        ("participant" | "team" | "team_link" | "team_match" | "match_answer", _) => pick(
            lang,
            "your profile in the ideathon, your team, requests and invitations",
            "ваш профиль в идеатоне, команда, заявки и приглашения",
            "아이디어톤 프로필, 팀, 요청과 초대",
        ),
        ("workspace" | "work_version" | "submission", _) => pick(
            lang,
            "what you wrote in your team's workspace, and what the team handed in",
            "что вы написали в рабочем пространстве команды и что команда сдала",
            "팀 작업 공간에 쓰신 내용과 팀의 제출물",
        ),
        ("office_slot", _) => pick(
            lang,
            "office hours that you give, or booked for your team",
            "консультации, которые вы проводите или забронировали для команды",
            "멘토 상담을 열거나 팀을 위해 예약하신 내용",
        ),
        ("outbox", "text") => pick(lang, "texts of e-mails to you", "тексты писем вам", "보내 드린 이메일의 본문"),
        ("outbox", _) => pick(
            lang,
            "that an e-mail was sent to you, when and about what",
            "что вам отправлено письмо, когда и о чём",
            "이메일을 언제 무슨 일로 보냈는지",
        ),
        ("idempotency", _) => pick(lang, "the answers to forms you sent", "ответы на отправленные вами формы", "보내신 양식에 대한 응답"),
        ("audit", _) => pick(lang, "what was changed, by whom and when", "что изменено, кем и когда", "누가 언제 무엇을 바꾸었는지"),
        ("bulk" | "bulk_item", _) => pick(
            lang,
            "lists of registrations that were decided on together",
            "списки регистраций, решение по которым принято сразу",
            "일괄 결정한 등록 목록",
        ),
        ("person_word", _) => pick(
            lang,
            "words of your name, address and city, to find you by",
            "слова вашего имени, адреса и города для поиска",
            "찾기 위한 이름·주소·도시의 단어",
        ),
        ("saved_filter", _) => pick(lang, "filters that an organiser named", "фильтры, сохранённые организатором", "운영자가 저장한 필터"),
        ("announcement" | "announcement_to", _) => {
            pick(lang, "announcements, and to whom they went", "объявления и кому они отправлены", "공지와 그 수신자")
        }
        ("company_profile" | "profile_version", _) => pick(
            lang,
            "whom a company's page names to ask, and who wrote which version",
            "кого страница компании называет контактом и кто писал какую версию",
            "회사 페이지의 문의처와 작성자",
        ),
        ("calendar_feed", _) => pick(
            lang,
            "the secret address under which your calendar app reads your meetings, if you made one",
            "секретный адрес, по которому приложение-календарь читает ваши встречи, если вы его создали",
            "캘린더 앱이 일정을 읽는 비밀 주소(만드신 경우)",
        ),
        ("commitment" | "booth_booking", _) => pick(
            lang,
            "your calendar: meetings at booths that you booked, with what you would like to talk about",
            "ваш календарь: забронированные встречи у стендов и о чём вы хотите поговорить",
            "일정: 예약하신 부스 만남과 이야기하고 싶은 내용",
        ),
        ("city_need" | "need_answer", _) => pick(
            lang,
            "which needs of your city or answers of your company you wrote",
            "какие запросы города или ответы компании вы написали",
            "작성하신 도시의 수요와 회사의 답변",
        ),
        ("booth_slot", _) => pick(
            lang,
            "at which times you receive visitors at your company's booth",
            "в какое время вы принимаете гостей у стенда компании",
            "회사 부스에서 방문객을 맞이하는 시간",
        ),
        ("company" | "company_member" | "company_invitation", _) => pick(
            lang,
            "which companies you belong to or are invited to, and whether you accepted the terms for one",
            "в каких компаниях вы состоите или куда приглашены, и принимали ли вы условия",
            "소속되거나 초대받은 회사와 약관 동의 여부",
        ),
        ("lead_consent" | "lead_word", _) => {
            pick(lang, "what you let exhibitors have", "чем вы делитесь с экспонентами", "전시 기업과 공유하기로 한 내용")
        }
        ("lead", _) => pick(
            lang,
            "what exhibitors who scanned your badge got of you, and what they wrote down",
            "что получили о вас экспоненты, считавшие ваш бейдж, и что они записали",
            "명찰을 스캔한 전시 기업이 받은 정보와 남긴 메모",
        ),
        ("sight", _) => pick(
            lang,
            "your ledger: who saw or got what of you, and when",
            "ваш журнал: кто, что и когда о вас видел или получил",
            "누가 언제 무엇을 보거나 받았는지의 기록",
        ),
        ("favourite", _) => pick(lang, "exhibitors among your favourites", "участники выставки в вашем избранном", "즐겨찾기에 둔 전시 기업"),
        ("challenge", "by") => pick(lang, "which challenges you wrote", "какие задачи вы написали", "작성하신 과제"),
        ("challenge", _) => {
            pick(lang, "whom participants ask about a city's challenge", "к кому участники обращаются по задаче города", "도시 과제에 관한 문의처")
        }
        ("idea" | "idea_guard" | "idea_reaction" | "idea_comment", _) => pick(
            lang,
            "your ideas and comments, what you like and would join",
            "ваши идеи и комментарии, что вам нравится и к чему вы бы присоединились",
            "아이디어와 댓글, 좋아요와 참여 의사",
        ),
        ("file", _) => pick(lang, "which files you uploaded", "какие файлы вы загрузили", "올리신 파일"),
        ("contest_entry", _) => pick(
            lang,
            "the cities and employers of a team, by which conflicts of interest are found",
            "города и работодатели команды, по которым находят конфликты интересов",
            "이해 충돌을 찾기 위한 팀의 도시와 소속 기관",
        ),
        ("contest_juror", _) => pick(lang, "on which panels a juror is", "в каких жюри состоит член жюри", "심사위원이 속한 심사단"),
        ("contest_conflict", _) => pick(lang, "a juror's conflicts of interest", "конфликты интересов члена жюри", "심사위원의 이해 충돌"),
        ("score_sheet", _) => pick(lang, "a juror's scores", "оценки члена жюри", "심사위원의 점수"),
        ("pilot", _) => pick(
            lang,
            "who owns a city's pilot, with address, first step and day",
            "кто отвечает за пилотный проект города: адрес, первый шаг и срок",
            "도시 시범사업의 담당자, 주소, 첫 단계와 기한",
        ),
        _ => return None,
    })
}

/// Why something is kept.
pub fn why(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Account => pick(lang, "your account", "ваша учётная запись", "계정 운영"),
        Purpose::SignIn => {
            pick(lang, "so that you can sign in and others cannot", "чтобы вы могли войти, а другие – нет", "본인만 로그인할 수 있도록")
        }
        Purpose::Registration => pick(lang, "to handle your registration", "чтобы рассмотреть регистрацию", "등록 처리"),
        Purpose::Visa => pick(lang, "to write your letter for a visa", "чтобы оформить письмо для визы", "비자 초청장 발급"),
        Purpose::Ideathon => pick(
            lang,
            "the ideathon: finding each other and forming teams",
            "идеатон: найти друг друга и собрать команды",
            "아이디어톤: 서로 찾고 팀 만들기",
        ),
        Purpose::Forum => pick(
            lang,
            "the exhibition: companies, their people and whom they meet",
            "выставка: компании, их сотрудники и встречи",
            "전시: 회사와 구성원, 만남",
        ),
        Purpose::Arrival => pick(lang, "to let you in", "чтобы впустить вас", "입장 확인"),
        Purpose::Care => pick(lang, "to look after you at the assembly", "чтобы позаботиться о вас на ассамблее", "총회 참가 지원"),
        Purpose::Contact => pick(lang, "to reach you on the days of the assembly", "чтобы связаться с вами в дни ассамблеи", "총회 기간 중 연락"),
        Purpose::Messages => pick(lang, "to tell you what was decided", "чтобы сообщить вам о решениях", "결정 사항 안내"),
        Purpose::Accountability => pick(lang, "so that decisions can be checked", "чтобы решения можно было проверить", "결정을 확인할 수 있도록"),
        Purpose::Once => pick(
            lang,
            "so that a form sent twice counts once",
            "чтобы дважды отправленная форма сработала один раз",
            "두 번 보낸 양식이 한 번만 처리되도록",
        ),
        Purpose::Desk => pick(lang, "the work of the secretariat", "работа секретариата", "사무국 업무"),
        Purpose::Running | Purpose::Programme => pick(lang, "running this site", "работа сайта", "사이트 운영"),
    }
}

/// On what ground it is kept.
pub fn ground(lang: Lang, basis: Basis) -> &'static str {
    match basis {
        Basis::Participation => {
            pick(lang, "you asked to take part (GDPR 6(1)(b))", "вы попросили об участии (GDPR 6(1)(b))", "참가 신청(GDPR 6(1)(b))")
        }
        Basis::Consent => pick(lang, "your consent (GDPR 6(1)(a), 9(2)(a))", "ваше согласие (GDPR 6(1)(a), 9(2)(a))", "동의(GDPR 6(1)(a), 9(2)(a))"),
        Basis::Security => pick(
            lang,
            "our interest in safe accounts and traceable decisions (GDPR 6(1)(f))",
            "наш интерес в защите учётных записей и проверяемости решений (GDPR 6(1)(f))",
            "계정 보호와 결정 추적을 위한 정당한 이익(GDPR 6(1)(f))",
        ),
        Basis::NotPersonal => pick(lang, "not about you", "не о вас", "개인정보 아님"),
    }
}

/// How long it is kept.
pub fn until(lang: Lang, until: Until) -> String {
    let (text, n) = match until {
        Until::Account => (
            pick(lang, "until you ask for the removal of your account", "пока вы не попросите удалить учётную запись", "계정 삭제를 요청할 때까지"),
            0,
        ),
        Until::AfterEvent(n) => (pick(lang, "until {n} days after the assembly", "{n} дней после ассамблеи", "총회 후 {n}일까지"), n),
        Until::Days(n) => (pick(lang, "{n} days", "{n} дней", "{n}일"), n),
        Until::Ends(n) => (pick(lang, "until it ends, {n} days at most", "до окончания, не более {n} дн.", "끝날 때까지, 최대 {n}일"), n),
        Until::Years(n) => (pick(lang, "{n} years", "{n} лет", "{n}년"), n),
        Until::Always => (pick(lang, "as long as this site runs", "пока работает сайт", "사이트가 운영되는 동안"), 0),
    };
    text.replace("{n}", &n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::organiser::retention::KEPT;

    #[test]
    fn everything_about_people_has_words() {
        for kept in KEPT.iter().filter(|k| k.basis != Basis::NotPersonal) {
            assert!(Lang::ALL.into_iter().all(|lang| what(lang, kept).is_some()), "{}", kept.table);
        }
    }
}
