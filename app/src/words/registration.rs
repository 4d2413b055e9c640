//! The words of registration.

use super::pick;
use domain::kernel::Lang;
use domain::places::Refusal as Places;
use domain::registration::{Category, Refusal, State, Step};

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub begin: &'static str,
    pub begin_lead: &'static str,
    pub go_on: &'static str,
    pub step_of: &'static str,
    pub steps: &'static str,
    pub next: &'static str,
    pub back: &'static str,
    pub later: &'static str,
    pub review_lead: &'static str,
    pub missing: &'static str,
    pub change: &'static str,
    pub submit: &'static str,
    pub edit: &'static str,
    pub edit_note: &'static str,
    pub withdraw: &'static str,
    pub withdraw_sure: &'static str,
    pub reopen: &'static str,
    pub message: &'static str,
    pub choose: &'static str,
    pub nothing: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub closed: &'static str,
    pub handed_in: &'static str,
    pub amend_note: &'static str,
    pub amend: &'static str,
    pub take_place: &'static str,
    pub decline_place: &'static str,
    pub ask_again: &'static str,
    pub kept_until: &'static str,
    pub in_line: &'static str,
    pub line_rule: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "My registration",
    begin: "Begin",
    begin_lead: "Four short steps and a review. What you type is kept with every step; you can stop and go on later.",
    go_on: "Go on",
    step_of: "Step {n} of {all}",
    steps: "Steps",
    next: "Save and go on",
    back: "Back",
    later: "Save and go on later",
    review_lead: "Please read everything once more. The secretariat sees it only when you hand it in.",
    missing: "Something is still missing. The steps below say what.",
    change: "Change",
    submit: "Hand in the registration",
    edit: "Change my answers",
    edit_note: "Your registration goes back to you until you hand it in again.",
    withdraw: "Withdraw the registration",
    withdraw_sure: "I do not want to take part. My registration is taken back.",
    reopen: "Begin again with the same answers",
    message: "The secretariat writes",
    choose: "Please choose",
    nothing: "–",
    yes: "yes",
    no: "no",
    closed: "Registration is closed. What you see here stays as it is.",
    handed_in: "Handed in {date}",
    amend_note: "You can change your answers. A change of name, category, city, organisation or position is approved again; your place stays yours until then.",
    amend: "Change: {step}",
    take_place: "Take the place",
    decline_place: "I do not want the place",
    ask_again: "Ask for a place again",
    kept_until: "The place is kept for you until {date}.",
    in_line: "You are number {n} on the waiting list.",
    line_rule: "Full members of the organisation come first, then associate members, then everybody else; within each, whoever was approved first.",
};

const RU: Words = Words {
    title: "Моя регистрация",
    begin: "Начать",
    begin_lead: "Четыре коротких шага и проверка. Введённое сохраняется на каждом шаге; можно прерваться и продолжить позже.",
    go_on: "Продолжить",
    step_of: "Шаг {n} из {all}",
    steps: "Шаги",
    next: "Сохранить и продолжить",
    back: "Назад",
    later: "Сохранить и продолжить позже",
    review_lead: "Прочитайте всё ещё раз. Секретариат увидит анкету только после отправки.",
    missing: "Чего-то ещё не хватает. Ниже указано, чего именно.",
    change: "Изменить",
    submit: "Отправить регистрацию",
    edit: "Изменить ответы",
    edit_note: "Регистрация вернётся к вам, пока вы не отправите её снова.",
    withdraw: "Отозвать регистрацию",
    withdraw_sure: "Я не хочу участвовать. Моя регистрация отзывается.",
    reopen: "Начать заново с теми же ответами",
    message: "Секретариат пишет",
    choose: "Выберите",
    nothing: "–",
    yes: "да",
    no: "нет",
    closed: "Регистрация закрыта. Всё остаётся как есть.",
    handed_in: "Отправлена {date}",
    amend_note: "Ответы можно изменить. Изменение имени, категории, города, организации или должности одобряется заново; место до тех пор остаётся за вами.",
    amend: "Изменить: {step}",
    take_place: "Принять место",
    decline_place: "Место мне не нужно",
    ask_again: "Встать в лист ожидания снова",
    kept_until: "Место сохраняется за вами до {date}.",
    in_line: "Вы {n}-й в листе ожидания.",
    line_rule: "Сначала полноправные члены организации, затем ассоциированные, затем остальные; среди равных – кого одобрили раньше.",
};

