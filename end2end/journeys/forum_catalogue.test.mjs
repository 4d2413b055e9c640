// The catalogue of exhibitors without a script: searching, filtering, comparing; and a person's favourites.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { newAccount, press } from "../support/forms.mjs";

useSite();

/** Does what leads to another page, and waits for that page. */
const go = async (page, act) => {
  const there = page.waitForEvent("load");
  await act();
  await there;
};

const names = (page) => page.locator(".exhibitors h2").allInnerTexts();

for (const [lang, show, compare] of [["en", "Show", "Compare"], ["ru", "Показать", "Сравнить"], ["ko", "보기", "비교하기"]]) {
  test(`everybody searches, filters and compares exhibitors on a phone without scripts, in ${lang}`, async () => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    await page.goto(`/${lang}/parts/city-digital-solutions-forum`);
    await go(page, () => page.locator(`main a.button[href="/${lang}/forum/exhibitors"]`).click());
    assert.equal((await names(page)).length, 8);
    await page.locator("input[name=q]").fill("ORCAMENTO");
    await go(page, () => page.getByRole("button", { name: show, exact: true }).click());
    assert.deepEqual(await names(page), ["Orçamento Claro (sample)"]);
    await page.locator("input[name=q]").fill("");
    await page.locator("select[name=challenge]").selectOption("sensors-people-trust");
    await go(page, () => page.getByRole("button", { name: show, exact: true }).click());
    assert.equal((await names(page)).length, 2);
    for (const box of await page.locator("input[name=with]").all()) await box.check();
    await go(page, () => page.getByRole("button", { name: compare, exact: true }).click());
    assert.match(page.url(), /compare\?with=sample-lantern&with=sample-tihiy$/);
    assert.equal(await page.locator("th[scope=col]").count(), 2);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the screen");
    await go(page, () => page.locator("th[scope=col] a.fine").first().click());
    assert.equal(await page.locator("th[scope=col]").count(), 1);
    await page.goto(`/${lang}/forum/exhibitors?q=zzz`);
    await go(page, () => page.locator(".empty a.button").click());
    assert.equal((await names(page)).length, 8);
    await context.close();
  });
}

test("somebody keeps an exhibitor, takes it out, and puts it back", async () => {
  const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
  await newAccount(page, site, "fan@city.example", "Fay Fan");
  await page.goto("/en/me/favourites");
  await page.getByText("There is no favourite yet.").waitFor();
  for (const id of ["sample-claro", "sample-shade"]) {
    await page.goto(`/en/forum/exhibitors/${id}`);
    await page.getByRole("link", { name: "Add to my favourites" }).click();
    await press(page, "Add to my favourites");
    await page.getByText("It is among your favourites.").waitFor();
  }
  await page.getByRole("button", { name: "Remove Shade & Well (sample)" }).click();
  assert.deepEqual(await names(page), ["Orçamento Claro (sample)"]);
  await press(page, "Put it back");
  assert.equal((await names(page)).length, 2);
  await page.getByRole("link", { name: "Compare them" }).click();
  assert.equal(await page.locator("th[scope=col]").count(), 2);
  await context.close();
});
