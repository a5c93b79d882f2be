import type { Addresses } from './plan.ts'

/** What a process of these benchmarks says. Instants are nanoseconds of the machine's monotonic clock, which all processes share. */
export type Said =
  | { readonly type: 'listening'; readonly addresses: Addresses }
  | { readonly type: 'ready' }
  /** What was begun is done, and since when. */
  | { readonly type: 'done'; readonly atNs: string }
  | { readonly type: 'used'; readonly used: Used }

/** What it is told: where all units are, and to begin; to change a user; to say what it has used. */
export type Told =
  | { readonly type: 'begin'; readonly addresses: Addresses }
  | { readonly type: 'change' }
  | { readonly type: 'report' }

/** By a process: resident memory when it was ready and at its peak, and the processor time of all its threads since it was ready. */
export interface Used {
  readonly beforeMiB: number
  readonly peakMiB: number
  readonly processorMs: number
}
