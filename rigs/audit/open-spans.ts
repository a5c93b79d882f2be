import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { type CompactAnswer, type CompactAudit, runsOf } from './compact-audit.ts'

/** [from, until), milliseconds since 1970 UTC. */
export interface OpenSpan {
  readonly fromMs: number
  readonly untilMs: number
}

/** When a door opens by an answer, whichever way: in order, and where one way takes over from another without a seam. */
export function openSpans(
  audit: Pick<CompactAudit, 'marks' | 'minutes' | 'fromMs'>,
  answer: Pick<CompactAnswer, 'runs'>,
): OpenSpan[] {
  const open: { fromMs: number; untilMs: number }[] = []
  for (const { from, until, mark } of runsOf(audit, answer)) {
    if (mark.reason !== 'ALLOWED') continue
    const [fromMs, untilMs] = [audit.fromMs + from * MINUTE_MS, audit.fromMs + until * MINUTE_MS]
    const last = open.at(-1)
    if (last?.untilMs === fromMs) last.untilMs = untilMs
    else open.push({ fromMs, untilMs })
  }
  return open
}

/** What is in some spans and not in others; both in order and apart. */
export function minus(spans: readonly OpenSpan[], others: readonly OpenSpan[]): OpenSpan[] {
  const left: OpenSpan[] = []
  let next = 0
  for (const { fromMs, untilMs } of spans) {
    let at = fromMs
    while ((others[next]?.untilMs ?? Number.POSITIVE_INFINITY) <= at) next++
    for (let place = next; ; place++) {
      const other = others[place]
      if (other === undefined || other.fromMs >= untilMs) break
      if (other.fromMs > at) left.push({ fromMs: at, untilMs: other.fromMs })
      at = Math.max(at, other.untilMs)
    }
    if (at < untilMs) left.push({ fromMs: at, untilMs })
  }
  return left
}
