import { describe, expect, test } from 'vitest'
import { backupFile } from '../../../../sim/domain/miniserver/backup.ts'
import type { ControlCommand } from '../../../../sim/domain/miniserver/control/command.ts'
import type { DeviceAuthorisation } from '../../../../sim/domain/program/device-authorisation.ts'
import { copyProgram } from '../../../../sim/domain/program/empty.ts'
import { programToJson } from '../../../../sim/domain/program/json.ts'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import { ADMIN, BLUE, GREEN } from '../a-home.ts'
import { decisionsIn, disable, type Unit } from '../a-unit.ts'
import { ANNAS, BENS, Door, digestOf, giveCode, programWith } from './a-door.ts'

function reasonAfter(door: Door, keys: string): unknown {
  door.press(keys)
  const { outcome, reason, user } = door.decisions.at(-1) ?? {}
  return outcome === 'granted' ? (user?.name ?? 'somebody') : reason
}

/** The answer to digits at a unit by itself. */
function typedAt(unit: Unit, code: string): unknown {
  const [record] = decisionsIn(unit.present({ credential: { kind: 'code', id: code } }))
  return record?.outcome === 'granted' ? record.user?.name : record?.reason
}

function setCode(unit: Unit, name: string, code: string | undefined): void {
  const { uuid } = findUser(unit.state.program, name)
  unit.edit({ type: 'edit-user', uuid, change: { codeDigest: code === undefined ? undefined : digestOf(code) } })
}

const OWN = { reader: 'front-door', outputs: 0b000110, standardOutput: 2 } as const
const PARCEL: DeviceAuthorisation = {
  ...{ ...OWN, kind: 'code', uuid: '00000000-0000-0000-0000000000000001', name: 'Parcel' },
  ...{ isActive: true, type: 'one-time', digest: digestOf('998877') },
}
const HOUSE: DeviceAuthorisation = {
  ...{ ...OWN, kind: 'tag', uuid: '00000000-0000-0000-0000000000000002', name: 'House', id: '04 31 41 59 26 53 58' },
}

function withOwn(...own: DeviceAuthorisation[]): Door {
  const program = programWith()
  for (const each of own) program.deviceAuthorisations.set(each.uuid, each)
  return new Door(program)
}

describe('P-46: the index of access codes', () => {
  test('knows whose code it is, and says why not, as of tags', () => {
    const door = new Door()
    expect(reasonAfter(door, `${ANNAS} tick`)).toBe('Anna')
    expect(reasonAfter(door, `${BENS} tick`)).toBe('Ben')
    expect(reasonAfter(door, '123321 tick')).toBe('UNKNOWN_CREDENTIAL')
    disable(door.unit, 'Ben')
    expect(reasonAfter(door, `${BENS} tick`)).toBe('USER_DISABLED')
    expect(door.decisions.at(-1)).toMatchObject({ historyType: 7, credential: { kind: 'code' } })
  })

  test('leading zeros count, and the digits are nowhere that is told', () => {
    const door = new Door()
    expect(reasonAfter(door, '815 tick')).toBe('UNKNOWN_CREDENTIAL')
    expect(reasonAfter(door, `${BENS} tick`)).toBe('Ben')
    expect(JSON.stringify([door.decisions, ...door.states, [...door.unit.store]])).not.toContain(BENS)
  })

  test('follows what the App changes: a code is set, changed and taken away', () => {
    const { unit } = new Door()
    setCode(unit, 'Anna', '5555')
    expect([typedAt(unit, ANNAS), typedAt(unit, '5555')]).toEqual(['UNKNOWN_CREDENTIAL', 'Anna'])
    setCode(unit, 'Anna', undefined)
    expect(typedAt(unit, '5555')).toBe('UNKNOWN_CREDENTIAL')
    setCode(unit, 'Anna', BENS)
    expect(typedAt(unit, BENS)).toBeUndefined()
    unit.edit({ type: 'delete-user', uuid: findUser(unit.state.program, 'Ben').uuid })
    expect(typedAt(unit, BENS)).toBe('Anna')
  })

  test('is the same after a loss of power', () => {
    const { unit } = new Door()
    setCode(unit, 'Anna', '5555')
    unit.losePower()
    expect([typedAt(unit, ANNAS), typedAt(unit, '5555'), typedAt(unit, BENS)]).toEqual([
      'UNKNOWN_CREDENTIAL',
      'Anna',
      'Ben',
    ])
  })

  test('follows a document that is saved, and a backup that is restored', () => {
    const { unit } = new Door()
    const control = (command: ControlCommand) => unit.input({ type: 'control', request: 1, caller: ADMIN, command })
    const backup = backupFile(unit.state, true, { at: unit.at, env: unit.env })
    const document = copyProgram(unit.state.program)
    giveCode(document, 'Anna', '5555')
    control({ type: 'save-program', program: programToJson(document) })
    expect([typedAt(unit, ANNAS), typedAt(unit, '5555')]).toEqual(['UNKNOWN_CREDENTIAL', 'Anna'])
    control({ type: 'restore', file: backup })
    expect([typedAt(unit, ANNAS), typedAt(unit, '5555')]).toEqual(['Anna', 'UNKNOWN_CREDENTIAL'])
  })

  test('C42: of several holders at least one must be let in; else it is denied, type 7, and nobody is named', () => {
    const program = programWith()
    giveCode(program, 'Clara', ANNAS)
    const door = new Door(program)
    expect(reasonAfter(door, `2 tick ${ANNAS} tick`)).toBe('somebody')
    expect(door.decisions.at(-1)).toMatchObject({ output: 2, historyType: 2 })
    disable(door.unit, 'Anna')
    expect(reasonAfter(door, `2 tick ${ANNAS} tick`)).toBe('NOT_CONFIGURED')
    expect(door.decisions.at(-1)).toMatchObject({ output: -1, historyType: 7 })
    expect(door.decisions.at(-1)).not.toHaveProperty('user')
  })
})