const KO: Words = Words {
    title: "내 등록",
    begin: "시작하기",
    begin_lead: "짧은 네 단계와 검토로 이루어집니다. 단계마다 저장되므로 중간에 멈췄다가 나중에 이어서 할 수 있습니다.",
    go_on: "이어서 하기",
    step_of: "{all}단계 중 {n}단계",
    steps: "단계",
    next: "저장하고 계속",
    back: "뒤로",
    later: "저장하고 나중에 계속",
    review_lead: "한 번 더 확인해 주세요. 제출한 뒤에만 사무국이 볼 수 있습니다.",
    missing: "아직 빠진 항목이 있습니다. 아래 단계에서 확인하세요.",
    change: "수정",
    submit: "등록 제출",
    edit: "답변 수정",
    edit_note: "다시 제출할 때까지 등록이 본인에게 돌아옵니다.",
    withdraw: "등록 철회",
    withdraw_sure: "참가하지 않겠습니다. 등록을 철회합니다.",
    reopen: "같은 답변으로 다시 시작",
    message: "사무국 메시지",
    choose: "선택하세요",
    nothing: "–",
    yes: "예",
    no: "아니요",
    closed: "등록이 마감되었습니다. 지금 내용이 그대로 유지됩니다.",
    handed_in: "{date} 제출",
    amend_note: "답변을 바꿀 수 있습니다. 이름, 자격, 도시, 기관, 직위를 바꾸면 다시 승인을 받으며 그때까지 자리는 유지됩니다.",
    amend: "수정: {step}",
    take_place: "자리 수락",
    decline_place: "사양합니다",
    ask_again: "다시 신청하기",
    kept_until: "{date}까지 자리를 남겨 둡니다.",
    in_line: "대기 순번 {n}번입니다.",
    line_rule: "정회원 도시가 먼저이고 준회원, 그 밖의 순서이며, 같은 순위에서는 먼저 승인된 분이 앞섭니다.",
};

/// The name of a step.
pub fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Person => pick(lang, "You", "О вас", "본인"),
        Step::City => pick(lang, "Your city", "Ваш город", "소속 도시"),
        Step::Needs => pick(lang, "What you need", "Что вам нужно", "필요한 지원"),
        Step::Consents => pick(lang, "Consents", "Согласия", "동의"),
        Step::Review => pick(lang, "Review", "Проверка", "검토"),
    }
}

/// The name of a state.
pub fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => pick(lang, "Draft", "Черновик", "작성 중"),
        State::WithCity => pick(lang, "With the delegation", "У главы делегации", "대표단 확인 중"),
        State::Submitted => pick(lang, "Handed in", "Отправлена", "제출됨"),
        State::Waitlisted => pick(lang, "On the waiting list", "В листе ожидания", "대기 중"),
        State::Offered => pick(lang, "Place offered", "Предложено место", "자리 제안됨"),
        State::Lapsed => pick(lang, "Offer passed", "Предложение истекло", "제안 만료"),
        State::Superseded => pick(lang, "Replaced", "Заменена", "대체됨"),
        State::NeedsInfo => pick(lang, "Question open", "Есть вопрос", "추가 정보 필요"),
        State::Approved => pick(lang, "Approved", "Одобрена", "승인됨"),
        State::Rejected => pick(lang, "Rejected", "Отклонена", "반려됨"),
        State::Withdrawn => pick(lang, "Withdrawn", "Отозвана", "철회됨"),
    }
}

