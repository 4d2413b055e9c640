// A city's delegation: the secretariat names its head, who registers people one by one and from a table, replaces one and says who votes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";

useSite();

const decide = async (desk, name, choice) => {
  await desk.page.goto(`/en/desk?words=${encodeURIComponent(name)}`);
  await desk.page.locator(".queue").getByRole("link", { name }).click();
  await desk.page.getByRole("heading", { name, level: 1 }).waitFor();
  await desk.page.getByLabel(choice).check();
  await press(desk.page, "Decide");
  await desk.page.getByText("The decision is recorded").waitFor();
};

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";
  const town = javaScriptEnabled ? "Porto" : "Faro";
  const address = `head-${town.toLowerCase()}@city.example`;

  test(`a head registers the delegation, replaces somebody and names who votes, ${way}`, async () => {
    const desk = await openPage(browser, site, { javaScriptEnabled });
    const head = await openPage(browser, site, { javaScriptEnabled });
    await becomeOrganiser(desk.page, site, `desk-${town}@city.example`);
    await desk.page.goto("/en/desk/cities");
    await press(desk.page, "Save");
    await desk.page.getByText("Please fill this in.").first().waitFor();
    await desk.page.getByLabel("Names of the city").fill(`${town}\n${town} City`);
    await desk.page.getByLabel("Country").selectOption("PT");
    await desk.page.getByLabel("paid", { exact: true }).check();
    await desk.page.getByLabel("How many people it may register").fill("3");
    await desk.page.getByLabel("Addresses of the heads").fill(address);
    await press(desk.page, "Save");
    await desk.page.getByText("The city is saved.").waitFor();
    await site.letter(address, "the secretariat has named you");

    await newAccount(head.page, site, address, "Helena Head");
    await head.page.goto("/en/me");
    await head.page.getByRole("link", { name: town, exact: true }).click();
    await head.page.getByRole("heading", { name: `Delegation of ${town}` }).waitFor();
    await head.page.getByText("Nobody is registered yet.").waitFor();

    // One person, with what is wrong said beside its field and nothing lost.
    await head.page.getByRole("link", { name: "Add a person" }).click();
    await head.page.getByLabel("Given name").fill("Ana");
    await press(head.page, "Save");
    await head.page.locator(".field.wrong").first().waitFor();
    assert.equal(await head.page.getByLabel("Given name").inputValue(), "Ana");
    await head.page.getByLabel("Family name").fill(`Silva${town}`);
    await head.page.getByLabel("You take part as").selectOption("mayor");
    await head.page.getByLabel("Position").fill("Mayor");
    await head.page.getByLabel("E-mail address").fill(`ana-${town}@city.example`);
    await head.page.getByLabel("Portuguese", { exact: true }).first().check();
    await head.page.getByLabel("The person agrees").check();
    await press(head.page, "Save");
    await head.page.getByText("with the secretariat").first().waitFor();
    await site.letter(`ana-${town}@city.example`, "Helena Head has registered you");

    // Many, with a row that is wrong: it is said which and why, and only the others are registered.
    await head.page.getByRole("link", { name: "Add many from a table" }).click();
    await head.page
      .getByLabel("The table")
      .fill(`given_name,family_name,category,position\nBea,Costa${town},cio,CIO\nCid,Dias${town},emperor,Head\nAna,Silva${town},mayor,Mayor\n`);
    await press(head.page, "Look at the rows");
    await head.page.getByText("Nobody is registered yet. Look at the rows below").waitFor();
    await head.page.getByText("registered already").waitFor();
    await head.page.getByText("category: Please choose one of the choices.").waitFor();
    await head.page.getByLabel("The person agrees").check();
    await press(head.page, "Register 1 people");
    await head.page.getByText("The rows that were right are registered.").waitFor();
    await head.page.goto("/en/me");
    await head.page.getByRole("link", { name: town, exact: true }).click();
    await head.page.getByRole("heading", { name: `Delegation of ${town}` }).waitFor();
    assert.equal(await head.page.locator(".queue tbody tr").count(), 2);

    // The secretariat approves; who has no address is told through the head.
    await decide(desk, `Bea Costa${town}`, "Approve: the person takes part");
    await site.letter(address, "You take part.");
    await head.page.reload();
    await head.page.getByLabel("Voting delegate").selectOption({ label: `Bea Costa${town}` });
    await press(head.page, "Save");
    await head.page.getByText("It is recorded who votes.").waitFor();

    // Somebody else instead, with place and vote.
    await head.page.getByRole("link", { name: `Bea Costa${town}` }).click();
    await head.page.getByRole("link", { name: "Replace by somebody else" }).click();
    await head.page.getByLabel("Given name").fill("Eva");
    await head.page.getByLabel("Family name").fill(`Nunes${town}`);
    await head.page.getByLabel("Position").fill("Deputy");
    await head.page.getByLabel("Portuguese", { exact: true }).first().check();
    await head.page.getByLabel("The person agrees").check();
    await press(head.page, "Save");
    await head.page.getByText("with the secretariat").first().waitFor();
    await head.page.getByText("Replaced", { exact: true }).waitFor();
    await desk.page.goto("/en/desk/cities");
    await desk.page.getByRole("link", { name: town, exact: true }).click();
    await desk.page.getByText(`Eva Nunes${town}`).first().waitFor();
    await head.context.close();
    await desk.context.close();
  });
}

test("a full category lets wait, and what becomes free is offered and taken", async () => {
  const desk = await openPage(browser, site);
  const person = await openPage(browser, site);
  await becomeOrganiser(desk.page, site, "desk-places@city.example");
  await desk.page.goto("/en/desk/capacity");
  const row = desk.page.getByRole("row", { name: /Chief information officer/ });
  await row.getByRole("textbox").fill("0");
  await row.getByRole("button", { name: "Set" }).click();
  // In the journey before, one CIO was approved and replaced: the newcomer holds the place, so somebody has to be chosen.
  await desk.page.getByText(/More people hold places than that|The capacity is set/).first().waitFor();
  await newAccount(person.page, site, "waits@city.example", "Wanda Waits");
  await register(person.page);
  const held = Number(await desk.page.goto("/en/desk/capacity").then(() => row.locator("td").first().textContent()));
  await row.getByRole("textbox").fill(String(held));
  await row.getByRole("button", { name: "Set" }).click();
  await desk.page.getByText("The capacity is set.").waitFor();
  await decide(desk, "Zoë Müller", "Approve: the person takes part");
  await site.letter("waits@city.example", "You are on the waiting list");
  await person.page.goto("/en/me/registration");
  await person.page.getByText("You are number 1 on the waiting list.").waitFor();
  await desk.page.goto("/en/desk/capacity");
  await row.getByRole("textbox").fill(String(held + 1));
  await row.getByRole("button", { name: "Set" }).click();
  await desk.page.getByText("The capacity is set.").waitFor();
  await person.page.goto(linkIn(await site.letter("waits@city.example", "The place is kept for you until")));
  await press(person.page, "Take the place");
  await person.page.getByText("The place is yours.").waitFor();
  await person.context.close();
  await desk.context.close();
});
