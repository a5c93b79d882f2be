import { describe, expect, test } from 'vitest'
import { NOTICED_MAX } from '../../../sim/domain/intercommunication/receive.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { setValues } from '../../../sim/domain/miniserver/set-values.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import type { Control } from '../../../sim/domain/program/program.ts'
import { wireKey } from '../../../sim/domain/program/sections.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { homeProgram } from '../miniserver/a-home.ts'
import { Unit } from '../miniserver/a-unit.ts'

const uuid = (name: string) => uuidOf('control', name)

const input = (name: string, packet: string, value: 'digital' | 'analog' | 'text' = 'digital', remote = 'gate') =>
  ({ kind: 'intercommunication-input', uuid: uuid(name), name, value, remote, packet }) as const

const output = (name: string, packet: string, value: 'digital' | 'analog' | 'text' = 'digital', remote = 'gate') =>
  ({ kind: 'intercommunication-output', uuid: uuid(name), name, value, remote, packet }) as const

/** Home calls itself `home` and knows `gate`, a Miniserver, and `node`, which is none. */
function aUnit(...controls: readonly Control[]): Unit {
  const program = homeProgram()
  for (const control of controls) program.controls.set(control.uuid, control)
  const remotes = [
    { id: 'gate', at: { serial: '504F94A00009' } },
    { id: 'node', at: { address: '127.0.0.1:5000' } },
  ]
  program.settings.set('intercommunication', { name: 'intercommunication', id: 'home', remotes })
  return new Unit(program)
}

const said = (value: boolean | number | string, id: string, source = 'gate', target = 'home') =>
  ({ type: 'datagram', received: { is: 'value', packet: { source, target, id, value } } }) as const

const sentIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'intercommunication-send' ? [[effect.packet.id, effect.packet.value]] : [],
  )

const refusedIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'notice' && effect.name === 'intercommunication-refused' ? [effect.data.reason] : [],
  )

const at = (unit: Unit, name: string) => unit.state.intercommunication.values.get(uuid(name))

const set = (unit: Unit, name: string, value: number | string): Effect[] =>
  setValues(unit.state, [{ control: uuid(name), value }], { at: unit.at, env: unit.env })

describe('an input of Network Intercommunication', () => {
  test('is at what its remote says, digital, analog and text', () => {
    const unit = aUnit(input('Bell', 'bell'), input('Number', 'bsel', 'analog'), input('Who', 'who', 'text'))
    const told = unit.input(said(true, 'bell'))
    expect(told).toMatchObject([
      { name: 'intercommunication-received', data: { from: 'gate', packet: 'bell', value: 1 } },
    ])
    unit.input(said(12, 'bsel'))
    unit.input(said('Anna', 'who'))
    expect([at(unit, 'Bell'), at(unit, 'Number'), at(unit, 'Who')]).toEqual([1, 12, 'Anna'])
    unit.input(said(false, 'bell'))
    expect(at(unit, 'Bell')).toBe(0)
  })

  test('says so once however often it is said, and to what it is wired', () => {
    const bell = input('Bell', 'bell')
    const unit = aUnit(bell, output('Further', 'further', 'digital', 'node'))
    const wire = { from: { control: uuid('Bell'), terminal: 'O' }, to: { control: uuid('Further'), terminal: 'I' } }
    unit.state.program.wiring.set(wireKey(wire), wire)
    const first = unit.input(said(true, 'bell'))
    expect(first).toContainEqual(expect.objectContaining({ name: 'intercommunication-received' }))
    expect(sentIn(first)).toEqual([['further', true]])
    expect(unit.input(said(true, 'bell'))).toEqual([])
    expect(unit.state.intercommunication.counts.taken).toBe(2)
  })

  test('stands as its remote left it, and is at rest after a start', () => {
    const unit = aUnit(input('Bell', 'bell'))
    unit.input(said(true, 'bell'))
    unit.advance(3_600_000)
    expect(at(unit, 'Bell')).toBe(1)
    unit.input({ type: 'booted' })
    expect(at(unit, 'Bell')).toBeUndefined()
    expect(unit.state.intercommunication.counts.taken).toBe(0)
  })

  test('takes a number for on and off, and no text', () => {
    const unit = aUnit(input('Bell', 'bell'))
    unit.input(said(5, 'bell'))
    expect(at(unit, 'Bell')).toBe(1)
    expect(refusedIn(unit.input(said('on', 'bell')))).toEqual(['wrong-type'])
    expect(at(unit, 'Bell')).toBe(1)
  })
})

