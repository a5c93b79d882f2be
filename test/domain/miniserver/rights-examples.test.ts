import { describe, expect, test } from 'vitest'
import { GUARDED_OPERATIONS } from '../../../sim/domain/miniserver/guarded-operations.ts'
import type { SystemRight } from '../../../sim/domain/program/names.ts'
import { permit, uuidOf } from '../../helpers/a-program.ts'
import { EVA, House, houseProgram, LAMP, PLUG, SAFE } from './a-rights-house.ts'
import { GUARDED_COMMANDS } from './guarded-commands.ts'
import { GUARDED_EDITS } from './guarded-edits.ts'
import { GUARDED_PATHS } from './guarded-paths.ts'

const HASH = 'AB'.repeat(32)
const CASES = { command: GUARDED_COMMANDS, edit: GUARDED_EDITS, path: GUARDED_PATHS }
const HERS: readonly SystemRight[] = ['WebInterfaceApps', 'ChangeOwnPasswords']

/** Home, where the group Children may use Apps and the Child's Room with a lamp; Eva is one of them. The plug is in the hall. */
function childrensHouse(...without: readonly string[]): House {
  const program = houseProgram()
  const [children, room] = [uuidOf('group', 'Children'), uuidOf('room', "Child's Room")]
  program.groups.set(children, { uuid: children, name: 'Children', type: 'normal', groups: [] })
  program.rooms.set(room, { uuid: room, name: "Child's Room" })
  const [lamp, eva] = [program.controls.get(LAMP), program.users.get(EVA)]
  if (lamp === undefined || eva === undefined) throw new TypeError('no lamp, or no Eva')
  program.controls.set(LAMP, { ...lamp, room })
  program.users.set(EVA, { ...eva, groups: [children] })
  for (const object of ['right:WebInterfaceApps', "room:Child's Room"]) {
    if (!without.includes(object)) permit(program, `group:Children allow ${object}`)
  }
  return new House(program)
}

const shown = (house: House) => house.http('/data/LoxAPP3.json').structure?.controls.map(({ name }) => name)

describe('the examples of the pages', () => {
  test('R97: a user with Web Interface and Change Own Passwords logs in and changes the own password', () => {
    const house = new House(houseProgram(...HERS.map((right) => `right:${right}`)))
    house.connect('socket', 'internal')
    expect(house.logIn('socket', 'getjwt').code).toBe(200)
    expect(house.http(`/jdev/sps/updateuserpwdh/${EVA}/${HASH}`).code).toBe(200)
    expect(house.user(EVA).password?.hash).toBe(HASH)
  })

  test('R97: and nothing else of what the other rights guard', () => {
    for (const [right, operations] of Object.entries(GUARDED_OPERATIONS)) {
      if (HERS.includes(right as SystemRight)) continue
      for (const { by, operation } of operations) {
        const house = new House(houseProgram('room:Hall', ...HERS.map((one) => `right:${one}`)))
        const found: Readonly<Record<string, (typeof GUARDED_PATHS)[string]>> = CASES[by]
        found[operation]?.prepare?.(house)
        expect(found[operation]?.act(house, 'internal'), `${by} ${operation}`).toBe('refused')
      }
    }
  })

  test('R152: with the right to the App and the room, the children log in, see what is in the room and operate it', () => {
    const house = childrensHouse()
    house.connect('socket', 'internal')
    expect(house.logIn('socket', 'getjwt').code).toBe(200)
    expect(shown(house)).toEqual(['Lamp'])
    expect(house.http(`/jdev/sps/io/${LAMP}/on`).code).toBe(200)
  })

  test('R153: what is not in it is neither shown nor operated', () => {
    const house = childrensHouse()
    expect(shown(house)).not.toContain('Plug')
    expect(house.http(`/jdev/sps/io/${PLUG}/on`).code).toBe(403)
  })

  test('R150: without the right to the App nobody logs in, whatever room is allowed', () => {
    const house = childrensHouse('right:WebInterfaceApps')
    house.connect('socket', 'internal')
    expect(house.logIn('socket', 'getjwt').code).toBe(403)
    expect(house.http(`/jdev/sps/io/${LAMP}/on`).code).toBe(403)
  })
})

