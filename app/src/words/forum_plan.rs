//! The words of the floor plan and of who gets which booth.

use super::mail::Letter;
use super::pick;
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "Floor plan", "План выставки", "전시장 배치도";
    lead: "Where each exhibitor is, and which booths are free.", "Где какой участник и какие стенды свободны.", "전시 기업의 위치와 빈 부스를 볼 수 있습니다.";
    none: "There is no plan yet.", "Плана пока нет.", "아직 배치도가 없습니다.";
    none_hint: "It is here as soon as the halls are laid out.", "Он появится, как только распределят залы.", "홀 배치가 정해지면 여기에 나타납니다.";
    drawing: "Plan of {hall}", "План: {hall}", "{hall} 배치도";
    list: "Booths of {hall}", "Стенды: {hall}", "{hall} 부스 목록";
    size: "{w} m × {d} m", "{w} м × {d} м", "{w}m × {d}m";
    number: "Booth", "Стенд", "부스";
    class: "Class", "Класс", "등급";
    price: "Price", "Цена", "가격";
    price_sample: "Price (sample)", "Цена (пример)", "가격(예시)";
    prices: "Prices by class", "Цены по классам", "등급별 가격";
    prices_sample: "The prices are made up: sample data.", "Цены вымышлены: это образец данных.", "예시로 만든 가격입니다.";
    made_up: "{price} (sample)", "{price} (пример)", "{price}(예시)";
    unpriced: "not said", "не указана", "미정";
    area: "Area", "Площадь", "면적";
    area_of: "{n} m²", "{n} м²", "{n}㎡";
    power: "Power", "Мощность", "전력";
    watts: "{n} W", "{n} Вт", "{n}W";
    no_power: "none", "нет", "없음";
    internet: "Internet by cable", "Проводной интернет", "유선 인터넷";
    yes: "yes", "есть", "있음";
    no: "no", "нет", "없음";
    who: "Exhibitor", "Участник", "전시 기업";
    free: "free", "свободен", "비어 있음";
    taken: "given", "занят", "배정됨";
    sample: "The plan is made up: sample data.", "План вымышлен: это образец данных.", "예시로 만든 배치도입니다.";
    legend: "How to read the plan", "Как читать план", "배치도 읽는 법";
    outline_small: "dashed outline: small booth", "пунктир: малый стенд", "점선: 소형 부스";
    outline_standard: "thin outline: standard booth", "тонкий контур: стандартный стенд", "가는 선: 표준 부스";
    outline_large: "thick outline: large booth", "толстый контур: большой стенд", "굵은 선: 대형 부스";
    hatched: "hatched: given to an exhibitor", "штриховка: стенд занят", "빗금: 배정된 부스";
    pdf: "The plan to print (PDF)", "План для печати (PDF)", "인쇄용 배치도(PDF)";
    as_of: "As of {date}", "По состоянию на {date}", "{date} 기준";
    pdf_check: "The plan of this moment is at this address.", "Актуальный план по этому адресу.", "최신 배치도는 이 주소에서 볼 수 있습니다.";

    desk: "Halls and booths", "Залы и стенды", "홀과 부스";
    see_public: "The plan that everybody sees", "План, который видят все", "공개된 배치도";
    desk_lead: "Halls and their booths. What you change is on the public plan at once.", "Залы и стенды. Изменения сразу видны на общем плане.", "홀과 부스입니다. 바꾸면 공개 배치도에 바로 반영됩니다.";
    desk_none: "There is no hall yet. Make the first one below.", "Залов пока нет. Создайте первый ниже.", "아직 홀이 없습니다. 아래에서 첫 홀을 만드세요.";
    counted: "{all} booths, {free} of them free", "Стендов: {all}, свободно: {free}", "부스 {all}개, 빈 부스 {free}개";
    new_hall: "New hall", "Новый зал", "새 홀";
    make: "Make it", "Создать", "만들기";
    hall: "Name and size of the hall", "Название и размер зала", "홀 이름과 크기";
    save: "Save", "Сохранить", "저장";
    remove_hall: "Remove the hall", "Удалить зал", "홀 삭제";
    remove_hall_lead: "Its booths go with it. Wishes for them are lost.", "Вместе с ним исчезнут стенды и пожелания о них.", "홀의 부스와 그에 대한 희망도 함께 사라집니다.";
    new_booth: "New booth", "Новый стенд", "새 부스";
    booth: "Booth {number}", "Стенд {number}", "부스 {number}";
    remove_booth: "Remove the booth", "Удалить стенд", "부스 삭제";
    held_note: "An exhibitor has this booth. It can be moved; to remove it, take it back first.", "Стенд занят. Его можно передвинуть; чтобы удалить, сначала освободите.", "배정된 부스입니다. 옮길 수는 있지만, 지우려면 먼저 배정을 취소하세요.";
    another: "Add another booth", "Добавить ещё стенд", "부스 추가";
    how:
        "Follow a booth on the plan to change it. With scripts you can also drag it, or move it with the arrow keys and resize it with Ctrl or Alt and the arrow keys: half a metre at a time, with Shift a tenth. Ctrl+Z takes the last change back.",
        "Откройте стенд на плане, чтобы изменить его. Со скриптами его можно перетаскивать, двигать стрелками, а с Ctrl или Alt менять размер: шаг полметра, с Shift – десять сантиметров. Ctrl+Z отменяет последнее изменение.",
        "배치도에서 부스를 선택해 수정합니다. 스크립트가 켜져 있으면 끌거나 화살표 키로 옮기고, Ctrl 또는 Alt와 화살표 키로 크기를 바꿀 수 있습니다. 0.5m씩, Shift를 누르면 0.1m씩 움직입니다. Ctrl+Z로 마지막 변경을 되돌립니다.";
    place_now: "{number}: {x} m from the left, {y} m from the top, {w} m × {d} m", "{number}: {x} м слева, {y} м сверху, {w} м × {d} м", "{number}: 왼쪽에서 {x}m, 위에서 {y}m, {w}m × {d}m";
    saved_now: "{number} is saved.", "{number}: сохранено.", "{number} 저장됨";
    undone_now: "{number} is where it was before.", "{number}: возвращено обратно.", "{number} 되돌림";
    not_saved: "{number} was not saved and is back where it was.", "{number}: не сохранено, стенд на прежнем месте.", "{number} 저장하지 못해 원래 자리로 되돌렸습니다.";
    has_internet: "It has internet by cable", "Есть проводной интернет", "유선 인터넷 있음";
    choose: "Choose", "Выберите", "선택";

    booths: "Booths for exhibitors", "Стенды участников", "부스 배정";
    booths_lead: "Who waits for a booth, who has which, and a fair proposal for those who wait.", "Кто ждёт стенда, у кого какой, и справедливое предложение для ожидающих.", "부스를 기다리는 기업, 배정된 부스, 그리고 공정한 배정안입니다.";
    waiting: "Waiting for a booth", "Ждут стенда", "부스를 기다리는 기업";
    waiting_none: "Nobody waits. Companies are here once they have accepted the terms.", "Никто не ждёт. Компании появляются здесь, приняв условия.", "기다리는 기업이 없습니다. 약관에 동의한 기업이 여기에 나타납니다.";
    needs: "Needs", "Нужно", "필요 사항";
    wishes: "Wishes", "Пожелания", "희망 부스";
    no_wishes: "none said", "не указаны", "없음";
    give: "Give a booth", "Дать стенд", "부스 배정";
    no_free: "There is no free booth.", "Свободных стендов нет.", "빈 부스가 없습니다.";
    held: "Given booths", "Занятые стенды", "배정된 부스";
    held_none: "No booth is given yet.", "Стенды ещё не распределены.", "아직 배정된 부스가 없습니다.";
    warning: "Look out", "Внимание", "주의";
    beside: "beside competitors: {names}", "рядом с конкурентами: {names}", "경쟁사와 인접: {names}";
    too_little: "needs {need} W, the booth has {has} W", "нужно {need} Вт, у стенда {has} Вт", "필요 전력 {need}W, 부스 전력 {has}W";
    offline: "needs internet by cable, the booth has none", "нужен проводной интернет, у стенда его нет", "유선 인터넷이 필요하지만 부스에 없음";
    confirm: "Give {booth} to {company}?", "Отдать {booth} компании {company}?", "{company}에 {booth}을(를) 배정할까요?";
    confirm_give: "Give it all the same", "Всё равно отдать", "그래도 배정";
    leave_it: "Leave it", "Не отдавать", "그만두기";
    take_back: "Take back", "Освободить", "배정 취소";
    confirm_back: "Take the booth back", "Освободить стенд", "부스 배정 취소";
    not_beside: "not beside {names}", "не рядом с: {names}", "{names} 옆은 피하고 싶음";
    take_back_lead: "{company} waits for a booth again. If the public sees it, its page is not public any more until it has a booth and is published again.",
        "{company} снова ждёт стенда. Если её страница открыта всем, она скроется, пока компания не получит стенд и не будет опубликована снова.",
        "{company}은(는) 다시 부스를 기다리게 됩니다. 공개 중이라면 부스를 받고 다시 공개할 때까지 페이지가 숨겨집니다.";
    swap: "Let two exchange their booths", "Поменять двоих местами", "두 기업의 부스 맞바꾸기";
    swap_lead: "Both booths change hands at once, or neither.", "Оба стенда меняются сразу или не меняется ни один.", "두 부스가 동시에 바뀌거나 둘 다 그대로 있습니다.";
    swap_look: "See what it would mean", "Посмотреть, что изменится", "바뀌는 내용 보기";
    swap_asked: "Let {one} and {other} exchange their booths?", "Поменять местами {one} и {other}?", "{one}과(와) {other}의 부스를 맞바꿀까요?";
    swap_from: "{from} → {to}", "{from} → {to}", "{from} → {to}";
    swap_clear: "Nothing speaks against it.", "Ничто не мешает.", "문제가 없습니다.";
    swap_over: "One of the two no longer has that booth. Choose again below.", "У одного из двоих уже другой стенд. Выберите заново ниже.", "둘 중 한 기업의 부스가 바뀌었습니다. 아래에서 다시 골라 주세요.";
    swap_do: "Exchange", "Поменять", "맞바꾸기";
    swap_leave: "Leave it as it is", "Оставить как есть", "그대로 두기";
    propose: "Propose booths for all who wait", "Предложить стенды всем ожидающим", "대기 기업 전체 배정안 만들기";
    propose_lead:
        "As many as possible get a booth that has what they need; as few as possible get what they like least. What is equal is decided by the seed, never by who came first.",
        "Как можно больше компаний получают подходящий стенд, как можно меньше – нежеланный. При равенстве решает зерно, а не очередь.",
        "가능한 한 많은 기업이 조건에 맞는 부스를 받고, 원하지 않는 부스는 가능한 한 적게 돌아갑니다. 같은 조건이면 신청 순서가 아니라 시드로 정합니다.";
    show_proposal: "Show the proposal", "Показать предложение", "배정안 보기";
    proposal: "Proposal with the seed “{seed}”", "Предложение с зерном «{seed}»", "시드 “{seed}”의 배정안";
    apply: "Give the booths that are ticked", "Раздать отмеченные", "선택한 부스 배정";
    why: "Why", "Почему", "이유";
    no_booth_for: "no booth", "без стенда", "부스 없음";
    left_over: "These lines did not fit any more, because something changed meanwhile. Make a new proposal:", "Эти строки больше не подошли: что-то изменилось. Сделайте новое предложение:", "그 사이 바뀐 것이 있어 다음 항목은 배정하지 못했습니다. 배정안을 다시 만드세요.";
    has_none: "none", "нет", "없음";
    see_company: "Application", "Заявка", "신청서";

    mine: "Booth", "Стенд", "부스";
    mine_lead: "Say which booths you would like. The order of arrival does not matter: the secretariat sees all wishes together.", "Укажите, какие стенды вам подходят. Кто раньше, не важно: секретариат видит все пожелания вместе.", "원하는 부스를 알려 주세요. 먼저 쓴 순서는 상관없으며 사무국이 모든 희망을 함께 봅니다.";
    mine_is: "Your booth: {booth}, {hall}", "Ваш стенд: {booth}, {hall}", "배정된 부스: {booth}, {hall}";
    mine_held: "This is where you are at the exhibition.", "Здесь вы находитесь на выставке.", "전시장에서 여러분의 자리입니다.";
    mine_settled:
        "Wishes for booths no longer count, because your company has one. If you would rather be elsewhere, ask the secretariat for an exchange: name the booth that you would like, and best of all a company that agrees. The secretariat can exchange two booths at once.",
        "Пожелания больше не учитываются: у вашей компании уже есть стенд. Если хотите другое место, попросите секретариат об обмене: назовите нужный стенд, а лучше всего – компанию, которая согласна. Секретариат может поменять два стенда сразу.",
        "이미 부스가 배정되어 희망 부스는 더 이상 반영되지 않습니다. 자리를 옮기고 싶으면 원하는 부스와, 가능하면 교환에 동의한 기업을 적어 사무국에 교환을 요청해 주세요. 사무국이 두 부스를 한 번에 맞바꿀 수 있습니다.";
    mine_price: "Price: {price}", "Цена: {price}", "가격: {price}";
    beside_whom: "Your neighbours", "Ваши соседи", "이웃 부스";
    mine_not_yet: "You can say your wishes as soon as the company is accepted.", "Пожелания можно указать, когда компанию примут.", "참가가 승인되면 희망 부스를 적을 수 있습니다.";
    mine_to_plan: "See it on the plan", "Показать на плане", "배치도에서 보기";
    mine_need: "From your application: {needs}.", "Из вашей заявки: {needs}.", "신청서 내용: {needs}";
    mine_read: "Somebody of the company’s staff can change the wishes.", "Пожелания меняет сотрудник компании.", "회사 직원 권한이 있어야 희망을 바꿀 수 있습니다.";
    ranked: "Your wishes, the best first", "Ваши пожелания, лучшее первым", "희망 부스(원하는 순서대로)";
    none_chosen: "No booth", "Не выбран", "선택 안 함";
    nobody: "Nobody", "Никто", "없음";
    competitors_lead: "Beside whom would you rather not be? Only the secretariat sees it; it is considered, not promised.", "Рядом с кем вы не хотели бы стоять? Это видит только секретариат; учтём, но не обещаем.", "옆에 있고 싶지 않은 기업이 있나요? 사무국만 보며, 참고하되 약속드리지는 않습니다.";
    does_not_serve: "too little power or no internet for you", "не хватает мощности или интернета", "필요한 전력이나 인터넷이 없음";
}

