import { describe, expect, test } from 'vitest'
import type { ControlChange } from '../../../sim/domain/program/control-edits.ts'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { aProgram, CONTEXT, uuidOf } from './a-program.ts'

const GATE = uuidOf('control', 'Gate')
const CELLAR = uuidOf('room', 'Cellar')
const LIGHTS = uuidOf('category', 'Lights')

function house() {
  const program = aProgram()
  program.rooms.set(CELLAR, { uuid: CELLAR, name: 'Cellar' })
  program.categories.set(LIGHTS, { uuid: LIGHTS, name: 'Lights' })
  return program
}

function edit(change: ControlChange, uuid = GATE) {
  const program = house()
  applyEdit(program, { type: 'edit-control', uuid, change }, CONTEXT)
  return program
}

describe('edit-control', () => {
  test('R89: a control is renamed and put into another room and category, and is otherwise what it was', () => {
    const before = house().controls.get(GATE)
    const change = { name: 'Garden Gate', room: CELLAR, category: LIGHTS }
    expect(edit(change).controls.get(GATE)).toEqual({ ...before, ...change })
  })

  test('a room that is taken away is gone, and the category stays', () => {
    const control = edit({ room: undefined }).controls.get(GATE)
    expect(control).not.toHaveProperty('room')
    expect(control?.category).toBe(uuidOf('category', 'Access'))
  })

  test('P-111: a control may be spelled otherwise, but not have the name of another', () => {
    expect(edit({ name: 'GATE' }).controls.get(GATE)?.name).toBe('GATE')
    expect(() => edit({ name: 'front door' })).toThrowError(expect.objectContaining({ code: 'NAME_TAKEN' }))
  })

  test.for<[string, string, ControlChange, string?]>([
    ['an empty name', 'INVALID', { name: ' ' }],
    ['a room that is not there', 'NOT_FOUND', { room: GATE }],
    ['a category that is not there', 'NOT_FOUND', { category: GATE }],
    ['a control that is not there', 'NOT_FOUND', { name: 'Gate' }, CELLAR],
  ])('%s is %s, and nothing changes', ([, code, change, uuid = GATE]) => {
    const program = house()
    const apply = () => applyEdit(program, { type: 'edit-control', uuid, change }, CONTEXT)
    expect(apply).toThrowError(expect.objectContaining({ code }))
    expect(programToJson(program)).toEqual(programToJson(house()))
  })
})
