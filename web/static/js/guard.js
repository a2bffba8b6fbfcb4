// A second click stores nothing twice, and what is typed is not left by mistake.

const pause = 5_000; // ms a button rests after its click

/** Rests buttons after the first submit and asks before leaving typed words. */
export function guardForms() {
  let typed = false;
  document.addEventListener("input", (event) => {
    if (event.target.form?.method === "post" && !event.target.form.hasAttribute("data-unguarded")) typed = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    typed = false;
    rest(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => wake(event.target.closest?.("form")));
  addEventListener("beforeunload", (event) => typed && event.preventDefault());
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
