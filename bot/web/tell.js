/* <retold-tell>: tells one thing by hand. */

import { announce } from "./api.js";
import { say, strings } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html } from "./vendor/lit.js";

export class RetoldTell extends LitElement {
  static properties = {
    api: { attribute: false },
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: block; }
      form { display: grid; gap: 0.5rem; }
      select { inline-size: auto; }
    `,
  ];

  constructor() {
    super();
    this.note = "";
  }

  render() {
    return html`<form @submit=${this.#tell}>
      <label for="text">${say("addLabel")}</label>
      <textarea id="text" rows="2" maxlength="4000" dir="auto" required></textarea>
      <div class="row">
        <label for="category">${say("group")}</label>
        <select id="category">
          <option value="">${say("groupAuto")}</option>
          ${Object.entries(strings.groups).map(([value, name]) => html`<option value=${value}>${name}</option>`)}
        </select>
        <button class="primary">${say("add")}</button>
      </div>
      <p role="status">${this.note}</p>
    </form>`;
  }

  async #tell(event) {
    event.preventDefault();
    const form = event.target;
    const text = form.querySelector("textarea").value.trim();
    const category = form.querySelector("select").value || undefined;
    if (!text) return;
    try {
      const { memories } = await this.api.me("POST", "/memories", { text, category });
      this.note = say(memories.length ? "added" : "addedNothing");
      if (memories.length) form.reset();
      announce({ changed: "told" });
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
  }
}

customElements.define("retold-tell", RetoldTell);
