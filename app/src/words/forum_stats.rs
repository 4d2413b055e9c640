//! The words of an exhibitor's numbers.

texts! {
    title: "Statistics", "Статистика", "통계";
    views: "Views of the public page", "Просмотры публичной страницы", "공개 페이지 조회";
    favourites: "Among favourites", "В избранном", "즐겨찾기";
    booked: "Meetings booked", "Забронировано встреч", "예약된 만남";
    held: "Meetings held", "Состоялось встреч", "진행된 만남";
    leads: "Contacts shared with you", "Контакты, которыми с вами поделились", "공유받은 연락처";
    days: "Views per day", "Просмотры по дням", "일별 조회";
    day: "Day at the venue", "День на площадке", "행사장 기준 날짜";
    empty: "Nobody has opened the public page yet.", "Публичную страницу ещё никто не открывал.", "아직 공개 페이지를 연 사람이 없습니다.";
    empty_hint: "Views appear here about a minute after the first one. Share the address of your page.", "Просмотры появятся здесь примерно через минуту после первого. Поделитесь адресом своей страницы.", "첫 조회 후 1분쯤 지나면 여기에 표시됩니다. 페이지 주소를 공유해 보세요.";
    note: "Each answer of the server with the page counts, also to programs that read pages. Nobody is followed: no cookie, no address and no origin is noted, so the same person may count several times.", "Считается каждый ответ сервера с этой страницей, в том числе программам, которые читают страницы. Ни за кем не следят: не записываются ни cookie, ни адрес, ни откуда пришли, поэтому один человек может быть посчитан несколько раз.", "서버가 이 페이지로 응답할 때마다 세며, 페이지를 읽는 프로그램도 포함됩니다. 누구도 추적하지 않습니다. 쿠키, 주소, 유입 경로를 기록하지 않으므로 같은 사람이 여러 번 세어질 수 있습니다.";
    latest: "The latest 60 days with views; the file has all.", "Последние 60 дней с просмотрами; в файле — все.", "조회가 있던 최근 60일입니다. 파일에는 모두 있습니다.";
    export: "Take along as a file:", "Скачать файлом:", "파일로 내려받기:";
}
