/* The look of <retold-chat>. */

import { css } from "./vendor/lit.js";

export const chatStyles = css`
  :host([mode="inline"]) { display: block; block-size: 100%; min-block-size: 20rem; }
  :host(:not([mode="inline"])) { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000; }

  .launcher {
    min-block-size: 3rem;
    padding-inline: 1.5rem;
    border-radius: 1.5rem;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.2);
  }
  .panel {
    display: grid; grid-template-rows: auto minmax(0, 1fr) auto auto; block-size: 100%;
    background: var(--surface); color: var(--text);
  }
  :host(:not([mode="inline"])) .panel {
    inline-size: min(24rem, calc(100vw - 2rem)); block-size: min(38rem, calc(100dvh - 2rem));
    border: 1px solid var(--line); border-radius: 0.875rem; overflow: hidden; box-shadow: 0 8px 40px rgb(0 0 0 / 0.22);
  }
  @media (max-width: 30rem) {
    :host(:not([mode="inline"])) .panel {
      position: fixed;
      inset: 0;
      inline-size: auto;
      block-size: auto;
      border: 0;
      border-radius: 0;
    }
  }

  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.25rem 1rem;
    padding: 0.75rem 1rem;
    border-block-end: 1px solid var(--line);
  }
  header h2 { font-size: 1.0625rem; font-weight: 650; line-height: 1.3; }
  header nav { font-size: 0.9375em; }
  header a { padding-block: 0.25rem; }

  .log { overflow-y: auto; overscroll-behavior: contain; padding: 1.25rem 1rem 0.5rem; }
  .memories {
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1rem;
    background: var(--raised);
    grid-row: 2 / -1;
  }
  .memories:focus-visible, .log:focus-visible { outline-offset: -3px; }
  article { margin-block-end: 1.125rem; max-inline-size: 42rem; }
  article.mine { display: grid; justify-items: end; max-inline-size: none; }
  .text { display: inline-block; max-inline-size: 100%; }
  .mine .text {
    background: var(--accent-soft);
    padding: 0.5rem 0.875rem;
    border-radius: 1rem;
    border-end-end-radius: 0.25rem;
    max-inline-size: 85%;
  }
  .receipts { display: grid; gap: 0.375rem; margin-block-start: 0.5rem; }
  .receipts li { min-inline-size: 0; }
  .rest { margin-block-start: 0.375rem; }
  .rest summary { cursor: pointer; color: var(--muted); font-size: 0.9375em; }
  .text a, .text button { font-size: 1em; min-block-size: 0; padding: 0; color: var(--accent); }
  .quick { margin-block-start: 0.625rem; }
  .problem { margin-block-start: 0.375rem; font-size: 0.9375em; }

  .under { padding: 0 1rem; display: flex; gap: 0.5rem; align-items: center; }
  .status { min-block-size: 1.5em; flex: 1; }
  .writing::after {
    content: "…";
    display: inline-block;
    animation: writing 1.2s steps(4) infinite;
    clip-path: inset(0 0 0 0);
  }
  @keyframes writing { from { clip-path: inset(0 100% 0 0); } to { clip-path: inset(0 -1% 0 0); } }

  form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; padding: 0.5rem 1rem 1rem; }
  form textarea {
    flex: 1;
    inline-size: 0;
    min-inline-size: 8rem;
    field-sizing: content;
    max-block-size: 9rem;
    resize: none;
  }
  form #count { flex-basis: 100%; }
`;
