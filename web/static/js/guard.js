// A second click stores nothing twice, and what is typed is not left by mistake.

const pause = 5_000; // ms a form rests after it was sent

/** Rests forms after the first submit and asks before leaving typed words. */
export function guardForms() {
  const typed = new Set([...document.forms].filter(cameBack));
  document.addEventListener("input", ({ target }) => {
    if (target.form?.method === "post" && !target.form.hasAttribute("data-unguarded")) typed.add(target.form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    typed.delete(form);
    rest(form);
  });
  document.addEventListener("htmx:afterRequest", ({ target }) => wake(target.closest?.("form")));
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));
  addEventListener("beforeunload", (event) => {
    const left = [...typed].some((form) => form.isConnected);
    if (left && navigator.userActivation?.hasBeenActive !== false) event.preventDefault(); // browsers ask nobody who did nothing here
  });
}

// A form that was refused, or that nobody could save, holds words that stand nowhere else.
function cameBack(form) {
  const words = form.hasAttribute("data-typed") || form.querySelector("[data-summary]");
  return form.method === "post" && words && !form.hasAttribute("data-unguarded");
}

// The form is marked, not disabled: a disabled button would not send its value.
function rest(form) {
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll('[type="submit"]')) button.setAttribute("aria-busy", "true");
  setTimeout(() => wake(form), pause);
}

function wake(form) {
  if (!form) return;
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
