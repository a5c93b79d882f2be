import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { ADMIN, BLUE, BUTTON, controlNamed, homeProgram } from './a-home.ts'
import { outputsIn, Unit } from './a-unit.ts'

const STRIKE = uuidOf('control', 'Front Strike')

type Block = Program['logic'] extends Map<string, infer Each> ? Each : never
type Described<Each = Block> = Each extends Block ? Omit<Each, 'uuid' | 'name'> : never

/** Home with blocks of logic, and wires as `Front Door.O1 > Light.Tr`; nothing else is wired. */
function homeWith(blocks: Readonly<Record<string, Described>>, ...wires: readonly string[]): Program {
  const program = homeProgram()
  program.wiring.clear()
  for (const [name, block] of Object.entries(blocks)) {
    const uuid = uuidOf('logic', name)
    program.logic.set(uuid, { uuid, name, ...block } as Block)
  }
  for (const wire of wires) {
    const [from = '', to = ''] = wire.split(' > ')
    program.wiring.set(wire, { from: endOf(program, from), to: endOf(program, to) })
  }
  return program
}

function endOf(program: Program, text: string) {
  const dot = text.lastIndexOf('.')
  const [name, terminal] = [text.slice(0, dot), text.slice(dot + 1)]
  const block = [...program.logic.values()].find((each) => each.name === name)
  return { control: (block ?? controlNamed(program, name)).uuid, terminal }
}

/** A unit that is up. */
function unitWith(program: Program): Unit {
  const unit = new Unit(program)
  unit.input({ type: 'booted' })
  return unit
}

const isOpen = (unit: Unit) => unit.state.api.values.get(stateUuid(STRIKE, 'active')) === 1

/** What blocks of logic did, as notices tell it: `Light.O on`. */
function logicIn(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'notice' && effect.name === 'logic' ? [`${effect.data.output} ${effect.data.value}`] : [],
  )
}

const LATCH = { kind: 'flip-flop', remanence: true } as const

