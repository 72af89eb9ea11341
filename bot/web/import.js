/* <retold-import>: takes in a file that was exported here or elsewhere, and says what came of it. */

import { announce } from "./api.js";
import { say, sayCount, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

const MAX_BYTES = 100 * 1024 * 1024; // a file is read whole here
const PIECE = 100; // memories of one request: a few seconds' work
const PIECE_CHARS = 2_000_000;

export class RetoldImport extends LitElement {
  static properties = {
    api: { attribute: false },
    taken: { state: true }, // {imported, already_there, refused}
    note: { state: true },
    busy: { state: true },
    done: { state: true }, // {done, all} while it is taken in
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
    if (this.busy) return html`<p>${this.done ? say("importingOf", this.done) : say("importing")}…</p>`;
    const problem = this.note ? html`<p class="problem">${this.note}</p>` : nothing;
    if (!this.taken) return problem;
    const { imported, already_there: already, refused } = this.taken;
    const counts = new Map();
    for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return html`${problem}<p>${sayCount("imported", imported)} ${already ? sayCount("alreadyThere", already) : nothing}</p>
      ${
        counts.size
          ? html`<ul>${[...counts].map(
              ([reason, count]) => html`<li>${count} × ${strings.refused[reason] ?? reason}</li>`,
            )}</ul>`
          : nothing
      }`;
  }

  async #send({ format, memories }) {
    const order = inOrder(memories);
    const taken = { imported: 0, already_there: 0, refused: [] };
    let done = 0;
    for (const piece of pieces(order)) {
      if (order.length > PIECE) this.done = { done, all: order.length };
      const one = await this.api.me("POST", "/import", { format, memories: piece });
      taken.imported += one.imported;
      taken.already_there += one.already_there;
      taken.refused.push(...one.refused);
      done += piece.length;
      this.taken = taken;
    }
  }

  async #take({ target }) {
    const [file] = target.files;
    if (!file) return;
    Object.assign(this, { busy: true, note: "", taken: undefined, done: undefined });
    try {
      await this.#send(await read(file));
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
      if (this.taken && this.done) this.note += ` ${say("importCut")}`;
    }
    if (this.taken) announce({ changed: "imported" });
    this.busy = false;
    target.value = "";
    await this.updateComplete;
    this.renderRoot.querySelector("[role=status]").focus();
  }
}

/* Each after what it replaced. */
function inOrder(memories) {
  const byId = new Map(memories.map((one) => [one?.id, one]));
  const ordered = new Set();
  for (const one of memories) {
    const chain = [];
    for (let at = one; at && !ordered.has(at) && !chain.includes(at); at = byId.get(at.supersedes)) chain.push(at);
    for (const each of chain.reverse()) ordered.add(each);
  }
  return [...ordered];
}

/* In pieces, of which each is answered soon; what was told first goes first, since later things may replace it. */
function* pieces(memories) {
  let piece = [];
  let chars = 0;
  for (const one of memories) {
    const size = JSON.stringify(one).length;
    if (piece.length && (piece.length === PIECE || chars + size > PIECE_CHARS)) {
      yield piece;
      [piece, chars] = [[], 0];
    }
    piece.push(one);
    chars += size;
  }
  yield piece;
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
