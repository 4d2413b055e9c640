// The public site: as a single-page app with scripts, as plain pages without.
import { test } from "node:test";
import assert from "node:assert/strict";
import { alive, browser, openPage, site, startSite, useSite } from "../support/site.mjs";

useSite({ mail: false });

test("links, back and forward show other pages without loading the document, with title, focus and scroll as expected", async () => {
  const { page, context } = await openPage(browser, site, { viewport: { width: 390, height: 800 } });
  await page.goto("/en/programme?view=list");
  await alive(page);
  await page.evaluate(() => (window.sameDocument = true));
  const card = page.locator("a.session-card").nth(12);
  await card.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  assert.ok(scrolled > 300);
  const title = (await card.locator(".title").innerText()).trim();
  await card.click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  assert.equal(await page.title(), `${title} · WeGO 2017`);
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.match(page.url(), /\/en\/programme\/[a-z-]+$/);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Programme" }).waitFor();
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 3, scrolled);
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  // The place on a page is found again however one comes back to it.
  await page.goBack();
  await page.waitForFunction((y) => document.querySelector("h1").textContent === "Programme" && Math.abs(scrollY - y) < 3, scrolled);
  await page.reload();
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 3, scrolled);
  await alive(page);
  await page.goto("/healthz");
  await page.goBack();
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 3, scrolled);
  await context.close();
});

test("a filter applies at once, stays in the address, and keeps the focus where it was", async () => {
  const { page, context } = await openPage(browser, site);
  await page.goto("/en/programme");
  await alive(page);
  await page.evaluate(() => (window.sameDocument = true));
  await page.getByLabel("Format").focus();
  await page.getByLabel("Format").selectOption("tour");
  await page.waitForURL(/format=tour/);
  await page.locator("#sessions a.session-card").first().waitFor();
  const formats = await page.locator("#sessions .session-card:visible .format").allInnerTexts();
  assert.ok(formats.length > 0 && formats.every((f) => f === "Tour"), formats.join());
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("name")), "format");
  await page.getByRole("link", { name: "Wed 28 June" }).click();
  await page.waitForURL(/day=2017-06-28&format=tour/);
  await page.getByText("Technical tour: a control room").first().waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await page.reload();
  assert.equal(await page.getByLabel("Format").inputValue(), "tour");
  await context.close();
});

test("the search finds while one types, in any script, and is used with the keyboard alone", async () => {
  const { page, context } = await openPage(browser, site);
  await page.goto("/en/programme");
  await alive(page);
  const search = page.getByRole("combobox", { name: "Search" });
  for (const [typed, found] of [["petrovic", "Heat for a whole district"], ["Петрович", "Heat for a whole district"], ["시상식", "3rd Smart Sustainable City Awards: ceremony"]]) {
    await search.fill(typed);
    await page.getByRole("option").filter({ hasText: found }).waitFor();
  }
  await search.fill("zzzz");
  await page.getByText("No session fits these filters.").first().waitFor();
  await search.fill("awards cerem");
  await page.getByRole("option").first().waitFor();
  await search.press("Enter");
  await page.getByRole("heading", { level: 1, name: "3rd Smart Sustainable City Awards: ceremony" }).waitFor();
  await context.close();
});

test("times are shown in the venue's zone or in one's own, and the choice is remembered", async () => {
  const { page, context } = await openPage(browser, site, { timezoneId: "Asia/Seoul" });
  await page.goto("/en/programme?view=list");
  await alive(page);
  const first = page.locator("time.when").first();
  assert.equal(await first.innerText(), "10:00–12:30".replace("12:30", "11:30"));
  await page.getByRole("button", { name: /My time/ }).click();
  await page.waitForFunction(() => document.querySelector("time.when").textContent.includes("15:00–16:30"));
  await page.reload();
  await page.waitForFunction(() => document.querySelector("time.when").textContent.includes("15:00–16:30"));
  await page.getByRole("button", { name: /Venue time/ }).click();
  await page.waitForFunction(() => document.querySelector("time.when").textContent === "10:00–11:30");
  await context.close();
});

