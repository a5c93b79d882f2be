import { describe, expect, test } from 'vitest'
import type { DeviceAuthorisation, DeviceCode } from '../../../sim/domain/program/device-authorisation.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import type { Control, Program } from '../../../sim/domain/program/program.ts'
import { aProgram, aUser, CONTEXT, uuidOf } from './a-program.ts'

const DIGEST = 'ab'.repeat(20)
const POST: DeviceCode = {
  ...{ kind: 'code', uuid: uuidOf('device code', 'Post'), name: 'Post', reader: 'front-door', isActive: true },
  ...{ type: 'permanent', outputs: 1, standardOutput: 1, digest: DIGEST },
}
const TAG: DeviceAuthorisation = {
  ...{ kind: 'tag', uuid: uuidOf('device tag', 'House'), name: 'House', reader: 'front-door', id: '04 A1 B2 C3' },
  ...{ outputs: 3, standardOutput: 2 },
}

function edited(...edits: ProgramEdit[]): Program {
  const program = aProgram()
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

const add = (authorisation: DeviceAuthorisation): ProgramEdit => ({ type: 'add-device-authorisation', authorisation })
const change = (authorisation: DeviceAuthorisation): ProgramEdit => ({
  type: 'edit-device-authorisation',
  authorisation,
})

function refusalOf(...edits: ProgramEdit[]): unknown {
  try {
    edited(...edits)
  } catch (error) {
    return (error as { code: unknown }).code
  }
  return undefined
}

describe('codes and tags of keypads in a program', () => {
  test('are made, changed, deleted, and the same when they were written and read', () => {
    const program = edited(add(POST), add(TAG), change({ ...POST, name: 'Mail', type: 'one-time', isUsedUp: true }))
    expect([...program.deviceAuthorisations.values()].map(({ name }) => name)).toEqual(['Mail', 'House'])
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program))))).toEqual(program)
    applyEdit(program, { type: 'delete-device-authorisation', uuid: POST.uuid }, CONTEXT)
    expect(program.deviceAuthorisations.size).toBe(1)
  })

  test.for<[string, ProgramEdit[], string]>([
    ['twice one uuid', [add(POST), add(POST)], 'INVALID'],
    ['without a name', [add({ ...POST, name: ' ' })], 'INVALID'],
    ['at a keypad that no block uses', [add({ ...POST, reader: 'side-door' })], 'NOT_FOUND'],
    ['for an output 7', [add({ ...POST, outputs: 64 })], 'INVALID'],
    ['with no standard output', [add({ ...POST, standardOutput: 0 })], 'INVALID'],
    ['of a period without an end', [add({ ...POST, type: 'timespan', fromMs: 1 })], 'INVALID'],
    ['permanent with an end', [add({ ...POST, toMs: 1 })], 'INVALID'],
    ['of an empty period', [add({ ...POST, type: 'timespan', fromMs: 1, toMs: 1 })], 'INVALID'],
    ['that is not there', [change(POST)], 'NOT_FOUND'],
    ['that was a tag', [add(TAG), change({ ...POST, uuid: TAG.uuid })], 'INVALID'],
    ['that is gone', [{ type: 'delete-device-authorisation', uuid: POST.uuid }], 'NOT_FOUND'],
    ['with a tag the keypad has', [add(TAG), add({ ...TAG, uuid: POST.uuid })], 'INVALID'],
    ['with the digits of another', [add(POST), add({ ...POST, uuid: TAG.uuid })], 'CODE_IN_USE'],
  ])('%s is none', ([, edits, code]) => {
    expect(refusalOf(...edits)).toBe(code)
  })

  test('§3.6.1: a code of a user is no keypad’s, and a keypad’s no user’s; what stays as it is is not looked at', () => {
    const ben = { type: 'edit-user', uuid: uuidOf('user', 'Ben'), change: { codeDigest: DIGEST } } as const
    expect(refusalOf(add(POST), ben)).toBe('CODE_IN_USE')
    expect(refusalOf(add(POST), { type: 'add-user', user: aUser('Zoe', { codeDigest: DIGEST }) })).toBe('CODE_IN_USE')
    expect(refusalOf(ben, add(POST))).toBe('CODE_IN_USE')
    const program = edited(ben)
    program.deviceAuthorisations.set(POST.uuid, POST)
    applyEdit(program, { ...ben, change: { name: 'Benjamin' } }, CONTEXT)
  })

  test('§3.6.1: what is a digital input of a keypad is none of its codes and tags, and its code no user’s', () => {
    const program = aProgram()
    const base = { reader: 'front-door', uuid: uuidOf('control', 'Code'), name: 'Light Code' }
    const code: Control = { ...base, kind: 'nfc-code-input', digest: DIGEST }
    const tag: Control = { ...base, kind: 'nfc-tag-input', uuid: uuidOf('control', 'Tag'), id: '04 A1 B2 C3' }
    for (const input of [code, tag]) program.controls.set(input.uuid, input)
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program))))).toEqual(program)
    const codeOf = (edit: ProgramEdit): unknown => {
      try {
        applyEdit(copyProgram(program), edit, CONTEXT)
      } catch (error) {
        return (error as { code: unknown }).code
      }
      return undefined
    }
    const ben = { type: 'edit-user', uuid: uuidOf('user', 'Ben'), change: { codeDigest: DIGEST } } as const
    expect([add(POST), add(TAG), ben].map(codeOf)).toEqual(['CODE_IN_USE', 'INVALID', 'CODE_IN_USE'])
    program.controls.set(code.uuid, { ...code, reader: 'hall' })
    program.controls.set(tag.uuid, { ...tag, reader: 'hall' })
    expect([add(POST), add(TAG), ben].map(codeOf)).toEqual([undefined, undefined, 'CODE_IN_USE'])
  })
})
