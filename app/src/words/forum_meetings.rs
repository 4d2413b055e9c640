//! The words of meetings at booths and of a person's calendar.

use super::mail::Letter;
use super::pick;
use domain::commitments::Kind;
use domain::forum::meetings::{Coming, News, SlotKind};
use domain::kernel::Lang;
use store::Mail;

texts! {
    at_booth: "Meet {company} at its booth", "Встреча с {company} у стенда", "{company} 부스에서 만나기";
    at_booth_lead:
        "Choose a time. It is yours as soon as you book it, and it is in your calendar.",
        "Выберите время. После бронирования оно сразу ваше и попадает в ваш календарь.",
        "시간을 고르세요. 예약하면 바로 확정되어 내 일정에 들어갑니다.";
    none: "There are no times to come.", "Предстоящих времён нет.", "예정된 시간이 없습니다.";
    none_hint:
        "When the company offers some, they are here.",
        "Когда компания их предложит, они появятся здесь.",
        "회사가 시간을 열면 여기에 나타납니다.";
    approved_only:
        "Whoever takes part in the assembly books times. Register first; when your registration is approved, come back.",
        "Время бронируют участники ассамблеи. Сначала зарегистрируйтесь и вернитесь, когда регистрация будет одобрена.",
        "총회 참가자가 예약할 수 있습니다. 먼저 등록하고 승인된 뒤 다시 오세요.";
    register: "Your registration", "Ваша регистрация", "내 등록";
    withdrawn: "The company does not take part any more.", "Компания больше не участвует.", "회사가 더 이상 참가하지 않습니다.";
    choose: "Choose", "Выбрать", "선택";
    chosen: "The time you chose", "Выбранное время", "선택한 시간";
    book: "Book this time", "Забронировать", "이 시간 예약";
    wait: "Wait for a place", "Встать в лист ожидания", "대기 신청";
    wait_lead:
        "Nothing is free at the moment. As soon as it is, whoever waits longest is offered it by e-mail. Waiting keeps nothing else from you.",
        "Сейчас мест нет. Когда место освободится, его по почте предложат тому, кто ждёт дольше всех. Ожидание не мешает другим планам.",
        "지금은 빈자리가 없습니다. 자리가 나면 가장 오래 기다린 분께 이메일로 제안됩니다. 기다리는 동안 다른 일정을 잡으셔도 됩니다.";
    your_turn: "number {n} in line", "вы {n}-й в очереди", "대기 {n}번째";
    offered_until: "A place is free for you until {time}.", "Место ждёт вас до {time}.", "{time}까지 자리를 잡아 두었습니다.";
    take: "Take it", "Занять", "수락";
    give_up: "Decline it", "Отказаться от места", "제안 거절";
    stop_waiting: "Wait no more", "Больше не ждать", "대기 취소";
    swap_lead:
        "At that time you have what follows. You can give it up and take this instead, in one step:",
        "В это время у вас есть следующее. Можно отказаться от этого и занять выбранное, одним шагом:",
        "그 시간에 다음 일정이 있습니다. 한 번에 그것을 포기하고 이 시간을 잡을 수 있습니다:";
    swap: "Give that up and book this time", "Отказаться и забронировать это время", "그것을 포기하고 이 시간 예약";
    swap_take: "Give that up and take this place", "Отказаться и занять это место", "그것을 포기하고 이 자리 수락";
    waits: "{n} waiting", "ждут: {n}", "대기 {n}명";
    waiting_list: "Waiting list", "Лист ожидания", "대기 명단";
    resize: "Change the number of places", "Изменить число мест", "정원 바꾸기";
    resize_lead:
        "More places are offered at once to whoever waits. Fewer than come already is not possible.",
        "Новые места сразу предлагаются тем, кто ждёт. Меньше, чем уже придёт, нельзя.",
        "정원을 늘리면 대기자에게 바로 제안됩니다. 이미 오기로 한 수보다 줄일 수는 없습니다.";
    taken: "taken", "занято", "예약됨";
    free: "free", "свободно", "비어 있음";
    left: "{n} of {of} places left", "свободно мест: {n} из {of}", "{of}석 중 {n}석 남음";
    is_yours: "yours", "ваше", "내 예약";
    clashes: "At that time you have: ", "В это время у вас: ", "그 시간에 다음 일정이 있습니다: ";
    clashes_hint:
        "Give it up first, or choose another time.",
        "Сначала откажитесь от этого или выберите другое время.",
        "먼저 취소하거나 다른 시간을 고르세요.";
    busy: "you have something else", "у вас другое дело", "다른 일정 있음";
    mine: "My meetings at booths", "Мои встречи у стендов", "내 부스 만남";
    mine_lead:
        "What you booked, and whom you receive for your company. One person is at one place at a time.",
        "Что вы забронировали и кого принимаете от компании. Один человек в одно время находится в одном месте.",
        "예약하신 만남과 회사를 대표해 맞이하는 만남입니다. 한 사람은 한 번에 한 곳에만 있을 수 있습니다.";
    mine_none: "You have booked nothing yet.", "Вы ещё ничего не забронировали.", "아직 예약이 없습니다.";
    mine_none_hint:
        "On the page of an exhibitor you find the times at which you can meet it.",
        "На странице участника выставки указано, когда с ним можно встретиться.",
        "전시 기업 페이지에서 만날 수 있는 시간을 볼 수 있습니다.";
    duty: "You receive at the booth", "Вы принимаете у стенда", "부스에서 맞이하는 시간";
    cancel: "Cancel", "Отменить", "취소";
    cancel_lead:
        "The time is free for others at once.",
        "Время сразу станет свободным для других.",
        "취소하면 다른 분이 바로 예약할 수 있습니다.";
    cancel_it: "Cancel this meeting", "Отменить эту встречу", "이 만남 취소";
    download: "Download all of it as a calendar", "Скачать всё как календарь", "모두 캘린더 파일로 받기";
    feed: "In your calendar app", "В вашем календаре", "캘린더 앱에서 보기";
    feed_lead:
        "Your calendar app can follow your meetings: what you book, move or cancel here is there by itself.",
        "Ваш календарь может следить за встречами: что вы бронируете, переносите или отменяете здесь, само появится там.",
        "캘린더 앱이 만남을 자동으로 따라갑니다. 여기서 예약·변경·취소한 내용이 앱에 나타납니다.";
    feed_make: "Make an address for my app", "Создать адрес для календаря", "앱용 주소 만들기";
    feed_app: "Open in my calendar app", "Открыть в календаре", "캘린더 앱에서 열기";
    feed_other: "Make another address; this one ends", "Создать другой адрес, этот перестанет работать", "새 주소 만들기(지금 주소는 끝남)";
    feed_end: "End this address", "Отключить этот адрес", "이 주소 끝내기";
    feed_secret:
        "Whoever has the address reads your meetings. Give it to nobody; if somebody has it, make another one.",
        "Кто знает адрес, видит ваши встречи. Никому его не передавайте; если он стал известен, создайте другой.",
        "주소를 아는 사람은 일정을 볼 수 있습니다. 알려 주지 마시고, 알려졌다면 새로 만드세요.";
    change: "Look at it", "Посмотреть", "보기";
    reason: "Reason", "Причина", "사유";
    of_company: "Meetings at the booth", "Встречи у стенда", "부스 만남";
    of_company_lead:
        "Offer times; cities book them. Then say who of you receives.",
        "Предложите время, города его забронируют. Затем укажите, кто из вас принимает.",
        "시간을 열면 도시가 예약합니다. 그다음 누가 맞이할지 정하세요.";
    unpublished:
        "Times can be offered as soon as the public sees the company.",
        "Время можно предлагать, когда компания опубликована.",
        "회사가 공개되면 시간을 열 수 있습니다.";
    company_none: "No time is offered yet.", "Время ещё не предложено.", "아직 연 시간이 없습니다.";
    company_none_hint:
        "Offer some below; you can make many at once.",
        "Предложите ниже; можно сразу много.",
        "아래에서 한 번에 여러 시간을 열 수 있습니다.";
    alarm: "Somebody comes, and nobody receives them", "Гость придёт, но его никто не принимает", "손님이 오는데 맞이할 사람이 없습니다";
    alarms: "{company}: {n} booked times without anybody who receives", "{company}: забронировано без принимающего: {n}", "{company}: 맞이할 사람이 없는 예약 {n}건";
    nobody: "nobody receives yet", "принимающего пока нет", "맞이할 사람 없음";
    receives: "Receives", "Принимает", "맞이하는 사람";
    offer: "Offer times", "Предложить время", "시간 열기";
    offer_lead:
        "Times are those of the venue. As many whole ones are made as fit, with the pause between them. Your company can have as many at once as people who receive.",
        "Время местное. Будет создано столько целых встреч, сколько поместится, с паузой между ними. Одновременных встреч может быть столько, сколько у компании принимающих.",
        "시각은 행사장 기준입니다. 사이에 휴식을 두고 들어가는 만큼 만들어집니다. 동시에 열 수 있는 수는 맞이하는 사람 수만큼입니다.";
    minutes: "{n} minutes", "{n} минут", "{n}분";
    whole: "The whole time is one", "Всё время целиком", "전체를 한 번으로";
    save: "Save", "Сохранить", "저장";
    no_need: "None", "Нет", "없음";
    staff_none: "Nobody yet", "Пока никто", "아직 없음";
    move_it: "Move to another time", "Перенести на другое время", "다른 시간으로 옮기기";
    move_lead:
        "Whoever comes and receives gets an e-mail, and their calendars follow. It is refused when one of them has something else then.",
        "Гости и принимающий получат письмо, их календари обновятся. Если у кого-то из них на это время другое дело, перенос невозможен.",
        "오는 사람과 맞이하는 사람에게 이메일을 보내고 일정도 바뀝니다. 그 시간에 다른 일정이 있으면 옮길 수 없습니다.";
    call_off: "Call it off", "Отменить встречу", "만남 취소하기";
    call_off_lead:
        "Whoever booked it gets an e-mail with your reason.",
        "Тот, кто забронировал, получит письмо с вашей причиной.",
        "예약한 사람에게 사유를 이메일로 보냅니다.";
    came: "Came", "Пришёл", "왔음";
    did_not_come: "Did not come", "Не пришёл", "오지 않음";
    ahead: "To come", "Предстоящие", "예정된 시간";
    past: "Over", "Прошедшие", "지난 시간";
    somebody: "Somebody", "Кто-то", "누군가";
}

