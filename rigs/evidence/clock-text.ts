import { Temporal } from 'temporal-polyfill'

/** What a clock of a zone shows, in English whatever the machine speaks. */
export interface ClockText {
  /** `Sun 25 Oct 2026` */
  readonly date: string
  /** `02:59:30` */
  readonly time: string
  /** `02:59:30.125` */
  readonly exactTime: string
  /** `+02:00` */
  readonly offset: string
}

/** `wallMs`: milliseconds since 1970 UTC; a part of one, as clocks of live rigs have it, is left out. */
export function clockText(zone: string, wallMs: number): ClockText {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO(zone)
  const exactTime = at.toPlainTime().toString({ smallestUnit: 'millisecond' })
  return {
    date: `${WEEKDAYS[at.dayOfWeek - 1]} ${at.day} ${MONTHS[at.month - 1]} ${at.year}`,
    time: exactTime.slice(0, '00:00:00'.length),
    exactTime,
    offset: at.offset,
  }
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
