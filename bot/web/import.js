/* <retold-import>: takes in a file that was exported here or elsewhere, and says what came of it. */

import { announce } from "./api.js";
import { say, sayCount, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

const MAX_BYTES = 8 * 1024 * 1024; // what the bot takes in one request

export class RetoldImport extends LitElement {
  static properties = {
    api: { attribute: false },
    taken: { state: true }, // {imported, already_there, refused}
    note: { state: true },
    busy: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: grid; gap: 0.375rem; }
      input { padding-block: 0.375rem; max-inline-size: 28rem; }
      input::file-selector-button {
        font: inherit;
        color: inherit;
        background: none;
        border: 0;
        border-inline-end: 1px solid var(--edge);
        margin-inline-end: 0.75rem;
        padding: 0.125rem 0.75rem 0.125rem 0;
        cursor: pointer;
      }
    `,
  ];

  constructor() {
    super();
    this.note = "";
  }

  render() {
    return html`
      <label for="file">${say("importFile")}</label>
      <input id="file" type="file" accept="application/json,.json" ?disabled=${this.busy} @change=${this.#take}
        aria-describedby="why">
      <p class="muted" id="why">${say("importWhy")}</p>
      <div role="status" tabindex="-1">${this.#outcome()}</div>`;
  }

  #outcome() {
    if (this.busy) return html`<p>${say("importing")}…</p>`;
    if (this.note) return html`<p class="problem">${this.note}</p>`;
    if (!this.taken) return nothing;
    const { imported, already_there: already, refused } = this.taken;
    const counts = new Map();
    for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return html`<p>${sayCount("imported", imported)} ${already ? sayCount("alreadyThere", already) : nothing}</p>
      ${
        counts.size
          ? html`<ul>${[...counts].map(
              ([reason, count]) => html`<li>${count} × ${strings.refused[reason] ?? reason}</li>`,
            )}</ul>`
          : nothing
      }`;
  }

  async #take({ target }) {
    const [file] = target.files;
    if (!file) return;
    Object.assign(this, { busy: true, note: "", taken: undefined });
    try {
      this.taken = await this.api.me("POST", "/import", await read(file));
      announce({ changed: "imported" });
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
    this.busy = false;
    target.value = "";
    await this.updateComplete;
    this.renderRoot.querySelector("[role=status]").focus();
  }
}

async function read(file) {
  if (file.size > MAX_BYTES) throw new Error(say("importTooLarge"));
  try {
    const exported = JSON.parse(await file.text());
    if (Array.isArray(exported?.memories)) return { format: exported.format, memories: exported.memories };
  } catch {
    /* said below, as of any other file */
  }
  throw new Error(say("importNotOurs"));
}

customElements.define("retold-import", RetoldImport);
