// Drafts: saves a form while one writes, says so beside its button, and shows the page as it would be seen. The words stand on the page, in the
// attributes of the element around the forms. Without this script one saves with the button.
const PAUSE = 1500;

const preview = async () => {
  const place = document.querySelector("[data-preview]");
  if (!place) return;
  const answer = await fetch(place.dataset.preview, { headers: { accept: "text/html" } });
  const seen = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-seen]");
  if (seen) place.querySelector("[data-seen]").replaceChildren(...seen.childNodes);
};

const save = async (form, words) => {
  const says = form.querySelector("[data-says]");
  if (form.saving) return void (form.again = true);
  form.saving = true;
  says.textContent = words.saving;
  const sent = new FormData(form);
  sent.set("request_id", crypto.randomUUID());
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { accept: "application/json" } });
    if (answer.ok) {
      const { version, fields } = await answer.json();
      form.elements.base.value = version;
      // What a colleague wrote meanwhile, where one has not typed on.
      for (const [name, value] of fields) {
        const field = form.elements[name];
        if (field.value === sent.get(name) && field.value !== value) field.value = value;
      }
      says.textContent = words.saved;
      preview();
    } else {
      says.textContent = answer.status === 409 ? words.meanwhile : words.unsaved;
    }
  } catch {
    says.textContent = words.offline;
    form.again = true;
  }
  form.saving = false;
  if (form.again) {
    form.again = false;
    form.timer = setTimeout(() => save(form, words), PAUSE);
  }
};

document.addEventListener("input", (event) => {
  const form = event.target.form;
  const words = event.target.closest("[data-saving]")?.dataset;
  if (!words || !form?.closest("[data-draft]") || !form.querySelector("[data-says]")) return;
  clearTimeout(form.timer);
  form.timer = setTimeout(() => form.isConnected && save(form, words), PAUSE);
});
