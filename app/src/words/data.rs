//! The words of one's own data.

use super::pick;
use domain::kernel::Lang;

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub take_title: &'static str,
    pub take_lead: &'static str,
    pub take: &'static str,
    pub erase_title: &'static str,
    pub erase_lead: &'static str,
    pub goes_title: &'static str,
    pub goes: [&'static str; 4],
    pub stays_title: &'static str,
    pub stays: [&'static str; 3],
    pub erase: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "My data",
    take_title: "Take it along",
    take_lead: "One file in JSON with everything that is kept about you: account, devices, registration, what you did here and which e-mails we sent.",
    take: "Download my data",
    erase_title: "Erase my account",
    erase_lead: "This cannot be undone. If you take part, your place goes to the next person.",
    goes_title: "What goes at once",
    goes: [
        "your name and your e-mail address",
        "password, second factor, passkeys, and all your devices are signed out",
        "your registration with everything you wrote in it",
        "our e-mails to you; one last one says that you are erased",
    ],
    stays_title: "What stays",
    stays: [
        "the audit trail: what was done and when, by a number that then leads to nobody",
        "reasons that the secretariat wrote for its decisions, under the same number",
        "copies that the person who runs the site made before, until they are replaced",
    ],
    erase: "Erase my account for ever",
};

const RU: Words = Words {
    title: "Мои данные",
    take_title: "Забрать с собой",
    take_lead: "Один файл JSON со всем, что о вас хранится: учётная запись, устройства, регистрация, ваши действия здесь и список наших писем.",
    take: "Скачать мои данные",
    erase_title: "Удалить учётную запись",
    erase_lead: "Это нельзя отменить. Если вы участвуете, ваше место перейдёт следующему человеку.",
    goes_title: "Что удаляется сразу",
    goes: [
        "ваше имя и адрес электронной почты",
        "пароль, второй фактор, ключи доступа; на всех устройствах будет выполнен выход",
        "ваша регистрация и всё, что вы в ней написали",
        "наши письма вам; последнее письмо подтвердит удаление",
    ],
    stays_title: "Что остаётся",
    stays: [
        "журнал: что и когда было сделано, под номером, который больше ни к кому не ведёт",
        "причины решений, записанные секретариатом, под тем же номером",
        "копии, сделанные администратором сайта раньше, пока их не заменят новые",
    ],
    erase: "Удалить учётную запись навсегда",
};

const KO: Words = Words {
    title: "내 데이터",
    take_title: "데이터 내려받기",
    take_lead: "계정, 기기, 등록, 이곳에서 한 일, 보내 드린 이메일 목록 등 보관 중인 모든 정보를 JSON 파일 하나로 받습니다.",
    take: "내 데이터 내려받기",
    erase_title: "계정 삭제",
    erase_lead: "되돌릴 수 없습니다. 참가가 확정된 경우 자리는 다음 사람에게 넘어갑니다.",
    goes_title: "바로 삭제되는 것",
    goes: [
        "이름과 이메일 주소",
        "비밀번호, 2단계 인증, 패스키. 모든 기기에서 로그아웃됩니다",
        "등록과 그 안에 작성하신 모든 내용",
        "보내 드린 이메일. 마지막 이메일로 삭제를 알려 드립니다",
    ],
    stays_title: "남는 것",
    stays: [
        "감사 기록: 언제 무엇을 했는지가 더 이상 누구와도 연결되지 않는 번호로 남습니다",
        "사무국이 결정에 적은 사유. 같은 번호로 남습니다",
        "사이트 관리자가 이전에 만든 백업. 새 백업으로 바뀔 때까지 남습니다",
    ],
    erase: "계정을 영구히 삭제하기",
};
