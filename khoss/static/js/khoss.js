// Small comforts; every page works without them.
import { createAll, CharacterCount, ErrorSummary, PasswordInput } from "./govuk-frontend.min.js?v=8982af0b181b";
import { Autosave, handInAtLockedAnswer } from "./autosave.js?v=fa2618e8267c";
import { forgetWhatIsKept } from "./copies.js?v=974c16e7c497";
import { showPresence } from "./presence.js?v=aef16045803b";
import { followCaret } from "./caret.js?v=9c3442033d2e";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const texts = document.querySelector("[data-khoss-texts]")?.dataset ?? {};
createAll(ErrorSummary);
createAll(CharacterCount);
createAll(PasswordInput, {
  i18n: {
    showPassword: texts.show,
    hidePassword: texts.hide,
    showPasswordAriaLabel: texts.show,
    hidePasswordAriaLabel: texts.hide,
    passwordShownAnnouncement: texts.shown,
    passwordHiddenAnnouncement: texts.hidden,
  },
});

// A report that is being made: look again every other second until it is done. Meanwhile what is
// marked as live is brought up to date in place, so that nobody loses their place on the page.
const POLL_MS = 2000;
const waiting = document.querySelector('[data-khoss-poll="waiting"]');
function bringUpToDate(page) {
  for (const here of waiting.querySelectorAll("[data-khoss-live]")) {
    const there = page.getElementById(here.id);
    if (!there || there.outerHTML === here.outerHTML) continue;
    if (here instanceof HTMLProgressElement) here.value = Number(there.getAttribute("value"));
    if (here.innerHTML !== there.innerHTML) here.replaceChildren(...there.childNodes);
  }
}
async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-khoss-poll]");
    if (answer.ok && found && found.dataset.khossPoll !== "waiting") {
      location.reload();
      return;
    }
    if (answer.ok && found) bringUpToDate(page);
  } catch {
    // The network is away for a moment: the next look may find it again.
  }
  setTimeout(look, POLL_MS);
}
if (waiting) setTimeout(look, POLL_MS);

// Text that has not been sent: ask before it is left.
for (const form of document.querySelectorAll("form[data-khoss-guard]:not([data-khoss-autosave])")) {
  let changed = form.dataset.khossGuard === "changed";
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

forgetWhatIsKept(document.body.dataset.user);
for (const form of document.querySelectorAll("form[data-khoss-autosave]")) new Autosave(form);
for (const place of document.querySelectorAll("[data-khoss-left]")) handInAtLockedAnswer(place);
for (const place of document.querySelectorAll("[data-khoss-presence]:not([data-khoss-presence=''])")) showPresence(place);
for (const form of document.querySelectorAll("form[data-khoss-caret]")) followCaret(form);
