import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StateValue } from '../../../../sim/domain/miniserver/effect.ts'
import { hold, newKeypad, press, type Told, wait } from '../../../model/keypad.ts'
import { BLUE } from '../a-home.ts'
import { ANNAS, Door, programWith } from './a-door.ts'

const STRANGER = { kind: 'tag', id: '04 00 00 01' } as const
const DIGITS = ['0', '1', '2', '3', '6', '7', '9']

type Doing =
  | { readonly type: 'keys'; readonly keys: string }
  | { readonly type: 'tag'; readonly isKnown: boolean }
  | { readonly type: 'wait'; readonly durationMs: number }

const digits = fc.array(fc.constantFrom(...DIGITS), { minLength: 1, maxLength: 10 }).map((each) => each.join(''))
const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('1', '2', '7', '0', '12', ANNAS).map((keys) => ({ type: 'keys' as const, keys })),
  },
  { weight: 2, arbitrary: digits.map((keys) => ({ type: 'keys' as const, keys })) },
  { weight: 6, arbitrary: fc.constantFrom('tick', 'bell', 'tick').map((keys) => ({ type: 'keys' as const, keys })) },
  { weight: 2, arbitrary: fc.boolean().map((isKnown) => ({ type: 'tag' as const, isKnown })) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 250, 1_250, 4_750, 5_000, 5_250, 121_000).map((durationMs) => ({
      ...{ type: 'wait' as const, durationMs },
    })),
  },
)
/** Fifteen wrong ones in a row do not come by chance. */
const guessing = fc.constant<Doing[]>(
  Array.from({ length: 15 }, (): Doing[] => [
    { type: 'keys', keys: '998877' },
    { type: 'keys', keys: 'tick' },
  ]).flat(),
)
const visits = fc
  .array(fc.oneof({ weight: 12, arbitrary: doing.map((each) => [each]) }, { weight: 1, arbitrary: guessing }), {
    ...{ minLength: 1, maxLength: 40 },
  })
  .map((each) => each.flat())

/** What the block told since the last look, in the model's words. */
class Watcher {
  readonly door: Door
  #decided = 0
  #told = new Map<string, number>()

  constructor(door: Door) {
    this.door = door
  }

  told(): string[] {
    const decisions = this.door.decisions.slice(this.#decided)
    this.#decided = this.door.decisions.length
    const decided = decisions.map(({ outcome, output }): Told => (outcome === 'granted' ? `opens ${output}` : 'denied'))
    const selected = this.#since('preselected').flatMap((value) => (value === 0 ? [] : [`selects ${value}`]))
    const rang = this.#since('bell').flatMap((value): Told[] =>
      value === true ? [`rings ${Number(this.door.now('bsel'))}`] : [],
    )
    return [...decided, ...selected, ...rang]
  }

  #since(name: string): StateValue[] {
    const all = this.door.states.get(name) ?? []
    const before = this.#told.get(name) ?? 0
    this.#told.set(name, all.length)
    return all.slice(before)
  }
}

/** A number beyond O6 is not told, for it may be a code (P-250). */
function asTold(told: Told): string {
  return told.replace(/^selects ([7-9]|\d\d+)$/, 'selects additional')
}

function keysOf(text: string): string[] {
  return /^\d+$/.test(text) ? [...text] : [text]
}

test('P-49, P-50, P-250: whatever is pressed, held and waited comes to what an independent reading of §3.6.3 says', () => {
  fc.assert(
    fc.property(visits, fc.boolean(), fc.boolean(), (doings, additional, confirms) => {
      const door = new Door(programWith({ additionalPreselections: additional, tagConfirmsEntry: confirms }))
      const watcher = new Watcher(door)
      const model = newKeypad({ additional, confirms }, [ANNAS, BLUE.id])
      watcher.told()
      for (const each of doings) {
        const expected: Told[] = []
        if (each.type === 'wait') {
          door.wait(each.durationMs)
          expected.push(...wait(model, door.nowMs))
        } else if (each.type === 'tag') {
          const tag = each.isKnown ? BLUE : STRANGER
          door.hold(tag)
          expected.push(...hold(model, tag.id, door.nowMs))
        } else {
          for (const key of keysOf(each.keys)) {
            door.press(key)
            expected.push(...press(model, key, door.nowMs))
          }
        }
        expect(watcher.told()).toEqual(expected.map(asTold))
        expect(door.now('locked')).toBe(model.lockedSinceMs !== undefined)
      }
    }),
    { numRuns: 100 },
  )
})
