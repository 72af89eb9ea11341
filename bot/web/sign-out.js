/* <retold-sign-out>: "This is not me". Says what stays and whether there is a way back, then ends the session here or
   everywhere. Fires `signed-out`. */

import { announce } from "./api.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldSignOut extends LitElement {
  static properties = {
    api: { attribute: false },
    memoriesHref: { attribute: "memories-href" }, // where things are taken along and forgotten, if not on this page
    known: { state: true }, // {links, elsewhere}, or null while that is not known
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: grid; gap: 0.75rem; max-inline-size: 36rem; }
      h2 { font-size: 1.125rem; font-weight: 650; }
    `,
  ];

  constructor() {
    super();
    this.known = null;
    this.note = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const [{ links }, sessions] = await Promise.all([this.api.me("GET", "/links"), this.api.sessions()]);
      this.known = { links, elsewhere: sessions.filter(({ here }) => !here).length };
    } catch {
      this.known = null; // what is said then holds in any case
    }
  }

  render() {
    return html`
      <h2 id="leaving" tabindex="-1">${say("notMe")}</h2>
      <p>${say("signOutStays")} ${this.#wayBack()}</p>
      <p>${say("signOutFirst")} ${
        this.memoriesHref ? html`<a href=${this.memoriesHref}>${say("whatIRemember")}</a>` : nothing
      }</p>
      <div class="row">
        <button class="danger" @click=${() => this.#leave(false)}>${say("signOutHere")}</button>
        ${
          this.known?.elsewhere
            ? html`<button class="danger" @click=${() => this.#leave(true)}>${say("signOutEverywhere")}</button>`
            : nothing
        }
        <button @click=${this.#stay}>${say("cancel")}</button>
      </div>
      <p class="problem" role="alert" ?hidden=${!this.note}>${this.note}</p>`;
  }

  async focus() {
    await this.updateComplete;
    this.renderRoot.querySelector("h2").focus();
  }

  #wayBack() {
    if (this.known?.links.length) return say("signOutLinked");
    if (this.known?.elsewhere) return say("signOutElsewhere");
    return say("signOutNoWayBack");
  }

  async #leave(everywhere) {
    this.note = "";
    try {
      await this.api.signOut(everywhere);
      announce({ signedOut: true });
      this.dispatchEvent(new CustomEvent("signed-out"));
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
  }

  #stay() {
    this.dispatchEvent(new CustomEvent("stay"));
  }
}

customElements.define("retold-sign-out", RetoldSignOut);
