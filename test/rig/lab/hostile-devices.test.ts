import { describe, expect, test } from 'vitest'
import { inputOf } from '../../../sim/devices/miniserver-inputs.ts'
import { accessOf, mayPublish } from '../../../sim/protocol/bus/access.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { dataSchemaOf } from '../../../sim/protocol/bus/payloads.ts'

const PREFIX = 'loxrig/test'
const KEYPAD = { role: 'device', site: 'home', device: 'front-door' } as const

const arrival = (id: string): BusMessage => ({
  channel: 'event',
  name: 'ibutton-arrived',
  id,
  site: 'home',
  device: 'one-wire',
  timeMs: 0,
  data: { ageMs: 0, sealed: 'c2VhbGVk', source: 'simulated' },
})

describe('a device that means harm', () => {
  test('uses up no id of another device, whose tap would then count as a repeat', () => {
    expect(inputOf(arrival('home-one-wire-8e318e17-1'))).toMatchObject({ type: 'device-event', device: 'one-wire' })
    expect(inputOf(arrival('home-front-door-8e318e17-1'))).toBeUndefined()
  })

  test('tells no output of the block at its reader: that is for the Miniserver', () => {
    const access = accessOf(PREFIX, KEYPAD)
    expect(mayPublish(access, `${PREFIX}/home/front-door/state/led`)).toBe(true)
    expect(mayPublish(access, `${PREFIX}/home/front-door/state/o1`)).toBe(false)
    expect(
      mayPublish(accessOf(PREFIX, { role: 'miniserver', site: 'home' }), `${PREFIX}/home/front-door/state/o1`),
    ).toBe(true)
  })

  test.for([-1, 1e300, Number.MAX_SAFE_INTEGER, Number.NaN])('says nothing that is %d ms old', (ageMs) => {
    const schema = dataSchemaOf('event', 'tag-presented')
    expect(schema?.safeParse({ ageMs: 5_000 }).success).toBe(true)
    expect(schema?.safeParse({ ageMs }).success).toBe(false)
  })
})
