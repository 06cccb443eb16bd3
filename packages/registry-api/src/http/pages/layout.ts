import { createHash } from "node:crypto";
import type { Language } from "../front/negotiation.js";
import { Html, html, type Part } from "./html.js";
import { WORDS } from "./words.js";

/** One page without its frame. */
export type Page = {
  /** What kind of thing it shows. */
  readonly kind: string;
  readonly title: Part;
  /** Plain, for the window's title. */
  readonly heading: string;
  readonly body: Part;
};

export type Frame = {
  readonly language: Language;
  /** Path of the same as data. */
  readonly data: string;
  readonly network: string;
  /** What the head loads the web app with, as the build wrote it; null: the page stands for itself. */
  readonly app: string | null;
};

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1f; --dim: #5b5d66; --line: #d7d9e0; --paper: #fff; --link: #0b5394; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e7eb; --dim: #a4a7b1; --line: #3a3d46; --paper: #16181d; --link: #8ec5ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
a { color: var(--link); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
header p, footer, .dim { color: var(--dim); font-size: .875rem; margin: 0; }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: .25rem 1rem; margin: .5rem 0; border-top: 1px solid var(--line); padding-top: .5rem; }
dt { color: var(--dim); }
dd { margin: 0; }
code { font-size: .85em; }
ul, ol { padding-left: 1.25rem; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
`;

/** The page's own styles and nothing else: no script, no frame, no form, nothing from elsewhere. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * A whole page as text. Where there is a web app it shows the same with more, and takes the place of what stands here once it
 * is ready: without scripts, and to whoever only reads, the page is complete as it is.
 */
export function framed({ kind, title, heading, body }: Page, { language, data, network, app }: Frame): string {
  const words = WORDS[language];
  const look = app === null ? html`<style>${new Html(STYLE)}</style>` : new Html(app);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} · ${kind} · Peerseal</title>
<link rel="alternate" type="application/json" href="${data}">
${look}
</head>
<body>
${app === null ? null : html`<div id="app" hidden></div>`}
<div id="page">
<header><p>Peerseal · ${kind}</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>
<p>${words.convenience} <a href="${data}">${words.asData}</a></p>
<p>${words.network}: <code>${network}</code></p>
</footer>
</div>
</body>
</html>
`;
  return page.text;
}
