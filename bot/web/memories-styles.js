/* The look of <retold-memories>. */

import { css } from "./vendor/lit.js";

export const memoriesStyles = css`
  :host { display: block; }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0.5rem 1rem;
    margin-block-end: 0.75rem;
  }
  h1 { font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.01em; }
  h2 { font-size: 1.1875rem; font-weight: 650; line-height: 1.3; }
  .intro { max-inline-size: 40rem; color: var(--muted); }
  .note { min-block-size: 1.5em; margin-block: 0.25rem; }
  .search { display: grid; gap: 0.25rem; max-inline-size: 28rem; margin-block-end: 1rem; }
  .search p { min-block-size: 1.4em; }
  section {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 0.875rem;
    padding: 1rem 1.25rem;
    margin-block-end: 1rem;
  }
  section > h2 { margin-block-end: 0.625rem; }
  .group { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
  ul li { content-visibility: auto; contain-intrinsic-size: auto 9rem; }
  ul li + li { border-block-start: 1px solid var(--line); }
  .ask {
    padding: 0.625rem 0.75rem;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    margin-block: 0.5rem;
  }
  :host([embedded]) h1 { font-size: 1.25rem; }
  :host([embedded]) section { padding: 0.75rem; }
  @media (max-width: 30rem) { section { padding: 0.875rem 1rem; } }
`;
