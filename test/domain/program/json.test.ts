import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyProgram, emptyProgram } from '../../../sim/domain/program/empty.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { changedRecords, programFromRecords, programRecords, userRecords } from '../../../sim/domain/program/records.ts'
import { aProgram, aUser, uuidOf } from './a-program.ts'

const json = () => JSON.parse(JSON.stringify(programToJson(aProgram())))

describe('programFromJson()', () => {
  test('is the inverse of programToJson(), through text', () => {
    expect(programFromJson(json())).toEqual(aProgram())
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(emptyProgram()))))).toEqual(emptyProgram())
  })

  test.for<[string, (program: ReturnType<typeof json>) => unknown]>([
    ['no object', () => 'program'],
    ['nothing', () => null],
    ['a list', () => []],
    ['no revision', ({ rev: _, ...rest }) => rest],
    ['a missing list', ({ users: _, ...rest }) => rest],
    ['an unknown part', (program) => ({ ...program, colour: 'red' })],
    ['an unknown field', (program) => ({ ...program, rooms: [{ ...program.rooms[0], size: 4 }] })],
    ['a wrong type', (program) => ({ ...program, rooms: [{ ...program.rooms[0], name: 4 }] })],
    ['a wrong uuid', (program) => ({ ...program, rooms: [{ ...program.rooms[0], uuid: '../x' }] })],
    ['an entry twice', (program) => ({ ...program, rooms: [program.rooms[0], program.rooms[0]] })],
    ['an unknown kind of control', (program) => ({ ...program, controls: [{ ...program.controls[0], kind: 'oven' }] })],
    ['a control in no room', (program) => ({ ...program, rooms: [] })],
    ['a prototype', (program) => ({ ...program, rooms: [JSON.parse('{"uuid":"x","name":"y","__proto__":{}}')] })],
  ])('refuses %s', ([, spoil]) => {
    expect(() => programFromJson(spoil(json()))).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })

  const [anna, door] = [`user:${uuidOf('user', 'Anna')}`, `access:${uuidOf('control', 'Front Door')}`]
  const schedule = uuidOf('schedule', 'Never')
  const given = { principal: anna, object: 'right:Ftp', scope: 'internal', effect: 'allow' }

  test.for<[string, object]>([
    ['an access schedule of a right, which says that somebody has it and never has', { schedule }],
    ['a denial with an access schedule', { object: door, scope: 'physical', effect: 'deny', schedule }],
    ['a door from inside only', { object: door }],
    ['a right of a place', { scope: 'physical' }],
    ['R103: an Intercom given to a plain user', { object: `device:${uuidOf('control', 'Gate')}`, scope: 'physical' }],
  ])('refuses %s, as an edit does', ([, spoilt]) => {
    const read = (assignment: object) => programFromJson({ ...json(), assignments: [{ ...given, ...assignment }] })
    expect(() => read({})).not.toThrow()
    expect(() => read({ object: door, scope: 'physical', schedule })).not.toThrow()
    expect(() => read(spoilt)).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })

  test('answers rubbish with INVALID and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('rooms', 'users', 'trusts', 'rev'), (rubbish, part) => {
        try {
          programFromJson({ ...json(), [part]: rubbish })
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID' })
        }
      }),
    )
  })
})

describe('records of a program', () => {
  test('are the program again, in any order and among others', () => {
    const records = [...programRecords(aProgram()), { key: 'history/1', value: 'x' }].reverse()
    expect(programFromRecords(records)).toEqual(aProgram())
  })

  test('are no program without its head', () => {
    expect(programFromRecords(programRecords(aProgram()).slice(1))).toBeUndefined()
  })

  test('of what changed turn the one program into the other', () => {
    const before = aProgram()
    const after = copyProgram(before)
    const [anna, ben] = [uuidOf('user', 'Anna'), uuidOf('user', 'Ben')]
    after.rev = 1
    after.users.delete(ben)
    after.users.set(anna, aUser('Anna', { nfcCodeTouchId: '7' }))
    const records = changedRecords(before, after)
    expect(records.map(({ key }) => key)).toEqual(['program', `user/${ben}`, `user/${anna}`])
    const store = new Map(programRecords(before).map((record) => [record.key, record]))
    for (const record of records) record.value === undefined ? store.delete(record.key) : store.set(record.key, record)
    expect(programFromRecords(store.values())).toEqual(after)
    expect(changedRecords(before, programFromJson(json()))).toEqual([])
  })

  test('of users are what they are now, and deletes of who is gone', () => {
    const program = aProgram()
    const [anna, gone] = [uuidOf('user', 'Anna'), uuidOf('user', 'nobody')]
    const records = userRecords(program, [anna, gone])
    expect(records).toEqual([{ key: `user/${anna}`, value: program.users.get(anna) }, { key: `user/${gone}` }])
  })
})
