import type { Explanation } from '../../sim/domain/access/decision.ts'
import { REASONS } from '../../sim/protocol/bus/decision-schema.ts'

type Explained = Pick<Explanation, 'outcome' | 'reason' | 'user' | 'paths'>

/** `Anna`, `Anna@Office`; `undefined` where nobody can be named. */
export function whoOf({ user }: Pick<Explanation, 'user'>): string | undefined {
  if (user === undefined) return undefined
  return user.origin === undefined ? user.name : `${user.name}@${user.origin.name}`
}

/** Why a door decided as it did, in a line: the code, its sentence, and the permission path that settled it. */
export function reasonInWords({ outcome, reason, paths }: Explained): string {
  const sentence = `${reason}: ${REASONS[reason].replace(/\.$/, '')}`
  const settling = paths.filter((path) => isSettling(path, outcome, reason)).map(pathInWords)
  return settling.length === 0 ? sentence : `${sentence} (${settling.join('; ')})`
}

type PermissionPath = Explanation['paths'][number]

/** `UG:Staff, by schedule Office Hours, which was not active`. */
export function pathInWords({ effect, path, schedule }: PermissionPath): string {
  if (effect === 'deny') return `${path} denies`
  if (schedule === undefined) return `${path}, Always`
  return `${path}, by schedule ${schedule.name}, which was ${schedule.active ? 'active' : 'not active'}`
}

/** Of all paths that contribute, those that the outcome follows from. */
function isSettling({ effect, schedule }: PermissionPath, outcome: string, reason: string): boolean {
  if (outcome === 'granted') return effect === 'allow' && schedule?.active !== false
  if (reason === 'DENIED') return effect === 'deny'
  return reason === 'OUTSIDE_SCHEDULE' && effect === 'allow'
}

/** `3 s`, `1.5 s`, `2 min`, `15 h 58 min`, `2 d 3 h`, `40 ms`: at most two units. */
export function durationInWords(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 60_000) return `${Number((durationMs / 1000).toFixed(1))} s`
  const parts = UNITS.map(([size, below, unit]) => [Math.floor((durationMs % below) / size), unit] as const)
  const first = parts.findIndex(([amount]) => amount > 0)
  const shown = parts.slice(first, first + 2).filter(([amount]) => amount > 0)
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ')
}

const DAY_MS = 86_400_000
const UNITS = [
  [DAY_MS, Number.POSITIVE_INFINITY, 'd'],
  [3_600_000, DAY_MS, 'h'],
  [60_000, 3_600_000, 'min'],
  [1000, 60_000, 's'],
] as const
