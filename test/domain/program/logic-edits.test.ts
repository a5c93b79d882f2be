import { describe, expect, test } from 'vitest'
import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { Program, Wire } from '../../../sim/domain/program/program.ts'
import { aProgram, uuidOf } from '../../helpers/a-program.ts'

const CONTEXT = { serial: '504F94A00001', miniserverType: 2, firmware: '16.0.6.10' }
const [LAMP, SHOWN] = ['Lamp', 'Shown'].map((name) => uuidOf('control', name)) as [string, string]
const [DARK, BOTH] = ['Dark', 'Both'].map((name) => uuidOf('logic', name)) as [string, string]
const NOBODY = uuidOf('control', 'Nobody')
const dark: LogicBlock = { kind: 'not', uuid: DARK, name: 'Dark' }
const both: LogicBlock = { kind: 'and', uuid: BOTH, name: 'Both' }

const wire = (from: string, output: string, to: string, input: string): Wire => ({
  from: { control: from, terminal: output },
  to: { control: to, terminal: input },
})

/** A lamp, and what shows whether it is dark. */
function house(...edits: readonly ProgramEdit[]): Program {
  const program = aProgram({ controls: { Lamp: { kind: 'switch' }, Shown: {} } })
  apply(program, { type: 'set-logic', block: dark, wires: [wire(LAMP, 'O', DARK, 'I'), wire(DARK, 'O', SHOWN, 'I')] })
  for (const edit of edits) apply(program, edit)
  return program
}

function apply(program: Program, edit: ProgramEdit): void {
  applyEdit(program, edit, CONTEXT)
}

describe('a block of logic', () => {
  test('comes with its wires, and keeps them when it becomes another', () => {
    const program = house({ type: 'set-logic', block: { ...dark, name: 'No Light' } })
    expect([...program.logic.values()]).toEqual([{ ...dark, name: 'No Light' }])
    expect(program.wiring.size).toBe(2)
  })

  test('has exactly the wires that are given', () => {
    const program = house({ type: 'set-logic', block: dark, wires: [wire(DARK, 'O', SHOWN, 'I')] })
    expect([...program.wiring.values()]).toEqual([wire(DARK, 'O', SHOWN, 'I')])
  })

  test('goes with its wires', () => {
    const program = house({ type: 'delete-logic', uuid: DARK })
    expect([program.logic.size, program.wiring.size]).toEqual([0, 0])
  })

  test.for<[string, ProgramEdit, string]>([
    ['two of one name', { type: 'set-logic', block: { ...both, name: 'DARK' } }, 'NAME_TAKEN'],
    ['the name of a control', { type: 'set-logic', block: { ...both, name: 'lamp' } }, 'NAME_TAKEN'],
    ['no name', { type: 'set-logic', block: { ...both, name: ' ' } }, 'INVALID'],
    ['the uuid of a control', { type: 'set-logic', block: { ...both, uuid: LAMP } }, 'INVALID'],
    ['a wire of others', { type: 'set-logic', block: both, wires: [wire(LAMP, 'O', SHOWN, 'I')] }, 'INVALID'],
    ['a wire to nowhere', { type: 'set-logic', block: both, wires: [wire(BOTH, 'O', NOBODY, 'I')] }, 'NOT_FOUND'],
    ['a wire to no input', { type: 'set-logic', block: both, wires: [wire(LAMP, 'O', BOTH, 'I9')] }, 'NOT_FOUND'],
    ['a circle of its own', { type: 'set-logic', block: both, wires: [wire(BOTH, 'O', BOTH, 'I1')] }, 'LOGIC_LOOP'],
    [
      'a circle through another',
      { type: 'set-logic', block: both, wires: [wire(DARK, 'O', BOTH, 'I1'), wire(BOTH, 'O', DARK, 'I')] },
      'LOGIC_LOOP',
    ],
    ['a parameter that cannot be', { type: 'set-logic', block: { ...both, kind: 'monoflop', onMs: -1 } }, 'INVALID'],
    ['deleting what is not there', { type: 'delete-logic', uuid: BOTH }, 'NOT_FOUND'],
  ])('%s is refused, and nothing changes', ([_, edit, code]) => {
    const program = house()
    const [logic, wiring] = [new Map(program.logic), new Map(program.wiring)]
    expect(() => apply(program, edit)).toThrow(expect.objectContaining({ code }))
    expect([program.logic, program.wiring]).toEqual([logic, wiring])
  })

  test('a control is not given its name', () => {
    const edit: ProgramEdit = { type: 'edit-control', uuid: LAMP, change: { name: 'dark' } }
    expect(() => apply(house(), edit)).toThrow(expect.objectContaining({ code: 'NAME_TAKEN' }))
  })
})
