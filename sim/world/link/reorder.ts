import type { LinkFault } from './link-fault.ts'

/** Holds the next so many back until all have come; then they go on in the other order. */
export function reorderNext(next: number): LinkFault {
  const held: (() => void)[] = []
  let left = next
  return {
    kind: 'reorder',
    carry(parcel, on) {
      if (left === 0) return on(parcel)
      held.push(() => on(parcel))
      left--
      if (left === 0) for (const goOn of held.splice(0).reverse()) goOn()
    },
    letGo() {
      left = 0
      for (const goOn of held.splice(0)) goOn()
    },
  }
}
