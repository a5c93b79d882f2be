/** What is said between the bench, which is also the observer of the bus, and the process in which taps happen. */

/** The process is ready, and its bus is there. */
export interface Ready {
  readonly type: 'ready'
  readonly url: string
  readonly username?: string
  readonly password?: string
}

/** A tap is over: when the keypad published it, by the machine's monotonic clock, and everything that followed is done. */
export interface Tapped {
  readonly type: 'tapped'
  readonly publishedNs: string
}

export type Said = Ready | Tapped

/** The messages of one tap, as they were on our bus: what the peer sends in turn. */
export interface Script {
  /** From the rig to the keypad. */
  readonly tap: Sent
  /** From the keypad to the Miniserver. */
  readonly event: Sent
  /** From the Miniserver, once the tap is durable, in their order. */
  readonly answers: readonly Sent[]
  /** From the keypad, when it is told to show something. */
  readonly shown: Sent
  /** What our store writes to the disk for a tap. */
  readonly durableBytes: number
}

export interface Sent {
  readonly topic: string
  readonly payload: string
  readonly retain: boolean
}

export const OUTPUT = 'loxrig/two-sites/home/front-door/state/o1'
export const DEVICE = 'loxrig/two-sites/home/front-door'

/** Speaks with the bench: says that it is ready, and carries out each tap it is told. */
export function serve(ready: Omit<Ready, 'type'>, tap: () => Promise<bigint>, close: () => Promise<void>): void {
  const say = (said: Said): void => void process.send?.(said)
  process.on('message', async () => say({ type: 'tapped', publishedNs: String(await tap()) }))
  process.once('disconnect', () => void close())
  say({ type: 'ready', ...ready })
}
