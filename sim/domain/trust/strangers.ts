import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { assignmentsGone, type Change, carryOut } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { ioGone } from '../trust-io/edits.ts'
import { forgotten } from './forgotten.ts'
import { peersOf } from './peers.ts'
import { carriedOutGone, consumerRecordsGone } from './records.ts'
import { replicasGone } from './replica.ts'

/**
 * Takes out of a program, in place, what came of units that share no Trust with this one any more: replicas and imports with all
 * that is assigned to them, the units' principals and the rights given to those (§3.3.8). What another Trust still brings stays (C16).
 */
export function dropStrangers(program: Program, self: Serial): void {
  const peers = peersOf(program, self)
  const origins = new Set([...program.imports.values()].map(({ origin }) => origin))
  for (const { origin } of [...program.users.values(), ...program.groups.values()]) {
    if (origin !== undefined) origins.add(origin)
  }
  for (const origin of origins) {
    if (!peers.has(origin))
      carryOut(
        program,
        replicasGone(program, origin, () => true),
      )
  }
  for (const control of [...program.controls.values()]) {
    const isReference = control.kind === 'trusted-io-reference' || control.kind === 'intercom-reference'
    if (isReference && !peers.has(control.host)) {
      carryOut(program, ioGone(program, control.uuid))
    }
  }
  const named = new Set([...program.trusts.values()].flatMap(({ members }) => members.filter(isExpected)).map(serialOf))
  for (const serial of program.members.keys()) {
    if (!named.has(serial)) carryOut(program, principalGone(program, serial))
  }
}

/** Forgets how far strangers' feeds were followed and what they wanted; their requests are answered with `NOT_A_MEMBER`. */
export function forgetStrangers(state: MiniserverState): Effect[] {
  const { program, trust, identity } = state
  const peers = peersOf(program, identity.serial)
  const known = new Set([...trust.origins.keys(), ...trust.consumers.keys(), ...trust.carriedOut.keys()])
  return [...known].flatMap((serial): Effect[] => {
    if (serial === identity.serial || peers.has(serial)) return []
    for (const map of [trust.origins, trust.consumers, trust.carriedOut]) map.delete(serial)
    const records = [...forgotten(state, serial), ...consumerRecordsGone(serial), carriedOutGone(serial)]
    return [
      { type: 'commit', records, then: [] },
      { type: 'cancel-timer', timer: `trust/timeout/${serial}` },
    ]
  })
}

function principalGone(program: Program, serial: Serial): Change[] {
  return [...assignmentsGone(program, `member:${serial}`), { map: 'members', key: serial, entry: undefined }]
}

const isExpected = ({ state }: { readonly state: string }): boolean => state !== 'removed'
const serialOf = ({ serial }: { readonly serial: Serial }): Serial => serial
