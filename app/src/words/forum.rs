//! The words of the forum.

use super::mail::Letter;
use super::pick;
use domain::forum::{BoothClass, CompanyRole, Refusal, Standing};
use domain::kernel::Lang;
use store::Mail;

texts! {
    mine: "My companies", "Мои компании", "내 회사";
    mine_lead: "What you keep of your companies: application, page, booth, meetings, contacts.",
        "Всё о ваших компаниях: заявка, страница, стенд, встречи, контакты.",
        "회사의 신청, 소개 페이지, 부스, 미팅, 방문자를 관리합니다.";
    mine_none: "You belong to no company yet.", "Вы пока не состоите ни в одной компании.", "아직 소속된 회사가 없습니다.";
    mine_none_hint: "Apply for a company that shows solutions for cities, or ask a colleague to invite you.",
        "Подайте заявку от компании, которая показывает решения для городов, или попросите коллегу пригласить вас.",
        "도시를 위한 솔루션을 보여 줄 회사를 신청하거나 동료에게 초대를 부탁하세요.";
    apply: "Apply as an exhibitor", "Подать заявку на участие в выставке", "전시 참가 신청";
    apply_lead: "A quarter of an hour. You can save it and go on later; the secretariat sees it when you hand it in.",
        "Четверть часа. Можно сохранить и продолжить позже; секретариат увидит заявку, когда вы её отправите.",
        "15분 정도 걸립니다. 저장해 두고 나중에 이어서 쓸 수 있으며, 제출해야 사무국이 봅니다.";
    closed: "Companies cannot apply at the moment.", "Приём заявок компаний сейчас закрыт.", "지금은 기업 신청을 받지 않습니다.";
    save: "Save", "Сохранить", "저장";
    any_class: "any", "любой", "상관없음";
    choose: "Choose", "Выберите", "선택";
    overview: "Overview", "Обзор", "개요";
    application: "Application", "Заявка", "신청서";
    profile: "Page", "Страница", "소개 페이지";
    people: "People", "Сотрудники", "구성원";
    terms: "Terms", "Условия", "약관";
    company_nav: "Pages of the company", "Страницы компании", "회사 메뉴";
    next: "Next step", "Следующий шаг", "다음 단계";
    hand_in: "Hand the application in", "Отправить заявку", "신청서 제출";
    hand_in_lead: "The secretariat decides on it and answers by e-mail. Until then you can still change it.",
        "Секретариат примет решение и ответит по электронной почте. До этого заявку можно менять.",
        "사무국이 결정해 이메일로 알려 드립니다. 그전까지는 고칠 수 있습니다.";
    hand_in_again: "Hand it in again", "Отправить снова", "다시 제출";
    reason: "The reason:", "Причина:", "사유:";
    to_terms: "Read and accept the terms", "Прочесть и принять условия", "약관 읽고 동의하기";
    terms_lead: "Somebody who administers the company accepts them once; then it can get a booth.",
        "Администратор компании принимает их один раз; после этого компания может получить стенд.",
        "회사 관리자가 한 번 동의하면 부스를 받을 수 있습니다.";
    terms_accepted: "These terms were accepted for the company.", "Эти условия приняты от имени компании.", "회사를 대표해 동의했습니다.";
    accept_terms: "Accept for the company", "Принять от имени компании", "회사를 대표해 동의";
    no_terms: "The organiser has not published terms yet.", "Организатор ещё не опубликовал условия.", "주최 측이 아직 약관을 공개하지 않았습니다.";
    see_public: "See the page as everybody does", "Посмотреть страницу, как видят все", "공개된 페이지 보기";
    page_missing: "Before the public sees you, the secretariat looks at your page. Write it and hand it in.",
        "Прежде чем вас увидят все, секретариат посмотрит вашу страницу. Напишите её и отправьте.",
        "공개 전에 사무국이 소개 페이지를 확인합니다. 작성해서 제출해 주세요.";
    page_waits: "Your page is with the secretariat.", "Ваша страница у секретариата.", "소개 페이지를 사무국에서 확인하고 있습니다.";
    page_returned: "The secretariat gave your page back with a reason.", "Секретариат вернул страницу с указанием причины.", "사무국이 사유와 함께 페이지를 돌려보냈습니다.";
    page_approved: "Your page is approved.", "Ваша страница одобрена.", "소개 페이지가 승인되었습니다.";
    withdraw: "Withdraw the company", "Отказаться от участия", "참가 취소";
    withdraw_lead: "The booth goes to the next company, meetings are called off, and the public no longer sees the page. You can apply again.",
        "Стенд перейдёт следующей компании, встречи отменятся, страница исчезнет с сайта. Можно подать заявку снова.",
        "부스는 다음 회사에 넘어가고 미팅은 취소되며 페이지는 공개되지 않습니다. 다시 신청할 수 있습니다.";
    people_lead: "Administrators decide who belongs here. Staff write the page, keep meetings and contacts. Viewers read.",
        "Администраторы решают, кто здесь состоит. Сотрудники пишут страницу, ведут встречи и контакты. Наблюдатели читают.",
        "관리자는 구성원을 정하고, 직원은 페이지와 미팅, 방문자를 관리하며, 열람자는 읽기만 합니다.";
    you: "you", "вы", "나";
    change_role: "Change", "Изменить", "변경";
    role_of: "What {name} may do", "Что может {name}", "{name} 님의 권한";
    remove: "Remove", "Убрать", "제외";
    remove_one: "Remove {name}", "Убрать: {name}", "{name} 제외";
    leave: "Leave the company", "Выйти из компании", "회사에서 나가기";
    leave_lead: "You no longer see anything of the company then. Times at which you were to receive have nobody then, and the administrators are told. An administrator can invite you again.",
        "Вы больше не увидите ничего о компании. Там, где вы должны были принимать, никого не останется, и администраторам сообщат. Администратор может пригласить вас снова.",
        "회사 내용을 더 이상 볼 수 없습니다. 맡은 부스 시간은 담당자가 없게 되며 관리자에게 알립니다. 관리자가 다시 초대할 수 있습니다.";
    invite: "Invite a colleague", "Пригласить коллегу", "동료 초대";
    invite_lead: "They get an e-mail with a link that works for 14 days, for their address only.",
        "Придёт письмо со ссылкой, которая действует 14 дней и только для этого адреса.",
        "14일 동안 그 주소로만 쓸 수 있는 링크가 이메일로 갑니다.";
    send: "Invite", "Пригласить", "초대";
    invited: "Invited, not here yet", "Приглашены, ещё не пришли", "초대했지만 아직 수락하지 않음";
    invited_until: "until {date}", "до {date}", "{date}까지";
    take_back: "Take back", "Отозвать", "취소";
    take_back_one: "Take back the invitation of {email}", "Отозвать приглашение: {email}", "{email} 초대 취소";
    invitation: "Invitation to a company", "Приглашение в компанию", "회사 초대";
    invitation_lead: "{company} invites you: {role}.", "{company} приглашает вас: {role}.", "{company}에서 초대합니다: {role}.";
    invitation_first: "{company} invites {email}. Sign in with this address, or make an account with it; then this page lets you in.",
        "{company} приглашает {email}. Войдите с этим адресом или создайте учётную запись; затем эта страница впустит вас.",
        "{company}에서 {email} 님을 초대합니다. 이 주소로 로그인하거나 계정을 만든 뒤 다시 이 페이지를 여세요.";
    invitation_other: "This invitation is for {email}. You are signed in with another address.",
        "Приглашение для {email}. Вы вошли с другим адресом.",
        "{email} 님을 위한 초대입니다. 다른 주소로 로그인되어 있습니다.";
    join: "Join the company", "Войти в компанию", "회사에 들어가기";
    desk: "Exhibitors", "Участники выставки", "전시 기업";
    desk_lead: "Applications wait here for a decision, and pages for a look.", "Здесь заявки ждут решения, а страницы — проверки.", "신청은 결정을, 페이지는 확인을 기다립니다.";
    desk_none: "No company here.", "Здесь нет компаний.", "회사가 없습니다.";
    pages_wait: "Pages that wait for a look", "Страницы, ожидающие проверки", "확인을 기다리는 페이지";
    pages_none: "No page waits.", "Ни одна страница не ждёт.", "기다리는 페이지가 없습니다.";
    since: "since {date}", "с {date}", "{date}부터";
    same_name: "Companies of the same name:", "Компании с тем же названием:", "같은 이름의 회사:";
    decide: "Decide", "Решение", "결정하기";
    accept_it: "Accept: it gets the terms", "Принять: компания получит условия", "승인: 약관을 보냅니다";
    waitlist_it: "Let it wait: it comes when another one does not", "В лист ожидания: придёт, если откажется другая", "대기: 다른 회사가 빠지면 참가";
    reject_it: "Reject, with a reason", "Отклонить с указанием причины", "사유를 적어 반려";
    publish: "Publish", "Опубликовать", "공개";
    publish_lead: "The company has a booth and an approved page. Everybody sees it then.", "У компании есть стенд и одобренная страница. Тогда её увидят все.", "부스와 승인된 페이지가 있습니다. 공개하면 모두가 봅니다.";
    not_ready: "It can be published when it has a booth and an approved page.", "Опубликовать можно, когда есть стенд и одобренная страница.", "부스와 승인된 페이지가 있으면 공개할 수 있습니다.";
    withdraw_it: "Withdraw the company, with a reason", "Снять компанию с указанием причины", "사유를 적어 참가 취소 처리";
    look_at_page: "Look at the page", "Посмотреть страницу", "페이지 확인";
}

