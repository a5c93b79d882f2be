import type { AccessIndex } from '../../../sim/domain/access/access-index.ts'
import { groupsAt } from '../../../sim/domain/access/ancestor-table.ts'
import type { Allow } from '../../../sim/domain/access/entries.ts'
import { judge } from '../../../sim/domain/access/judge.ts'
import type { Principal } from '../../../sim/domain/access/principal.ts'
import type { CompiledSchedule, Moment } from '../../../sim/domain/access/schedule.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { ZoneTable } from '../../../sim/domain/time.ts'

const UTC: ZoneTable = { name: 'UTC', transitions: [{ fromUtcMs: Number.NEGATIVE_INFINITY, offsetMs: 0 }] }

/** For what holds at any time. */
export const SOME_MOMENT: Omit<Moment, 'modes'> = { at: 0, zone: UTC }

/** By what somebody may open a door at some time; `undefined` where nothing ever lets them, whatever the time. */
export function wayIn(index: AccessIndex, principal: Principal, door: ObjectKey): 'full-access' | 'allow' | undefined {
  const entries = index.entries.physical.get(door)
  const verdict = judge(index, principal, entries, { ...SOME_MOMENT, modes: index.modes })
  if (verdict === 'FULL_ACCESS') return 'full-access'
  if (verdict === 'DENIED' || verdict === 'NOT_CONFIGURED') return undefined
  return allowsReaching(index, principal, door).some(({ schedule }) => isEverActive(schedule)) ? 'allow' : undefined
}

/** Every allow of a door that reaches a principal: its own, and those of the groups it is in. */
export function allowsReaching(index: AccessIndex, principal: Principal, door: ObjectKey): Allow[] {
  const entries = index.entries.physical.get(door)
  if (entries === undefined) return []
  const own = principal.own?.get(entries)
  const groups = groupsAt(index.table, principal.offset).map((group) => entries.byGroup.get(group))
  return [own, ...groups].flatMap((entry) => entry?.allow ?? [])
}

function isEverActive(schedule: CompiledSchedule | undefined): boolean {
  if (schedule === undefined || schedule.always) return true
  return [...schedule.special.map(({ entries }) => entries), ...schedule.weekdays].some(({ length }) => length > 0)
}
