import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DraftMap } from '../../../sim/domain/program/draft-map.ts'

type Command =
  | { readonly type: 'set'; readonly key: string; readonly entry: number }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'clear' }

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const entries = fc.uniqueArray(fc.tuple(key, fc.nat(9)), { selector: ([each]) => each })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('set' as const), key, entry: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('delete' as const), key }) },
  { weight: 1, arbitrary: fc.constant({ type: 'clear' as const }) },
)

describe('a draft of a map', () => {
  test('reads like a map on which the same was done, and leaves the one below as it is', () => {
    fc.assert(
      fc.property(entries, fc.array(command, { maxLength: 8 }), (first, commands) => {
        const [below, plain] = [new Map(first), new Map(first)]
        const draft = new DraftMap(below)
        for (const each of commands) expect(did(draft, each)).toEqual(did(plain, each))
        expect(seen(draft)).toEqual(seen(plain))
        expect([...below]).toEqual(first)
      }),
    )
  })

  test('says of each key that was written what it was and what it shall be', () => {
    fc.assert(
      fc.property(entries, fc.array(command, { maxLength: 8 }), (first, commands) => {
        const below = new Map(first)
        const draft = new DraftMap(below)
        for (const each of commands) did(draft, each)
        const after = new Map(below)
        for (const { key: changed, before, entry } of draft.changes()) {
          expect(before).toBe(below.get(changed))
          if (entry === undefined) after.delete(changed)
          else after.set(changed, entry)
        }
        expect([...after].sort()).toEqual([...draft].sort())
      }),
    )
  })
})

function did(map: Map<string, number>, command: Command): unknown {
  if (command.type === 'set') return map.set(command.key, command.entry) === map
  return command.type === 'delete' ? map.delete(command.key) : map.clear()
}

/** By each way to read a map; in an order of its own, since what is put in again stands at its old place in a draft. */
function seen(map: Map<string, number>): unknown {
  const told: unknown[] = []
  map.forEach((entry, each, itself) => {
    told.push([each, entry, itself === map])
  })
  const keys = ['a', 'b', 'c', 'd', 'e']
  return {
    size: map.size,
    all: [...map].sort(),
    keys: [...map.keys()].sort(),
    values: [...map.values()].sort(),
    told: told.sort(),
    got: keys.map((each) => [map.has(each), map.get(each)]),
    copied: [...new Map(map)].sort(),
  }
}