/// Where a company stands.
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => pick(lang, "draft", "черновик", "작성 중"),
        Standing::Submitted => pick(lang, "handed in", "отправлена", "제출됨"),
        Standing::Accepted => pick(lang, "accepted", "принята", "승인됨"),
        Standing::Waitlisted => pick(lang, "waiting", "в листе ожидания", "대기"),
        Standing::Rejected => pick(lang, "rejected", "отклонена", "반려됨"),
        Standing::Terms => pick(lang, "waits for a booth", "ждёт стенда", "부스 대기"),
        Standing::BoothAssigned => pick(lang, "has a booth", "есть стенд", "부스 배정됨"),
        Standing::Published => pick(lang, "published", "опубликована", "공개됨"),
        Standing::Withdrawn => pick(lang, "withdrawn", "отказалась", "참가 취소"),
    }
}

/// What that means for the company.
pub fn meaning(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => {
            pick(lang, "Nobody but you has seen the application yet.", "Заявку пока видите только вы.", "아직 회사만 볼 수 있는 신청서입니다.")
        }
        Standing::Submitted => {
            pick(lang, "The secretariat decides on the application.", "Секретариат рассматривает заявку.", "사무국이 신청서를 검토하고 있습니다.")
        }
        Standing::Accepted => pick(
            lang,
            "You are welcome. Accept the terms so that you can get a booth.",
            "Вы приняты. Примите условия, чтобы получить стенд.",
            "참가가 승인되었습니다. 약관에 동의하면 부스를 받을 수 있습니다.",
        ),
        Standing::Waitlisted => pick(
            lang,
            "There is no room at the moment. You come as soon as another company does not.",
            "Сейчас места нет. Вы участвуете, как только откажется другая компания.",
            "지금은 자리가 없습니다. 다른 회사가 빠지면 참가합니다.",
        ),
        Standing::Rejected => pick(
            lang,
            "The application was not accepted. You can change it and hand it in again.",
            "Заявка не принята. Её можно изменить и отправить снова.",
            "신청이 반려되었습니다. 고쳐서 다시 제출할 수 있습니다.",
        ),
        Standing::Terms => pick(
            lang,
            "The secretariat assigns the booths. Say which ones you would like.",
            "Секретариат распределяет стенды. Укажите, какие вам нравятся.",
            "사무국이 부스를 배정합니다. 원하는 부스를 알려 주세요.",
        ),
        Standing::BoothAssigned => pick(
            lang,
            "You have a booth. The public sees you as soon as your page is approved and published.",
            "У вас есть стенд. Вас увидят, как только страница будет одобрена и опубликована.",
            "부스가 있습니다. 페이지가 승인되고 공개되면 모두가 볼 수 있습니다.",
        ),
        Standing::Published => pick(lang, "Everybody sees you in the catalogue.", "Вас видят все в каталоге.", "카탈로그에서 모두가 볼 수 있습니다."),
        Standing::Withdrawn => pick(
            lang,
            "The company does not take part. It can apply again.",
            "Компания не участвует. Можно подать заявку снова.",
            "참가하지 않습니다. 다시 신청할 수 있습니다.",
        ),
    }
}

