import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { DENIALS_MAX } from '../../../sim/domain/miniserver/keypad-lock.ts'
import type { NfcInput } from '../../../sim/domain/program/nfc-inputs.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { BLUE, BUTTON, controlNamed, GREEN, RED } from './a-home.ts'
import { decisionsIn, outputsIn, receiptsIn, Unit } from './a-unit.ts'
import { ANNAS, Door, digestOf, programWith } from './keypad-block/a-door.ts'
import { set, wired } from './keypad-block/wired.ts'

const DIGITS = '081507'
const TYPED = { kind: 'code', id: DIGITS } as const
const WRONG = { kind: 'code', id: '999999' } as const

/** Home's front door, GREEN and 081507 being digital inputs there; each is wired to a count of its own. */
function withInputs(program = programWith()): Program {
  const common = { reader: 'front-door' } as const
  const tag: NfcInput = { ...common, kind: 'nfc-tag-input', uuid: uuidOf('control', 'Tag'), name: 'Tag', id: GREEN.id }
  const digest = digestOf(DIGITS)
  const code: NfcInput = { ...common, kind: 'nfc-code-input', uuid: uuidOf('control', 'Code'), name: 'Code', digest }
  for (const input of [tag, code]) {
    program.controls.set(input.uuid, input)
    const latch = uuidOf('logic', `Latch of ${input.name}`)
    program.logic.set(latch, { kind: 'toggle', uuid: latch, name: `Latch of ${input.name}`, remanence: false })
    const [from, to] = [{ control: input.uuid, terminal: 'O' } as const, { control: latch, terminal: 'Tg' } as const]
    program.wiring.set(input.name, { from, to })
  }
  return program
}

function aUnit(program = withInputs()): Unit {
  const unit = new Unit(program)
  unit.input({ type: 'booted' })
  return unit
}

function isOn(unit: Unit, name: string): boolean {
  return unit.state.api.values.get(stateUuid(uuidOf('control', name), 'active')) === 1
}

/** What the inputs are wired to. */
function latched(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'notice' && effect.name === 'logic' ? [`${effect.data.output} ${effect.data.value}`] : [],
  )
}

const told = (effects: readonly Effect[]) => decisionsIn(effects).map(({ outcome, reason }) => `${outcome} ${reason}`)