describe('what is not for an input', () => {
  test.each([
    ['stranger', said(true, 'bell', 'thief')],
    ['not-for-us', said(true, 'bell', 'gate', 'office')],
    ['no-input', said(true, 'door')],
    ['no-input', said(true, 'bell', 'node')],
    ['malformed', { type: 'datagram', received: { is: 'malformed', reason: 'it begins with 00' } }],
  ] as const)('is counted as %s, told of once and sets nothing', (reason, packet) => {
    const unit = aUnit(input('Bell', 'bell'))
    expect(refusedIn(unit.input(packet))).toEqual([reason])
    expect(unit.input(packet)).toEqual([])
    expect(unit.state.intercommunication.counts[reason]).toBe(2)
    expect(at(unit, 'Bell')).toBeUndefined()
  })

  test('is not told of for ever, whoever floods the LAN', () => {
    const unit = aUnit(input('Bell', 'bell'))
    const told = Array.from({ length: 2 * NOTICED_MAX }, (_, n) => refusedIn(unit.input(said(true, 'bell', `s${n}`))))
    expect(told.flat()).toHaveLength(NOTICED_MAX)
    expect(unit.state.intercommunication.counts.stranger).toBe(2 * NOTICED_MAX)
  })

  test('P-277: a flood is counted, and told of once; who comes after it is heard', () => {
    const unit = aUnit(input('Bell', 'bell'))
    const told = Array.from({ length: 5_000 }, (_, n) => refusedIn(unit.input(said(n % 2 === 0, `p${n % 200}`))))
    expect(told.flat().filter((reason) => reason === 'flood')).toHaveLength(1)
    expect(unit.state.intercommunication.counts).toMatchObject({ 'no-input': 1_000, flood: 4_000 })
    unit.input(said(true, 'bell'))
    expect(at(unit, 'Bell')).toBeUndefined()
    unit.advance(1_000)
    unit.input(said(true, 'bell'))
    expect(at(unit, 'Bell')).toBe(1)
  })

  test('costs no more where there are many inputs', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => input(`In ${n}`, `p${n}`))
    const unit = aUnit(...many)
    const before = performance.now()
    for (let second = 0; second < 10; second++) {
      for (let n = 0; n < 1_000; n++) unit.input(said(n % 2 === 0, 'p9999'))
      unit.advance(1_000)
    }
    expect(performance.now() - before).toBeLessThan(3_000)
    expect(unit.state.intercommunication.counts.taken).toBe(10_000)
  })

  test('is nothing where there is no Network Intercommunication; a name is counted', () => {
    const none = new Unit()
    expect(none.input(said(true, 'bell'))).toEqual([])
    const unit = aUnit()
    expect(unit.input({ type: 'datagram', received: { is: 'name' } })).toEqual([])
    expect(unit.state.intercommunication.counts.names).toBe(1)
  })
})

