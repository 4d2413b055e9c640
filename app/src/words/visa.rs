//! The words of letters for visas: pages, e-mails, and the letter itself.

use super::mail::Letter;
use super::pick;
use domain::kernel::Lang;
use domain::visa::{Refusal, State, Step, Validity};
use store::Mail;

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub lead: &'static str,
    pub kept: &'static str,
    pub need_approved: &'static str,
    pub over: &'static str,
    pub send: &'static str,
    pub change: &'static str,
    pub message: &'static str,
    pub letter: &'static str,
    pub number: &'static str,
    pub code: &'static str,
    pub issued: &'static str,
    pub download: &'static str,
    pub check_link: &'static str,
    pub erased: &'static str,
    pub cancel: &'static str,
    pub cancel_sure: &'static str,
    pub check_title: &'static str,
    pub check_lead: &'static str,
    pub check: &'static str,
    pub check_other: &'static str,
    pub desk: &'static str,
    pub none_yet: &'static str,
    pub none: &'static str,
    pub since: &'static str,
    pub passport: &'static str,
    pub passport_note: &'static str,
    pub no_longer: &'static str,
    pub next_step: &'static str,
    pub accept: &'static str,
    pub ask: &'static str,
    pub decline: &'static str,
    pub issue: &'static str,
    pub issue_again: &'static str,
    pub revoke: &'static str,
    pub do_it: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "Letter for a visa",
    lead: "If you need a visa for the journey, the visa desk writes you a letter of invitation that the consulate can check.",
    kept: "What you write here is kept encrypted and read by the visa desk alone. It is erased on {date}.",
    need_approved: "You can ask for a letter as soon as your registration is approved.",
    over: "The assembly is over, so no letter is written any more.",
    send: "Ask for the letter",
    change: "Change what I sent",
    message: "The visa desk writes",
    letter: "Your letter",
    number: "Number",
    code: "Code for checking",
    issued: "Issued",
    download: "Download the letter (PDF)",
    check_link: "What the consulate sees when it checks the letter",
    erased: "What your passport says was erased on {date}. A letter can still be checked, but it cannot be made as a PDF again.",
    cancel: "I need no letter any more",
    cancel_sure: "Take the request back. A letter that was issued becomes invalid, and what my passport says is erased at once.",
    check_title: "Check a letter",
    check_lead: "A letter of invitation has a code of 20 letters and digits beside its QR code. This page says whether the letter is valid, and nothing about its person.",
    check: "Check",
    check_other: "Check another letter",
    desk: "Visa letters",
    none_yet: "Nobody has asked for a letter yet.",
    none: "No request is in this state.",
    since: "Asked",
    passport: "Passport and journey",
    passport_note: "The audit trail notes that you opened this.",
    no_longer: "The registration is no longer approved: no letter can be issued, and an issued one should be revoked.",
    next_step: "Next step",
    accept: "The documents are in order",
    ask: "Ask the person something first",
    decline: "Decline, with a reason",
    issue: "Issue the letter",
    issue_again: "Issue the letter again; the former one becomes invalid",
    revoke: "Revoke the letter, with a reason",
    do_it: "Do it",
};

