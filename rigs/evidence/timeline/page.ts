import { asset } from '../page/asset.ts'
import { EMPTY, type Html, html } from '../page/html.ts'
import { pageOf } from '../page/page.ts'
import type { Failure } from '../result.ts'
import type { TraceRecord, Verdict } from '../trace.ts'
import { clockOf } from './axis.ts'
import { drawDetails } from './details.ts'
import { drawTimeline } from './drawing.ts'
import { type Layout, layoutOf } from './layout.ts'
import { drawReaders } from './readers.ts'
import { type Play, playOf } from './scenes.ts'
import { drawStepList } from './step-list.ts'

const STYLES = ['layout', 'steps', 'picture', 'details', 'readers'].map((name) => `timeline/${name}.css`)

/** The timeline of a run as one file that needs nothing else. */
export function timelinePage(records: readonly TraceRecord[], failure: Failure | undefined): string {
  const play = playOf(records)
  return pageOf({ language: 'en', title: play.run.title, styles: STYLES, body: drawBody(play, failure) })
}

function drawBody(play: Play, failure: Failure | undefined): Html {
  const layout = layoutOf(play)
  return html`${drawHeader(play)}
${failure === undefined ? EMPTY : drawFailure(failure)}
${drawReaders(play)}
<main>
<nav aria-label="Steps"><ol>${drawStepList(play)}</ol></nav>
<div id="timeline" tabindex="0" aria-label="Timeline; arrow keys move through the events">
${drawLabels(layout)}
${drawTimeline(play, layout)}
</div>
<div id="details" aria-live="polite">${drawDetails(play)}</div>
</main>
<script>${asset('timeline/interaction.js')}</script>`
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unverified: 'Unverified',
  incomplete: 'Incomplete',
}

function drawHeader({ run, verdict, scenes }: Play): Html {
  const [first, last] = [scenes[0], scenes.at(-1)]
  const span = [first, last].flatMap((scene) => (scene === undefined ? [] : [clockOf(run, scene.step).date]))
  const facts = [
    `rig ${run.rig}`,
    `${run.lane} lane`,
    `seed ${run.seed}`,
    [...new Set(span)].join(' – '),
    `${scenes.length} steps`,
    `loxrig ${run.version}`,
  ]
  return html`<header class="top ${verdict}"><strong>${VERDICTS[verdict]}</strong><h1>${run.title}</h1><ul>${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
<p class="hint"><kbd>←</kbd> <kbd>→</kbd> events <kbd>↑</kbd> cause <kbd>↓</kbd> effect <kbd>Home</kbd> <kbd>End</kbd></p></header>`
}

function drawFailure({ file, line, expected, happened, why, repeat }: Failure): Html {
  const because = why === undefined ? EMPTY : html`<br><span>Why: ${why}.</span>`
  return html`<aside class="failure"><b>${file}:${line}</b> Expected ${expected}; ${happened}.${because}<br><code>${repeat}</code></aside>`
}

function drawLabels({ rows }: Layout): Html {
  return html`<div id="labels" aria-hidden="true">${rows.map(({ label, kind }) => html`<span class="${kind}">${label}</span>`)}</div>`
}
