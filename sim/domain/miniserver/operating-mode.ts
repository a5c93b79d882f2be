import { modesChanged } from '../access/access-index.ts'
import { RigError } from '../errors.ts'
import type { OperatingMode, Program } from '../program/program.ts'
import { operatingModeRecord } from '../program/records.ts'
import { localDay } from '../time.ts'
import type { StoreRecord } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** Modes 3–9 are the weekdays, which the date alone selects (§3.7.2). */
const MONDAY = 3
const SUNDAY = 9

/**
 * Switches an operating mode of the running program on or off, at once (R94). The revision stays: open documents do not
 * become stale by it (P-114). Returns what to make durable; nothing where the mode is so already.
 *
 * Throws NOT_FOUND where there is no such mode, INVALID for a weekday.
 */
export function switchOperatingMode(
  { program, access }: MiniserverState,
  { mode: id, active }: { readonly mode: number; readonly active: boolean },
  moment: Moment,
): StoreRecord[] {
  const mode = program.operatingModes.get(id)
  if (mode === undefined) throw new RigError('NOT_FOUND', `There is no operating mode ${id}.`)
  if (id >= MONDAY && id <= SUNDAY) {
    throw new RigError('INVALID', `"${mode.name}" is a weekday: it comes with the date and is not switched.`)
  }
  if (mode.active === active) return []
  const changed = { atMs: moment.at.wallMs, activeBefore: activeBeforeToday(mode, moment) }
  const switched: OperatingMode = { ...mode, active, changed }
  program.operatingModes.set(id, switched)
  modesChanged(access, program)
  return [operatingModeRecord(switched)]
}

/** The modes that were switched while a document was open stay as they run: they are no part of what it says (P-114). */
export function keepOperatingModes(document: Program, running: Program): void {
  for (const [id, mode] of document.operatingModes) {
    const present = running.operatingModes.get(id)
    if (present === undefined) continue
    const { changed: _document, ...said } = mode
    const { active, changed } = present
    document.operatingModes.set(id, { ...said, active, ...(changed !== undefined && { changed }) })
  }
}

/** A night that began yesterday keeps yesterday's mode, however often it is switched today (§3.7.3). */
function activeBeforeToday({ active, changed }: OperatingMode, { at, env }: Moment): boolean {
  if (changed === undefined) return active
  const isToday = localDay(env.zone, changed.atMs) >= localDay(env.zone, at.wallMs)
  return isToday ? changed.activeBefore : active
}