describe('an output of Network Intercommunication', () => {
  test('tells its remote at once what it is at, by the place of that', () => {
    const unit = aUnit(output('Bell', 'bell'), output('Number', 'bsel', 'analog', 'node'))
    expect(set(unit, 'Bell', 1)).toContainEqual({
      type: 'intercommunication-send',
      to: { serial: '504F94A00009' },
      packet: { source: 'home', target: 'gate', id: 'bell', value: true },
    })
    expect(set(unit, 'Number', 12)).toContainEqual(
      expect.objectContaining({ to: { address: '127.0.0.1:5000' }, packet: expect.objectContaining({ value: 12 }) }),
    )
    expect(set(unit, 'Bell', 1)).toEqual([])
  })

  test('says it again every ten seconds, all of them, from a start on', () => {
    const unit = aUnit(output('Bell', 'bell'), output('Who', 'who', 'text'))
    expect(sentIn(unit.input({ type: 'booted' }))).toEqual([
      ['bell', false],
      ['who', ''],
    ])
    set(unit, 'Bell', 1)
    set(unit, 'Who', 'Anna')
    expect(sentIn(unit.advance(9_999))).toEqual([])
    expect(sentIn(unit.advance(1))).toEqual([
      ['bell', true],
      ['who', 'Anna'],
    ])
    expect(sentIn(unit.advance(60_000))).toHaveLength(12)
  })

  test('P-276: changes twenty times in a second at most, and then says what it is at', () => {
    const unit = aUnit(input('Heard', 'h', 'analog'), output('Number', 'bsel', 'analog'))
    const wire = { from: { control: uuid('Heard'), terminal: 'O' }, to: { control: uuid('Number'), terminal: 'I' } }
    unit.state.program.wiring.set(wireKey(wire), wire)
    unit.input({ type: 'booted' })
    unit.advance(5_000)
    const effects = Array.from({ length: 100 }, (_, n) => unit.input(said(n + 1, 'h'))).flat()
    expect(sentIn(effects).at(-1)).toEqual(['bsel', 20])
    expect(
      effects.filter((effect) => effect.type === 'notice' && effect.name === 'intercommunication-restless'),
    ).toMatchObject([{ data: { output: 'Number', to: 'gate', changes: 20 } }])
    expect(sentIn(unit.advance(999))).toEqual([])
    expect(sentIn(unit.advance(1))).toEqual([['bsel', 100]])
    expect(sentIn(unit.input(said(7, 'h')))).toEqual([['bsel', 7]])
  })

  test('P-276: two units of which one says what it hears and the other the reverse do not drown in it', () => {
    const wired = (...wires: readonly (readonly [string, string, string, string])[]) => {
      const unit = aUnit(input('Heard', 'x'), output('Said', 'x'))
      unit.state.program.logic.set(uuid('Not'), { kind: 'not', uuid: uuid('Not'), name: 'Not' })
      for (const [source, out, target, into] of wires) {
        const wire = { from: { control: uuid(source), terminal: out }, to: { control: uuid(target), terminal: into } }
        unit.state.program.wiring.set(wireKey(wire), wire)
      }
      return unit
    }
    const reversing = wired(['Heard', 'O', 'Not', 'I'], ['Not', 'O', 'Said', 'I'])
    const agreeing = wired(['Heard', 'O', 'Said', 'I'])
    agreeing.input({ type: 'booted' })
    let [hops, next] = [0, sentIn(reversing.input({ type: 'booted' })).slice(-1)]
    for (; next.length > 0 && hops < 1_000; hops++) {
      const hearing = hops % 2 === 0 ? agreeing : reversing
      next = next.flatMap(([, value]) => sentIn(hearing.input(said(value === true, 'x'))))
    }
    expect(hops).toBeGreaterThan(10)
    expect(hops).toBeLessThan(50)
  })

  test('says nothing to a remote that is not known', () => {
    const unit = aUnit(output('Bell', 'bell', 'digital', 'nobody'))
    expect(sentIn(set(unit, 'Bell', 1))).toEqual([])
    expect(sentIn(unit.input({ type: 'booted' }))).toEqual([])
  })

  test('says what it is at when the unit is told of its remotes', () => {
    const program = homeProgram()
    const bell = output('Bell', 'bell')
    program.controls.set(bell.uuid, bell)
    const unit = new Unit(program)
    const remotes = [{ id: 'gate', at: { serial: '504F94A00009' } }]
    const setting = { name: 'intercommunication', id: 'home', remotes } as const
    expect(sentIn(unit.edit({ type: 'edit-setting', setting }))).toEqual([['bell', false]])
    const twice = { ...setting, remotes: [...remotes, ...remotes] }
    expect(() => unit.edit({ type: 'edit-setting', setting: twice })).toThrow(/"gate" twice/)
  })
})

test.each(['h:0', 'h:65536', 'h', ':1', ' h:1'])('a stored program sends nothing to the address %j', (address) => {
  const { program } = aUnit().state
  const remotes = [{ id: 'node', at: { address } }]
  program.settings.set('intercommunication', { name: 'intercommunication', id: 'home', remotes })
  expect(() => programFromJson(programToJson(program))).toThrow(/a host and its UDP port/)
})
