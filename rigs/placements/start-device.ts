import { createDevice } from '../../sim/devices/create-device.ts'
import { deviceEnv, machineRandom } from '../../sim/io/env.ts'
import type { Bundle } from '../factory/bundle.ts'
import { openBus } from './device-bus.ts'
import type { ProcessHost } from './process-host.ts'
import type { StartedDevice } from './started-device.ts'

/** The one entry for all placements: opens a device's ports on its bundle, and switches it on. */
export async function startDevice(bundle: Bundle, host: ProcessHost): Promise<StartedDevice> {
  if (bundle.miniserver !== undefined) {
    // The process of a keypad starts in half the time without what only Miniservers are made of.
    const { startMiniserver } = await import('./start-miniserver.ts')
    return startMiniserver(bundle, bundle.miniserver, host)
  }
  const { site, device: name, description } = bundle
  const bus = await openBus(bundle, host, { role: 'device', site, device: name })
  const env = deviceEnv(bundle.key, machineRandom)
  const device = createDevice({ site, name, description }, { bus, clock: host.clock.clock(site), env })
  device.powerOn()
  return {
    device,
    async [Symbol.asyncDispose]() {
      device.powerOff()
      await bus[Symbol.asyncDispose]()
    },
  }
}
