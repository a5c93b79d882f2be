import { describe, expect, test } from 'vitest'
import type { AutomaticRule } from '../../../sim/domain/program/automatic-rule.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import type { Switch } from '../../../sim/domain/program/program.ts'
import { aProgram, CONTEXT, uuidOf } from './a-program.ts'

const LAMP = uuidOf('control', 'Lamp')
const SAFE = uuidOf('control', 'Safe')
const STRIKE = uuidOf('control', 'Front Strike')
const DOOR = uuidOf('control', 'Front Door')

const RULE: AutomaticRule = {
  uuid: uuidOf('rule', 'Welcome'),
  name: 'Welcome',
  trigger: { control: STRIKE, becomes: 'on' },
  actions: [{ control: LAMP, command: 'on' }],
}
const ADD: ProgramEdit = { type: 'add-rule', rule: RULE }

function house(...edits: ProgramEdit[]) {
  const program = aProgram()
  const lamp: Switch = { kind: 'switch', uuid: LAMP, name: 'Lamp' }
  program.controls.set(LAMP, lamp)
  program.controls.set(SAFE, { ...lamp, uuid: SAFE, name: 'Safe', secured: true })
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

const rule = (fields: Partial<AutomaticRule>): ProgramEdit => ({
  type: 'add-rule',
  rule: { ...RULE, uuid: uuidOf('rule', 'other'), name: 'Other', ...fields },
})
const acts = (control: string, command: string) => rule({ actions: [{ control, command }] })

describe('automatic rules and scenes', () => {
  test('R87: a rule is created, changed and deleted', () => {
    expect(house(ADD).rules.get(RULE.uuid)).toEqual(RULE)
    const change = { name: 'Goodbye', actions: [{ control: LAMP, command: 'off' }] }
    const changed = house(ADD, { type: 'edit-rule', uuid: RULE.uuid, change })
    expect(changed.rules.get(RULE.uuid)).toEqual({ ...RULE, ...change })
    expect(house(ADD, { type: 'delete-rule', uuid: RULE.uuid }).rules.size).toBe(0)
  })

  test('a rule whose trigger is taken away is a scene', () => {
    const { trigger: _trigger, ...scene } = RULE
    const changed = house(ADD, { type: 'edit-rule', uuid: RULE.uuid, change: { trigger: undefined } })
    expect(changed.rules.get(RULE.uuid)).toEqual(scene)
  })

  test.for<[string, string, ProgramEdit]>([
    ['an empty name', 'INVALID', rule({ name: '  ' })],
    ['the name of another', 'NAME_TAKEN', rule({ name: 'WELCOME' })],
    ['a uuid twice', 'INVALID', rule({ uuid: RULE.uuid })],
    ['the uuid of a control', 'INVALID', rule({ uuid: LAMP })],
    ['P-112: nothing to do', 'INVALID', rule({ actions: [] })],
    [
      'more than a thousand actions',
      'INVALID',
      rule({ actions: Array.from({ length: 1001 }, () => ({ control: LAMP, command: 'on' })) }),
    ],
    ['a trigger that is not there', 'NOT_FOUND', rule({ trigger: { control: RULE.uuid, becomes: 'on' } })],
    ['a trigger without a state that is on or off', 'INVALID', rule({ trigger: { control: DOOR, becomes: 'on' } })],
    ['an action at what is not there', 'NOT_FOUND', acts(RULE.uuid, 'on')],
    ['an action that the control does not take', 'INVALID', acts(LAMP, 'explode')],
    ['an action at a door', 'INVALID', acts(DOOR, 'on')],
    ['P-112: an action at a secured control', 'INVALID', acts(SAFE, 'on')],
    ['an edit of a rule that is not there', 'NOT_FOUND', { type: 'edit-rule', uuid: LAMP, change: {} }],
    ['an edit that leaves nothing to do', 'INVALID', { type: 'edit-rule', uuid: RULE.uuid, change: { actions: [] } }],
    ['deleting what is not there', 'NOT_FOUND', { type: 'delete-rule', uuid: LAMP }],
  ])('%s is %s, and nothing changes', ([, code, edit]) => {
    const program = house(ADD)
    expect(() => applyEdit(program, edit, CONTEXT)).toThrowError(expect.objectContaining({ code }))
    expect(programToJson(program)).toEqual(programToJson(house(ADD)))
  })

  test('a document with a rule about a control that is not there is no program', () => {
    const json = programToJson(house(ADD))
    const controls = json.controls.filter((control) => (control as Switch).uuid !== LAMP)
    expect(() => programFromJson({ ...json, controls })).toThrowError(/Welcome/)
  })

  test('a document with operating times of a mode that is not there is no program', () => {
    const entry = { uuid: uuidOf('calendar', 'x'), name: 'Fair', mode: 77, days: { kind: 'easter', offset: 0 } }
    expect(() => programFromJson({ ...programToJson(house()), calendar: [entry] })).toThrowError(/Fair/)
  })
})
