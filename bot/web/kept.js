/* <retold-kept>: the conversation as it is kept, and everything to take along as a file. */

import { listen } from "./api.js";
import { attempt } from "./attempt.js";
import { day } from "./format.js";
import { say, sayCount } from "./strings.js";
import { theme } from "./theme.js";
import "./import.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldKept extends LitElement {
  static properties = {
    api: { attribute: false },
    kept: { state: true }, // the export
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: block; }
      h2 { font-size: 1.1875rem; font-weight: 650; line-height: 1.3; margin-block: 1.25rem 0.5rem; }
      h2:first-child { margin-block-start: 0; }
      summary { cursor: pointer; color: var(--muted); }
      ol { display: grid; gap: 0.625rem; margin-block: 0.5rem 0.75rem; }
    `,
  ];

  constructor() {
    super();
    this.kept = null; // asked for when it is opened
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.deaf = listen(() => this.kept && this.#load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.deaf();
  }

  render() {
    return html`
      <h2>${say("transcript")}</h2>
      <p class="muted">${say("transcriptWhy")}</p>
      <details @toggle=${this.#opened}>
        <summary>${say("details")}</summary>
        ${this.kept ? this.#renderKept() : nothing}
      </details>
      <h2>${say("takeWithYou")}</h2>
      <div class="row">
        <button @click=${() => this.#download("/export")}>${say("exportJson")}</button>
        <button @click=${() => this.#download("/export?format=markdown")}>${say("exportMarkdown")}</button>
      </div>
      <h2>${say("bringAlong")}</h2>
      <retold-import .api=${this.api}></retold-import>
      <p class="problem" role="status">${this.note}</p>`;
  }

  #renderKept() {
    const { transcript = [], messages = [], pseudonym } = this.kept;
    return html`
      ${
        transcript.length
          ? html`<ol>${transcript.map((line) => this.#renderLine(line))}</ol>`
          : html`<p>${say("transcriptNone")}</p>`
      }
      <p class="muted">${sayCount("keptIds", messages.length)} ${pseudonym ? say("keptPseudonym") : nothing}</p>`;
  }

  #renderLine({ by, text, at }) {
    return html`<li><span class="muted">${say(by === "you" ? "you" : "bot")}, ${day(at, true)}</span>
      <p class="words" dir="auto">${text}</p></li>`;
  }

  #opened({ target }) {
    if (target.open && !this.kept) this.#load();
  }

  #load() {
    return attempt(this, async () => {
      this.kept = await this.api.me("GET", "/export");
    });
  }

  #download(path) {
    return attempt(this, async () => {
      const { blob, name } = await this.api.download(path);
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }
}

customElements.define("retold-kept", RetoldKept);
