import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { setValues } from '../../../sim/domain/miniserver/set-values.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { type AccessController, assignmentKey, type Program } from '../../../sim/domain/program/program.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { BUTTON, controlNamed, homeProgram } from './a-home.ts'
import { decisionsIn, disable, Unit } from './a-unit.ts'

const FINGER = { kind: 'external', id: 'right thumb' } as const
const STRANGER = { kind: 'ibutton', id: '01.00.00.00.00.00.00.00' } as const
const DSEL_MS = 10_000

/**
 * Home with three doors of Anna's: the side door and the cellar on one 1-Wire Extension, and one with a fingerprint scanner.
 * Switches select the first two, and `Shut` is at Off of all.
 */
function aHouse(selections: { side?: number; cellar?: number } = { side: DSEL_MS, cellar: DSEL_MS }): Program {
  const program = homeProgram()
  const side = controlNamed(program, 'Side Door') as AccessController
  const door = (name: string, fields: Partial<AccessController>): AccessController => {
    const { extension: _, ...rest } = side
    return { ...rest, uuid: uuidOf('control', name), name, ...fields }
  }
  const selected = (selectionMs: number | undefined) => (selectionMs === undefined ? {} : { selectionMs })
  const doors = [
    { ...side, ...selected(selections.side) },
    door('Cellar', { reader: 'cellar', extension: 'one-wire', ...selected(selections.cellar) }),
    door('Office', { reader: 'fingerprint' }),
  ]
  for (const control of doors) program.controls.set(control.uuid, control)
  for (const name of ['Select Side', 'Select Cellar', 'Shut'])
    program.controls.set(uuidOf('control', name), { uuid: uuidOf('control', name), name, kind: 'switch' })
  const light = controlNamed(program, 'Front Strike').uuid
  const wires = [
    ['Select Side', 'Side Door', 'Sel'],
    ['Select Cellar', 'Cellar', 'Sel'],
    ...doors.map(({ name }) => ['Shut', name, 'Off'] as const),
  ] as const
  for (const [from, to, terminal] of wires)
    program.wiring.set(`${from} ${to}`, {
      from: { control: controlNamed(program, from).uuid, terminal: 'O' },
      to: { control: controlNamed(program, to).uuid, terminal },
    })
  program.wiring.set('light', { from: { control: side.uuid, terminal: 'P' }, to: { control: light, terminal: 'I' } })
  const anna = findUser(program, 'Anna')
  program.users.set(anna.uuid, { ...anna, externalIds: [{ id: FINGER.id, name: 'annas-thumb' }] })
  for (const { uuid } of doors.slice(1)) {
    const principal = `user:${anna.uuid}` as const
    const allow = { principal, object: `access:${uuid}`, scope: 'physical', effect: 'allow' } as const
    program.assignments.set(assignmentKey(allow), allow)
  }
  return program
}

function turn(unit: Unit, name: string, value: 0 | 1): Effect[] {
  const control = controlNamed(unit.state.program, name).uuid
  return setValues(unit.state, [{ control, value }], { at: unit.at, env: unit.env })
}

function select(unit: Unit, name: string): void {
  turn(unit, name, 1)
  turn(unit, name, 0)
}

const touch = (unit: Unit, credential: typeof BUTTON | typeof STRANGER = BUTTON, ageMs = 0): Effect[] =>
  unit.present({ device: 'one-wire', credential, ageMs })
const scan = (unit: Unit): Effect[] => unit.present({ device: 'fingerprint', credential: FINGER })

/** What the reader of a block shows, in order: `p true`. */
function statesAt(effects: readonly Effect[], reader: string): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'state' && effect.device === reader ? [`${effect.name} ${effect.value}`] : [],
  )
}

function told(effects: readonly Effect[]): string[] {
  return decisionsIn(effects).map(({ reader, outcome, reason }) => `${reader} ${outcome} ${reason}`)
}

