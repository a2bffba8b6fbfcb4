// A form that was refused is the answer to a post: Back to it, or asking for it anew,
// would end at the browser's own question whether to send it again. Its place in the
// history becomes the form's own address, and what was typed stays with that place.

const sent = "kap-sent", refused = "kap-refused"; // ids of forms; nothing of what they hold

/** Makes Back and Reload after a refusal lead to the form as it was typed. */
export function keepRefused() {
  document.addEventListener("submit", ({ target }) => {
    if (target.method !== "post" || !target.elements.made_for) return;
    sessionStorage.setItem(sent, target.elements.submission?.value ?? "");
    sessionStorage.removeItem(refused);
    history.replaceState({ typed: typedIn(target) }, "");
  });
  const at = document.querySelector('meta[name="form-at"]')?.content;
  if (at) comeFrom(at);
  else if (history.state?.typed) fillAgain(history.state.typed);
}

// The page that the form stood on is named by the browser; else the server's guess holds.
function comeFrom(at) {
  const from = document.referrer.startsWith(location.origin + "/") ? document.referrer : at;
  const form = [...document.querySelectorAll("form")].find((f) => f.querySelector("[data-summary]") ?? f.hasAttribute("data-typed"));
  sessionStorage.setItem(refused, sessionStorage.getItem(sent) ?? "");
  history.replaceState(form?.elements.made_for ? { typed: typedIn(form) } : null, "", from);
}

function typedIn(form) {
  const secret = (name) => form.querySelector(`[type="password"][name="${CSS.escape(name)}"]`);
  return { action: form.getAttribute("action"), values: [...new FormData(form)].filter(([name]) => !secret(name)) };
}

// Only what was refused and not saved since, and only for whoever typed it.
function fillAgain({ action, values }) {
  const of = (name) => values.filter(([n]) => n === name).map(([, value]) => value);
  const form = [...document.forms].find((f) => f.getAttribute("action") === action && f.elements.made_for);
  if (!form || of("submission")[0] !== sessionStorage.getItem(refused) || of("made_for")[0] !== form.elements.made_for.value) return;
  form.closest("details")?.setAttribute("open", "");
  form.elements.submission.value = of("submission")[0];
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "password") continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = of(field.name).includes(field.value);
    else if ("value" in field && field.type !== "submit") field.value = of(field.name)[0] ?? "";
  }
}
