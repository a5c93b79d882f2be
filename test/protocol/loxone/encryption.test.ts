import { constants, createPublicKey, generateKeyPairSync, publicEncrypt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decryptText, encryptText } from '../../../sim/protocol/loxone/aes.ts'
import { keyExchangePayload } from '../../../sim/protocol/loxone/key-exchange.ts'
import { decryptSessionKey, unpad } from '../../../sim/protocol/loxone/rsa.ts'
import { decryptCommand } from '../../../sim/protocol/loxone/secure-session.ts'

/** docs/miniserver-protocol.md §1.8 */
const VECTOR = {
  sessionKey: {
    key: Buffer.from(Array.from({ length: 32 }, (_, index) => index)),
    iv: Buffer.from(Array.from({ length: 16 }, (_, index) => 0xa0 + index)),
  },
  plain: 'salt/1a2b/jdev/sys/getkey2/admin',
  zeroPadded: '0hCqv5pLrYh5OQIUb5pbxMTh3iC8KY+RWd6dPtbKUgg=',
  nulAndPkcs7: '0hCqv5pLrYh5OQIUb5pbxMTh3iC8KY+RWd6dPtbKUghDgySEWl+r/qewgKQpZ5uD',
}

describe('AES', () => {
  test('is that of the protocol page, with either padding of clients', () => {
    expect(encryptText(VECTOR.sessionKey, VECTOR.plain)).toBe(VECTOR.zeroPadded)
    expect(decryptText(VECTOR.sessionKey, VECTOR.zeroPadded)).toBe(VECTOR.plain)
    expect(decryptText(VECTOR.sessionKey, VECTOR.nulAndPkcs7)).toBe(VECTOR.plain)
  })

  test('gives back every text without a NUL', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !each.includes('\0'))
    fc.assert(
      fc.property(text, (plain) => {
        expect(decryptText(VECTOR.sessionKey, encryptText(VECTOR.sessionKey, plain))).toBe(plain)
      }),
    )
  })

  test('refuses what is not whole blocks', () => {
    expect(decryptText(VECTOR.sessionKey, 'AAAA')).toBeUndefined()
    expect(decryptText(VECTOR.sessionKey, '')).toBeUndefined()
  })
})

describe('the key exchange', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = '0f'.repeat(32)
  const iv = 'a1'.repeat(16)
  const encrypted = (text: string) =>
    publicEncrypt(
      { key: createPublicKey(privateKey), padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(text),
    ).toString('base64')

  test('reads key and iv, in either case', () => {
    for (const text of [`${key}:${iv}`, `${key}:${iv}`.toUpperCase()]) {
      const found = decryptSessionKey(privateKey, encrypted(text))
      expect(found?.key.toString('hex')).toBe(key)
      expect(found?.iv.toString('hex')).toBe(iv)
    }
  })

  test.for([
    ['too short a key', encrypted('00:11')],
    ['another key pair', Buffer.alloc(256, 7).toString('base64')],
    ['a number beyond the modulus', Buffer.alloc(256, 0xff).toString('base64')],
    ['half a cipher', encrypted(`${key}:${iv}`).slice(0, 100)],
    ['nothing', ''],
  ] as const)('refuses %s', ([, payload]) => {
    expect(decryptSessionKey(privateKey, payload)).toBeUndefined()
  })

  test('takes the padding off only where it is complete', () => {
    const padded = (padding: number[]) => Buffer.from([...padding, 0, 0x41])
    expect(unpad(padded([0, 2, 1, 1, 1, 1, 1, 1, 1, 1])).toString()).toBe('A')
    expect(unpad(padded([0, 2, 1, 1, 1, 1, 1, 1, 1])).toString()).toBe('')
    expect(unpad(padded([0, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toString()).toBe('')
    expect(unpad(padded([1, 2, 1, 1, 1, 1, 1, 1, 1, 1])).toString()).toBe('')
    expect(unpad(Buffer.alloc(0))).toHaveLength(0)
  })

  test('is found with the raw base64 that clients send', () => {
    expect(keyExchangePayload('jdev/sys/keyexchange/ab/c+d==')).toBe('ab/c+d==')
    expect(keyExchangePayload('jdev/sys/getkey')).toBeUndefined()
  })
})

describe('decryptCommand()', () => {
  const encoded = (plain: string) => encodeURIComponent(encryptText(VECTOR.sessionKey, plain))
  const open = () => ({ sessionKey: VECTOR.sessionKey })

  test('takes encryption and salt off, and tells whether the answer is to be encrypted', () => {
    const path = 'jdev/sys/getkey2/admin'
    expect(decryptCommand(open(), `jdev/sys/enc/${encoded(`salt/1a/${path}`)}`)).toEqual({
      type: 'command',
      path,
      encrypted: true,
      encryptReply: false,
    })
    expect(decryptCommand(open(), `jdev/sys/fenc/${encoded(`salt/1a/${path}`)}`)).toEqual({
      type: 'command',
      path,
      encrypted: true,
      encryptReply: true,
    })
    expect(decryptCommand(undefined, path)).toEqual({ type: 'command', path, encrypted: false, encryptReply: false })
  })

  test('accepts the cipher without URI encoding', () => {
    expect(decryptCommand(open(), `jdev/sys/enc/${VECTOR.zeroPadded}`)).toMatchObject({
      path: 'jdev/sys/getkey2/admin',
    })
  })

  test('holds to the first salt until nextSalt changes it', () => {
    const session = open()
    const send = (plain: string) => decryptCommand(session, `jdev/sys/enc/${encoded(plain)}`).type
    expect(send('salt/aa/x')).toBe('command')
    expect(send('salt/bb/x')).toBe('refused')
    expect(send('nextSalt/aa/bb/x')).toBe('command')
    expect(send('salt/aa/x')).toBe('refused')
    expect(send('nextSalt/aa/cc/x')).toBe('refused')
    expect(send('salt/bb/x/y/')).toBe('command')
  })

  test('refuses without a key, under another key, and without a salt', () => {
    const path = `jdev/sys/enc/${encoded('salt/aa/x')}`
    expect(decryptCommand(undefined, path).type).toBe('refused')
    const other = { sessionKey: { key: Buffer.alloc(32), iv: Buffer.alloc(16) } }
    expect(decryptCommand(other, path).type).toBe('refused')
    expect(decryptCommand(open(), `jdev/sys/enc/${encoded('jdev/sys/getkey')}`).type).toBe('refused')
  })
})
