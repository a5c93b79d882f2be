import type { StoreRecord } from '../miniserver/effect.ts'
import type { Change } from './change.ts'
import type { DeviceAuthorisation } from './device-authorisation.ts'
import { differenceOf, differing } from './difference.ts'
import { emptyProgram } from './empty.ts'
import type { Uuid } from './names.ts'
import type { OperatingMode, Program } from './program.ts'
import { asRecord, integer } from './reading.ts'
import { SECTIONS, type Section } from './sections.ts'

/** Key of the head record; its value is `{ rev }`. */
const HEAD = 'program'

const SECTION_BY_PREFIX: ReadonlyMap<string, Section> = new Map(SECTIONS.map((section) => [section.prefix, section]))

/** A whole program for the durable store: the head, then a record for each entry, `user/<uuid>`, `assignment/<key>` … */
export function programRecords(program: Program): StoreRecord[] {
  return [headRecord(program), ...SECTIONS.flatMap((section) => section.records(program))]
}

export function headRecord(program: Program): StoreRecord {
  return { key: HEAD, value: { rev: program.rev } }
}

/** These users as they are now; those that are no longer there as deletes. */
export function userRecords(program: Program, uuids: Iterable<Uuid>): StoreRecord[] {
  const users = SECTION_BY_PREFIX.get('user')
  return users?.recordsOf(program, uuids) ?? []
}

export function deviceAuthorisationRecord(authorisation: DeviceAuthorisation): StoreRecord {
  return { key: `device-authorisation/${authorisation.uuid}`, value: authorisation }
}

export function operatingModeRecord(mode: OperatingMode): StoreRecord {
  return { key: `mode/${mode.id}`, value: mode }
}

/**
 * What to write so that a store holding `before` holds `after`: changed entries, deletes of those that are gone, and the
 * head where the revision differs. Costs nothing but a look for entries that both share.
 */
export function changedRecords(before: Program, after: Program): StoreRecord[] {
  const head = before.rev === after.rev ? [] : [headRecord(after)]
  return [...head, ...recordsOf(after, differing(differenceOf(before, after)))]
}

/** The entries of a program that these changes were about, as they are now; those that are not there as deletes. */
export function recordsOf(program: Program, changes: readonly Change[]): StoreRecord[] {
  const keys = new Map<Change['map'], Change['key'][]>()
  for (const { map, key } of changes) {
    const present = keys.get(map)
    if (present === undefined) keys.set(map, [key])
    else present.push(key)
  }
  return SECTIONS.flatMap((section) => {
    const concerned = keys.get(section.map)
    return concerned === undefined ? [] : section.recordsOf(program, concerned)
  })
}

/**
 * The program among a store's records, in any order; records of others are passed over. `undefined` without a head: nothing
 * was ever saved. Throws RigError `INVALID` on a record that is no entry.
 */
export function programFromRecords(records: Iterable<StoreRecord>): Program | undefined {
  const program = emptyProgram()
  let saved = false
  for (const { key, value } of records) {
    if (key === HEAD) {
      program.rev = integer(asRecord(value, HEAD).rev, `${HEAD}.rev`)
      saved = true
    } else {
      SECTION_BY_PREFIX.get(key.split('/', 1)[0] ?? '')?.insert(program, value, key)
    }
  }
  return saved ? program : undefined
}
