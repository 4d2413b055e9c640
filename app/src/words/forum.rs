//! The words of the forum.

use super::pick;
use domain::forum::Refusal;
use domain::kernel::Lang;

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
        Refusal::PlanOverlaps => pick(
            lang,
            "Booths would overlap or stand outside of the hall.",
            "Стенды перекрываются или выходят за пределы зала.",
            "부스가 서로 겹치거나 홀 밖으로 나갑니다.",
        ),
        Refusal::NotPublished => pick(
            lang,
            "This is for exhibitors that the public sees.",
            "Это для опубликованных участников выставки.",
            "공개된 전시 기업만 할 수 있습니다.",
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
        Refusal::Clash => pick(
            lang,
            "You have something else at that time. Give that up first, or choose another time.",
            "На это время у вас уже есть дело. Откажитесь от него или выберите другое время.",
            "그 시간에 다른 일정이 있습니다. 먼저 취소하거나 다른 시간을 골라 주세요.",
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
        _ => return None,
    })
}
