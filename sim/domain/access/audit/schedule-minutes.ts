import { MINUTES_PER_DAY } from '../../time.ts'
import { type CompiledSchedule, entriesOn, type Moment } from '../schedule.ts'
import { addMinutes, type MinuteSet, noMinutes } from './minute-set.ts'
import { type Span, type Stretch, stretchesOf } from './span.ts'

/**
 * The minutes of a span at whose beginning a schedule is active: what `isScheduleActive()` says of each, worked out day by day
 * within stretches of one offset, so that the gap of spring and the fold of autumn need no rule of their own (§3.7.3).
 */
export function scheduleMinutes(
  schedule: CompiledSchedule | undefined,
  span: Span,
  at: Pick<Moment, 'zone' | 'modes'>,
): MinuteSet {
  const set = noMinutes(span.minutes)
  if (schedule === undefined || schedule.always) addMinutes(set, 0, span.minutes)
  else for (const stretch of stretchesOf(span, at.zone)) addStretch(set, schedule, stretch, at)
  return set
}

/** From the day before on, out of whose night entries may last into the stretch. */
function addStretch(
  set: MinuteSet,
  schedule: CompiledSchedule,
  { from, until, shift }: Stretch,
  at: Pick<Moment, 'zone' | 'modes'>,
): void {
  const last = Math.floor((until - 1 + shift) / MINUTES_PER_DAY)
  for (let day = Math.floor((from + shift) / MINUTES_PER_DAY) - 1; day <= last; day++) {
    const midnight = day * MINUTES_PER_DAY - shift
    for (const { fromMin, toMin } of entriesOn(schedule, day, at)) {
      const end = fromMin > toMin ? toMin + MINUTES_PER_DAY : toMin
      addMinutes(set, Math.max(midnight + fromMin, from), Math.min(midnight + end, until))
    }
  }
}