const RU: Words = Words {
    title: "Приглашение для визы",
    lead: "Если для поездки нужна виза, визовый отдел составит приглашение, подлинность которого консульство сможет проверить.",
    kept: "Эти сведения хранятся зашифрованными, их читает только визовый отдел. Они будут удалены {date}.",
    need_approved: "Приглашение можно запросить, как только регистрация одобрена.",
    over: "Ассамблея завершилась, приглашения больше не составляются.",
    send: "Запросить приглашение",
    change: "Изменить отправленное",
    message: "Визовый отдел пишет",
    letter: "Ваше приглашение",
    number: "Номер",
    code: "Код для проверки",
    issued: "Выдано",
    download: "Скачать приглашение (PDF)",
    check_link: "Что видит консульство при проверке",
    erased: "Паспортные данные удалены {date}. Приглашение по-прежнему можно проверить, но PDF уже не создать.",
    cancel: "Приглашение больше не нужно",
    cancel_sure: "Отозвать запрос. Выданное приглашение станет недействительным, а паспортные данные будут удалены сразу.",
    check_title: "Проверить приглашение",
    check_lead: "Рядом с QR-кодом приглашения напечатан код из 20 букв и цифр. Эта страница скажет, действительно ли приглашение, и ничего о человеке.",
    check: "Проверить",
    check_other: "Проверить другое приглашение",
    desk: "Визовые приглашения",
    none_yet: "Пока никто не запросил приглашение.",
    none: "В этом состоянии запросов нет.",
    since: "Запрошено",
    passport: "Паспорт и поездка",
    passport_note: "В журнале отмечено, что вы это открыли.",
    no_longer: "Регистрация больше не одобрена: выдать приглашение нельзя, а выданное следует отозвать.",
    next_step: "Следующий шаг",
    accept: "Документы в порядке",
    ask: "Сначала задать вопрос",
    decline: "Отказать с указанием причины",
    issue: "Выдать приглашение",
    issue_again: "Выдать заново; прежнее станет недействительным",
    revoke: "Отозвать приглашение с указанием причины",
    do_it: "Выполнить",
};

const KO: Words = Words {
    title: "비자 초청장",
    lead: "방문에 비자가 필요하면 비자 담당자가 영사관에서 확인할 수 있는 초청장을 작성해 드립니다.",
    kept: "작성하신 내용은 암호화하여 보관하며 비자 담당자만 열람합니다. {date}에 삭제됩니다.",
    need_approved: "등록이 승인되면 초청장을 신청할 수 있습니다.",
    over: "총회가 끝나 초청장을 더 이상 작성하지 않습니다.",
    send: "초청장 신청",
    change: "보낸 내용 고치기",
    message: "비자 담당자의 말",
    letter: "내 초청장",
    number: "번호",
    code: "확인 코드",
    issued: "발급",
    download: "초청장 내려받기(PDF)",
    check_link: "영사관에서 확인할 때 보이는 화면",
    erased: "여권 정보는 {date}에 삭제되었습니다. 초청장은 계속 확인할 수 있지만 PDF는 다시 만들 수 없습니다.",
    cancel: "초청장이 더 이상 필요하지 않습니다",
    cancel_sure: "신청을 취소합니다. 발급된 초청장은 무효가 되고 여권 정보는 바로 삭제됩니다.",
    check_title: "초청장 확인",
    check_lead: "초청장의 QR 코드 옆에 20자리 코드가 있습니다. 이 페이지는 초청장이 유효한지만 알려 주며 개인 정보는 보여 주지 않습니다.",
    check: "확인",
    check_other: "다른 초청장 확인",
    desk: "비자 초청장",
    none_yet: "아직 초청장 신청이 없습니다.",
    none: "이 상태의 신청이 없습니다.",
    since: "신청",
    passport: "여권과 일정",
    passport_note: "열람한 사실이 감사 기록에 남았습니다.",
    no_longer: "등록이 더 이상 승인 상태가 아닙니다. 초청장을 발급할 수 없으며 이미 발급했다면 취소해야 합니다.",
    next_step: "다음 단계",
    accept: "서류에 이상 없음",
    ask: "먼저 문의하기",
    decline: "사유를 적어 거절",
    issue: "초청장 발급",
    issue_again: "초청장 다시 발급(이전 초청장은 무효)",
    revoke: "사유를 적어 초청장 취소",
    do_it: "실행",
};

/// The name of a state.
pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Requested => pick(lang, "Asked for", "Запрошено", "신청됨"),
        State::Asked => pick(lang, "Question asked", "Задан вопрос", "문의 중"),
        State::DocumentsOk => pick(lang, "Documents in order", "Документы в порядке", "서류 확인됨"),
        State::LetterIssued => pick(lang, "Letter issued", "Приглашение выдано", "발급됨"),
        State::Revoked => pick(lang, "Letter revoked", "Приглашение отозвано", "발급 취소"),
        State::Declined => pick(lang, "Declined", "Отказано", "거절됨"),
        State::Cancelled => pick(lang, "Taken back", "Запрос отозван", "신청 취소"),
    }
}

