import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import type { AutomaticRule } from '../../../sim/domain/program/automatic-rule.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { BLUE } from './a-home.ts'
import { House, houseProgram, LAMP, LAMP_SHOWN, PLUG, SAFE } from './a-rights-house.ts'

const STRIKE = uuidOf('control', 'Front Strike')
const EVERYWHERE = ['right:WebInterfaceApps', 'room:Hall']
const NAMES = new Map([
  [LAMP, 'lamp'],
  [LAMP_SHOWN, 'shown'],
  [PLUG, 'plug'],
  [STRIKE, 'strike'],
])
const STATES = new Map([...NAMES].map(([uuid, name]) => [stateUuid(uuid, 'active'), name]))

type Step = [control: string, state: 'on' | 'off']

function rule(name: string, [trigger, becomes]: Step, ...actions: Step[]): AutomaticRule {
  return {
    uuid: uuidOf('rule', name),
    name,
    trigger: { control: trigger, becomes },
    actions: actions.map(([control, command]) => ({ control, command })),
  }
}

function houseWith(...rules: readonly AutomaticRule[]): House {
  return new House(withRules(houseProgram(...EVERYWHERE), rules))
}

function withRules(program: Program, rules: readonly AutomaticRule[]): Program {
  for (const each of rules) program.rules.set(each.uuid, each)
  return program
}

/** What a socket of Eva sees change: `lamp on`. */
function changesOf(house: House, act: () => void): string[] {
  const seen: string[] = []
  house.socket('Eva', 'eva')
  house.watch((effect) => {
    if (effect.type !== 'api-states' || effect.session !== 'eva') return
    for (const { uuid, value } of effect.changes) {
      const name = STATES.get(uuid)
      if (name !== undefined) seen.push(`${name} ${value === 1 ? 'on' : 'off'}`)
    }
  })
  act()
  return seen
}

const turn = (house: House, control: string, action: string) => house.http(`/jdev/sps/io/${control}/${action}`)

describe('a switch', () => {
  test('is operated by whoever was given its room, and what is wired to it follows', () => {
    const house = houseWith()
    const seen = changesOf(house, () => {
      expect(turn(house, LAMP, 'on')).toMatchObject({ code: 200, value: '1' })
      turn(house, 'lamp', 'off')
    })
    expect(seen).toEqual(['lamp on', 'shown on', 'lamp off', 'shown off'])
  })

  test('one that is on already tells nobody, and nothing follows', () => {
    const house = houseWith()
    turn(house, LAMP, 'on')
    expect(changesOf(house, () => turn(house, LAMP, 'on'))).toEqual([])
  })

  test('R153: without a permission it is refused and stays as it is', () => {
    const house = new House(houseProgram('right:WebInterfaceApps'))
    expect(turn(house, LAMP, 'on').code).toBe(403)
    expect(house.unit.state.api.values.get(stateUuid(LAMP, 'active'))).toBeUndefined()
  })

  test('R84: permitted internally only, it is refused from outside', () => {
    const house = new House(houseProgram('right:WebInterfaceApps', 'function:Lamp internal'))
    expect(house.http(`/jdev/sps/io/${LAMP}/on`, { scope: 'external' }).code).toBe(403)
    expect(house.http(`/jdev/sps/io/${LAMP}/on`).code).toBe(200)
  })

  test('R80, R146: a secured one is not operated without the User Interface Password', () => {
    const house = houseWith()
    expect(turn(house, SAFE, 'on').code).toBe(500)
    expect(house.unit.state.api.values.get(stateUuid(SAFE, 'active'))).toBeUndefined()
  })

  test('what it cannot do is refused', () => {
    expect(turn(houseWith(), LAMP, 'dim').code).toBe(500)
  })

  test('P-118: after a start it is off', () => {
    const house = houseWith()
    turn(house, LAMP, 'on')
    house.unit.losePower()
    expect(changesOf(house, () => turn(house, LAMP, 'on'))).toEqual(['lamp on', 'shown on'])
  })
})

