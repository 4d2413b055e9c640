// The office of a mayor registers the mayor; with and without scripts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";

useSite();

const inAMonth = () => new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`an aide hands in a registration for somebody until that is taken back, ${way}`, async () => {
    const [mayor, office] = [await openPage(browser, site, { javaScriptEnabled }), await openPage(browser, site, { javaScriptEnabled })];
    const [mine, theirs] = [`mayor-${javaScriptEnabled}@city.example`, `office-${javaScriptEnabled}@city.example`];
    await newAccount(mayor.page, site, mine, "Mayor Müller");
    await newAccount(office.page, site, theirs, "The Office");

    await mayor.page.goto("/en/me/aides");
    await mayor.page.getByLabel("E-mail address").fill(theirs);
    await mayor.page.getByLabel("Last day").fill(inAMonth());
    await press(mayor.page, "Name an aide");
    await mayor.page.getByText("has not accepted yet").waitFor();

    await office.page.goto(linkIn(await site.letter(theirs, "asks you to act for them")));
    await press(office.page, "Accept");
    await press(office.page, "Act for Mayor Müller");
    await office.page.getByText("You act for Mayor Müller.").waitFor();
    await register(office.page);
    await office.page.getByText("You act for Mayor Müller.").waitFor();
    await site.letter(mine, "looks at your registration");
    await office.page.goto("/en/me/profile");
    await office.page.getByText("this is a matter of your own account").waitFor();

    await mayor.page.goto("/en/me/registration");
    await mayor.page.getByText("Köln").first().waitFor();
    await mayor.page.goto("/en/me/aides");
    await press(mayor.page, `End what ${theirs} may do`);
    await mayor.page.getByText("Nobody acts for you.").waitFor();
    await office.page.goto("/en/me");
    await office.page.getByRole("heading", { name: "Hello, The Office" }).waitFor();
    assert.equal(await office.page.getByText("You act for").count(), 0);
    await mayor.context.close();
    await office.context.close();
  });
}

test("the trail says who did what for whom", async () => {
  const { page, context } = await openPage(browser, site);
  await becomeOrganiser(page, site, "desk@city.example");
  await page.goto("/en/desk/audit");
  await page.getByText("The Office for Mayor Müller").first().waitFor();
  await context.close();
});
