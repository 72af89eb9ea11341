/* <retold-withheld>: what is sensitive and waits for the person's yes; nowhere on disk, and gone after its time. */

import { announce, listen } from "./api.js";
import { day } from "./format.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldWithheld extends LitElement {
  static properties = {
    api: { attribute: false },
    waiting: { state: true },
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: block; }
      section {
        background: var(--surface);
        border: 1px solid var(--accent);
        border-radius: 0.875rem;
        padding: 1rem 1.25rem;
      }
      section, .note { margin-block-end: 1rem; }
      h2 { font-size: 1.1875rem; font-weight: 650; line-height: 1.3; }
      li { margin-block: 0.625rem; }
      h3 { font-size: 1.0625rem; font-weight: 600; }
      blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; }
    `,
  ];

  constructor() {
    super();
    this.waiting = [];
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.deaf = listen(() => this.#load());
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.deaf();
  }

  render() {
    return html`
      ${this.waiting.length ? this.#renderWaiting() : nothing}
      <p class="note" role="status" tabindex="-1" ?hidden=${!this.note}>${this.note}</p>`;
  }

  #renderWaiting() {
    return html`<section aria-labelledby="waiting">
      <h2 id="waiting">${say("waiting")}</h2>
      <p class="muted">${say("waitingWhy", { when: day(this.waiting[0].until, true) })}</p>
      <ul>${this.waiting.map(
        ({ statement, quote, sensitivity }) => html`<li>
          <h3 class="words" dir="auto">${statement}</h3>
          <blockquote class="words" dir="auto">${quote}</blockquote>
          <p class="muted">${say("sensitiveTag", { kind: sensitivity })}</p></li>`,
      )}</ul>
      <div class="row">
        <button @click=${() => this.#decide(true)}>${say("waitingKeep")}</button>
        <button @click=${() => this.#decide(false)}>${say("waitingDrop")}</button>
      </div></section>`;
  }

  async #load() {
    await this.#attempt(async () => {
      this.waiting = (await this.api.me("GET", "/withheld")).withheld;
    });
  }

  async #decide(keep) {
    await this.#attempt(async () => {
      await this.api.me("POST", "/withheld", { keep });
      this.waiting = [];
      this.note = say(keep ? "added" : "waitingDropped");
      announce({ changed: "withheld" });
      await this.updateComplete;
      this.renderRoot.querySelector(".note").focus();
    });
  }

  async #attempt(act) {
    try {
      await act();
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
  }
}

customElements.define("retold-withheld", RetoldWithheld);
