import type { LinkFault } from './link-fault.ts'

/** The next so many come twice. */
export function repeatNext(next: number): LinkFault {
  let left = next
  return {
    kind: 'repeat',
    carry(parcel, on) {
      on(parcel)
      if (left-- > 0) on(parcel)
    },
    letGo() {},
  }
}