describe('Edit User Interface and Automatic Designer', () => {
  test('R89: a control that is put into another room is operated by whoever has that room, and no longer by others', () => {
    const house = childrensHouse()
    house.edit({ type: 'edit-control', uuid: LAMP, change: { room: uuidOf('room', 'Hall') } })
    expect(house.http(`/jdev/sps/io/${LAMP}/on`).code).toBe(403)
    house.edit({ type: 'edit-control', uuid: PLUG, change: { room: uuidOf('room', "Child's Room") } })
    expect(house.http(`/jdev/sps/io/${PLUG}/on`).code).toBe(200)
    expect(shown(house)).toEqual(['Plug'])
  })

  const rule = { uuid: uuidOf('rule', 'x'), name: 'x', actions: [{ control: LAMP, command: 'on' }] }

  test('P-111: open no control to anybody: what one may not operate one does not change either', () => {
    const house = new House(houseProgram('right:EditUserInterface', 'right:AutomaticDesigner', 'function:Plug'))
    const before = house.stored()
    for (const edit of [
      { type: 'edit-control', uuid: LAMP, change: { room: undefined } },
      { type: 'add-rule', rule },
      { type: 'add-rule', rule: { ...rule, trigger: { control: LAMP, becomes: 'on' }, actions: onPlug() } },
    ] as const) {
      expect(house.editAsEva(edit)).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    }
    expect(house.stored()).toEqual(before)
    expect(house.editAsEva({ type: 'add-rule', rule: { ...rule, actions: onPlug() } })).toMatchObject({ ok: true })
  })

  test('P-111: what one may operate inside only one does not change from outside', () => {
    const house = new House(houseProgram('right:EditUserInterface', 'function:Lamp internal'))
    const named = (name: string) => ({ type: 'edit-control', uuid: LAMP, change: { name } }) as const
    expect(house.editAsEva(named('Light'), 'external')).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    expect(house.editAsEva(named('Light'), 'internal')).toMatchObject({ ok: true })
  })

  test('P-111: nor does one open more of a control to oneself by putting it where one may do more', () => {
    const program = houseProgram('right:EditUserInterface', 'function:Lamp internal', 'function:Safe')
    const room = uuidOf('room', 'Child')
    program.rooms.set(room, { uuid: room, name: 'Child' })
    permit(program, 'user:Eva allow room:Child')
    const house = new House(program)
    const moved = (uuid: string) => house.editAsEva({ type: 'edit-control', uuid, change: { room } })
    expect(moved(LAMP)).toMatchObject({ ok: false, code: 'FORBIDDEN' })
    expect(moved(SAFE)).toMatchObject({ ok: true })
    expect(house.editAsEva({ type: 'edit-control', uuid: LAMP, change: { name: 'Light' } })).toMatchObject({ ok: true })
  })

  test('P-111: a rule about what one may not operate is neither changed nor deleted', () => {
    const house = new House(houseProgram('right:AutomaticDesigner', 'function:Plug'))
    house.edit({ type: 'add-rule', rule })
    const { uuid } = rule
    expect(house.editAsEva({ type: 'edit-rule', uuid, change: { actions: onPlug() } })).toMatchObject({ ok: false })
    expect(house.editAsEva({ type: 'delete-rule', uuid })).toMatchObject({ ok: false, code: 'FORBIDDEN' })
  })

  test('P-111: a rule is not changed to act on what one may not operate', () => {
    const house = new House(houseProgram('right:AutomaticDesigner', 'function:Plug'))
    house.edit({ type: 'add-rule', rule: { ...rule, actions: onPlug() } })
    const change = { actions: rule.actions }
    expect(house.editAsEva({ type: 'edit-rule', uuid: rule.uuid, change })).toMatchObject({ code: 'FORBIDDEN' })
    const trigger = { control: LAMP, becomes: 'on' } as const
    expect(house.editAsEva({ type: 'edit-rule', uuid: rule.uuid, change: { trigger } })).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

function onPlug() {
  return [{ control: PLUG, command: 'on' }]
}