/// What a state means for the person, with the next step.
pub fn meaning(lang: Lang, state: State) -> &'static str {
    match state {
        State::Requested => pick(
            lang,
            "The visa desk looks at what you sent. You get an e-mail when something happens.",
            "Визовый отдел рассматривает сведения. Когда что-то изменится, вы получите письмо.",
            "비자 담당자가 보내신 내용을 확인하고 있습니다. 진행되면 이메일로 알려 드립니다.",
        ),
        State::Asked => pick(
            lang,
            "The visa desk has a question. Please read it, correct what you sent and send it again.",
            "У визового отдела есть вопрос. Прочтите его, исправьте сведения и отправьте их снова.",
            "비자 담당자의 문의가 있습니다. 읽고 내용을 고쳐 다시 보내 주세요.",
        ),
        State::DocumentsOk => pick(
            lang,
            "Your documents are in order. The letter is written next.",
            "Документы в порядке. Теперь составляется приглашение.",
            "서류에 이상이 없습니다. 곧 초청장을 작성합니다.",
        ),
        State::LetterIssued => pick(
            lang,
            "Your letter is there. Print it and take it to the consulate with your passport.",
            "Приглашение готово. Распечатайте его и возьмите с собой в консульство вместе с паспортом.",
            "초청장이 준비되었습니다. 인쇄하여 여권과 함께 영사관에 가져가세요.",
        ),
        State::Revoked => pick(
            lang,
            "Your letter is no longer valid. If you still need one, ask for it again.",
            "Приглашение больше не действует. Если оно ещё нужно, запросите его снова.",
            "초청장이 더 이상 유효하지 않습니다. 필요하면 다시 신청해 주세요.",
        ),
        State::Declined => pick(
            lang,
            "No letter was written. If something has changed, ask again.",
            "В приглашении отказано. Если что-то изменилось, запросите его снова.",
            "초청장을 작성하지 않기로 했습니다. 달라진 점이 있으면 다시 신청해 주세요.",
        ),
        State::Cancelled => pick(
            lang,
            "You took the request back, and what your passport says is erased. You can ask again.",
            "Вы отозвали запрос, паспортные данные удалены. Можно запросить приглашение снова.",
            "신청을 취소하셨고 여권 정보는 삭제되었습니다. 다시 신청할 수 있습니다.",
        ),
    }
}

/// What anybody learns about a letter: a word and a sentence.
pub fn validity(lang: Lang, validity: Validity) -> (&'static str, &'static str) {
    match validity {
        Validity::Valid => (
            pick(lang, "Valid", "Действительно", "유효"),
            pick(
                lang,
                "A letter with this code was issued by the secretariat and is valid. Compare the name in it with the passport.",
                "Приглашение с этим кодом выдано секретариатом и действительно. Сверьте имя в нём с паспортом.",
                "이 코드의 초청장은 사무국이 발급했으며 유효합니다. 초청장의 이름을 여권과 비교해 주세요.",
            ),
        ),
        Validity::Revoked => (
            pick(lang, "Revoked", "Отозвано", "취소됨"),
            pick(
                lang,
                "A letter with this code was issued and is no longer valid.",
                "Приглашение с этим кодом было выдано, но больше не действует.",
                "이 코드의 초청장은 발급되었으나 더 이상 유효하지 않습니다.",
            ),
        ),
        Validity::Unknown => (
            pick(lang, "Unknown", "Неизвестно", "알 수 없음"),
            pick(
                lang,
                "No letter has this code. Please compare it with the letter, character by character.",
                "Приглашения с таким кодом нет. Сверьте код с письмом знак за знаком.",
                "이 코드의 초청장이 없습니다. 초청장의 코드와 한 글자씩 비교해 주세요.",
            ),
        ),
    }
}

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotApproved => pick(
            lang,
            "A letter needs an approved registration.",
            "Для приглашения нужна одобренная регистрация.",
            "초청장에는 승인된 등록이 필요합니다.",
        ),
        Refusal::NotInThisState => pick(
            lang,
            "This step is not possible any more. Please look at the page again.",
            "Этот шаг уже невозможен. Обновите страницу.",
            "더 이상 할 수 없는 단계입니다. 페이지를 다시 확인해 주세요.",
        ),
        Refusal::ChangedMeanwhile => pick(
            lang,
            "The request was changed meanwhile. Please read it again before you go on.",
            "Запрос тем временем изменился. Прочтите его ещё раз, прежде чем продолжить.",
            "그사이 신청 내용이 바뀌었습니다. 다시 읽고 진행해 주세요.",
        ),
        Refusal::Erased => pick(
            lang,
            "What the passport says is erased, so the letter cannot be made again. It can still be checked under its code.",
            "Паспортные данные удалены, поэтому письмо уже не создать. Его по-прежнему можно проверить по коду.",
            "여권 정보가 삭제되어 초청장을 다시 만들 수 없습니다. 코드로는 계속 확인할 수 있습니다.",
        ),
        Refusal::Over => words(lang).over,
    }
}

