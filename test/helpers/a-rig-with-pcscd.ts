import { anObserver, type BusClient } from './a-bus-client.ts'
import { aLiveRig, type LiveRig } from './a-live-rig.ts'
import { type PrivatePcscd, startPrivatePcscd } from './vpcd/private-pcscd.ts'
import { VirtualCard } from './vpcd/virtual-card.ts'

/** A rig of processes of its own that uses a pcscd of its own, somebody who listens to its bus, and a card. */
export interface RigWithPcscd extends AsyncDisposable {
  readonly daemon: PrivatePcscd
  readonly rig: LiveRig
  readonly observer: BusClient
  /** Of the virtual reader's slot. */
  readonly card: VirtualCard
  /** pcscd looks a few times a second: what it has noticed is what happened. */
  takeOff(): Promise<void>
}

/** The tag of the rig file's blue-card. */
export const BLUE_CARD = '04A1B2C3D4E580'

interface RigWithPcscdOptions {
  /** Of the virtual reader. */
  readonly name?: string
  /** Which slot of it the card is for. Default: the first. */
  readonly slot?: 0 | 1
}

/** @see startPrivatePcscd */
export async function aRigWithPcscd({ name, slot = 0 }: RigWithPcscdOptions = {}): Promise<RigWithPcscd> {
  const daemon = await startPrivatePcscd(name)
  const rig = await aLiveRig({ env: daemon.env })
  const observer = await anObserver(rig.card)
  const card = new VirtualCard({ port: daemon.ports[slot], uid: BLUE_CARD })
  return {
    ...{ daemon, rig, observer, card },
    async takeOff() {
      const noticed = daemon.writes('Card Removed From')
      await card.remove()
      await noticed
    },
    async [Symbol.asyncDispose]() {
      for (const each of [observer, card, rig, daemon]) await each[Symbol.asyncDispose]()
    },
  }
}