test("another language is the same page, and the document says which language it is in", async () => {
  const { page, context } = await openPage(browser, site);
  await page.goto("/en/programme/awards-ceremony");
  await alive(page);
  await page.getByRole("link", { name: "한국어" }).click();
  await page.getByRole("heading", { level: 1, name: /시상식/ }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  assert.match(page.url(), /\/ko\/programme\/awards-ceremony$/);
  await page.locator("footer.site").getByText("총회 구성").or(page.locator("footer.site h2")).first().waitFor();
  await context.close();
});

test("without scripts the programme is filtered and searched by its form, and every link is a page", async () => {
  const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
  await page.goto("/ru/programme?view=list");
  await page.getByLabel("Формат").selectOption("reception");
  await page.getByRole("button", { name: "Показать" }).click();
  await page.waitForURL(/format=reception/);
  assert.equal(await page.locator("#sessions .session-card").count(), 4);
  await page.getByRole("link", { name: "Сбросить фильтры" }).click();
  await page.locator("input[name=q]").fill("вод");
  await page.getByRole("button", { name: "Показать" }).click();
  await page.waitForURL(/q=/);
  await page.getByText("Вода, которую считают и делят").click();
  await page.getByRole("heading", { level: 1, name: "Вода, которую считают и делят" }).waitFor();
  await context.close();
});

test("the pictures of the site are there", async () => {
  for (const [path, type] of [["/preview.png", "image/png"], ["/favicon.svg", "image/svg+xml"]]) {
    const answer = await fetch(site.url + path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("content-type"), type);
  }
});

test("the first visit needs few requests and few bytes", async () => {
  const { page, context } = await openPage(browser, site);
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  const requests = [];
  let bytes = 0;
  client.on("Network.responseReceived", (e) => requests.push(e.response.url));
  client.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  await page.goto("/en/programme");
  await alive(page);
  const own = requests.filter((url) => !url.startsWith("data:") && !url.endsWith("favicon.svg"));
  assert.ok(own.length <= 6, own.join(" "));
  assert.ok(bytes <= 150_000, `${bytes} bytes`);
  await context.close();
});

test("before the assembly its beginning is counted down, by the clock of the site", async () => {
  const eve = await startSite({ mail: false, env: { PLENARY_REHEARSE: "2017-06-26T10:00:30+04:00" } });
  try {
    const { page, context } = await openPage(browser, eve);
    await page.goto("/en");
    await page.locator(".countdown").getByText("23 h").waitFor();
    await page.locator(".countdown").getByText("59 min").waitFor();
    const first = await page.locator(".countdown").innerText();
    await page.waitForFunction((first) => document.querySelector(".countdown").innerText !== first, first);
    await page.getByText("Rehearsal: the clock of this site").waitFor();
    await context.close();
  } finally {
    await eve.stop();
  }
});

test("during the assembly the home page says what happens now and next", async () => {
  const day = await startSite({ mail: false, env: { PLENARY_REHEARSE: "2017-06-28T10:20:00+04:00" } });
  try {
    const { page, context } = await openPage(browser, day, { javaScriptEnabled: false });
    await page.goto("/en");
    const lanes = page.locator(".now-next .lane");
    assert.equal(await lanes.count(), 2);
    for (const time of await lanes.nth(0).locator("time").allInnerTexts()) {
      const [, start, end] = time.match(/Wed 28 June, (\d\d:\d\d)–(\d\d:\d\d)/);
      assert.ok(start <= "10:20" && end > "10:20", time);
    }
    const next = await lanes.nth(1).locator("time").allInnerTexts();
    assert.ok(next.length > 0 && new Set(next.map((t) => t.split("–")[0])).size === 1, next.join());
    await page.goto("/en/programme");
    assert.equal(await page.locator(".days [aria-current]").innerText(), "Wed 28 June");
    await context.close();
  } finally {
    await day.stop();
  }
});
