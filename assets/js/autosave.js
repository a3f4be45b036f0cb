// Saves an answer while it is being written. The form posts normally without this.
//
// One request at a time. What was sent and not answered is sent again as it was, until it is
// answered; only then comes what was written since. A copy lies in the browser until the server
// has acknowledged, and comes back after a crash or a sign-in that ran out.

import { handInWhatIsLeft, ownCopy } from "./copies.js";

const FIELDS = ["rating", "activities", "obstacles", "support_needs", "change_reason", "coverage"];
const PAUSE_MS = 1200;
const PATIENCE_MS = 20000;
const RETRY_MS = [2000, 5000, 15000, 30000];
const KEEPALIVE_BYTES = 60000;
const WAIT_FOR_ANSWER_MS = 5000;

const same = (a, b) => FIELDS.every((name) => (a?.[name] ?? "") === (b?.[name] ?? ""));

/** A page whose answer is locked: what was written here and never arrived. */
export async function handInAtLockedAnswer(place) {
  const { user, path, token, notTaken, khossLeft } = place.dataset;
  const taken = await handInWhatIsLeft(`${user} ${path}`, null, {
    address: khossLeft,
    writer: user,
    token,
    notTaken: (texts) => { place.textContent = [place.textContent || notTaken, texts].join("\n\n"); },
  });
  if (taken) location.reload();
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.texts = form.dataset;
    this.notice = form.querySelector("[data-khoss-notice]");
    this.states = new Map(FIELDS.map((name) => [name, this.stateOf(name)]));
    this.acknowledged = "unsaved" in form.dataset ? null : this.delivered();
    this.unanswered = null;
    this.busy = null;
    this.failures = 0;
    this.stopped = false;
    this.reason = "";
    this.begin(`${form.dataset.user} ${new URL(form.action).pathname}`);
  }

  /** Find the place of this window's copy, what lies there, and what other windows have left. */
  async begin(key) {
    const { form } = this;
    this.copy = await ownCopy(key);
    if (!this.restore()) this.copy.makeRoom(key);
    form.addEventListener("input", () => this.changed(PAUSE_MS));
    form.addEventListener("change", () => this.changed(0));
    form.addEventListener("focusout", () => this.changed(0));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.soon(0));
    addEventListener("focus", () => this.soon(0));
    document.addEventListener("visibilitychange", () => this.soon(0));
    addEventListener("beforeunload", (event) => { if (this.dirty() && !this.leaving) event.preventDefault(); });
    if (this.dirty()) {
      this.changed(0);
      // What stands here goes first, and what was left is set aside beside it: not the other way round.
      await this.send();
    }
    const taken = await handInWhatIsLeft(key, this.copy.place, {
      address: form.dataset.khossAutosave,
      writer: form.dataset.user,
      token: form.elements.csrf_token.value,
      notTaken: (texts) => this.showBeside(texts),
    });
    if (taken && !this.dirty()) location.reload();
  }

  /** Show what another window left and the server does not take now. */
  showBeside(texts) {
    const beside = document.createElement("p");
    Object.assign(beside, { className: "govuk-body khoss-text", textContent: `${this.texts.notTaken}\n\n${texts}` });
    this.notice?.after(beside);
  }

  values() {
    const data = new FormData(this.form);
    return Object.fromEntries(FIELDS.map((name) => [name, (data.get(name) ?? "").replaceAll("\r\n", "\n")]));
  }

  /** What the page came with: something may be written before this script is there. */
  delivered() {
    return Object.fromEntries(FIELDS.map((name) => {
      const field = this.form.elements[name];
      const chosen = field instanceof RadioNodeList ? [...field].find((one) => one.defaultChecked)?.value : field?.defaultValue;
      return [name, chosen ?? ""];
    }));
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

  /** Bring back what was not saved; false when it would overwrite what was written since. */
  restore() {
    const kept = this.copy.read();
    if (!kept) return true;
    const broughtBack = "unsaved" in this.texts;
    if (same(kept.values, broughtBack ? this.values() : this.acknowledged)) { this.copy.remove(); return true; }
    if (!broughtBack && this.dirty() && !same(kept.values, this.values())) return false;
    for (const name of FIELDS) {
      const field = this.form.elements[name];
      if (field) field.value = kept.values[name] ?? "";
    }
    this.form.elements.version.value = kept.version;
    this.say(this.texts.restored);
    this.show();
    return true;
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
