import { LiveClock } from '../../sim/io/live-clock.ts'
import { NetworkView } from '../../sim/io/network-view.ts'
import type { Notice } from '../../sim/io/notice.ts'
import { openStoreEngine, type StoreEngine } from '../../sim/io/store.ts'
import type { Traffic } from '../../sim/io/traffic.ts'

/** What the devices of one process share: one clock, one view of the network, one storage engine, and who hears what people should know. */
export interface ProcessHost extends AsyncDisposable {
  readonly clock: LiveClock
  /** The networks between Miniservers. */
  readonly network: NetworkView
  /** Opened when the first Miniserver of the process asks for it. */
  store(directory: string): Promise<StoreEngine>
  readonly onNotice: (notice: Notice) => void
  /** Knows what is under way in this process. */
  readonly traffic: Traffic
  /** Whether the rig's clock is in another process, and followed over the bus. */
  readonly followsClock: boolean
  /** Says that the process was told to end: nothing is waited for any longer. */
  readonly ending: AbortSignal | undefined
}

export function openProcessHost(
  onNotice: (notice: Notice) => void,
  { traffic, followsClock, ending }: Pick<ProcessHost, 'traffic' | 'followsClock' | 'ending'>,
): ProcessHost {
  const clock = new LiveClock()
  let engine: Promise<StoreEngine> | undefined
  return {
    clock,
    network: new NetworkView(),
    onNotice,
    traffic,
    followsClock,
    ending,
    store(directory) {
      engine ??= openStoreEngine({
        directory,
        onFailure: (error) => onNotice({ code: error.code, message: error.message }),
        traffic,
      })
      return engine
    },
    async [Symbol.asyncDispose]() {
      clock.stop()
      await (await engine)?.[Symbol.asyncDispose]()
    },
  }
}
