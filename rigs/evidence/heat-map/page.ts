import type { CompactAudit } from '../../audit/compact-audit.ts'
import { script } from '../page/asset.ts'
import { type Html, html } from '../page/html.ts'
import { pageOf } from '../page/page.ts'
import { dataOf } from './data.ts'
import { type Language, WORDS, type Words } from './words.ts'

const STYLES = ['bar', 'shades', 'grid', 'explanation', 'print'].map((name) => `heat-map/${name}.css`)

/**
 * An audit as one file that needs nothing else. It can be turned over to the other language, and printed to be signed off. The same
 * audit is the same text; an audit holds no secret, and so does its page. Piece by piece, since a year of many is long.
 */
export function* heatMapPage(audit: CompactAudit, { language }: { readonly language: Language }): Generator<string> {
  const words = WORDS[language]
  const title = `${words.title} · ${audit.rig}`
  const page = pageOf({ language, title, styles: STYLES, body: drawBody(audit, words, language) })
  const place = page.indexOf(DATA) + DATA.length
  yield page.slice(0, place)
  yield* jsonOf(audit, language)
  yield page.slice(place)
}

/** The data goes behind it. */
const DATA = '<script type="application/json" id="data">'

function drawBody(audit: CompactAudit, words: Words, language: Language): Html {
  return html`${drawTop(audit, words, language)}
<noscript><p class="nothing">${words.needsScript}</p></noscript>
${drawBar(words)}
<main>
<div id="frame"><div id="grid" role="grid"></div><p class="nothing" role="status" hidden data-word="nothingShown">${words.nothingShown}</p></div>
<aside id="explanation" tabindex="-1" hidden></aside>
</main>
<div id="paper"></div>
${drawSignOff(words)}
<script type="application/json" id="data"></script>
<script type="module">${script('heat-map/main.js')}</script>`
}

function drawTop({ rig }: CompactAudit, words: Words, language: Language): Html {
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
function* jsonOf(audit: CompactAudit, language: Language): Generator<string> {
  const { head, answers } = dataOf(audit)
  const safe = (data: object) => JSON.stringify(data).replaceAll('<', '\\u003c')
  const whole = safe({ language, words: WORDS, schema: SCHEMA, rig: audit.rig, ...head })
  yield `${whole.slice(0, -1)},"answers":`
  let sign = '['
  for (const answer of answers) {
    yield sign + safe(answer)
    sign = ','
  }
  yield ']}'
}

/** Of the audit that it is made from. */
const SCHEMA = 'loxrig-audit/1'
