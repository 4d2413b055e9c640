//! The words of accounts.

use super::pick;
use domain::accounts::Refusal;
use domain::kernel::{Lang, Role};

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub sign_in: &'static str,
    pub sign_up: &'static str,
    pub forgot: &'static str,
    pub no_account: &'static str,
    pub have_account: &'static str,
    pub sign_up_lead: &'static str,
    pub verify_title: &'static str,
    pub verify_lead: &'static str,
    pub verify_button: &'static str,
    pub sent_title: &'static str,
    pub sent_lead: &'static str,
    pub sent_kept: &'static str,
    pub resend: &'static str,
    pub reset_title: &'static str,
    pub reset_lead: &'static str,
    pub reset_button: &'static str,
    pub reset_sent: &'static str,
    pub choose_title: &'static str,
    pub choose_button: &'static str,
    pub invite_title: &'static str,
    pub invite_lead: &'static str,
    pub invite_button: &'static str,
    pub invite_first: &'static str,
    pub invite_other: &'static str,
    pub me_title: &'static str,
    pub greeting: &'static str,
    pub not_verified: &'static str,
    pub profile: &'static str,
    pub devices: &'static str,
    pub devices_lead: &'static str,
    pub sign_out: &'static str,
    pub sign_out_others: &'static str,
    pub this_device: &'static str,
    pub since: &'static str,
    pub last_used: &'static str,
    pub save: &'static str,
    pub change_password: &'static str,
    pub change_password_lead: &'static str,
    pub address: &'static str,
    pub unknown_device: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    sign_in: "Sign in",
    sign_up: "Create an account",
    forgot: "I forgot my password",
    no_account: "You have no account yet?",
    have_account: "You have an account already?",
    sign_up_lead: "One account is enough for everything: registration, ideathon, meetings.",
    verify_title: "Confirm your address",
    verify_lead: "Press the button to confirm that this e-mail address is yours.",
    verify_button: "Confirm my address",
    sent_title: "Look into your mailbox",
    sent_lead: "We have sent you an e-mail. Open the link in it to go on; it works for 48 hours. Nothing there? Look into the spam folder, or wait a minute and ask again.",
    sent_kept: "This site has no mail server: an organiser finds the message in the outbox.",
    resend: "Send the link again",
    reset_title: "Choose a new password",
    reset_lead: "Tell us your address, and we send you a link that works for one hour.",
    reset_button: "Send the link",
    reset_sent: "If this address has an account, an e-mail is on its way. The link in it works for one hour.",
    choose_title: "Your new password",
    choose_button: "Set the password",
    invite_title: "You are invited to the secretariat",
    invite_lead: "The account {email} gets a task: {role}. {duty} You sign in once more afterwards.",
    invite_button: "Accept the task",
    invite_first: "This invitation is for {email}. Sign in with this address, or create an account with it first; then you come back here.",
    invite_other: "This invitation is for {email}, and you are signed in with another address. Sign out first.",
    me_title: "My place",
    greeting: "Hello, {name}",
    not_verified: "Your address is not confirmed yet. Open the link that we sent to {email}.",
    profile: "Name, language, password",
    devices: "Signed-in devices",
    devices_lead: "If you do not know one of them, sign it out and change your password.",
    sign_out: "Sign out",
    sign_out_others: "Sign out all other devices",
    this_device: "this device",
    since: "signed in {date}",
    last_used: "last used {date}",
    save: "Save",
    change_password: "Change the password",
    change_password_lead: "All other devices are signed out.",
    address: "Address",
    unknown_device: "Unknown device",
};