/// What somebody is for a company.
pub fn role(lang: Lang, role: CompanyRole) -> &'static str {
    match role {
        CompanyRole::Admin => pick(lang, "administrator", "администратор", "관리자"),
        CompanyRole::Staff => pick(lang, "staff", "сотрудник", "직원"),
        CompanyRole::Viewer => pick(lang, "viewer", "наблюдатель", "열람자"),
    }
}

/// The name of a class of booths.
pub fn class(lang: Lang, class: BoothClass) -> &'static str {
    match class {
        BoothClass::Small => pick(lang, "small", "малый", "소형"),
        BoothClass::Standard => pick(lang, "standard", "стандартный", "표준"),
        BoothClass::Large => pick(lang, "large", "большой", "대형"),
    }
}

/// The letter to a colleague who is invited.
pub fn invitation(letter: &Letter<'_>, company: &str, as_role: CompanyRole, url: &str) -> Mail {
    let lang = letter.lang;
    let text = pick(
        lang,
        "{company} invites you as {role} for its place in the exhibition. The link works for 14 days and for this address only.",
        "{company} приглашает вас участвовать в выставке от её имени: {role}. Ссылка действует 14 дней и только для этого адреса.",
        "{company}에서 전시 참가를 함께 관리할 {role}(으)로 초대합니다. 링크는 14일 동안 이 주소로만 쓸 수 있습니다.",
    );
    letter.about(
        "forum.invited",
        &pick(lang, "{company} invites you", "{company} приглашает вас", "{company}의 초대").replace("{company}", company),
        &text.replace("{company}", company).replace("{role}", role(lang, as_role)),
        pick(lang, "The invitation", "Приглашение", "초대"),
        url,
    )
}

