import { REASONS } from '../../../sim/protocol/bus/decision-schema.ts'
import type { RigCommandOutput } from '../../control/commands/index.ts'
import { type Paint, PLAIN } from '../paint.ts'
import { shownDuration } from './duration.ts'
import { type Fact, verdict } from './facts.ts'
import { type PermissionPath, pathRows } from './paths.ts'
import { table } from './table.ts'

export type DecisionRecord = RigCommandOutput<'tap'>
type Explained = Pick<DecisionRecord, 'outcome' | 'reason' | 'user' | 'groups' | 'paths' | 'trust'>

/** The group that every user is in: it says nothing of one. */
const EVERYBODY = 'All'

/** A decision in plain words: what happened, to whom, why, and what it set off. Lines. */
export function renderDecision(record: DecisionRecord, paint: Paint): string[] {
  const { outcome, site, reader, block = '' } = record
  return verdict(
    outcome,
    [`${site}/${reader}`, block, whoOf(record)],
    [...credentialFacts(record), ...reasonFacts(record, true), ...effectFacts(record)],
    paint,
  )
}

/** What led to a decision: the reason of a denial, groups, paths, and the Trust version it was decided on. */
export function reasonFacts({ outcome, reason, user, groups, paths, trust }: Explained, isDoor: boolean): Fact[] {
  const own = groups.filter((group) => group !== EVERYBODY)
  return [
    { label: 'reason', lines: outcome === 'denied' ? [`${reason}  ${REASONS[reason]}`] : [] },
    { label: 'groups', lines: own.length === 0 ? [] : [own.join(', ')] },
    { label: 'path', lines: pathLines(paths, isDoor) },
    {
      label: 'trust',
      lines: trust === undefined ? [] : [`${user?.origin?.name ?? trust.origin} epoch ${trust.epoch} seq ${trust.seq}`],
    },
  ]
}

/** `Anna`, `Anna@Office`; who cannot be named is described. */
export function whoOf({ outcome, reason, user }: Pick<Explained, 'outcome' | 'reason' | 'user'>): string {
  if (user !== undefined) return user.origin === undefined ? user.name : `${user.name}@${user.origin.name}`
  if (reason === 'UNKNOWN_CREDENTIAL') return 'nobody known'
  return outcome === 'granted' && reason !== 'DIGITAL_INPUT' ? 'one of several holders' : ''
}

export function pathLines(paths: readonly PermissionPath[], isDoor: boolean): string[] {
  return table(pathRows(paths, isDoor), { paint: PLAIN, gap: 4 })
}

/** Reasons for which nobody asks whose it is. */
const NOT_LOOKED_UP: ReadonlySet<Explained['reason']> = new Set([
  ...(['EXPIRED_PRESENTATION', 'READER_UNASSIGNED', 'NOT_SELECTED', 'SWITCHED_OFF', 'LOCKED', 'LEARN_MODE'] as const),
  ...(['TAG_UNREADABLE', 'MEANS_NOT_ACCEPTED', 'NO_CODE', 'PREFIX_MISSING'] as const),
])

function credentialFacts({ credential, user, reason }: DecisionRecord): Fact[] {
  if (credential === undefined) return []
  const { kind, name } = credential
  const nameless = user === undefined ? namelessOf(reason) : 'unnamed'
  const holder = user === undefined ? '' : ` (${user.name}'s)`
  return [{ label: kind, lines: [`${name ?? nameless}${holder}`] }]
}

function namelessOf(reason: Explained['reason']): string {
  if (reason === 'UNKNOWN_CREDENTIAL') return 'of nobody here'
  return NOT_LOOKED_UP.has(reason) ? 'not looked up' : 'of several here'
}

function effectFacts({ effects }: DecisionRecord): Fact[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'input') return [{ label: 'input', lines: [`${effect.name} ${shownDuration(effect.pulseMs)}`] }]
    if (effect.type !== 'pulse') return []
    return [{ label: 'pulse', lines: [`${effect.output} ${effect.name} ${shownDuration(effect.pulseMs)}`] }]
  })
}