const RU: Words = Words {
    sign_in: "Вход",
    sign_up: "Создать учётную запись",
    forgot: "Я не помню пароль",
    no_account: "Ещё нет учётной записи?",
    have_account: "Уже есть учётная запись?",
    sign_up_lead: "Одной учётной записи достаточно для всего: регистрации, идеатона, встреч.",
    verify_title: "Подтвердите адрес",
    verify_lead: "Нажмите кнопку, чтобы подтвердить, что это ваш адрес электронной почты.",
    verify_button: "Подтвердить адрес",
    sent_title: "Проверьте почту",
    sent_lead: "Мы отправили вам письмо. Откройте ссылку из него, чтобы продолжить; она действует 48 часов. Письма нет? Проверьте папку «Спам» или через минуту запросите ссылку ещё раз.",
    sent_kept: "У этого сайта нет почтового сервера: организатор найдёт письмо в исходящих.",
    resend: "Отправить ссылку ещё раз",
    reset_title: "Новый пароль",
    reset_lead: "Укажите ваш адрес, и мы отправим ссылку, которая действует один час.",
    reset_button: "Отправить ссылку",
    reset_sent: "Если для этого адреса есть учётная запись, письмо уже в пути. Ссылка в нём действует один час.",
    choose_title: "Ваш новый пароль",
    choose_button: "Установить пароль",
    invite_title: "Вас приглашают в секретариат",
    invite_lead: "Учётная запись {email} получает задачу: {role}. {duty} После этого войдите ещё раз.",
    invite_button: "Принять задачу",
    invite_first: "Это приглашение для {email}. Войдите с этим адресом или сначала создайте с ним учётную запись; затем вы вернётесь сюда.",
    invite_other: "Это приглашение для {email}, а вы вошли с другим адресом. Сначала выйдите.",
    me_title: "Мой кабинет",
    greeting: "Здравствуйте, {name}",
    not_verified: "Ваш адрес ещё не подтверждён. Откройте ссылку, которую мы отправили на {email}.",
    profile: "Имя, язык, пароль",
    devices: "Устройства, на которых выполнен вход",
    devices_lead: "Если какое-то из них вам незнакомо, завершите его сеанс и смените пароль.",
    sign_out: "Выйти",
    sign_out_others: "Выйти на всех других устройствах",
    this_device: "это устройство",
    since: "вход {date}",
    last_used: "последнее действие {date}",
    save: "Сохранить",
    change_password: "Сменить пароль",
    change_password_lead: "На всех других устройствах будет выполнен выход.",
    address: "Адрес",
    unknown_device: "Неизвестное устройство",
};

