import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KeyFile, readKeyFile, signKey, signKeyFile } from '../../../sim/domain/trust/key-file.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { OFFICE, TRUST } from './an-estate.ts'

const env = anEnv({ serial: OFFICE })
const identity = {
  serial: OFFICE,
  name: 'Office',
  site: 'office',
  miniserverType: 2,
  firmware: '16.0',
  internalAddress: '127.0.0.1:7201',
}
const at = { wallMs: Date.UTC(2026, 10, 21), monotonicMs: 0 }
const key = signKey(identity, { trustUuid: TRUST, trustName: 'Family & Friends', generation: 3 }, at, env)
const invalid = expect.objectContaining({ code: 'KEY_INVALID' })

describe('a Trust key file', () => {
  test('R16: round-trips, byte for byte', () => {
    const read = readKeyFile(key.file, env)
    expect(read).toMatchObject({
      trustName: 'Family & Friends',
      managerSerial: OFFICE,
      generation: 3,
      issuedAt: at.wallMs,
      managerAddrs: { int: '127.0.0.1:7201' },
    })
    const { sig } = JSON.parse(key.file) as { sig: string }
    expect(signKeyFile(read, { sign: () => sig })).toBe(key.file)
  })

  test('§3.3.3: its secret is 32 bytes, new each time, and only its digest is noted', () => {
    const { secret } = readKeyFile(key.file, env)
    expect(Buffer.from(secret, 'base64')).toHaveLength(32)
    expect(key.secretHash).toBe(env.hash('SHA256', secret))
    const again = signKey(identity, { trustUuid: TRUST, trustName: 'Family', generation: 4 }, at, env)
    expect(readKeyFile(again.file, env).secret).not.toBe(secret)
  })

  test.for([
    ['a byte order mark', `\uFEFF${key.file}`],
    ['CRLF', key.file.replaceAll('\n', '\r\n')],
    ['both and blank lines at its end', `\uFEFF${key.file.replaceAll('\n', '\r\n')}\r\n\r\n`],
  ])('C5: is read with %s, as mail leaves it', ([, text = '']) => {
    expect(readKeyFile(text, env)).toEqual(readKeyFile(key.file, env))
  })

  test('R22, C5: cut anywhere within, it is invalid', () => {
    const end = key.file.lastIndexOf('}')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: end }), (length) => {
        expect(() => readKeyFile(key.file.slice(0, length), env)).toThrow(invalid)
      }),
    )
  })

  test('R22, C5: with any byte altered it is invalid, or says the same', () => {
    const bytes = Buffer.from(key.file)
    const original = readKeyFile(key.file, env)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
        const altered = Buffer.from(bytes)
        altered[index] = (altered[index] ?? 0) ^ flip
        expect(readsAs(altered.toString('utf8'))).toEqual(expect.toBeOneOf(['KEY_INVALID', original]))
      }),
      { numRuns: 2_000 },
    )
  })

  test.for<[string, (file: KeyFile & { sig: string }) => unknown]>([
    ['a field of a later version', (file) => ({ ...file, v: 2 })],
    ['a field nobody knows', (file) => ({ ...file, expiresAt: 1 })],
    ['a field missing', ({ secret: _, ...file }) => file],
    ['another signature', (file) => ({ ...file, sig: env.sign('something else') })],
    ['another manager', (file) => ({ ...file, managerSerial: '504F94A00009' })],
    ['no object', () => 'key'],
    ['nothing', () => null],
  ])('R22: with %s it is invalid', ([, change]) => {
    const file = JSON.parse(key.file) as KeyFile & { sig: string }
    expect(() => readKeyFile(JSON.stringify(change(file)), env)).toThrow(invalid)
  })

  test('R22: a signature with letters that decoders pass over is invalid', () => {
    const { sig } = JSON.parse(key.file) as { sig: string }
    for (const altered of [`${sig}=`, `${sig}!`, `${sig.slice(0, 8)} ${sig.slice(8)}`, sig.replaceAll('-', '+')]) {
      if (altered === sig) continue
      expect(() => readKeyFile(key.file.replace(sig, altered), env)).toThrow(invalid)
    }
  })

  test('R14: an empty one asks for it', () => {
    expect(() => readKeyFile(' \n', env)).toThrow(expect.objectContaining({ code: 'KEY_REQUIRED' }))
  })

  test('§3.3.3: no refusal repeats what was in it', () => {
    const { secret } = readKeyFile(key.file, env)
    const altered = key.file.replace('"generation": 3', '"generation": 4')
    expect(() => readKeyFile(altered, env)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    )
  })
})

function readsAs(text: string): KeyFile | string {
  try {
    return readKeyFile(text, env)
  } catch (error) {
    return (error as { code: string }).code
  }
}
