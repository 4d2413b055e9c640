// People who take part, and the pictures of their codes.
import { writeFile } from "node:fs/promises";

const post = async (page, site, endpoint, fields) => {
  const answer = await page.request.post(`${site.url}/api/${endpoint}`, { form: fields, headers: { accept: "application/json", origin: site.url } });
  if (!answer.ok()) throw new Error(`${endpoint}: ${answer.status()} ${await answer.text()}`);
  return answer;
};

/** Puts made-up people on the site, approves them as the organiser of the page, and answers their registrations. */
export const participants = async (page, site, number) => {
  await site.command("sample", "--sessions", "1", "--people", String(number));
  await page.goto("/en/desk?state=submitted");
  const links = await page.locator(".queue th a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const link of links) {
    await page.goto(link);
    const version = await page.locator('[name="version"]').inputValue();
    const registration = await page.locator('input[name="registration"]').first().inputValue();
    await post(page, site, "organiser/decide", { registration, version, decision: "approve", message: "", request_id: `approve-${registration}` });
  }
  // Badges are given out within a second or so.
  for (;;) {
    await page.goto("/en/desk/badges");
    if ((await page.locator('.queue input[type="checkbox"]:enabled').count()) === links.length) break;
  }
  return links.map((link) => link.split("/").pop());
};

/** The name and the code of everybody, as they are printed. */
export const codes = async (page) => {
  await page.goto("/en/desk/badges");
  await page.getByRole("button", { name: "Print all that fit the filters" }).click();
  await page.getByRole("heading", { name: "Sheets of badges" }).waitFor();
  return page.locator(".badges .badge").evaluateAll((all) =>
    all.map((badge) => ({
      name: badge.querySelector(".name").textContent,
      code: badge.querySelector(".code").textContent,
      path: badge.querySelector(".qr path").getAttribute("d"),
      side: Number(badge.querySelector(".qr").getAttribute("viewBox").split(" ")[2]),
    })),
  );
};

/** Sends a form of the desk as a script does. */
export const desk = post;

/** Writes a film for the browser's made-up camera that shows a code. */
export const film = async (file, { path, side }) => {
  const [width, height] = [640, 480];
  const scale = Math.floor(400 / side);
  const [left, top] = [Math.floor((width - side * scale) / 2), Math.floor((height - side * scale) / 2)];
  const light = Buffer.alloc(width * height, 200);
  const fill = (x, y, w, value) => {
    for (let row = 0; row < scale; row++) light.fill(value, (top + y * scale + row) * width + left + x * scale, (top + y * scale + row) * width + left + (x + w) * scale);
  };
  for (let y = 0; y < side; y++) fill(0, y, side, 235);
  for (const [, x, y, w] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) fill(Number(x), Number(y), Number(w), 16);
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, colours]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]));
};
