// A passkey of Chromium's virtual authenticator: added, used to sign in, refused when cancelled, removed.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, password, press, signIn } from "../support/forms.mjs";

// Browsers allow passkeys for names only.
useSite({ name: "localhost" });

/** A device that keeps passkeys and verifies its owner. */
const authenticator = async ({ page, context }) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return { verified: (isUserVerified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }) };
};

test("a person adds a passkey, signs in with it, renames and removes it", async () => {
  const opened = await openPage(browser, site);
  const { page, context } = opened;
  const device = await authenticator(opened);
  const email = "passkey@city.example";
  await newAccount(page, site, email);
  await page.getByRole("link", { name: "Passkeys" }).click();
  await page.getByText("You have no passkey yet.").waitFor();

  // A wrong password is said by the page, and nothing is made.
  await page.getByLabel("Your password now").fill("not this one");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Address and password do not belong together.").waitFor();

  await page.getByLabel("Name of the passkey").fill("Zoë’s phone");
  await page.getByLabel("Your password now").fill(password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
  await page.locator(".rows").getByText("Zoë’s phone").first().waitFor();

  // The same device again is noticed by the browser.
  await page.getByLabel("Your password now").fill(password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("This device has a passkey for your account already.").waitFor();

  await page.goto("/en/me");
  await press(page, "Sign out");
  // Who does not prove to be the owner is told, and stays where they are.
  await device.verified(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("Nothing happened").waitFor();
  await device.verified(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Hello, Zoë Müller" }).waitFor();

  await page.goto("/en/me/passkeys");
  await page.getByText("last used").waitFor();
  await page.getByText("Rename").first().click();
  await page.locator(".rows").getByLabel("Name of the passkey").fill("Telephone");
  await page.locator(".rows").getByRole("button", { name: "Rename" }).click();
  await page.locator(".rows").getByText("Telephone").first().waitFor();
  await page.getByRole("button", { name: "Remove Telephone" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  await page.goto("/en/me");
  await press(page, "Sign out");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("This passkey belongs to no account here any more.").waitFor();
  await context.close();
});

test("a passkey counts as both factors at the desk", async () => {
  const opened = await openPage(browser, site);
  const { page, context } = opened;
  await authenticator(opened);
  await becomeOrganiser(page, site, "desk@city.example");
  await page.goto("/en/me/passkeys");
  await page.getByLabel("Your password now").fill(password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is added.").waitFor();
  await page.goto("/en/me");
  await press(page, "Sign out");
  await page.goto("/en/sign-in?then=/en/desk");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Registrations" }).waitFor();
  await context.close();
});

test("without scripts nothing is offered that cannot work", async () => {
  const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
  await newAccount(page, site, "plain@city.example");
  await page.goto("/en/me/passkeys");
  await page.getByText("This browser cannot use passkeys").waitFor();
  assert.equal(await page.getByRole("button", { name: "Add a passkey" }).isVisible(), false);
  await page.goto("/en/me");
  await press(page, "Sign out");
  assert.equal(await page.getByRole("button", { name: "Sign in with a passkey" }).isVisible(), false);
  await signIn(page, "plain@city.example");
  await context.close();
});
