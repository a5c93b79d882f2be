import { describe, expect, test } from 'vitest'
import { cardOf, cardText, readTag } from '../../../sim/domain/keypad/card.ts'
import { type Arming, armingOf, armingText, learn, type TooSoon } from '../../../sim/domain/keypad/learning.ts'

const UID = '04 A1 B2 C3 D4 E5 80'
const ID = '0F B9 B6 D2 06 54 03 1F EC'
const OTHER_ID = '11 22 33 44 55 66 77 88 EC'
const BLANK = cardText({ uid: UID })
const OURS = cardText({ uid: UID, id: OTHER_ID, app: 'aaaaaa' })
const THEIRS = cardText({ uid: UID, id: OTHER_ID, app: 'bbbbbb' })
const LEARN: Arming = { task: 'learn', apps: ['aaaaaa'], id: ID, app: 'aaaaaa' }
const FORMAT: Arming = { task: 'format', apps: ['aaaaaa'] }

describe('a card', () => {
  test('says what is on it, and a tag that is its id and nothing else is none', () => {
    for (const card of [{ uid: UID }, { uid: UID, id: ID, app: 'aaaaaa' }]) expect(cardOf(cardText(card))).toEqual(card)
    expect([UID, ID, '0815'].map(cardOf)).toEqual([undefined, undefined, undefined])
  })

  test('P-34: is read with the keys of its application only; before it was learned, and without memory, by its UID', () => {
    expect([BLANK, UID, ID].map((text) => readTag(text, []))).toEqual([UID, UID, ID])
    expect(readTag(OURS, ['aaaaaa'])).toBe(OTHER_ID)
    expect(readTag(OURS, ['bbbbbb'])).toBeUndefined()
  })
})

describe('a keypad in learn mode', () => {
  test.for<[string, Arming, string, string, string]>([
    ['gives a card a new id', LEARN, BLANK, 'tag-learned', cardText({ uid: UID, id: ID, app: 'aaaaaa' })],
    [
      'gives it another one when it is learned again',
      LEARN,
      OURS,
      'tag-learned',
      cardText({ uid: UID, id: ID, app: 'aaaaaa' }),
    ],
    ['learns the UID of what has no memory', LEARN, UID, 'tag-learned', UID],
    ['writes no card of keys it does not have', LEARN, THEIRS, 'learn-failed', THEIRS],
    ['takes id and keys away', FORMAT, OURS, 'tag-formatted', BLANK],
    ['formats no card of keys it does not have', FORMAT, THEIRS, 'learn-failed', THEIRS],
    ['formats nothing that was never learned', FORMAT, BLANK, 'learn-failed', BLANK],
    ['formats nothing without memory', FORMAT, UID, 'learn-failed', UID],
  ])('§3.6.5: %s', ([, arming, text, event, after]) => {
    const fault = event === 'learn-failed' ? { fault: 'authentication' } : {}
    expect(learn(arming, text)).toEqual({ event, text: after, ...fault })
  })

  test.for<[string, Arming, string, TooSoon, string]>([
    ['a card before it was read', LEARN, BLANK, 'reading', 'read'],
    ['a tag without memory before it was read', LEARN, UID, 'reading', 'read'],
    ['a card while it is written', LEARN, BLANK, 'writing', 'init'],
    ['a card while its id is taken away', FORMAT, OURS, 'writing', 'init'],
    ['a card of keys it does not have', LEARN, THEIRS, 'writing', 'authentication'],
  ])('P-251: of %s, taken away too soon, nothing is learned, and it is as it was', ([, arming, text, soon, fault]) => {
    expect(learn(arming, text, soon)).toEqual({ event: 'learn-failed', text, fault })
  })

  test('is told so in a text of its own', () => {
    for (const arming of [LEARN, FORMAT]) expect(armingOf(armingText(arming))).toEqual(arming)
    expect(() => armingOf('{"task":"open"}')).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })
})
