// What a person does with a page, told by the words they read on it. Each
// returns "" when done, or a sentence why not (yet).
window.kap ??= (() => {
  const words = (e) => (e?.innerText ?? e?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const seen = (e) => e.getClientRects().length > 0;
  // The first whose words are these; else the first whose words begin with them.
  const named = (list, wanted, say = words) => {
    const shown = [...list].filter(seen);
    return shown.find((e) => say(e) === wanted) ?? shown.find((e) => say(e).startsWith(wanted));
  };
  const told = (e) => ['input', 'change'].forEach((kind) => e.dispatchEvent(new Event(kind, {bubbles: true})));
  const ticked = (e) => e?.type === 'radio' || e?.type === 'checkbox';
  const control = (scope, label, meant) =>
    named([...scope.querySelectorAll('label')].filter((l) => l.control && meant(l.control)), label)?.control
    ?? named([...scope.querySelectorAll('input, select, textarea')].filter(meant), label, (e) => e.getAttribute('aria-label') ?? '');
  const group = (legend) => {
    const found = named(document.querySelectorAll('legend'), legend);
    if (found) return found.closest('fieldset');
    const title = (e) => words(document.getElementById(e.getAttribute('aria-labelledby')));
    return named(document.querySelectorAll('[role=radiogroup]'), legend, title);
  };
  return {
    fill(label, value) {
      const e = control(document, label, (e) => !ticked(e));
      if (!e) return `no field is labelled "${label}"`;
      if (e.disabled || e.readOnly) return `the field "${label}" takes no value`;
      e.focus();
      if (e.tagName === 'SELECT') {
        const option = [...e.options].find((o) => words(o) === value || o.value === value);
        if (!option) return `"${label}" has no choice "${value}"`;
        value = option.value;
      }
      e.value = value;
      if (e.value !== value) return `the field "${label}" does not take "${value}"`;
      told(e);
      return '';
    },
    choose(legend, label) {
      const scope = legend ? group(legend) : document;
      if (!scope) return `no question reads "${legend}"`;
      const e = control(scope, label, ticked);
      if (!e) return `"${legend}" has no choice "${label}"`;
      if (!e.checked) e.click();
      return e.checked ? '' : `"${label}" cannot be chosen`;
    },
    // Marks what will be pressed, so that looking may be repeated and pressing is not.
    aim(kind, label) {
      const e = named(document.querySelectorAll(kind), label, (b) => words(b) || b.value || b.getAttribute('aria-label') || '');
      if (!e) return `nothing to press reads "${label}"`;
      if (e.disabled) return `"${label}" cannot be pressed`;
      window.kapTarget = e;
      return '';
    },
    // Presses it; true where the browser now leaves the page.
    press() {
      const e = window.kapTarget;
      let leaves = false;
      const note = (event) => {
        const link = event.type === 'click' && event.target.closest?.('a[href]');
        const stays = link && (link.hash && link.pathname === location.pathname && link.search === location.search);
        if (event.type === 'submit' || (link && !stays)) leaves = !event.defaultPrevented;
      };
      addEventListener('click', note);
      addEventListener('submit', note);
      window.kapOld = true;
      e.click();
      removeEventListener('click', note);
      removeEventListener('submit', note);
      return leaves;
    },
    sees(text) {
      return words(document.body).includes(text) ? '' : `the page does not say "${text}"`;
    },
  };
})();
