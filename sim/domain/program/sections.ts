import type { StoreRecord } from '../miniserver/effect.ts'
import { importKey } from '../trust/membership.ts'
import { calendarEntry } from './calendar-reader.ts'
import type { Change } from './change.ts'
import { control } from './control-reader.ts'
import { deviceAuthorisation } from './device-authorisation-reader.ts'
import {
  assignment,
  category,
  group,
  member,
  operatingMode,
  room,
  schedule,
  trust,
  trustImport,
  user,
  wire,
} from './entry-readers.ts'
import { logicBlock } from './logic-reader.ts'
import { assignmentKey, type Program, type Wire } from './program.ts'
import { type Read, refuse } from './reading.ts'
import { rule } from './rule-reader.ts'
import { setting } from './setting-reader.ts'

/** One of a program's maps, and how its entries are spelled in JSON and in the store. */
export interface Section {
  /** Name of the map in `Program` and of the list in `ProgramJson`. */
  readonly map: Exclude<keyof Program, 'rev'>
  /** First word of its records' keys. */
  readonly prefix: string
  list(program: Program): unknown[]
  /** Adds an entry of unknown origin. Throws RigError `INVALID` when it is none, or is there already. */
  insert(program: Program, value: unknown, where: string): void
  /** Throws RigError `INVALID` when a value is no entry. */
  check(value: unknown): void
  records(program: Program): StoreRecord[]
  /** The entries of these keys as they are now; those that are not there as deletes. */
  recordsOf(program: Program, keys: Iterable<string | number>): StoreRecord[]
}

/** The key of a wire in `Program.wiring`: an output may feed many inputs, and an input be fed by many. */
export function wireKey(wire: Wire): string {
  return `${wire.from.control}.${wire.from.terminal}>${wire.to.control}.${wire.to.terminal}`
}

export const SECTIONS: readonly Section[] = [
  section(
    'rooms',
    'room',
    (program) => program.rooms,
    (entry) => entry.uuid,
    room,
  ),
  section(
    'categories',
    'category',
    (program) => program.categories,
    (entry) => entry.uuid,
    category,
  ),
  section(
    'controls',
    'control',
    (program) => program.controls,
    (entry) => entry.uuid,
    control,
  ),
  section(
    'logic',
    'logic',
    (program) => program.logic,
    (entry) => entry.uuid,
    logicBlock,
  ),
  section('wiring', 'wire', (program) => program.wiring, wireKey, wire),
  section(
    'deviceAuthorisations',
    'device-authorisation',
    (program) => program.deviceAuthorisations,
    (entry) => entry.uuid,
    deviceAuthorisation,
  ),
  section(
    'users',
    'user',
    (program) => program.users,
    (entry) => entry.uuid,
    user,
  ),
  section(
    'groups',
    'group',
    (program) => program.groups,
    (entry) => entry.uuid,
    group,
  ),
  section(
    'members',
    'member',
    (program) => program.members,
    (entry) => entry.serial,
    member,
  ),
  section(
    'schedules',
    'schedule',
    (program) => program.schedules,
    (entry) => entry.uuid,
    schedule,
  ),
  section(
    'operatingModes',
    'mode',
    (program) => program.operatingModes,
    (entry) => entry.id,
    operatingMode,
  ),
  section(
    'calendar',
    'calendar',
    (program) => program.calendar,
    (entry) => entry.uuid,
    calendarEntry,
  ),
  section(
    'rules',
    'rule',
    (program) => program.rules,
    (entry) => entry.uuid,
    rule,
  ),
  section(
    'settings',
    'setting',
    (program) => program.settings,
    (entry) => entry.name,
    setting,
  ),
  section('assignments', 'assignment', (program) => program.assignments, assignmentKey, assignment),
  section(
    'trusts',
    'trust',
    (program) => program.trusts,
    (entry) => entry.trustUuid,
    trust,
  ),
  section('imports', 'import', (program) => program.imports, importKey, trustImport),
]

/** Throws RigError `INVALID` where a program would hold what could not be read again: after a restart it would be lost. */
export function checkReadable(changes: readonly Change[]): void {
  for (const { map, entry } of changes) if (entry !== undefined) SECTION_BY_MAP.get(map)?.check(entry)
}

const SECTION_BY_MAP: ReadonlyMap<string, Section> = new Map(SECTIONS.map((section) => [section.map, section]))

function section<Key extends string | number, Entry>(
  map: Section['map'],
  prefix: string,
  mapOf: (program: Program) => Map<Key, Entry>,
  keyOf: (entry: Entry) => Key,
  read: Read<Entry>,
): Section {
  const record = (key: string | number, value?: Entry): StoreRecord =>
    value === undefined ? { key: `${prefix}/${key}` } : { key: `${prefix}/${key}`, value }
  return {
    map,
    prefix,
    list: (program) => [...mapOf(program).values()],
    insert(program, value, where) {
      const entry = read(value, where)
      const key = keyOf(entry)
      if (mapOf(program).has(key)) refuse(where, `there once; ${key} is there twice`)
      mapOf(program).set(key, entry)
    },
    check: (value) => void read(value, map),
    records: (program) => Array.from(mapOf(program), ([key, value]) => record(key, value)),
    recordsOf(program, keys) {
      const entries: ReadonlyMap<string | number, Entry> = mapOf(program)
      return Array.from(keys, (key) => record(key, entries.get(key)))
    },
  }
}
