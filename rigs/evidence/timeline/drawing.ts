import { type Html, html } from '../page/html.ts'
import { drawArrows } from './arrows.ts'
import { drawAxis } from './axis.ts'
import { keyOfMark, keyOfStep } from './keys.ts'
import {
  AXIS_HEIGHT,
  type Bar,
  type Layout,
  type PlacedMark,
  type PlacedScene,
  ROW_HEIGHT,
  type Row,
} from './layout.ts'
import type { Mark, Play, Scene } from './scenes.ts'

/** The timeline as a picture. What can be chosen bears `data-key` and `data-step`; see interaction.js. */
export function drawTimeline(play: Play, layout: Layout): Html {
  const { width, height } = layout
  return html`<svg id="plot" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="Events by device and time">
<defs>
<pattern id="passing" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2" height="7"/></pattern>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0.6 L7.4 4 L0 7.4 z"/></marker>
</defs>
${layout.rows.map((row) => drawRow(row, width))}
${layout.scenes.map((placed) => drawBand(placed, height))}
${drawAxis(play, layout)}
${layout.bars.map(drawBar)}
${drawArrows(layout)}
${layout.scenes.map((placed) => drawScene(placed, layout))}
</svg>`
}

function drawRow({ y, kind }: Row, width: number): Html {
  const top = y - ROW_HEIGHT / 2
  return html`<rect class="row ${kind}" x="0" y="${top}" width="${width}" height="${ROW_HEIGHT}"/><line class="rail" x1="0" x2="${width}" y1="${y}" y2="${y}"/>`
}

function drawBand({ scene, x, width, passing }: PlacedScene, height: number): Html {
  const { step } = scene
  const edge = html`<line class="edge" x1="${x}" x2="${x}" y1="${AXIS_HEIGHT}" y2="${height}"/>`
  const key = keyOfStep(scene)
  const area = html`<rect class="band" data-step="${step.step}" data-for="${key}" x="${x}" y="${AXIS_HEIGHT}" width="${width}" height="${height - AXIS_HEIGHT}"/>`
  if (passing === undefined) return html`${step.kind === 'expectation' ? '' : edge}${area}`
  const middle = x + width / 2
  return html`${edge}${area}<rect class="passing" x="${x}" y="${AXIS_HEIGHT}" width="${width}" height="${height - AXIS_HEIGHT}" fill="url(#passing)"/>
<text class="passed" x="${middle}" y="${AXIS_HEIGHT - 4}">${passing}</text>`
}

function drawBar({ kind, from, toX }: Bar): Html {
  const height = kind === 'on' ? 12 : 8
  return html`<rect class="bar ${kind}" x="${from.x}" y="${from.y - height / 2}" width="${Math.max(toX - from.x, 4)}" height="${height}" rx="3"/>`
}

function drawScene(placed: PlacedScene, { rows, marks }: Layout): Html {
  const here = new Set(placed.scene.marks)
  return html`<g>${drawStep(placed, rows[0]?.y ?? 0)}${marks.filter(({ mark }) => here.has(mark)).map(drawMark)}</g>
`
}

function drawStep({ scene, x, width }: PlacedScene, y: number): Html {
  const { step, answer } = scene
  const tone = answer?.outcome === 'failed' ? 'bad' : answer?.outcome === 'absent' ? 'quiet' : 'plain'
  const at = step.kind === 'expectation' ? x + width / 2 : step.kind === 'time' ? x + width / 2 : x + 24
  return html`<g class="mark step ${step.kind} ${tone}" data-key="${keyOfStep(scene)}" data-step="${step.step}" role="button" tabindex="-1" aria-label="Step ${step.step}: ${step.text}" transform="translate(${at} ${y})"><title>${step.text}</title>${STEP_GLYPHS[step.kind](step.step, tone)}</g>`
}

const STEP_GLYPHS: Readonly<Record<Scene['step']['kind'], (number: number, tone: string) => Html>> = {
  action: (number) => html`<rect x="-15" y="-11" width="30" height="22" rx="6"/><text y="4">${number}</text>`,
  time: (number) => html`<rect x="-15" y="-11" width="30" height="22" rx="11"/><text y="4">${number}</text>`,
  expectation: (_, tone) =>
    html`<circle r="9"/><path class="sign" d="${tone === 'plain' ? 'M-4 0.5 L-1 3.5 L4.5 -3' : 'M-3.4 -3.4 L3.4 3.4 M3.4 -3.4 L-3.4 3.4'}"/>`,
}

function drawMark({ mark, x, y }: PlacedMark): Html {
  const { glyph, tone, sentence, latencyMs } = mark.face
  const latency = latencyMs === undefined ? '' : html`<text class="latency" y="-13">${Math.round(latencyMs)} ms</text>`
  const cause = mark.cause === undefined ? '' : keyOfMark(mark.cause)
  return html`<g class="mark ${glyph} ${tone}" data-key="${keyOfMark(mark)}" data-step="${mark.step}" data-cause="${cause}" role="button" tabindex="-1" aria-label="${sentence}" transform="translate(${x} ${y})"><title>${sentence}</title>${GLYPHS[glyph](tone)}${latency}</g>`
}

const GLYPHS: Readonly<Record<Mark['face']['glyph'], (tone: string) => Html>> = {
  person: () => html`<circle r="10"/><rect class="sign" x="-5" y="-3.4" width="10" height="6.8" rx="1.4"/>`,
  read: () => html`<circle r="6"/><circle class="core" r="2.2"/>`,
  decision: (tone) =>
    html`<circle r="12"/><path class="sign" d="${tone === 'good' ? 'M-5 0.5 L-1.5 4 L5.5 -4' : 'M-4.2 -4.2 L4.2 4.2 M4.2 -4.2 L-4.2 4.2'}"/>`,
  on: () => html`<rect x="-4" y="-9" width="8" height="18" rx="2.5"/>`,
  off: () => html`<rect x="-2" y="-8" width="4" height="16" rx="2"/>`,
  feedback: () => html`<path d="M0 -7 L7 0 L0 7 L-7 0 z"/>`,
  restart: () => html`<circle r="8"/><path class="sign" d="M3.6 -2.6 A4.4 4.4 0 1 0 4.4 1 M4.4 -5 V-1.6 H1"/>`,
  up: () => html`<circle r="4"/>`,
  info: () => html`<circle r="4"/>`,
}