/// The letter about times at the booth to come at which nobody receives any more.
pub fn off_duty(letter: &Letter<'_>, company: &str, left: store::Duties, url: &str) -> Mail {
    let lang = letter.lang;
    let text = pick(
        lang,
        "Somebody who was to receive at the booth of {company} no longer does. Times to come at which nobody receives now: {times}, booked ones among them: {booked}. Please say who receives instead, or call the booked ones off.",
        "Один из тех, кто должен был принимать у стенда {company}, больше этого не делает. Предстоящих встреч, где теперь никто не принимает: {times}, из них забронировано: {booked}. Назначьте кого-нибудь другого или отмените забронированные.",
        "{company} 부스에서 방문객을 맞이하기로 한 사람이 더 이상 맡지 않습니다. 담당자가 없어진 예정 시간: {times}건, 그중 예약된 시간: {booked}건. 다른 담당자를 정하거나 예약된 시간을 취소해 주세요.",
    );
    letter.about(
        "forum.booth_off_duty",
        &pick(lang, "{company}: nobody receives at some times", "{company}: некому принимать у стенда", "{company} 부스 담당자 공백 안내")
            .replace("{company}", company),
        &text.replace("{company}", company).replace("{times}", &left.times.to_string()).replace("{booked}", &left.booked.to_string()),
        pick(lang, "The times at your booth", "Время у вашего стенда", "부스 시간표"),
        url,
    )
}

