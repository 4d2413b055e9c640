//! The words of the public catalogue of exhibitors.

texts! {
    title: "Exhibitors", "Участники выставки", "전시 기업";
    kicker: "City Digital Solutions Forum", "Форум цифровых решений для городов", "도시 디지털 솔루션 포럼";
    sample_note: "This exhibitor is made up: no real company said this.", "Этот участник вымышлен: ни одна настоящая компания этого не говорила.", "이 전시 기업은 예시이며 실제 회사가 아닙니다.";
    other_lang: "This text is in {language}.", "Текст на языке: {language}.", "이 글의 언어: {language}";
    partly: "Some of this is in {language}.", "Часть текста на языке: {language}.", "일부 글의 언어: {language}";
    home: "At home in", "Где находится", "소재지";
    booth: "Booth", "Стенд", "부스";
    no_booth: "not assigned yet", "ещё не назначен", "아직 미정";
    meet: "Meet at the booth", "Встретиться у стенда", "부스에서 만나기";
    website: "Website", "Сайт", "웹사이트";
    elsewhere: "Elsewhere", "В других местах", "다른 페이지";
    video: "Watch a video", "Смотреть видео", "동영상 보기";
    ask: "Whom to ask", "К кому обратиться", "문의처";
    solutions: "Solutions for cities", "Решения для городов", "도시를 위한 솔루션";
    answers: "Answers the challenges", "Отвечает на задачи", "답이 되는 과제";
    references: "Cities that use it", "Города, которые этим пользуются", "사용하는 도시";
    pictures: "Pictures", "Изображения", "사진";
    documents: "Documents", "Документы", "문서";
    picture_of: "Picture of {company}", "Изображение: {company}", "{company} 사진";
    logo_of: "Logo of {company}", "Логотип {company}", "{company} 로고";
}
