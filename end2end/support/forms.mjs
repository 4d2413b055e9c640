// What people do on the forms, the same with and without scripts.
import { createHmac } from "node:crypto";
import { linkIn } from "./site.mjs";

export const password = "four calm seagulls";

/** Presses a button or link of the main part and waits for the page that answers. */
export const press = async (page, name) => {
  const before = page.url();
  const answered = page.waitForResponse((r) => r.request().isNavigationRequest() || r.request().resourceType() === "fetch");
  await page.locator("main").getByRole("button", { name, exact: true }).click();
  await answered;
  await page.waitForLoadState("load");
  await page.waitForSelector("html:not([data-loading])");
  return before;
};

/** Makes an account, proves its address and signs in. */
export const newAccount = async (page, site, email, name = "Zoë Müller") => {
  await page.goto("/en/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await press(page, "Create an account");
  await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
  await page.goto(linkIn(await site.letter(email, "/verify?token=")));
  await press(page, "Confirm my address");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signIn(page, email);
};

export const signIn = async (page, email) => {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await press(page, "Sign in");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
};

/** Fills the four steps of the registration and hands it in. */
export const register = async (page, { city = "Köln", position = "CIO" } = {}) => {
  await page.goto("/en/me/registration/person");
  await page.getByLabel("Given name").fill("Zoë");
  await page.getByLabel("Family name").fill("Müller");
  await page.getByLabel("You take part as").selectOption("cio");
  await press(page, "Save and go on");
  await page.getByRole("heading", { name: "Your city" }).waitFor();
  await page.getByLabel("City or local government").fill(city);
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel("Organisation").fill("City of Köln");
  await page.getByLabel("Position").fill(position);
  await press(page, "Save and go on");
  await page.getByRole("heading", { name: "What you need" }).waitFor();
  await page.getByLabel("German", { exact: true }).check();
  await page.getByLabel("Vegetarian").check();
  await press(page, "Save and go on");
  await page.getByRole("heading", { name: "Consents" }).waitFor();
  await page.getByLabel("The secretariat may use").check();
  await press(page, "Save and go on");
  await page.getByRole("heading", { name: "Review", exact: true }).waitFor();
  await press(page, "Hand in the registration");
  await page.getByText("Your registration is handed in.").waitFor();
};

/** The code that an authenticator app shows for a key in base 32 (RFC 6238), `ahead` steps of time from now. */
export const codeOf = (key, ahead = 0) => {
  const bits = [...key].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
};

/** Turns the second factor on, on its page; answers the key and the recovery codes. */
export const turnOnSecondFactor = async (page) => {
  const key = (await page.locator("code.key").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code of the app").fill(codeOf(key));
  await page.getByLabel("Your password now").fill(password);
  await press(page, "Turn it on");
  await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
  const codes = await page.locator(".codes code").allInnerTexts();
  await press(page, "I have kept them");
  return { key, codes };
};

/** Makes the account an organiser by an invitation of the machine. */
export const becomeOrganiser = async (page, site, email) => {
  const said = await site.command("organiser", "invite", email);
  const link = said.match(/https?:\/\/\S+/)[0];
  await page.goto(link);
  const create = page.locator("main").getByRole("link", { name: "Create an account" });
  if (await create.isVisible()) {
    await create.click();
    await page.getByLabel("Your name").fill("Secretary");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await press(page, "Create an account");
    await signIn(page, email);
  }
  await press(page, "Accept the task");
  await page.getByText("You have a new task now.").waitFor();
  await signIn(page, email);
  await page.goto("/en/desk");
  const factor = await turnOnSecondFactor(page);
  await page.getByRole("heading", { name: "Registrations" }).waitFor();
  return factor;
};
