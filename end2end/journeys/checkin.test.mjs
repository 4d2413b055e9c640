// People are checked in: by a device that is offline, by a camera, and without scripts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alive, browser, openPage, site, startBrowser, useSite } from "../support/site.mjs";
import { becomeOrganiser, press } from "../support/forms.mjs";
import { codes, desk, film, participants } from "../support/badges.mjs";

useSite();

let people, badges;

/** An organiser's device, and on the first call the people who take part. */
const organiser = async (options) => {
  const device = await openPage(browser, site, options);
  await becomeOrganiser(device.page, site, `desk-${Math.random().toString(36).slice(2)}@city.example`);
  people ??= await participants(device.page, site, 6);
  badges ??= await codes(device.page);
  return device;
};

const type = async (page, code) => {
  await page.getByLabel("Code on the badge").fill(code);
  await page.keyboard.press("Enter");
};

const result = (page) => page.locator("#result");

test("a device that loses the network goes on, and hears afterwards what others did meanwhile", async () => {
  // The browser says in its console that the network is away, which is what this is about.
  const { page: door, context } = await organiser({ viewport: { width: 390, height: 800 }, noise: /ERR_INTERNET_DISCONNECTED/ });
  const other = await organiser();
  const [first, second, third] = badges;
  await door.goto("/en/desk/checkin");
  await alive(door);
  await door.locator("#station[data-kept]").waitFor({ state: "attached" });
  await context.setOffline(true);

  // Meanwhile somebody else checks the second one in, and the third one's badge is lost and replaced.
  await desk(other.page, site, "checkin/check_in", { station: "registration-desk", badge: second.code, request_id: "elsewhere" });
  await other.page.goto("/en/desk/badges");
  const third_ = await other.page.locator("tr", { hasText: third.name }).locator("input").first().inputValue();
  await desk(other.page, site, "checkin/replace_badge", { registration: third_, number: 1, replace_reason: "lost", request_id: "lost" });

  for (const [index, badge] of [first, second, third].entries()) {
    await type(door, badge.code.toLowerCase());
    await result(door).getByText(badge.name, { exact: true }).waitFor();
    await result(door).getByText("Checked in").waitFor();
    await door.getByText(`Accepted here, not sent yet: ${index + 1}`).waitFor();
  }
  await type(door, first.code);
  await result(door).getByText("Already here").waitFor();
  await type(door, "7K3M-9QXR");
  await result(door).getByText("This is no code of a badge", { exact: true }).waitFor();

  // The page comes back without a network, and nothing is lost.
  await door.reload();
  await alive(door);
  await door.getByText("Accepted here, not sent yet: 4").waitFor();
  await door.getByText("Offline. Go on").waitFor();
  assert.equal(await door.locator("#log > li").count(), 4);
  // It is the kept page, which has nobody's name on it but those that the device has in its list.
  assert.equal(await door.getByRole("heading", { name: "Here last" }).count(), 0);
  await door.locator("#names").getByRole("searchbox").pressSequentially(badges[3].name.split(" ")[0].slice(0, 3));
  await door.getByRole("button", { name: `Check-in: ${badges[3].name}` }).click();
  await result(door).getByText(badges[3].name, { exact: true }).waitFor();
  await door.getByText("Accepted here, not sent yet: 5").waitFor();

  await context.setOffline(false);
  await door.getByText("Everything is sent.").waitFor();
  const row = (badge, what) => door.locator("#log > li", { hasText: badge.name }).filter({ hasText: what });
  await row(first, "Checked in").waitFor();
  await row(first, "Already here").waitFor();
  await row(second, "Already here").waitFor();
  await row(third, "Not valid").waitFor();
  await row(badges[3], "Checked in").waitFor();

  await other.page.goto("/en/desk/arrivals");
  await other.page.getByText("Arrived: 3 of 6").waitFor();
  await other.page.getByText("This badge was replaced by another one.").waitFor();

  // Signing out leaves nobody's name on the device.
  await door.goto("/en/me");
  await press(door, "Sign out");
  await door.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.deepEqual(await door.evaluate(async () => [(await indexedDB.databases()).length, (await caches.keys()).length]), [0, 0]);
  await context.close();
  await other.context.close();
});

test("a camera reads a badge", async () => {
  const maker = await organiser();
  const folder = await mkdtemp(join(tmpdir(), "plenary-film-"));
  const file = join(folder, "badge.y4m");
  await film(file, badges[4]);
  const camera = await startBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${file}`]);
  try {
    const { page, context } = await openPage(camera, site, { viewport: { width: 390, height: 800 }, storageState: await maker.context.storageState() });
    // From another page of the site, as staff come here.
    await page.goto("/en/desk");
    await alive(page);
    await page.getByRole("link", { name: "Check-in" }).click();
    await page.waitForURL(/\/desk\/checkin/);
    await alive(page);
    await page.getByRole("button", { name: "Scan with the camera" }).click();
    await result(page).getByText(badges[4].name, { exact: true }).waitFor();
    await result(page).getByText("Checked in").waitFor();
    await page.getByText("Everything is sent.").waitFor();
    await page.getByRole("button", { name: "Stop the camera" }).click();
    assert.equal(await page.locator("#log > li").count(), 1);
    await context.close();
  } finally {
    await camera.close();
    await rm(folder, { recursive: true, force: true });
    await maker.context.close();
  }
});

test("without scripts a badge is read, a name is found, and a mistake is taken back", async () => {
  const { page, context } = await organiser({ javaScriptEnabled: false });
  await page.goto("/en/desk/checkin");
  await page.getByLabel("Station").selectOption("Room 1");
  await page.getByRole("button", { name: "Choose" }).click();
  await page.getByLabel("Code on the badge").fill(badges[5].code);
  await page.keyboard.press("Enter");
  await result(page).getByText("Checked in").waitFor();
  await page.getByLabel("Name, city or address").fill(badges[4].name);
  await page.locator("#names").getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: `Check-in: ${badges[4].name}` }).click();
  await result(page).getByText(badges[4].name, { exact: true }).waitFor();
  await page.getByRole("link", { name: `Take back: ${badges[5].name}` }).click();
  await press(page, "Take back");
  await page.getByText("Please fill this in.").first().waitFor();
  await page.getByLabel("Why it was a mistake").fill("somebody else's badge");
  await press(page, "Take back");
  await page.getByText("The check-in is taken back.").waitFor();
  await page.goto("/en/desk/arrivals?station=room-room-1");
  await page.getByText("Arrived: 1 of 6").waitFor();
  await context.close();
});