/// The rank of a wish, such as `first wish`.
pub fn rank(lang: Lang, rank: usize) -> String {
    match lang {
        Lang::En => {
            ["first wish", "second wish", "third wish", "fourth wish", "fifth wish"].get(rank.saturating_sub(1)).copied().unwrap_or("wish").to_owned()
        }
        Lang::Ru => ["первое пожелание", "второе пожелание", "третье пожелание", "четвёртое пожелание", "пятое пожелание"]
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or("пожелание")
            .to_owned(),
        Lang::Ko => format!("{rank}순위 희망"),
    }
}

/// Why a company is proposed a booth or none.
pub fn why(lang: Lang, why: &domain::forum::assign::Why) -> String {
    use domain::forum::assign::Why;
    match why {
        Why::Wish(n) => rank(lang, *n),
        Why::Class => pick(
            lang,
            "none of its wishes was to be had; of the class it asked for",
            "пожелания недоступны; класс подходит",
            "희망 부스는 없지만 원하는 등급입니다",
        )
        .to_owned(),
        Why::Fits => {
            pick(lang, "has the power and the internet it needs", "есть нужные мощность и интернет", "필요한 전력과 인터넷이 있습니다").to_owned()
        }
        Why::NoPower => pick(
            lang,
            "needs more power than any free booth has",
            "нужно больше мощности, чем есть у свободных стендов",
            "빈 부스 가운데 필요한 전력을 갖춘 곳이 없습니다",
        )
        .to_owned(),
        Why::NoInternet => pick(
            lang,
            "no free booth has both the power and the internet it needs",
            "нет свободного стенда с нужными мощностью и интернетом",
            "필요한 전력과 인터넷을 모두 갖춘 빈 부스가 없습니다",
        )
        .to_owned(),
        Why::NotEnough => pick(
            lang,
            "there are fewer fitting booths than companies; the others could not be helped otherwise, or the seed decided",
            "подходящих стендов меньше, чем компаний; другим иначе не помочь, или решило зерно",
            "조건에 맞는 부스가 기업보다 적어 다른 기업에 돌아갔거나 시드로 정해졌습니다",
        )
        .to_owned(),
    }
}

