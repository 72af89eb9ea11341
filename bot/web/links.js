/* <retold-links>: the other accounts of the person. A code made in one and typed in the other makes them one person,
   once both sides were shown whom that links, and said yes. */

import { announce } from "./api.js";
import { attempt } from "./attempt.js";
import { day, time } from "./format.js";
import { say, sayCount } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, nothing } from "./vendor/lit.js";

export class RetoldLinks extends LitElement {
  static properties = {
    api: { attribute: false },
    links: { state: true },
    code: { state: true }, // {code, expires_at} that was made here
    look: { state: true }, // whose code was typed here: {code, own, other}
    requests: { state: true }, // codes of this account that were typed elsewhere
    asking: { state: true }, // the account that is about to be unlinked
    note: { state: true },
  };

  static styles = [
    theme,
    css`
      :host { display: grid; gap: 0.875rem; }
      ul { display: grid; gap: 0.625rem; }
      form { display: grid; gap: 0.375rem; max-inline-size: 24rem; }
      form .row { flex-wrap: nowrap; }
      input { flex: 1; }
      li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.25rem 1rem; }
      li .ask { flex-basis: 100%; }
      .code { font-size: 1.5rem; font-weight: 600; letter-spacing: 0.08em; font-variant-numeric: tabular-nums; }
      .made {
        padding: 0.75rem 1rem;
        border: 1px solid var(--accent);
        border-radius: var(--radius);
        display: grid;
        gap: 0.25rem;
      }
      .ask { padding: 0.625rem 0.75rem; border: 1px solid var(--danger); border-radius: var(--radius); }
    `,
  ];

  constructor() {
    super();
    this.links = null; // not known yet
    this.look = null;
    this.requests = [];
    this.asking = "";
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    attempt(this, async () => {
      this.links = (await this.api.me("GET", "/links")).links;
      await this.#requested();
    });
  }

  render() {
    return html`
      ${
        this.links?.length
          ? html`<ul>${this.links.map((link) => this.#renderLink(link))}</ul>`
          : html`<p class="muted">${this.links ? say("linksNone") : nothing}</p>`
      }
      <p>${say("linkConsent")}</p>
      ${this.requests.map((request) => this.#renderRequest(request))}
      ${this.code ? this.#renderCode() : html`<div><button @click=${this.#make}>${say("linkMake")}</button></div>`}
      ${
        this.look
          ? this.#renderQuestion(this.look, () => this.#consent(), () => this.#forgetLook())
          : html`<form @submit=${this.#enter}>
        <label for="code">${say("linkEnter")}</label>
        <div class="row"><input id="code" maxlength="40" autocomplete="off" autocapitalize="characters" required
          spellcheck="false" aria-describedby="only-own"><button>${say("linkLook")}</button></div>
        <p class="muted" id="only-own">${say("linkWarning")}</p>
      </form>`
      }
      <p class="note" role="status" tabindex="-1" ?hidden=${!this.note}>${this.note}</p>`;
  }

  #renderLink(link) {
    const name = accountName(link);
    return html`<li>
      <span>${say("linkedSince", { account: name, when: day(link.linked_at) })}</span>
      ${
        this.asking === link.account
          ? html`<div class="ask row" role="group" aria-labelledby="question" @keydown=${this.#escape}>
              <p id="question">${say("unlinkAsk", { account: name })}</p>
              <button class="small danger" @click=${() => this.#unlink(link)}>${say("unlink")}</button>
              <button class="small" @click=${this.#keep}>${say("cancel")}</button></div>`
          : html`<button class="small" aria-label=${say("unlinkThis", { account: name })}
              @click=${() => this.#ask(link)}>${say("unlink")}</button>`
      }
    </li>`;
  }

  #renderCode() {
    return html`<div class="made" role="group" aria-labelledby="made" tabindex="-1">
      <p id="made">${say("linkCode", { until: time(this.code.expires_at) })}</p>
      <p class="code">${this.code.code}</p>
      <p class="muted">${say("linkCodeSlack", { code: this.code.code })}</p>
      <p class="muted">${say("linkWarning")}</p>
      <div><button class="small" @click=${this.#check}>${say("linkCheck")}</button></div></div>`;
  }

  #renderRequest(request) {
    return this.#renderQuestion(
      request,
      () => this.#answer(request, true),
      () => this.#answer(request, false),
    );
  }

  /* Whom it would link, before either side says yes. */
  #renderQuestion({ own, other }, yes, no) {
    return html`<div class="ask both" role="group" aria-labelledby="both" tabindex="-1">
      <p id="both"><b>${say("linkBoth", { own: account(own), other: account(other) })}</b></p>
      <p>${say("linkGives")} ${say("linkWarning")}</p>
      <div class="row"><button class="danger" @click=${yes}>${say("linkYes")}</button>
        <button @click=${no}>${say("cancel")}</button></div></div>`;
  }

  #make() {
    return attempt(this, async () => {
      this.code = await this.api.me("POST", "/link-codes", { consent_text: say("linkConsent") });
      await this.updateComplete;
      this.renderRoot.querySelector(".made").focus();
    });
  }

  async #enter(event) {
    event.preventDefault();
    const code = event.target.querySelector("input").value.trim();
    if (!code) return;
    await attempt(this, async () => {
      this.look = { ...(await this.api.me("POST", "/link-codes/look", { code })), code };
      await this.#focusQuestion();
    });
  }

