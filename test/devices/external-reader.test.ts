import { describe, expect, test } from 'vitest'
import { ExternalReader } from '../../sim/devices/external-reader.ts'
import type { Credential } from '../../sim/domain/access/credential.ts'
import { OUTBOX_MAX, RETRY_MS } from '../../sim/domain/presentation-outbox.ts'
import { credentialOf, credentialText } from '../../sim/domain/sealed-credential.ts'
import { onABus } from './on-a-bus.ts'

const FINGER: Credential = { kind: 'external', id: 'right thumb of Anna' }
const OTHER: Credential = { kind: 'external', id: '760643' }

function aReader() {
  const rest = onABus('fingerprint', 'external-reader')
  const { device } = rest
  if (!(device instanceof ExternalReader)) throw new TypeError('not an external reader')
  return { ...rest, reader: device }
}

describe('ExternalReader', () => {
  test('R78: presents each external ID as an event, in which it is sealed and bound to that event', () => {
    const { reader, world, env, events } = aReader()
    reader.present(FINGER)
    reader.present(FINGER)
    reader.present(OTHER)
    world.settle()
    const presented = events('external-presented')
    expect(presented.map(({ id, data }) => credentialOf(id, env.open(data.sealed ?? '')))).toEqual([
      ...[FINGER, FINGER, OTHER],
    ])
    expect(new Set(presented.map(({ id }) => id)).size).toBe(3)
    expect(JSON.stringify(presented)).not.toMatch(/thumb|760643/)
  })

  test('offers what it knows again until the receipt, the oldest first, with its age by its own clock', () => {
    const { reader, world, events, receipt } = aReader()
    reader.present(FINGER)
    world.advance(400)
    reader.present(OTHER)
    world.settle()
    const [finger, other] = events('external-presented').map(({ id }) => id)
    receipt(finger ?? '')
    receipt('nobody')
    world.advance(2 * RETRY_MS)
    const offered = events('external-presented').map(({ id, data }) => [id, data.ageMs])
    expect(offered).toEqual([
      [finger, 0],
      [other, 0],
      [other, RETRY_MS],
      [other, 2 * RETRY_MS],
    ])
    receipt(other ?? '')
    world.advance(10 * RETRY_MS)
    expect(events('external-presented')).toHaveLength(offered.length)
  })

  test('keeps a number of them while its Miniserver is silent, and then drops the oldest', () => {
    const { reader, world, events } = aReader()
    for (let count = 0; count <= OUTBOX_MAX; count++) reader.present(FINGER)
    world.settle()
    const [oldest, ...kept] = events('external-presented').map(({ id }) => id)
    world.advance(RETRY_MS)
    const again = events('external-presented').slice(OUTBOX_MAX + 1)
    expect(again.map(({ id }) => id)).toEqual(kept)
    expect(again.map(({ id }) => id)).not.toContain(oldest)
  })

  test('presents what it is told over the bus, and says unsupported to a tag, to a touch, and to what was sealed for another message', () => {
    const { world, env, command, events } = aReader()
    const sealed = (id: string, credential: Credential) => ({
      sealed: env.seal(credentialText(id, credential)),
      source: 'serial' as const,
    })
    const told = command((id) => ({ name: 'present', data: sealed(id, FINGER) }))
    const tag = command((id) => ({ name: 'present', data: sealed(id, { kind: 'tag', id: '04 A1 B2 C3' }) }))
    const touch = command((id) => ({ name: 'touch', data: sealed(id, FINGER) }))
    const stale = command(() => ({ name: 'present', data: sealed('another', FINGER) }))
    world.settle()
    expect(events('external-presented').map(({ causedBy, data }) => [causedBy, data.source])).toEqual([
      [told, 'serial'],
    ])
    expect(events('unsupported').map(({ causedBy }) => causedBy)).toEqual([tag, touch, stale])
  })

  test('says that it is alive, and without power nothing; afterwards it has forgotten what waited', () => {
    const { reader, world, seen, events, states } = aReader()
    expect(states()).toEqual({ alive: 0 })
    reader.present(FINGER)
    world.advance(60_000)
    expect(states()).toEqual({ alive: 60 })
    reader.powerOff()
    const before = seen.length
    reader.present(OTHER)
    world.advance(10 * RETRY_MS)
    expect(seen).toHaveLength(before)
    reader.powerOn()
    const offered = events('external-presented').length
    world.advance(10 * RETRY_MS)
    expect(events('external-presented')).toHaveLength(offered)
  })

  test('restore() goes on exactly where snapshot() was: outbox, timers and ids', () => {
    const story = (isRestored: boolean): unknown => {
      const { reader, world, seen } = aReader()
      reader.present(FINGER)
      world.advance(RETRY_MS / 2)
      if (isRestored) {
        const snapshot = structuredClone(reader.snapshot())
        reader.present(OTHER)
        world.settle()
        seen.splice(seen.findLastIndex(({ timeMs }) => timeMs < RETRY_MS / 2) + 1)
        reader.restore(snapshot)
      }
      world.run(3 * RETRY_MS)
      reader.present(OTHER)
      world.settle()
      return seen.map(({ id, channel, timeMs }) => ({ id, channel, timeMs }))
    }
    expect(story(true)).toEqual(story(false))
  })
})
