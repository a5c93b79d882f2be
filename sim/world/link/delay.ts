import type { World } from '../world.ts'
import type { LinkFault } from './link-fault.ts'

/** Holds everything back for so long. */
export function delayBy(byMs: number, world: World): LinkFault {
  const held: { readonly cancel: () => void; readonly goOn: () => void }[] = []
  return {
    kind: 'delay',
    carry(parcel, on) {
      const goOn = (): void => on(parcel)
      // As long for all, so that the first is due first.
      const cancel = world.after(byMs, () => {
        held.shift()
        goOn()
      })
      held.push({ cancel, goOn })
    },
    letGo() {
      for (const { cancel, goOn } of held.splice(0)) {
        cancel()
        goOn()
      }
    },
  }
}
