// The live board in several browsers at once: what one does the others see, nothing moves under a finger, what is refused is taken back with the
// reason, what was done without a network happens once when it is back; and the same with forms alone.
import { test } from "node:test";
import assert from "node:assert/strict";
import { wrong } from "../support/axe.mjs";
import { browser, openPage, site, useSite } from "../support/site.mjs";

useSite({ env: { PLENARY_REHEARSE: "2017-06-28T11:00:00+04:00", PLENARY_FORMS_PER_MINUTE: "5000" } });

let people;
let next = 0;

/** Somebody new of the ideathon, on the board, in a browser of their own. */
const comes = async (options = {}) => {
  people ??= site.participants(30);
  const cookie = (await people)[next++];
  const { page, context } = await openPage(browser, site, { noise: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to load resource/, ...options });
  await context.addCookies([cookie]);
  await page.goto("/en/ideathon/board");
  if (options.javaScriptEnabled !== false) await page.waitForSelector("#board[data-alive]");
  const name = await page.locator(".person-card.own h3").textContent();
  return { page, context, name };
};

/** Makes a team through its form and comes back to the board. */
const makesTeam = async ({ page }, team) => {
  await page.goto("/en/ideathon/teams/new");
  await page.getByLabel("Name of the team").fill(team);
  await page.getByRole("button", { name: "Make the team" }).click();
  await page.getByRole("heading", { name: team, level: 1 }).waitFor();
  await page.goto("/en/ideathon/board");
  await page.waitForSelector("#board[data-alive]");
};

const card = ({ page }, team) => page.locator(".team-card", { has: page.getByRole("heading", { name: team, exact: true }) });
const place = async (locator) => JSON.stringify(await locator.boundingBox());

/** What a browser shows of the teams: names, and who is in them. */
const shows = ({ page }) =>
  page.locator(".team-card:not(.gone)").evaluateAll((cards) =>
    cards
      .map((card) => `${card.querySelector("h3").textContent}: ${[...card.querySelectorAll(".seats li:not(.free-seat)")].map((s) => s.firstChild.parentNode.innerText.replace(/\s*captain\s*/, "")).join(", ")}`)
      .sort(),
  );

test("a team forms before everybody's eyes, in four browsers", async () => {
  const [ana, bo, chen, dina] = await Promise.all([comes(), comes({ viewport: { width: 390, height: 800 } }), comes(), comes()]);
  await makesTeam(ana, "Clear Water");
  // The others see it without a reload, after what was there.
  for (const other of [bo, chen, dina]) await card(other, "Clear Water").waitFor();
  // Somebody asks: it shows at once, and the captain is told where nothing moves for it.
  const button = card(chen, "Clear Water").getByRole("button");
  const before = await place(card(dina, "Clear Water").getByRole("button"));
  await button.click();
  await card(chen, "Clear Water").getByRole("button", { name: /Take the request back/ }).waitFor();
  await ana.page.getByText("Waiting for your answer: 1").waitFor();
  assert.match(await ana.page.locator(".said").textContent(), /asks to join/);
  await ana.page.locator(".tray summary").click();
  await ana.page.locator(".tray").getByRole("button", { name: /Take in/ }).click();
  for (const one of [ana, bo, chen, dina]) await card(one, "Clear Water").getByText(chen.name).first().waitFor();
  assert.equal(await place(card(dina, "Clear Water").getByRole("button")), before, "what one was about to press has moved");
  // An invitation, accepted on a telephone.
  await ana.page.locator(".tray summary").click();
  await ana.page.locator(".person-card", { hasText: bo.name }).first().getByRole("button", { name: /^Invite/ }).click();
  await bo.page.getByText("Waiting for your answer: 1").waitFor();
  await bo.page.locator(".tray summary").click();
  await bo.page.locator(".tray").getByRole("button", { name: /Accept the invitation/ }).click();
  await bo.page.locator(".team-card.own").waitFor();
  for (const one of [chen, dina]) await card(one, "Clear Water").getByText(bo.name).first().waitFor();
  assert.deepEqual(await shows(ana), await shows(dina));
  for (const { context } of [ana, bo, chen, dina]) await context.close();
});

