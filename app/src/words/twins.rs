//! The words of registrations that may be of one person.

use super::pick;
use domain::kernel::Lang;
use domain::places::Standing;
use domain::registration::State;
use domain::registration::twins::{can_merge, stands};

texts! {
    title: "Possible duplicates", "Возможные дубликаты", "중복 의심 등록";
    lead:
        "Registrations of the same name from the same city. Look at the two side by side: merge them, or say that they are different people.",
        "Регистрации с одинаковым именем из одного города. Сравните их рядом: объедините или отметьте, что это разные люди.",
        "같은 도시에서 같은 이름으로 들어온 등록입니다. 나란히 비교한 뒤 합치거나 다른 사람이라고 표시하세요.";
    none: "No two registrations look alike.", "Похожих регистраций нет.", "비슷한 등록이 없습니다.";
    none_hint:
        "When a name comes twice from one city, both registrations are shown here.",
        "Если из одного города придёт одно имя дважды, обе регистрации появятся здесь.",
        "한 도시에서 같은 이름이 두 번 들어오면 여기에 표시됩니다.";
    some: "{n} are left; these are the first.", "Осталось: {n}; показаны первые.", "{n}건이 남았으며 처음 일부만 표시합니다.";
    compare: "Compare", "Сравнить", "비교";
    pair: "The same person?", "Это один человек?", "같은 사람인가요?";
    first: "First", "Первая", "첫째";
    second: "Second", "Вторая", "둘째";
    what: "What", "Что", "항목";
    differs: "≠ differs", "≠ различается", "≠ 다름";
    rests: "* an approval rests on this", "* от этого зависит одобрение", "* 승인의 근거가 되는 항목";
    keep: "Keep this one", "Оставить эту", "이 등록을 유지";
    kept: "Which registration is kept", "Какая регистрация останется", "유지할 등록";
    account: "E-mail", "Электронная почта", "이메일";
    no_address: "none of their own", "своего адреса нет", "본인 주소 없음";
    verified: "confirmed", "подтверждена", "확인됨";
    not_verified: "not confirmed", "не подтверждена", "확인되지 않음";
    place: "Place", "Место", "자리";
    no_place: "none", "нет", "없음";
    by: "Registered by", "Кто зарегистрировал", "등록한 사람";
    themselves: "themselves", "сам человек", "본인";
    since: "Handed in", "Отправлена", "제출";
    consents_stay:
        "Consents are the person's own: they stay as they are in the registration that is kept.",
        "Согласия даёт сам человек: они остаются такими, как в оставленной регистрации.",
        "동의는 본인만 할 수 있으므로 유지하는 등록의 내용을 그대로 둡니다.";
    how:
        "Choose which registration is kept, and in each row that differs the answer that is right.",
        "Выберите, какая регистрация останется, и в каждой строке с различием отметьте верный ответ.",
        "유지할 등록을 고르고, 서로 다른 행마다 올바른 답을 선택하세요.";
    happens: "What happens", "Что произойдёт", "결과";
    if_kept: "If the {which} is kept:", "Если остаётся {which}:", "{which} 등록을 유지하면:";
    over:
        "The other registration is replaced and cannot be opened again; this cannot be undone. Its person gets an e-mail, and so does whoever is offered a place that this frees. If somebody was to vote for the city with it, the kept one votes.",
        "Другая регистрация будет заменена, открыть её снова нельзя; отменить это невозможно. Её владелец получит письмо, как и тот, кому будет предложено освободившееся место. Право голоса за город перейдёт к оставленной.",
        "다른 등록은 대체되어 다시 열 수 없으며 되돌릴 수 없습니다. 그 등록의 본인과 새로 자리를 제안받는 분에게 이메일이 갑니다. 도시 투표권이 있었다면 유지하는 등록으로 넘어갑니다.";
    sure: "I have looked at both, and they are of one person.", "Я сравнил(а) обе: это один человек.", "두 등록을 확인했으며 같은 사람입니다.";
    merge: "Merge the two", "Объединить", "하나로 합치기";
    or: "Or", "Или", "또는";
    apart_lead:
        "They are two people who share a name: the pair is no longer listed. You can take that back on this page.",
        "Это два человека с одним именем: пара больше не показывается. Это можно отменить на этой странице.",
        "이름이 같은 다른 사람이면 더 이상 목록에 표시하지 않습니다. 이 페이지에서 되돌릴 수 있습니다.";
    apart: "Different people", "Разные люди", "다른 사람입니다";
    told_apart: "Somebody has said that these are different people.", "Отмечено, что это разные люди.", "다른 사람으로 표시되어 있습니다.";
    doubt: "They may be one person after all", "Всё же, возможно, это один человек", "같은 사람일 수 있음으로 되돌리기";
    over_already:
        "These two cannot be merged: at least one of them is no longer under way.",
        "Эти две регистрации нельзя объединить: по крайней мере одна уже завершена.",
        "적어도 하나는 이미 끝난 등록이어서 합칠 수 없습니다.";
    to_list: "Back to the possible duplicates", "К возможным дубликатам", "중복 의심 목록으로";
    hint: "May be the same person as", "Возможно, тот же человек, что и", "같은 사람일 수 있음:";
    hint_apart: "Has the same name as, and is somebody else than", "Тёзка, но другой человек:", "이름은 같지만 다른 사람:";
}

/// What somebody holds of a category's places.
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => pick(lang, "waits for one", "ждёт места", "대기 중"),
        Standing::Offered { .. } => pick(lang, "one is offered", "место предложено", "제안됨"),
        _ => pick(lang, "has one", "есть", "있음"),
    }
}

/// What becomes of the registration that is kept, by where it stands now and whether the other one's place, when that has one, would go over.
pub fn outcome(lang: Lang, state: State, place: Option<bool>) -> Vec<&'static str> {
    if !can_merge(state) {
        return Vec::new();
    }
    let hands_over = place == Some(true);
    let over = place.map(|over| match over {
        true => pick(
            lang,
            "It takes over the other one's place, or its place in line.",
            "К ней переходит место другой или её очередь.",
            "다른 등록의 자리나 대기 순번을 이어받습니다.",
        ),
        false => pick(
            lang,
            "The other one's place becomes free for whoever waits.",
            "Место другой освободится для ожидающих.",
            "다른 등록의 자리는 대기 중인 분에게 돌아갑니다.",
        ),
    });
    let state = match (stands(state, false, hands_over), stands(state, true, hands_over)) {
        (Ok(to), _) if to != state => {
            pick(lang, "You then decide on it again.", "После этого по ней нужно решить снова.", "그 뒤 다시 결정해야 합니다.")
        }
        (Ok(_), Ok(to)) if to != state => pick(
            lang,
            "It stays as it stands; if it takes an answer marked * from the other one, you decide on it again.",
            "Её состояние не изменится; если к ней перейдёт ответ со знаком *, решить нужно будет снова.",
            "상태는 그대로이며, * 표시된 답을 다른 등록에서 가져오면 다시 결정해야 합니다.",
        ),
        (_, Err(_)) => pick(
            lang,
            "It stays as it stands. Answers marked * cannot come from the other one while it waits for a place.",
            "Её состояние не изменится. Пока она ждёт места, ответы со знаком * взять из другой нельзя.",
            "상태는 그대로입니다. 자리를 기다리는 동안에는 * 표시된 답을 다른 등록에서 가져올 수 없습니다.",
        ),
        _ => pick(lang, "It stays as it stands.", "Её состояние не изменится.", "상태는 그대로입니다."),
    };
    over.into_iter().chain([state]).collect()
}
