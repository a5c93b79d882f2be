import { MINUTES_PER_DAY } from '../../time.ts'
import { type CompiledSchedule, entriesOn, type Moment } from '../schedule.ts'
import { type Edges, edgesOf } from './edges.ts'
import { type Span, type Stretch, stretchesOf } from './span.ts'

/**
 * The minutes of a span at whose beginning a schedule is active: what `isScheduleActive()` says of each, worked out day by day
 * within stretches of one offset, so that the gap of spring and the fold of autumn need no rule of their own (§3.7.3).
 */
export function scheduleMinutes(
  schedule: CompiledSchedule | undefined,
  span: Span,
  at: Pick<Moment, 'zone' | 'modes'>,
): Edges {
  if (schedule === undefined || schedule.always) return edgesOf([[0, span.minutes]])
  return edgesOf(stretchesOf(span, at.zone).flatMap((stretch) => [...openWithin(stretch, schedule, at)]))
}

/** From the day before on, out of whose night entries may last into the stretch. */
function* openWithin(
  { from, until, shift }: Stretch,
  schedule: CompiledSchedule,
  at: Pick<Moment, 'zone' | 'modes'>,
): Generator<[from: number, until: number]> {
  const last = Math.floor((until - 1 + shift) / MINUTES_PER_DAY)
  for (let day = Math.floor((from + shift) / MINUTES_PER_DAY) - 1; day <= last; day++) {
    const midnight = day * MINUTES_PER_DAY - shift
    for (const { fromMin, toMin } of entriesOn(schedule, day, at)) {
      const end = fromMin > toMin ? toMin + MINUTES_PER_DAY : toMin
      yield [Math.max(midnight + fromMin, from), Math.min(midnight + end, until)]
    }
  }
}
