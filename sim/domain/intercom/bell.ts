import type { LogicValue } from '../logic/value.ts'
import { localText } from '../miniserver/api/local-text.ts'
import { setApiState } from '../miniserver/api/values.ts'
import { blocksAt } from '../miniserver/block.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import type { Control, IntercomControl, IntercomReference, Program } from '../program/program.ts'
import type { Call as Asked } from '../trust/request.ts'
import { bellRecord } from './records.ts'
import { type BellBlock, newBellBlock, type Ring } from './state.ts'

export type IntercomStep = Pick<Asked, 'state' | 'at' | 'env'>

/** The block of an Intercom, this unit's own or another's. */
export type IntercomBlock = IntercomControl | IntercomReference

/** What follows, and what outputs of blocks are at from then on. */
export interface Outcome {
  readonly effects: readonly Effect[]
  readonly outputs: readonly { readonly control: Uuid; readonly terminal: string; readonly value: LogicValue }[]
}

export const NOTHING: Outcome = { effects: [], outputs: [] }

/** Why it rings no more. `unanswered`: maxB is over; `cut`: the member is not authorised any more. */
export type Ending = 'answered' | 'rejected' | 'unanswered' | 'cut'

/** Rings that nobody answered which are kept, as on hardware the newest (P-240). */
const UNANSWERED_MAX = 10

export function isIntercom(control: Control | undefined): control is IntercomBlock {
  return control?.kind === 'intercom' || control?.kind === 'intercom-reference'
}

/** The block of an Intercom of this unit, by its device. A keypad or reader costs no look at all controls. */
export function intercomAt(program: Program, device: string): IntercomControl | undefined {
  if (blocksAt(program, device).length > 0) return undefined
  for (const control of program.controls.values()) {
    if (control.kind === 'intercom' && control.device === device) return control
  }
  return undefined
}

export function bellOf({ state }: Pick<IntercomStep, 'state'>, { uuid }: IntercomBlock): BellBlock {
  const known = state.intercoms.blocks.get(uuid)
  if (known !== undefined) return known
  const bell = newBellBlock()
  state.intercoms.blocks.set(uuid, bell)
  return bell
}

/**
 * A block rings: Bell is on, or Mute where it is muted, players sound once and Apps get a push. Where it rings already nothing is heard,
 * and its time goes on (P-63). `restMs`: when it ends by itself; absent: not before somebody answers.
 */
export function startBell(step: IntercomStep, block: IntercomBlock, ring: Ring, restMs: number | undefined): Outcome {
  const bell = bellOf(step, block)
  if (bell.ring !== undefined) return NOTHING
  bell.ring = ring
  const { isMuted } = bell
  const by = ring.causedBy === undefined ? {} : { causedBy: ring.causedBy }
  const timer = `intercom/bell/${block.uuid}`
  return {
    effects: [
      { type: 'notice', name: 'intercom-rings', data: { intercom: block.name, muted: isMuted }, ...by },
      ...shown(step, block),
      ...(restMs === undefined
        ? []
        : [{ type: 'set-timer', timer, atMonotonicMs: step.at.monotonicMs + restMs } as const]),
    ],
    outputs: [{ control: block.uuid, terminal: isMuted ? 'Mute' : 'Bell', value: true }],
  }
}

/** It rings no more, at all devices of this unit at once. */
export function stopBell(step: IntercomStep, block: IntercomBlock, ending: Ending): Outcome {
  const bell = bellOf(step, block)
  const { ring, isMuted } = bell
  if (ring === undefined) return NOTHING
  bell.ring = undefined
  const missed = ending === 'unanswered' ? missedAt(step, block, bell, ring) : []
  return {
    effects: [
      ...missed,
      { type: 'cancel-timer', timer: `intercom/bell/${block.uuid}` },
      { type: 'notice', name: 'intercom-stopped', data: { intercom: block.name, because: ending } },
      ...shown(step, block),
    ],
    outputs: [{ control: block.uuid, terminal: isMuted ? 'Mute' : 'Bell', value: false }],
  }
}

/** Command `mute`: what rings at the moment changes from one output to the other. */
export function muteBell(step: IntercomStep, block: IntercomBlock, isMuted: boolean): Outcome {
  const bell = bellOf(step, block)
  if (bell.isMuted === isMuted) return NOTHING
  bell.isMuted = isMuted
  const rings = bell.ring !== undefined
  return {
    effects: [{ type: 'commit', records: [bellRecord(block.uuid, bell)], then: [] }, ...shown(step, block)],
    outputs: rings
      ? [
          { control: block.uuid, terminal: 'Bell', value: !isMuted },
          { control: block.uuid, terminal: 'Mute', value: isMuted },
        ]
      : [],
  }
}

/** What Apps and the bus see of it (docs/miniserver-protocol.md §2.5). */
export function shown(step: IntercomStep, block: IntercomBlock): Effect[] {
  const { isMuted, ring, unanswered, answers } = bellOf(step, block)
  const { state, at, env } = step
  const values: Readonly<Record<string, number | string>> = {
    bell: Number(ring !== undefined),
    muted: Number(isMuted),
    address: block.kind === 'intercom' ? (block.address ?? '') : '',
    answers: JSON.stringify(answers),
    lastBellEvents: unanswered.join('|'),
    lastBellTimestamp: ring === undefined ? '' : eventText(step, ring),
  }
  const onBus = block.kind === 'intercom' ? busStates(block.device, ring !== undefined, isMuted) : []
  const told = Object.entries(values).flatMap(([name, value]) =>
    setApiState(state, { control: block.uuid, name, value }, at, env),
  )
  return [...onBus, ...told]
}

function busStates(device: string, isRinging: boolean, isMuted: boolean): Effect[] {
  return [
    { type: 'state', device, name: 'bell', value: isRinging },
    { type: 'state', device, name: 'muted', value: isMuted },
  ]
}

function missedAt(step: IntercomStep, block: IntercomBlock, bell: BellBlock, ring: Ring): Effect[] {
  bell.unanswered = [...bell.unanswered, eventText(step, ring)].slice(-UNANSWERED_MAX)
  return [{ type: 'commit', records: [bellRecord(block.uuid, bell)], then: [] }]
}

/** When it rang, as `lastBellEvents` tells it: local time, `YYYYMMDDHHMMSS`. */
export function eventText({ env }: Pick<IntercomStep, 'env'>, { sinceWallMs }: Ring): string {
  return localText(sinceWallMs, env.zone).replace(/\D/g, '')
}
