import { PROFILE_FIELDS } from '../program/profile.ts'
import type { NamedId, Program, User, UserStatus } from '../program/program.ts'
import type { ZoneTable } from '../time.ts'
import { listCell } from './list-cell.ts'
import { timeText } from './local-time.ts'
import type { UserRecord } from './table.ts'

/**
 * Every user of a program as a row, in the program's order, without secrets (R129). Of the window those ends that the status looks
 * at. Users of other Miniservers bear their origin's serial, so that no import makes them anew.
 */
export function exportUsers(program: Program, zone: ZoneTable): UserRecord[] {
  return Array.from(program.users.values(), (user) => recordOf(program, user, zone))
}

function recordOf(program: Program, user: User, zone: ZoneTable): UserRecord {
  const profile = PROFILE_FIELDS.map((field) => [field, user.profile[field] ?? ''])
  return {
    name: user.name,
    ...Object.fromEntries(profile),
    uniqueUserId: user.uniqueUserId ?? '',
    nfcCodeTouchId: user.nfcCodeTouchId,
    groups: listCell(user.groups.flatMap((uuid) => groupText(program, uuid))),
    ...statusOf(user.status, zone),
    tags: credentials(user.tags),
    ibuttons: credentials(user.ibuttons),
    externalIds: credentials(user.externalIds),
    origin: user.origin ?? '',
  }
}

function groupText(program: Program, uuid: string): { text: string }[] {
  const group = program.groups.get(uuid)
  return group === undefined ? [] : [{ text: group.name }]
}

function statusOf({ state, validFromMs, validUntilMs, onExpiry }: UserStatus, zone: ZoneTable): UserRecord {
  const begins = state === 'enabled-from' || state === 'timespan'
  const ends = state === 'enabled-until' || state === 'timespan'
  return {
    state,
    ...(begins && validFromMs !== undefined && { validFrom: timeText(validFromMs, zone) }),
    ...(ends && validUntilMs !== undefined && { validUntil: timeText(validUntilMs, zone) }),
    ...(ends && onExpiry !== undefined && { onExpiry }),
  }
}

function credentials(borne: readonly NamedId[]): string {
  return listCell(borne.map(({ id, name }) => ({ text: id, name })))
}
