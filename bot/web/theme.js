/* The look that all elements share. A site sets the --retold-* properties; `color-scheme` chooses light or dark. */

import { css } from "./vendor/lit.js";

export const theme = css`
  :host {
    color-scheme: light dark;
    --accent: var(--retold-accent, light-dark(#0b5f66, #7cc8cd));
    --on-accent: var(--retold-on-accent, light-dark(#ffffff, #0d1f21));
    --accent-soft: var(--retold-accent-soft, light-dark(#e3eeee, #1f3537));
    --surface: var(--retold-surface, light-dark(#ffffff, #191b1d));
    --raised: var(--retold-raised, light-dark(#f6f5f2, #212427));
    --text: var(--retold-text, light-dark(#1b1d1f, #e9e7e3));
    --muted: var(--retold-muted, light-dark(#585d62, #a9aeb3));
    --line: var(--retold-line, light-dark(#dcd9d2, #3a3f44));
    --edge: var(--retold-edge, light-dark(#85817a, #7d838a));
    --danger: var(--retold-danger, light-dark(#9c2a1f, #f0a196));
    --radius: var(--retold-radius, 0.625rem);
    font: var(--retold-font, 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    color: var(--text);
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  p, h1, h2, h3, ul, ol, dl, dd, blockquote, figure, fieldset { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
  a { color: var(--accent); text-underline-offset: 0.2em; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }

  button {
    min-block-size: 2.5rem; padding: 0.25rem 0.875rem; cursor: pointer;
    background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius);
  }
  button:hover { border-color: var(--accent); color: var(--accent); }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.primary:hover { color: var(--on-accent); filter: brightness(1.1); }
  button.danger { color: var(--danger); border-color: currentColor; }
  button.small { min-block-size: 1.75rem; padding: 0 0.5rem; font-size: 0.875em; border-radius: 0.375rem; }
  button.plain {
    background: none;
    border-color: transparent;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button[aria-disabled="true"], button:disabled { opacity: 0.55; cursor: default; }
  input:not([type="radio"], [type="checkbox"]), textarea, select {
    inline-size: 100%; min-block-size: 2.5rem; padding: 0.4rem 0.75rem;
    background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius);
  }
  textarea { resize: vertical; }
  .muted { color: var(--muted); font-size: 0.875em; }
  .problem { color: var(--danger); }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .words { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }

  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
  @media (forced-colors: active) { button { border-color: ButtonText; } }
`;
