import { describe, expect, test } from 'vitest'
import { cardOf, cardText } from '../../sim/domain/keypad/card.ts'
import { type Arming, armingText, LEARN_MS } from '../../sim/domain/keypad/learning.ts'
import { RETRY_MS } from '../../sim/domain/presentation-outbox.ts'
import { credentialOf, credentialText, keysText } from '../../sim/domain/sealed-credential.ts'
import { aKeypad, BLUE } from '../helpers/a-keypad.ts'

const ARMING: Arming = { task: 'learn', apps: ['abcdef'], id: '0F B9 B6 D2 06 54 03 1F EC', app: 'abcdef' }

/** A keypad, and its Miniserver's word to learn. */
function aLearningKeypad() {
  const all = aKeypad()
  const arm = (arming = ARMING) => {
    all.command({ name: 'learn', data: { sealed: all.env.seal(armingText(arming)) } })
    all.world.settle()
  }
  arm()
  return { ...all, arm }
}

describe('a keypad in learn mode', () => {
  test('§3.6.5: shows cyan, learns the first card and presents the next', () => {
    const { keypad, world, env, events, states } = aLearningKeypad()
    expect(states('led')).toEqual(['cyan'])
    keypad.tap({ kind: 'tag', id: cardText({ uid: BLUE.id }) })
    keypad.tap(BLUE)
    world.settle()
    const [learned] = events('tag-learned')
    const { id } = credentialOf(learned?.id ?? '', env.open(learned?.data.sealed ?? ''))
    expect(cardOf(id)).toEqual({ uid: BLUE.id, id: ARMING.id, app: ARMING.app })
    expect([events('tag-learned').length, events('tag-presented').length]).toEqual([1, 1])
    expect(JSON.stringify(events('tag-learned'))).not.toContain(BLUE.id)
    expect(states('led')).toEqual(['cyan', 'off'])
  })

  test('§3.6.5: the window lapses ten seconds after the last arming', () => {
    const { keypad, world, arm, events, states } = aLearningKeypad()
    world.advance(LEARN_MS - 1000)
    arm()
    world.advance(LEARN_MS - 1000)
    expect(states('led')).toEqual(['cyan'])
    world.advance(1000)
    expect(states('led')).toEqual(['cyan', 'off'])
    keypad.tap(BLUE)
    world.settle()
    expect([events('tag-learned').length, events('tag-presented').length]).toEqual([0, 1])
  })

  test('§3.6.5: gives an id to one card only, also where the line says the arming twice', () => {
    const { keypad, world, arm, events } = aLearningKeypad()
    keypad.tap({ kind: 'tag', id: cardText({ uid: BLUE.id }) })
    arm()
    keypad.tap({ kind: 'tag', id: cardText({ uid: '04 00 00 01' }) })
    world.settle()
    expect([events('tag-learned').length, events('tag-presented').length]).toEqual([1, 1])
  })

  test('§3.6.5: tells why it learned nothing of a card that was taken away too soon; otherwise it saw none', () => {
    const { world, env, command, arm, events } = aLearningKeypad()
    const tap = (tooSoon: 'reading' | 'writing') => {
      const held = { kind: 'tag', id: cardText({ uid: BLUE.id }) } as const
      const sealed = (id: string) => env.seal(credentialText(id, held))
      command((id) => ({ name: 'tap', data: { sealed: sealed(id), source: 'simulated', tooSoon } }))
      world.settle()
    }
    tap('reading')
    arm({ ...ARMING, id: '11 22 33 44 55 66 77 88 EC' })
    tap('writing')
    expect(events('learn-failed').map(({ data }) => data.fault)).toEqual(['read', 'init'])
    tap('reading')
    expect(events('tag-presented')).toEqual([])
  })

  test('is ended by its Miniserver, and by a loss of power', () => {
    const { keypad, world, command, arm, events, states } = aLearningKeypad()
    command({ name: 'stop-learning', data: {} })
    world.settle()
    keypad.tap(BLUE)
    arm()
    keypad.powerOff()
    keypad.powerOn()
    keypad.tap(BLUE)
    world.advance(LEARN_MS)
    expect(events('tag-learned')).toEqual([])
    expect(states('led').slice(0, 3)).toEqual(['cyan', 'off', 'cyan'])
  })

  test('P-74: does what it was told last, and says unsupported to what its Miniserver did not seal', () => {
    const { keypad, world, command, arm, events } = aLearningKeypad()
    arm({ task: 'format', apps: ['abcdef'] })
    command({ name: 'learn', data: { sealed: 'nonsense' } })
    world.settle()
    expect(events('unsupported')).toHaveLength(1)
    keypad.tap({ kind: 'tag', id: cardText({ uid: BLUE.id, id: String(ARMING.id), app: 'abcdef' }) })
    world.settle()
    expect(events('tag-formatted')).toHaveLength(1)
  })

  test('forgets digits that were typed, and tells what it learned until its Miniserver has it', () => {
    const { keypad, world, env, command, arm, events, receipt } = aLearningKeypad()
    command((id) => ({ name: 'key', data: { sealed: env.seal(keysText(id, ['1', '2'])) } }))
    arm()
    keypad.tap(BLUE)
    world.advance(2 * RETRY_MS)
    expect(events('tag-learned')).toHaveLength(3)
    receipt(events('tag-learned')[0]?.id ?? '')
    world.advance(10 * RETRY_MS)
    expect([events('tag-learned').length, events('code-entered').length]).toEqual([3, 0])
  })
})
