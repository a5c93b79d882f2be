import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeviceEnv } from '../../sim/ports/device-env.ts'

/** What every device's environment promises, on the virtual lane and elsewhere (sim/ports/device-env.ts). */
export function describeDeviceEnv(name: string, install: (keyHex: string) => DeviceEnv): void {
  const KEY = '5a'.repeat(32)
  const OTHER_KEY = '5b'.repeat(32)

  describe(`${name} is a DeviceEnv`, () => {
    test('open() gives back what seal() sealed, whatever text that is', () => {
      const env = install(KEY)
      fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => env.open(env.seal(text)) === text))
    })

    test('seal() shows nothing of the text, and never gives the same twice', () => {
      const env = install(KEY)
      const sealed = Array.from({ length: 100 }, () => env.seal('04 A1 B2 C3'))
      expect(new Set(sealed).size).toBe(100)
      for (const one of sealed) {
        expect(one).toMatch(/^[\w-]+$/)
        expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('04 A1')
      }
    })

    test('open() gives nothing for what another key sealed', () => {
      expect(install(OTHER_KEY).open(install(KEY).seal('04 A1 B2 C3'))).toBeUndefined()
    })

    test('open() gives nothing for what was altered, cut or is no seal at all', () => {
      const env = install(KEY)
      const bytes = Buffer.from(env.seal('04 A1 B2 C3'), 'base64url')
      for (let index = 0; index < bytes.length; index++) {
        const altered = Buffer.from(bytes)
        altered[index] = (altered[index] ?? 0) ^ 1
        expect(env.open(altered.toString('base64url'))).toBeUndefined()
        expect(env.open(bytes.subarray(0, index).toString('base64url'))).toBeUndefined()
      }
      expect(env.open('not sealed')).toBeUndefined()
    })
  })
}
