import { describe, expect, test } from 'vitest'
import type { BusContent, BusMessage } from '../../sim/protocol/bus/message.ts'
import { VirtualBus } from '../../sim/world/bus.ts'
import { delayBy } from '../../sim/world/link/delay.ts'
import { dropNext } from '../../sim/world/link/drop.ts'
import { World } from '../../sim/world/world.ts'

describe('a device whose line is cut', () => {
  test('is lost to its Miniserver at once, by its last will, and to whoever comes later', () => {
    const { world, bus, keypad, heard } = aBus()
    keypad.say(READY)
    world.settle()
    keypad.cut()
    world.settle()
    expect(heard).toEqual(['$state ready', '$state lost'])
    expect([...bus.retained()].map(({ data }) => data)).toEqual(['lost'])
  })

  test('says its retained topics again when it is healed, as they are then; what it only said once is lost', () => {
    const { world, keypad, heard } = aBus()
    keypad.say(READY)
    keypad.say(alive(1))
    world.settle()
    keypad.cut()
    keypad.say(TAPPED)
    keypad.say(alive(2))
    world.settle()
    heard.length = 0
    keypad.heal()
    world.settle()
    expect(heard).toEqual(['$state ready', 'state alive 2'])
  })

  test('hears nothing of its Miniserver, also not afterwards, but the hands of people reach it', () => {
    const { world, bus, keypad, miniserver } = aBus()
    keypad.cut()
    miniserver.say({ channel: 'command', name: 'feedback', data: { signal: 'denied' } })
    bus.publish({
      ...KEYPAD,
      id: 'rig-1',
      timeMs: 0,
      channel: 'command',
      name: 'tap',
      data: { sealed: 'c2Vh', source: 'simulated' },
    })
    world.settle()
    keypad.heal()
    world.settle()
    expect(keypad.heard).toEqual(['command tap'])
  })

  test.for([
    ['up', 'down'],
    ['down', 'up'],
  ] as const)('is heard again when it is whole, and not before: healed %s and then %s', ([first, second]) => {
    const { world, keypad, heard } = aBus()
    keypad.say(READY)
    keypad.cut()
    world.settle()
    heard.length = 0
    keypad.client[first].heal()
    world.settle()
    expect(heard).toEqual([])
    keypad.client[second].heal()
    world.settle()
    expect(heard).toEqual(['$state ready'])
  })

  test('one way, loses what goes that way, and nobody is told', () => {
    const { world, keypad, miniserver, heard, seen } = aBus()
    keypad.client.up.cut()
    keypad.say(TAPPED)
    keypad.say({ channel: 'state', name: 'led', data: { value: 'red' } })
    miniserver.say({ channel: 'receipt', data: { event: 'e' } })
    world.settle()
    expect([heard, seen, keypad.heard]).toEqual([[], ['receipt'], ['receipt']])
    keypad.client.up.heal()
    keypad.client.down.cut()
    keypad.say(TAPPED)
    miniserver.say({ channel: 'receipt', data: { event: 'e' } })
    world.settle()
    expect([heard, keypad.heard]).toEqual([['event tag-presented'], ['receipt']])
  })
})

describe('a line that is disturbed', () => {
  test('loses what the Miniserver reads, and observers see what reached the broker', () => {
    const { world, keypad, heard, seen } = aBus()
    keypad.client.up.disturb(dropNext(1))
    keypad.say({ channel: 'state', name: 'led', data: { value: 'off' } })
    keypad.say(TAPPED)
    keypad.say(alive(1))
    world.settle()
    expect([heard, seen]).toEqual([['state alive 1'], ['state led off', 'state alive 1']])
  })

  test('that is slow is not waited for, and keeps the order', () => {
    const { world, keypad, heard } = aBus()
    keypad.client.up.disturb(delayBy(2_000, world))
    keypad.say(TAPPED)
    world.settle()
    expect([heard, world.monotonicMs]).toEqual([[], 0])
    world.advance(2_000)
    expect(heard).toEqual(['event tag-presented'])
  })
})

describe('a device without power', () => {
  test('is lost by its last will, says nothing, and is gone with all it had to say', () => {
    const { world, keypad, heard } = aBus()
    keypad.say(READY)
    world.settle()
    keypad.cut()
    keypad.say(TAPPED)
    keypad.client.powerOff()
    keypad.say(TAPPED)
    keypad.heal()
    keypad.client.powerOn()
    world.settle()
    expect(heard).toEqual(['$state ready', '$state lost'])
    keypad.say(READY)
    world.settle()
    expect(heard.at(-1)).toBe('$state ready')
  })

  test('that gets it back while its line is cut one way says that it is there when that is healed', () => {
    const { world, keypad, heard } = aBus()
    keypad.client.up.cut()
    keypad.client.powerOff()
    keypad.client.powerOn()
    keypad.say(READY)
    world.settle()
    expect(heard).toEqual(['$state lost'])
    keypad.client.up.heal()
    world.settle()
    expect(heard).toEqual(['$state lost', '$state ready'])
  })

  test('hears nothing that was under way to it, even if it is back at once', () => {
    const { world, keypad, miniserver } = aBus()
    miniserver.say({ channel: 'receipt', data: { event: 'e' } })
    world.run(world.monotonicMs + 1)
    keypad.client.powerOff()
    keypad.client.powerOn()
    world.settle()
    expect(keypad.heard).toEqual([])
  })

  test('is told what is retained when it is back, as a Miniserver of its devices', () => {
    const { world, keypad, miniserver, heard } = aBus()
    keypad.say(READY)
    world.settle()
    miniserver.client.powerOff()
    keypad.say(alive(1))
    world.settle()
    heard.length = 0
    miniserver.client.powerOn()
    world.settle()
    expect(heard).toEqual(['$state ready', 'state alive 1'])
  })
})

const KEYPAD = { site: 'home', device: 'front-door' }
const READY: BusContent = { channel: '$state', data: 'ready' }
const TAPPED: BusContent = { channel: 'event', name: 'tag-presented', data: { sealed: 'c2Vh', ageMs: 0 } }
const alive = (value: number): BusContent => ({ channel: 'state', name: 'alive', data: { value } })

function aBus() {
  const world = new World({ seed: 1, startWallMs: 0 })
  const bus = new VirtualBus(world)
  const seen: string[] = []
  let messages = 0
  const connect = (device: string, role: 'device' | 'miniserver') => {
    const client = bus.connect({ site: 'home', device, role })
    const heard: string[] = []
    client.onMessage((message) => message.device === KEYPAD.device && heard.push(shown(message)))
    const say = (content: BusContent): void =>
      client.publish({ ...KEYPAD, id: `${device}-${++messages}`, timeMs: 0, ...content })
    const bothWays = (act: 'cut' | 'heal') => (): void => {
      client.up[act]()
      client.down[act]()
    }
    return { client, heard, say, cut: bothWays('cut'), heal: bothWays('heal') }
  }
  const [keypad, miniserver] = [connect('front-door', 'device'), connect('miniserver', 'miniserver')]
  bus.observe((message) => seen.push(shown(message)))
  return { world, bus, keypad, miniserver, heard: miniserver.heard, seen }
}

function shown(message: BusMessage): string {
  const { channel, data } = message
  const value = typeof data === 'string' ? data : 'value' in data ? data.value : undefined
  return [channel, ...('name' in message ? [message.name] : []), ...(value === undefined ? [] : [value])].join(' ')
}
