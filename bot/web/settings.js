/* <retold-settings>: what the person decides about remembering. Each change is saved at once, and says so. */

import { announce } from "./api.js";
import { day, place } from "./format.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, live, nothing } from "./vendor/lit.js";

const CHOICES = {
  remembering: ["on", "paused", "off"],
  level: ["quiet", "acknowledge", "attentive", "invested"],
  sensitive: ["ask", "keep", "never"],
};
const RETENTION_DAYS = [30, 90, 365];
const CHECK_IN_DAYS = [7, 14, 30];

export class RetoldSettings extends LitElement {
  static properties = {
    api: { attribute: false },
    profile: { attribute: false },
    note: { state: true },
  };

  static styles = [
    theme,
    css`
    :host { display: grid; gap: 1.25rem; }
    legend, .label { font-weight: 600; padding: 0; margin-block-end: 0.375rem; display: block; }
    .choices { display: grid; gap: 0.125rem; }
    .choice {
      display: grid;
      grid-template-columns: auto 1fr;
      column-gap: 0.625rem;
      padding-block: 0.25rem;
      align-items: baseline;
      cursor: pointer;
    }
    .choice input {
      accent-color: var(--accent);
      inline-size: 1.0625rem;
      block-size: 1.0625rem;
      margin: 0;
      position: relative;
      inset-block-start: 0.125rem;
    }
    .choice .muted { grid-column: 2; }
    select { max-inline-size: 20rem; }
    .consent {
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--line);
      margin-block-start: 0.375rem;
    }
  `,
  ];

  constructor() {
    super();
    this.note = "";
    this.pending = {};
  }

  /* What is being saved is shown as chosen, whatever the server's last answer was. */
  get #shown() {
    return { ...this.profile, ...this.pending };
  }

  render() {
    const {
      remembering,
      retention_days: kept,
      check_in_days: checkIn,
      timezone,
      consented_at: consented,
      consent_text: consent,
      note_in_channels: inChannels,
    } = this.#shown;
    const retention = withChosen(RETENTION_DAYS, kept);
    const checkIns = withChosen(CHECK_IN_DAYS, checkIn);
    const zones = [...new Set([timezone, here(), "UTC", ...Intl.supportedValuesOf("timeZone")])];
    return html`
      ${
        remembering === "unasked"
          ? html`<div><p class="label">${say("remembering")}</p><p>${say("rememberingUnasked")}</p></div>`
          : this.#renderChoice("remembering")
      }
      ${
        consented
          ? html`<div class="muted"><p>${say("consented", { when: day(consented, true) })}</p>
        <blockquote class="consent words" dir="auto">${consent}</blockquote></div>`
          : nothing
      }
      ${this.#renderChoice("level")}
      ${this.#renderLevels()}
      ${this.#renderChoice("sensitive")}
      <label class="choice">
        <input type="checkbox" .checked=${live(inChannels)} aria-describedby="in-channels"
          @change=${(event) => this.#save({ note_in_channels: event.target.checked })}>
        <span>${say("inChannels")}</span><span class="muted" id="in-channels">${say("inChannelsWhy")}</span></label>
      <div><label class="label" for="check-in">${say("checkIn")}</label>
        <select id="check-in" @change=${(event) => this.#save({ check_in_days: Number(event.target.value) || null })}>
          <option value="" .selected=${live(!checkIn)}>${say("checkInNever")}</option>
          ${checkIns.map(
            (count) => html`<option value=${count} .selected=${live(count === checkIn)}>
            ${say("checkInDays", { count })}</option>`,
          )}
        </select></div>
      <div><label class="label" for="retention">${say("retention")}</label>
        <select id="retention" @change=${(event) => this.#save({ retention_days: Number(event.target.value) || null })}>
          <option value="" .selected=${live(!kept)}>${say("retentionNever")}</option>
          ${retention.map(
            (count) => html`<option value=${count} .selected=${live(count === kept)}>
            ${say("retentionDays", { count })}</option>`,
          )}
        </select></div>
      <div><label class="label" for="timezone">${say("timezone")}</label>
        <select id="timezone" @change=${(event) => this.#save({ timezone: event.target.value })}>
          ${zones.map((zone) => html`<option .selected=${live(zone === timezone)}>${zone}</option>`)}
        </select></div>
      <p role="status">${this.note}</p>`;
  }

  #renderChoice(name) {
    return html`<fieldset><legend>${say(name)}</legend><div class="choices">
      ${CHOICES[name].map((value) => {
        const key = name + value[0].toUpperCase() + value.slice(1);
        return html`<label class="choice">
          <input type="radio" name=${name} value=${value} .checked=${live(this.#shown[name] === value)}
            aria-describedby=${key} @change=${() => this.#save({ [name]: value })}>
          <span>${say(key)}</span><span class="muted" id=${key}>${say(`${key}Why`)}</span></label>`;
      })}</div></fieldset>`;
  }

  /* A channel in which it is another: set in that channel, shown and taken back here. */
  #renderLevels() {
    const { levels = {} } = this.#shown;
    return Object.entries(levels).map(([channel, level]) => {
      const others = Object.fromEntries(Object.entries(levels).filter(([name]) => name !== channel));
      return html`<p class="row"><span>${say("levelIn", {
        where: place(channel),
        level: say(`level${level[0].toUpperCase()}${level.slice(1)}`),
      })}</span>
        <button class="small" @click=${() => this.#save({ levels: others })}>${say("levelSame")}</button></p>`;
    });
  }

  /* One after the other: what is shown is what the last of them left. */
  #save(changes) {
    Object.assign(this.pending, changes);
    this.saving = (this.saving ?? Promise.resolve()).then(() => this.#put(changes));
  }

  async #put(changes) {
    try {
      this.profile = await this.api.me("PUT", "/profile", changes);
      this.note = say("saved");
      announce({ changed: "profile" });
    } catch (problem) {
      this.note = problem.message || say("sendingFailed");
    }
    for (const [name, value] of Object.entries(changes)) {
      if (this.pending[name] === value) delete this.pending[name];
    }
    this.requestUpdate();
  }
}

function withChosen(counts, chosen) {
  return [...new Set([...counts, ...(chosen ? [chosen] : [])])].sort((one, other) => one - other);
}

function here() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

customElements.define("retold-settings", RetoldSettings);
