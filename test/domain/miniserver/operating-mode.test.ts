import { describe, expect, test } from 'vitest'
import { uuidOf } from '../../helpers/a-program.ts'
import { House, houseProgram } from './a-rights-house.ts'

const HOLIDAY = 1
const HOUR_MS = 3_600_000

function house() {
  const program = houseProgram()
  const hours = uuidOf('schedule', 'Office Hours')
  const schedule = program.schedules.get(hours)
  if (schedule === undefined) throw new TypeError('no Office Hours')
  // Closed on holidays; in the night from Monday 22:00 to 04:00 as well as in the day.
  const entries = [...schedule.entries, { mode: 3, fromMin: 1320, toMin: 240 }]
  program.schedules.set(hours, { ...schedule, modes: [HOLIDAY, 3], entries })
  return new House(program)
}

function switchMode(house: House, active: boolean, mode = HOLIDAY) {
  return house.control({ type: 'set-operating-mode', mode, active })
}

function mayEnter(house: House): string {
  const object = `access:${uuidOf('control', 'Front Door')}` as const
  const reply = house.control({ type: 'explain', user: 'Ben', object, scope: 'physical' })
  return reply.ok ? (reply.value as { outcome: string }).outcome : reply.code
}

function mode(house: House, id = HOLIDAY) {
  return house.unit.state.program.operatingModes.get(id)
}

describe('set-operating-mode', () => {
  test('R94: a mode switched on counts at once, for who may enter too, until it is switched off', () => {
    const home = house()
    expect(mayEnter(home)).toBe('granted')
    expect(switchMode(home, true)).toEqual({ ok: true, value: { mode: HOLIDAY, active: true } })
    expect(mayEnter(home)).toBe('denied')
    switchMode(home, false)
    expect(mayEnter(home)).toBe('granted')
  })

  test('R94: so does one that is switched after the program was changed from the App', () => {
    const home = house()
    home.edit({ type: 'delete-user', uuid: uuidOf('user', 'Clara') })
    switchMode(home, true)
    expect(mayEnter(home)).toBe('denied')
  })

  test('P-114: the revision stays, so that no open document becomes stale', () => {
    const home = house()
    const document = home.program()
    switchMode(home, true)
    expect(home.control({ type: 'save-program', program: document })).toMatchObject({ ok: true })
  })

  test('P-114: what a document says of a mode does not undo that it was switched', () => {
    const home = house()
    const document = home.program()
    switchMode(home, true)
    const named = document.operatingModes.map((each) =>
      each.id === HOLIDAY ? { ...each, name: 'Vacation', active: false } : each,
    )
    home.control({ type: 'save-program', program: { ...document, operatingModes: named } })
    expect(mode(home)).toMatchObject({ name: 'Vacation', active: true, changed: { activeBefore: false } })
  })

  test('it is still so after a loss of power', () => {
    const home = house()
    switchMode(home, true)
    home.unit.losePower()
    expect(mode(home)?.active).toBe(true)
  })

  test('C72: a night that began before the mode was switched is judged by the day it began on, however often it is switched', () => {
    const home = house()
    // Tuesday, 01:00 in Vienna: Monday's entry of 22:00 to 04:00 goes on.
    home.unit.advance(16 * HOUR_MS)
    expect(mayEnter(home)).toBe('granted')
    switchMode(home, true)
    expect(mayEnter(home)).toBe('granted')
    switchMode(home, false)
    expect(mayEnter(home)).toBe('granted')
    switchMode(home, true)
    expect(mayEnter(home)).toBe('granted')
    expect(mode(home)?.changed?.activeBefore).toBe(false)
  })

  test('switched on one day and off another, the nights of both have the mode they began with', () => {
    const home = house()
    switchMode(home, true)
    home.unit.advance(16 * HOUR_MS)
    expect(mayEnter(home)).toBe('denied')
    switchMode(home, false)
    expect(mode(home)?.changed?.activeBefore).toBe(true)
    expect(mayEnter(home)).toBe('denied')
  })

  test('a mode that is so already is answered, and nothing is written', () => {
    const home = house()
    const before = home.stored()
    expect(switchMode(home, false)).toMatchObject({ ok: true })
    expect(home.stored()).toEqual(before)
  })

  test.for<[string, number, string]>([
    ['a mode that is not there', 77, 'NOT_FOUND'],
    ['Monday', 3, 'INVALID'],
    ['Sunday', 9, 'INVALID'],
  ])('%s is not switched', ([, id, code]) => {
    const home = house()
    expect(switchMode(home, true, id)).toMatchObject({ ok: false, code })
    expect(mode(home, id)?.active ?? false).toBe(false)
  })
})