describe('an automatic rule', () => {
  test('R87: acts when its trigger comes true, and only then', () => {
    const house = houseWith(rule('follow', [LAMP, 'on'], [PLUG, 'on']))
    expect(changesOf(house, () => turn(house, LAMP, 'on'))).toEqual(['lamp on', 'shown on', 'plug on'])
    expect(changesOf(house, () => turn(house, LAMP, 'off'))).toEqual(['lamp off', 'shown off'])
  })

  test('R87: a door that opens sets it off', () => {
    const house = houseWith(rule('welcome', [STRIKE, 'on'], [LAMP, 'on']))
    const seen = changesOf(house, () => house.present(BLUE))
    expect(seen).toEqual(['strike on', 'lamp on', 'shown on'])
  })

  test('P-112: what it does sets off others, each at most once, and so ends', () => {
    const house = houseWith(
      rule('lamp on, plug on', [LAMP, 'on'], [PLUG, 'on']),
      rule('plug on, lamp off', [PLUG, 'on'], [LAMP, 'off']),
      rule('lamp off, plug off', [LAMP, 'off'], [PLUG, 'off']),
      rule('plug off, lamp on', [PLUG, 'off'], [LAMP, 'on']),
    )
    const seen = changesOf(house, () => turn(house, LAMP, 'on'))
    expect(seen.filter((each) => !each.startsWith('shown'))).toEqual([
      'lamp on',
      'plug on',
      'lamp off',
      'plug off',
      'lamp on',
    ])
  })

  test('wires in a circle end, too', () => {
    const program = houseProgram(...EVERYWHERE)
    const wire = (from: string, to: string) =>
      program.wiring.set(`${from}>${to}`, {
        from: { control: from, terminal: 'O' },
        to: { control: to, terminal: 'I' },
      })
    wire(LAMP, PLUG)
    wire(PLUG, LAMP)
    const house = new House(program)
    expect(changesOf(house, () => turn(house, PLUG, 'on'))).toEqual(['plug on', 'lamp on', 'shown on'])
  })

  test('P-112: a command of a document that no switch knows does nothing', () => {
    const odd = { ...rule('odd', [LAMP, 'on']), actions: [{ control: PLUG, command: 'dim' }] }
    expect(changesOf(houseWith(odd), () => {})).toEqual([])
    const house = houseWith(odd)
    expect(changesOf(house, () => turn(house, LAMP, 'on'))).toEqual(['lamp on', 'shown on'])
  })
})

describe('a scene', () => {
  const SCENE: AutomaticRule = {
    uuid: uuidOf('rule', 'Evening'),
    name: 'Evening',
    actions: [
      { control: LAMP, command: 'on' },
      { control: PLUG, command: 'on' },
    ],
  }
  const sceneHouse = (...permissions: string[]) => new House(withRules(houseProgram(...permissions), [SCENE]))

  test('R87: is carried out by pulse, by its uuid or its name', () => {
    const house = sceneHouse(...EVERYWHERE)
    const seen = changesOf(house, () => expect(turn(house, SCENE.uuid, 'pulse').code).toBe(200))
    expect(seen).toEqual(['lamp on', 'plug on', 'shown on'])
    turn(house, LAMP, 'off')
    expect(changesOf(house, () => turn(house, 'evening', 'on'))).toEqual(['lamp on', 'shown on'])
  })

  test('R153, P-112: is refused, and absent, where one of its controls is not permitted, and nothing happens', () => {
    const house = sceneHouse('right:WebInterfaceApps', 'function:Lamp')
    expect(turn(house, SCENE.uuid, 'pulse').code).toBe(403)
    expect(house.unit.state.api.values.get(stateUuid(LAMP, 'active'))).toBeUndefined()
    expect(house.http('/data/LoxAPP3.json').structure?.scenes).toEqual([])
    expect(sceneHouse(...EVERYWHERE).http('/data/LoxAPP3.json').structure?.scenes).toEqual([SCENE])
  })

  test('R80, P-112: operates nothing that is secured, also where it was made before', () => {
    const house = houseWith({ ...SCENE, actions: [...SCENE.actions, { control: SAFE, command: 'on' }] })
    expect(turn(house, SCENE.uuid, 'pulse').code).toBe(403)
    expect(house.unit.state.api.values.get(stateUuid(LAMP, 'active'))).toBeUndefined()
    expect(house.http('/data/LoxAPP3.json').structure?.scenes).toEqual([])
  })

  test('a rule is no scene: nobody carries it out', () => {
    const house = houseWith(rule('follow', [LAMP, 'on'], [PLUG, 'on']))
    expect(turn(house, uuidOf('rule', 'follow'), 'pulse').code).toBe(404)
  })

  test('what a scene cannot do is refused', () => {
    expect(turn(sceneHouse(...EVERYWHERE), SCENE.uuid, 'dim').code).toBe(500)
  })

  test('its state is among those told when states are enabled', () => {
    const house = sceneHouse(...EVERYWHERE)
    house.socket('Eva', 'eva')
    const command = { control: '', type: 'enable-states' } as const
    const effects = house.unit.input({ type: 'api-command', session: 'eva', request: 1, command })
    const told = effects.flatMap((effect) => (effect.type === 'api-states' ? effect.changes : []))
    expect(told).toContainEqual({ uuid: stateUuid(SCENE.uuid, 'active'), value: 0 })
  })
})
