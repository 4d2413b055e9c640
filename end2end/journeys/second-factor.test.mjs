// A second factor: turned on, asked for, replaced by a recovery code, taken away by the person who runs the machine; with and without scripts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, codeOf, newAccount, password, press, signIn, turnOnSecondFactor } from "../support/forms.mjs";

useSite();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";
  const email = `factor-${javaScriptEnabled}@city.example`;

  test(`a person turns the second factor on, signs in with it and with a recovery code, and turns it off, ${way}`, async () => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled });
    await newAccount(page, site, email);
    await page.getByRole("link", { name: "Second factor" }).click();
    await page.getByRole("img", { name: "QR code" }).waitFor();
    await page.getByLabel("Code of the app").fill("12");
    await press(page, "Turn it on");
    await page.locator(".field.wrong").first().waitFor();
    const { key, codes } = await turnOnSecondFactor(page);
    assert.equal(codes.length, 10);
    await page.getByText("The second factor is on.").waitFor();
    await site.letter(email, "asks for a code of your authenticator app");

    await press(page, "Sign out");
    await signIn(page, email);
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    await page.getByLabel("Code of the app").fill(codeOf(key, 1));
    await press(page, "Sign in");
    await page.getByRole("heading", { name: "Hello, Zoë Müller" }).waitFor();

    await press(page, "Sign out");
    await signIn(page, email);
    await page.getByText("Use a recovery code instead").click();
    await page.getByLabel("Recovery code").fill("0000-0000-0000-0000");
    await press(page, "Sign in");
    await page.getByText("This code does not fit.").waitFor();
    await page.getByLabel("Recovery code").fill(codes[0].toUpperCase());
    await press(page, "Sign in");
    await page.getByText("This recovery code is used up.").waitFor();
    await page.goto("/en/me/second-factor");
    await page.getByText("Recovery codes left: 9.").waitFor();
    await page.getByText("Use a recovery code instead").last().click();
    await page.getByLabel("Recovery code").last().fill(codes[1]);
    await press(page, "Turn it off");
    await page.getByText("The second factor is off.").waitFor();
    await context.close();
  });
}

test("an organiser who lost everything is helped by the person who runs the machine", async () => {
  const { page, context } = await openPage(browser, site);
  const email = "lost@city.example";
  await becomeOrganiser(page, site, email);
  assert.match(await site.command("account", "reset-second-factor", email), /password alone/);
  await page.goto("/en/desk");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
  await page.getByText("Your task in the secretariat needs a second factor.").waitFor();
  await turnOnSecondFactor(page);
  await page.getByRole("heading", { name: "Registrations" }).waitFor();
  await page.goto("/en/desk/audit");
  await page.getByText("second factor taken away").first().waitFor();
  await context.close();
});
