import { clockText } from '../clock-text.ts'
import { type Html, html } from '../page/html.ts'
import type { RunRecord, StepRecord } from '../trace.ts'
import { AXIS_HEIGHT, type Layout } from './layout.ts'
import type { Play } from './scenes.ts'

/** A label needs this much room. */
const LETTER_WIDTH = 6.4
const LABEL_GAP_MIN = 14

/** After so much without a label the same time is said again, so that there is one wherever one looks. */
const LABEL_GAP_MAX = 480

/** What the clocks showed, at the beginning of scenes: where it changed and there is room. Dates where they change. */
export function drawAxis({ run }: Play, { scenes }: Layout): readonly Html[] {
  let lastTime = ''
  let lastDate = ''
  let freeX = 0
  return scenes.flatMap(({ scene, x }) => {
    const { date, time } = clockOf(run, scene.step)
    const isNewDate = date !== lastDate
    const isToldAlready = time === lastTime && x - freeX < LABEL_GAP_MAX
    if (isToldAlready || scene.step.kind === 'expectation' || (x < freeX && !isNewDate)) return []
    lastTime = time
    lastDate = date
    freeX = x + time.length * LETTER_WIDTH + LABEL_GAP_MIN
    const day = html`<text class="date" x="${x + 4}" y="13">${date}</text>`
    return [
      html`${isNewDate ? day : ''}<text class="time" x="${x + 4}" y="28">${time}</text>
<line class="tick" x1="${x}" x2="${x}" y1="${isNewDate ? 4 : 20}" y2="${AXIS_HEIGHT}"/>`,
    ]
  })
}

export interface StepClock {
  readonly date: string
  /** Of the first site; where sites differ, each with its name. */
  readonly time: string
  /** Of the first site. */
  readonly shortTime: string
}

/** What the clocks showed when a step began. */
export function clockOf({ sites }: RunRecord, { wallMs }: StepRecord): StepClock {
  const [first, ...others] = sites.map(({ site, name, zone }) => ({ name, ...clockText(zone, wallMs[site] ?? 0) }))
  if (first === undefined) return { date: '', time: '', shortTime: '' }
  const isSame = others.every(({ date, time }) => date === first.date && time === first.time)
  const differing = (): string => [first, ...others].map(({ name, time }) => `${name} ${time}`).join(', ')
  return { date: first.date, time: isSame ? first.time : differing(), shortTime: first.time }
}
