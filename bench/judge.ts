import type { Limit, Line } from './benchmark.ts'
import { figureOf } from './limits.ts'
import { ratios, type Spread, spreadOf } from './statistics.ts'

/**
 * `pass` and `fail` by the line's limit; `measured` where it has none; `invalid` where the peer was slower than half of its row in
 * docs/limits.md: then the machine was busy with something else, and nothing is shown.
 */
export type Verdict = 'pass' | 'fail' | 'measured' | 'invalid'

export interface Judged {
  readonly line: Line
  readonly ours: Spread
  readonly peer: Spread
  /** Ours over the peer's, round by round. */
  readonly ratio: Spread
  /** The peer's over its own, round by round: what the machine makes of two equal things. */
  readonly noise: Spread
  /** The peer's figure in docs/limits.md; absent where that has none. */
  readonly expected?: number
  readonly limit: string
  readonly verdict: Verdict
}

export function judge(line: Line): Judged {
  const ours = spreadOf(line.ours)
  const peer = spreadOf(line.peer)
  const ratio = spreadOf(ratios(line.ours, line.peer))
  const noise = spreadOf(ratios(line.peer, line.peerAgain))
  const judged = { line, ours, peer, ratio, noise, limit: limitText(line) }
  if (line.rows.length === 0) return { ...judged, verdict: verdictOf(line.limit, ours, ratio) }
  const expected = line.rows.map(figureOf).reduce((sum, figure) => sum + figure, 0)
  const isSlow = line.unit.endsWith('/s') ? peer.median < expected / 2 : peer.median > expected * 2
  return { ...judged, expected, verdict: isSlow ? 'invalid' : verdictOf(line.limit, ours, ratio) }
}

function verdictOf(limit: Limit | undefined, ours: Spread, ratio: Spread): Verdict {
  if (limit === undefined) return 'measured'
  return isKept(limit, ours.median, ratio.median) ? 'pass' : 'fail'
}

function isKept(limit: Limit, ours: number, ratio: number): boolean {
  if ('ratioMax' in limit) return ratio <= limit.ratioMax
  if ('ratioMin' in limit) return ratio >= limit.ratioMin
  if ('lostMax' in limit) return limit.lost <= limit.lostMax
  return 'oursMax' in limit ? ours <= limit.oursMax : ours >= limit.oursMin
}

function limitText({ limit, unit }: Line): string {
  if (limit === undefined) return '–'
  if ('ratioMax' in limit) return `${limit.ratioMax}×`
  if ('ratioMin' in limit) return `at least ${limit.ratioMin.toLocaleString('en')}×`
  if ('lostMax' in limit) return `${limit.lostMax} lost (${limit.lost} were)`
  if ('oursMax' in limit) return `${limit.oursMax.toLocaleString('en')} ${unit}`
  return `at least ${limit.oursMin.toLocaleString('en')} ${unit}`
}
