import { setApiState } from '../miniserver/api/values.ts'
import type { Effect } from '../miniserver/effect.ts'
import { setValues } from '../miniserver/set-values.ts'
import type { Serial } from '../program/names.ts'
import type { TrustedIoReference } from '../program/program.ts'
import type { TrustAnswer, TrustMessage, TrustResult } from '../trust/message.ts'
import { peersOf } from '../trust/peers.ts'
import { answer, ask, type Call, isAsked, refuse } from '../trust/request.ts'
import { freeze, thaw } from './freeze.ts'
import type { SentValues } from './host.ts'
import { type IoSetting, referencesByIo, referencesTo, sendToHost, tellHost } from './send-values.ts'
import { newHost, type Standing } from './state.ts'
import { IOS_MAX } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>
type Message<Type extends TrustMessage['type']> = Extract<TrustMessage, { type: Type }>
type Followed = Extract<TrustAnswer, { type: 'followed' }>

/** Asks a host for all that this unit refers to of it, unless that was answered since the boot or the last change of them. */
export function follow(step: Step, serial: Serial): Effect[] {
  const { program, identity, io } = step.state
  // Of what a document has too much of, or twice, the host would take nothing.
  const ios = [...referencesByIo(program, serial).keys()].slice(0, IOS_MAX)
  if (ios.length === 0 || !peersOf(program, identity.serial).has(serial)) return []
  if (io.hosts.get(serial)?.follow !== undefined || isAsked(step.state, serial, 'follow')) return []
  return ask(step, { to: serial, then: { type: 'follow' } }, { type: 'follow', ios })
}

/** References to a host were added or deleted: whatever was asked for, or is on its way, is not all of it, or too much. */
export function followAnew(step: Step, serial: Serial): Effect[] {
  const { trust, io, program } = step.state
  for (const [id, { to, then }] of trust.requests) {
    if (to === serial && then.type === 'follow') trust.requests.delete(id)
  }
  io.hosts.delete(serial)
  if (referencesTo(program, serial).length > 0) return follow(step, serial)
  return [
    { type: 'cancel-timer', timer: hostTimer(serial) },
    ...ask(step, { to: serial, then: { type: 'follow' } }, { type: 'follow', ios: [] }),
  ]
}

/** What the host lets this unit use, and what that is at. From now on values follow, both ways. */
export function followAnswered(step: Step, from: Serial, id: string, result: TrustResult): Effect[] {
  const references = referencesTo(step.state.program, from)
  if (references.length === 0) return []
  if (!result.ok) return references.flatMap((reference) => stands(step, reference, 'FORBIDDEN'))
  if (result.value.type !== 'followed') return []
  const { ios, timeoutS } = result.value
  const offered = new Map(ios.map((io) => [io.uuid, io]))
  const standings = references.map(
    (reference) => [reference, standingOf(reference, offered.get(reference.io))] as const,
  )
  const valid = standings.flatMap(([reference, standing]) => (standing === 'valid' ? [reference] : []))
  const host = { ...newHost(), follow: id, granted: new Set(valid.map(({ io }) => io)) }
  step.state.io.hosts.set(from, host)
  for (const { io, uuid, direction } of valid) {
    if (direction === 'output' && step.state.io.values.has(uuid)) host.unsent.add(io)
  }
  return [
    ...standings.flatMap(([reference, standing]) => stands(step, reference, standing)),
    ...taken(
      step,
      from,
      ios.map(({ uuid: io, at: value }) => ({ io, value })),
    ),
    ...hostHeard(step, from, timeoutS),
    // Also with nothing to set: by it the host knows that it may send values.
    ...sendToHost(step, from),
  ]
}

