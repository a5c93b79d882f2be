import { readFileSync } from 'node:fs'
import { processorMs } from '../access/processor-time.ts'
import type { Addresses, Plan, UnitPlan } from './plan.ts'
import type { Said, Told, Used } from './said.ts'

/** What a process of these benchmarks was started with. */
export interface Started {
  readonly plan: Plan
  /** The units that it stands for. */
  readonly units: readonly UnitPlan[]
  /** Its own. */
  readonly folder: string
  /** What else it is to know. */
  readonly option: string | undefined
}

export function started(): Started {
  const [path = '', folder = '', serials = '', option] = process.argv.slice(2)
  const plan: Plan = JSON.parse(readFileSync(path, 'utf8'))
  const wanted = new Set(serials.split(','))
  return { plan, folder, option, units: [plan.origin, ...plan.members].filter(({ serial }) => wanted.has(serial)) }
}

export interface Served {
  readonly listening: Addresses
  /** Calls `ready` when it can be worked with; what is used counts from then. */
  begin(addresses: Addresses, ready: () => void): Promise<void>
  change?(): Promise<void>
  close(): Promise<void>
}

/** Says where this process listens, and does what it is told until the bench lets go of it. */
export function serve({ listening, begin, change, close }: Served): void {
  let usage = usageNow()
  process.on('message', async (told: Told) => {
    if (told.type === 'report') return say({ type: 'used', used: usage() })
    if (told.type === 'change') return change?.()
    await begin(told.addresses, () => {
      globalThis.gc?.()
      usage = usageNow()
      say({ type: 'ready' })
    })
  })
  process.once('disconnect', () => void close())
  say({ type: 'listening', addresses: listening })
}

export function sayDone(): void {
  say({ type: 'done', atNs: String(process.hrtime.bigint()) })
}

function say(said: Said): void {
  process.send?.(said)
}

/** What is used from now on. */
function usageNow(): () => Used {
  const [beforeMiB, beforeMs] = [process.memoryUsage.rss() / MIB, processorMs()]
  return () => ({
    beforeMiB,
    peakMiB: (process.resourceUsage().maxRSS * 1_024) / MIB,
    processorMs: processorMs() - beforeMs,
  })
}

const MIB = 2 ** 20