/// The letter about a step of the application.
pub fn stepped(letter: &Letter<'_>, company: &str, to: Standing, reason: Option<&str>, url: &str) -> Mail {
    let lang = letter.lang;
    let subject = match to {
        Standing::Accepted => pick(lang, "{company} may come", "{company}: заявка принята", "{company} 참가 승인"),
        Standing::Waitlisted => pick(lang, "{company} waits for room", "{company}: лист ожидания", "{company} 대기 안내"),
        Standing::Rejected => pick(lang, "{company}: not accepted", "{company}: заявка не принята", "{company} 신청 반려"),
        Standing::Published => pick(lang, "{company} is in the catalogue", "{company} в каталоге", "{company} 카탈로그 공개"),
        _ => pick(lang, "{company}: what has changed", "{company}: что изменилось", "{company} 변경 안내"),
    };
    let reason = reason.map(|reason| format!("\n\n{} {reason}", words(lang).reason)).unwrap_or_default();
    let text = format!("{}{reason}", meaning(lang, to));
    letter.about("forum.company", &subject.replace("{company}", company), &text, pick(lang, "Your company", "Ваша компания", "내 회사"), url)
}

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotOpen => pick(
            lang,
            "Companies cannot apply at the moment. Ask the secretariat when applications open again.",
            "Приём заявок компаний сейчас закрыт. Спросите секретариат, когда он откроется.",
            "지금은 기업 신청을 받지 않습니다. 사무국에 다음 접수 시기를 문의해 주세요.",
        ),
        Refusal::NotNow => pick(
            lang,
            "This is not possible as things stand now. Look at where the application is.",
            "Сейчас это невозможно. Посмотрите, на каком шаге заявка.",
            "지금 상태에서는 할 수 없습니다. 신청이 어느 단계인지 확인해 주세요.",
        ),
        Refusal::ChangedMeanwhile => pick(
            lang,
            "Somebody changed this meanwhile. Look at what is there now, then decide again.",
            "Тем временем это кто-то изменил. Посмотрите, что есть сейчас, и решите снова.",
            "그 사이 다른 사람이 바꾸었습니다. 지금 내용을 보고 다시 결정하세요.",
        ),
        Refusal::AdminOnly => pick(
            lang,
            "Only somebody who administers the company does this. Its page of people says who.",
            "Это делает только администратор компании. Кто это — на странице сотрудников.",
            "회사 관리자만 할 수 있습니다. 구성원 페이지에서 관리자를 확인하세요.",
        ),
        Refusal::StaffOnly => pick(
            lang,
            "You may read here. Somebody who administers the company can let you write.",
            "Вы можете здесь читать. Администратор компании может разрешить вам писать.",
            "읽을 수만 있습니다. 회사 관리자가 쓰기 권한을 줄 수 있습니다.",
        ),
        Refusal::LastAdmin => pick(
            lang,
            "You are the last one who administers the company. Make somebody else an administrator first.",
            "Вы последний администратор компании. Сначала назначьте другого.",
            "회사의 마지막 관리자입니다. 먼저 다른 사람을 관리자로 정해 주세요.",
        ),
        Refusal::MemberAlready => {
            pick(lang, "This person belongs to the company already.", "Этот человек уже в компании.", "이미 회사 구성원입니다.")
        }
        Refusal::InvitationNotValid => pick(
            lang,
            "This invitation was used or taken back, has expired, or is for another address. Ask your company for a new one.",
            "Приглашение использовано, отозвано, просрочено или для другого адреса. Попросите новое в вашей компании.",
            "초대가 이미 쓰였거나 취소 또는 만료되었거나 다른 주소의 것입니다. 회사에 새 초대를 요청하세요.",
        ),
        Refusal::TooManyPeople => pick(
            lang,
            "The company has as many people and invitations as it may have.",
            "В компании уже наибольшее число людей и приглашений.",
            "회사 구성원과 초대가 최대 인원에 이르렀습니다.",
        ),
        Refusal::TermsChanged => pick(
            lang,
            "The terms have changed since this page was shown. Read them again.",
            "Условия изменились с тех пор, как показана страница. Прочтите их ещё раз.",
            "페이지를 연 뒤 약관이 바뀌었습니다. 다시 읽어 주세요.",
        ),
        Refusal::ProfileIncomplete => pick(
            lang,
            "Something that the public needs is missing in the profile; the page says what.",
            "В профиле не хватает того, что нужно посетителям; на странице сказано, чего.",
            "공개에 필요한 내용이 프로필에 없습니다. 페이지에서 확인하세요.",
        ),
        Refusal::BoothTaken => pick(
            lang,
            "This booth has just gone to another company. Choose another one.",
            "Этот стенд только что достался другой компании. Выберите другой.",
            "이 부스는 방금 다른 회사에 배정되었습니다. 다른 부스를 골라 주세요.",
        ),
        Refusal::BoothGone => {
            pick(lang, "This booth is no longer on the plan.", "Этого стенда больше нет на плане.", "이 부스는 배치도에서 없어졌습니다.")
        }
        Refusal::NoBooth => pick(lang, "The company has no booth.", "У компании нет стенда.", "회사에 배정된 부스가 없습니다."),
        Refusal::HasBooth => pick(
            lang,
            "Your company has a booth now, so wishes for booths no longer count. Its page of the booth says how to ask for an exchange.",
            "У вашей компании уже есть стенд, поэтому пожелания больше не учитываются. Как попросить об обмене, сказано на странице стенда.",
            "이미 부스가 배정되어 희망 부스는 더 이상 반영되지 않습니다. 교환을 요청하는 방법은 부스 페이지에 있습니다.",
        ),
        Refusal::PlanOverlaps => pick(
            lang,
            "Booths would overlap or stand outside of the hall.",
            "Стенды перекрываются или выходят за пределы зала.",
            "부스가 서로 겹치거나 홀 밖으로 나갑니다.",
        ),
        Refusal::NumberTaken => pick(
            lang,
            "The hall has a booth of this number already. Give it another one.",
            "В зале уже есть стенд с этим номером. Дайте другой.",
            "홀에 같은 번호의 부스가 이미 있습니다. 다른 번호를 붙여 주세요.",
        ),
        Refusal::BoothHeld => pick(
            lang,
            "This booth is given to an exhibitor. Take it back first, then remove it.",
            "Этот стенд занят участником. Сначала освободите его, потом удалите.",
            "전시 기업에 배정된 부스입니다. 먼저 배정을 취소한 뒤 지우세요.",
        ),
        Refusal::HallHeld => pick(
            lang,
            "A booth of this hall is given to an exhibitor. Take it back first, then remove the hall.",
            "В этом зале есть занятый стенд. Сначала освободите его, потом удалите зал.",
            "이 홀에 배정된 부스가 있습니다. 먼저 배정을 취소한 뒤 홀을 지우세요.",
        ),
        Refusal::NotPublished => pick(
            lang,
            "This is for exhibitors that the public sees.",
            "Это для опубликованных участников выставки.",
            "공개된 전시 기업만 할 수 있습니다.",
        ),
        Refusal::PlacesTaken => pick(
            lang,
            "More people come already than that. Nobody is sent away; set a larger number.",
            "Уже придёт больше людей. Никому не отказывают – укажите большее число.",
            "이미 그보다 많은 분이 오기로 했습니다. 더 큰 수를 정해 주세요.",
        ),
        Refusal::SlotTaken => pick(
            lang,
            "Somebody else has just booked this time. Choose another one.",
            "Это время только что заняли. Выберите другое.",
            "방금 다른 분이 예약했습니다. 다른 시간을 골라 주세요.",
        ),
        Refusal::SlotBegun => pick(lang, "This time has begun.", "Это время уже началось.", "이미 시작된 시간입니다."),
        Refusal::SlotsOverlap => {
            pick(lang, "This overlaps another time at the booth.", "Пересекается с другим временем на стенде.", "부스의 다른 시간과 겹칩니다.")
        }
        Refusal::TooManySlots => pick(
            lang,
            "There are as many as there may be. Give one up first.",
            "Больше нельзя. Сначала откажитесь от одного.",
            "더 만들 수 없습니다. 먼저 하나를 취소해 주세요.",
        ),
        Refusal::NotTakingPart => pick(
            lang,
            "Whoever takes part in the assembly does this. Register first, and come back when your registration is approved.",
            "Это делают участники ассамблеи. Сначала зарегистрируйтесь и вернитесь, когда регистрация будет одобрена.",
            "총회 참가자가 할 수 있습니다. 먼저 등록하고 승인된 뒤 다시 오세요.",
        ),
        Refusal::Clash => pick(
            lang,
            "Somebody whom this concerns has something else at that time. Give that up first, or choose another time.",
            "У кого-то из участников встречи на это время есть другое дело. Сначала откажитесь от него или выберите другое время.",
            "관련된 사람에게 그 시간에 다른 일정이 있습니다. 먼저 취소하거나 다른 시간을 골라 주세요.",
        ),
        Refusal::BadgeUnknown => {
            pick(lang, "There is no delegate with this badge.", "Участника с таким бейджем нет.", "이 명찰을 가진 참가자가 없습니다.")
        }
        Refusal::NoConsent => pick(lang, "The delegate has not consented.", "Участник не дал согласия.", "참가자가 동의하지 않았습니다."),
        Refusal::AnsweredAlready => pick(
            lang,
            "Your company has answered this need. The answer can be changed until the city closes it.",
            "Ваша компания уже ответила. Ответ можно менять, пока город не закрыл запрос.",
            "이미 답했습니다. 도시가 마감할 때까지 답을 고칠 수 있습니다.",
        ),
        Refusal::NeedClosed => pick(lang, "The city has closed this need.", "Город закрыл этот запрос.", "도시가 이 수요를 마감했습니다."),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "company_kept" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "company_begun" => pick(
            lang,
            "Your application is begun. Look through it once more, then hand it in.",
            "Заявка начата. Просмотрите её ещё раз и отправьте.",
            "신청서를 시작했습니다. 다시 확인한 뒤 제출해 주세요.",
        ),
        "company_submit" => pick(
            lang,
            "Your application is handed in. The secretariat answers by e-mail.",
            "Заявка отправлена. Секретариат ответит по электронной почте.",
            "신청서를 제출했습니다. 사무국이 이메일로 답해 드립니다.",
        ),
        "company_accept_terms" => pick(
            lang,
            "You accepted the terms. Next: wishes for a booth, and your page.",
            "Условия приняты. Дальше: пожелания к стенду и ваша страница.",
            "약관에 동의했습니다. 이제 부스 희망과 소개 페이지를 작성하세요.",
        ),
        "company_withdraw" => pick(lang, "The company has withdrawn.", "Компания отказалась от участия.", "회사가 참가를 취소했습니다."),
        "company_decided" => {
            pick(lang, "Decided. The company gets an e-mail.", "Решение принято. Компания получит письмо.", "결정했습니다. 회사에 이메일이 갑니다.")
        }
        "member_invited" => pick(lang, "The invitation is on its way.", "Приглашение отправлено.", "초대를 보냈습니다."),
        "invitation_back" => pick(lang, "The invitation is taken back.", "Приглашение отозвано.", "초대를 취소했습니다."),
        "member_here" => pick(lang, "You belong to the company now.", "Теперь вы в компании.", "회사 구성원이 되었습니다."),
        "member_changed" => pick(lang, "Changed.", "Изменено.", "변경했습니다."),
        "member_gone" => pick(lang, "The person is no longer in the company.", "Человек больше не в компании.", "구성원에서 제외했습니다."),
        "company_left" => pick(lang, "You have left the company.", "Вы вышли из компании.", "회사에서 나왔습니다."),
        _ => return None,
    })
}
