import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import { EMPTY, type Html, html } from '../page/html.ts'
import { durationInWords } from '../plain-words.ts'
import type { RunRecord } from '../trace.ts'
import { clockOf } from './axis.ts'
import { decisionCard } from './decision-card.ts'
import { keyOfMark, keyOfStep } from './keys.ts'
import type { Mark, Play, Scene } from './scenes.ts'

/** For each step: what it set off as a chain of causes, and what was decided; for an expectation that of the action it judges. */
export function drawDetails({ scenes, run }: Play): readonly Html[] {
  let judged: readonly Mark[] = []
  return scenes.map((scene) => {
    if (scene.step.kind === 'action') judged = scene.roots
    return drawDetail(scene, scene.step.kind === 'expectation' ? judged : scene.roots, run)
  })
}

function drawDetail(scene: Scene, roots: readonly Mark[], run: RunRecord): Html {
  const { step, answer } = scene
  const { date, time } = clockOf(run, step)
  const decisions = roots.flatMap(all).filter(({ face }) => face.glyph === 'decision')
  return html`<section class="detail" data-detail="${step.step}">
<header><h2 data-key="${keyOfStep(scene)}">${step.text}</h2><p>Step ${step.step}, line ${step.line} · ${date}, ${time}</p></header>
${answerNote(answer)}
<div class="columns">
<div>${roots.length === 0 ? html`<p class="none">Nothing was said on the bus because of it.</p>` : html`<h3>Cause and effect</h3><ol class="chain">${roots.map((root) => drawLink(root, root, run))}</ol>`}</div>
<div>${decisions.map(({ message }) => decisionCard(message.data as DecisionRecord, run))}</div>
</div>
</section>
`
}

function all(mark: Mark): Mark[] {
  return [mark, ...mark.effects.flatMap(all)]
}

function drawLink(mark: Mark, root: Mark, run: RunRecord): Html {
  const { face, message, effects } = mark
  const { name = message.site } = run.sites.find(({ site }) => site === message.site) ?? {}
  const where = face.row === message.site ? `Miniserver ${name}` : `${name}, ${message.device}`
  const late = mark === root ? 'begins' : `+${durationInWords(mark.atMs - root.atMs)}`
  const below =
    effects.length === 0
      ? EMPTY
      : html`<ol>${effects.toSorted(decisionFirst).map((effect) => drawLink(effect, root, run))}</ol>`
  return html`<li><button type="button" data-key="${keyOfMark(mark)}" data-step="${mark.step}" class="${face.glyph} ${face.tone}"><i></i><time>${late}</time><span><b>${where}</b> ${face.sentence}</span></button>${below}</li>`
}

/** All of these come at once; what was decided explains the rest. */
function decisionFirst(a: Mark, b: Mark): number {
  return Number(b.face.glyph === 'decision') - Number(a.face.glyph === 'decision')
}

function answerNote(answer: Scene['answer']): Html {
  if (answer === undefined || answer.outcome === 'done') return EMPTY
  const { outcome } = answer
  const code = partOf(answer.answer, 'code')
  if (outcome === 'refused') return html`<p class="note">Refused with <code>${code}</code>, as it should be.</p>`
  const expected = partOf(answer.answer, 'expected')
  const words =
    expected === ''
      ? html`It was refused with <code>${code}</code>.`
      : html`Expected ${expected}; ${partOf(answer.answer, 'happened')}. ${partOf(answer.answer, 'why')}`
  return html`<p class="note bad">${words}</p>`
}

function partOf(answer: unknown, key: string): string {
  const value = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[key] : undefined
  return value === undefined ? '' : String(value)
}
