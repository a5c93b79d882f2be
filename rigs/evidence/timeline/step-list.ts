import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import { EMPTY, type Html, html } from '../page/html.ts'
import { whoOf } from '../plain-words.ts'
import type { RunRecord } from '../trace.ts'
import { clockOf } from './axis.ts'
import { keyOfStep } from './keys.ts'
import type { Mark, Play, Scene } from './scenes.ts'

/** The scenario in words: every step with what came of it, under the days. */
export function drawStepList({ scenes, run }: Play): readonly Html[] {
  let lastDate = ''
  return scenes.map((scene) => {
    const { date } = clockOf(run, scene.step)
    const heading = date === lastDate ? EMPTY : html`<li class="day">${date}</li>`
    lastDate = date
    return html`${heading}${drawItem(scene, run)}
`
  })
}

function drawItem(scene: Scene, run: RunRecord): Html {
  const { step, answer } = scene
  const { time, shortTime } = clockOf(run, step)
  const outcome = answer?.outcome ?? 'done'
  const shownTime = step.kind === 'expectation' ? '' : shortTime
  return html`<li class="${step.kind} ${outcome}"><button type="button" data-key="${keyOfStep(scene)}" data-step="${step.step}"><time title="${time}">${shownTime}</time><span>${step.text}</span>${resultOf(scene)}</button></li>`
}

/** What came of a step, in one or two words. */
function resultOf({ step, answer, roots }: Scene): Html {
  if (answer?.outcome === 'failed') return html`<em class="bad">failed</em>`
  if (answer?.outcome === 'absent') return html`<em class="quiet">unverified</em>`
  if (answer?.outcome === 'refused') return html`<em class="quiet">refused</em>`
  if (step.kind === 'expectation') return html`<em class="tick">✓</em>`
  const decision = roots.map(decisionIn).find((each) => each !== undefined)
  if (decision === undefined) return EMPTY
  const tone = decision.outcome === 'granted' ? 'good' : 'bad'
  return html`<em class="${tone}" title="${whoOf(decision) ?? 'nobody known'}">${decision.outcome}</em>`
}

function decisionIn(mark: Mark): DecisionRecord | undefined {
  if (mark.face.glyph === 'decision') return mark.message.data as DecisionRecord
  return mark.effects.map(decisionIn).find((each) => each !== undefined)
}
