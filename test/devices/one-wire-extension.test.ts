import { describe, expect, test } from 'vitest'
import { OneWireExtension } from '../../sim/devices/one-wire-extension.ts'
import type { Credential } from '../../sim/domain/access/credential.ts'
import { RETRY_MS } from '../../sim/domain/presentation-outbox.ts'
import { credentialOf, credentialText } from '../../sim/domain/sealed-credential.ts'
import { onABus } from './on-a-bus.ts'

const BLUE: Credential = { kind: 'ibutton', id: '01.AB8967452301.79' }
const RED: Credential = { kind: 'ibutton', id: '01.CD8967452301.FB' }

function anExtension() {
  const rest = onABus('one-wire', 'one-wire-extension')
  const { device } = rest
  if (!(device instanceof OneWireExtension)) throw new TypeError('not an extension')
  return { ...rest, extension: device }
}

describe('OneWireExtension', () => {
  test('presents an arrival and a departure as events whose ROM is sealed and bound to each', () => {
    const { extension, world, env, events } = anExtension()
    extension.touch(BLUE)
    world.settle()
    const both = [...events('ibutton-arrived'), ...events('ibutton-departed')]
    expect(both.map(({ id, data }) => credentialOf(id, env.open(data.sealed ?? '')))).toEqual([BLUE, BLUE])
    expect(new Set(both.map(({ id }) => id)).size).toBe(2)
    expect(JSON.stringify(both)).not.toMatch(/8967452301/)
  })

  test('an arrival is an edge: a held iButton does not repeat it, another one beside it has its own', () => {
    const { extension, world, events } = anExtension()
    extension.arrive(BLUE)
    extension.arrive(BLUE)
    extension.arrive(RED)
    world.settle()
    expect(events('ibutton-arrived')).toHaveLength(2)
    extension.depart(BLUE)
    extension.arrive(BLUE)
    world.settle()
    expect(events('ibutton-arrived')).toHaveLength(3)
  })

  test('is touched over the bus by one that stays, until it is removed', () => {
    const { world, env, events, command } = anExtension()
    const sealed = (id: string) => env.seal(credentialText(id, BLUE))
    command((id) => ({ name: 'touch', data: { sealed: sealed(id), source: 'simulated', stays: true } }))
    world.settle()
    expect([events('ibutton-arrived').length, events('ibutton-departed').length]).toEqual([1, 0])
    command((id) => ({ name: 'remove', data: { sealed: sealed(id), source: 'simulated' } }))
    command((id) => ({ name: 'remove', data: { sealed: sealed(id), source: 'simulated' } }))
    world.settle()
    expect([events('ibutton-arrived').length, events('ibutton-departed').length]).toEqual([1, 1])
  })

  test('a departure of what was not there is none', () => {
    const { extension, world, events } = anExtension()
    extension.depart(BLUE)
    extension.touch(BLUE)
    extension.depart(BLUE)
    world.settle()
    expect(events('ibutton-departed')).toHaveLength(1)
  })

  test('offers each edge again until its receipt, the oldest first, with its age by its own clock', () => {
    const { extension, world, events, receipt } = anExtension()
    extension.arrive(BLUE)
    world.advance(400)
    extension.arrive(RED)
    world.settle()
    const [blue, red] = events('ibutton-arrived').map(({ id }) => id)
    receipt(blue ?? '')
    world.advance(2 * RETRY_MS)
    const offered = events('ibutton-arrived').map(({ id, data }) => [id, data.ageMs])
    expect(offered.slice(0, 2)).toEqual([
      [blue, 0],
      [red, 0],
    ])
    expect(offered.slice(2).every(([id]) => id === red)).toBe(true)
    expect(offered.slice(2).map(([, ageMs]) => ageMs)).toEqual([RETRY_MS, 2 * RETRY_MS])
    receipt(red ?? '')
    world.advance(10 * RETRY_MS)
    expect(events('ibutton-arrived')).toHaveLength(offered.length)
  })

  test('a receipt for something else changes nothing', () => {
    const { extension, world, events, receipt } = anExtension()
    extension.arrive(BLUE)
    receipt('nobody')
    world.advance(RETRY_MS + 10)
    expect(events('ibutton-arrived')).toHaveLength(2)
  })

  test('touches with the iButton it is told to, and says unsupported to a tag, and to what was sealed for another message', () => {
    const { world, env, command, events } = anExtension()
    const sealed = (id: string, credential: Credential) => ({
      sealed: env.seal(credentialText(id, credential)),
      source: 'simulated' as const,
    })
    const touch = command((id) => ({ name: 'touch', data: sealed(id, BLUE) }))
    const tag = command((id) => ({ name: 'touch', data: sealed(id, { ...BLUE, kind: 'tag' }) }))
    const stale = command(() => ({ name: 'touch', data: sealed('another', BLUE) }))
    const bell = command({ name: 'ring', data: {} })
    world.settle()
    expect(events('ibutton-arrived').map(({ causedBy }) => causedBy)).toEqual([touch])
    expect(events('unsupported').map(({ causedBy }) => causedBy)).toEqual([tag, stale, bell])
  })

  test('C58, §3.6.7: takes no ROM with a wrong CRC, and says nothing of it', () => {
    const { world, env, command, events } = anExtension()
    const wrong: Credential = { kind: 'ibutton', id: '01.AB.89.67.45.23.01.78' }
    command((id) => ({ name: 'touch', data: { sealed: env.seal(credentialText(id, wrong)), source: 'simulated' } }))
    world.settle()
    expect([...events('ibutton-arrived'), ...events('ibutton-departed'), ...events('unsupported')]).toEqual([])
  })

  test('without power it says nothing at all, and afterwards has forgotten what waited and what lay on it', () => {
    const { extension, world, seen, command, events } = anExtension()
    extension.arrive(BLUE)
    world.settle()
    extension.powerOff()
    const before = seen.length
    extension.arrive(RED)
    command({ name: 'ring', data: {} })
    world.advance(10 * RETRY_MS)
    expect(seen.slice(before).filter(({ channel }) => channel !== 'command')).toEqual([])
    extension.powerOn()
    world.advance(10 * RETRY_MS)
    expect(events('ibutton-arrived')).toHaveLength(1)
    extension.arrive(BLUE)
    world.settle()
    expect(new Set(events('ibutton-arrived').map(({ id }) => id)).size).toBe(2)
  })

  test('restore() goes on exactly where snapshot() was: outbox, what lies on it, timers and ids', () => {
    const story = (isRestored: boolean): unknown => {
      const { extension, world, seen } = anExtension()
      extension.arrive(BLUE)
      world.advance(RETRY_MS / 2)
      if (isRestored) {
        const snapshot = structuredClone(extension.snapshot())
        extension.touch(RED)
        extension.depart(BLUE)
        world.settle()
        seen.splice(seen.findLastIndex(({ timeMs }) => timeMs < RETRY_MS / 2) + 1)
        extension.restore(snapshot)
      }
      world.run(3 * RETRY_MS)
      extension.arrive(BLUE)
      extension.touch(RED)
      world.settle()
      return seen.map(({ id, channel, timeMs }) => ({ id, channel, timeMs }))
    }
    expect(story(true)).toEqual(story(false))
  })
})
