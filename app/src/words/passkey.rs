//! The words of passkeys.

use super::pick;
use domain::kernel::Lang;

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub lead: &'static str,
    pub add_title: &'static str,
    pub add: &'static str,
    pub none: &'static str,
    pub added: &'static str,
    pub used: &'static str,
    pub rename: &'static str,
    pub remove: &'static str,
    pub remove_one: &'static str,
    pub sign_in: &'static str,
    pub cannot: &'static str,
    pub no_name: &'static str,
    pub cancelled: &'static str,
    pub known: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "Passkeys",
    lead: "With a passkey your phone or computer signs you in by fingerprint, face or PIN, without a password and without a code.",
    add_title: "Add a passkey",
    add: "Add a passkey",
    none: "You have no passkey yet.",
    added: "added {date}",
    used: "last used {date}",
    rename: "Rename",
    remove: "Remove",
    remove_one: "Remove {name}",
    sign_in: "Sign in with a passkey",
    cannot: "This browser cannot use passkeys, or its scripts are turned off.",
    no_name: "This site is reached by a number or without encryption, so browsers allow no passkeys here.",
    cancelled: "Nothing happened: the device found no passkey, or its window was closed. You can try again.",
    known: "This device has a passkey for your account already.",
};

const RU: Words = Words {
    title: "Ключи доступа",
    lead: "С ключом доступа телефон или компьютер выполняет вход по отпечатку пальца, лицу или PIN-коду, без пароля и без кода.",
    add_title: "Добавить ключ доступа",
    add: "Добавить ключ доступа",
    none: "У вас ещё нет ключей доступа.",
    added: "добавлен {date}",
    used: "последнее использование {date}",
    rename: "Переименовать",
    remove: "Удалить",
    remove_one: "Удалить {name}",
    sign_in: "Войти с ключом доступа",
    cannot: "Этот браузер не поддерживает ключи доступа, или в нём отключены скрипты.",
    no_name: "Сайт открыт по числовому адресу или без шифрования, поэтому браузеры не разрешают здесь ключи доступа.",
    cancelled: "Ничего не произошло: на устройстве нет ключа, или его окно было закрыто. Можно попробовать ещё раз.",
    known: "На этом устройстве уже есть ключ доступа для вашей учётной записи.",
};

const KO: Words = Words {
    title: "패스키",
    lead: "패스키를 쓰면 비밀번호나 코드 없이 휴대전화나 컴퓨터에서 지문, 얼굴 또는 PIN으로 로그인할 수 있습니다.",
    add_title: "패스키 추가",
    add: "패스키 추가하기",
    none: "아직 패스키가 없습니다.",
    added: "추가 {date}",
    used: "마지막 사용 {date}",
    rename: "이름 바꾸기",
    remove: "삭제",
    remove_one: "{name} 삭제",
    sign_in: "패스키로 로그인",
    cannot: "이 브라우저에서는 패스키를 쓸 수 없거나 스크립트가 꺼져 있습니다.",
    no_name: "숫자 주소나 암호화되지 않은 연결로 접속한 사이트에서는 브라우저가 패스키를 허용하지 않습니다.",
    cancelled: "진행되지 않았습니다. 기기에 패스키가 없거나 창이 닫혔습니다. 다시 시도할 수 있습니다.",
    known: "이 기기에는 이미 이 계정의 패스키가 있습니다.",
};
