import type { Listening } from '../factory/bundle.ts'
import { Opened } from '../opened.ts'
import type { PlacementOptions, Running } from './running.ts'
import { startDevice } from './start-device.ts'

/** Every device in the rig's own process. Miniservers come first, so that they hear their devices. */
export async function openInProcess({ host, bundles }: PlacementOptions): Promise<Running> {
  const opened = new Opened()
  const listening = new Map<string, Listening>()
  const start = async (isMiniserver: boolean): Promise<void> => {
    const chosen = bundles.filter(({ miniserver }) => (miniserver !== undefined) === isMiniserver)
    const starts = await Promise.allSettled(chosen.map((bundle) => startDevice(bundle, host)))
    for (const [index, result] of starts.entries()) {
      if (result.status === 'rejected') continue
      opened.use(result.value)
      if (result.value.listening !== undefined) listening.set(chosen[index]?.site ?? '', result.value.listening)
    }
    const failed = starts.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
  try {
    await start(true)
    await start(false)
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
  return { listening, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
}
