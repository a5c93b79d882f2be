import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../../sim/domain/miniserver/api/state-uuid.ts'
import { SIGNAL_MS } from '../../../../sim/domain/miniserver/keypad-block/outputs.ts'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import { BLUE, controlNamed, GREEN } from '../a-home.ts'
import { ANNAS, BENS, Door, giveCode, programWith } from './a-door.ts'

/** What the block says of who came in last. */
function textsOf(door: Door): Record<string, unknown> {
  return Object.fromEntries(['cla', 'ula', 'nlo', 'tla', 'nco', 'unla', 'uidla'].map((name) => [name, door.now(name)]))
}

describe('the outputs of a block', () => {
  test('C46d: tell who came in, when, and what opened: at Ula by the NFC Code Touch ID, or else by name', () => {
    const program = programWith({ outputs: [{ output: 1, name: 'Front Strike' }] })
    const anna = findUser(program, 'Anna')
    program.users.set(anna.uuid, { ...anna, nfcCodeTouchId: 'A-1', uniqueUserId: '1001' })
    const door = new Door(program)
    door.hold(BLUE)
    const common = { nlo: 1, nco: 1, tla: '2026-11-16 09:00:00' }
    expect(textsOf(door)).toEqual({
      ...{ ...common, cla: '2026-11-16 09:00:00, A-1, Front Strike' },
      ...{ ula: 'A-1', unla: 'Anna', uidla: '1001' },
    })
    door.wait(5_000)
    door.press(`${BENS} tick`)
    expect(textsOf(door)).toMatchObject({
      ula: 'Ben',
      unla: 'Ben',
      uidla: '',
      cla: '2026-11-16 09:00:05, Ben, Front Strike',
    })
  })

  test('P-45: of a code of several people nobody is named', () => {
    const program = programWith()
    giveCode(program, 'Ben', ANNAS)
    const door = new Door(program)
    door.press(`${ANNAS} tick`)
    expect(textsOf(door)).toMatchObject({ ula: '', unla: '', uidla: '', nco: 1 })
    expect(door.decisions).toMatchObject([{ outcome: 'granted', historyType: 2 }])
    expect(door.decisions[0]).not.toHaveProperty('user')
  })

  test('C41: an ambiguous code opens where one of its holders may enter, and type 2 names nobody', () => {
    const program = programWith()
    giveCode(program, 'Clara', ANNAS)
    const door = new Door(program)
    door.press(`${ANNAS} tick`)
    expect(door.now('o1')).toBe(true)
    expect(door.unit.state.blocks.get('front-door')?.history).toMatchObject([{ type: 2, output: 1 }])
  })

  test('texts stay when somebody is denied, who shows as -1 at Nco alone', () => {
    const door = new Door()
    door.hold(BLUE)
    const before = textsOf(door)
    door.wait(5_000)
    door.hold(GREEN)
    expect(textsOf(door)).toEqual({ ...before, nco: -1 })
  })

  test('As and Ad pulse for a moment; two in a row are two pulses', () => {
    const door = new Door()
    door.hold(BLUE)
    door.hold(BLUE)
    door.wait(SIGNAL_MS)
    expect(door.states.get('as')).toEqual([false, true, false, true, false])
    door.hold(GREEN)
    door.wait(SIGNAL_MS)
    expect(door.states.get('ad')).toEqual([false, true, false])
  })

  test('C48: Bsel has the number before Bell rises, and keeps it', () => {
    const door = new Door()
    const said: string[] = []
    const { miniserver } = door
    door.miniserver = (effects) => {
      for (const effect of effects)
        if (effect.type === 'state' && effect.name.startsWith('b')) said.push(`${effect.name} ${effect.value}`)
      miniserver.call(door, effects)
    }
    door.press('12 bell')
    door.wait(5_000)
    expect(said).toEqual(['bsel 12', 'bell true', 'bell false'])
    expect(door.now('bsel')).toBe(12)
    expect(door.led).toContain('green')
  })

  test('C48: each bell says whom it is for, also the same one twice; clients see it in the state events', () => {
    const door = new Door()
    const { state } = door.unit
    const { uuid } = controlNamed(state.program, 'Front Door')
    const events = () => state.api.values.get(stateUuid(uuid, 'events'))
    door.press('12 bell 12 bell')
    expect(door.states.get('bsel')).toEqual([-1, 12, 12])
    expect(door.states.get('bell')).toEqual([false, true, false, true])
    expect(events()).toBe(1)
    door.wait(SIGNAL_MS)
    expect(events()).toBe(0)
  })

  test('an output that is selected opens, with its own name; unused ones too', () => {
    const door = new Door(programWith({ outputs: [1, 2].map((output) => ({ output, name: `Door ${output}` })) }))
    door.press(`2 tick ${BENS} tick`)
    door.press(`5 tick ${BENS} tick`)
    expect(door.decisions.map(({ effects }) => effects[0])).toMatchObject([
      { type: 'pulse', output: 'O2', name: 'Door 2' },
      { type: 'pulse', output: 'O5', name: 'Front Door' },
    ])
  })

  test('are off after a restart, and what was short is told to be over', () => {
    const door = new Door()
    door.press('bell')
    expect(door.now('bell')).toBe(true)
    door.miniserver(door.unit.losePower())
    expect([door.now('bell'), door.now('as'), door.now('ad')]).toEqual([false, false, false])
  })

  test('a bell that comes too late rings for nobody', () => {
    const door = new Door()
    const sealed = door.unit.env.seal('front-door', 'home-front-door-9 bell 12')
    const event = { type: 'rang', id: 'home-front-door-9', ageMs: 5_001, sealed } as const
    const effects = door.unit.input({ type: 'device-event', device: 'front-door', event })
    expect(effects.map(({ type }) => type)).toEqual(['receipt', 'set-timer'])
  })

  test('a bell that nobody sealed for it is malformed, and one that comes twice rings once', () => {
    const door = new Door()
    const { unit } = door
    const rang = (id: string, text: string) =>
      unit.input({
        ...{ type: 'device-event', device: 'front-door' },
        event: { type: 'rang', id, ageMs: 0, sealed: unit.env.seal('front-door', text) },
      })
    for (const text of ['other bell 12', 'a code 12', 'a bell 12x'])
      expect(rang('a', text)).toContainEqual(expect.objectContaining({ type: 'notice', name: 'frame-malformed' }))
    const isRing = (effects: ReturnType<typeof rang>) =>
      effects.some((effect) => effect.type === 'state' && effect.name === 'bell')
    expect([isRing(rang('a', 'a bell 12')), isRing(rang('a', 'a bell 12'))]).toEqual([true, false])
  })

  test('a keypad that no block uses has a bell that nobody hears', () => {
    const program = programWith()
    program.controls.delete(controlNamed(program, 'Front Door').uuid)
    const door = new Door(program)
    door.press('bell')
    expect(door.now('bell')).toBeUndefined()
    expect(door.decisions).toEqual([])
  })
})
