//! The words of seeing the site as a role.

use super::pick;
use domain::kernel::Lang;
use domain::organiser::seeing::SeenAs;

texts! {
    title: "See the site as somebody else does", "Посмотреть сайт глазами другого", "다른 사람의 화면으로 보기";
    lead:
        "Choose a role. For half an hour every page is shown as that role sees it, with a bar that says so. You can only look: every change is refused. It is a role and not a person: pages that belong to one person, and pages on which a role works with personal data, stay closed. Beginning and ending are in the audit trail.",
        "Выберите роль. Полчаса все страницы показываются так, как их видит эта роль, с полосой, которая об этом напоминает. Можно только смотреть: любое изменение будет отклонено. Это роль, а не человек: личные страницы и страницы, где роль работает с персональными данными, остаются закрытыми. Начало и конец отмечаются в журнале.",
        "역할을 선택하세요. 30분 동안 모든 페이지가 그 역할이 보는 대로 표시되며 이를 알리는 막대가 나타납니다. 보기만 할 수 있고 모든 변경은 거부됩니다. 특정 사람이 아닌 역할의 화면이므로 개인 페이지와 역할이 개인정보를 다루는 페이지는 열리지 않습니다. 시작과 종료는 감사 기록에 남습니다.";
    begin: "Begin", "Начать", "시작";
    bar: "You see the site as: {role}, until {time}. Nothing can be changed.", "Вы видите сайт как: {role}, до {time}. Ничего изменить нельзя.", "{role}의 화면을 {time}까지 보고 있습니다. 아무것도 바꿀 수 없습니다.";
    end: "End it", "Закончить", "끝내기";
    closed_title: "This page is not shown while you only look", "При просмотре эта страница закрыта", "보기 중에는 표시되지 않는 페이지";
    closed:
        "It belongs to one person, or the role works on it with personal data. What you see is a role, so there is nobody whose page it could be.",
        "Она принадлежит одному человеку, или роль работает на ней с персональными данными. Вы видите роль, поэтому показывать чью-то страницу нельзя.",
        "한 사람의 개인 페이지이거나 역할이 개인정보를 다루는 페이지입니다. 지금은 역할의 화면이므로 보여 드릴 수 있는 사람이 없습니다.";
}

/// A role as a choice and in the bar.
pub fn role(lang: Lang, seen: SeenAs) -> &'static str {
    match seen {
        SeenAs::Anonymous => pick(lang, "somebody not signed in", "человек без входа", "로그인하지 않은 사람"),
        SeenAs::Participant => pick(lang, "participant", "участник", "참가자"),
        SeenAs::CheckIn => pick(lang, "check-in staff", "сотрудник стойки регистрации", "체크인 담당자"),
        SeenAs::VisaDesk => pick(lang, "visa desk", "визовый отдел", "비자 담당자"),
    }
}
