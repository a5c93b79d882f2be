import { NfcCodeTouch } from '../../sim/devices/nfc-code-touch.ts'
import type { Credential } from '../../sim/domain/access/credential.ts'
import { deviceEnv } from '../../sim/io/env.ts'
import type { BusMessage, CommandContent, EventName } from '../../sim/protocol/bus/message.ts'
import { VirtualBus } from '../../sim/world/bus.ts'
import { World } from '../../sim/world/world.ts'

export const BLUE: Credential = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' }

type EventMessage = Extract<BusMessage, { channel: 'event' }>

/** A keypad `home/front-door` on a virtual bus, without a Miniserver: the test plays it. */
export function aKeypad() {
  const world = new World({ seed: 1, startWallMs: 0 })
  const bus = new VirtualBus(world)
  const env = deviceEnv('11'.repeat(32), world.random)
  const description = {
    kind: 'nfc-code-touch',
    serial: 'B094A0000101',
    capabilities: ['tags'],
    placement: 'in-process',
    version: '0.0.0',
  } as const
  const keypad = new NfcCodeTouch(
    { site: 'home', name: 'front-door', description },
    { bus: bus.connect({ site: 'home', device: 'front-door', role: 'device' }), clock: world.clock('home'), env },
  )
  const seen: BusMessage[] = []
  bus.observe((message) => seen.push(message))
  keypad.powerOn()
  world.settle()
  let commands = 0
  const address = { site: 'home', device: 'front-door' }
  return {
    keypad,
    world,
    env,
    seen,
    events: (name: EventName): EventMessage[] =>
      seen.filter((message): message is EventMessage => message.channel === 'event' && message.name === name),
    states: (name: string): unknown[] =>
      seen.flatMap((message) => (message.channel === 'state' && message.name === name ? [message.data.value] : [])),
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
