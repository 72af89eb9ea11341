/* <retold-memory>: one thing that was told, with its words, its past and its uses; changed and erased in place. */

import { announce } from "./api.js";
import { day, days, place, told } from "./format.js";
import { say, sayCount } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldMemory extends LitElement {
  static properties = {
    api: { attribute: false },
    memory: { attribute: false },
    past: { attribute: false }, // what it replaced, newest first
    state: { state: true },
    note: { state: true },
    uses: { state: true },
  };

  static styles = [
    theme,
    css`
    :host { display: block; }
    article { padding-block: 0.875rem; display: grid; gap: 0.375rem; }
    h3 { font-size: 1.0625rem; font-weight: 600; line-height: 1.4; }
    blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; }
    .tag {
      font-size: 0.8125rem;
      font-weight: 500;
      padding: 0.0625rem 0.5rem;
      border: 1px solid var(--edge);
      border-radius: 1rem;
      margin-inline-start: 0.375rem;
      white-space: nowrap;
    }
    .past {
      display: grid;
      gap: 0.5rem;
      margin-block: 0.25rem;
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--line);
      color: var(--muted);
    }
    .ask { padding: 0.625rem 0.75rem; border: 1px solid var(--danger); border-radius: var(--radius); }
    form { display: grid; gap: 0.5rem; }
    summary { cursor: pointer; color: var(--muted); font-size: 0.875em; }
    details li { color: var(--muted); font-size: 0.875em; }
    .row { margin-block-start: 0.125rem; }
  `,
  ];

  constructor() {
    super();
    this.past = [];
    this.state = "shown"; // shown, editing, asking, erasing
    this.note = "";
    this.uses = null;
  }

  render() {
    const { statement, quote, status, sensitivity } = this.memory;
    return html`
      <article aria-labelledby="statement">
        <h3 id="statement" tabindex="-1"><span class="words" dir="auto">${statement}</span>
          ${status === "done" ? html`<span class="tag">${say("done")}</span>` : nothing}
          ${status === "superseded" ? html`<span class="tag">${say("earlier")}</span>` : nothing}
          ${sensitivity ? html`<span class="tag">${say("sensitiveTag", { kind: sensitivity })}</span>` : nothing}
        </h3>
        <blockquote class="words" dir="auto">${quote}</blockquote>
        <p class="muted">${this.#facts().join(" · ")}</p>
        ${this.past.length ? html`<ul class="past">${this.past.map((one) => this.#renderPast(one))}</ul>` : nothing}
        ${this.memory.used.count || this.memory.in_reply_to ? this.#renderUses() : nothing}
        ${{
          shown: () => this.#renderActions(),
          editing: () => this.#renderEditor(),
          asking: () => this.#renderQuestion(),
          erasing: () => html`<p role="status">${say("erasing")}…</p>`,
        }[this.state]()}
        <p role="status" ?hidden=${!this.note}>${this.note}</p>
      </article>`;
  }

  /** Puts the keyboard on this memory. */
  async focus() {
    await this.updateComplete;
    this.renderRoot.querySelector("h3").focus();
  }

  #facts() {
    const { about, seen, used, expires_at } = this.memory;
    const facts = [told(this.memory)];
    if (about) facts.push(say("aboutPhrase", { phrase: about.phrase, when: days(about.from, about.to) }));
    if (seen > 1) facts.push(say("saidTimes", { count: seen }));
    facts.push(used.count ? sayCount("used", used.count, { when: day(used.last_at) }) : say("notUsed"));
    if (expires_at) facts.push(say("expires", { when: day(expires_at) }));
    return facts;
  }

  #renderPast(one) {
    return html`<li>
      <p>${say("before")}: <span class="words" dir="auto">${one.statement}</span></p>
      <p class="words" dir="auto">“${one.quote}”</p>
      <p class="muted">${told(one)}</p>
    </li>`;
  }

  #renderUses() {
    return html`<details @toggle=${this.#loadUses}>
      <summary>${say("details")}</summary>
      <ul>
        ${
          this.memory.in_reply_to
            ? html`<li>${say("inReplyTo")}: “<span class="words">${this.memory.in_reply_to}</span>”</li>`
            : nothing
        }
        ${(this.uses ?? []).map(
          (use) => html`<li>
          ${say("usedAt", { when: day(use.used_at, true), where: place(use.channel) })}</li>`,
        )}
      </ul>
    </details>`;
  }

  #renderActions() {
    const { statement, status } = this.memory;
    return html`<div class="row">
      <button class="small" aria-label=${say("editThis", { statement })} @click=${this.#edit}>${say("edit")}</button>
      <button class="small" aria-label=${say("forgetThis", { statement })} @click=${this.#ask}>${say("forget")}</button>
      ${
        status === "superseded"
          ? nothing
          : html`<button class="small plain" @click=${this.#toggleDone}>
        ${say(status === "done" ? "bringUpAgain" : "dontBringUp")}</button>`
      }
    </div>`;
  }

  #renderEditor() {
    return html`<form @submit=${this.#save} @keydown=${this.#escape}>
      <label for="text">${say("correction")}</label>
      <textarea id="text" rows="2" maxlength="4000" dir="auto" .value=${this.memory.quote}></textarea>
      <div class="row"><button class="small primary">${say("save")}</button>
        <button class="small" type="button" @click=${this.#cancel}>${say("cancel")}</button></div>
    </form>`;
  }

  #renderQuestion() {
    return html`<div class="ask row" role="group" aria-labelledby="question" @keydown=${this.#escape}>
      <p id="question">${say(this.past.length ? "forgetAskPast" : "forgetAsk")}</p>
      <button class="small danger" @click=${this.#forget}>${say("erase")}</button>
      <button class="small" @click=${this.#cancel}>${say("cancel")}</button>
    </div>`;
  }

  async #loadUses({ target }) {
    if (!target.open || this.uses) return;
    await this.#attempt("shown", async () => {
      this.uses = (await this.api.me("GET", `/memories/${this.memory.id}`)).uses;
    });
  }

  async #edit() {
    await this.#show("editing", "textarea");
  }

  async #ask() {
    await this.#show("asking", ".danger");
  }

  async #cancel() {
    await this.#show("shown", "h3");
  }

  #escape(event) {
    if (event.key === "Escape") this.#cancel();
  }

  async #save(event) {
    event.preventDefault();
    const text = this.renderRoot.querySelector("textarea").value.trim();
    if (!text || text === this.memory.quote) return this.#cancel();
    await this.#attempt("shown", async () => {
      await this.api.me("PATCH", `/memories/${this.memory.id}`, { text });
      this.note = say("corrected");
      announce({ changed: this.memory.id });
    });
    await this.focus();
  }

  async #toggleDone() {
    const status = this.memory.status === "done" ? "current" : "done";
    await this.#attempt("shown", async () => {
      await this.api.me("PATCH", `/memories/${this.memory.id}`, { status });
      announce({ changed: this.memory.id });
    });
  }

  async #forget() {
    // The button that was pressed goes away; whoever shows the next memory has to know where the keyboard was.
    this.renderRoot.querySelector("h3").focus();
    await this.#attempt("erasing", async () => {
      const report = await this.api.me("DELETE", `/memories/${this.memory.id}`);
      announce({ forgotten: [this.memory.id], report });
    });
  }

  async #show(state, focused) {
    this.state = state;
    this.note = "";
    await this.updateComplete;
    this.renderRoot.querySelector(focused).focus();
  }

  async #attempt(state, act) {
    this.state = state;
    this.note = "";
    try {
      await act();
    } catch (problem) {
      if (problem.status === 404) return announce({ forgotten: [this.memory.id] });
      this.state = "shown";
      this.note = problem.message || say("sendingFailed");
    }
  }
}

customElements.define("retold-memory", RetoldMemory);
