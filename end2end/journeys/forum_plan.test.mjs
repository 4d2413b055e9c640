// The floor plan: read by everybody, changed by organisers with the pointer, with the keyboard and without scripts, and booths given to companies.
import { test } from "node:test";
import assert from "node:assert/strict";
import { alive, browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press } from "../support/forms.mjs";
import { wrong } from "../support/axe.mjs";
import { desk as post } from "../support/badges.mjs";

useSite();

/** A company of a new person that waits for a booth; the organiser accepts it. */
const waiting = async (organiser, name, more = {}) => {
  const person = await openPage(browser, site, { bypassCSP: true });
  await newAccount(person.page, site, `${name.toLowerCase().replace(/\W+/g, "-")}@company.example`, name);
  const says = {
    company_name: name, country: "DE", company_city: "Bonn", company_about: "We measure noise in streets.", company_shows: "Sensors that one can touch.",
    "topics[]": "open-city", ...more, request_id: `apply-${name.replace(/\W+/g, "-")}`,
  };
  const made = await post(person.page, site, "forum/save_application", says);
  const id = made.headers()["location"].split("/").pop().split("?")[0];
  const version = async () => {
    await person.page.goto(`/en/me/companies/${id}`);
    return person.page.locator("main input[name=version]").first().inputValue();
  };
  await post(person.page, site, "forum/step_company", { company: id, version: await version(), request_id: `hand-in-${id}` });
  await organiser.goto(`/en/desk/forum/companies/${id}`);
  const seen = await organiser.locator("main input[name=version]").first().inputValue();
  await post(organiser, site, "forum/decide_company", { company: id, version: seen, decision: "accept", request_id: `accept-${id}` });
  const now = await version();
  await person.page.goto(`/en/me/companies/${id}/terms`);
  const terms = await person.page.locator("main input[name=terms]").inputValue();
  await post(person.page, site, "forum/accept_terms", { company: id, version: now, terms, accept_terms: "yes", request_id: `terms-${id}` });
  return { ...person, id, name };
};

