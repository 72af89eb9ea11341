/* <retold-forget-everything>: erases all that is kept once the words for it were typed, and reports what it erased. */

import { announce } from "./api.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html } from "./vendor/lit.js";

export class RetoldForgetEverything extends LitElement {
  static properties = {
    api: { attribute: false },
    note: { state: true },
    erasing: { state: true },
  };

  static styles = [
    theme,
    css`
    :host { display: block; }
    form { display: grid; gap: 0.5rem; margin-block-start: 0.5rem; max-inline-size: 24rem; justify-items: start; }
    [role="status"] { margin-block-start: 0.5rem; }
  `,
  ];

  constructor() {
    super();
    this.note = "";
    this.erasing = false;
  }

  render() {
    return html`
      <p class="muted">${say("forgetEverythingWhy")}</p>
      <form @submit=${this.#forget}>
        <label for="phrase">${say("forgetEverythingType", { phrase: say("forgetEverythingPhrase") })}</label>
        <input id="phrase" autocomplete="off" autocapitalize="off" spellcheck="false">
        <button class="danger" aria-disabled=${this.erasing}>
          ${say(this.erasing ? "erasing" : "forgetEverything")}</button>
      </form>
      <p role="status" tabindex="-1">${this.note}</p>`;
  }

  async #forget(event) {
    event.preventDefault();
    const input = this.renderRoot.querySelector("input");
    if (this.erasing) return;
    if (input.value.trim().toLocaleLowerCase() !== say("forgetEverythingPhrase").toLocaleLowerCase()) {
      this.note = say("forgetEverythingMismatch");
      return input.focus();
    }
    this.erasing = true;
    this.note = `${say("erasing")}…`;
    try {
      const report = await this.api.me("DELETE");
      input.value = "";
      this.note = report.residue
        ? say("erasedResidue", { residue: report.residue })
        : say("erasedEverything", {
            memories: report.memories,
            vectors: report.vectors,
            turns: report.transcript_turns,
            files: report.scanned_files,
            seconds: (report.took_ms / 1000).toFixed(1),
          });
      announce({ forgotten: "everything", report });
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
    this.erasing = false;
    await this.updateComplete;
    this.renderRoot.querySelector("[role=status]").focus();
  }
}

customElements.define("retold-forget-everything", RetoldForgetEverything);