describe('a tag or a code that is a digital input of a keypad', () => {
  test.for([
    ['Tag', GREEN],
    ['Code', TYPED],
  ] as const)('§3.6.1, P-278: %s pulses for 100 ms, sets off what it is wired to, and opens nothing', ([name, it]) => {
    const unit = aUnit()
    const effects = unit.present({ credential: it, id: 'first' })
    expect(latched(effects)).toEqual([`Latch of ${name}.O on`])
    expect(outputsIn(effects)).toEqual([])
    expect(receiptsIn(effects)).toEqual(['first'])
    expect(effects).toContainEqual({
      ...{ type: 'command', device: 'front-door', causedBy: 'first' },
      command: { type: 'feedback', signal: 'granted' },
    })
    unit.advance(99)
    expect(isOn(unit, name)).toBe(true)
    unit.advance(1)
    expect(isOn(unit, name)).toBe(false)
  })

  test('is on record by its name, of no user and at no block, and enters no history', () => {
    const unit = aUnit()
    const [record] = decisionsIn(unit.present({ credential: TYPED }))
    expect(record).toMatchObject({
      ...{ outcome: 'granted', reason: 'DIGITAL_INPUT', reader: 'front-door', output: -1, historyType: 1 },
      credential: { kind: 'code', name: 'Code' },
      effects: [
        { type: 'input', name: 'Code', pulseMs: 100 },
        { type: 'feedback', signal: 'granted' },
      ],
    })
    expect(record).not.toHaveProperty('block')
    expect(record).not.toHaveProperty('user')
    expect(unit.state.blocks.get('front-door')?.history ?? []).toEqual([])
    expect(JSON.stringify(record)).not.toContain(DIGITS)
  })

  test('a second one in the pulse is a pulse of its own, and a repeat of the first none', () => {
    const unit = aUnit()
    expect(latched(unit.present({ credential: GREEN, id: 'first' }))).toEqual(['Latch of Tag.O on'])
    unit.advance(50)
    expect(latched(unit.present({ credential: GREEN, id: 'first' }))).toEqual([])
    expect(latched(unit.present({ credential: GREEN, id: 'second' }))).toEqual(['Latch of Tag.O off'])
    unit.advance(99)
    expect(isOn(unit, 'Tag')).toBe(true)
    unit.advance(1)
    expect(isOn(unit, 'Tag')).toBe(false)
  })

  test('§3.6.1: needs no block at its keypad, where nothing else is known', () => {
    const program = withInputs()
    program.controls.delete(controlNamed(program, 'Front Door').uuid)
    const unit = aUnit(program)
    expect(told(unit.present({ credential: GREEN }))).toEqual(['granted DIGITAL_INPUT'])
    expect(told(unit.present({ credential: TYPED }))).toEqual(['granted DIGITAL_INPUT'])
    expect(told(unit.present({ credential: BLUE }))).toEqual(['denied READER_UNASSIGNED'])
  })

  test('is one at its own keypad only, of its own kind only', () => {
    const unit = aUnit()
    expect(told(unit.present({ device: 'one-wire', credential: BUTTON }))).toEqual(['granted ALLOWED'])
    expect(told(unit.present({ device: 'fingerprint', credential: { kind: 'tag', id: GREEN.id } }))).toEqual([
      'denied READER_UNASSIGNED',
    ])
    expect(told(unit.present({ credential: { kind: 'tag', id: digestOf(DIGITS) } }))).toEqual([
      'denied UNKNOWN_CREDENTIAL',
    ])
  })

  test('P-279: comes before the user who bears the same tag', () => {
    const program = withInputs()
    const tag = controlNamed(program, 'Tag') as NfcInput & { kind: 'nfc-tag-input' }
    program.controls.set(tag.uuid, { ...tag, id: BLUE.id })
    const effects = aUnit(program).present({ credential: BLUE })
    expect(told(effects)).toEqual(['granted DIGITAL_INPUT'])
    expect(outputsIn(effects)).toEqual([])
  })

  test('P-279: is no attempt: it neither counts nor sets the count back, and ends no lock-out', () => {
    const unit = aUnit()
    for (let denials = 1; denials < DENIALS_MAX; denials++) unit.present({ credential: WRONG })
    unit.present({ credential: GREEN })
    unit.present({ credential: TYPED })
    expect(unit.state.blocks.get('front-door')?.denials).toBe(DENIALS_MAX - 1)
    unit.present({ credential: WRONG })
    expect(told(unit.present({ credential: TYPED }))).toEqual(['denied LOCKED'])
    expect(told(unit.present({ credential: GREEN }))).toEqual(['granted DIGITAL_INPUT'])
    expect(unit.state.blocks.get('front-door')?.locked).toBe(true)
  })

  test('P-279: while Off is on, and more than 5 s late, nothing pulses', () => {
    const door = new Door(withInputs(wired()))
    const late = door.unit.present({ credential: GREEN, ageMs: 5_001 })
    expect([told(late), latched(late)]).toEqual([['denied EXPIRED_PRESENTATION'], []])
    set(door, 'Off', 1)
    for (const credential of [GREEN, TYPED]) {
      const effects = door.unit.present({ credential })
      expect([told(effects), latched(effects)]).toEqual([['denied SWITCHED_OFF'], []])
    }
  })

  test('P-279: takes what was selected before it, and what is held or typed next opens its own', () => {
    const program = programWith({
      outputs: [
        { output: 1, name: 'Strike' },
        { output: 2, name: 'Gate' },
      ],
    })
    const door = new Door(withInputs(program))
    door.press('2 tick')
    expect(door.now('preselected')).toBe(2)
    door.press(`${DIGITS} tick`)
    expect(door.now('preselected')).toBe(0)
    door.wait(500)
    door.press(`${ANNAS} tick`)
    expect(door.decisions.map(({ reason, output }) => [reason, output])).toEqual([
      ['DIGITAL_INPUT', -1],
      ['ALLOWED', 1],
    ])
    expect(door.led.filter((led) => led === 'green')).toHaveLength(2)
  })

  test.for([0, 2, 3])('P-279: Au = %s and prefixes ask for nothing of it', (authentication) => {
    const unit = aUnit(withInputs(programWith({ authentication, additionalPreselections: true })))
    expect(told(unit.present({ credential: GREEN }))).toEqual(['granted DIGITAL_INPUT'])
    expect(told(unit.present({ credential: TYPED }))).toEqual(['granted DIGITAL_INPUT'])
  })

  test('a restart ends its pulse, and what was answered is not answered again', () => {
    const unit = aUnit()
    unit.present({ credential: GREEN, id: 'first' })
    unit.losePower()
    expect([isOn(unit, 'Tag'), unit.state.pulsingInputs.size]).toEqual([false, 0])
    expect(told(unit.present({ credential: GREEN, id: 'first' }))).toEqual([])
    expect(isOn(unit, 'Tag')).toBe(false)
    expect(told(unit.present({ credential: GREEN, id: 'second' }))).toEqual(['granted DIGITAL_INPUT'])
    unit.input({ type: 'booted' })
    expect([isOn(unit, 'Tag'), unit.state.pulsingInputs.size]).toEqual([false, 0])
  })

  test('R87: an automatic rule may wait for it', () => {
    const program = withInputs()
    const fan = uuidOf('control', 'Fan')
    program.controls.set(fan, { kind: 'switch', uuid: fan, name: 'Fan' })
    const unit = aUnit(program)
    const trigger = { control: uuidOf('control', 'Tag'), becomes: 'on' } as const
    const rule = { uuid: uuidOf('rule', 'Air'), name: 'Air', trigger, actions: [{ control: fan, command: 'on' }] }
    unit.edit({ type: 'add-rule', rule })
    unit.present({ credential: GREEN })
    expect(isOn(unit, 'Fan')).toBe(true)
  })

  test('renamed while it pulses it ends all the same; without its tag, as a backup brings it, nothing sets it off', () => {
    const unit = aUnit()
    unit.present({ credential: GREEN })
    unit.edit({ type: 'edit-control', uuid: uuidOf('control', 'Tag'), change: { name: 'Other' } })
    unit.advance(100)
    expect(isOn(unit, 'Tag')).toBe(false)
    const program = withInputs()
    const { id: _id, ...bare } = controlNamed(program, 'Tag') as NfcInput & { kind: 'nfc-tag-input' }
    program.controls.set(bare.uuid, bare)
    const other = aUnit(program)
    expect(told(other.present({ credential: GREEN }))).toEqual(['denied NOT_CONFIGURED'])
    expect(told(other.present({ credential: RED }))).toEqual(['granted ALLOWED'])
  })
})
