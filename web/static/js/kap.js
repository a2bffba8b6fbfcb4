// What pages gain where scripts run. Each of them works without this file.

import { liveClocks } from "./clock.js";
import { copyButtons } from "./copy.js";
import { guardForms } from "./guard.js";
import { keys } from "./keys.js";
import { keepRefused } from "./refused.js";

liveClocks();
keepRefused();
guardForms();
keys();
takeToken();
copyButtons();
focusSummary(document);
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

/** Fills a code from behind the # of the address, which never travels, and takes it out of the address; this place in the history keeps it for a reload. */
function takeToken() {
  const form = document.querySelector("form[data-token-from-hash]");
  const box = form?.elements[form.dataset.tokenFromHash];
  const code = box && (decodeURIComponent(location.hash.slice(1)) || box.value || history.state?.code);
  if (!code) return;
  box.value = code;
  history.replaceState({ ...history.state, code }, "", location.pathname + location.search);
  form.querySelector('[type="password"]')?.focus();
}

/** Moves to the summary of what needs a change, and from its links to a box that can be typed in. */
function focusSummary(within) {
  within.querySelector?.("[data-summary]")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-summary] a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const box = field.matches("fieldset") ? field.querySelector("[aria-invalid]") ?? field.querySelector("input") : field;
  (box ?? field).focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
});
