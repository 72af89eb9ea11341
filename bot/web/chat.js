/* <retold-chat>: the conversation, in a panel behind a button or inline.

   src       where the bot is; by default where this file comes from
   mode      "floating" (a button in the corner, default) or "inline"
   token     for people who logged in on the site: a token that the site made; may be renewed at any time
   heading   what stands at the top
   memories-href   a page with <retold-memories>; without it, "What I remember" opens in the panel */

import { Api, MAX_TEXT_CHARS, announce, listen, newId } from "./api.js";
import { chatStyles } from "./chat-styles.js";
import { reported } from "./format.js";
import { renderMessage } from "./message.js";
import { say, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, html, nothing, repeat } from "./vendor/lit.js";

const SHOW_WRITING_AFTER_MS = 300;
const COUNT_FROM_CHARS = 3500;

export class RetoldChat extends LitElement {
  static properties = {
    src: {},
    mode: { reflect: true },
    token: {},
    heading: {},
    memoriesHref: { attribute: "memories-href" },
    shown: { state: true },
    entries: { state: true },
    state: { state: true },
    writing: { state: true },
    notice: { state: true },
    offline: { state: true },
    draft: { state: true },
    view: { state: true },
  };

  static styles = [theme, chatStyles];

  constructor() {
    super();
    this.src = new URL("../..", import.meta.url).href;
    this.mode = "floating";
    this.token = "";
    this.shown = false;
    this.entries = [];
    this.state = "closed"; // closed, opening, open, failed
    this.writing = false;
    this.notice = "";
    this.draft = "";
    this.view = "chat"; // chat, memories
    this.chatId = newId();
    this.offline = !navigator.onLine;
    this.online = () => (this.offline = !navigator.onLine);
  }

  connectedCallback() {
    super.connectedCallback();
    for (const event of ["online", "offline"]) addEventListener(event, this.online);
    this.deaf = listen((change) => this.#hear(change));
    if (this.mode === "inline") this.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const event of ["online", "offline"]) removeEventListener(event, this.online);
    this.deaf();
  }

  willUpdate(changed) {
    if (changed.has("token") && this.api) this.api.token = this.token;
  }

  /** Shows the panel, and begins or goes on with the conversation. */
  async open() {
    this.shown = true;
    if (this.state === "opening" || this.state === "open") return this.#focusInput();
    this.state = "opening";
    this.api = new Api(this.src, this.token);
    try {
      await this.#load();
      this.state = "open";
      if (this.mode !== "inline") this.#focusInput();
    } catch (problem) {
      this.state = "failed";
      this.notice = problem.message || say("openingFailed");
    }
  }

  /** Hides the panel; the conversation goes on. */
  async close() {
    this.shown = false;
    await this.updateComplete;
    this.renderRoot.querySelector(".launcher")?.focus();
  }

  render() {
    if (this.mode === "inline") return this.#renderPanel();
    return html`
      <button class="launcher primary" part="launcher" aria-expanded=${this.shown}
        ?hidden=${this.shown} @click=${this.open}>
        ${say("openChat")}
      </button>
      ${this.shown ? this.#renderPanel() : nothing}`;
  }

