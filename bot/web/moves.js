/* <retold-moves>: what the bot asked, offered and gave of its own accord, and what became of it. */

import { day, place } from "./format.js";
import { say, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldMoves extends LitElement {
  static properties = { moves: { attribute: false }, memories: { attribute: false } };

  static styles = [
    theme,
    css`
      :host { display: block; }
      ul { display: grid; gap: 0.5rem; margin-block-start: 0.5rem; }
      summary { cursor: pointer; color: var(--muted); }
    `,
  ];

  render() {
    if (!this.moves.length) return html`<p class="muted">${say("movesNone")}</p>`;
    return html`<details><summary>${say("details")}</summary>
      <ul>${this.moves.map((move) => this.#renderMove(move))}</ul></details>`;
  }

  #renderMove({ kind, memory_id, channel, made_at, answer }) {
    const about = this.memories.find(({ id }) => id === memory_id);
    return html`<li>
      <p>${strings.moves[kind] ?? kind}${about ? html`: “<span class="words">${about.quote}</span>”` : nothing}</p>
      <p class="muted">${[day(made_at, true), place(channel), strings.moveAnswers[answer]].filter(Boolean).join(" · ")}</p>
    </li>`;
  }
}

customElements.define("retold-moves", RetoldMoves);
