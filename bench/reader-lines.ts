import type { CameBack, Endured } from '../test/helpers/endurance.ts'
import type { Line } from './benchmark.ts'

const CHUNKS = 5
/** Memory may grow by so much after the first tenth of all taps. */
const GROWTH_MAX = 1.1

/** That memory is flat: what the process has at the end, beside what it had after a tenth. */
export function memoryLine(name: string, about: string, { rssBytes }: Endured): Line {
  const end = rssBytes.slice(-3)
  return {
    ...{ name, unit: 'B', about },
    ours: end,
    peer: end.map(() => rssBytes[1] ?? Number.NaN),
    peerAgain: end.map(() => rssBytes[2] ?? Number.NaN),
    peerName: 'the same process after a tenth of them',
    rows: [],
    limit: { ratioMax: GROWTH_MAX },
    notes: [`${slopeText(rssBytes)} a twentieth of them, over all but the first tenth.`],
  }
}

/** Times of coming back, as rounds: the median of each fifth. */
export function backLine(name: string, about: string, peerName: string, back: CameBack, ratioMax: number): Line {
  const { ms, belowMs } = back
  const even = belowMs.filter((_, index) => index % 2 === 0)
  const odd = belowMs.filter((_, index) => index % 2 === 1)
  return {
    ...{ name, unit: 'ms', about, peerName },
    ours: chunked(ms),
    peer: chunked(even),
    peerAgain: chunked(odd),
    rows: [],
    limit: { ratioMax },
    notes: [`${ms.length} times, none lost: each time the reader was lost once, found once, and read what came then.`],
  }
}

function chunked(values: readonly number[]): number[] {
  const size = Math.floor(values.length / CHUNKS)
  return Array.from({ length: CHUNKS }, (_, chunk) => {
    const sorted = values.slice(chunk * size, (chunk + 1) * size).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  })
}

/** By least squares. */
function slopeText(rssBytes: readonly number[]): string {
  const values = rssBytes.slice(2)
  const mid = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const over = values.reduce((sum, value, index) => sum + (index - mid) * (value - mean), 0)
  const under = values.reduce((sum, _, index) => sum + (index - mid) ** 2, 0)
  return `The resident memory changes by ${Math.round(over / under / 1024)} KiB`
}
