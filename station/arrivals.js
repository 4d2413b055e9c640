// Keeps the numbers of arrivals fresh while somebody looks at them.
const id = "arrivals";

const again = async () => {
  const shown = document.getElementById(id);
  setTimeout(again, Number(shown.dataset.again) * 1000);
  if (document.hidden) return;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(id);
    // Who is using it now is not disturbed.
    if (response.ok && fresh && !shown.contains(document.activeElement)) shown.replaceWith(document.importNode(fresh, true));
  } catch {
    // The next time.
  }
};

document.documentElement.dataset.live = "";
setTimeout(again, Number(document.getElementById(id).dataset.again) * 1000);
