import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromPlain, toPlain } from '../../sim/devices/plain-data.ts'

const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.double().map(withoutNegativeZero))
const key = fc.oneof(fc.string(), fc.constantFrom('$map', '$set', '$object', '$number', '__proto__'))

const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.array(fc.tuple(key, tie('value'))).map(Object.fromEntries),
    fc.array(fc.tuple(leaf, tie('value'))).map((entries) => new Map(entries)),
    fc.array(tie('value')).map((values) => new Set(values)),
  ),
})).value

describe('plain data', () => {
  test('comes back from JSON text as it was, Maps, Sets and infinity too', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(fromPlain(JSON.parse(JSON.stringify(toPlain(value))))).toEqual(value)
      }),
    )
  })

  test('keeps the order of Maps, which is the order in which devices go through them', () => {
    const map = new Map([
      ['b', 1],
      ['a', 2],
      ['1', 3],
    ])
    expect([...(fromPlain(toPlain(map)) as typeof map).keys()]).toEqual(['b', 'a', '1'])
  })

  test('holds nothing of what it was made from', () => {
    const memory = { list: [1], map: new Map([['a', { count: 1 }]]) }
    const plain = toPlain(memory)
    memory.list.push(2)
    memory.map.set('a', { count: 2 })
    expect(fromPlain(plain)).toEqual({ list: [1], map: new Map([['a', { count: 1 }]]) })
  })

  test('leaves out what is undefined', () => {
    expect(toPlain({ a: undefined, b: 1 })).toEqual({ b: 1 })
    expect(Object.keys(toPlain({ a: undefined, b: 1 }) as object)).toEqual(['b'])
  })

  test.for<[string, unknown]>([
    ['a function', () => {}],
    ['a generator', [][Symbol.iterator]()],
    ['bytes', new Uint8Array(2)],
    ['a date', new Date(0)],
    ['undefined in a list', [undefined]],
  ])('refuses %s: it would not come back', ([, value]) => {
    expect(() => toPlain({ value })).toThrow(TypeError)
  })
})

/** JSON has one zero. */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value
}
