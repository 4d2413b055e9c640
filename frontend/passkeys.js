// Passkeys: asks the server what to ask, has the browser do it, and sends its answer as an ordinary form. Without this script nothing of it is
// shown. The words stand on the page, in the attributes of the element around the form.
const decoded = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const encoded = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const made = async (asked) => {
  const { challenge, user, excludeCredentials = [] } = asked;
  const known = excludeCredentials.map((one) => ({ ...one, id: decoded(one.id) }));
  const publicKey = { ...asked, challenge: decoded(challenge), user: { ...user, id: decoded(user.id) }, excludeCredentials: known };
  const credential = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = credential.response;
  const response = { clientDataJSON: encoded(clientDataJSON), attestationObject: encoded(attestationObject), transports: credential.response.getTransports() };
  return { credential, response };
};

const shown = async (asked) => {
  const credential = await navigator.credentials.get({ publicKey: { ...asked, challenge: decoded(asked.challenge) } });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const of = { clientDataJSON, authenticatorData, signature, userHandle };
  return { credential, response: Object.fromEntries(Object.entries(of).map(([name, bytes]) => [name, encoded(bytes)])) };
};

const run = async (place, form) => {
  const says = place.querySelector("[data-says]");
  says.hidden = true;
  const body = new URLSearchParams(new FormData(form));
  const asked = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
  // What is wrong with the form is said by the page that answers it.
  if (!asked.ok) return form.submit();
  try {
    const { credential, response } = await (place.dataset.passkeys === "make" ? made : shown)(JSON.parse(await asked.json()));
    const { id, type, authenticatorAttachment } = credential;
    const { form: into } = place.querySelector("[name=answer]");
    for (const field of into.elements) {
      if (field.name !== "request_id" && body.has(field.name)) field.value = body.get(field.name);
    }
    into.elements.answer.value = JSON.stringify({ id, rawId: id, type, authenticatorAttachment, response, clientExtensionResults: {} });
    into.submit();
  } catch (error) {
    const { known, cancelled } = place.dataset;
    says.textContent = error.name === "InvalidStateError" ? known : cancelled;
    says.hidden = false;
  }
};

const begin = () => {
  for (const place of document.querySelectorAll("[data-passkeys][hidden]")) {
    if (window.PublicKeyCredential) place.hidden = false;
  }
  for (const place of document.querySelectorAll("[data-no-passkeys]")) place.hidden = Boolean(window.PublicKeyCredential);
};

document.addEventListener(
  "submit",
  (event) => {
    const place = event.target.closest("[data-passkeys]");
    if (!place || event.target.elements.answer) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run(place, event.target);
  },
  true,
);
document.addEventListener("plenary:shown", begin);
begin();
