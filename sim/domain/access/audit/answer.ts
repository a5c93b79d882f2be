import type { Reason } from '../decision.ts'
import { forEachStretch, inAll, type MinuteSet, noMinutes, takeRest } from './minute-set.ts'

/** The assignment that opens, in words: the way to it, and its schedule's name; Full Access and an allow at all times have none. */
export interface Via {
  readonly path: string
  readonly schedule?: string
}

/** Minutes [from, until) of a span that are answered alike. */
export interface AccessRun {
  readonly from: number
  readonly until: number
  readonly reason: Reason
  /** Of `ALLOWED`. */
  readonly via?: Via
}

/** How one user is answered at one door over a span. */
export interface AccessAnswer {
  /** In how many of its minutes the door opens. */
  readonly minutes: number
  /** Without a gap, neighbours differ. */
  readonly runs: readonly AccessRun[]
}

/** One way of getting in, and when it is open. */
export interface Way {
  readonly via: Via
  readonly open: MinuteSet
}

/** When some way is open, by the first one that is; with `isForAll` only while all are. Runs of `OUTSIDE_SCHEDULE` lie between. */
export function runsOfWays(ways: readonly Way[], isForAll: boolean, minutes: number): AccessRun[] {
  const shut = noMinutes(minutes)
  if (isForAll) addMissing(shut, inAll(ways.map(({ open }) => open)))
  const runs: AccessRun[] = []
  for (const { via, open } of ways) {
    const opened = takeRest(open, shut)
    forEachStretch(opened, (from, until) => runs.push({ from, until, reason: 'ALLOWED', via }))
  }
  return filled(
    runs.sort((a, b) => a.from - b.from),
    minutes,
  )
}

/** The status of a user over a span: not yet valid before `from`, expired from `until` on, or the same reason all the time. */
export interface Activity {
  readonly disabled: Reason | undefined
  readonly from: number
  readonly until: number
}

/** Status comes before every permission (§3.5). */
export function withStatus(
  runs: readonly AccessRun[],
  { disabled, from, until }: Activity,
  minutes: number,
): AccessAnswer {
  if (disabled !== undefined) return { minutes: 0, runs: [{ from: 0, until: minutes, reason: disabled }] }
  const all: AccessRun[] = [
    { from: 0, until: from, reason: 'NOT_YET_VALID' },
    ...runs.map((run) => clipped(run, from, until)),
    { from: Math.max(from, until), until: minutes, reason: 'EXPIRED' },
  ]
  const left = all.filter((run) => run.from < run.until)
  const open = left.filter(({ reason }) => reason === 'ALLOWED')
  return { minutes: open.reduce((sum, run) => sum + run.until - run.from, 0), runs: left }
}

/** Most are whole, and stay the same value. */
function clipped(run: AccessRun, from: number, until: number): AccessRun {
  if (run.from >= from && run.until <= until) return run
  return { ...run, from: Math.max(run.from, from), until: Math.min(run.until, until) }
}

function addMissing(shut: MinuteSet, open: MinuteSet): void {
  for (let word = 0; word < shut.length; word++) shut[word] = ~(open[word] ?? 0)
}

function filled(open: readonly AccessRun[], minutes: number): AccessRun[] {
  const runs: AccessRun[] = []
  let end = 0
  for (const run of [...open, { from: minutes, until: minutes }]) {
    if (run.from > end) runs.push({ from: end, until: run.from, reason: 'OUTSIDE_SCHEDULE' })
    if ('reason' in run) runs.push(run)
    end = run.until
  }
  return runs
}
