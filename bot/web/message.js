/* One message of the conversation, as a template: its text, its receipts, its buttons, and what to do if it failed. */

import "./receipt.js";
import { say, sayCount } from "./strings.js";
import { html, nothing, repeat } from "./vendor/lit.js";

const RECEIPTS_SHOWN = 3;
const PAGE_ADDRESS = /https?:\/\/\S+\/memories\b/;

/** `open` says whether its buttons can be pressed; `link` is what stands for the address of our own page. */
export function renderMessage(entry, { api, open, link, press, retry }) {
  const mine = entry.from === "person";
  return html`
    <article class=${mine ? "mine" : "theirs"} part=${mine ? "message person" : "message bot"}>
      <h3 class="hidden-text">${say(mine ? "you" : "bot")}</h3>
      <p class="words text" dir="auto">${mine ? entry.text : linked(entry.text ?? "", link)}</p>
      ${entry.receipts?.length ? renderReceipts(entry.receipts, api) : nothing}
      ${entry.buttons && open ? renderButtons(entry.buttons, press) : nothing}
      ${entry.failed === undefined ? nothing : renderFailure(entry, retry)}
    </article>`;
}

function renderReceipts(receipts, api) {
  const list = (some) =>
    html`<ul class="receipts" aria-label=${say("receipts")}>${repeat(
      some,
      (receipt) => receipt.memory_id,
      (receipt) => html`<li>
        <retold-receipt .api=${api} .receipt=${receipt} exportparts="chip: receipt, quote"></retold-receipt></li>`,
    )}</ul>`;
  const rest = receipts.slice(RECEIPTS_SHOWN);
  if (!rest.length) return list(receipts);
  return html`${list(receipts.slice(0, RECEIPTS_SHOWN))}
    <details class="rest"><summary>${sayCount("moreReceipts", rest.length)}</summary>${list(rest)}</details>`;
}

function renderButtons(buttons, press) {
  return html`<div class="row quick" part="quick-replies">
    ${buttons.map((button) => html`<button @click=${() => press(button)}>${button.title}</button>`)}</div>`;
}

function renderFailure(entry, retry) {
  return html`<p class="row problem">
    <span>${say("notSent")} ${entry.failed}</span>
    <button class="small" @click=${() => retry(entry)}>${say("tryAgain")}</button></p>`;
}

/* A reply is text. Only the address of our own page in it leads there, and nothing else leads anywhere. */
function linked(text, link) {
  const [address] = PAGE_ADDRESS.exec(text) ?? [];
  if (!address) return text;
  const at = text.indexOf(address);
  return html`${text.slice(0, at)}${link}${text.slice(at + address.length)}`;
}