describe('logic between controls', () => {
  test('what a door is wired to through logic follows, and ends by its own timer', () => {
    const unit = unitWith(
      homeWith(
        { Release: { kind: 'monoflop', onMs: 10_000 } },
        'Front Door.O1 > Release.Tr',
        'Release.O > Front Strike.I',
      ),
    )
    expect(logicIn(unit.present({ credential: BLUE }))).toEqual(['Release.O on'])
    expect(isOpen(unit)).toBe(true)
    expect(logicIn(unit.advance(9_999))).toEqual([])
    expect(logicIn(unit.advance(1))).toEqual(['Release.O off'])
    expect(isOpen(unit)).toBe(false)
  })

  test('tells why an output is at what it is at, with the event that led to it, also when its time is over', () => {
    const unit = unitWith(
      homeWith(
        { Release: { kind: 'monoflop', onMs: 10_000 }, Both: { kind: 'and' } },
        'Front Door.O1 > Both.I1',
        'Both.O > Release.Tr',
        'Release.O > Front Strike.I',
      ),
    )
    const effects = [...unit.present({ credential: BLUE, id: 'tap' }), ...unit.advance(10_000)]
    expect(effects.filter((effect) => effect.type === 'notice' && effect.name === 'logic')).toMatchObject([
      { data: { output: 'Both.O', value: 'on', because: 'Front Door.O1 on, Both.O on' }, causedBy: 'tap' },
      { data: { output: 'Release.O', because: 'Front Door.O1 on, Both.O on, Release.O on' }, causedBy: 'tap' },
      { data: { output: 'Both.O', value: 'off' }, causedBy: 'tap' },
      { data: { output: 'Release.O', value: 'off', because: 'Release.O off' }, causedBy: 'tap' },
    ])
    expect(unit.state.logic.why.get(`${STRIKE}.O`)).toEqual({
      way: ['Release.O off', 'Front Strike.O off'],
      causedBy: 'tap',
    })
  })

  test('whoever administers it is told what everything behind a wire is at, causes first, and why', () => {
    const unit = unitWith(
      homeWith(
        { Who: { kind: 'status', rows: [{ when: [], text: '<v1>', value: 0 }] }, Late: { kind: 'not' } },
        'Front Door.Ula > Who.I1',
        'Front Door.O1 > Late.I',
        'Late.O > Front Strike.I',
      ),
    )
    unit.present({ credential: BLUE, id: 'tap' })
    const effects = unit.input({ type: 'control', request: 1, caller: ADMIN, command: { type: 'logic-status' } })
    expect(effects).toMatchObject([
      {
        reply: {
          value: [
            { name: 'Late', kind: 'not', output: 'O', value: 'off', because: ['Front Door.O1 on', 'Late.O off'] },
            { name: 'Who', output: 'Txt', value: '"Anna"', because: ['Front Door.Ula "Anna"', 'Who.Txt "Anna"'] },
            { name: 'Who', output: 'Val', value: '0', because: [] },
            { name: 'Front Strike', kind: 'info-only-digital', output: 'O', value: 'off', causedBy: 'tap' },
          ],
        },
      },
    ])
  })

  test('P-231: two doors at one lamp: it is on until the last of them is shut', () => {
    const unit = unitWith(homeWith({}, 'Front Door.O1 > Front Strike.I', 'Side Door.P > Front Strike.I'))
    unit.present({ credential: BLUE })
    unit.advance(1_000)
    unit.present({ device: 'one-wire', credential: BUTTON })
    expect(outputsIn(unit.advance(2_000))).toEqual(['o1 off'])
    expect(isOpen(unit)).toBe(true)
    unit.advance(1_000)
    expect(isOpen(unit)).toBe(false)
  })

  test('doors that switch each other off, as of an airlock, are no circle', () => {
    const program = homeWith({}, 'Front Door.O1 > Side Door.Off', 'Side Door.P > Front Door.Off')
    expect(() => programFromJson(programToJson(program))).not.toThrow()
    const unit = unitWith(program)
    expect(outputsIn(unit.present({ credential: BLUE }))).toEqual(['o1 on'])
    expect(outputsIn(unit.present({ device: 'one-wire', credential: BUTTON }))).toEqual([])
    unit.advance(3_000)
    expect(outputsIn(unit.present({ device: 'one-wire', credential: BUTTON }))).toEqual(['p on'])
  })

  test('is worked out at a start: a Not is on before anybody came', () => {
    const unit = unitWith(homeWith({ Shut: { kind: 'not' } }, 'Front Door.O1 > Shut.I', 'Shut.O > Front Strike.I'))
    expect(isOpen(unit)).toBe(true)
    unit.present({ credential: BLUE })
    expect(isOpen(unit)).toBe(false)
  })

  test.for([
    ['with remanence is as it was', true],
    ['without is off', false],
  ] as const)('P-232: after a loss of power a latch %s', ([_, remanence]) => {
    const unit = unitWith(
      homeWith(
        { Latch: { ...LATCH, remanence } },
        'Front Door.O1 > Latch.S',
        'Side Door.P > Latch.R',
        'Latch.O > Front Strike.I',
      ),
    )
    unit.present({ credential: BLUE })
    unit.advance(5_000)
    unit.losePower()
    expect(isOpen(unit)).toBe(remanence)
    unit.present({ device: 'one-wire', credential: BUTTON })
    unit.losePower()
    expect(isOpen(unit)).toBe(false)
  })

  test('P-232: what a block kept goes with the block', () => {
    const program = homeWith({ Latch: LATCH }, 'Front Door.O1 > Latch.S')
    const unit = unitWith(program)
    unit.present({ credential: BLUE })
    const kept = () => [...unit.store.keys()].filter((key) => key.startsWith('remanence/'))
    expect(kept()).toHaveLength(1)
    unit.state.program.logic.clear()
    unit.input({ type: 'booted' })
    expect(kept()).toEqual([])
  })

  test('a rule and logic that set each other off come to rest', () => {
    const lamp = uuidOf('control', 'Lamp')
    const program = homeWith({ Shut: { kind: 'not' } })
    program.controls.set(lamp, { kind: 'switch', uuid: lamp, name: 'Lamp' })
    const wire = (from: string, to: string) =>
      program.wiring.set(`${from}>${to}`, { from: endOf(program, from), to: endOf(program, to) })
    wire('Lamp.O', 'Shut.I')
    wire('Shut.O', 'Front Strike.I')
    program.rules.set('r', {
      ...{ uuid: uuidOf('rule', 'r'), name: 'r', trigger: { control: STRIKE, becomes: 'on' } },
      actions: [{ control: lamp, command: 'on' }],
    })
    const unit = unitWith(program)
    expect(isOpen(unit)).toBe(false)
    expect(unit.state.api.values.get(stateUuid(lamp, 'active'))).toBe(1)
  })

  test('comes and goes in the running program: what has lost its wire is at rest', () => {
    const unit = unitWith(homeWith({}))
    const shut = { kind: 'not', uuid: uuidOf('logic', 'Shut'), name: 'Shut' } as const
    const to = { control: STRIKE, terminal: 'I' }
    unit.edit({ type: 'set-logic', block: shut, wires: [{ from: { control: shut.uuid, terminal: 'O' }, to }] })
    expect(isOpen(unit)).toBe(true)
    unit.edit({ type: 'delete-logic', uuid: shut.uuid })
    expect(isOpen(unit)).toBe(false)
  })

  test('P-232: a wire that is drawn from an output that is on makes no edge', () => {
    const unit = unitWith(homeWith({ Always: { kind: 'not' } }))
    const pulse = { kind: 'monoflop', onMs: 10_000, uuid: uuidOf('logic', 'Pulse'), name: 'Pulse' } as const
    const into = (from: string) => ({
      from: { control: uuidOf('logic', from), terminal: 'O' },
      to: { control: pulse.uuid, terminal: 'Tr' },
    })
    expect(logicIn(unit.edit({ type: 'set-logic', block: pulse }))).toEqual([])
    expect(logicIn(unit.edit({ type: 'set-logic', block: pulse, wires: [into('Always')] }))).toEqual([])
  })

  test('a block that becomes one of another kind begins anew, in the running program and at a start', () => {
    const unit = unitWith(homeWith({}))
    const latch = { uuid: uuidOf('logic', 'Latch'), name: 'Latch' }
    const stairs = { kind: 'stairwell-light-switch', onMs: 9_000, warningMs: 0, warningOffMs: 0 } as const
    const [from, to] = [
      { control: controlNamed(unit.state.program, 'Front Door').uuid, terminal: 'O1' },
      (terminal: string) => ({ control: latch.uuid, terminal }),
    ]
    const wires = (terminal: string) => ({ wires: [{ from, to: to(terminal) }] })
    unit.edit({ type: 'set-logic', block: { ...latch, ...stairs, remanence: true }, ...wires('Tr') })
    expect(logicIn(unit.present({ credential: BLUE }))).toEqual(['Latch.O on'])
    const monoflop = { ...latch, kind: 'monoflop', onMs: 1_000 } as const
    expect(logicIn(unit.edit({ type: 'set-logic', block: monoflop, ...wires('Tr') }))).toEqual(['Latch.O off'])
    expect(logicIn(unit.advance(20_000))).toEqual([])

    unit.edit({ type: 'set-logic', block: { ...latch, ...LATCH }, ...wires('S') })
    expect(logicIn(unit.present({ credential: BLUE }))).toEqual(['Latch.O on'])
    // As a save does it: the unit starts anew with another program.
    unit.state.program.logic.set(latch.uuid, { ...latch, ...stairs, remanence: true })
    unit.state.program.wiring.clear()
    expect(logicIn(unit.input({ type: 'booted' }))).toEqual([])
    expect([...unit.store].filter(([key]) => key.startsWith('remanence/'))).toMatchObject([
      [`remanence/${latch.uuid}`, { kind: 'stairwell-light-switch', memory: { mode: 'off' } }],
    ])
  })

  test('is part of the program: it is stored, written as JSON and read again', () => {
    const program = homeWith({ Latch: LATCH }, 'Front Door.O1 > Latch.S', 'Front Door.Ad > Latch.R')
    const unit = new Unit(program)
    unit.losePower()
    expect(unit.state.program.logic).toEqual(program.logic)
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program)))).logic).toEqual(program.logic)
  })

  test.for<[string, string[], string]>([
    ['a circle', ['A.O > B.I', 'B.O > A.I'], 'LOGIC_LOOP'],
    ['a text to a digital input', ['Front Door.Ula > A.I'], 'WIRE_TYPE'],
  ])('a document with %s is refused', ([_, wires, code]) => {
    const program = homeWith({ A: { kind: 'not' }, B: { kind: 'not' } }, ...wires)
    expect(() => programFromJson(programToJson(program))).toThrow(expect.objectContaining({ code }))
  })

  test('a document whose wire is left over is read, and the wire carries nothing', () => {
    const program = homeWith({ A: { kind: 'not' } }, 'Front Door.O6 > A.I', 'A.O > Front Strike.I')
    expect(() => programFromJson(programToJson(program))).not.toThrow()
    expect(isOpen(unitWith(program))).toBe(true)
  })
})
