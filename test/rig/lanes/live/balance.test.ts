import { describe, expect, test } from 'vitest'
import { areSame, Balance } from '../../../../rigs/lanes/live/balance.ts'
import type { RestTally } from '../../../../sim/protocol/bus/message.ts'

/** What two connections told, and a third that is gone. */
const tallies = (
  changes: Partial<Record<'rig' | 'keypad' | 'gone', Partial<RestTally>>> = {},
): Map<string, RestTally> => {
  const quiet = { reading: 1, session: 's', sent: {}, received: 0, begun: 0 }
  return new Map([
    ['rig', { ...quiet, ...changes.rig }],
    ['keypad', { ...quiet, ...changes.keypad }],
    ...(changes.gone === undefined ? [] : [['gone', { ...quiet, ...changes.gone }] as const]),
  ])
}

describe('areSame()', () => {
  test('is true where nobody sent, received or began anything', () => {
    expect(areSame(tallies(), tallies({ rig: { dueOffsetMs: 5 } }))).toBe(true)
  })

  test.for([{ session: 't' }, { received: 1 }, { begun: 1 }])('is false where somebody has another %o', (change) => {
    expect(areSame(tallies(), tallies({ keypad: change }))).toBe(false)
  })

  test('is false where somebody was not asked before', () => {
    expect(areSame(new Map(), tallies())).toBe(false)
  })
})

describe('Balance', () => {
  const settled = (): Balance => {
    const balance = new Balance()
    balance.settle(tallies(), tallies())
    return balance
  }

  test('awaits what was sent and has not come, and nothing once it has', () => {
    const balance = settled()
    const sent = { sent: { keypad: 2, rig: 1 } }
    expect(balance.awaited(tallies({ rig: sent }), tallies({ rig: sent }))).toEqual({ keypad: 2, rig: 1 })
    const come = tallies({ rig: { ...sent, received: 1 }, keypad: { received: 2 } })
    expect(balance.awaited(come, come)).toEqual({})
  })

  test('awaits what somebody sent who is gone, and nothing that was sent to one who is gone', () => {
    const all = tallies({ gone: { sent: { keypad: 1 } }, rig: { sent: { gone: 3 } } })
    expect(settled().awaited(all, tallies({ rig: { sent: { gone: 3 } } }))).toEqual({ keypad: 1 })
  })

  test('awaits nothing on a new session: what was on its way to the old one is lost', () => {
    const balance = settled()
    const renewed = tallies({ rig: { sent: { keypad: 4 } }, keypad: { session: 't', received: 1 } })
    expect(balance.awaited(renewed, renewed)).toEqual({})
    balance.settle(renewed, renewed)
    const more = tallies({ rig: { sent: { keypad: 5 } }, keypad: { session: 't', received: 1 } })
    expect(balance.awaited(more, more)).toEqual({ keypad: 2 })
  })

  test('takes what nobody has sent as it is, so that what follows is awaited all the same', () => {
    const balance = settled()
    const will = tallies({ keypad: { received: 1 } })
    balance.settle(will, will)
    const sent = tallies({ rig: { sent: { keypad: 1 } }, keypad: { received: 1 } })
    expect(balance.awaited(sent, sent)).toEqual({ keypad: 2 })
  })

  test('awaits a lost message once', () => {
    const balance = settled()
    const lost = tallies({ rig: { sent: { keypad: 1 } } })
    expect(balance.awaited(lost, lost)).toEqual({ keypad: 1 })
    balance.giveUp(['keypad'])
    expect(balance.awaited(lost, lost)).toEqual({})
  })
})