/// What became of a wish that was not met.
pub fn fate(lang: Lang, booth: &str, fate: &domain::forum::assign::Fate, name: &str) -> String {
    use domain::forum::assign::Fate;
    let says = match fate {
        Fate::Given => pick(lang, "{booth} was given before", "{booth} занят раньше", "{booth}은(는) 이미 배정됨").to_owned(),
        Fate::Gone => {
            pick(lang, "one wish is no longer on the plan", "одного стенда больше нет на плане", "희망 부스 하나가 배치도에서 없어짐").to_owned()
        }
        Fate::Power => pick(lang, "{booth} has too little power", "у {booth} мало мощности", "{booth}은(는) 전력이 부족함").to_owned(),
        Fate::Internet => pick(lang, "{booth} has no internet", "у {booth} нет интернета", "{booth}에는 인터넷이 없음").to_owned(),
        Fate::To(_, Some(n)) => {
            pick(lang, "{booth} goes to {name} ({rank})", "{booth} получает {name} ({rank})", "{booth}은(는) {name}에 배정({rank})")
                .replace("{rank}", &rank(lang, *n))
        }
        Fate::To(_, None) => pick(
            lang,
            "{booth} goes to {name}, who could not have another one",
            "{booth} получает {name}: другого ей не найти",
            "{booth}은(는) 다른 부스가 맞지 않는 {name}에 배정",
        )
        .to_owned(),
    };
    says.replace("{booth}", booth).replace("{name}", name)
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "plan_saved" => {
            pick(lang, "The plan is saved; everybody sees it now.", "План сохранён, его уже видят все.", "배치도를 저장했으며 모두가 볼 수 있습니다.")
        }
        "hall_removed" => pick(lang, "The hall is removed.", "Зал удалён.", "홀을 삭제했습니다."),
        "booth_removed" => pick(lang, "The booth is removed.", "Стенд удалён.", "부스를 삭제했습니다."),
        "wishes_saved" => pick(
            lang,
            "Your wishes are kept. You can change them until a booth is assigned.",
            "Пожелания сохранены. Их можно менять, пока стенд не назначен.",
            "희망을 저장했습니다. 배정 전까지 바꿀 수 있습니다.",
        ),
        "booth_assigned" => pick(
            lang,
            "The booth is given; the company gets an e-mail.",
            "Стенд отдан, компания получит письмо.",
            "부스를 배정했으며 회사에 이메일을 보냅니다.",
        ),
        "booth_taken_back" => pick(
            lang,
            "The booth is free again; the company gets an e-mail.",
            "Стенд снова свободен, компания получит письмо.",
            "부스가 다시 비었으며 회사에 이메일을 보냅니다.",
        ),
        "booths_swapped" => pick(
            lang,
            "The two exchanged their booths and get an e-mail.",
            "Стенды поменялись, обе компании получат письма.",
            "부스를 맞바꾸었으며 두 회사에 이메일을 보냅니다.",
        ),
        "booths_given" => pick(
            lang,
            "The booths are given; each company gets an e-mail.",
            "Стенды розданы, каждая компания получит письмо.",
            "부스를 배정했으며 각 회사에 이메일을 보냅니다.",
        ),
        _ => return None,
    })
}

