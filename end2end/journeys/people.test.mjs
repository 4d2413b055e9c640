// A person registers and the secretariat decides: with scripts and without them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, password, press, register, signIn } from "../support/forms.mjs";

useSite();

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";
  const mine = `zoe-${javaScriptEnabled}@city.example`;

  test(`a person registers, the secretariat asks, the person answers, the secretariat approves, ${way}`, async () => {
    const person = await openPage(browser, site, { javaScriptEnabled });
    const desk = await openPage(browser, site, { javaScriptEnabled });
    await newAccount(person.page, site, mine);
    await register(person.page);
    await site.letter(mine, "looks at your registration");

    await becomeOrganiser(desk.page, site, `desk-${javaScriptEnabled}@city.example`);
    await desk.page.goto(`/en/desk?words=${encodeURIComponent(mine)}`);
    await desk.page.locator(".queue").getByRole("link", { name: "Zoë Müller" }).click();
    await desk.page.getByRole("heading", { name: "Zoë Müller" }).waitFor();

    // A question without words is refused beside its field, and the choice is kept.
    await desk.page.getByLabel("Ask the person something first").check();
    await press(desk.page, "Decide");
    await desk.page.locator(".field.wrong").getByText("Please fill this in.").waitFor();
    assert.equal(await desk.page.getByLabel("Ask the person something first").isChecked(), true);
    await desk.page.getByLabel("Question or reason").fill("Which hall do you speak in?");
    await press(desk.page, "Decide");
    await desk.page.getByText("The decision is recorded").waitFor();

    const letter = await site.letter(mine, "Which hall do you speak in?");
    await person.page.goto(linkIn(letter));
    await person.page.getByText("Which hall do you speak in?").waitFor();
    await person.page.goto("/en/me/registration/city");
    await person.page.getByLabel("Position").fill("CIO, speaking in hall A");
    await press(person.page, "Save and go on");
    await person.page.goto("/en/me/registration/review");
    await press(person.page, "Hand in the registration");
    await person.page.getByText("Your registration is handed in.").waitFor();

    await desk.page.reload();
    await desk.page.getByText("CIO, speaking in hall A").waitFor();
    await desk.page.getByLabel("Approve: the person takes part").check();
    await press(desk.page, "Decide");
    await desk.page.getByText("The decision is recorded").waitFor();
    await site.letter(mine, "You take part.");
    await person.page.goto("/en/me");
    await person.page.getByText("Approved").waitFor();

    await person.page.goto("/en/me/registration");
    await person.page.locator("details.withdraw summary").click();
    await press(person.page, "Withdraw the registration");
    await person.page.locator(".field.wrong").waitFor();
    await person.page.getByLabel("I do not want to take part").check();
    await press(person.page, "Withdraw the registration");
    await person.page.getByText("Your registration is withdrawn.").waitFor();

    await desk.page.goto("/en/desk/audit");
    for (const verb of ["registration handed in", "question asked", "registration approved", "registration withdrawn"]) {
      await desk.page.getByText(verb).first().waitFor();
    }
    await person.context.close();
    await desk.context.close();
  });

  test(`what is wrong is said beside its field and nothing typed is lost, ${way}`, async () => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled });
    await page.goto("/en/sign-up");
    await page.getByLabel("Your name").fill("Zoë <b>");
    await page.getByLabel("E-mail address").fill("no address");
    await page.getByLabel("Password").fill("short");
    await press(page, "Create an account");
    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByLabel("Your name").inputValue(), "Zoë <b>");
    assert.equal(await page.getByLabel("E-mail address").inputValue(), "no address");
    assert.equal(await page.getByLabel("Password").inputValue(), "");
    await page.getByText("Please use at least 10 characters.").first().waitFor();
    assert.match(page.url(), /\/(en\/sign-up|api\/accounts\/sign_up)$/);
    await context.close();
  });
}

test("a forgotten password is replaced by the link, which works once", async () => {
  const { page, context } = await openPage(browser, site);
  const email = "forgot@city.example";
  await newAccount(page, site, email);
  await page.goto("/en/reset");
  await page.getByLabel("E-mail address").fill(email);
  await press(page, "Send the link");
  await page.getByText("If this address has an account").waitFor();
  const link = linkIn(await site.letter(email, "/reset?token="));
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill("five calm seagulls");
  await page.getByLabel("The same password again").fill("five calm seagull");
  await press(page, "Set the password");
  await page.getByText("The two passwords differ.").first().waitFor();
  await page.getByLabel("Password", { exact: true }).fill("five calm seagulls");
  await page.getByLabel("The same password again").fill("five calm seagulls");
  await press(page, "Set the password");
  await page.getByText("Your new password is set.").waitFor();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
  await page.getByText("Address and password do not belong together.").waitFor();
  await page.getByLabel("Password").fill("five calm seagulls");
  await press(page, "Sign in");
  await page.getByRole("heading", { name: "Hello, Zoë Müller" }).waitFor();
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill("six calm seagulls");
  await page.getByLabel("The same password again").fill("six calm seagulls");
  await press(page, "Set the password");
  await page.getByText("This link was used already").waitFor();
  await context.close();
});

test("a device is seen and signed out by its owner from another one", async () => {
  const one = await openPage(browser, site);
  const two = await openPage(browser, site);
  await newAccount(one.page, site, "devices@city.example");
  await two.page.goto("/en/sign-in?then=/en/me/devices");
  await signIn(two.page, "devices@city.example");
  await two.page.getByRole("heading", { name: "Signed-in devices" }).waitFor();
  assert.equal(await two.page.locator(".devices > li").count(), 2);
  await press(two.page, "Sign out all other devices");
  await two.page.getByText("The device is signed out.").waitFor();
  await one.page.goto("/en/me");
  await one.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await one.context.close();
  await two.context.close();
});
