// Starts the browser's side: loads the program, brings the islands of the page to life, and does so again when the navigator has shown
// another page. A page that needs a script of its own names it in `data-module`. The build writes the names of the files in place of the words in capitals.
import init, * as program from "BINDINGS";

const awaken = (root) => {
  for (const { dataset } of root.querySelectorAll("[data-module]")) import(dataset.module);
  for (const island of root.querySelectorAll("leptos-island:not([data-awake])")) {
    const hydrate = program[island.dataset.component];
    if (hydrate) {
      island.dataset.awake = "";
      hydrate(island);
    }
  }
};

init({ module_or_path: "PROGRAM" }).then(() => {
  awaken(document);
  document.addEventListener("plenary:shown", () => awaken(document));
});
