/* <retold-receipt>: one memory under a reply. Says what was told, when and where; opens to the words. */

import { announce, listen } from "./api.js";
import { reported, told } from "./format.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldReceipt extends LitElement {
  static properties = {
    api: { attribute: false },
    receipt: { attribute: false },
    state: { state: true },
    note: { state: true },
  };

  static styles = [
    theme,
    css`
    :host { display: block; font-size: 0.9375em; }
    .chip { display: flex; align-items: start; gap: 0.375rem; }
    details {
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--raised);
      max-inline-size: 100%;
    }
    details[open] { flex: 1; }
    summary { cursor: pointer; padding: 0.25rem 0.625rem; overflow-wrap: anywhere; }
    summary::marker { color: var(--muted); }
    summary b { font-weight: 600; color: var(--accent); }
    .body { padding: 0.25rem 0.75rem 0.75rem; display: grid; gap: 0.5rem; }
    blockquote { border-inline-start: 3px solid var(--accent); padding-inline-start: 0.625rem; }
    form { scroll-margin-block: 1rem; }
    .gone { color: var(--muted); padding: 0.25rem 0; }
  `,
  ];

  constructor() {
    super();
    this.state = "kept"; // kept, correcting, erasing, gone
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.deaf = listen((change) => this.#hear(change));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.deaf();
  }

  render() {
    const { statement, quote, noted } = this.receipt;
    if (this.state === "gone") return html`<p class="gone" tabindex="-1">${this.note}</p>`;
    return html`
      <div class="chip">
        <details part="chip" @toggle=${this.#opened}>
          <summary><b>${say(noted ? "noted" : "drewOn")}</b>
            · <span class="words" dir="auto">${statement}</span></summary>
          <div class="body">
            <blockquote class="words" part="quote" dir="auto">${quote}</blockquote>
            <p class="muted">${told(this.receipt)}</p>
            ${this.state === "correcting" ? this.#renderCorrection() : this.#renderActions()}
            ${this.note ? html`<p role="status">${this.note}</p>` : nothing}
          </div>
        </details>
        ${noted ? this.#button("forget", "forgetThis", this.forget) : nothing}
      </div>`;
  }

  /** Erases this memory, and says what was erased. */
  async forget() {
    await this.#change("erasing", async () => {
      const report = await this.api.me("DELETE", `/memories/${this.receipt.memory_id}`);
      announce({ forgotten: [this.receipt.memory_id], report });
      await this.updateComplete;
      this.renderRoot.querySelector(".gone")?.focus();
    });
  }

  /* A chip that opens at the lower end of the conversation shows its words. */
  #opened({ target }) {
    if (target.open) target.scrollIntoView({ block: "nearest" });
  }

  #renderActions() {
    return html`<div class="row">
      ${this.receipt.noted ? nothing : this.#button("forget", "forgetThis", this.forget)}
      ${this.#button("correct", "correctThis", this.#correct)}
      ${this.#button("dontBringUp", "dontBringUpThis", this.#dontBringUp)}
    </div>`;
  }

  #renderCorrection() {
    return html`<form class="row" @submit=${this.#save}>
      <label class="hidden-text" for="text">${say("correction")}</label>
      <textarea id="text" rows="2" maxlength="4000" dir="auto" .value=${this.receipt.quote}></textarea>
      <button class="small primary">${say("save")}</button>
      <button class="small" type="button" @click=${this.#cancel}>${say("cancel")}</button>
    </form>`;
  }

  #button(label, described, act) {
    const erasing = this.state === "erasing";
    return html`<button class="small" aria-label=${say(described, { statement: this.receipt.statement })}
      aria-disabled=${erasing} @click=${() => !erasing && act.call(this)}>
      ${erasing && label === "forget" ? say("erasing") : say(label)}</button>`;
  }

  async #correct() {
    this.state = "correcting";
    this.note = "";
    await this.updateComplete;
    this.renderRoot.querySelector("textarea").focus();
    this.renderRoot.querySelector("form").scrollIntoView({ block: "nearest" });
  }

  #cancel() {
    this.state = "kept";
  }

  async #save(event) {
    event.preventDefault();
    const text = this.renderRoot.querySelector("textarea").value.trim();
    if (!text || text === this.receipt.quote) return this.#cancel();
    await this.#change("kept", async () => {
      const memory = await this.api.me("PATCH", `/memories/${this.receipt.memory_id}`, { text });
      const was = this.receipt.memory_id;
      this.receipt = { ...this.receipt, ...pick(memory), memory_id: memory.id };
      this.note = say("corrected");
      announce({ changed: was });
    });
  }

  async #dontBringUp() {
    await this.#change("kept", async () => {
      await this.api.me("PATCH", `/memories/${this.receipt.memory_id}`, { status: "done" });
      this.note = say("willNotBringUp");
      announce({ changed: this.receipt.memory_id });
    });
  }

  async #change(state, act) {
    this.state = state;
    try {
      await act();
    } catch (problem) {
      if (problem.status === 404) return this.#hear({ forgotten: [this.receipt.memory_id] });
      this.state = "kept";
      this.note = problem.message || say("sendingFailed");
      this.renderRoot.querySelector("details").open = true;
    }
  }

  #hear({ forgotten, report }) {
    if (forgotten === "everything" || forgotten?.includes(this.receipt.memory_id)) {
      this.note = forgotten === "everything" ? say("erasedGone") : reported(report);
      this.state = "gone";
    }
  }
}

function pick({ statement, quote, told_at, channel, imported_at }) {
  return { statement, quote, told_at, channel, imported_at };
}

customElements.define("retold-receipt", RetoldReceipt);