/** What inputs of the host are at. Of another `follow` than the present one nothing is taken: it is asked for all again. */
export function valuesTold(call: Call, { follow: of, seq, values }: Message<'values'>): Effect[] {
  const { state, from } = call
  if (referencesTo(state.program, from).length === 0) {
    return [refuse(call, 'NOT_SUBSCRIBED', `nothing of ${from} is used here`)]
  }
  const host = state.io.hosts.get(from)
  if (host?.follow === undefined || host.follow !== of) {
    if (host !== undefined) host.follow = undefined
    return [refuse(call, 'FOLLOW_AGAIN', `${state.identity.name} follows anew`), ...follow(call, from)]
  }
  const heard = hostHeard(call, from, host.timeoutS)
  const done = answer(call, { type: 'done' })
  if (seq <= host.taken) return [done, ...heard]
  host.taken = seq
  return [done, ...heard, ...taken(call, from, values)]
}

/** The host has taken what its outputs shall be at. What it refuses it is asked about anew. */
export function setAnswered(step: Step, from: Serial, then: SentValues, result: TrustResult): Effect[] {
  const host = step.state.io.hosts.get(from)
  if (host?.follow !== then.follow) return []
  if (result.ok) return [...hostHeard(step, from, host.timeoutS), ...tellHost(step, from)]
  host.follow = undefined
  return follow(step, from)
}

/** Values that may not have arrived go again, as they are then; where there were none, the host does not know that it is followed. */
export function setFailed({ state }: Pick<Step, 'state'>, to: Serial, { follow: of, ios }: SentValues): void {
  const host = state.io.hosts.get(to)
  if (host?.follow !== of) return
  if (ios.length === 0) host.follow = undefined
  for (const io of ios) host.unsent.add(io)
}

/** The host was silent for its connection timeout: what is referred to is not valid any more, and it is asked again. */
export function hostSilent(step: Step, serial: Serial): Effect[] {
  const host = step.state.io.hosts.get(serial)
  if (host === undefined) return []
  host.follow = undefined
  const references = referencesTo(step.state.program, serial)
  return [...references.flatMap((reference) => stands(step, reference, 'CONNECTION_FAILED')), ...follow(step, serial)]
}

export function hostTimer(serial: Serial): string {
  return `io/host/${serial}`
}

function hostHeard({ state, at }: Step, serial: Serial, timeoutS: number): Effect[] {
  const host = state.io.hosts.get(serial)
  if (host !== undefined) host.timeoutS = timeoutS
  if (timeoutS === 0) return [{ type: 'cancel-timer', timer: hostTimer(serial) }]
  return [{ type: 'set-timer', timer: hostTimer(serial), atMonotonicMs: at.monotonicMs + timeoutS * 1000 }]
}

/** Only inputs that this unit may read: of an output it says itself what that shall be at. */
function taken(step: Step, from: Serial, values: readonly IoSetting[]): Effect[] {
  const { state } = step
  const granted = state.io.hosts.get(from)?.granted
  const references = referencesByIo(state.program, from)
  const inputs = values.flatMap(({ io, value }) => {
    const reference = granted?.has(io) === true ? references.get(io) : undefined
    return reference?.direction === 'input' ? [{ control: reference.uuid, value }] : []
  })
  return setValues(state, inputs, step)
}

function standingOf(reference: TrustedIoReference, offered: Followed['ios'][number] | undefined): Standing {
  if (offered === undefined) return 'FORBIDDEN'
  const isSame = offered.direction === reference.direction && offered.value === reference.value
  return isSame ? 'valid' : 'INVALID'
}

/** A reference stands like this from now on: one that is not valid keeps its last value for a while (P-37). */
function stands(step: Step, reference: TrustedIoReference, standing: Standing): Effect[] {
  const { state, at, env } = step
  const { uuid, name, host, direction } = reference
  const isValid = standing === 'valid'
  const value = isValid ? thaw(step, uuid) : direction === 'input' ? freeze(step, uuid) : []
  if (state.io.standing.get(uuid) === standing) return value
  state.io.standing.set(uuid, standing)
  const data = { reference: name, host, ...(!isValid && { code: standing }) }
  return [
    ...value,
    ...setApiState(state, { control: uuid, name: 'error', value: isValid ? 0 : 1 }, at, env),
    { type: 'notice', name: isValid ? 'trust-io-valid' : 'trust-io-invalid', data },
  ]
}
