import type { Examine } from '../part.ts'

/** One whose clock changes, and when it does; without data every zone is UTC. */
const ZONE = 'Europe/Vienna'
const SUMMER = Date.UTC(2026, 6, 1, 12)

export const examineTimeZones: Examine = async () => {
  const part = { part: 'time zones', isNeeded: true } as const
  const hour = hourIn(ZONE)
  if (hour === '14') return { ...part, state: 'ok', found: `tz data ${process.versions.tz ?? 'of the system'}` }
  return { ...part, state: 'missing', found: 'this Node has no time-zone data', mend: 'unset NODE_ICU_DATA' }
}

function hourIn(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(SUMMER)
  } catch {
    return undefined
  }
}