/// The sentence for a notice code.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "visa_asked" => {
            pick(lang, "Your request is with the visa desk.", "Запрос передан в визовый отдел.", "신청이 비자 담당자에게 전달되었습니다.")
        }
        "visa_cancelled" => pick(
            lang,
            "The request is taken back, and what your passport says is erased.",
            "Запрос отозван, паспортные данные удалены.",
            "신청을 취소했고 여권 정보를 삭제했습니다.",
        ),
        "visa_done" => {
            pick(lang, "It is done, and the person gets an e-mail.", "Готово, человек получит письмо.", "처리되었으며 신청자에게 이메일을 보냅니다.")
        }
        _ => return None,
    })
}

impl Letter<'_> {
    /// Confirms that a letter was asked for.
    pub fn visa_asked(&self, url: &str) -> Mail {
        self.visa(
            "visa.requested",
            pick(self.lang, "Your request for a visa letter", "Ваш запрос приглашения для визы", "비자 초청장 신청"),
            State::Requested,
            url,
        )
    }

    /// Confirms that a request was taken back.
    pub fn visa_cancelled(&self, url: &str) -> Mail {
        let subject = pick(self.lang, "Your request for a visa letter is taken back", "Запрос приглашения отозван", "비자 초청장 신청 취소");
        self.visa("visa.cancelled", subject, State::Cancelled, url)
    }

    /// Tells the person of a step of the visa desk. The desk's own words are on the page and not in the e-mail: they may speak of the passport.
    pub fn visa_step(&self, step: &Step, url: &str) -> Mail {
        let (kind, subject, state) = match step {
            Step::Accept => (
                "visa.documents_ok",
                pick(self.lang, "Your documents are in order", "Документы в порядке", "서류가 확인되었습니다"),
                State::DocumentsOk,
            ),
            Step::Ask { .. } => (
                "visa.asked",
                pick(self.lang, "A question about your visa letter", "Вопрос о приглашении для визы", "비자 초청장 관련 문의"),
                State::Asked,
            ),
            Step::Decline { .. } => (
                "visa.declined",
                pick(self.lang, "Your visa letter was declined", "В приглашении для визы отказано", "비자 초청장 거절"),
                State::Declined,
            ),
            Step::Issue => (
                "visa.letter_issued",
                pick(self.lang, "Your visa letter is there", "Приглашение для визы готово", "비자 초청장이 발급되었습니다"),
                State::LetterIssued,
            ),
            Step::Revoke { .. } => (
                "visa.letter_revoked",
                pick(self.lang, "Your visa letter is revoked", "Приглашение для визы отозвано", "비자 초청장이 취소되었습니다"),
                State::Revoked,
            ),
        };
        self.visa(kind, subject, state, url)
    }

    fn visa(&self, kind: &str, subject: &str, state: State, url: &str) -> Mail {
        self.write(kind, subject, &[meaning(self.lang, state)], Some((words(self.lang).title, url)))
    }
}

