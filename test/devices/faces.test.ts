import { describe, expect, test } from 'vitest'
import { onABus } from './on-a-bus.ts'

const KINDS = ['nfc-code-touch', 'one-wire-extension', 'external-reader', 'intercom'] as const

describe('every device', () => {
  test.each(KINDS)(
    '%s says its last words when its plug is pulled, and nothing more until it is plugged in',
    (kind) => {
      const { seen, world, command } = onABus('it', kind)
      const id = command({ name: 'unplug', data: {} })
      world.settle()
      expect(seen.at(-1)).toMatchObject({ channel: '$state', data: 'lost', causedBy: id })
      const before = seen.length
      command({ name: 'tamper', data: {} })
      command({ name: 'ring', data: {} })
      world.advance(180_000)
      expect(seen.slice(before).filter(({ channel }) => channel !== 'command')).toEqual([])
      command({ name: 'plug', data: {} })
      world.settle()
      expect(seen.flatMap((message) => (message.channel === '$state' ? [message.data] : []))).toEqual([
        ...['ready', 'lost', 'ready'],
      ])
    },
  )

  test.each(KINDS)('%s keeps its power through its snapshot, and so its being without', (kind) => {
    const { device, seen, world, command } = onABus('it', kind)
    command({ name: 'unplug', data: {} })
    world.settle()
    device.restore(device.snapshot())
    world.advance(180_000)
    expect(seen.at(-1)).toMatchObject({ channel: '$state', data: 'lost' })
  })

  test.each(KINDS)('%s is plugged in already, and cannot do it once more', (kind) => {
    const { seen, world, command, events } = onABus('it', kind)
    command({ name: 'plug', data: {} })
    world.settle()
    expect(events('unsupported')).toHaveLength(1)
    expect(seen.filter(({ channel }) => channel === '$state')).toHaveLength(1)
  })

  test.each(KINDS)('%s tells that it is taken off the wall until its Miniserver has it, or notices nothing', (kind) => {
    const { world, command, events, receipt } = onABus('it', kind)
    const id = command({ name: 'tamper', data: {} })
    world.advance(2_500)
    if (kind === 'one-wire-extension') {
      expect([events('tampered').length, events('unsupported').length]).toEqual([0, 1])
      return
    }
    expect(events('tampered').map(({ causedBy }) => causedBy)).toEqual([id, id, id])
    receipt(events('tampered')[0]?.id ?? '')
    world.advance(10_000)
    expect(events('tampered')).toHaveLength(3)
  })
})
