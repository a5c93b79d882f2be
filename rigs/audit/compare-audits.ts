import type { AuditFilter } from './asked.ts'
import type { AuditedRig } from './audited-rig.ts'
import { buildAudit } from './build-audit.ts'
import { type CompactAudit, cellsOf } from './compact-audit.ts'
import type { AccessCause, AccessChange, AccessSpan, AuditDiff, CauseSide } from './diff.ts'
import type { GroundPlace } from './grounds.ts'
import { type AuditInterval, instantText } from './interval.ts'
import { knownOfFilter } from './known-of-filter.ts'
import { minus, type OpenSpan, openSpans } from './open-spans.ts'
import { type Statements, statementsOf } from './statements.ts'

/** One of the two that are compared. */
export interface ComparedRig {
  readonly name: string
  readonly rig: AuditedRig
  /** `file:line` of what a site says, where a file says it. */
  readonly where?: (site: string, place: GroundPlace) => string | undefined
}

/** Audits both and tells the difference. Who or what the filter names need be in one of them only; throws NOT_FOUND otherwise. */
export function compareAudits(
  before: ComparedRig,
  after: ComparedRig,
  interval: AuditInterval,
  filter: AuditFilter = {},
): AuditDiff {
  const sides = [
    sideOf(before, interval, knownOfFilter(before.rig, after.rig, filter)),
    sideOf(after, interval, knownOfFilter(after.rig, before.rig, filter)),
  ] as const
  const pairs = new Map([...sides[0].pairs, ...sides[1].pairs])
  const changes = [...pairs.values()].flatMap((pair) => changeOf(pair, sides[0], sides[1]) ?? [])
  return {
    schema: 'loxrig-audit-diff/1',
    ...{ from: instantText(interval.fromMs), until: instantText(interval.untilMs) },
    ...{ before: before.name, after: after.name },
    changes: changes.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
  }
}

/** A user at a door, in names. */
export interface Pair {
  readonly site: string
  readonly door: string
  readonly timeZone: string
  readonly user: string
  readonly origin: string
}

interface Side {
  readonly pairs: ReadonlyMap<string, Pair>
  readonly statements: Statements
  open(pair: Pair): readonly OpenSpan[]
}

function sideOf({ rig, where }: ComparedRig, interval: AuditInterval, filter: AuditFilter): Side {
  const audit = buildAudit(rig, interval, filter)
  const pairs = new Map<string, Pair>()
  const answers = new Map<string, number>()
  for (const { door, user, answer } of cellsOf(audit)) {
    const pair = pairOf(audit, door, user)
    pairs.set(keyOf(pair), pair)
    answers.set(keyOf(pair), answer)
  }
  return {
    pairs,
    open(pair) {
      const answer = audit.answers[answers.get(keyOf(pair)) ?? -1]
      return answer === undefined ? [] : openSpans(audit, answer)
    },
    statements: statementsOf(rig, where),
  }
}

function pairOf({ doors, users }: CompactAudit, door: number, user: number): Pair {
  const [at, who] = [doors[door], users[user]]
  return {
    site: at?.site ?? '',
    door: at?.name ?? '',
    timeZone: at?.timeZone ?? 'UTC',
    user: who?.name ?? '',
    origin: who?.origin ?? '',
  }
}

function changeOf(pair: Pair, before: Side, after: Side): AccessChange | undefined {
  const [was, is] = [before.open(pair), after.open(pair)]
  const [gained, lost] = [minus(is, was), minus(was, is)]
  if (gained.length === 0 && lost.length === 0) return undefined
  return {
    ...pair,
    gained: gained.map(inWords),
    lost: lost.map(inWords),
    causes: causesOf(pair, before.statements, after.statements),
  }
}

/** What counts for the pair on either side, and is said otherwise on the other or not at all. */
function causesOf(pair: Pair, before: Statements, after: Statements): AccessCause[] {
  const names = new Set([...before.counting(pair), ...after.counting(pair)].map(({ name }) => name))
  return [...names].flatMap((name): AccessCause[] => {
    const [one, other] = [before, after].map((side) => side.said(pair.site, name))
    if (one?.value === other?.value) return []
    return [{ name, ...(one && { before: sideText(one) }), ...(other && { after: sideText(other) }) }]
  })
}

function sideText({ value, where }: CauseSide): CauseSide {
  return { value, ...(where !== undefined && { where }) }
}

function inWords({ fromMs, untilMs }: OpenSpan): AccessSpan {
  return { from: instantText(fromMs), until: instantText(untilMs) }
}

function keyOf({ site, door, user, origin }: Pair): string {
  return JSON.stringify([site, door, user, origin])
}

function sortKey(pair: Pair): string {
  return [pair.site, pair.door, pair.user, pair.origin].join('\n')
}
