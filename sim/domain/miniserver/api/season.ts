import type { YearlyDate } from '../../program/calendar-entry.ts'
import type { Program } from '../../program/program.ts'

/** When a heating or cooling period begins and ends every year, as `MM-DD`. */
export interface Season {
  readonly from: string
  readonly to: string
}

/** The period as the operating times have it: the yearly timespan of its operating mode, or else the factory's (P-127). */
export function periodOf({ calendar }: Program, period: 'heating' | 'cooling'): Season {
  const { mode, factory } = SEASONS[period]
  for (const { mode: ofMode, days } of calendar.values()) {
    if (ofMode === mode && days.kind === 'yearly-timespan') return { from: text(days.from), to: text(days.to) }
  }
  return factory
}

const SEASONS = {
  heating: { mode: 10, factory: { from: '10-01', to: '04-30' } },
  cooling: { mode: 11, factory: { from: '05-01', to: '09-30' } },
} as const

function text({ month, day }: YearlyDate): string {
  return `${two(month)}-${two(day)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
