/* <retold-memories>: everything that is kept about the person, to be read, searched, changed, taken along and erased.

   src         where the bot is; by default where this file comes from
   token       for people who logged in on the site: a token that the site made
   chat-href   where the chat is, if there is a page for it
   embedded    inside the panel of <retold-chat>, which brings `api` */

import { Api, announce, listen } from "./api.js";
import { reported } from "./format.js";
import { intro, renderSections } from "./memories-sections.js";
import { memoriesStyles } from "./memories-styles.js";
import "./memory-card.js";
import { everything, heads, matches, past } from "./memory-list.js";
import "./sign-out.js";
import { say, sayCount, strings } from "./strings.js";
import { theme } from "./theme.js";
import "./withheld.js";
import { LitElement, html, nothing, repeat } from "./vendor/lit.js";

export class RetoldMemories extends LitElement {
  static properties = {
    src: {},
    token: {},
    chatHref: { attribute: "chat-href" },
    embedded: { type: Boolean, reflect: true },
    api: { attribute: false },
    state: { state: true },
    memories: { state: true },
    profile: { state: true },
    uses: { state: true },
    moves: { state: true },
    query: { state: true },
    asking: { state: true },
    note: { state: true },
    leaving: { state: true },
  };

  static styles = [theme, memoriesStyles];

  constructor() {
    super();
    this.src = new URL("../..", import.meta.url).href;
    this.token = "";
    this.chatHref = "";
    this.state = "loading"; // loading, shown, unmet, failed
    this.memories = [];
    this.uses = [];
    this.moves = [];
    this.query = "";
    this.asking = ""; // the group that is about to be erased
    this.note = "";
    this.leaving = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.api ??= new Api(this.src, this.token);
    this.deaf = listen((change) => this.#hear(change));
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.deaf();
  }

  /** Asks for everything again. */
  async load() {
    try {
      Object.assign(this, await everything(this.api), { state: "shown" });
    } catch (problem) {
      this.state = problem.status === 401 ? "unmet" : "failed";
      this.note = this.state === "unmet" ? "" : problem.message || say("sendingFailed");
    }
  }

  render() {
    return html`
      <header>
        <h1>${say("whatIRemember")}</h1>
        <nav class="row">
          ${this.chatHref ? html`<a href=${this.chatHref}>${say("toTheChat")}</a>` : nothing}
          ${
            this.state === "shown" && !this.embedded && !this.api.token
              ? html`<button class="small plain" id="not-me" aria-expanded=${this.leaving}
                  @click=${this.#leave}>${say("notMe")}</button>`
              : nothing
          }
        </nav>
      </header>
      ${
        this.leaving
          ? html`<retold-sign-out .api=${this.api} @stay=${this.#stay} @signed-out=${this.#stay}></retold-sign-out>`
          : nothing
      }
      ${{
        loading: () => html`<p class="muted" role="status">${say("loadingMemories")}…</p>`,
        unmet: () => html`<p role="status" tabindex="-1" class="note">${this.note || say("notMet")}</p>`,
        failed: () => html`<p class="problem" role="alert">${say("pageFailed")} ${this.note}</p>
            <p><button @click=${this.load}>${say("tryAgain")}</button></p>`,
        shown: () => this.#renderAll(),
      }[this.state]()}`;
  }

  #renderAll() {
    const byId = new Map(this.memories.map((one) => [one.id, one]));
    const shown = heads(this.memories);
    const found = shown.filter((one) => matches([one, ...past(one, byId)], this.query));
    return html`
      <p class="intro">${intro(shown.length, this.profile)}</p>
      <p class="note" role="status" tabindex="-1">${this.note}</p>
      <retold-withheld .api=${this.api}></retold-withheld>
      ${shown.length ? this.#renderSearch(found.length) : nothing}
      ${Object.keys(strings.groups).map((group) =>
        this.#renderGroup(
          group,
          found.filter((one) => one.category === group),
          byId,
        ),
      )}
      ${renderSections(this)}`;
  }

  #renderGroup(group, memories, byId) {
    if (!memories.length) return nothing;
    const name = strings.groups[group];
    return html`<section aria-labelledby=${`group-${group}`}>
      <div class="group"><h2 id=${`group-${group}`}>${name}</h2>
        ${memories.length > 1 && this.asking !== group ? this.#renderForgetGroup(group, name) : nothing}</div>
      ${this.asking === group ? this.#renderQuestion(group, name) : nothing}
      <ul>${repeat(
        memories,
        (one) => one.id,
        (one) => html`<li>
        <retold-memory .api=${this.api} .memory=${one} .past=${past(one, byId)}></retold-memory></li>`,
      )}</ul>
    </section>`;
  }

  #renderSearch(found) {
    const outcome = found ? sayCount("found", found) : say("nothingFound");
    return html`<div class="search"><label for="search">${say("search")}</label>
      <input id="search" type="search" dir="auto" .value=${this.query} @input=${this.#search}>
      <p class="muted" role="status">${this.query ? outcome : ""}</p></div>`;
  }

  #renderForgetGroup(group, name) {
    return html`<button class="small plain" id=${`forget-${group}`} aria-label=${say("forgetGroupOf", { group: name })}
      @click=${() => this.#ask(group)}>${say("forgetGroup")}</button>`;
  }

  #renderQuestion(group, name) {
    return html`<div class="ask row" role="group" aria-labelledby="question" @keydown=${this.#escape}>
      <p id="question">${sayCount("forgetGroupAsk", this.#inGroup(group).length, { group: name })}</p>
      <button class="small danger" @click=${() => this.#forgetGroup(group)}>${say("erase")}</button>
      <button class="small" @click=${this.#keepGroup}>${say("cancel")}</button></div>`;
  }

  #inGroup(group) {
    return this.memories.filter((one) => one.category === group);
  }

  async #ask(group) {
    this.asking = group;
    await this.updateComplete;
    this.renderRoot.querySelector(".ask .danger").focus();
  }

  #escape(event) {
    if (event.key === "Escape") this.#keepGroup();
  }

  async #keepGroup() {
    const group = this.asking;
    this.asking = "";
    await this.updateComplete;
    this.renderRoot.querySelector(`#forget-${group}`)?.focus();
  }