/// What became of a company's booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It has one.
    Assigned,
    /// It has another one.
    Changed,
    /// It has none any more.
    TakenBack,
}

/// The letter about a company's booth.
pub fn letter(letter: &Letter<'_>, news: News, company: &str, booth: &str, hall: &str, url: &str) -> Mail {
    let lang = letter.lang;
    let (subject, text) = match news {
        News::Assigned => (
            pick(lang, "Your booth", "Ваш стенд", "부스 배정 안내"),
            pick(
                lang,
                "{company} has the booth {booth} in {hall}.",
                "У компании {company} стенд {booth}, {hall}.",
                "{company}의 부스는 {hall} {booth}입니다.",
            ),
        ),
        News::Changed => (
            pick(lang, "Your booth has changed", "Ваш стенд изменился", "부스 변경 안내"),
            pick(
                lang,
                "{company} now has the booth {booth} in {hall}.",
                "Теперь у компании {company} стенд {booth}, {hall}.",
                "{company}의 부스가 {hall} {booth}(으)로 바뀌었습니다.",
            ),
        ),
        News::TakenBack => (
            pick(lang, "Your booth is taken back", "Стенд освобождён", "부스 배정 취소 안내"),
            pick(
                lang,
                "{company} no longer has the booth {booth} in {hall} and waits for another one. Until then its page is not public.",
                "У компании {company} больше нет стенда {booth} ({hall}), она ждёт другого. До этого её страница скрыта.",
                "{company}의 {hall} {booth} 배정이 취소되어 다른 부스를 기다립니다. 그때까지 페이지는 공개되지 않습니다.",
            ),
        ),
    };
    let text = text.replace("{company}", company).replace("{booth}", booth).replace("{hall}", hall);
    letter.about("forum.booth", subject, &text, pick(lang, "Your booth", "Ваш стенд", "부스"), url)
}