describe('an external ID at an Access Controller', () => {
  test('R78: opens its door by the same rules, and is an external medium in the history, known by its reader', () => {
    const unit = new Unit(aHouse())
    const effects = scan(unit)
    expect(decisionsIn(effects)).toMatchObject([
      {
        ...{ outcome: 'granted', reason: 'ALLOWED', reader: 'fingerprint', block: 'Office', historyType: 10 },
        ...{ user: { name: 'Anna' }, credential: { kind: 'external', name: 'annas-thumb' } },
      },
    ])
    expect(statesAt(effects, 'fingerprint')).toEqual(['p true', 'txt Anna'])
    expect(statesAt(unit.advance(3_000), 'fingerprint')).toEqual(['p false', 'txt '])
    const [entry] = unit.state.blocks.get('fingerprint')?.history ?? []
    expect(entry).toMatchObject({ type: 10, user: 'Anna', extMedium: 'annas-thumb', extAuthority: 'fingerprint' })
    expect(JSON.stringify([...effects, entry])).not.toContain(FINGER.id)
    disable(unit, 'Anna')
    expect(told(scan(unit))).toEqual(['fingerprint denied USER_DISABLED'])
    expect(unit.state.blocks.get('fingerprint')?.history.at(-1)).toMatchObject({ type: 11, extMedium: 'annas-thumb' })
  })

  test('of nobody has no name in the history, and an iButton is one there as well', () => {
    const unit = new Unit(aHouse({}))
    unit.present({ device: 'fingerprint', credential: { ...FINGER, id: 'a toe' } })
    const [unknown] = unit.state.blocks.get('fingerprint')?.history ?? []
    expect(unknown).toEqual({
      ...{ decision: expect.any(String), atMs: unit.at.wallMs, output: -1, type: 11, reason: 'UNKNOWN_CREDENTIAL' },
      extAuthority: 'fingerprint',
    })
    const alone = new Unit()
    touch(alone)
    const [entry] = alone.state.blocks.get('side-door')?.history ?? []
    expect(entry).toMatchObject({ type: 10, extMedium: 'blue-button', extAuthority: 'side-door' })
    expect(entry).not.toHaveProperty('description')
  })

  test('needs no Sel, and is not meant by one: its reader is at its own Eid', () => {
    const program = aHouse()
    const office = controlNamed(program, 'Office') as AccessController
    program.controls.set(office.uuid, { ...office, selectionMs: DSEL_MS })
    const unit = new Unit(program)
    expect(told(scan(unit))).toEqual(['fingerprint granted ALLOWED'])
    select(unit, 'Select Side')
    expect(told(scan(unit))).toEqual(['fingerprint granted ALLOWED'])
  })
})

describe('several iButton readers on one extension', () => {
  test('C58, §3.6.7: without Sel nothing happens at any door, and the record says why', () => {
    const unit = new Unit(aHouse())
    const effects = touch(unit)
    expect(told(effects)).toEqual(['one-wire denied NOT_SELECTED'])
    expect(effects.filter(({ type }) => type === 'state')).toEqual([])
    expect([...unit.state.blocks.values()].flatMap(({ history }) => history)).toEqual([])
  })

  test('C58: with Sel the door is the selected one, from then until Dsel is over', () => {
    const unit = new Unit(aHouse())
    select(unit, 'Select Side')
    expect(told(touch(unit))).toEqual(['side-door granted ALLOWED'])
    unit.advance(DSEL_MS - 1)
    expect(told(touch(unit))).toEqual(['side-door granted ALLOWED'])
    unit.advance(1)
    expect(told(touch(unit))).toEqual(['one-wire denied NOT_SELECTED'])
    select(unit, 'Select Side')
    expect(told(touch(unit))).toEqual(['side-door granted ALLOWED'])
  })

  test('what was touched before Sel, and is told of after it, is not meant', () => {
    const unit = new Unit(aHouse())
    unit.advance(5_000)
    select(unit, 'Select Side')
    unit.advance(1_000)
    expect(told(touch(unit, BUTTON, 1_000))).toEqual(['side-door granted ALLOWED'])
    expect(told(touch(unit, BUTTON, 1_001))).toEqual(['one-wire denied NOT_SELECTED'])
  })

  test('C58: the door that was selected last is meant, and no other one any more', () => {
    const unit = new Unit(aHouse())
    select(unit, 'Select Side')
    unit.advance(1_000)
    select(unit, 'Select Cellar')
    expect(told(touch(unit))).toEqual(['cellar granted ALLOWED'])
    unit.advance(DSEL_MS)
    expect(told(touch(unit))).toEqual(['one-wire denied NOT_SELECTED'])
  })

  test.for<[string, Parameters<typeof aHouse>[0], string[], string[]]>([
    [
      'one that has none is checked at once',
      { cellar: DSEL_MS },
      ['side-door granted ALLOWED'],
      ['cellar granted ALLOWED'],
    ],
    ['two that have none cannot be told apart', {}, ['one-wire denied NOT_SELECTED'], ['one-wire denied NOT_SELECTED']],
  ])('of blocks without Dsel %s', ([, selections, before, after]) => {
    const unit = new Unit(aHouse(selections))
    expect(told(touch(unit))).toEqual(before)
    select(unit, 'Select Cellar')
    expect(told(touch(unit))).toEqual(after)
  })

  test('a loss of power closes the window', () => {
    const unit = new Unit(aHouse())
    select(unit, 'Select Side')
    unit.losePower()
    expect(told(touch(unit))).toEqual(['one-wire denied NOT_SELECTED'])
  })
})