const KO: Words = Words {
    sign_in: "로그인",
    sign_up: "계정 만들기",
    forgot: "비밀번호를 잊었습니다",
    no_account: "아직 계정이 없으신가요?",
    have_account: "이미 계정이 있으신가요?",
    sign_up_lead: "등록, 아이디어톤, 미팅까지 계정 하나로 충분합니다.",
    verify_title: "주소 확인",
    verify_lead: "버튼을 눌러 이 이메일 주소가 본인의 것임을 확인해 주세요.",
    verify_button: "주소 확인하기",
    sent_title: "메일함을 확인해 주세요",
    sent_lead: "이메일을 보냈습니다. 메일 속 링크를 열어 계속하세요. 링크는 48시간 동안 유효합니다. 메일이 없으면 스팸함을 확인하거나 잠시 후 다시 요청해 주세요.",
    sent_kept: "이 사이트에는 메일 서버가 없습니다. 운영자가 보낸 편지함에서 메시지를 확인할 수 있습니다.",
    resend: "링크 다시 보내기",
    reset_title: "새 비밀번호",
    reset_lead: "이메일 주소를 입력하면 한 시간 동안 유효한 링크를 보내 드립니다.",
    reset_button: "링크 보내기",
    reset_sent: "이 주소로 만든 계정이 있다면 이메일을 보내 드렸습니다. 링크는 한 시간 동안 유효합니다.",
    choose_title: "새 비밀번호 정하기",
    choose_button: "비밀번호 설정",
    invite_title: "사무국에 초대되었습니다",
    invite_lead: "{email} 계정이 맡을 일: {role}. {duty} 수락한 뒤 다시 로그인합니다.",
    invite_button: "수락하기",
    invite_first: "{email} 님을 위한 초대입니다. 이 주소로 로그인하거나 먼저 계정을 만들면 이 페이지로 돌아옵니다.",
    invite_other: "{email} 님을 위한 초대이지만 다른 주소로 로그인되어 있습니다. 먼저 로그아웃해 주세요.",
    me_title: "내 공간",
    greeting: "{name} 님, 안녕하세요",
    not_verified: "아직 주소가 확인되지 않았습니다. {email}(으)로 보내 드린 링크를 열어 주세요.",
    profile: "이름, 언어, 비밀번호",
    devices: "로그인된 기기",
    devices_lead: "모르는 기기가 있으면 로그아웃하고 비밀번호를 바꾸세요.",
    sign_out: "로그아웃",
    sign_out_others: "다른 기기 모두 로그아웃",
    this_device: "현재 기기",
    since: "로그인 {date}",
    last_used: "마지막 사용 {date}",
    save: "저장",
    change_password: "비밀번호 변경",
    change_password_lead: "다른 모든 기기에서 로그아웃됩니다.",
    address: "주소",
    unknown_device: "알 수 없는 기기",
};

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::WrongCredentials => pick(
            lang,
            "Address and password do not belong together. Check both, or choose a new password.",
            "Адрес и пароль не подходят друг к другу. Проверьте их или задайте новый пароль.",
            "주소와 비밀번호가 맞지 않습니다. 다시 확인하거나 새 비밀번호를 정해 주세요.",
        ),
        Refusal::LinkInvalid => pick(
            lang,
            "This link was used already, was replaced by a newer one, or has expired. Ask for a new one.",
            "Эта ссылка уже использована, заменена новой или истекла. Запросите новую.",
            "이미 사용했거나 새 링크로 바뀌었거나 만료된 링크입니다. 새 링크를 요청해 주세요.",
        ),
        Refusal::TooManyAttempts => pick(
            lang,
            "Too many attempts from here. Wait a quarter of an hour, or choose a new password.",
            "Слишком много попыток. Подождите четверть часа или задайте новый пароль.",
            "시도가 너무 많았습니다. 15분 후 다시 시도하거나 새 비밀번호를 정해 주세요.",
        ),
        Refusal::NotVerified => pick(
            lang,
            "Confirm your address first: open the link that we sent you.",
            "Сначала подтвердите адрес: откройте ссылку из нашего письма.",
            "먼저 보내 드린 링크를 열어 주소를 확인해 주세요.",
        ),
        Refusal::WrongCode => pick(
            lang,
            "This code does not fit. Type the one that the app shows now, or use a recovery code that you have not used yet.",
            "Код не подходит. Введите тот, который приложение показывает сейчас, или резервный код, который вы ещё не использовали.",
            "코드가 맞지 않습니다. 앱에 지금 표시된 코드나 아직 쓰지 않은 복구 코드를 입력해 주세요.",
        ),
        Refusal::CodeUsed => pick(
            lang,
            "This code was used already. Wait until the app shows the next one.",
            "Этот код уже использован. Дождитесь следующего в приложении.",
            "이미 사용한 코드입니다. 앱에 다음 코드가 나올 때까지 기다려 주세요.",
        ),
        Refusal::SignInAgain => pick(
            lang,
            "Too much time has passed since your password. Sign in from the beginning.",
            "С момента ввода пароля прошло слишком много времени. Войдите заново.",
            "비밀번호를 입력한 지 오래되었습니다. 처음부터 다시 로그인해 주세요.",
        ),
        Refusal::SecondFactorOn => pick(lang, "The second factor is on already.", "Второй фактор уже включён.", "2단계 인증이 이미 켜져 있습니다."),
        Refusal::SecondFactorOff => pick(
            lang,
            "This account has no second factor. Set it up first.",
            "У этой учётной записи нет второго фактора. Сначала настройте его.",
            "이 계정에는 2단계 인증이 없습니다. 먼저 설정해 주세요.",
        ),
        Refusal::PasskeyRefused => pick(
            lang,
            "This passkey could not be checked, or the answer came too late. Try again, or sign in with your password.",
            "Ключ доступа не удалось проверить, или ответ пришёл слишком поздно. Попробуйте ещё раз или войдите с паролем.",
            "패스키를 확인할 수 없거나 응답이 너무 늦었습니다. 다시 시도하거나 비밀번호로 로그인해 주세요.",
        ),
        Refusal::PasskeyUnknown => pick(
            lang,
            "This passkey belongs to no account here any more. Sign in with your password and add it again.",
            "Этот ключ доступа больше не связан с учётной записью. Войдите с паролем и добавьте его снова.",
            "이 패스키는 더 이상 어떤 계정에도 등록되어 있지 않습니다. 비밀번호로 로그인한 뒤 다시 추가해 주세요.",
        ),
        Refusal::PasskeyKnown => pick(lang, "This passkey is added already.", "Этот ключ доступа уже добавлен.", "이미 추가된 패스키입니다."),
        Refusal::TooManyAides => pick(
            lang,
            "You have as many aides as one may have. End one first.",
            "У вас уже максимальное число помощников. Сначала прекратите полномочия одного из них.",
            "대리인 수가 한도에 도달했습니다. 먼저 한 명을 종료해 주세요.",
        ),
        Refusal::OwnAide => pick(
            lang,
            "This is your own address. Name somebody else.",
            "Это ваш собственный адрес. Назначьте другого человека.",
            "본인의 주소입니다. 다른 사람을 지정해 주세요.",
        ),
        Refusal::ActingForAnother => pick(
            lang,
            "You act for somebody else now, and this is a matter of your own account. Go back to your own account first.",
            "Сейчас вы действуете за другого человека, а это дело вашей учётной записи. Сначала вернитесь к ней.",
            "지금은 다른 사람을 대신하고 있습니다. 본인 계정의 일은 먼저 내 계정으로 돌아간 뒤 할 수 있습니다.",
        ),
        Refusal::TooManyPasskeys => pick(
            lang,
            "You have as many passkeys as an account may have. Remove one first.",
            "У вас уже максимальное число ключей доступа. Сначала удалите один из них.",
            "패스키 개수가 한도에 도달했습니다. 먼저 하나를 삭제해 주세요.",
        ),
        Refusal::SecondFactorNeeded => pick(
            lang,
            "Whoever works here needs the second factor. Sign in with it; it cannot be turned off.",
            "Тем, кто здесь работает, нужен второй фактор. Входите с ним; отключить его нельзя.",
            "담당자에게는 2단계 인증이 필요합니다. 2단계 인증으로 로그인해 주세요. 끌 수 없습니다.",
        ),
        Refusal::LastOrganiser => pick(
            lang,
            "This is the last organiser. Invite another one first.",
            "Это последний организатор. Сначала пригласите другого.",
            "마지막 운영자입니다. 먼저 다른 운영자를 초대하세요.",
        ),
    }
}

