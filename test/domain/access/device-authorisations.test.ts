import { describe, expect, test } from 'vitest'
import {
  compileDeviceAuthorisations,
  type DeviceRequest,
  judgeDeviceAuthorisation,
} from '../../../sim/domain/access/device-authorisations.ts'
import type { DeviceAuthorisation, DeviceCode } from '../../../sim/domain/program/device-authorisation.ts'
import { emptyProgram } from '../../../sim/domain/program/empty.ts'

const AT = 1_000_000
const TAG: DeviceAuthorisation = {
  ...{ kind: 'tag', uuid: 'a', name: 'Post', reader: 'front-door', id: '04 A1 B2 C3' },
  ...{ outputs: 0b101, standardOutput: 3 },
}
const CODE: DeviceCode = {
  ...{ kind: 'code', uuid: 'b', name: 'Once', reader: 'front-door', outputs: 0b1, standardOutput: 1 },
  ...{ type: 'permanent', isActive: true, digest: 'd1' },
}

function judge(authorisation: DeviceAuthorisation, request: Partial<DeviceRequest> = {}, at = AT) {
  const program = emptyProgram()
  program.deviceAuthorisations.set(authorisation.uuid, authorisation)
  const credential =
    authorisation.kind === 'tag'
      ? ({ kind: 'tag', id: authorisation.id } as const)
      : ({ kind: 'code', id: '' } as const)
  const asked = { reader: 'front-door', credential, codeDigests: ['d0', 'd1'], ...request }
  return judgeDeviceAuthorisation(compileDeviceAuthorisations(program), asked, at)
}

function reasonOf(change: Partial<DeviceCode>, at = AT): string {
  const verdict = judge({ ...CODE, ...change }, {}, at)
  return verdict?.outcome === 'denied' ? verdict.reason : (verdict?.outcome ?? 'none')
}

describe('a code or tag of the keypad itself', () => {
  test('§3.6.1: is known at its keypad only, by its kind', () => {
    expect(judge(TAG)).toEqual({ authorisation: TAG, outcome: 'granted', output: 3 })
    expect(judge(TAG, { reader: 'back-door' })).toBeUndefined()
    expect(judge(TAG, { credential: { kind: 'external', id: '04 A1 B2 C3' } })).toBeUndefined()
    expect(judge(CODE, { codeDigests: ['d2'] })).toBeUndefined()
    const { digest: _none, ...empty } = CODE
    expect(judge(empty, { codeDigests: [] })).toBeUndefined()
  })

  test.for<[string, Partial<DeviceCode>, number, string]>([
    ['permanent', {}, AT, 'granted'],
    ['that is switched off', { isActive: false }, AT, 'DEACTIVATED'],
    ['of type deactivated', { type: 'deactivated' }, AT, 'DEACTIVATED'],
    ['one-time', { type: 'one-time' }, AT, 'granted'],
    ['one-time that has opened', { type: 'one-time', isUsedUp: true }, AT, 'USED_UP'],
    ['from then, before', { type: 'from', fromMs: AT }, AT - 1, 'NOT_YET_VALID'],
    ['from then, at the instant', { type: 'from', fromMs: AT }, AT, 'granted'],
    ['until then, just before', { type: 'until', toMs: AT }, AT - 1, 'granted'],
    ['until then, at the instant', { type: 'until', toMs: AT }, AT, 'EXPIRED'],
    ['of a period, within', { type: 'timespan', fromMs: AT, toMs: AT + 1 }, AT, 'granted'],
    ['of a period, after', { type: 'timespan', fromMs: AT - 1, toMs: AT }, AT, 'EXPIRED'],
  ])('§3.6.1: a code %s', ([, change, at, expected]) => {
    expect(reasonOf(change, at)).toBe(expected)
  })

  test('§3.6.3: opens what was selected where that is in its mask, and nothing else', () => {
    const outputs = [1, 2, 3, 6, 7, 33].map((output) => {
      const verdict = judge(TAG, { output })
      return verdict?.outcome === 'granted' ? verdict.output : verdict?.reason
    })
    const no = 'OUTPUT_NOT_ALLOWED'
    expect(outputs).toEqual([1, no, 3, no, no, no])
  })
})
