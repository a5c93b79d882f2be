import { z } from 'zod'
import type { TraceRecord } from '../../evidence/trace.ts'
import type { Invariant, Violation } from './evidence.ts'

/** I10: what a consumer has applied of an origin's feed it never applies again, nor goes back behind it. */
export const positionsRise: Invariant = {
  number: 'I10',
  sentence: 'at a consumer sequence numbers of an origin and epoch never decrease',
  violations: ({ records }) => {
    const last = new Map<string, number>()
    return positionsIn(records).flatMap((told): Violation[] => {
      if ('restored' in told) {
        for (const key of last.keys()) if (key.toLowerCase().startsWith(`${told.restored} `)) last.delete(key)
        return []
      }
      const { site, origin, epoch, seq, line } = told
      const key = `${site} ${origin} ${epoch}`
      const before = last.get(key) ?? seq
      last.set(key, Math.max(seq, before))
      if (seq >= before) return []
      const found = `${origin}'s feed of epoch ${epoch} went back from ${before} to ${seq}`
      return [{ where: site, found, ...(line !== undefined && { line }) }]
    })
  },
}

const position = z.object({ origin: z.string(), epoch: z.int(), seq: z.int() })
const decided = z.object({ trust: position })

type Told =
  | (z.output<typeof position> & { readonly site: string; readonly line: number | undefined })
  | { readonly restored: string }

/** In the order told. A memory card of earlier brings its positions of then: what was told before does not count any more. */
function positionsIn(records: readonly TraceRecord[]): Told[] {
  let line: number | undefined
  return records.flatMap((record): Told[] => {
    if (record.type === 'step') {
      line = record.line
      return record.word === 'restore' ? [{ restored: String(record.input.restore).toLowerCase() }] : []
    }
    if (record.type !== 'message') return []
    const { site, channel, name, data } = record.message
    if (channel === 'notice' && name === 'trust-replicated') {
      const told = position.safeParse(data)
      return told.success ? [{ ...told.data, site, line }] : []
    }
    const told = channel === 'decision' ? decided.safeParse(data) : undefined
    return told?.success ? [{ ...told.data.trust, site, line }] : []
  })
}