/// What a state means for the person, and what comes next.
pub fn meaning(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => pick(
            lang,
            "Only you see this draft. Go on whenever you like, and hand it in when it is complete.",
            "Этот черновик видите только вы. Продолжайте в любое время и отправьте, когда всё готово.",
            "이 초안은 본인만 볼 수 있습니다. 언제든 이어서 작성하고 완성되면 제출하세요.",
        ),
        State::WithCity => pick(
            lang,
            "The head of your city's delegation looks at your registration first, then the secretariat does.",
            "Сначала вашу регистрацию рассматривает глава делегации города, затем секретариат.",
            "먼저 소속 도시 대표단장이 등록을 확인한 뒤 사무국이 검토합니다.",
        ),
        State::Waitlisted => pick(
            lang,
            "Your registration is approved, but all places of your category are taken. You are on the waiting list; when a place becomes free, we offer it to you by e-mail.",
            "Регистрация одобрена, но все места вашей категории заняты. Вы в листе ожидания; когда место освободится, мы предложим его по электронной почте.",
            "등록은 승인되었지만 해당 자격의 자리가 모두 찼습니다. 대기자 명단에 있으며, 자리가 나면 이메일로 알려 드립니다.",
        ),
        State::Offered => pick(
            lang,
            "A place has become free. Take it or decline it in time; after that it goes to the next person.",
            "Освободилось место. Примите его или откажитесь вовремя; потом оно перейдёт к следующему.",
            "자리가 났습니다. 기한 안에 수락하거나 사양해 주세요. 기한이 지나면 다음 분에게 넘어갑니다.",
        ),
        State::Lapsed => pick(
            lang,
            "The offered place was not taken in time and went to the next person. You can ask for a place again; you are then at the end of the waiting list.",
            "Предложенное место не было принято вовремя и перешло к следующему. Можно встать в лист ожидания снова; вы будете в его конце.",
            "제안된 자리를 기한 안에 수락하지 않아 다음 분에게 넘어갔습니다. 다시 신청하면 대기자 명단의 끝에 놓입니다.",
        ),
        State::Superseded => pick(
            lang,
            "Another registration has taken the place of this one.",
            "Эту регистрацию заменила другая.",
            "다른 등록이 이 등록을 대신합니다.",
        ),
        State::Submitted => pick(
            lang,
            "The secretariat looks at your registration and answers by e-mail.",
            "Секретариат рассматривает вашу регистрацию и ответит по электронной почте.",
            "사무국이 등록을 검토한 뒤 이메일로 답해 드립니다.",
        ),
        State::NeedsInfo => pick(
            lang,
            "The secretariat has a question. Please complete your answers and hand them in again.",
            "У секретариата есть вопрос. Дополните ответы и отправьте регистрацию снова.",
            "사무국의 문의가 있습니다. 답변을 보완하여 다시 제출해 주세요.",
        ),
        State::Approved => pick(
            lang,
            "You take part. We look forward to meeting you.",
            "Вы участвуете. Ждём встречи с вами.",
            "참가가 확정되었습니다. 만나 뵙기를 기대합니다.",
        ),
        State::Rejected => pick(
            lang,
            "The secretariat could not accept this registration.",
            "Секретариат не смог принять эту регистрацию.",
            "사무국이 이 등록을 받아들이지 못했습니다.",
        ),
        State::Withdrawn => pick(lang, "You have taken your registration back.", "Вы отозвали регистрацию.", "등록을 철회하셨습니다."),
    }
}

/// The name of a category.
pub fn category(lang: Lang, category: Category) -> &'static str {
    match category {
        Category::Mayor => pick(lang, "Mayor or head of a local government", "Мэр или глава местного органа власти", "시장 또는 지방정부의 장"),
        Category::Cio => {
            pick(lang, "Chief information officer of a city", "Директор по информационным технологиям города", "도시 최고정보책임자(CIO)")
        }
        Category::CityOfficial => pick(lang, "City official", "Сотрудник городской администрации", "도시 공무원"),
        Category::NationalOfficial => {
            pick(lang, "National or regional official", "Представитель национальных или региональных властей", "중앙·광역 정부 공무원")
        }
        Category::Company => pick(lang, "Company", "Компания", "기업"),
        Category::Academia => pick(lang, "University or research", "Университет или наука", "대학·연구기관"),
        Category::Press => pick(lang, "Press", "Пресса", "언론"),
        Category::Interpreter => pick(lang, "Interpreter", "Переводчик", "통역사"),
        Category::Companion => pick(lang, "Companion", "Сопровождающее лицо", "동반자"),
        Category::IdeathonParticipant => pick(lang, "Ideathon participant", "Участник идеатона", "아이디어톤 참가자"),
        Category::ExhibitorStaff => pick(lang, "Exhibitor's staff", "Сотрудник экспонента", "전시 업체 직원"),
    }
}

