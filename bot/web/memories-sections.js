/* What stands around the memories on <retold-memories>: the line above, and the sections below with their headings. */

import "./forget-everything.js";
import "./kept.js";
import "./links.js";
import "./moves.js";
import "./sessions.js";
import "./settings.js";
import { say, sayCount } from "./strings.js";
import "./tell.js";
import "./timeline.js";
import { html, nothing } from "./vendor/lit.js";

/** How many there are; where there is none, why. */
export function intro(count, profile) {
  if (count) return sayCount("memoriesIntro", count);
  const why = { unasked: "nothingYetUnasked", off: "nothingYetOff", paused: "nothingYetPaused" }[profile.remembering];
  return `${say("nothingYet")} ${say(why ?? "nothingYetOn")}`;
}

/** All sections below, of the page's `api` and what it has loaded. */
export function renderSections({ api, profile, memories, uses, moves }) {
  return html`
    ${["on", "paused"].includes(profile.remembering) ? renderTell(api) : nothing}
    <section aria-labelledby="settings"><h2 id="settings">${say("settings")}</h2>
      <retold-settings .api=${api} .profile=${profile}></retold-settings></section>
    ${memories.length || uses.length ? renderTimeline(memories, uses) : nothing}
    <section aria-labelledby="moves"><h2 id="moves">${say("movesHeading")}</h2>
      <retold-moves .moves=${moves} .memories=${memories}></retold-moves></section>
    <section aria-labelledby="links"><h2 id="links">${say("links")}</h2>
      <retold-links .api=${api}></retold-links></section>
    <section aria-labelledby="sessions"><h2 id="sessions">${say("sessions")}</h2>
      <retold-sessions .api=${api}></retold-sessions></section>
    <section><retold-kept .api=${api}></retold-kept></section>
    <section aria-labelledby="forget" class="last"><h2 id="forget">${say("forgetEverything")}</h2>
      <retold-forget-everything .api=${api}></retold-forget-everything></section>`;
}

function renderTell(api) {
  return html`<section aria-labelledby="tell"><h2 id="tell">${say("addOne")}</h2>
    <retold-tell .api=${api}></retold-tell></section>`;
}

function renderTimeline(memories, uses) {
  return html`<section aria-labelledby="time"><h2 id="time">${say("overTime")}</h2>
    <retold-timeline .memories=${memories} .uses=${uses}></retold-timeline></section>`;
}