  async #forgetGroup(group) {
    const forgotten = this.#inGroup(group).map((one) => one.id);
    this.asking = "";
    this.note = `${say("erasing")}…`;
    await this.#focusNote();
    await this.#attempt(async () => {
      const report = await this.api.me("DELETE", `/memories?category=${group}`);
      announce({ forgotten, report });
    });
  }

  #search({ target }) {
    this.query = target.value;
  }

  async #attempt(act) {
    try {
      await act();
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
      await this.#focusNote();
    }
  }

  async #leave() {
    this.leaving = true;
    await this.updateComplete;
    this.renderRoot.querySelector("retold-sign-out").focus();
  }

  async #stay() {
    this.leaving = false;
    await this.updateComplete;
    this.renderRoot.querySelector("#not-me")?.focus();
  }

  async #signedOut() {
    Object.assign(this, { memories: [], uses: [], moves: [], state: "unmet", note: say("signedOut"), leaving: false });
    await this.#focusNote();
  }

  async #focusNote() {
    await this.updateComplete;
    this.renderRoot.querySelector(".note")?.focus();
  }

  /* Whatever changed it (this page, a chip in the chat, another tab): show what is there now. */
  async #hear({ forgotten, report, signedOut }) {
    if (this.state !== "shown") return;
    if (signedOut) return this.#signedOut();
    const cards = [...this.renderRoot.querySelectorAll("retold-memory")];
    const focused = this.renderRoot.activeElement;
    const at = cards.indexOf(focused);
    const next = cards.slice(at + 1).find((card) => !forgotten?.includes(card.memory.id))?.memory.id;
    const gone = (one) => forgotten === "everything" || forgotten?.includes(one.id);
    this.memories = this.memories.filter((one) => !gone(one));
    if (forgotten === "everything") this.query = "";
    await this.load();
    if (!forgotten) return;
    this.note = forgotten === "everything" ? "" : reported(report);
    await this.updateComplete;
    if (forgotten === "everything" || !focused) return;
    const card = [...this.renderRoot.querySelectorAll("retold-memory")].find((one) => one.memory.id === next);
    if (at >= 0 && card) await card.focus();
    else await this.#focusNote();
  }
}

customElements.define("retold-memories", RetoldMemories);
