import { describe, expect, test } from 'vitest'
import type { CommandName } from '../../sim/protocol/bus/message.ts'
import { COMMANDS } from '../../sim/protocol/bus/payloads.ts'
import { onABus } from './on-a-bus.ts'

const ALIVE_S = 60
const ITS_OWN: ReadonlySet<string> = new Set(['ring', 'speak', 'tamper', 'unplug'])

describe('Intercom', () => {
  test('says what it is and that it is ready, that nobody rings, that it is not muted and works', () => {
    const { seen, states } = onABus('gate', 'intercom')
    expect(seen.slice(0, 2).map(({ channel }) => channel)).toEqual(['$description', '$state'])
    expect(states()).toEqual({ alive: 0, bell: false, muted: false, 'device-state': 1 })
  })

  test('is alive every minute', () => {
    const { world, states } = onABus('gate', 'intercom')
    world.advance(3 * ALIVE_S * 1_000)
    expect(states()).toMatchObject({ alive: 3 * ALIVE_S })
  })

  test.each(Object.keys(COMMANDS).filter((name) => !ITS_OWN.has(name)) as CommandName[])(
    'answers %s with unsupported, naming the command',
    (name) => {
      const { world, command, events, states } = onABus('gate', 'intercom')
      const before = states()
      const data = { sealed: 'x', source: 'simulated', signal: 'granted' }
      const id = command(() => ({ name, data }) as never)
      world.settle()
      expect(events('unsupported').map(({ causedBy }) => causedBy)).toEqual([id])
      expect(states()).toEqual(before)
    },
  )

  test('tells its Miniserver that somebody rang until that has heard it, and plays "Error" while it has not', () => {
    const { world, command, events, states, receipt } = onABus('gate', 'intercom')
    const id = command({ name: 'ring', data: {} })
    world.advance(2_500)
    expect(events('bell-pressed').map(({ causedBy }) => causedBy)).toEqual([id, id, id])
    expect(states()).not.toHaveProperty('sound')
    world.advance(1_000)
    expect(states()).toMatchObject({ sound: 'error' })
    receipt(events('bell-pressed')[0]?.id ?? '')
    world.advance(10_000)
    expect(events('bell-pressed')).toHaveLength(4)
  })

  test('says what it is told to, and because of what', () => {
    const { command, seen, world, states } = onABus('gate', 'intercom')
    const id = command({ name: 'speak', data: { text: 'Leave it at the door' } })
    world.settle()
    expect(states()).toMatchObject({ speech: 'Leave it at the door' })
    expect(seen.find(({ channel, causedBy }) => channel === 'state' && causedBy === id)).toBeDefined()
  })

  test('without power it answers nothing, and shows its states anew afterwards', () => {
    const { device, world, command, seen, events, states } = onABus('gate', 'intercom')
    device.powerOff()
    command({ name: 'ring', data: {} })
    world.advance(10 * ALIVE_S * 1_000)
    expect(events('unsupported')).toEqual([])
    seen.length = 0
    device.powerOn()
    world.settle()
    expect(Object.keys(states())).toEqual(['alive', 'bell', 'muted', 'device-state'])
  })

  test('restore() goes on exactly where snapshot() was: ids and the next sign of life', () => {
    const story = (isRestored: boolean): unknown => {
      const { device, world, command, seen } = onABus('gate', 'intercom')
      world.advance(30_000)
      if (isRestored) {
        const snapshot = structuredClone(device.snapshot())
        device.powerOff()
        device.restore(snapshot)
      }
      command({ name: 'ring', data: {} })
      world.run(3 * ALIVE_S * 1_000)
      return seen.map(({ id, channel, timeMs }) => ({ id, channel, timeMs }))
    }
    expect(story(true)).toEqual(story(false))
  })
})
