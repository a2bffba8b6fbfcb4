// Keys that spare a hand the mouse. Each does what a link on the page does.

/** "/" goes to find a client, the arrows to the day before and after, a letter to the link that names it. */
export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || types(event.target)) return;
    const find = event.key === "/" && document.getElementById("find");
    const link = !find && linkOf(event.key);
    if (!find && !link) return;
    event.preventDefault();
    if (find) find.focus();
    else link.click();
  });
}

function linkOf(key) {
  if (key === "ArrowLeft") return document.querySelector('a.btn[rel="prev"]');
  if (key === "ArrowRight") return document.querySelector('a.btn[rel="next"]');
  return /^[a-z]$/i.test(key) ? document.querySelector(`a[data-key="${key.toLowerCase()}"]`) : null;
}

// Keys belong to a box that is typed in and to a part of the page that scrolls sideways.
function types(target) {
  return target.closest?.("input, select, textarea, [contenteditable], .tbl-scroll, .course-scroll") != null;
}
