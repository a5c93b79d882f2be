import type { LinkFault } from './link-fault.ts'

/** Loses the next so many. */
export function dropNext(next: number): LinkFault {
  let left = next
  return dropping(() => left-- > 0)
}

/** Loses each with this chance, 0 to 1. `random` is the world's. */
export function dropShare(share: number, random: (bytes: number) => string): LinkFault {
  return dropping(() => Number.parseInt(random(4), 16) / 2 ** 32 < share)
}

function dropping(isLost: () => boolean): LinkFault {
  return {
    kind: 'drop',
    carry(parcel, on) {
      if (isLost()) parcel.lost()
      else on(parcel)
    },
    letGo() {},
  }
}
