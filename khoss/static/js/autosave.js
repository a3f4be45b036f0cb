// Saves an answer while it is being written. The form posts normally without this.
//
// One request at a time. What was sent and not answered is sent again as it was, until it is
// answered; only then comes what was written since. A copy lies in the browser until the server
// has acknowledged, and comes back after a crash or a sign-in that ran out.

const FIELDS = ["rating", "activities", "obstacles", "support_needs", "change_reason", "coverage"];
const PAUSE_MS = 1200;
const PATIENCE_MS = 20000;
const RETRY_MS = [2000, 5000, 15000, 30000];
const KEPT_FOR_MS = 90 * 24 * 3600 * 1000;
const KEEPALIVE_BYTES = 60000;
const WAIT_FOR_ANSWER_MS = 5000;

const same = (a, b) => FIELDS.every((name) => (a?.[name] ?? "") === (b?.[name] ?? ""));

/** Copies of unsaved text in this browser: by person and page. */
class Copy {
  constructor(key) { this.key = `khoss ${key}`; }
  read() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key));
      return found && Date.now() - found.at < KEPT_FOR_MS ? found : null;
    } catch { return null; }
  }
  write(value) {
    try { localStorage.setItem(this.key, JSON.stringify({ ...value, at: Date.now() })); } catch { /* full or forbidden */ }
  }
  remove() { localStorage.removeItem(this.key); }
}

/** The server has what was sent with a form: its cookie names the page. */
export function forgetWhatIsKept(user) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("khoss_kept="));
  if (!cookie || !user) return;
  const copy = new Copy(`${user} ${decodeURIComponent(cookie.slice(11))}`);
  if (copy.read()?.submitted) copy.remove();
  document.cookie = "khoss_kept=; Max-Age=0; Path=/; SameSite=Lax";
}

