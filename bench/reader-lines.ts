import type { CameBack, Endured, Memory } from '../test/helpers/endurance.ts'
import type { Line } from './benchmark.ts'

const CHUNKS = 5

interface MemoryOf {
  readonly unit: keyof Memory
  readonly what: string
  /** Memory may grow by so much after the first tenth of all taps. */
  readonly growthMax: number
}

/** What a process holds must not grow with what it has read; what the system gave it goes up and down a little more. */
const MEMORIES: Readonly<Record<'heap' | 'memory', MemoryOf>> = {
  heap: { unit: 'heldBytes', what: 'what JavaScript holds after a full collection', growthMax: 1.05 },
  memory: { unit: 'rssBytes', what: 'resident memory, native addons included', growthMax: 1.1 },
}

/** That memory is flat: what the process has at the end, beside what it had after a tenth. */
export function memoryLines(name: string, taps: string, { memory }: Endured): Line[] {
  return Object.entries(MEMORIES).map(([which, { unit, what, growthMax }]) => {
    const bytes = memory.map((each) => each[unit])
    const end = bytes.slice(-3)
    return {
      ...{ name: `${name} ${which}`, unit: 'B', about: `${what}, over ${taps}` },
      ours: end,
      peer: end.map(() => bytes[1] ?? Number.NaN),
      peerAgain: end.map(() => bytes[2] ?? Number.NaN),
      peerName: 'the same process after a tenth of them',
      rows: [],
      limit: { ratioMax: growthMax },
      notes: [`${slopeText(bytes)} a twentieth of them, over all but the first tenth`],
    }
  })
}

/** Times of coming back, as rounds: the median of each fifth. */
export function backLine(name: string, about: string, peerName: string, back: CameBack): Line {
  const { ms, belowMs, lost, interruptions } = back
  const even = belowMs.filter((_, index) => index % 2 === 0)
  const odd = belowMs.filter((_, index) => index % 2 === 1)
  return {
    ...{ name, unit: 'ms', about, peerName },
    ours: chunked(ms),
    peer: chunked(even),
    peerAgain: chunked(odd),
    rows: [],
    limit: { lostMax: 0, lost },
    notes: [
      `${ms.length} times: each time every reader was lost and found, and one read what came then; ${interruptions} times one was lost and found once more`,
    ],
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
function slopeText(bytes: readonly number[]): string {
  const values = bytes.slice(2)
  const mid = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const over = values.reduce((sum, value, index) => sum + (index - mid) * (value - mean), 0)
  const under = values.reduce((sum, _, index) => sum + (index - mid) ** 2, 0)
  return `It changes by ${Math.round(over / under / 1024)} KiB`
}
