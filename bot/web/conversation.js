/* The conversation of <retold-chat>: what was said, is being sent, and came of it. */

import { announce, listen, newId } from "./api.js";
import { reported } from "./format.js";
import { say } from "./strings.js";

const SHOW_WRITING_AFTER_MS = 300;

export class Conversation {
  entries = [];
  state = "closed"; // closed, opening, open, failed
  writing = false; // false, true, or "shown" once it takes a while
  notice = "";
  live = false; // whether what comes is to be read out

  #id = newId();

  /** `host` is the element that shows it: it has `scrollToEnd()` and `focusStatus()`. */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    this.deaf = listen((change) => this.#hear(change));
  }

  hostDisconnected() {
    this.deaf();
  }

  /** Begins it, or goes on. */
  async open(api) {
    this.api = api;
    this.#set({ state: "opening" });
    try {
      await this.#load();
      this.#set({ state: "open" });
    } catch (problem) {
      this.#set({ state: "failed", notice: problem.message || say("openingFailed") });
    }
  }

  /** Sends what was typed, and the question that is seen. */
  say(text) {
    const seen = this.entries.findLast(({ buttons }) => buttons)?.buttons[0].payload.slice(-8);
    return this.#deliver({ from: "person", text, id: newId(), body: { text, seen } });
  }

  /** Presses one of the buttons of the last reply. */
  press({ title, payload }) {
    return this.#deliver({ from: "person", text: title, id: newId(), body: { payload } });
  }

  /** Sends again what did not get through, under the same id: it is answered once. */
  retry(entry) {
    this.entries = this.entries.filter(({ id }) => id !== entry.id);
    return this.#deliver(entry);
  }

  /** Begins anew, as somebody else. */
  async leave() {
    this.#set({ entries: [], notice: say("signedOut") });
    await this.open(this.api);
    if (this.state === "open") this.#set({ notice: say("signedOut") });
  }

  async #load() {
    const { messages, history } = await this.api.open();
    const entries = [...history, ...messages.map((message) => ({ ...message, from: "bot" }))];
    this.#set({ live: false, entries: entries.map((entry) => ({ ...entry, id: newId() })) });
    await this.host.scrollToEnd("auto");
    // The past is not read out.
    setTimeout(() => this.#set({ live: true }));
  }

  async #deliver(entry) {
    this.#set({ entries: [...this.entries, { ...entry, failed: undefined }], notice: "", writing: true });
    const timer = setTimeout(() => this.#set({ writing: "shown" }), SHOW_WRITING_AFTER_MS);
    await this.host.scrollToEnd();
    try {
      const { messages, erased } = await this.api.send({ ...entry.body, message_id: entry.id });
      const reply = messages.map((message) => ({ ...message, from: "bot", id: newId() }));
      this.#set({ entries: erased ? reply : [...this.entries, ...reply] });
      if (erased) this.#set({ notice: say("erasedTranscript") });
      announce({ said: this.#id, erased });
    } catch (problem) {
      const failed = problem.message || say("sendingFailed");
      this.#set({ entries: this.entries.map((one) => (one.id === entry.id ? { ...entry, failed } : one)) });
    } finally {
      clearTimeout(timer);
      this.#set({ writing: false });
      await this.host.scrollToEnd();
    }
  }

  /* Erasing empties the conversation, too. */
  async #hear({ forgotten, report, said, erased, signedOut }) {
    if (signedOut && this.state === "open") return this.leave();
    if (!(forgotten || (erased && said !== this.#id)) || this.state !== "open") return;
    const what = erased ? "" : forgotten === "everything" ? say("erasedGone") : reported(report);
    const focused = this.host.renderRoot.activeElement;
    this.#set({ entries: [], notice: `${what} ${say("erasedTranscript")}`.trim() });
    if (focused) await this.host.focusStatus();
  }

  #set(changes) {
    Object.assign(this, changes);
    this.host.requestUpdate();
  }
}
