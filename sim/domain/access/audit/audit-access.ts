import type { ObjectKey, Uuid } from '../../program/names.ts'
import type { ZoneTable } from '../../time.ts'
import type { AccessIndex } from '../access-index.ts'
import type { AncestorSet } from '../ancestor-table.ts'
import { type Chains, chainsOf, chainsTo } from '../chains.ts'
import type { ObjectEntries } from '../entries.ts'
import { type Names, principalLabel } from '../labels.ts'
import type { UserPrincipal } from '../principal.ts'
import type { CompiledSchedule } from '../schedule.ts'
import {
  type AccessAnswer,
  type AccessRun,
  type Activity,
  runsOfWays,
  type Via,
  type Way,
  withStatus,
} from './answer.ts'
import type { MinuteSet } from './minute-set.ts'
import { scheduleMinutes } from './schedule-minutes.ts'
import { minuteFrom, type Span } from './span.ts'
import { type Standing, type StandingAllow, standingOf } from './standing.ts'

/** What is asked: a program compiled, with the names of its principals, and the zone of the Miniserver that runs it. */
export interface AccessAuditQuestion {
  readonly index: AccessIndex
  readonly names: Names
  readonly zone: ZoneTable
  readonly span: Span
  /** Of `access:` objects. */
  readonly doors: readonly ObjectKey[]
  /** Users that the program does not have are answered as if nothing were configured. */
  readonly users: readonly Uuid[]
}

/** Pairs that are answered alike share an answer. */
export interface AccessAudit {
  readonly answers: readonly AccessAnswer[]
  /** For each door, and within it each user, the place of the answer; -1 where nothing is configured from beginning to end. */
  readonly cells: Int32Array
}

/**
 * How each user is answered at each door over a span: in every minute what `decideUser()` says at its beginning (P-150), with the
 * operating modes that are switched now (P-152), and every origin online (P-151).
 *
 * Each schedule is laid out once, each distinct set of assignments combined once; the rest is looking up, for each user and door.
 */
export function auditAccess(question: AccessAuditQuestion): AccessAudit {
  const { index, doors, users, span } = question
  const work: Work = {
    ...question,
    sets: new Map(),
    labels: new Map(),
    runs: new Map(),
    places: new Map(),
    answers: [],
  }
  const asked = users.map((uuid) => index.users.get(uuid))
  const activities = asked.map((user) => user && activityOver(span, user))
  const cells = new Int32Array(doors.length * users.length).fill(NOTHING)
  for (const [row, door] of doors.entries()) {
    const entries = index.entries.physical.get(door)
    const standings: Standings = new Map()
    for (const [column, user] of asked.entries()) {
      const activity = activities[column]
      if (user === undefined || activity === undefined) continue
      cells[row * users.length + column] = answerFor(work, { user, activity, entries, standings })
    }
  }
  return { answers: work.answers, cells }
}

const NOTHING = -1

/** What is remembered while an audit is made. */
interface Work extends AccessAuditQuestion {
  readonly sets: Map<CompiledSchedule | undefined, MinuteSet>
  /** The way to a group for those of the same direct groups. */
  readonly labels: Map<AncestorSet, { readonly chains: Chains; readonly of: Map<number, string> }>
  readonly runs: Map<string, readonly AccessRun[]>
  readonly places: Map<string, number>
  readonly answers: AccessAnswer[]
}

/** What users of the same groups have at one door by these alone, with its key: what equal ways look like is equal. */
type Standings = Map<AncestorSet, Keyed>

interface Keyed {
  readonly key: string
  readonly standing: Standing
}

interface Asked {
  readonly user: UserPrincipal
  readonly activity: Activity & { readonly key: string }
  readonly entries: ObjectEntries | undefined
  readonly standings: Standings
}

/** Clipped to the span, so that windows that end outside it are alike. */
function activityOver(span: Span, { activity }: UserPrincipal): Asked['activity'] {
  const { disabled, fromMs, untilMs } = activity
  const [from, until] = [minuteFrom(span, fromMs), minuteFrom(span, untilMs)]
  return { disabled, from, until, key: disabled ?? `${from} ${until}` }
}

function answerFor(work: Work, asked: Asked): number {
  const { activity } = asked
  const { key, standing } = keyedOf(work, asked)
  const { minutes } = work.span
  const isNothing = standing === 'NOT_CONFIGURED' && activity.disabled === undefined
  if (isNothing && activity.from === 0 && activity.until === minutes) return NOTHING
  const whole = activity.disabled ?? `${activity.key} ${key}`
  const known = work.places.get(whole)
  if (known !== undefined) return known
  const runs = work.runs.get(key) ?? runsOf(work, asked.user, standing)
  work.runs.set(key, runs)
  work.places.set(whole, work.answers.length)
  return work.answers.push(withStatus(runs, activity, minutes)) - 1
}

function keyedOf(work: Work, { user, entries, standings }: Asked): Keyed {
  const isOwn = entries !== undefined && user.own?.has(entries) === true
  const known = isOwn ? undefined : standings.get(user.set)
  if (known !== undefined) return known
  const standing = standingOf(work.index, user, entries)
  const keyed = { standing, key: keyOf(work, user, standing) }
  if (!isOwn) standings.set(user.set, keyed)
  return keyed
}

function keyOf(work: Work, user: UserPrincipal, standing: Standing): string {
  if (typeof standing === 'string') return standing
  const ways = standing.allows.map((each) => {
    const { place, schedule } = each.allow ?? {}
    return `${pathOf(work, user, each)}\t${place}\t${schedule?.name}`
  })
  return `${standing.isForAll ? 'all' : 'any'}\n${ways.join('\n')}`
}

function runsOf(work: Work, user: UserPrincipal, standing: Standing): AccessRun[] {
  const { minutes } = work.span
  if (typeof standing === 'string') return [{ from: 0, until: minutes, reason: standing }]
  const ways = standing.allows.map((each) => wayOf(work, user, each))
  return runsOfWays(ways, standing.isForAll, minutes)
}

function wayOf(work: Work, user: UserPrincipal, each: StandingAllow): Way {
  const schedule = each.allow?.schedule
  const open =
    work.sets.get(schedule) ?? scheduleMinutes(schedule, work.span, { zone: work.zone, modes: work.index.modes })
  work.sets.set(schedule, open)
  const via: Via = { path: pathOf(work, user, each), ...(schedule !== undefined && { schedule: schedule.name }) }
  return { via, open }
}

/** As an explanation names it; of several equally short ways over groups the first. */
function pathOf({ index, names, labels }: Work, { key, set }: UserPrincipal, { group }: StandingAllow): string {
  if (group === undefined) return principalLabel(names, key)
  const { graph } = index.table
  const known = labels.get(set) ?? { chains: chainsOf(graph, set), of: new Map() }
  labels.set(set, known)
  const label = (each: number) => principalLabel(names, graph.keys[each] ?? 'group:')
  const found =
    known.of.get(group) ??
    chainsTo(known.chains, group)
      .map((chain) => chain.map(label).join('/'))
      .sort()[0] ??
    ''
  known.of.set(group, found)
  return found
}
