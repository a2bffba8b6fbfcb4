// Times that keep counting, by the server's clock and not the tablet's.

const minute = 60_000;

/** Updates [data-since], [data-due] and [data-clock] once a second. */
export function liveClocks() {
  const meta = document.querySelector('meta[name="server-time"]');
  if (!meta) return;
  const served = Number(meta.content);
  const start = performance.timeOrigin + performance.now();
  const now = () => served + performance.timeOrigin + performance.now() - start;
  setInterval(() => tick(now()), 1000);
  // A running session from the back-forward cache has old facts.
  const running = document.querySelector("[data-since], [data-due]");
  if (running) addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function tick(now) {
  for (const e of document.querySelectorAll("[data-since]")) say(e, span(now - Number(e.dataset.since)));
  for (const e of document.querySelectorAll("[data-due]")) {
    const left = Number(e.dataset.due) - now;
    say(e, dueIn(left));
    e.classList.toggle("late", left < -minute);
  }
  for (const e of document.querySelectorAll("[data-clock]")) say(e, clock(now, e.dataset.clock));
}

// Text that stays the same is left alone, so that it is not read aloud again.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The same words as the server's: "4 min", "11 h", "3 days". */
export function span(ms) {
  const minutes = Math.floor(Math.abs(ms) / minute);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} days`;
}

/** "in 3 min", "now", "late 4 min". */
export function dueIn(left) {
  if (Math.abs(left) < minute) return "now";
  return left < 0 ? `late ${span(left)}` : `in ${span(left)}`;
}

function clock(now, zone) {
  const options = { hour: "numeric", minute: "2-digit", timeZone: zone === "Local" ? undefined : zone };
  return new Date(now).toLocaleTimeString("en-US", options).replace(/\s?([AP])M/, (_, half) => ` ${half.toLowerCase()}m`);
}