  /* The yes of whoever typed the code; now its maker is asked. */
  #consent() {
    const { code, own, other } = this.look;
    return attempt(this, async () => {
      await this.api.me("POST", "/links", { code, consent_text: shown(own, other) });
      this.look = null;
      await this.#say(say("linkAsked"));
    });
  }

  async #forgetLook() {
    this.look = null;
    await this.#say(say("linkRefused"));
  }

  /* The yes or no of whoever made the code. */
  #answer({ id, own, other }, yes) {
    return attempt(this, async () => {
      const { links } = await this.api.me("POST", `/link-requests/${id}`, { yes, consent_text: shown(own, other) });
      Object.assign(this, { links, code: undefined, requests: this.requests.filter((one) => one.id !== id) });
      await this.#say(say(yes ? "linked" : "linkRefused"));
      announce({ changed: "links" });
    });
  }

  #check() {
    return attempt(this, async () => {
      if (await this.#requested()) await this.#focusQuestion();
      else await this.#say(say("linkNotTyped"));
    });
  }

  async #requested() {
    const { requests } = await this.api.me("GET", "/link-requests");
    this.requests = requests.filter(({ made }) => made);
    return this.requests.length;
  }

  async #focusQuestion() {
    await this.updateComplete;
    this.renderRoot.querySelector(".both").focus();
  }

  async #ask({ account }) {
    this.asking = account;
    await this.updateComplete;
    this.renderRoot.querySelector(".ask .danger").focus();
  }

  #escape(event) {
    if (event.key === "Escape") this.#keep();
  }

  async #keep() {
    const at = this.links.findIndex(({ account }) => account === this.asking);
    this.asking = "";
    await this.updateComplete;
    this.renderRoot.querySelectorAll("li > button")[at]?.focus();
  }

  #unlink({ account }) {
    return attempt(this, async () => {
      this.links = (await this.api.me("DELETE", `/links/${encodeURIComponent(account)}`)).links;
      this.asking = "";
      await this.#say(say("unlinked"));
      // The running conversations were erased with it.
      announce({ changed: "links", said: "", erased: true });
    });
  }

  async #say(note) {
    this.note = note;
    await this.updateComplete;
    this.renderRoot.querySelector(".note").focus();
  }
}

/* What kind of account, how much was told in it, and since when; never a word of it. */
function account({ channel, where, memories, since }) {
  const told = memories ? sayCount("accountTold", memories, { since: day(since) }) : say("accountEmpty");
  return `${kind(channel, where) ?? say("accountOfSite")} (${told})`;
}

function kind(channel, where) {
  const name = { web: say("accountWeb"), slack: say("accountSlack") }[channel];
  return name && where ? `${name}, ${where}` : name;
}

/* What somebody says yes to: kept with their yes. */
function shown(own, other) {
  return `${say("linkBoth", { own: account(own), other: account(other) })} ${say("linkGives")} ${say("linkConsent")}`;
}

/* An account as people know it: "slack:T1:U1" is Slack, "site:anna" is anna on the site. */
function accountName({ account, channel, where }) {
  return kind(channel, where) ?? say("accountSite", { name: account.slice(account.indexOf(":") + 1) });
}

customElements.define("retold-links", RetoldLinks);
