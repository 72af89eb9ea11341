/* <retold-sessions>: the browsers in which the person is signed in. */

import { announce } from "./api.js";
import { attempt } from "./attempt.js";
import { day } from "./format.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldSessions extends LitElement {
  static properties = {
    api: { attribute: false },
    sessions: { state: true },
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: grid; gap: 0.875rem; }
      ul { display: grid; gap: 0.625rem; }
      li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.25rem 1rem; }
    `,
  ];

  constructor() {
    super();
    this.sessions = [];
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    return html`
      <p class="muted">${say("sessionsWhy")}</p>
      ${
        this.sessions.length
          ? html`<ul>${this.sessions.map((one) => this.#renderSession(one))}</ul>
              <div><button class="danger" @click=${this.#everywhere}>${say("signOutEverywhere")}</button></div>`
          : nothing
      }
      <p role="status" tabindex="-1" ?hidden=${!this.note}>${this.note}</p>`;
  }

  #renderSession(one) {
    const words = say(one.here ? "sessionHere" : "session", {
      agent: one.agent,
      begun: day(one.begun_at),
      seen: day(one.seen_at, true),
    });
    return html`<li><span>${words}</span>
      <button class="small" aria-label=${`${say("sessionEnd")}: ${one.agent}`}
        @click=${() => this.#end(one)}>${say("sessionEnd")}</button></li>`;
  }

  async #load() {
    await attempt(this, async () => {
      this.sessions = await this.api.sessions();
    });
  }

  #end(one) {
    return attempt(this, async () => {
      await this.api.endSession(one.id);
      if (one.here) return announce({ signedOut: true });
      this.note = say("sessionEnded");
      this.sessions = this.sessions.filter(({ id }) => id !== one.id);
      await this.updateComplete;
      this.renderRoot.querySelector("[role=status]").focus();
    });
  }

  #everywhere() {
    return attempt(this, async () => {
      await this.api.signOut(true);
      announce({ signedOut: true });
    });
  }
}

customElements.define("retold-sessions", RetoldSessions);
