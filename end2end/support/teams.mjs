// People of the ideathon: what the journeys of others need, sent as a script sends it.
const post = async (page, site, endpoint, fields) => {
  const form = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((v) => [name, v])));
  const headers = { accept: "application/json", origin: site.url, "content-type": "application/x-www-form-urlencoded" };
  const answer = await page.request.post(`${site.url}/api/${endpoint}`, { data: form.toString(), headers });
  if (!answer.ok()) throw new Error(`${endpoint}: ${answer.status()} ${await answer.text()}`);
  return answer;
};

/** Approves the registration of the person with this address, as the organiser of the page. */
export const approve = async (desk, site, email) => {
  await desk.goto(`/en/desk?words=${encodeURIComponent(email)}`);
  await desk.goto(await desk.locator(".queue th a").getAttribute("href"));
  const [version, registration] = [await desk.locator('[name="version"]').inputValue(), await desk.locator('input[name="registration"]').first().inputValue()];
  await post(desk, site, "organiser/decide", { registration, version, decision: "approve", message: "", request_id: `approve-${registration}` });
};

/** Has the person of the page take part in the ideathon. */
export const takePart = (page, site) => post(page, site, "ideathon/save_profile", { "skills[]": ["ux", "data"], "languages[]": ["en"], looking: "yes", request_id: "profile" });

/** Makes a team of the people of these pages and answers the path of its page. */
export const makeTeam = async (site, name, [captain, ...others]) => {
  const made = await post(captain, site, "ideathon/create_team", { team_name: name, pitch: "Buses for all", request_id: "team" });
  const path = new URL(made.headers().location, site.url).pathname;
  const team = path.split("/").pop();
  for (const page of others) await post(page, site, "ideathon/gather", { what: "ask", team, request_id: "ask" });
  await captain.goto(path);
  for (const person of await captain.locator('form:has([value="take_in"]) [name="person"]').evaluateAll((all) => all.map((one) => one.value))) {
    await post(captain, site, "ideathon/gather", { what: "take_in", person, request_id: `in-${person}` });
  }
  return path;
};

/** Makes the participant of this name a mentor, as the organiser of the page. */
export const makeMentor = async (desk, name) => {
  await desk.goto("/en/desk/ideathon");
  const form = desk.locator("form", { has: desk.locator('[name="mentor"]') });
  const label = (await form.locator("option").allTextContents()).find((text) => text.startsWith(name));
  await form.locator("select").selectOption({ label });
  await form.getByLabel("is a mentor", { exact: true }).check();
  await form.getByRole("button", { name: "Save" }).click();
  await desk.getByText("Saved.").waitFor();
};
