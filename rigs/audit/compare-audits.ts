import { compileAccess } from '../../sim/domain/access/access-index.ts'
import type { AuditFilter } from './asked.ts'
import { askedDoors, askedUsers } from './asked.ts'
import type { Audit } from './audit.ts'
import type { AuditedRig, AuditedSite } from './audited-rig.ts'
import { buildAudit } from './build-audit.ts'
import type { AccessCause, AccessChange, AccessSpan, AuditDiff, CauseSide } from './diff.ts'
import { type Ground, type GroundPlace, groundsOf } from './grounds.ts'
import { type AuditInterval, instantText } from './interval.ts'
import { minus, type OpenSpan, openSpans } from './open-spans.ts'

/** One of the two that are compared. */
export interface ComparedRig {
  readonly name: string
  readonly rig: AuditedRig
  /** `file:line` of what a site says, where a file says it. */
  readonly where?: (site: string, place: GroundPlace) => string | undefined
}

/** Audits both and tells the difference. Who or what the filter names need be in one of them only. */
export function compareAudits(
  before: ComparedRig,
  after: ComparedRig,
  interval: AuditInterval,
  filter: AuditFilter = {},
): AuditDiff {
  const sides = [sideOf(before, interval, filter), sideOf(after, interval, filter)] as const
  const pairs = new Map([...sides[0].pairs, ...sides[1].pairs])
  const changes = [...pairs.values()].flatMap((pair) => changeOf(pair, sides[0], sides[1]) ?? [])
  return {
    schema: 'loxrig-audit-diff/1',
    ...{ from: instantText(interval.fromMs), until: instantText(interval.untilMs) },
    ...{ before: before.name, after: after.name },
    changes: changes.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
  }
}

interface Pair {
  readonly site: string
  readonly door: string
  readonly timeZone: string
  readonly user: string
  readonly origin: string
}

interface Side {
  readonly pairs: ReadonlyMap<string, Pair>
  open(pair: Pair): readonly OpenSpan[]
  grounds(pair: Pair): readonly (Ground & { readonly where?: string })[]
}

function sideOf({ rig, where }: ComparedRig, interval: AuditInterval, filter: AuditFilter): Side {
  const audit = buildAudit(rig, interval, filter)
  const pairs = new Map<string, Pair>()
  const answers = new Map<string, number>()
  const spans = audit.answers.map(openSpans)
  for (const { door, user, answer } of audit.cells) {
    const pair = pairOf(audit, door, user)
    pairs.set(keyOf(pair), pair)
    answers.set(keyOf(pair), answer)
  }
  return {
    pairs,
    open: (pair) => spans[answers.get(keyOf(pair)) ?? -1] ?? [],
    grounds: groundsAsked(rig, where),
  }
}

function pairOf({ doors, users }: Audit, door: number, user: number): Pair {
  const [at, who] = [doors[door], users[user]]
  return {
    site: at?.site ?? '',
    door: at?.name ?? '',
    timeZone: at?.timeZone ?? 'UTC',
    user: who?.name ?? '',
    origin: who?.origin ?? '',
  }
}

function groundsAsked(rig: AuditedRig, where: ComparedRig['where']): Side['grounds'] {
  const [users, doors] = [askedUsers(rig, {}), askedDoors(rig, {})]
  const indexes = new Map<AuditedSite, ReturnType<typeof compileAccess>>()
  return (pair) => {
    const user = users.find(({ name, origin }) => name === pair.user && origin === pair.origin)
    const door = doors.find(({ name, at }) => name === pair.door && at.site === pair.site)
    if (user === undefined || door === undefined) return []
    const { program } = door.at
    const index = indexes.get(door.at) ?? compileAccess(program)
    indexes.set(door.at, index)
    const grounds = groundsOf({ file: rig.file, program, index }, user.uuid, door.uuid)
    return [...grounds, clockGround(door.at)].map((ground) => {
      const line = where?.(pair.site, ground.place)
      return { ...ground, ...(line !== undefined && { where: line }) }
    })
  }
}

function clockGround({ site, timeZone }: AuditedSite): Ground {
  return { name: `time zone of ${site}`, value: timeZone, place: { of: 'part', path: ['miniserver', 'timeZone'] } }
}

function changeOf(pair: Pair, before: Side, after: Side): AccessChange | undefined {
  const [was, is] = [before.open(pair), after.open(pair)]
  const [gained, lost] = [minus(is, was), minus(was, is)]
  if (gained.length === 0 && lost.length === 0) return undefined
  return {
    ...pair,
    gained: gained.map(inWords),
    lost: lost.map(inWords),
    causes: causesOf(before.grounds(pair), after.grounds(pair)),
  }
}

function causesOf(before: ReturnType<Side['grounds']>, after: ReturnType<Side['grounds']>): AccessCause[] {
  const [was, is] = [before, after].map((grounds) => new Map(grounds.map((ground) => [ground.name, ground])))
  return [...new Set([...before, ...after].map(({ name }) => name))].flatMap((name): AccessCause[] => {
    const [one, other] = [was?.get(name), is?.get(name)]
    if (one?.value === other?.value) return []
    return [{ name, ...(one && { before: sideText(one) }), ...(other && { after: sideText(other) }) }]
  })
}

function sideText({ value, where }: Ground & { readonly where?: string }): CauseSide {
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
