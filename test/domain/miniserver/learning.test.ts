import { describe, expect, test } from 'vitest'
import { cardText } from '../../../sim/domain/keypad/card.ts'
import { armingOf } from '../../../sim/domain/keypad/learning.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { startLearning } from '../../../sim/domain/miniserver/learning/start-learning.ts'
import { knownApps, sharedTagKey } from '../../../sim/domain/miniserver/learning/tag-keys.ts'
import type { AuthenticationNfcCodeTouch } from '../../../sim/domain/program/program.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { BLUE, HOME } from './a-home.ts'
import { Unit } from './a-unit.ts'

const UID = '04 99 98 97 96 95 80'

describe('learn mode', () => {
  test('C55: a tag is learned and told of, the door stays shut, and nothing of it is in the history', () => {
    const unit = new Unit()
    const effects = learned(unit, BLUE.id)
    expect(effects.filter(({ type }) => type === 'state')).toEqual([])
    expect(decisionIn(effects)).toMatchObject({ outcome: 'denied', reason: 'LEARN_MODE' })
    expect(decisionIn(effects)).not.toHaveProperty('block')
    expect(noticesIn(effects)).toEqual([['tag-learned', { device: 'front-door', isEncrypted: false }]])
    expect(feedbackIn(effects)).toEqual(['learned'])
    expect(resultOf(unit)).toMatchObject({ id: BLUE.id, userUuid: expect.stringMatching(/^[0-9a-f]{8}-/) })
    expect(unit.state.blocks.get('front-door')?.history ?? []).toEqual([])
  })

  test('I3: nothing that is told on the bus says which tag it was', () => {
    const unit = new Unit()
    const effects = learned(unit, UID)
    const onBus = effects.filter(({ type }) => ['notice', 'decision', 'command', 'receipt'].includes(type))
    expect(onBus.length).toBeGreaterThan(3)
    expect(JSON.stringify(onBus)).not.toContain(UID)
  })

  test('a repeat of what was told already gets its receipt and changes nothing', () => {
    const unit = new Unit()
    const before = learned(unit, UID, 'learned', 'event-7')
    expect(before.length).toBeGreaterThan(1)
    expect(learned(unit, UID, 'learned', 'event-7')).toEqual([
      { type: 'receipt', device: 'front-door', eventId: 'event-7' },
    ])
  })

  test('a card that cannot be written shows yellow, and the error of the authentication', () => {
    const unit = new Unit()
    const effects = learned(unit, cardText({ uid: UID, id: '11 22 33 44 55 66 77 88 EC', app: 'ffffff' }), 'failed')
    expect(feedbackIn(effects)).toEqual(['unreadable'])
    expect(noticesIn(effects)).toEqual([['tag-not-learned', { device: 'front-door', fault: 'authentication' }]])
    expect(resultOf(unit)).toEqual({ id: '00 00 00 00 00 00 00 00 EE', name: '', userUuid: null, deviceUuid: null })
  })

  test.for([
    ['read', 'E8'],
    ['authentication', 'EE'],
    ['init', 'EF'],
  ] as const)('P-227: a fault of kind %s is told clients as the id that ends in %s', ([fault, end]) => {
    const unit = new Unit()
    const sealed = unit.env.seal('front-door', credentialText('event-9', { kind: 'tag', id: UID }))
    const event = { type: 'learned', id: 'event-9', ageMs: 0, sealed, outcome: 'failed', fault } as const
    unit.input({ type: 'device-event', device: 'front-door', event })
    expect(resultOf(unit)).toMatchObject({ id: `00 00 00 00 00 00 00 00 ${end}` })
  })

  test('§3.6.5: each arming brings an id that nothing had before, under the key of this site, which lasts', () => {
    const unit = new Unit()
    const [first, second] = [arming(unit), arming(unit)]
    expect(first.id).toMatch(/^(?:[0-9A-F]{2} ){8}EC$/)
    expect(second.id).not.toBe(first.id)
    expect(second.app).toBe(first.app)
    expect(knownApps(unit.state, unit.env)).toEqual([first.app])
    unit.losePower()
    expect(knownApps(unit.state, unit.env)).toEqual([first.app])
  })

  test('P-34: the key goes to the consumers, unless the setting keeps it here', () => {
    const unit = new Unit()
    expect(sharedTagKey(unit.state, HOME)).toBeUndefined()
    arming(unit)
    expect(sharedTagKey(unit.state, HOME)).toMatch(/^[0-9a-f]{64}$/)
    unit.edit({ type: 'edit-setting', setting: { name: 'share-tag-keys', isShared: false } })
    expect(sharedTagKey(unit.state, HOME)).toBeUndefined()
  })

  test('§3.3.7: an encrypted card opens where its key is, and is a reader error where it is not', () => {
    const unit = new Unit()
    const { app = '' } = arming(unit)
    const present = (card: string) => unit.present({ credential: { kind: 'tag', id: card } })
    const opens = present(cardText({ uid: UID, id: BLUE.id, app }))
    expect(decisionIn(opens)).toMatchObject({ outcome: 'granted' })
    const foreign = present(cardText({ uid: UID, id: BLUE.id, app: 'ffffff' }))
    expect(decisionIn(foreign)).toMatchObject({ outcome: 'denied', reason: 'TAG_UNREADABLE' })
    expect(noticesIn(foreign)).toEqual([['reader-error', { device: 'front-door' }]])
    expect(decisionIn(present(cardText({ uid: UID })))).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
  })
})

function learned(
  unit: Unit,
  text: string,
  outcome: 'learned' | 'formatted' | 'failed' = 'learned',
  id = 'event-1',
): Effect[] {
  const sealed = unit.env.seal('front-door', credentialText(id, { kind: 'tag', id: text }))
  const event = { type: 'learned', id, ageMs: 0, sealed, outcome } as const
  return unit.input({ type: 'device-event', device: 'front-door', event })
}

/** What the keypad is told when somebody arms it, with the key made durable. */
function arming(unit: Unit) {
  const effects = startLearning(unit.state, frontDoor(unit), 'learn', { at: unit.at, env: unit.env })
  const all = effects.flatMap((effect) => {
    if (effect.type !== 'commit') return [effect]
    for (const { key, value } of effect.records) unit.store.set(key, value)
    return [...effect.then]
  })
  const [sent] = all.flatMap((effect) => (effect.type === 'command' ? [effect.command] : []))
  if (sent?.type !== 'learn') throw new TypeError('the keypad was told nothing')
  return armingOf(unit.env.open('front-door', sent.sealed) ?? '')
}

function frontDoor({ state }: Unit): AuthenticationNfcCodeTouch {
  const block = [...state.program.controls.values()].find(({ kind }) => kind === 'authentication-nfc-code-touch')
  if (block?.kind !== 'authentication-nfc-code-touch') throw new TypeError('no keypad')
  return block
}

function resultOf({ state }: Unit): unknown {
  const texts = [...state.api.values.values()].filter((value) => typeof value === 'string' && value.startsWith('{'))
  return JSON.parse(String(texts[0]))
}

function decisionIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.type === 'decision' ? [effect.record] : []))[0]
}

function noticesIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.type === 'notice' ? [[effect.name, effect.data]] : []))
}

function feedbackIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) =>
    effect.type === 'command' && effect.command.type === 'feedback' ? [effect.command.signal] : [],
  )
}