  #renderPanel() {
    const floating = this.mode !== "inline";
    return html`
      <section class="panel" part="panel" role=${floating ? "dialog" : nothing} aria-labelledby="heading"
        @keydown=${this.#escape}>
        <header part="header">
          <div>
            <h2 id="heading">${this.heading || strings.heading}</h2>
            <p class="muted">${say("software")}</p>
          </div>
          <nav class="row">
            ${
              this.view === "memories"
                ? html`<button class="small" @click=${this.#showChat}>${say("backToChat")}</button>`
                : this.#renderMemoriesLink()
            }
            ${floating ? html`<button class="small" @click=${this.close}>${say("closeChat")}</button>` : nothing}
          </nav>
        </header>
        ${
          this.view === "memories"
            ? html`<div class="memories" tabindex="-1">
          <retold-memories .api=${this.api} embedded></retold-memories></div>`
            : nothing
        }
        <div class="log" part="log" role="log" tabindex="0" ?hidden=${this.view === "memories"}
             aria-label=${say("conversation")} aria-live=${this.live ? "polite" : "off"}>
          ${this.#renderEntries()}
        </div>
        <div class="under" ?hidden=${this.view === "memories"}>
          <p class="status muted" role="status" tabindex="-1">${this.#status()}</p>
          ${
            this.state === "failed"
              ? html`<button class="small" @click=${this.open}>${say("tryAgain")}</button>`
              : nothing
          }
        </div>
        ${this.#renderForm()}
      </section>`;
  }

  #renderEntries() {
    const last = this.entries.length - 1;
    return repeat(
      this.entries,
      (entry) => entry.id,
      (entry, index) =>
        renderMessage(entry, {
          api: this.api,
          open: index === last && !this.writing,
          link: this.#renderMemoriesLink(),
          press: (button) => this.#press(button),
          retry: (failed) => this.#retry(failed),
        }),
    );
  }

  #renderMemoriesLink() {
    return this.memoriesHref
      ? html`<a href=${this.memoriesHref}>${say("whatIRemember")}</a>`
      : html`<button class="small plain" @click=${this.#showMemories} ?disabled=${this.state !== "open"}>
          ${say("whatIRemember")}</button>`;
  }

  #renderForm() {
    const left = this.draft.length > COUNT_FROM_CHARS;
    const blocked = this.writing || this.state !== "open" || !this.draft.trim() || this.draft.length > MAX_TEXT_CHARS;
    return html`
      <form part="form" ?hidden=${this.view === "memories"} @submit=${this.#submit}>
        <label class="hidden-text" for="message">${say("yourMessage")}</label>
        <textarea id="message" part="input" rows="1" dir="auto" autocomplete="off" placeholder=${say("yourMessage")}
          aria-describedby="count" .value=${this.draft} @input=${this.#type} @keydown=${this.#enter}></textarea>
        <button class="primary" part="send" aria-disabled=${blocked}>${say("send")}</button>
        <p id="count" class="muted" ?hidden=${!left}>${
          left ? say("tooLong", { count: this.draft.length, limit: MAX_TEXT_CHARS }) : nothing
        }</p>
      </form>`;
  }

  #status() {
    if (this.offline) return say("offline");
    if (this.state === "opening") return say("loading");
    if (this.writing === "shown") return html`<span class="writing">${say("writing")}</span>`;
    return this.notice;
  }

  async #showMemories() {
    await import("./memories.js");
    this.view = "memories";
    await this.updateComplete;
    this.renderRoot.querySelector(".memories").focus();
  }

  async #showChat() {
    this.view = "chat";
    this.#focusInput();
  }

  async #load() {
    const { messages, history } = await this.api.open();
    this.live = false;
    this.entries = [...history, ...messages.map((message) => ({ ...message, from: "bot" }))].map((entry) => ({
      ...entry,
      id: newId(),
    }));
    await this.#scroll("auto");
    // What was said before is there to be read, and not to be read out again.
    setTimeout(() => {
      this.live = true;
      this.requestUpdate();
    });
  }

  #submit(event) {
    event.preventDefault();
    const text = this.draft.trim();
    if (!text || this.writing || this.state !== "open" || this.draft.length > MAX_TEXT_CHARS) return;
    this.draft = "";
    this.#deliver({ from: "person", text, id: newId(), body: { text } });
  }

  #press({ title, payload }) {
    if (this.writing) return; // pressed twice
    this.#focusInput();
    this.#deliver({ from: "person", text: title, id: newId(), body: { payload } });
  }

  #retry(entry) {
    if (this.writing) return;
    this.entries = this.entries.filter(({ id }) => id !== entry.id);
    this.#focusInput();
    this.#deliver(entry);
  }

  async #deliver(entry) {
    this.entries = [...this.entries, { ...entry, failed: undefined }];
    this.notice = "";
    this.writing = true;
    const timer = setTimeout(() => {
      this.writing = "shown";
    }, SHOW_WRITING_AFTER_MS);
    await this.#scroll();
    try {
      const { messages, erased } = await this.api.send({ ...entry.body, message_id: entry.id });
      const reply = messages.map((message) => ({ ...message, from: "bot", id: newId() }));
      this.entries = erased ? reply : [...this.entries, ...reply];
      if (erased) this.notice = say("erasedTranscript");
      announce({ said: this.chatId, erased });
    } catch (problem) {
      const failed = problem.message || say("sendingFailed");
      this.entries = this.entries.map((one) => (one.id === entry.id ? { ...entry, failed } : one));
    } finally {
      clearTimeout(timer);
      this.writing = false;
      await this.#scroll();
    }
  }

  /* Erasing takes the words out of the conversation, too, so nothing of it is left to be shown. */
  async #hear({ forgotten, report, said, erased }) {
    if (!(forgotten || (erased && said !== this.chatId)) || this.state !== "open") return;
    const focused = this.renderRoot.activeElement;
    this.entries = [];
    const what = erased ? "" : forgotten === "everything" ? say("erasedGone") : reported(report);
    this.notice = `${what} ${say("erasedTranscript")}`.trim();
    await this.updateComplete;
    if (focused) this.renderRoot.querySelector(".status").focus();
  }

  #type(event) {
    this.draft = event.target.value;
  }

  #enter(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
  }

  #escape(event) {
    if (event.key === "Escape" && this.mode !== "inline") this.close();
  }

  async #focusInput() {
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
  }

  async #scroll(behavior = "smooth") {
    await this.updateComplete;
    const log = this.renderRoot.querySelector(".log");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    log?.scrollTo({ top: log.scrollHeight, behavior: calm ? "auto" : behavior });
  }
}

customElements.define("retold-chat", RetoldChat);