/// The name of a choice of food or access.
pub fn need(lang: Lang, code: &str) -> &str {
    match code {
        "vegetarian" => pick(lang, "Vegetarian", "Вегетарианское", "채식"),
        "vegan" => pick(lang, "Vegan", "Веганское", "비건"),
        "halal" => pick(lang, "Halal", "Халяль", "할랄"),
        "kosher" => pick(lang, "Kosher", "Кошерное", "코셔"),
        "no_gluten" => pick(lang, "Without gluten", "Без глютена", "글루텐 제외"),
        "no_lactose" => pick(lang, "Without lactose", "Без лактозы", "유당 제외"),
        "no_nuts" => pick(lang, "Without nuts", "Без орехов", "견과류 제외"),
        "wheelchair" => pick(lang, "Place for a wheelchair", "Место для кресла-коляски", "휠체어 공간"),
        "step_free" => pick(lang, "Ways without steps", "Путь без ступеней", "계단 없는 동선"),
        "hearing_loop" => pick(lang, "Hearing loop", "Индукционная петля", "보청기용 루프"),
        "sign_language" => pick(lang, "Sign language interpreting", "Жестовый перевод", "수어 통역"),
        "large_print" => pick(lang, "Large print", "Крупный шрифт", "큰 글자 자료"),
        "companion_seat" => pick(lang, "Seat for a companion", "Место для сопровождающего", "동반자 좌석"),
        other => other,
    }
}

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Closed => pick(lang, "Registration is closed.", "Регистрация закрыта.", "등록이 마감되었습니다."),
        Refusal::NotVerified => pick(
            lang,
            "Confirm your e-mail address before you hand in the registration: open the link that we sent you.",
            "Прежде чем отправить регистрацию, подтвердите адрес электронной почты: откройте ссылку из нашего письма.",
            "등록을 제출하려면 먼저 보내 드린 링크를 열어 이메일 주소를 확인해 주세요.",
        ),
        Refusal::NotInThisState => pick(
            lang,
            "This is not possible any more: the registration has moved on. This page shows where it stands now.",
            "Это уже невозможно: состояние регистрации изменилось. На странице показано текущее состояние.",
            "등록 상태가 바뀌어 더 이상 할 수 없습니다. 이 페이지에서 현재 상태를 확인하세요.",
        ),
        Refusal::ChangedMeanwhile => pick(
            lang,
            "This registration was changed meanwhile, maybe in another window. What you typed is below; save again to keep it.",
            "Регистрация тем временем изменилась, возможно, в другом окне. Введённое вами ниже; сохраните ещё раз, чтобы оставить его.",
            "그사이 다른 창 등에서 등록이 변경되었습니다. 입력하신 내용은 아래에 있으니 다시 저장해 주세요.",
        ),
        Refusal::CityFull => pick(
            lang,
            "Your city has registered as many people as it may. Ask the head of your delegation to replace somebody, or write to the secretariat.",
            "Ваш город зарегистрировал столько людей, сколько может. Попросите главу делегации кого-то заменить или напишите в секретариат.",
            "소속 도시의 등록 가능 인원이 찼습니다. 대표단장에게 교체를 요청하거나 사무국에 문의해 주세요.",
        ),
        Refusal::CityKnown => pick(
            lang,
            "One of these names belongs to another city of the country.",
            "Одно из этих названий принадлежит другому городу этой страны.",
            "이 이름 가운데 하나는 같은 나라의 다른 도시 이름입니다.",
        ),
        Refusal::AddressTaken => pick(
            lang,
            "There is a registration with this address already. Each person needs an address of their own, or none.",
            "С этим адресом регистрация уже есть. У каждого человека должен быть свой адрес, или оставьте поле пустым.",
            "이 주소로 이미 등록이 있습니다. 사람마다 다른 주소를 쓰거나 비워 두세요.",
        ),
        Refusal::FixedWhileWaiting => pick(
            lang,
            "While you wait for a place, only your needs, consents and telephone can be changed. For the rest write to the secretariat, or withdraw and begin again.",
            "Пока вы ждёте места, можно менять только пожелания, согласия и телефон. Для остального напишите в секретариат или отзовите регистрацию и начните заново.",
            "자리를 기다리는 동안에는 필요한 지원, 동의, 전화번호만 바꿀 수 있습니다. 그 밖의 변경은 사무국에 문의하거나 철회 후 다시 시작해 주세요.",
        ),
        Refusal::LookFirst => pick(
            lang,
            "Nobody is registered yet. Look at the rows below, then confirm.",
            "Пока никто не зарегистрирован. Проверьте строки ниже и подтвердите.",
            "아직 아무도 등록되지 않았습니다. 아래 행을 확인한 뒤 확정해 주세요.",
        ),
        Refusal::RowsLeft => pick(
            lang,
            "The rows that were right are registered. Correct the others below and look again.",
            "Верные строки зарегистрированы. Исправьте остальные ниже и проверьте снова.",
            "맞는 행은 등록되었습니다. 나머지를 고쳐 다시 확인해 주세요.",
        ),
        Refusal::CannotVote => pick(
            lang,
            "Only approved people of a full member whose fee is paid can vote, each once.",
            "Голосовать могут только одобренные участники от полноправного члена с уплаченным взносом, каждый один раз.",
            "회비를 납부한 정회원 도시의 승인된 참가자만 투표자가 될 수 있으며 한 사람은 한 번만 지정됩니다.",
        ),
        Refusal::Incomplete => pick(
            lang,
            "Something is still missing. The steps below say what.",
            "Чего-то ещё не хватает. Ниже указано, чего именно.",
            "아직 빠진 항목이 있습니다. 아래 단계에서 확인하세요.",
        ),
    }
}