/// The words of the letter itself; `{..}` are filled in.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Paper {
    pub title: &'static str,
    pub number: &'static str,
    pub date: &'static str,
    pub addressee: &'static str,
    pub opening: &'static str,
    pub invites: &'static str,
    pub name: &'static str,
    pub birth: &'static str,
    pub nationality: &'static str,
    pub passport: &'static str,
    pub passport_says: &'static str,
    pub takes_part: &'static str,
    pub stay: &'static str,
    pub stay_says: &'static str,
    pub costs: &'static str,
    pub closing: &'static str,
    pub signatory: &'static str,
    pub check: &'static str,
    pub rehearsal: &'static str,
}

/// The words of the letter in a language.
pub fn paper(lang: Lang) -> &'static Paper {
    pick(lang, &PAPER_EN, &PAPER_RU, &PAPER_KO)
}

const PAPER_EN: Paper = Paper {
    title: "Letter of invitation",
    number: "Number",
    date: "Date",
    addressee: "To the consular section in {city}",
    opening: "Dear Sir or Madam,",
    invites: "We have the honour to confirm that the person named below is invited to the {event}, {place}, {days}, and ask you kindly to issue the visa that is needed for the journey.",
    name: "Name in the passport",
    birth: "Date of birth",
    nationality: "Nationality",
    passport: "Passport",
    passport_says: "{number}, issued by {country}, valid until {date}",
    takes_part: "Takes part as",
    stay: "Stay",
    stay_says: "{from} – {to}",
    costs: "The registration of this person is approved by the secretariat. Travel and stay are paid for by the person or the organisation named above, unless they show another commitment.",
    closing: "Yours faithfully,",
    signatory: "The secretariat",
    check: "The QR code leads to a page that says whether this letter is valid. The code can also be typed at the address below. The page shows nothing about the person.",
    rehearsal: "Rehearsal: this letter is not valid.",
};

const PAPER_RU: Paper = Paper {
    title: "Приглашение",
    number: "Номер",
    date: "Дата",
    addressee: "В консульское учреждение, {city}",
    opening: "Уважаемые дамы и господа!",
    invites: "Имеем честь подтвердить, что указанное ниже лицо приглашено для участия в мероприятии «{event}» ({place}, {days}), и просим оформить визу, необходимую для поездки.",
    name: "Имя в паспорте",
    birth: "Дата рождения",
    nationality: "Гражданство",
    passport: "Паспорт",
    passport_says: "{number}, выдан: {country}, действителен до {date}",
    takes_part: "Участвует как",
    stay: "Пребывание",
    stay_says: "{from} – {to}",
    costs: "Регистрация этого лица одобрена секретариатом. Проезд и проживание оплачивает само лицо или указанная выше организация, если не представлено иное обязательство.",
    closing: "С уважением,",
    signatory: "Секретариат",
    check: "QR-код ведёт на страницу, которая сообщает, действительно ли это приглашение. Код можно также ввести по указанному ниже адресу. О самом человеке страница ничего не показывает.",
    rehearsal: "Репетиция: это приглашение недействительно.",
};

const PAPER_KO: Paper = Paper {
    title: "초청장",
    number: "번호",
    date: "날짜",
    addressee: "{city} 영사관 귀중",
    opening: "안녕하십니까.",
    invites: "아래 사람이 {event}({place}, {days})에 초청되었음을 확인하며, 방문에 필요한 비자를 발급해 주시기를 정중히 요청드립니다.",
    name: "여권상 이름",
    birth: "생년월일",
    nationality: "국적",
    passport: "여권",
    passport_says: "{number}, 발급국 {country}, {date}까지 유효",
    takes_part: "참가 자격",
    stay: "체류 기간",
    stay_says: "{from} – {to}",
    costs: "이 사람의 등록은 사무국이 승인하였습니다. 다른 약정을 제시하지 않는 한 여비와 체류비는 본인 또는 위 기관이 부담합니다.",
    closing: "감사합니다.",
    signatory: "사무국",
    check: "QR 코드는 이 초청장이 유효한지 알려 주는 페이지로 연결됩니다. 아래 주소에서 코드를 입력할 수도 있습니다. 페이지는 개인 정보를 보여 주지 않습니다.",
    rehearsal: "예행연습: 이 초청장은 유효하지 않습니다.",
};