/// What happens at a time.
pub fn kind(lang: Lang, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Meeting => pick(lang, "Meeting", "Встреча", "만남"),
        SlotKind::Demo => pick(lang, "Demonstration", "Демонстрация", "시연"),
    }
}

/// How a booking stands.
pub fn coming(lang: Lang, coming: Coming) -> &'static str {
    match coming {
        Coming::Booked => pick(lang, "booked", "забронировано", "예약됨"),
        Coming::Waiting => pick(lang, "waiting", "в ожидании", "대기 중"),
        Coming::Offered => pick(lang, "a place is free for you", "для вас есть место", "자리가 났음"),
        Coming::Passed => pick(lang, "went on to the next", "перешло следующему", "다음 분께 넘어감"),
        Coming::Cancelled => pick(lang, "cancelled", "отменено", "취소됨"),
        Coming::CalledOff => pick(lang, "called off by the company", "отменено компанией", "회사가 취소함"),
        Coming::Held => pick(lang, "took place", "состоялось", "진행됨"),
        Coming::NoShow => pick(lang, "nobody came", "никто не пришёл", "오지 않음"),
    }
}

/// The name of something in a person's calendar.
pub fn commitment(lang: Lang, kind: Kind, label: &str) -> String {
    let said = match kind {
        Kind::BoothVisit => pick(lang, "Meeting at the booth of {label}", "Встреча у стенда {label}", "{label} 부스 만남"),
        Kind::BoothDuty => pick(lang, "Receiving at the booth of {label}", "Приём у стенда {label}", "{label} 부스에서 맞이하기"),
    };
    said.replace("{label}", label)
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "booth_offered" => pick(
            lang,
            "The times are offered; cities can book them.",
            "Время предложено, города могут бронировать.",
            "시간을 열었습니다. 도시가 예약할 수 있습니다.",
        ),
        "booth_booked" => pick(
            lang,
            "Booked. It is in your calendar, and an e-mail is on its way.",
            "Забронировано. Встреча в вашем календаре, письмо уже отправляется.",
            "예약했습니다. 일정에 들어갔으며 이메일을 보내 드립니다.",
        ),
        "feed_opened" => pick(lang, "Here is the address for your calendar app.", "Вот адрес для вашего календаря.", "캘린더 앱용 주소입니다."),
        "feed_closed" => pick(lang, "The address has ended.", "Адрес отключён.", "주소가 끝났습니다."),
        "booth_waits" => pick(
            lang,
            "You are on the waiting list. As soon as a place is free, you get an e-mail.",
            "Вы в листе ожидания. Как только место освободится, вы получите письмо.",
            "대기 명단에 올랐습니다. 자리가 나면 이메일로 알려 드립니다.",
        ),
        "booth_resized" => pick(
            lang,
            "Saved. Whoever waits is offered what is free.",
            "Сохранено. Свободное предлагается тем, кто ждёт.",
            "저장했습니다. 빈자리는 대기자에게 제안됩니다.",
        ),
        "booth_given_back" => pick(
            lang,
            "Cancelled. The time is free for others.",
            "Отменено. Время свободно для других.",
            "취소했습니다. 다른 분이 예약할 수 있습니다.",
        ),
        "booth_staffed" => pick(
            lang,
            "Saved. Whoever receives gets an e-mail.",
            "Сохранено. Принимающий получит письмо.",
            "저장했습니다. 맞이할 사람에게 이메일을 보냅니다.",
        ),
        "booth_called_off" => pick(
            lang,
            "Called off. Whoever had booked it gets an e-mail.",
            "Отменено. Забронировавшие получат письмо.",
            "취소했습니다. 예약한 사람에게 이메일을 보냅니다.",
        ),
        "booth_moved" => pick(
            lang,
            "Moved. Everybody concerned gets an e-mail.",
            "Перенесено. Все, кого это касается, получат письмо.",
            "옮겼습니다. 관련된 모든 분께 이메일을 보냅니다.",
        ),
        "booth_marked" => pick(lang, "Noted.", "Отмечено.", "기록했습니다."),
        _ => return None,
    })
}

