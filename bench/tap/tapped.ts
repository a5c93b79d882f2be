/** What is said between the bench, which is also the observer of the bus, and the process in which taps happen. */
export type Said = Ready | Tapped

/** The process is ready, and its bus is there. */
export interface Ready {
  readonly type: 'ready'
  readonly url: string
  readonly username: string
  readonly password: string
}

/** A tap is over and all that followed from it: when the keypad published it, by the machine's monotonic clock. */
export interface Tapped {
  readonly type: 'tapped'
  readonly publishedNs: string
}

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

export const PREFIX = 'loxrig/two-sites'
export const DEVICE = `${PREFIX}/home/front-door`
export const OUTPUT = `${DEVICE}/state/o1`
