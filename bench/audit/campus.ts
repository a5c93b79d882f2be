import type { AuditedRig } from '../../rigs/audit/audited-rig.ts'
import type { AuditInterval } from '../../rigs/audit/interval.ts'
import { campus } from '../access/campus.ts'

export const USERS = 1_000
export const DOORS = 100

export type IntervalName = 'week' | 'year'

/** The week in which Vienna's clocks go back, and the year around it. */
export const INTERVALS: Readonly<Record<IntervalName, AuditInterval>> = {
  week: { fromMs: Date.UTC(2026, 9, 18, 22), untilMs: Date.UTC(2026, 9, 25, 23) },
  year: { fromMs: Date.UTC(2025, 11, 31, 23), untilMs: Date.UTC(2026, 11, 31, 23) },
}

/** A rig with the campus's first doors and what is assigned there. */
export async function auditedCampus(): Promise<AuditedRig> {
  const program = await campus(USERS)
  const doors = [...program.controls.keys()]
  const kept = new Set(doors.slice(0, DOORS).map((uuid) => `access:${uuid}`))
  for (const [key, { object }] of program.assignments) if (!kept.has(object)) program.assignments.delete(key)
  for (const uuid of doors.slice(DOORS)) program.controls.delete(uuid)
  return {
    file: { version: 1, rig: 'campus', sites: {} },
    sites: [{ site: 'campus', timeZone: 'Europe/Vienna', program }],
  }
}
