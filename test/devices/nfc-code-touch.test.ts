import { describe, expect, test } from 'vitest'
import { ALIVE_MS } from '../../sim/devices/bus-presence.ts'
import { FEEDBACK_MS } from '../../sim/domain/keypad/lights.ts'
import { OUTBOX_MAX, RETRY_MS } from '../../sim/domain/presentation-outbox.ts'
import { credentialOf, credentialText, keysText } from '../../sim/domain/sealed-credential.ts'
import { aKeypad, BLUE } from '../helpers/a-keypad.ts'

describe('NfcCodeTouch', () => {
  test('presents a tag as an event whose id is sealed and bound to that event', () => {
    const { keypad, world, env, events } = aKeypad()
    keypad.tap(BLUE)
    world.settle()
    const [event] = events('tag-presented')
    expect(event).toMatchObject({ site: 'home', device: 'front-door', data: { ageMs: 0, source: 'simulated' } })
    expect(JSON.stringify(event)).not.toContain(BLUE.id)
    expect(credentialOf(event?.id ?? '', env.open(event?.data.sealed ?? ''))).toEqual(BLUE)
  })

  test('offers a presentation again until its receipt, with its age by its own clock', () => {
    const { keypad, world, events, receipt } = aKeypad()
    keypad.tap(BLUE)
    world.advance(2 * RETRY_MS + 100)
    expect(events('tag-presented').map(({ data }) => data.ageMs)).toEqual([0, RETRY_MS, 2 * RETRY_MS])
    expect(new Set(events('tag-presented').map(({ id }) => id)).size).toBe(1)
    receipt(events('tag-presented')[0]?.id ?? '')
    world.advance(10 * RETRY_MS)
    expect(events('tag-presented')).toHaveLength(3)
  })

  test('keeps no more presentations than its outbox holds, and drops the oldest', () => {
    const { keypad, world, events } = aKeypad()
    for (let count = 0; count < OUTBOX_MAX + 1; count++) keypad.tap(BLUE)
    world.settle()
    const [first] = events('tag-presented')
    world.advance(RETRY_MS)
    const again = events('tag-presented').slice(OUTBOX_MAX + 1)
    expect(again).toHaveLength(OUTBOX_MAX)
    expect(again.map(({ id }) => id)).not.toContain(first?.id)
  })

  test('shows the colour it is told, and goes dark by itself', () => {
    const { world, command, states } = aKeypad()
    command({ name: 'feedback', data: { signal: 'granted' } })
    world.settle()
    expect(states('led')).toEqual(['green'])
    world.advance(FEEDBACK_MS)
    command({ name: 'feedback', data: { signal: 'denied' } })
    world.settle()
    expect(states('led')).toEqual(['green', 'off', 'red'])
  })

  test('taps a tag it is told to by the rig, and says unsupported to one that was sealed for another message', () => {
    const { world, env, command, events } = aKeypad()
    command((id) => ({ name: 'tap', data: { sealed: env.seal(credentialText(id, BLUE)), source: 'simulated' } }))
    command(() => ({ name: 'tap', data: { sealed: env.seal(credentialText('another', BLUE)), source: 'simulated' } }))
    world.settle()
    expect(events('tag-presented')).toHaveLength(1)
    expect(events('unsupported')).toHaveLength(1)
  })

  test('says unsupported to what it has not, and to keys that were sealed for another message', () => {
    const { world, env, command, events } = aKeypad()
    const ring = command({ name: 'ring', data: {} })
    const key = command({ name: 'key', data: { sealed: env.seal(keysText('another', ['1', 'tick'])) } })
    const unknown = command((id) => ({ name: 'key', data: { sealed: env.seal(keysText(id, ['1', 'hash'])) } }))
    world.settle()
    expect(events('unsupported').map(({ causedBy }) => causedBy)).toEqual([ring, key, unknown])
    expect(events('code-entered')).toEqual([])
  })

  test('without power it says nothing, and afterwards has forgotten what waited', () => {
    const { keypad, world, events } = aKeypad()
    keypad.tap(BLUE)
    keypad.powerOff()
    keypad.tap(BLUE)
    world.advance(10 * RETRY_MS)
    expect(events('tag-presented')).toHaveLength(1)
    keypad.powerOn()
    world.advance(10 * RETRY_MS)
    expect(events('tag-presented')).toHaveLength(1)
    keypad.tap(BLUE)
    world.settle()
    expect(new Set(events('tag-presented').map(({ id }) => id)).size).toBe(2)
  })

  test('restore() goes on exactly where snapshot() was: outbox, timers and ids', () => {
    const story = (isRestored: boolean): unknown => {
      const { keypad, world, seen } = aKeypad()
      keypad.tap(BLUE)
      world.advance(RETRY_MS / 2)
      if (isRestored) keypad.restore(structuredClone(keypad.snapshot()))
      world.advance(3 * RETRY_MS)
      keypad.tap(BLUE)
      world.settle()
      return seen.map(({ id, channel, timeMs }) => ({ id, channel, timeMs }))
    }
    expect(story(true)).toEqual(story(false))
  })

  test('restore() keeps the turns of timers that end at one instant, its sign of life among them', () => {
    const story = (isRestored: boolean): unknown => {
      const { keypad, world, seen } = aKeypad()
      world.run(ALIVE_MS - RETRY_MS)
      keypad.tap(BLUE)
      if (isRestored) keypad.restore(keypad.snapshot())
      world.run(ALIVE_MS + 10)
      return seen.filter(({ timeMs }) => timeMs === ALIVE_MS).map((message) => ('name' in message ? message.name : ''))
    }
    expect(story(false)).toEqual(['alive', 'tag-presented'])
    expect(story(true)).toEqual(story(false))
  })
})
