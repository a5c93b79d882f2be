import type { Audit } from '../../audit/audit.ts'
import { asset, script } from '../page/asset.ts'
import { Html, html } from '../page/html.ts'
import { dataOf } from './data.ts'
import { type Language, WORDS, type Words } from './words.ts'

const STYLES = [
  'page/frame.css',
  ...['bar', 'shades', 'grid', 'explanation', 'print'].map((name) => `heat-map/${name}.css`),
]

/**
 * An audit as one file that needs nothing else: no network, no library, no fonts. It can be turned over to the other language, and
 * printed to be signed off. The same audit is the same text; an audit holds no secret, and so does its page.
 */
export function heatMapPage(audit: Audit, { language }: { readonly language: Language }): string {
  const words = WORDS[language]
  const data = { language, words: WORDS, schema: audit.schema, rig: audit.rig, ...dataOf(audit) }
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${words.title} · ${audit.rig}</title>
<style>${STYLES.map((path) => asset(path))}</style>
</head>
<body>
${drawTop(audit, words, language)}
<noscript><p class="nothing">${words.needsScript}</p></noscript>
${drawBar(words)}
<main>
<div id="frame"><div id="grid" role="grid"></div><p class="nothing" role="status" hidden data-word="nothingShown">${words.nothingShown}</p></div>
<aside id="explanation" tabindex="-1" hidden></aside>
</main>
<div id="paper"></div>
${drawSignOff(words)}
<script type="application/json" id="data">${jsonOf(data)}</script>
<script type="module">${script('heat-map/main.js')}</script>
</body>
</html>
`.text
}

function drawTop({ rig }: Audit, words: Words, language: Language): Html {
  const languages = Object.keys(WORDS).map(
    (each) =>
      html`<button type="button" data-language="${each}" lang="${each}" aria-pressed="${String(each === language)}">${each.toUpperCase()}</button>`,
  )
  return html`<header class="top"><strong data-word="title">${words.title}</strong><h1>${rig}</h1><ul id="facts"></ul>
<div class="tools"><div class="choice" role="group" data-name="language">${languages}</div>
<button type="button" id="print" class="plain" data-word="print">${words.print}</button></div></header>`
}

function drawBar(words: Words): Html {
  return html`<div id="bar">
<label><span data-word="filterUsers">${words.filterUsers}</span><input type="search" id="users" autocomplete="off"><output for="users"></output></label>
<label><span data-word="filterDoors">${words.filterDoors}</span><input type="search" id="doors" autocomplete="off"><output for="doors"></output></label>
<div class="choice" role="group" data-name="view">
<button type="button" data-view="user" aria-pressed="true" data-word="byUser">${words.byUser}</button>
<button type="button" data-view="door" aria-pressed="false" data-word="byDoor">${words.byDoor}</button>
</div>
<p class="hint" data-word="keys">${words.keys}</p>
<div id="legend" role="group"></div>
</div>`
}

/** Empty lines for a pen; on paper only. */
function drawSignOff(words: Words): Html {
  const lines = (['reviewed', 'date', 'signature', 'remarks'] as const).map(
    (word) => html`<div><dt data-word="${word}">${words[word]}</dt><dd></dd></div>`,
  )
  return html`<footer id="sign-off"><dl>${lines}</dl><p id="made"></p></footer>`
}

/** JSON that cannot end its script element. */
function jsonOf(data: object): Html {
  return new Html(JSON.stringify(data).replaceAll('<', '\\u003c'))
}