test("the last place is taken once, and who comes second is told why, where they pressed", async () => {
  const [captain, ...others] = await Promise.all(Array.from({ length: 4 }, () => comes()));
  await makesTeam(captain, "Last Place");
  // Five are in by the team's code; one place is left for two.
  await captain.page.goto("/en/ideathon/board");
  await captain.page.getByRole("link", { name: "My team" }).click();
  await captain.page.getByRole("button", { name: "Make a code" }).click();
  const code = (await captain.page.locator(".team-code").textContent()).trim();
  const fill = await Promise.all(Array.from({ length: 4 }, () => comes()));
  for (const { page, context } of fill) {
    await page.goto(`/en/ideathon/join/${code}`);
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("heading", { name: "Last Place", level: 1 }).waitFor();
    await context.close();
  }
  const [one, two] = others;
  await captain.page.goto("/en/ideathon/board");
  await captain.page.waitForSelector("#board[data-alive]");
  for (const who of [one, two]) {
    await captain.page.locator(".person-card", { hasText: who.name }).first().getByRole("button", { name: /^Invite/ }).click();
    await who.page.getByText("Waiting for your answer: 1").waitFor();
  }
  // Both press before either can know of the other: the second is asked with what its page knew.
  await two.page.route("**/ideathon/live**", (route) => route.abort());
  await two.page.locator(".tray summary").click();
  await one.page.locator(".tray summary").click();
  await two.context.setOffline(true);
  await two.page.locator(".tray").getByRole("button", { name: /Accept the invitation/ }).click();
  await two.page.locator(".team-card.own").waitFor();
  await one.page.locator(".tray").getByRole("button", { name: /Accept the invitation/ }).click();
  await card(captain, "Last Place").getByText(one.name).first().waitFor();
  // What two did was shown, and is taken back with the reason when the network is there again.
  await two.context.setOffline(false);
  await card(two, "Last Place").locator(".refused").waitFor();
  assert.match(await card(two, "Last Place").locator(".refused").textContent(), /Not done\. The last place of this team was just taken/);
  assert.equal(await two.page.locator(".team-card.own").count(), 0);
  for (const { context } of [captain, ...others]) await context.close();
});

test("what is done without a network is kept over a reload and happens once when it is back", async () => {
  const [captain, traveller] = await Promise.all([comes(), comes()]);
  await makesTeam(captain, "Night Train");
  await card(traveller, "Night Train").waitFor();
  await traveller.context.setOffline(true);
  await card(traveller, "Night Train").getByRole("button").click();
  await card(traveller, "Night Train").getByText("Sending…").waitFor();
  await traveller.page.getByText("No connection.").waitFor();
  const kept = await traveller.page.evaluate(() => JSON.parse(sessionStorage.getItem("ideathon-deeds")));
  assert.equal(kept.length, 1);
  await traveller.context.setOffline(false);
  await captain.page.getByText("Waiting for your answer: 1").waitFor();
  // The same once more, with the same id: it is done already.
  const again = await traveller.page.evaluate(async ([deed]) => {
    const form = new URLSearchParams({ what: deed.what, team: deed.team, person: "", request_id: deed.id, on_page: "/en/ideathon/board" });
    return (await fetch("/api/ideathon/gather", { method: "POST", body: form, headers: { accept: "application/json" } })).status;
  }, kept);
  assert.equal(again, 200);
  await card(traveller, "Night Train").getByText("Sending…").waitFor({ state: "detached" });
  await traveller.page.reload();
  await traveller.page.waitForSelector("#board[data-alive]");
  await card(traveller, "Night Train").getByRole("button", { name: /Take the request back/ }).waitFor();
  for (const { context } of [captain, traveller]) await context.close();
});

test("with forms alone one asks, takes back, is taken in and leaves", async () => {
  const options = { javaScriptEnabled: false };
  const captain = await comes();
  await makesTeam(captain, "Paper Plane");
  const asker = await comes(options);
  await card(asker, "Paper Plane").getByRole("button", { name: /Ask to join/ }).click();
  await card(asker, "Paper Plane").getByRole("button", { name: /Take the request back/ }).click();
  await card(asker, "Paper Plane").getByRole("button", { name: /Ask to join/ }).click();
  await captain.page.getByText("Waiting for your answer: 1").waitFor();
  await captain.page.getByRole("link", { name: "My team" }).click();
  await captain.page.getByRole("button", { name: "Take in" }).click();
  await captain.page.locator(".seats").getByText(asker.name).waitFor();
  await asker.page.goto("/en/ideathon/board");
  await asker.page.getByRole("link", { name: "My team" }).click();
  await asker.page.locator("summary", { hasText: "Leave the team" }).click();
  await asker.page.getByRole("button", { name: "Leave the team" }).click();
  await asker.page.getByText("You have left the team.").waitFor();
  assert.equal(await asker.page.locator(".team-card.own").count(), 0);
  for (const { context } of [captain, asker]) await context.close();
});

test("the live board can be used by everybody, by keyboard and in the dark", async () => {
  for (const options of [{ viewport: { width: 320, height: 640 }, colorScheme: "dark" }, { viewport: { width: 1440, height: 900 } }]) {
    const who = await comes({ ...options, bypassCSP: true });
    assert.deepEqual(await wrong(who.page), []);
    const ask = who.page.getByRole("button", { name: /^Ask to join/ }).first();
    if (await ask.count()) {
      await ask.focus();
      await who.page.keyboard.press("Enter");
      await who.page.getByRole("button", { name: /Take the request back/ }).first().waitFor();
    }
    await who.context.close();
  }
});
