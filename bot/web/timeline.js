/* <retold-timeline>: what was told and used, week by week, drawn from the same data as the list. */

import { day } from "./format.js";
import { say } from "./strings.js";
import { theme } from "./theme.js";
import { LitElement, css, html, svg } from "./vendor/lit.js";

const WEEK_MS = 7 * 24 * 3600 * 1000;
const MAX_WEEKS = 26;
const FEWEST_WEEKS = 12; // drawn, so that a single bar does not fill the page
const HEIGHT = 80;
const STEP = 20;

/** Counts by week, oldest first, up to now: `[{from: Date, told, used}]`; at most half a year. */
export function countByWeek(memories, uses, now = new Date()) {
  const times = [...memories.map((one) => ["told", one.told_at]), ...uses.map((one) => ["used", one.used_at])].map(
    ([what, at]) => [what, monday(new Date(at))],
  );
  if (!times.length) return [];
  const last = monday(now);
  const first = Math.max(Math.min(...times.map(([, week]) => week)), last - (MAX_WEEKS - 1) * WEEK_MS);
  const weeks = [];
  for (let from = first; from <= last; from += WEEK_MS) {
    const count = (what) => times.filter(([kind, week]) => kind === what && week === from).length;
    weeks.push({ from: new Date(from), told: count("told"), used: count("used") });
  }
  return weeks;
}

function monday(date) {
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return start - ((date.getUTCDay() + 6) % 7) * 24 * 3600 * 1000;
}

export class RetoldTimeline extends LitElement {
  static properties = { memories: { attribute: false }, uses: { attribute: false } };

  static styles = [
    theme,
    css`
    :host { display: block; }
    .frame { overflow-x: auto; }
    svg { display: block; max-inline-size: 100%; block-size: auto; min-inline-size: 12rem; }
    .told { fill: var(--accent); }
    .used { fill: none; stroke: var(--accent); stroke-width: 1.5; }
    .base { stroke: var(--edge); }
    .key { display: flex; gap: 1rem; margin-block: 0.25rem 0.5rem; }
    .key span::before {
      content: "";
      display: inline-block;
      inline-size: 0.625em;
      block-size: 0.75em;
      margin-inline-end: 0.375em;
      border: 1.5px solid var(--accent);
    }
    .key .t::before { background: var(--accent); }
    summary { cursor: pointer; color: var(--muted); }
    table { border-collapse: collapse; margin-block-start: 0.5rem; }
    th, td {
      text-align: start;
      padding: 0.125rem 1rem 0.125rem 0;
      border-block-end: 1px solid var(--line);
      font-variant-numeric: tabular-nums;
    }
    td { text-align: end; }
  `,
  ];

  render() {
    const weeks = countByWeek(this.memories, this.uses);
    if (!weeks.length) return "";
    const most = Math.max(1, ...weeks.map(({ told, used }) => Math.max(told, used)));
    const tall = (count) => (count / most) * (HEIGHT - 4);
    const sum = (what) => weeks.reduce((total, week) => total + week[what], 0);
    const wide = Math.max(weeks.length, FEWEST_WEEKS) * STEP;
    const label = say("overTimeText", {
      from: day(weeks[0].from),
      to: day(new Date()),
      told: sum("told"),
      used: sum("used"),
    });
    const bar = (what, index, count, offset) =>
      count
        ? svg`<rect class=${what} x=${index * STEP + offset} width="7"
      y=${HEIGHT - tall(count)} height=${tall(count)}></rect>`
        : "";
    return html`
      <div class="frame"><svg role="img" aria-label=${label} viewBox="0 0 ${wide} ${HEIGHT + 2}"
          width=${wide * 1.5}>
        ${weeks.map((week, index) => svg`${bar("told", index, week.told, 2)}${bar("used", index, week.used, 10)}`)}
        <line class="base" x1="0" x2="100%" y1=${HEIGHT + 1} y2=${HEIGHT + 1}></line>
      </svg></div>
      <p class="key muted"><span class="t">${say("toldColumn")}</span><span>${say("usedColumn")}</span></p>
      <details><summary>${say("asTable")}</summary>
        <table>
          <tr>${["week", "toldColumn", "usedColumn"].map((key) => html`<th scope="col">${say(key)}</th>`)}</tr>
          ${weeks.map(
            ({ from, told, used }) => html`<tr>
            <th scope="row">${day(from)}</th><td>${told}</td><td>${used}</td></tr>`,
          )}
        </table>
      </details>`;
  }
}

customElements.define("retold-timeline", RetoldTimeline);
