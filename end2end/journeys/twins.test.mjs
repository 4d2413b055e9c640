// An organiser finds two registrations of one person, says that they are of two, changes their mind, and merges them: with scripts and without.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";

useSite();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`two registrations of one person become one, ${way}`, async () => {
    const [work, home] = ["work", "home"].map((kind) => `zoe-${kind}-${javaScriptEnabled}@city.example`);
    const people = [];
    for (const address of [work, home]) {
      const person = await openPage(browser, site, { javaScriptEnabled });
      await newAccount(person.page, site, address);
      await register(person.page, address === home ? { city: `Köln ${javaScriptEnabled}`, position: "Deputy CIO" } : { city: `Köln ${javaScriptEnabled}` });
      people.push(person);
    }
    const { page, context } = await openPage(browser, site, { javaScriptEnabled });
    await becomeOrganiser(page, site, `desk-${javaScriptEnabled}@city.example`);
    await page.goto("/en/desk/overview");
    await page.getByRole("link", { name: "See all 1" }).first().waitFor();
    await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Possible duplicates" }).click();
    await page.getByRole("link", { name: /^Compare/ }).click();
    await page.getByRole("heading", { name: "The same person?" }).waitFor();
    if (process.env.PLENARY_SHOTS) {
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${process.env.PLENARY_SHOTS}/pair-${width}-${javaScriptEnabled}.png`, fullPage: true });
      }
    }

    // They are two people; no, they are not.
    await press(page, "Different people");
    await page.getByText("It is noted that these are different people.").waitFor();
    await press(page, "They may be one person after all");
    await page.getByText("The pair is among the possible duplicates again.").waitFor();

    // Without the tick nothing happens, and what was chosen is still chosen.
    await page.getByLabel("Position: Deputy CIO (Second)").check();
    await press(page, "Merge the two");
    await page.getByRole("alert").waitFor();
    assert.ok(await page.getByLabel("Position: Deputy CIO (Second)").isChecked());
    await page.getByLabel("I have looked at both").check();
    await press(page, "Merge the two");
    await page.getByText("The two are one registration now, this one.").waitFor();
    await page.getByText("Deputy CIO").first().waitFor();
    await site.letter(home, "Another registration has taken the place of this one.");
    await people[1].page.goto("/en/me/registration");
    await people[1].page.getByText("Replaced", { exact: true }).waitFor();
    await page.goto("/en/desk/duplicates");
    await page.getByText("No two registrations look alike.").waitFor();
    for (const { context } of people) await context.close();
    await context.close();
  });
}