impl Letter<'_> {
    /// Tells somebody what happened to a meeting at a booth.
    /// `when` says when it is, and `other` the time that the news itself speaks of, if it does.
    pub fn booth(&self, news: News<'_>, company: &str, (when, other): (&str, &str), url: &str) -> Mail {
        let lang = self.lang;
        let (kind, subject, said) = match news {
            News::Booked => (
                "forum.booth_booked",
                pick(lang, "Your meeting at a booth", "Ваша встреча у стенда", "부스 만남 예약"),
                pick(
                    lang,
                    "you meet {company} at its booth: {time}. If you cannot come, please cancel, so that somebody else can.",
                    "вы встречаетесь с {company} у стенда: {time}. Если не сможете прийти, отмените встречу, чтобы время досталось другим.",
                    "{company} 부스에서 만납니다: {time}. 오실 수 없으면 다른 분을 위해 취소해 주세요.",
                ),
            ),
            News::Waits => (
                "forum.booth_waits",
                pick(lang, "You wait for a meeting at a booth", "Вы в листе ожидания встречи у стенда", "부스 만남 대기"),
                pick(
                    lang,
                    "you are on the waiting list for {company}: {time}. As soon as a place is free, you get an e-mail and can take it. Until then your calendar stays free.",
                    "вы в листе ожидания {company}: {time}. Как только место освободится, вы получите письмо и сможете его занять. До тех пор время в вашем календаре свободно.",
                    "{company} 대기 명단에 올랐습니다: {time}. 자리가 나면 이메일로 알려 드리며 그때 수락하실 수 있습니다. 그때까지 일정은 비어 있습니다.",
                ),
            ),
            News::Offered(_) => (
                "forum.booth_offer",
                pick(lang, "A place at a booth is free for you", "Для вас освободилось место у стенда", "부스 자리가 났습니다"),
                pick(
                    lang,
                    "a place is free for you at the booth of {company}: {time}. Please take it or give it up by {of}; after that it goes to whoever is next.",
                    "у стенда {company} освободилось место для вас: {time}. Займите его или откажитесь до {of}; затем оно перейдёт следующему.",
                    "{company} 부스에 자리가 났습니다: {time}. {of}까지 수락하거나 포기해 주세요. 그 뒤에는 다음 분께 넘어갑니다.",
                ),
            ),
            News::Passed => (
                "forum.booth_passed",
                pick(lang, "The place at a booth went on to the next", "Место у стенда перешло следующему", "부스 자리가 다음 분께 넘어갔습니다"),
                pick(
                    lang,
                    "the place at the booth of {company}, {time}, was not taken in time and went on to whoever is next. If you still would like to come, you can ask again.",
                    "место у стенда {company}, {time}, не было занято вовремя и перешло следующему. Если вы всё ещё хотите прийти, попросите снова.",
                    "{company} 부스 자리({time})를 제때 수락하지 않아 다음 분께 넘어갔습니다. 여전히 원하시면 다시 신청해 주세요.",
                ),
            ),
            News::Comes(_) => (
                "forum.booth_comes",
                pick(lang, "Somebody comes to your booth", "К вашему стенду придут", "부스에 손님이 옵니다"),
                pick(
                    lang,
                    "{of} comes to the booth of {company}: {time}. You receive.",
                    "{of} придёт к стенду {company}: {time}. Принимаете вы.",
                    "{of} 님이 {company} 부스에 옵니다: {time}. 맞이해 주세요.",
                ),
            ),
            News::GivenBack(_) => (
                "forum.booth_given_back",
                pick(lang, "A visit to your booth is cancelled", "Посещение стенда отменено", "부스 방문이 취소되었습니다"),
                pick(
                    lang,
                    "{of} does not come to the booth of {company} after all: {time}.",
                    "{of} не придёт к стенду {company}: {time}.",
                    "{of} 님이 {company} 부스에 오지 않게 되었습니다: {time}.",
                ),
            ),
            News::CalledOff(_) => (
                "forum.booth_called_off",
                pick(lang, "A meeting at a booth is called off", "Встреча у стенда отменена", "부스 만남이 취소되었습니다"),
                pick(
                    lang,
                    "the meeting at the booth of {company}, {time}, does not take place. The reason: {of}",
                    "встреча у стенда {company}, {time}, не состоится. Причина: {of}",
                    "{company} 부스 만남({time})이 취소되었습니다. 사유: {of}",
                ),
            ),
            News::Moved(..) => (
                "forum.booth_moved",
                pick(lang, "A meeting at a booth is at another time", "Встреча у стенда перенесена", "부스 만남 시간이 바뀌었습니다"),
                pick(
                    lang,
                    "the meeting at the booth of {company} is at another time now: {time}. Before, it was {of}.",
                    "встреча у стенда {company} перенесена: {time}. Раньше было {of}.",
                    "{company} 부스 만남 시간이 바뀌었습니다: {time}. 이전 시간: {of}.",
                ),
            ),
            News::Assigned => (
                "forum.booth_staffed",
                pick(lang, "You receive at the booth", "Вы принимаете у стенда", "부스에서 맞이해 주세요"),
                pick(
                    lang,
                    "you receive at the booth of {company}: {time}.",
                    "вы принимаете у стенда {company}: {time}.",
                    "{company} 부스에서 맞이합니다: {time}.",
                ),
            ),
            News::Unmanned => (
                "forum.booth_unmanned",
                pick(lang, "Somebody comes, and nobody receives them", "Гость придёт, но его никто не принимает", "맞이할 사람이 없습니다"),
                pick(
                    lang,
                    "a time at the booth of {company} is booked and nobody receives yet: {time}. Please say who does.",
                    "время у стенда {company} забронировано, но принимающего пока нет: {time}. Пожалуйста, назначьте его.",
                    "{company} 부스 시간이 예약되었지만 맞이할 사람이 없습니다: {time}. 담당자를 정해 주세요.",
                ),
            ),
        };
        let of = match news {
            News::Comes(of) | News::GivenBack(of) | News::CalledOff(of) => of,
            _ => other,
        };
        let said = said.replace("{company}", company).replace("{time}", when).replace("{of}", of);
        self.about(kind, subject, &said, pick(lang, "Meetings at the booth", "Встречи у стенда", "부스 만남"), url)
    }
}
