// A text that is to be passed on is copied with a button; without this file it is
// selected by hand.

/** Shows the buttons that copy and says when they did. */
export function copyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    if (!text) continue;
    button.hidden = false;
    button.dataset.says = button.textContent;
    button.addEventListener("click", () => copy(button, text));
  }
}

async function copy(button, text) {
  select(text);
  const done = await written(text.textContent.trim());
  say(button, done ? "Copied" : "Selected: copy it with Ctrl-C");
}

// A plain http address has no clipboard of its own; there the selection is copied.
async function written(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

function select(text) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.selectAllChildren(text);
}

function say(button, words) {
  for (const other of document.querySelectorAll("button[data-says]")) other.textContent = other.dataset.says;
  button.textContent = words;
  const aloud = document.querySelector("[data-copied]");
  if (aloud) aloud.textContent = words;
}
