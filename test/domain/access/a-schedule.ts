import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { compileSchedule, isScheduleActive } from '../../../sim/domain/access/schedule.ts'
import type { AccessSchedule, OperatingMode, ScheduleEntry } from '../../../sim/domain/program/program.ts'
import type { ZoneTable } from '../../../sim/domain/time.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { VIENNA } from '../../helpers/zones.ts'

const MINUTE = 60_000

/** In which zone, with which modes: Vienna and none unless said otherwise. */
interface Around {
  readonly zone?: ZoneTable
  readonly modes?: readonly OperatingMode[]
}

export function isActive(schedule: Partial<AccessSchedule>, at: number, around: Around = {}): boolean {
  return asking(schedule, around)(at)
}

export function minutesActive(
  schedule: Partial<AccessSchedule>,
  from: number,
  to: number,
  around: Around = {},
): number {
  const ask = asking(schedule, around)
  let minutes = 0
  for (let at = from; at < to; at += MINUTE) if (ask(at)) minutes += 1
  return minutes
}

function asking(schedule: Partial<AccessSchedule>, { zone = VIENNA, modes = [] }: Around): (at: number) => boolean {
  const compiled = compileSchedule({ uuid: 's', name: 'Office Hours', modes: [], entries: [], ...schedule })
  const operatingModes = new Map(modes.map((one) => [one.id, one]))
  const compiledModes = compileModes({ operatingModes, calendar: new Map() })
  return (at) => isScheduleActive(compiled, { at, zone, modes: compiledModes })
}

export function mode(id: number, active: boolean, changed?: NonNullable<OperatingMode['changed']>): OperatingMode {
  return { id, name: `Mode ${id}`, active, ...(changed !== undefined && { changed }) }
}

export function entry(of: number, from: string, to: string): ScheduleEntry {
  return { mode: of, fromMin: minutesOf(from), toMin: minutesOf(to) }
}

export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

export function zoneOf(name: string): ZoneTable {
  return zoneTable(name, Date.UTC(2010, 0, 1), Date.UTC(2030, 0, 1))
}
