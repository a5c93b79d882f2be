import { describe, expect, test } from 'vitest'
import { PRESENTATION_AGE_MAX_MS } from '../../../sim/domain/miniserver/presentation-age.ts'
import { RECEIPT_MS } from '../../../sim/domain/miniserver/receipts.ts'
import { stepMiniserver } from '../../../sim/domain/miniserver/step.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { BLUE, BUTTON, GREEN, RED } from './a-home.ts'
import { decisionsIn, disable, noticesIn, outputsIn, receiptsIn, Unit } from './a-unit.ts'

describe('a presentation', () => {
  test('that is allowed is recorded, pulses, turns the keypad green, and has its receipt', () => {
    const unit = new Unit()
    const effects = unit.present({ credential: BLUE })
    expect(decisionsIn(effects)).toMatchObject([
      { outcome: 'granted', reason: 'ALLOWED', user: { name: 'Anna' }, output: 1, historyType: 3, block: 'Front Door' },
    ])
    expect(outputsIn(effects)).toEqual(['o1 on'])
    expect(effects).toContainEqual(
      expect.objectContaining({
        type: 'command',
        device: 'front-door',
        command: { type: 'feedback', signal: 'granted' },
      }),
    )
    expect(receiptsIn(effects)).toEqual(['event-1'])
  })

  test.each([
    ['nobody’s tag', { credential: { kind: 'tag', id: '04 00 00 01' } }, 'UNKNOWN_CREDENTIAL'],
    ['a tag of somebody without a right', { credential: GREEN }, 'NOT_CONFIGURED'],
  ] as const)('of %s opens nothing and turns the keypad red: %s', (_, presented, reason) => {
    const unit = new Unit()
    const effects = unit.present(presented)
    expect(decisionsIn(effects)).toMatchObject([{ outcome: 'denied', reason, output: -1, historyType: 8 }])
    expect(outputsIn(effects)).toEqual([])
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'command', command: { type: 'feedback', signal: 'denied' } }),
    )
  })

  test('of exactly five seconds still opens; a millisecond older it is recorded as expired and opens nothing', () => {
    const unit = new Unit()
    expect(outputsIn(unit.present({ credential: BLUE, ageMs: PRESENTATION_AGE_MAX_MS }))).toEqual(['o1 on'])
    unit.advance(3_000)
    const late = unit.present({ credential: BLUE, ageMs: PRESENTATION_AGE_MAX_MS + 1 })
    expect(decisionsIn(late)).toMatchObject([
      { outcome: 'denied', reason: 'EXPIRED_PRESENTATION', ageMs: PRESENTATION_AGE_MAX_MS + 1 },
    ])
    expect(outputsIn(late)).toEqual([])
    expect(receiptsIn(late)).toHaveLength(1)
    expect(unit.state.blocks.get('front-door')?.history.map(({ reason }) => reason)).toEqual([
      'ALLOWED',
      'EXPIRED_PRESENTATION',
    ])
  })

  test('is decided for its own time, not for that of its arrival', () => {
    const unit = new Unit()
    unit.advance(8 * 3_600_000 + 2_000)
    const [inTime] = decisionsIn(unit.present({ credential: RED, ageMs: 3_000 }))
    expect(inTime).toMatchObject({ outcome: 'granted', atMs: unit.at.wallMs - 3_000 })
    const [late] = decisionsIn(unit.present({ credential: RED, ageMs: 2_000 }))
    expect(late).toMatchObject({ outcome: 'denied', reason: 'OUTSIDE_SCHEDULE' })
  })

  test('at a reader that no block uses is recorded as READER_UNASSIGNED', () => {
    const unit = new Unit()
    for (const [uuid, control] of unit.state.program.controls)
      if (control.name === 'Front Door') unit.state.program.controls.delete(uuid)
    const effects = unit.present({ credential: BLUE })
    expect(decisionsIn(effects)).toMatchObject([
      { outcome: 'denied', reason: 'READER_UNASSIGNED', reader: 'front-door', effects: [{ signal: 'denied' }] },
    ])
    expect(outputsIn(effects)).toEqual([])
    expect(receiptsIn(effects)).toEqual(['event-1'])
  })

  test('of an iButton at the side door is decided by the same rules, as an external medium, without a keypad to light', () => {
    const unit = new Unit()
    const granted = unit.present({ device: 'one-wire', credential: BUTTON })
    expect(decisionsIn(granted)).toMatchObject([
      { outcome: 'granted', reason: 'ALLOWED', reader: 'side-door', user: { name: 'Anna' }, historyType: 10 },
    ])
    expect(outputsIn(granted)).toEqual(['p on'])
    expect(granted.filter(({ type }) => type === 'command')).toEqual([])
    const denied = unit.present({ device: 'one-wire', credential: { kind: 'ibutton', id: '01.00.00.00.00.00.00.00' } })
    expect(decisionsIn(denied)).toMatchObject([{ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', historyType: 11 }])
    disable(unit, 'Anna')
    const reasons = [unit.present({ device: 'one-wire', credential: BUTTON }), unit.present({ credential: BLUE })].map(
      (effects) => decisionsIn(effects)[0]?.reason,
    )
    expect(reasons).toEqual(['USER_DISABLED', 'USER_DISABLED'])
  })
})

describe('a presentation that nobody sealed for it', () => {
  const FORGERIES = {
    'is not sealed at all': () => BLUE.id,
    'is empty': () => '',
    'was altered': (unit: Unit) => altered(unit.env.seal('front-door', credentialText('x', BLUE))),
    'was sealed by another device': (unit: Unit) => unit.env.seal('one-wire', credentialText('x', BLUE)),
    'was sealed for another event': (unit: Unit) => unit.env.seal('front-door', credentialText('y', BLUE)),
    'holds another kind than it says': (unit: Unit) =>
      unit.env.seal('front-door', credentialText('x', { ...BLUE, kind: 'code' })),
  }

  test.each(Object.entries(FORGERIES))('and %s: a notice and its receipt, and no decision', (_, forge) => {
    const unit = new Unit()
    const stored = new Map(unit.store)
    const effects = unit.sends('front-door', { id: 'x', sealed: forge(unit), kind: 'tag' })
    expect(effects.map(({ type }) => type)).toEqual(['receipt', 'notice'])
    expect(noticesIn(effects)).toEqual(['frame-malformed'])
    expect(JSON.stringify(effects)).not.toContain(BLUE.id)
    expect(unit.store).toEqual(stored)
  })

  test('from a device that the site does not have is malformed as well', () => {
    const unit = new Unit()
    const effects = unit.sends('back-door', { id: 'x', sealed: 'AAAA', kind: 'tag' })
    expect(noticesIn(effects)).toEqual(['frame-malformed'])
  })
})

describe('a repeat of a presentation', () => {
  test('changes nothing and gets its receipt again, also after a loss of power', () => {
    const unit = new Unit()
    unit.present({ credential: BLUE, id: 'once' })
    const before = unit.state.blocks.get('front-door')?.history
    expect(unit.present({ credential: BLUE, id: 'once', ageMs: 1_000 })).toEqual([
      { type: 'receipt', device: 'front-door', eventId: 'once' },
    ])
    unit.losePower()
    expect(unit.present({ credential: BLUE, id: 'once', ageMs: 2_000 })).toEqual([
      { type: 'receipt', device: 'front-door', eventId: 'once' },
    ])
    expect(unit.state.blocks.get('front-door')?.history).toEqual(before)
  })

  test('gets no receipt before the first answer is durable', () => {
    const unit = new Unit()
    const sealed = unit.env.seal('front-door', credentialText('once', BLUE))
    const event = { type: 'presented', id: 'once', ageMs: 0, sealed, kind: 'tag' } as const
    const input = { type: 'device-event', device: 'front-door', event, at: unit.at } as const
    const [first] = stepMiniserver(unit.state, input, unit.env)
    const repeat = stepMiniserver(unit.state, input, unit.env)
    expect(first).toMatchObject({ type: 'commit' })
    expect(repeat).toEqual([
      { type: 'commit', records: [], then: [{ type: 'receipt', device: 'front-door', eventId: 'once' }] },
    ])
  })

  test('is one for a minute; by then it is expired, and what is remembered does not grow at a busy door', () => {
    const unit = new Unit()
    unit.present({ credential: GREEN, id: 'first' })
    for (let second = 0; second < 300; second++) {
      unit.advance(1_000)
      unit.present({ credential: GREEN })
    }
    const kept = [...unit.store.keys()].filter((key) => key.startsWith('receipt/'))
    expect(kept.length).toBeLessThanOrEqual(RECEIPT_MS / 1_000 + 1)
    expect(kept.length).toBe(unit.state.receipts.size)
    unit.advance(2 * RECEIPT_MS)
    expect([...unit.store.keys()].filter((key) => key.startsWith('receipt/'))).toEqual([])
    const again = unit.present({ credential: BLUE, id: 'first', ageMs: 300_000 })
    expect(decisionsIn(again)).toMatchObject([{ reason: 'EXPIRED_PRESENTATION' }])
    expect(outputsIn(again)).toEqual([])
  })
})

function altered(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  return bytes.toString('base64url')
}
