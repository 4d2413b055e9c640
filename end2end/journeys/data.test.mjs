// One's own data: downloaded, and erased for ever; with and without scripts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { newAccount, password, press, register } from "../support/forms.mjs";

useSite();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`a person takes their data along and erases the account, ${way}`, async () => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled });
    const email = `leaves-${javaScriptEnabled}@city.example`;
    await newAccount(page, site, email);
    await register(page);
    await page.goto("/en/me");
    await page.getByRole("link", { name: "My data", exact: true }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download my data" }).click();
    const file = JSON.parse(await readFile(await (await downloading).path(), "utf8"));
    assert.equal(file.data.account.email, email);
    assert.equal(file.data.registration.draft.city, "Köln");

    await page.getByLabel("Your e-mail address, to be sure").fill("somebody@city.example");
    await page.getByLabel("Your password now").fill(password);
    await press(page, "Erase my account for ever");
    await page.getByText("This is not the address of your account.").first().waitFor();
    await page.getByLabel("Your e-mail address, to be sure").fill(email);
    await page.getByLabel("Your password now").fill(password);
    await press(page, "Erase my account for ever");
    await page.getByText("Your account is erased.").waitFor();
    await site.letter(email, "This is our last e-mail to you");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await press(page, "Sign in");
    await page.getByText("Address and password do not belong together.").waitFor();
    await context.close();
  });
}