/// The name of a hat.
pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Organiser => pick(lang, "organiser", "организатор", "운영자"),
        Role::VisaDesk => pick(lang, "visa desk", "визовый отдел", "비자 담당"),
        Role::CheckIn => pick(lang, "check-in", "регистрация прибывших", "현장 접수"),
        Role::Juror => pick(lang, "juror", "член жюри", "심사위원"),
    }
}

/// What one does who wears a hat.
pub fn duty(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Organiser => pick(
            lang,
            "Organisers see registrations and decide on them.",
            "Организаторы видят регистрации и принимают по ним решения.",
            "운영자는 등록을 보고 결정합니다.",
        ),
        Role::VisaDesk => pick(
            lang,
            "The visa desk reads passport data and writes letters for visas.",
            "Визовый отдел видит паспортные данные и оформляет письма для виз.",
            "비자 담당은 여권 정보를 확인하고 비자용 초청장을 발급합니다.",
        ),
        Role::CheckIn => pick(
            lang,
            "Check-in staff scan badges at the doors.",
            "Сотрудники регистрации сканируют бейджи на входе.",
            "현장 접수 담당은 입구에서 명찰을 확인합니다.",
        ),
        Role::Juror => pick(
            lang,
            "Jurors score the entries of the contests on whose panel they are.",
            "Члены жюри оценивают работы тех конкурсов, в жюри которых они входят.",
            "심사위원은 자신이 맡은 대회의 출품작을 채점합니다.",
        ),
    }
}

