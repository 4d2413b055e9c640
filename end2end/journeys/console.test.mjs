// The secretariat decides on many and takes it back, and writes to many: with scripts and without them.
import { test } from "node:test";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";

useSite();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`a decision on many is looked at, confirmed and undone, and an announcement reaches them, ${way}`, async () => {
    const mine = `zoe-${javaScriptEnabled}@city.example`;
    const person = await openPage(browser, site, { javaScriptEnabled });
    const { page, context } = await openPage(browser, site, { javaScriptEnabled });
    await newAccount(person.page, site, mine);
    await register(person.page);
    await becomeOrganiser(page, site, `desk-${javaScriptEnabled}@city.example`);

    // Without a tick nobody is chosen; then one row is.
    await page.goto(`/en/desk?words=${encodeURIComponent(mine)}`);
    await page.getByText("Decide on several at once").click();
    await page.getByLabel("Approve: the person takes part").check();
    await press(page, "See who is affected");
    await page.getByText("Nobody is chosen.").waitFor();
    await page.getByLabel("Choose: Zoë Müller").check();
    await press(page, "See who is affected");
    await page.getByText("Nothing is decided yet.").waitFor();
    await press(page, "Confirm for 1");
    await page.getByText("1 of 1 are done").waitFor();
    await person.page.goto("/en/me");
    await person.page.getByText("Approved", { exact: true }).waitFor();
    await press(page, "Undo everything");
    await page.getByText("put back").first().waitFor();
    await person.page.goto("/en/me");
    await person.page.getByText("Waits for the secretariat").first().or(person.page.locator(".state.submitted")).first().waitFor();

    // Everybody who fits the filter is written to.
    await page.goto(`/en/desk?words=${encodeURIComponent(mine)}`);
    await page.getByRole("link", { name: "Write to these people" }).click();
    await page.getByText("1 people").waitFor();
    await page.getByLabel("Subject (English)").fill("Buses for {name}");
    await page.getByLabel("Text (English)").fill(`Dear {name}, they leave at nine, ${way}.`);
    await press(page, "Save and preview");
    await page.getByText(`Dear Zoë Müller, they leave at nine, ${way}.`).waitFor();
    await page.getByLabel("Send it to 1 people").check();
    await press(page, "Send");
    await page.getByText("1 of 1 letters are written").waitFor();
    await site.letter(mine, `Dear Zoë Müller, they leave at nine, ${way}.`);

    // Anybody is found from any page of the desk.
    await page.getByLabel("Name, e-mail, city or number").fill("mull kol");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "Zoë Müller" }).first().waitFor();
    await person.context.close();
    await context.close();
  });
}