describe('the outputs of an Access Controller', () => {
  test('after a denial Pd is on for as long as P after a grant, and P and Txt stay as they are', () => {
    const unit = new Unit()
    const denied = touch(unit, STRANGER)
    expect(statesAt(denied, 'side-door')).toEqual(['pd true'])
    expect(decisionsIn(denied)).toMatchObject([
      {
        outcome: 'denied',
        effects: [{ type: 'pulse', output: 'Pd', name: 'Side Door', pulseMs: 3_000 }, { signal: 'denied' }],
      },
    ])
    expect(statesAt(unit.advance(2_999), 'side-door')).toEqual([])
    expect(statesAt(unit.advance(1), 'side-door')).toEqual(['pd false'])
  })

  test('Pd stays off for what is told too late: nobody is there any more', () => {
    const unit = new Unit()
    const late = touch(unit, BUTTON, 5_001)
    expect([told(late), statesAt(late, 'side-door')]).toEqual([['side-door denied EXPIRED_PRESENTATION'], []])
  })

  test('Txt is empty where several bear what opened', () => {
    const unit = new Unit()
    const ben = findUser(unit.state.program, 'Ben')
    unit.edit({ type: 'edit-user', uuid: ben.uuid, change: { ibuttons: [{ id: BUTTON.id, name: 'blue-button' }] } })
    expect(statesAt(touch(unit), 'side-door')).toEqual(['p true', 'txt '])
  })

  test('Off dominates: what is on goes off with what is wired to it, and nothing is authenticated until it goes off', () => {
    const unit = new Unit(aHouse())
    const light = controlNamed(unit.state.program, 'Front Strike').uuid
    select(unit, 'Select Side')
    touch(unit)
    const shut = turn(unit, 'Shut', 1)
    expect(statesAt(shut, 'side-door')).toEqual(['p false', 'txt '])
    expect(shut).toContainEqual({ type: 'cancel-timer', timer: 'pulse/side-door/P' })
    const [inWire] = [...unit.state.logic.inputs.entries()].filter(([control]) => control === light)
    expect(inWire?.[1]).toEqual({ I: false })
    const denied = touch(unit)
    expect(told(denied)).toEqual(['side-door denied SWITCHED_OFF'])
    expect(statesAt(denied, 'side-door')).toEqual([])
    expect(told(scan(unit))).toEqual(['fingerprint denied SWITCHED_OFF'])
    turn(unit, 'Shut', 0)
    expect(told(scan(unit))).toEqual(['fingerprint granted ALLOWED'])
  })

  test('all of them are off after a start', () => {
    const unit = new Unit(aHouse())
    scan(unit)
    expect(statesAt(unit.losePower(), 'fingerprint')).toEqual(['p false', 'pd false', 'txt '])
  })
})