/** What was written here and never arrived before the answer was locked: the server sets it aside. */
export async function handInWhatIsLeft(place) {
  const { user, path, token, notTaken, khossLeft } = place.dataset;
  const copy = new Copy(`${user} ${path}`);
  const kept = copy.read();
  if (!kept) return;
  const body = new URLSearchParams({ ...kept.values, version: kept.version, writer: user, csrf_token: token });
  try {
    const answer = await fetch(khossLeft, { method: "POST", body, headers: { Accept: "application/json" } });
    const { state } = await answer.json();
    if (["saved", "conflict", "locked", "closed"].includes(state)) {
      copy.remove();
      location.reload();
      return;
    }
  } catch { /* shown below, and sent when the page is opened again */ }
  place.textContent = [notTaken, ...Object.values(kept.values).filter(Boolean)].join("\n\n");
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.texts = form.dataset;
    this.notice = form.querySelector("[data-khoss-notice]");
    this.copy = new Copy(`${form.dataset.user} ${new URL(form.action).pathname}`);
    this.states = new Map(FIELDS.map((name) => [name, this.stateOf(name)]));
    this.acknowledged = "unsaved" in form.dataset ? null : this.values();
    this.unanswered = null;
    this.busy = null;
    this.failures = 0;
    this.stopped = false;
    this.reason = "";
    this.restore();
    form.addEventListener("input", () => this.changed(PAUSE_MS));
    form.addEventListener("change", () => this.changed(0));
    form.addEventListener("focusout", () => this.changed(0));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.soon(0));
    addEventListener("focus", () => this.soon(0));
    document.addEventListener("visibilitychange", () => this.soon(0));
    addEventListener("beforeunload", (event) => { if (this.dirty() && !this.leaving) event.preventDefault(); });
    if (this.dirty()) this.soon(0);
  }

  values() {
    const data = new FormData(this.form);
    return Object.fromEntries(FIELDS.map((name) => [name, (data.get(name) ?? "").replaceAll("\r\n", "\n")]));
  }

  dirty() { return !same(this.values(), this.acknowledged); }

  get version() { return this.form.elements.version.value; }

  stateOf(name) {
    const field = this.form.elements[name];
    const place = (field?.[0] ?? field)?.closest?.(".govuk-form-group");
    if (!place) return null;
    const state = document.createElement("span");
    state.className = "khoss-state";
    place.append(state);
    return state;
  }

  restore() {
    const kept = this.copy.read();
    if (!kept) return;
    if (same(kept.values, this.values())) { this.copy.remove(); return; }
    for (const name of FIELDS) {
      const field = this.form.elements[name];
      if (field) field.value = kept.values[name] ?? "";
    }
    this.form.elements.version.value = kept.version;
    this.say(this.texts.restored);
    this.show();
  }

  changed(pause) {
    if (this.dirty()) this.copy.write({ version: this.version, values: this.values() });
    this.show();
    this.soon(pause);
  }

  soon(pause) {
    if (this.stopped || !this.dirty()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    if (this.busy || this.stopped || !this.dirty()) return this.busy;
    clearTimeout(this.timer);
    this.unanswered ??= { version: this.version, values: this.values() };
    this.busy = this.request(this.unanswered).finally(() => {
      this.busy = null;
      this.show();
      if (this.dirty()) this.soon(this.failures ? RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] : PAUSE_MS);
    });
    this.show();
    return this.busy;
  }

  async request(sent) {
    const body = new URLSearchParams({
      ...Object.fromEntries(Object.entries(sent.values).filter(([name]) => this.form.elements[name])),
      version: sent.version,
      writer: this.form.dataset.user,
      csrf_token: this.form.elements.csrf_token.value,
    });
    let answer;
    let told;
    try {
      answer = await fetch(this.form.dataset.khossAutosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: body.toString().length < KEEPALIVE_BYTES,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      told = await answer.json();
    } catch {
      this.fail(answer ? this.texts.server : this.texts.offline);
      return;
    }
    this.heed(sent, told);
  }

  heed(sent, told) {
    switch (told.state) {
      case "saved":
        Object.assign(this, { failures: 0, reason: "", unanswered: null, acknowledged: sent.values, at: told.at });
        this.form.elements.version.value = told.version;
        if (this.dirty()) this.copy.write({ version: told.version, values: this.values() });
        else this.copy.remove();
        this.say("");
        break;
      case "refused":
        this.unanswered = null;
        this.fail(Object.values(told.errors).flat().join(" "));
        break;
      case "conflict":
      case "locked":
      case "closed":
        Object.assign(this, { stopped: true, unanswered: null, reason: told.sentence });
        this.say(`${told.sentence} ${this.texts.stopped}`, told.state === "conflict" ? this.compare() : null);
        break;
      case "signed_out":
        this.fail(this.texts.signedOut, this.login());
        break;
      case "old_page":
        for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = told.csrf_token;
        this.fail("");
        break;
      default:
        this.fail(this.texts.server);
    }
  }

  fail(reason, action = null) {
    this.failures += 1;
    this.reason = reason;
    this.say(reason && `${this.texts.failed} ${reason}`, action);
  }

  compare() {
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "stay", value: "1", className: "govuk-button", textContent: this.texts.compare });
    return button;
  }

  login() {
    const link = document.createElement("a");
    Object.assign(link, { href: this.texts.login, target: "_blank", rel: "noopener", className: "govuk-link", textContent: this.texts.loginText });
    return link;
  }

  say(sentence, action = null) {
    if (!this.notice || this.notice.dataset.said === sentence) return;
    this.notice.dataset.said = sentence;
    this.notice.replaceChildren(...[sentence, " ", action].filter((one) => one && sentence));
  }

  show() {
    const now = this.values();
    for (const mark of this.form.querySelectorAll("[data-khoss-copied]")) {
      const field = this.form.elements[mark.dataset.khossCopied];
      mark.hidden = field.value !== field.defaultValue;
    }
    for (const [name, state] of this.states) {
      if (!state) continue;
      const saved = now[name] === (this.acknowledged?.[name] ?? null);
      const failed = !saved && (this.failures > 0 || this.stopped) && this.reason;
      state.classList.toggle("khoss-state--failed", Boolean(failed));
      if (saved) state.textContent = this.at ? `${this.texts.saved} ${this.at}` : "";
      else state.textContent = failed ? `${this.texts.failed} ${this.reason}` : this.texts.saving;
    }
  }

  submit(event) {
    if ((this.busy || this.unanswered) && !this.leaving) {
      event.preventDefault();
      const { submitter } = event;
      const patience = new Promise((done) => { setTimeout(done, WAIT_FOR_ANSWER_MS); });
      Promise.race([this.busy ?? this.send(), patience]).then(() => {
        this.leaving = true;
        this.form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      });
      return;
    }
    this.leaving = true;
    this.stopped = true;
    clearTimeout(this.timer);
    this.copy.write({ version: this.version, values: this.values(), submitted: true });
  }
}
