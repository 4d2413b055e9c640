// A participant asks for a letter for a visa, the visa desk issues and revokes it, and a consulate checks it: with scripts and without them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register, signIn, turnOnSecondFactor } from "../support/forms.mjs";

// The form takes journeys of the days around the assembly only, so the clock stands before it.
useSite({ env: { PLENARY_REHEARSE: "2017-05-27T09:00:00+04:00" } });

/** Gives an account the hat of the visa desk, by an invitation of an organiser. */
const becomeVisaDesk = async (organiser, page, email) => {
  await newAccount(page, site, email, "Visa Desk");
  await organiser.goto("/en/desk/staff");
  await organiser.getByLabel("E-mail address").fill(email);
  await organiser.locator("main input[type=radio][value=visa_desk]").check();
  await organiser.locator("main form.form button").click();
  const letter = await site.letter(email, "/invite?token=");
  await page.goto(linkIn(letter));
  await press(page, "Accept the task");
  await page.getByText("You have a new task now.").waitFor();
  await signIn(page, email);
  await page.goto("/en/desk/visa");
  await turnOnSecondFactor(page);
  await page.getByRole("heading", { name: "Visa letters" }).waitFor();
};

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";
  const mine = `traveller-${javaScriptEnabled}@city.example`;

  test(`a letter is asked for, corrected, issued, checked and revoked, ${way}`, async () => {
    const person = await openPage(browser, site, { javaScriptEnabled });
    const organiser = await openPage(browser, site, { javaScriptEnabled });
    const desk = await openPage(browser, site, { javaScriptEnabled });
    const consul = await openPage(browser, site, { javaScriptEnabled });
    await newAccount(person.page, site, mine);
    await register(person.page);
    await person.page.goto("/en/me/visa");
    await person.page.getByText("as soon as your registration is approved").waitFor();

    await becomeOrganiser(organiser.page, site, `secretary-${javaScriptEnabled}@city.example`);
    await organiser.page.goto(`/en/desk?words=${encodeURIComponent(mine)}`);
    await organiser.page.locator(".queue").getByRole("link", { name: "Zoë Müller" }).click();
    await organiser.page.getByLabel("Approve: the person takes part").check();
    await press(organiser.page, "Decide");
    await organiser.page.getByText("The decision is recorded").waitFor();
    await becomeVisaDesk(organiser.page, desk.page, `visa-${javaScriptEnabled}@city.example`);

    await person.page.goto("/en/me/visa");
    await person.page.getByLabel("Number of the passport").fill("C01X00T47");
    await person.page.getByLabel("Country that issued it").selectOption("DE");
    await person.page.getByLabel("Nationality").selectOption("DE");
    await person.page.getByLabel("Date of birth").fill("1971-03-03");
    await person.page.getByLabel("The passport is valid until").fill("2017-12-01");
    await person.page.getByLabel("City of the consulate").fill("Almaty");
    await person.page.getByLabel("Day of arrival").fill("2017-06-26");
    await person.page.getByLabel("Day of departure").fill("2017-07-01");
    await press(person.page, "Ask for the letter");
    await person.page.locator(".field.wrong").getByText("Not before 2017-12-30.").waitFor();
    assert.equal(await person.page.getByLabel("Number of the passport").inputValue(), "C01X00T47");
    await person.page.getByLabel("The passport is valid until").fill("2019-12-01");
    await press(person.page, "Ask for the letter");
    await person.page.getByText("Your request is with the visa desk.").waitFor();

    await desk.page.goto("/en/desk/visa?state=requested");
    await desk.page.locator(".queue").getByRole("link", { name: "Zoë Müller" }).click();
    await desk.page.getByText("C01X00T47").waitFor();
    await desk.page.getByText("passport data opened").first().waitFor();
    await desk.page.getByLabel("The documents are in order").check();
    await press(desk.page, "Do it");
    await desk.page.getByText("It is done").waitFor();
    await desk.page.getByLabel("Issue the letter").check();
    await press(desk.page, "Do it");
    await desk.page.getByText("Letter issued").first().waitFor();

    const told = await site.letter(mine, "Your letter is there.");
    assert.ok(!told.text.includes("C01X00T47"));
    await person.page.goto(linkIn(told));
    const pdf = await person.context.request.get("/en/me/visa/letter.pdf");
    assert.equal(pdf.headers()["content-type"], "application/pdf");
    assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
    const code = (await person.page.locator("dl.meta dd").allInnerTexts()).find((text) => /^(\w{5}-){3}\w{5}$/.test(text));

    await consul.page.goto("/en/letters");
    await consul.page.getByLabel("Code for checking").fill(code.toLowerCase().replaceAll("-", " "));
    await consul.page.getByRole("button", { name: "Check" }).click();
    await consul.page.getByText("was issued by the secretariat and is valid").waitFor();
    assert.ok(!(await consul.page.locator("main").innerText()).includes("Müller"));

    await desk.page.reload();
    await desk.page.getByLabel("Revoke the letter, with a reason").check();
    await desk.page.getByLabel("Question or reason").fill("The person has a new passport.");
    await press(desk.page, "Do it");
    await desk.page.getByText("Letter revoked").first().waitFor();
    await consul.page.goto(`/en/letters/${code}`);
    await consul.page.getByText("no longer valid").waitFor();
    await person.page.goto("/en/me/visa");
    await person.page.getByText("The person has a new passport.").waitFor();
    await organiser.page.goto("/en/desk/visa");
    await organiser.page.getByRole("heading", { name: "This page is not for this account" }).waitFor();

    for (const { context } of [person, organiser, desk, consul]) await context.close();
  });
}
