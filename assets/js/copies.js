// Copies of unsaved text in this browser: by person, page and window.
//
// A window holds a lock on the place of its copy for as long as it lives. So two windows with one
// question never share a copy, and a copy in a place that nobody holds was left by a window that
// is gone: it is handed to the server, which sets aside what cannot become the answer. A copy that
// cannot come back to its window, because something newer is written there, moves to a place of
// its own and waits there until the server has it.

const WINDOWS = 8;
const KEPT_FOR_MS = 90 * 24 * 3600 * 1000;
const PATIENCE_MS = 20000;
const TEXTS = ["activities", "obstacles", "support_needs", "change_reason"];
const TAKEN = ["saved", "conflict", "locked", "closed"];
const PLACE_OF_THIS_WINDOW = "khoss place";

class Copy {
  constructor(place) { this.place = place; }
  read() {
    try {
      const found = JSON.parse(localStorage.getItem(this.place));
      return found && Date.now() - found.at < KEPT_FOR_MS ? found : null;
    } catch { return null; }
  }
  write(value) {
    try { localStorage.setItem(this.place, JSON.stringify({ ...value, at: Date.now() })); } catch { /* full or forbidden */ }
  }
  remove() { localStorage.removeItem(this.place); }

  /** Leave this place to something newer. */
  makeRoom(key) {
    const left = localStorage.getItem(this.place);
    // Taken away first: both do not need to fit at once.
    this.remove();
    try { localStorage.setItem(placeOfItsOwn(key), left); } catch { localStorage.setItem(this.place, left); }
  }
}

const besides = (key) => `khoss ${key} beside `;
const placeOfItsOwn = (key) => `${besides(key)}${Date.now()} ${Math.random()}`;

function places(key) {
  return Array.from({ length: WINDOWS }, (_, number) => (number ? `khoss ${key} ${number}` : `khoss ${key}`));
}

/** Hold a place until this window ends; false when another window holds it. */
function hold(place) {
  return new Promise((told) => {
    navigator.locks.request(place, { ifAvailable: true }, (lock) => {
      told(Boolean(lock));
      return lock ? new Promise(() => {}) : null;
    });
  });
}

/** The copy of this window: where it was before it was loaded anew, else in a free place. */
export async function ownCopy(key) {
  const all = places(key);
  const before = sessionStorage.getItem(PLACE_OF_THIS_WINDOW);
  const wanted = all.includes(before) ? [before, ...all] : all;
  for (const place of navigator.locks ? wanted : []) {
    if (await hold(place)) {
      sessionStorage.setItem(PLACE_OF_THIS_WINDOW, place);
      return new Copy(place);
    }
  }
  if (!navigator.locks) return new Copy(all[0]);
  const place = placeOfItsOwn(key);
  await hold(place);
  return new Copy(place);
}

/** The server has what was sent with a form: its cookie names the page. */
export function forgetWhatIsKept(user) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("khoss_kept="));
  if (!cookie || !user) return;
  const all = places(`${user} ${decodeURIComponent(cookie.slice(11))}`);
  const before = sessionStorage.getItem(PLACE_OF_THIS_WINDOW);
  const copy = new Copy(all.includes(before) ? before : all[0]);
  if (copy.read()?.submitted) copy.remove();
  document.cookie = "khoss_kept=; Max-Age=0; Path=/; SameSite=Lax";
}

/** Hand a copy to the server and forget it; false when the server does not take it now. */
export async function handIn(copy, { address, writer, token, notTaken }) {
  const kept = copy.read();
  if (!kept) {
    copy.remove();
    return false;
  }
  const body = new URLSearchParams({ ...kept.values, version: kept.version, writer, csrf_token: token });
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { state } = await answer.json();
    if (TAKEN.includes(state)) {
      copy.remove();
      return true;
    }
  } catch { /* it stays, and is handed in when the page is opened again */ }
  const texts = TEXTS.map((name) => kept.values[name]).filter(Boolean).join("\n\n");
  if (texts) notTaken(texts);
  return false;
}

/** Hand in what windows that are gone have left on a page; tell whether the server took anything. */
export async function handInWhatIsLeft(key, own, to) {
  let taken = false;
  const beside = Object.keys(localStorage).filter((one) => one.startsWith(besides(key)));
  for (const place of [...places(key), ...beside].filter((one) => one !== own)) {
    const ifNobodyHoldsIt = async (lock) => {
      if (lock && await handIn(new Copy(place), to)) taken = true;
    };
    if (navigator.locks) await navigator.locks.request(place, { ifAvailable: true }, ifNobodyHoldsIt);
    // Without locks another window may be using its place; one that was moved is used by nobody.
    else if (!own || beside.includes(place)) await ifNobodyHoldsIt(true);
  }
  return taken;
}