/// The sentence for a notice code.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "verified" => pick(lang, "Your address is confirmed.", "Ваш адрес подтверждён.", "주소가 확인되었습니다."),
        "resent" => pick(lang, "The link is on its way.", "Ссылка отправлена.", "링크를 보냈습니다."),
        "password_set" => pick(
            lang,
            "Your new password is set. Please sign in with it.",
            "Новый пароль установлен. Войдите с ним.",
            "새 비밀번호가 설정되었습니다. 새 비밀번호로 로그인해 주세요.",
        ),
        "password_changed" => pick(lang, "Your password is changed.", "Пароль изменён.", "비밀번호가 변경되었습니다."),
        "signed_out" => pick(lang, "You are signed out.", "Вы вышли.", "로그아웃되었습니다."),
        "device_out" => pick(lang, "The device is signed out.", "Сеанс на устройстве завершён.", "해당 기기에서 로그아웃되었습니다."),
        "codes_kept" => pick(
            lang,
            "The second factor is on. From now on you are asked for a code after your password.",
            "Второй фактор включён. Теперь после пароля нужно будет ввести код.",
            "2단계 인증이 켜졌습니다. 이제 비밀번호 다음에 코드를 입력합니다.",
        ),
        "passkey_added" => pick(lang, "The passkey is added.", "Ключ доступа добавлен.", "패스키가 추가되었습니다."),
        "passkey_removed" => pick(
            lang,
            "The passkey is removed here. Remove it on your device too.",
            "Здесь ключ доступа удалён. Удалите его и на устройстве.",
            "여기에서 패스키가 삭제되었습니다. 기기에서도 삭제해 주세요.",
        ),
        "aide_named" => pick(
            lang,
            "Your aide gets an e-mail and has to accept.",
            "Помощник получит письмо и должен согласиться.",
            "대리인에게 이메일을 보냈으며 수락해야 합니다.",
        ),
        "aide_accepted" => {
            pick(lang, "You may act for this person now.", "Теперь вы можете действовать за этого человека.", "이제 이분을 대신할 수 있습니다.")
        }
        "aide_ended" => pick(lang, "This is over.", "Полномочия прекращены.", "종료되었습니다."),
        "erased" => pick(
            lang,
            "Your account is erased. One last e-mail confirms it.",
            "Ваша учётная запись удалена. Последнее письмо подтвердит это.",
            "계정이 삭제되었습니다. 마지막 이메일로 확인해 드립니다.",
        ),
        "factor_off" => pick(lang, "The second factor is off.", "Второй фактор отключён.", "2단계 인증이 꺼졌습니다."),
        "recovery_used" => pick(
            lang,
            "This recovery code is used up. If the phone is lost, make new codes and set the second factor up again.",
            "Этот резервный код больше не действует. Если телефон потерян, создайте новые коды и настройте второй фактор заново.",
            "사용한 복구 코드는 더 이상 쓸 수 없습니다. 휴대전화를 잃어버렸다면 새 코드를 만들고 2단계 인증을 다시 설정해 주세요.",
        ),
        "profile_saved" => pick(lang, "Saved.", "Сохранено.", "저장되었습니다."),
        "task_accepted" => pick(
            lang,
            "You have a new task now. Please sign in once more.",
            "Теперь у вас новая задача. Войдите ещё раз.",
            "새로운 일을 맡았습니다. 다시 로그인해 주세요.",
        ),
        _ => return None,
    })
}
