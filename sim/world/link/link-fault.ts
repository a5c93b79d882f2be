/** Something on its way over one direction of a link. */
export interface Parcel {
  /** It has come through; twice where a fault repeats it. */
  arrive(): void
  /** It never will. */
  lost(): void
}

export const LINK_FAULTS = ['drop', 'repeat', 'reorder', 'delay'] as const

/** What may be wrong with one direction of a link, beside being cut. What is sent passes them in this order. */
export type LinkFaultKind = (typeof LINK_FAULTS)[number]

/** One thing that is wrong with one direction of a link. */
export interface LinkFault {
  readonly kind: LinkFaultKind
  /** Hands the parcel `on` at once, later, twice, or never; what is held back is neither traffic nor lost. */
  carry(parcel: Parcel, on: (parcel: Parcel) => void): void
  /** What is held back goes on now, in the order in which it was sent. */
  letGo(): void
}
