import { createDevice } from '../../sim/devices/create-device.ts'
import { deviceEnv } from '../../sim/io/env.ts'
import type { BusMessage, CommandContent, DeviceDescription, EventName } from '../../sim/protocol/bus/message.ts'
import { VirtualBus } from '../../sim/world/bus.ts'
import { World } from '../../sim/world/world.ts'

type EventMessage = Extract<BusMessage, { channel: 'event' }>

/** A device of Home on a virtual bus, with power, and without a Miniserver: the test plays it. */
export function onABus(name: string, kind: DeviceDescription['kind']) {
  const world = new World({ seed: 1, startWallMs: 0 })
  const bus = new VirtualBus(world)
  const env = deviceEnv('11'.repeat(32), world.random)
  const description: DeviceDescription = {
    kind,
    serial: 'B094A0000201',
    capabilities: [],
    placement: 'in-process',
    version: '0.0.0',
  }
  const address = { site: 'home', device: name }
  const device = createDevice(
    { site: 'home', name, description },
    { bus: bus.connect({ ...address, role: 'device' }), clock: world.clock('home'), env },
  )
  const seen: BusMessage[] = []
  bus.observe((message) => seen.push(message))
  device.powerOn()
  world.settle()
  let commands = 0
  return {
    device,
    world,
    env,
    seen,
    events: (event: EventName): EventMessage[] =>
      seen.filter((message): message is EventMessage => message.channel === 'event' && message.name === event),
    states: (): Record<string, unknown> =>
      Object.fromEntries(
        seen.flatMap((message) => (message.channel === 'state' ? [[message.name, message.data.value]] : [])),
      ),
    receipt(event: string): void {
      bus.publish({ ...address, id: `receipt-${event}`, timeMs: 0, channel: 'receipt', data: { event } })
    },
    /** Publishes a command to it; returns the message's id. */
    command(content: CommandContent | ((id: string) => CommandContent)): string {
      const id = `command-${++commands}`
      const body = typeof content === 'function' ? content(id) : content
      bus.publish({ ...address, ...body, channel: 'command', id, timeMs: 0 })
      return id
    },
  }
}