/// The sentence for a refusal about places.
pub fn places_refusal(lang: Lang, refusal: Places) -> &'static str {
    match refusal {
        Places::AlreadyHere => pick(
            lang,
            "There is a place or a place on the waiting list already.",
            "Место или место в листе ожидания уже есть.",
            "이미 자리가 있거나 대기 중입니다.",
        ),
        Places::NotHere => pick(
            lang,
            "There is no place here any more. This page shows how it is now.",
            "Места здесь больше нет. На странице показано текущее состояние.",
            "더 이상 자리가 없습니다. 이 페이지에서 현재 상태를 확인하세요.",
        ),
        Places::OfferEnded => pick(
            lang,
            "The offer has ended, and the place went to the next person.",
            "Срок предложения истёк, место перешло к следующему.",
            "제안 기한이 지나 자리가 다음 분에게 넘어갔습니다.",
        ),
        Places::BelowHeld => pick(
            lang,
            "More people hold places than that. Choose below who gives the place back, or set a larger number.",
            "Мест занято больше. Выберите ниже, кто вернёт место, или укажите большее число.",
            "이보다 많은 분이 자리를 갖고 있습니다. 자리를 돌려줄 분을 아래에서 선택하거나 더 큰 수를 정하세요.",
        ),
    }
}

/// The sentence for a notice code.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "draft_saved" => pick(lang, "Your draft is saved.", "Черновик сохранён.", "초안이 저장되었습니다."),
        "handed_in" => pick(
            lang,
            "Your registration is handed in. We have sent you an e-mail.",
            "Регистрация отправлена. Мы послали вам письмо.",
            "등록이 제출되었습니다. 이메일을 보내 드렸습니다.",
        ),
        "amended" => pick(lang, "Your change is saved.", "Изменение сохранено.", "변경 사항이 저장되었습니다."),
        "amended_again" => pick(
            lang,
            "Your change is saved. Because it touches what was approved, the secretariat looks at it once more; your place stays yours until then.",
            "Изменение сохранено. Оно касается того, что было одобрено, поэтому секретариат посмотрит ещё раз; место до тех пор остаётся за вами.",
            "변경 사항이 저장되었습니다. 승인된 내용이 바뀌어 사무국이 다시 확인하며, 그때까지 자리는 유지됩니다.",
        ),
        "place_taken" => pick(lang, "The place is yours.", "Место ваше.", "자리가 확정되었습니다."),
        "asked_again" => pick(lang, "You are on the list again.", "Вы снова в списке.", "다시 명단에 올랐습니다."),
        "withdrawn" => pick(lang, "Your registration is withdrawn.", "Регистрация отозвана.", "등록이 철회되었습니다."),
        "reopened" => pick(
            lang,
            "You can change your answers now. Do not forget to hand them in again.",
            "Теперь можно изменить ответы. Не забудьте отправить их снова.",
            "이제 답변을 수정할 수 있습니다. 다시 제출하는 것을 잊지 마세요.",
        ),
        _ => return None,
    })
}
