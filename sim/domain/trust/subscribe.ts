import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import { forgotten } from './forgotten.ts'
import type { TrustImport } from './membership.ts'
import { ask, type Call, isAsked } from './request.ts'
import type { PagesIn } from './state.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Asks an origin for all that is imported from it, unless that was answered since the boot or the last change of imports; where parts of it have come, for the next one. */
export function subscribe(step: Step, origin: Serial): Effect[] {
  const { state } = step
  const present = state.trust.origins.get(origin)
  if (isAsked(state, origin, 'subscribe')) return []
  if (present?.pages !== undefined) return askOn(step, origin, present.pages)
  if (present?.subscribed) return []
  const wanted = wantedFrom(state, origin)
  if (wanted.length === 0) return []
  const uuids = (kind: TrustImport['kind']) => wanted.filter((entry) => entry.kind === kind).map(({ uuid }) => uuid)
  return ask(
    step,
    { to: origin, then: { type: 'subscribe' } },
    { type: 'subscribe', users: uuids('user'), groups: uuids('group') },
  )
}

/** Asks for the part of a list that follows what was applied. */
export function askOn(step: Step, origin: Serial, { list, number }: PagesIn): Effect[] {
  return ask(step, { to: origin, then: { type: 'subscribe', list } }, { type: 'next-page', list, number: number + 1 })
}

/** What was chosen from an origin; what came with it follows from that. */
export function wantedFrom({ program }: MiniserverState, origin: Serial): TrustImport[] {
  return [...program.imports.values()].filter((entry) => entry.origin === origin && entry.locked !== true)
}

/** Whether anything was chosen from an origin. It is asked with every message of it: once found, it is looked for where it was. */
export function wantsFrom({ program: { imports } }: MiniserverState, origin: Serial): boolean {
  const isWanted = (entry: TrustImport | undefined) => entry?.origin === origin && entry.locked !== true
  const keys = foundIn.get(imports) ?? new Map<Serial, string>()
  foundIn.set(imports, keys)
  if (isWanted(imports.get(keys.get(origin) ?? ''))) return true
  for (const [key, entry] of imports) {
    if (!isWanted(entry)) continue
    keys.set(origin, key)
    return true
  }
  return false
}

const foundIn = new WeakMap<MiniserverState['program']['imports'], Map<Serial, string>>()

/** The imports changed: whatever was asked for, or is on its way, is no longer all of it. */
export function subscribeAnew(step: Step, origin: Serial): Effect[] {
  const { trust } = step.state
  for (const [id, { to, then }] of trust.requests)
    if (to === origin && then.type === 'subscribe') trust.requests.delete(id)
  const present = trust.origins.get(origin)
  if (present !== undefined) Object.assign(present, { subscribed: false, pages: undefined })
  return subscribe(step, origin)
}

/** Nothing is imported any more: the origin is told, and forgotten. */
export function unsubscribe(step: Step, origin: Serial): Effect[] {
  const { trust } = step.state
  trust.origins.delete(origin)
  return [
    { type: 'commit', records: forgotten(step.state, origin), then: [] },
    { type: 'cancel-timer', timer: `trust/timeout/${origin}` },
    ...ask(step, { to: origin, then: { type: 'subscribe' } }, { type: 'subscribe', users: [], groups: [] }),
  ]
}
