import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program, TrustedIoReference } from '../program/program.ts'
import { ask, type Call, isAsked } from '../trust/request.ts'
import { thaw } from './freeze.ts'
import { counted } from './rate.ts'
import { mayUse } from './shared.ts'
import type { FollowerState } from './state.ts'
import type { Io, IoValue } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** What an input or output of the host is at, or shall be at, by its uuid there. */
export interface IoSetting {
  readonly io: Uuid
  readonly value: IoValue
}

/**
 * An input, output or reference is at something else: a notice says so, and whoever is concerned in a Trust is told. A value that waits for its
 * turn is replaced by what comes after it, so that of each there is one at most, however fast it changes (§3.3.5).
 */
export function ioChanged(step: Step, changed: Io): Effect[] {
  const data = { io: changed.name, at: controlValue(step.state, changed) }
  const told = changed.kind === 'trusted-io' ? ownChanged(step, changed) : referenceChanged(step, changed)
  return [{ type: 'notice', name: 'io-changed', data }, ...told]
}

/** To a follower: what has changed for it of this unit's inputs, once it has taken what is on its way. */
export function tellFollower(step: Step, serial: Serial): Effect[] {
  const follower = step.state.io.followers.get(serial)
  if (follower?.isReady !== true || unsentTo(step, serial, follower).length === 0) return []
  return sendToFollower(step, serial)
}

/** The same also where nothing has changed: by it this unit is heard. To one that has to follow again, that it has to. */
export function sendToFollower(step: Step, serial: Serial): Effect[] {
  const { state } = step
  const follower = state.io.followers.get(serial)
  if (follower === undefined || isAsked(state, serial, 'values')) return []
  // Whether it knows yet what it is answered by is not known.
  if (follower.follow !== undefined && !follower.isReady) return []
  const { follow = '', unsent } = follower
  const sent = follow === '' ? [] : unsentTo(step, serial, follower)
  const values = sent.flatMap((io): IoSetting[] => settingOf(state, io, state.program.controls.get(io)))
  if (follow !== '') unsent.clear()
  follower.sent += 1
  return ask(
    step,
    { to: serial, then: { type: 'values', follow, ios: sent } },
    { type: 'values', follow, seq: follower.sent, values },
  )
}

/** To a host: what its outputs shall be at, those that have changed here since it took them. */
export function tellHost(step: Step, serial: Serial): Effect[] {
  const host = step.state.io.hosts.get(serial)
  return host === undefined || host.unsent.size === 0 ? [] : sendToHost(step, serial)
}

/** The same also where nothing has changed. */
export function sendToHost(step: Step, serial: Serial): Effect[] {
  const { state } = step
  const host = state.io.hosts.get(serial)
  if (host?.follow === undefined || isAsked(state, serial, 'set-values')) return []
  const { follow } = host
  const sent = [...host.unsent]
  const references = referencesByIo(state.program, serial)
  const values = sent.flatMap((io) => settingOf(state, io, references.get(io)))
  host.unsent.clear()
  host.sent += 1
  return ask(
    step,
    { to: serial, then: { type: 'set-values', follow, ios: sent } },
    { type: 'set-values', follow, seq: host.sent, values },
  )
}

/** All references to inputs and outputs of a host. */
export function referencesTo({ controls }: Program, host: Serial): TrustedIoReference[] {
  return [...controls.values()].filter(
    (control): control is TrustedIoReference => control.kind === 'trusted-io-reference' && control.host === host,
  )
}

/** The same by what they refer to. */
export function referencesByIo(program: Program, host: Serial): ReadonlyMap<Uuid, TrustedIoReference> {
  return new Map(referencesTo(program, host).map((reference) => [reference.io, reference]))
}

/** Asked once more as it goes out: a right may be gone since. */
function unsentTo(step: Step, serial: Serial, { unsent }: FollowerState): Uuid[] {
  return [...unsent].filter((io) => mayUse(step, serial, io))
}

function ownChanged(step: Step, { uuid, direction }: Io): Effect[] {
  if (direction === 'output') {
    // What a member sets goes no further; and what is set here is not that member's any more.
    step.state.io.writers.delete(uuid)
    return thaw(step, uuid)
  }
  return [...step.state.io.followers].flatMap(([serial, follower]) => {
    if (follower.follow === undefined || !follower.granted.has(uuid)) return []
    follower.unsent.add(uuid)
    return [...counted(step), ...tellFollower(step, serial)]
  })
}

/** What another unit says of its inputs goes no further. */
function referenceChanged(step: Step, { host: serial, io, direction }: TrustedIoReference): Effect[] {
  const host = step.state.io.hosts.get(serial)
  if (direction === 'input' || host === undefined || !host.granted.has(io)) return []
  host.unsent.add(io)
  return [...counted(step), ...tellHost(step, serial)]
}

function settingOf(
  state: MiniserverState,
  io: Uuid,
  control: Parameters<typeof controlValue>[1] | undefined,
): IoSetting[] {
  const value = control && controlValue(state, control)
  return value === undefined ? [] : [{ io, value }]
}
