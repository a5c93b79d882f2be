import type { Values } from '../logic/block-kind.ts'
import type { IntercomControl } from '../program/program.ts'
import { type IntercomStep, NOTHING, type Outcome, startBell } from './bell.ts'
import { bellRaised, restOf } from './gate.ts'
import { speak } from './speech.ts'

const OF_MEMBER = /^Bell:(.+)$/

/**
 * What wires say to an Intercom's block: Bell rings here, a bell output (R57) at its member, and a text at TTS is said at the door. Only an edge does: an output that is on from
 * the beginning rings nobody (P-232, C65).
 */
export function intercomInputs(
  step: IntercomStep,
  control: IntercomControl,
  { was, now }: { readonly was: Values; readonly now: Values },
  causedBy: string | undefined,
): Outcome {
  const raised = Object.keys(now).filter((pin) => now[pin] === true && was[pin] === false)
  const own = raised.includes('Bell') ? ringHere(step, control, causedBy) : NOTHING
  const members = raised.flatMap((pin) => OF_MEMBER.exec(pin)?.[1] ?? [])
  const said = was.TTS === now.TTS || was.TTS === undefined ? '' : now.TTS
  const speech = typeof said === 'string' && said !== '' ? [speak(control, said, causedBy)] : []
  return {
    effects: [...speech, ...own.effects, ...members.flatMap((member) => bellRaised(step, control, member, causedBy))],
    outputs: own.outputs,
  }
}

/** Somebody rings at the door itself, or logic does. */
export function ringHere(step: IntercomStep, control: IntercomControl, causedBy: string | undefined): Outcome {
  const { at, env } = step
  const by = causedBy === undefined ? {} : { causedBy }
  return startBell(step, control, { id: env.random(8), sinceWallMs: at.wallMs, ...by }, restOf(control))
}
