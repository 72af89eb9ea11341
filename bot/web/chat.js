/* <retold-chat>: the conversation, in a panel behind a button or inline.

   src       where the bot is; by default where this file comes from
   mode      "floating" (a button in the corner, default) or "inline"
   token     for people who logged in on the site: a token that the site made; may be renewed at any time
   heading   what stands at the top
   memories-href   a page with <retold-memories>; without it, "What I remember" opens in the panel */

import { Api, MAX_TEXT_CHARS } from "./api.js";
import { chatStyles } from "./chat-styles.js";
import { Conversation } from "./conversation.js";
import { renderMessage } from "./message.js";
import { say, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, html, nothing, repeat } from "./vendor/lit.js";

const COUNT_FROM_CHARS = 3500;

export class RetoldChat extends LitElement {
  static properties = {
    src: {},
    mode: { reflect: true },
    token: {},
    heading: {},
    memoriesHref: { attribute: "memories-href" },
    shown: { state: true },
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
    this.draft = "";
    this.view = "chat"; // chat, memories, leaving
    this.talk = new Conversation(this);
    this.offline = !navigator.onLine;
    this.online = () => (this.offline = !navigator.onLine);
  }

  connectedCallback() {
    super.connectedCallback();
    for (const event of ["online", "offline"]) addEventListener(event, this.online);
    if (this.mode === "inline") this.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const event of ["online", "offline"]) removeEventListener(event, this.online);
  }

  willUpdate(changed) {
    if (changed.has("token") && this.api) this.api.token = this.token;
  }

  /** Shows the panel, and begins or goes on with the conversation. */
  async open() {
    this.shown = true;
    if (["opening", "open"].includes(this.talk.state)) return this.#focusInput();
    this.api = new Api(this.src, this.token);
    this.opening = this.talk.open(this.api);
    await this.opening;
    if (this.talk.state === "open" && this.mode !== "inline") this.#focusInput();
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
              this.view === "chat"
                ? html`${this.#renderMemoriesLink()} ${this.#renderLeave()}`
                : html`<button class="small" @click=${this.#showChat}>${say("backToChat")}</button>`
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
        ${
          this.view === "leaving"
            ? html`<div class="memories">
          <retold-sign-out .api=${this.api} memories-href=${this.memoriesHref ?? ""} @stay=${this.#showChat}
            @signed-out=${this.#showChat}></retold-sign-out></div>`
            : nothing
        }
        <div class="log" part="log" role="log" tabindex="0" ?hidden=${this.view !== "chat"}
             aria-label=${say("conversation")} aria-live=${this.talk.live ? "polite" : "off"}>
          ${this.#renderEntries()}
        </div>
        <div class="under" ?hidden=${this.view !== "chat"}>
          <p class="status muted" role="status" tabindex="-1">${this.#status()}</p>
          ${
            this.talk.state === "failed"
              ? html`<button class="small" @click=${this.open}>${say("tryAgain")}</button>`
              : nothing
          }
        </div>
        ${this.#renderForm()}
      </section>`;
  }

  #renderEntries() {
    const { entries, writing } = this.talk;
    return repeat(
      entries,
      (entry) => entry.id,
      (entry, index) =>
        renderMessage(entry, {
          api: this.api,
          open: index === entries.length - 1 && !writing,
          link: this.#renderMemoriesLink(),
          press: (button) => this.#press(button),
          retry: (failed) => this.#retry(failed),
        }),
    );
  }

  #renderMemoriesLink() {
    return this.memoriesHref
      ? html`<a href=${this.memoriesHref}>${say("whatIRemember")}</a>`
      : html`<button class="small plain" @click=${this.#showMemories} ?disabled=${this.talk.state !== "open"}>
          ${say("whatIRemember")}</button>`;
  }

  /* Who logged in on a site leaves there. */
  #renderLeave() {
    return this.token
      ? nothing
      : html`<button class="small plain" @click=${this.#leave} ?disabled=${this.talk.state !== "open"}>
          ${say("notMe")}</button>`;
  }

  #renderForm() {
    const left = this.draft.length > COUNT_FROM_CHARS;
    const blocked = this.#blocked || !this.draft.trim() || this.draft.length > MAX_TEXT_CHARS;
    return html`
      <form part="form" ?hidden=${this.view !== "chat"} @submit=${this.#submit}>
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
    if (this.talk.state === "opening") return say("loading");
    if (this.talk.writing === "shown") return html`<span class="writing">${say("writing")}</span>`;
    return this.talk.notice;
  }

  async #showMemories() {
    await import("./memories.js");
    this.view = "memories";
    await this.updateComplete;
    this.renderRoot.querySelector(".memories").focus();
  }

  async #leave() {
    await import("./sign-out.js");
    this.view = "leaving";
    await this.updateComplete;
    this.renderRoot.querySelector("retold-sign-out").focus();
  }

  async #showChat() {
    this.view = "chat";
    this.#focusInput();
  }

  async #submit(event) {
    event.preventDefault();
    await this.opening; // what is sent before the conversation is there waits for it
    const text = this.draft.trim();
    if (!text || this.#blocked || this.draft.length > MAX_TEXT_CHARS) return;
    this.draft = "";
    this.talk.say(text);
  }

  #press(button) {
    if (this.talk.writing) return; // pressed twice
    this.#focusInput();
    this.talk.press(button);
  }

  #retry(entry) {
    if (this.talk.writing) return;
    this.#focusInput();
    this.talk.retry(entry);
  }

  get #blocked() {
    return this.talk.writing || !["opening", "open"].includes(this.talk.state);
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

  /** Puts the keyboard on what came of something. */
  async focusStatus() {
    await this.updateComplete;
    this.renderRoot.querySelector(".status").focus();
  }

  async #focusInput() {
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
  }

  /** Shows what was said last. */
  async scrollToEnd(behavior = "smooth") {
    await this.updateComplete;
    const log = this.renderRoot.querySelector(".log");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    log?.scrollTo({ top: log.scrollHeight, behavior: calm ? "auto" : behavior });
  }
}

customElements.define("retold-chat", RetoldChat);
