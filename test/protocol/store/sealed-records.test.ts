import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { storeKey } from '../../../sim/protocol/store/sealed-records.ts'
import { sealing } from '../../helpers/sealing.ts'

describe('a sealed record', () => {
  const records = sealing()

  test('opens to what was sealed, and no two are alike', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (key, value) => {
        const plain = JSON.parse(JSON.stringify(value))
        const [one, other] = [records.seal(key, plain), records.seal(key, plain)]
        expect(records.open(key, one)).toEqual(plain)
        expect(one.equals(other)).toBe(false)
      }),
    )
  })

  test('I3: shows nothing of its value', () => {
    const sealed = records.seal('user/anna', { id: '04A1B2C3D4E580' }).toString('latin1')
    expect(sealed).not.toContain('04A1B2C3D4E580')
  })

  test('is good under its own key, for its own record and whole, and for nothing else', () => {
    const sealed = records.seal('user/anna', { a: 1 })
    const refusal = expect.objectContaining({ code: 'FILE_UNREADABLE', message: expect.stringContaining('user/anna') })
    const stranger = sealing(createSecretKey(Buffer.alloc(32, 1)))
    expect(() => stranger.open('user/anna', sealed)).toThrow(refusal)
    expect(() => records.open('user/ben', sealed)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }))
    for (let at = 0; at < sealed.length; at++) {
      const bent = Buffer.from(sealed)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(() => records.open('user/anna', bent)).toThrow(refusal)
      expect(() => records.open('user/anna', sealed.subarray(0, at))).toThrow(refusal)
    }
  })

  test('has a key that follows from the key of its unit, and from no other', () => {
    const [one, other] = [aKey(), aKey()]
    expect(storeKey(one).equals(storeKey(one))).toBe(true)
    expect(storeKey(one).equals(storeKey(other))).toBe(false)
  })
})

const aKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