test("everybody reads the plan, with the drawing or with the list, in three languages", async () => {
  for (const [options, theme] of [[{ viewport: { width: 390, height: 800 } }, "light"], [{ viewport: { width: 1280, height: 900 } }, "dark"]]) {
    const { page, context } = await openPage(browser, site, { bypassCSP: true, colorScheme: theme, ...options });
    for (const lang of ["en", "ru", "ko"]) {
      await page.goto(`/${lang}/forum/plan`);
      assert.deepEqual(await wrong(page), [], `${lang} ${theme}`);
    }
    await context.close();
  }
  const { page, context } = await openPage(browser, site, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  await page.goto("/en/forum/plan");
  const drawn = await page.locator(".hall .booth").count();
  assert.equal(await page.locator("main tbody tr").count(), drawn, "the list has what the drawing has");
  assert.ok(drawn > 20);
  // Who is there is on the drawing and in the list, and leads to the exhibitor, whose page leads back.
  await page.locator("main tbody").getByRole("link", { name: "길벗 배움" }).click();
  await page.getByRole("link", { name: "A-9, Hall A" }).click();
  assert.match(page.url(), /\/en\/forum\/plan#booth-hall-a-a-9$/);
  await page.goto("/en/forum/plan");
  // A number in the list leads to its booth on the drawing, by the keyboard alone.
  await page.locator("main tbody a[href='#booth-hall-b-b-5']").focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#booth-hall-b-b-5$/);
  const lit = await page.locator("#booth-hall-b-b-5 rect").first().evaluate((rect) => getComputedStyle(rect).strokeWidth);
  assert.equal(lit, "4px", "what one came for stands out");
  // Numbers are large enough to read on a telephone.
  const height = await page.locator("#booth-hall-a-a-1 text").first().evaluate((text) => text.getBoundingClientRect().height);
  assert.ok(height >= 14, `${height} px`);
  const pdf = await page.request.get("/en/forum/plan.pdf");
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  await context.close();
});

test("organisers change the plan with the pointer, with the keyboard and without scripts, and companies get booths", async () => {
  const organiser = await openPage(browser, site, { bypassCSP: true });
  const { page } = organiser;
  await becomeOrganiser(page, site, "plan@city.example");
  await page.goto("/en/desk/forum/plan/hall-b");
  await alive(page);
  await page.waitForSelector("[data-plan][data-ready]");
  const says = page.locator("[data-plan] [data-says]");
  const booth = (id) => page.locator(`[data-booth="hall-b-b-${id}"]`);
  const x = (id) => booth(id).getAttribute("data-x").then(Number);
  const before = await x(9);

  // With the keyboard: half a metre, a tenth, larger; and back.
  await booth(9).locator("a").focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("B-9 is saved.").waitFor();
  assert.equal(await x(9), before + 5);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForFunction(() => document.querySelector('[data-booth="hall-b-b-9"]').dataset.version === "3");
  assert.equal(await x(9), before + 4);
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForFunction(() => document.querySelector('[data-booth="hall-b-b-9"]').dataset.version === "4");
  assert.equal(await booth(9).getAttribute("data-depth"), "35");
  await page.keyboard.press("Control+z");
  await page.getByText("B-9 is where it was before.").waitFor();
  assert.equal(await booth(9).getAttribute("data-depth"), "30");

  // With the pointer; what overlaps goes back with the reason.
  const drag = async (id, across, down) => {
    const box = await booth(id).locator("rect").first().boundingBox();
    const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(left, top);
    await page.mouse.down();
    await page.mouse.move(left + across / 2, top + down / 2, { steps: 3 });
    await page.mouse.move(left + across, top + down, { steps: 3 });
    await page.mouse.up();
    return box;
  };
  const scale = (await booth(6).locator("rect").first().boundingBox()).width / 40;
  const y = Number(await booth(6).getAttribute("data-y"));
  await drag(6, 0, -20 * scale);
  await page.getByText("B-6 is saved.").waitFor();
  assert.equal(Number(await booth(6).getAttribute("data-y")), y - 20);
  const five = await x(5);
  await drag(5, 0, -50 * scale);
  await page.getByText("B-5 was not saved").waitFor();
  assert.match(await says.textContent(), /overlap/);
  assert.equal(await x(5), five);
  assert.equal(page.url(), `${site.url}/en/desk/forum/plan/hall-b`, "what was dragged is not followed");
  assert.deepEqual(await wrong(page), []);

  // Without scripts.
  const cookies = await organiser.context.cookies();
  const plain = await openPage(browser, site, { javaScriptEnabled: false });
  await plain.context.addCookies(cookies);
  await plain.page.goto("/en/desk/forum/plan/hall-b?booth=hall-b-b-9");
  await plain.page.getByLabel("From the top, in metres").fill("11");
  await plain.page.locator("#edit form").first().getByRole("button", { name: "Save", exact: true }).click();
  await plain.page.getByText("The plan is saved").waitFor();
  await plain.context.close();

  // Companies wish, and get booths.
  const [quiet, loud] = [await waiting(page, "Quiet Sensors", { power: "2000" }), await waiting(page, "Loud Maps")];
  await quiet.page.goto(`/en/me/companies/${quiet.id}/booth`);
  await quiet.page.getByLabel("First wish").selectOption("hall-a-a-7");
  await quiet.page.getByLabel("Second wish").selectOption("hall-a-a-8");
  await press(quiet.page, "Save");
  await quiet.page.getByText("Your wishes are kept.").waitFor();
  assert.deepEqual(await wrong(quiet.page), []);

  await page.goto("/en/desk/forum/booths");
  await page.getByRole("button", { name: "Show the proposal" }).click();
  await page.getByText("first wish", { exact: true }).waitFor();
  assert.deepEqual(await wrong(page), []);
  await press(page, "Give the booths that are ticked");
  await page.getByText("The booths are given").waitFor();
  await site.letter("quiet-sensors@company.example", "A-7");

  await page.goto("/en/desk/forum/plan/hall-a");
  assert.equal(await page.locator('[data-booth="hall-a-a-7"] text').last().textContent(), "Quiet Sensors");
  await page.goto("/en/desk/forum/plan");
  assert.deepEqual(await wrong(page), []);
  await page.goto("/en/desk/forum/booths");
  const choices = page.locator("#swap select");
  const held = async (name) => choices.first().locator("option", { hasText: name }).getAttribute("value");
  await choices.first().selectOption(await held("Quiet Sensors"));
  await choices.last().selectOption(await held("Loud Maps"));
  await press(page, "See what it would mean");
  const question = page.locator("#exchange");
  await question.getByRole("heading", { name: "Let Quiet Sensors and Loud Maps exchange their booths?" }).waitFor();
  assert.equal(await question.getByRole("heading", { level: 3 }).count(), 2);
  assert.deepEqual(await wrong(page), []);
  await press(page, "Exchange");
  await page.getByText("The two exchanged their booths").waitFor();
  await site.letter("quiet-sensors@company.example", "now has the booth");
  assert.deepEqual(await wrong(page), []);
  await quiet.page.goto(`/en/me/companies/${quiet.id}/booth`);
  await quiet.page.getByText("Your booth:").waitFor();
  assert.ok(!(await quiet.page.getByText("Your booth: A-7").isVisible()));
  await quiet.page.getByText("Wishes for booths no longer count").waitFor();
  assert.equal(await quiet.page.getByLabel("First wish").count(), 0);
  assert.deepEqual(await wrong(quiet.page), []);
  for (const { context } of [quiet, loud, organiser]) await context.close();
});

test("a move that is refused while another one waits leaves the booth where it was put last", async () => {
  const { page, context } = await openPage(browser, site, { bypassCSP: true });
  await becomeOrganiser(page, site, "moves@city.example");
  await page.goto("/en/desk/forum/plan/hall-b");
  await alive(page);
  await page.waitForSelector("[data-plan][data-ready]");
  const booth = page.locator('[data-booth="hall-b-b-8"]');
  const x = () => booth.getAttribute("data-x").then(Number);
  const from = await x();
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  const asked = page.waitForRequest("**/api/forum/save_booth");
  await page.route("**/api/forum/save_booth", async (route) => {
    await held;
    await route.continue();
  });
  const push = async (key, times) => {
    for (let n = 0; n < times; n += 1) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  await booth.locator("a").focus();
  await push("ArrowLeft", 5);
  await asked;
  await push("ArrowRight", 6);
  assert.equal(await x(), from + 5);
  letGo();
  await page.getByText("B-8 is saved.").waitFor();
  assert.equal(await x(), from + 5, "the drawing shows what was saved last");
  // What is taken back is the move that was kept, not the one that was refused.
  await page.keyboard.press("Control+z");
  await page.getByText("B-8 is where it was before.").waitFor();
  assert.equal(await x(), from);
  await page.reload();
  assert.equal(await x(), from, "and the server has the same");
  await context.close();
});
