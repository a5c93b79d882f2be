import type { Effect } from '../miniserver/effect.ts'
import type { Change, Replacement } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { User } from '../program/program.ts'
import { inOneBatch } from './apply.ts'
import type { TrustImport } from './membership.ts'
import type { Owned } from './message.ts'
import { noteTakenOver, ownershipTold } from './ownership.ts'
import { peersOf } from './peers.ts'
import { programChanged } from './producer.ts'
import type { Call } from './request.ts'
import { subscribeAnew, unsubscribe, wantedFrom } from './subscribe.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Users belong to another unit from now on: they are asked for there, and no more where they were, and consumers are told. */
export function ownedElsewhere(call: Call, users: readonly Owned[]): Effect[] {
  const before = new Map(users.map(({ uuid }) => [uuid, call.state.program.users.get(uuid)]))
  const { changes, effects } = ownershipTold(call, users)
  const replaced = replacements(changes, before)
  noteTakenOver(call.state, before.keys())
  return inOneBatch([], [...effects, ...programChanged(call, replaced), ...resubscribed(call, replaced)])
}

function replacements(changes: readonly Change[], before: ReadonlyMap<Uuid, User | undefined>): Replacement[] {
  return changes.map((change): Replacement => {
    if (change.map === 'users') return { ...change, before: before.get(change.key) }
    // Of an import that comes there was none, of one that goes only its origin counts.
    const [origin = '', kind = 'user', uuid = ''] = String(change.key).split('/')
    const gone = change.entry === undefined ? ({ origin, kind, uuid } as TrustImport) : undefined
    return { ...change, before: gone } as Replacement
  })
}

/** Origins of which something else is chosen than before are asked anew, or told that nothing is. */
export function resubscribed(step: Step, changes: readonly Replacement[]): Effect[] {
  const peers = peersOf(step.state.program, step.state.identity.serial)
  return changedOrigins(changes)
    .filter((origin) => peers.has(origin))
    .flatMap((origin) =>
      wantedFrom(step.state, origin).length > 0 ? subscribeAnew(step, origin) : unsubscribe(step, origin),
    )
}

/** Origins of which something else is chosen than before; what comes along with a group is not chosen. */
function changedOrigins(changes: readonly Replacement[]): Serial[] {
  const isChosen = (entry: TrustImport | undefined) => entry !== undefined && entry.locked !== true
  const origins = changes.flatMap(({ map, before, entry }) =>
    map === 'imports' && isChosen(before) !== isChosen(entry) ? [(entry ?? before)?.origin ?? ''] : [],
  )
  return [...new Set(origins)]
}
