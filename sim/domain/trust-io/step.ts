import { bellsGoing } from '../intercom/step.ts'
import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import { setValues } from '../miniserver/set-values.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change, Replacement } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import { peersOf } from '../trust/peers.ts'
import type { Call } from '../trust/request.ts'
import { follow, followAnew, hostSilent, hostTimer } from './follower.ts'
import { frozenOver } from './frozen-over.ts'
import { followerSilent, followersReviewed, forgetFollower } from './host.ts'
import { pulseOver } from './pulse.ts'
import { followerRecord } from './records.ts'
import { sendToFollower, tellFollower, tellHost } from './send-values.ts'
import { restingValue } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/**
 * The unit is up: all is at rest, every follower has to follow again, and what is referred to waits for its host. Who was a member
 * when it followed, and is none by the program that runs now, is forgotten.
 */
export function trustIoBooted(state: MiniserverState): Effect[] {
  const { io } = state
  for (const volatile of [io.values, io.standing, io.hosts, io.writers, io.frozen, io.pulsing]) volatile.clear()
  for (const follower of io.followers.values()) {
    Object.assign(follower, { granted: new Set(), follow: undefined, told: '', isReady: false })
    follower.unsent.clear()
  }
  Object.assign(io.rate, { sinceMs: 0, changes: 0, toldMs: undefined })
  const strangers = strangersOf(state)
  for (const serial of strangers) io.followers.delete(serial)
  const records = strangers.map((serial) => followerRecord(serial, io))
  return records.length === 0 ? [] : [{ type: 'commit', records, then: [] }]
}

/** What is outstanding with a peer of inputs and outputs. */
export function trustIoCatchUp(step: Step, peer: Serial): Effect[] {
  const follower = step.state.io.followers.get(peer)
  const nudged = follower !== undefined && follower.follow === undefined ? sendToFollower(step, peer) : []
  return [...follow(step, peer), ...nudged, ...tellFollower(step, peer), ...tellHost(step, peer)]
}

/** To every follower, by which this unit is heard. */
export function trustIoBeats(step: Step): Effect[] {
  return [...step.state.io.followers.keys()].flatMap((serial) => sendToFollower(step, serial))
}

/** A timer of inputs and outputs, one whose name begins with `io/`. */
export function trustIoTimer(step: Step, what: string, key: string): Effect[] {
  switch (what) {
    case 'frozen':
      return frozenOver(step, key)
    case 'pulse':
      return pulseOver(step, key)
    case 'follower':
      return followerSilent(step, key)
    case 'host':
      return hostSilent(step, key)
    default:
      throw new TypeError(`no timer io/${what}`)
  }
}

/** A changed program runs, or who is in a Trust has changed: these changes were carried out. */
export function trustIoProgramChanged(step: Step, changes: readonly Replacement[]): Effect[] {
  const { state } = step
  const peers = peersOf(state.program, state.identity.serial)
  const hosts = new Set(changes.flatMap((change) => hostsOf(change)))
  return [
    ...strangersOf(state).flatMap((serial) => forgetFollower(step, serial)),
    ...(changes.some(({ map }) => map !== 'users') ? followersReviewed(step) : []),
    ...[...hosts].flatMap((serial) => (peers.has(serial) ? followAnew(step, serial) : forgetHost(state, serial))),
  ]
}

/** Who follows and shares no Trust with this unit any more. */
function strangersOf({ io, program, identity }: MiniserverState): Serial[] {
  const peers = peersOf(program, identity.serial)
  return [...io.followers.keys()].filter((serial) => !peers.has(serial))
}

/** Before references go: what they are wired to is at rest from then on, as nothing would ever say otherwise (P-208). */
export function restingWhatGoes(step: Step, changes: readonly Change[]): Effect[] {
  const { state } = step
  const gone = changes.flatMap((change) => {
    const control =
      change.map === 'controls' && change.entry === undefined ? state.program.controls.get(change.key) : undefined
    return control?.kind === 'trusted-io' || control?.kind === 'trusted-io-reference' ? [control] : []
  })
  const settings = gone.flatMap((io) =>
    controlValue(state, io) === restingValue(io) ? [] : [{ control: io.uuid, value: restingValue(io) }],
  )
  const effects = [...bellsGoing(step, changes), ...setValues(state, settings, step)]
  for (const { uuid } of gone) {
    for (const map of [state.io.values, state.io.standing, state.io.writers, state.io.frozen, state.io.pulsing])
      map.delete(uuid)
  }
  return effects
}

function hostsOf(change: Replacement): Serial[] {
  if (change.map !== 'controls') return []
  const before = change.before?.kind === 'trusted-io-reference' ? change.before : undefined
  const after = change.entry?.kind === 'trusted-io-reference' ? change.entry : undefined
  if (before?.host === after?.host && before?.io === after?.io) return []
  return [before, after].flatMap((reference) => reference?.host ?? [])
}

function forgetHost({ io }: MiniserverState, serial: Serial): Effect[] {
  return io.hosts.delete(serial) ? [{ type: 'cancel-timer', timer: hostTimer(serial) }] : []
}