describe('codes and tags of the keypad itself', () => {
  test('C53: open their standard output, and nothing outside their mask', () => {
    const door = withOwn(HOUSE)
    door.hold({ kind: 'tag', id: HOUSE.kind === 'tag' ? HOUSE.id : '' })
    expect(door.decisions.at(-1)).toMatchObject({ outcome: 'granted', output: 2, historyType: 4 })
    expect(door.decisions.at(-1)).toMatchObject({ credential: { kind: 'tag', name: 'House' } })
    door.press('1 tick')
    door.hold({ kind: 'tag', id: HOUSE.kind === 'tag' ? HOUSE.id : '' })
    expect(door.decisions.at(-1)).toMatchObject({ reason: 'OUTPUT_NOT_ALLOWED', historyType: 8 })
  })

  test('C54: a one-time code opens once, also when power fails right after', () => {
    const door = withOwn(PARCEL)
    door.press('998877 tick')
    expect(door.decisions.at(-1)).toMatchObject({ outcome: 'granted', output: 2, historyType: 1 })
    expect(reasonAfter(door, '998877 tick')).toBe('USED_UP')
    door.unit.losePower()
    expect(reasonAfter(door, '998877 tick')).toBe('USED_UP')
  })

  test('C54: with two factors a one-time code is used up by the entry, not by waiting for the tag', () => {
    const program = programWith({ authentication: 0 })
    program.deviceAuthorisations.set(PARCEL.uuid, PARCEL)
    const door = new Door(program)
    expect(reasonAfter(door, '998877 tick')).toBe('SECOND_FACTOR_AWAITED')
    door.wait(31_000)
    expect(reasonAfter(door, '998877 tick')).toBe('SECOND_FACTOR_AWAITED')
    door.hold(BLUE)
    expect(door.decisions.at(-1)).toMatchObject({ outcome: 'granted', output: 2, user: { name: 'Anna' } })
    expect(reasonAfter(door, '998877 tick')).toBe('USED_UP')
  })

  test('C43, P-72: a user with the same code comes first, whether or not the user may enter, and there is notice of it', () => {
    const shadowed = (name: string): Door => {
      const program = programWith()
      program.deviceAuthorisations.set(PARCEL.uuid, PARCEL)
      giveCode(program, name, '998877')
      return new Door(program)
    }
    const door = shadowed('Clara')
    expect(reasonAfter(door, '998877 tick')).toBe('NOT_CONFIGURED')
    expect(door.notices).toContain('credential-conflict')
    const other = shadowed('Anna')
    expect(reasonAfter(other, '998877 tick')).toBe('Anna')
    expect(other.decisions.at(-1)).toMatchObject({ output: 1, historyType: 0 })
    expect(() => setCode(other.unit, 'Ben', '998877')).toThrow('has this code for itself')
  })

  test('a backup has no digits in it', () => {
    const { unit } = withOwn(PARCEL)
    expect(backupFile(unit.state, true, { at: unit.at, env: unit.env })).not.toMatch(/998877|471147/)
  })
})

describe('parameter Au', () => {
  test.each([
    [0, 'SECOND_FACTOR_AWAITED', 'SECOND_FACTOR_AWAITED'],
    [1, 'Anna', 'Anna'],
    [2, 'MEANS_NOT_ACCEPTED', 'Anna'],
    [3, 'Anna', 'MEANS_NOT_ACCEPTED'],
    [4, 'MEANS_NOT_ACCEPTED', 'Anna'],
    [7, 'Anna', 'Anna'],
    [-1, 'Anna', 'Anna'],
  ])('C51: of %i a code comes to %s and a tag to %s', (authentication, ofCode, ofTag) => {
    const door = new Door(programWith({ authentication }))
    expect(reasonAfter(door, `${ANNAS} tick`)).toBe(ofCode)
    const other = new Door(programWith({ authentication }))
    other.hold(BLUE)
    expect(other.decisions.map(({ outcome, reason, user }) => (outcome === 'granted' ? user?.name : reason))).toEqual([
      ofTag,
    ])
  })

  test('what it does not take counts towards the lock-out', () => {
    const door = new Door(programWith({ authentication: 2 }))
    for (let entry = 0; entry < 15; entry++) door.press(`${ANNAS} tick`)
    expect(door.now('locked')).toBe(true)
  })
})

test('of a tag without a right and a code without a holder the reasons differ', () => {
  const door = new Door()
  door.hold(GREEN)
  door.press('44 tick')
  expect(door.decisions.map(({ reason }) => reason)).toEqual(['NOT_CONFIGURED', 'UNKNOWN_CREDENTIAL'])
})
