import { describe, expect, test } from 'vitest'
import { failureLine } from '../../../rigs/evidence/failure-line.ts'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { absentNeeds, type Surroundings } from '../../../rigs/scenario/needs.ts'
import { readerChoice } from '../../../rigs/scenario/readers/reader-choice.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'
import type { Scenario } from '../../../rigs/scenario/scenario.ts'
import { HEADER, readSteps } from './a-scenario.ts'

const NO_DOCKER = { DOCKER_HOST: 'tcp://127.0.0.1:1' }
const PROMPT = '{ prompt: Lay the blue card on it, reader: home/front-door, within: 60s }'
const somebody = { ask: () => {} }

function aScenario(header: string, steps: readonly string[] = ['{ advance: 1s }']): Scenario {
  const { scenarios, faults } = readSteps(steps, `${HEADER}${header}\n`)
  const [scenario] = scenarios
  if (scenario === undefined) throw new TypeError(faults.map(printFault).join('\n'))
  return scenario
}

function absent(scenario: Scenario, surroundings: Partial<Surroundings>): Promise<string[]> {
  return absentNeeds(scenario, { lane: 'virtual', env: NO_DOCKER, ...surroundings })
}

describe('what a scenario needs', () => {
  test('comes from its header and from its words, each once', () => {
    expect(aScenario('needs: [docker, human]', [PROMPT, PROMPT]).needs).toEqual(['docker', 'human'])
    expect(aScenario('').needs).toEqual([])
  })

  test('is looked for before anything runs: what is absent makes it unverified and is named, all of it', async () => {
    const scenario = aScenario('needs: [docker, human]\nlanes: [live]')
    const { verdict, steps, failure, records } = await runScenario(scenario, {
      lane: 'virtual',
      seed: 1,
      env: NO_DOCKER,
    })
    expect(verdict).toBe('unverified')
    expect(steps.map(({ outcome }) => outcome)).toEqual(['not-run'])
    expect(records.map(({ type }) => type)).toEqual(['run', 'end'])
    expect(failure === undefined ? '' : failureLine(failure)).toBe(
      'test.yaml:1: expected the virtual lane to have what it needs; nothing was run because it needs the lane live, not ' +
        'virtual; and Docker: no engine answers at tcp://127.0.0.1:1; mend it with: unset DOCKER_HOST; and a human: nobody is ' +
        'at a reader of the virtual lane; run it with --lane live; repeat: loxrig run test.yaml --lane virtual --seed 1',
    )
  })

  test('may be a lane', async () => {
    expect(await absent(aScenario('lanes: [virtual]'), {})).toEqual([])
    expect(await absent(aScenario('lanes: [virtual, containers]'), { lane: 'live' })).toEqual([
      'the lane virtual or containers, not live',
    ])
  })

  test('may be faults, which only the virtual world has', async () => {
    expect(await absent(aScenario('needs: [faults]'), {})).toEqual([])
    expect(await absent(aScenario('needs: [faults]'), { lane: 'live' })).toEqual([
      'a world whose links, clocks and power can be disturbed: the live lane has none; run it with --lane virtual',
    ])
  })

  test('may be a reader or a port, which the virtual lane never has', async () => {
    expect(await absent(aScenario('needs: [pcsc-reader, serial-port]'), {})).toEqual([
      'a PC/SC reader: the virtual lane has none; run it with --lane live',
      'a serial port: the virtual lane has none; run it with --lane live',
    ])
  })

  test('may be a human: somebody at the terminal, and a real reader where they are asked for something', async () => {
    const scenario = aScenario('', [PROMPT])
    expect(await absent(scenario, { lane: 'live' })).toEqual([
      'a human: nobody is at an interactive terminal; run it in one',
    ])
    expect(await absent(scenario, { lane: 'live', person: somebody })).toEqual([
      'a real reader: home/front-door is simulated; give it a source of kind pcsc or serial in the rig file',
    ])
    const { rig } = scenario
    const keypad = { kind: 'nfc-code-touch', variant: 'tree', source: { kind: 'pcsc', reader: 'ACR122' } } as const
    const home = rig.sites.home
    if (home === undefined) throw new TypeError('no home')
    const sites = { ...rig.sites, home: { ...home, devices: { ...home.devices, 'front-door': keypad } } }
    const real = { ...scenario, rig: { ...rig, sites } }
    expect(await absent(real, { lane: 'live', person: somebody })).toEqual([])
  })

  test('is a human where something is held to a reader on a bench, and none where loxrig holds its far end', async () => {
    const scenario = aScenario('', ['{ tap: blue-card, reader: home/front-door }', '{ advance: 1s }'])
    const chosen = (...texts: string[]) => ({ lane: 'live', readers: texts.map(readerChoice) }) as const
    const absence = 'a human: home/front-door is real, and nobody is at an interactive terminal; run it in one'
    expect(await absent(scenario, chosen('home/front-door=pcsc:ACR122'))).toEqual([absence])
    expect(await absent(scenario, { ...chosen('home/front-door=pcsc'), person: somebody })).toEqual([])
    expect(await absent(scenario, { ...chosen('home/front-door=pcsc'), lane: 'virtual' })).toEqual([])
    for (const machine of ['pty', 'vpcd', 'simulated'])
      expect([machine, await absent(scenario, chosen(`home/front-door=${machine}`))]).toEqual([machine, []])
    const prompt = aScenario('', [PROMPT])
    expect(await absent(prompt, { ...chosen('home/front-door=pty'), person: somebody })).toHaveLength(1)
    expect(await absent(prompt, { ...chosen('home/front-door=pcsc'), person: somebody })).toEqual([])
  })

  test.for([
    [
      'needs: [dokcer]',
      '5:9: INVALID_VALUE: "needs" is faults, human, pcsc-reader, serial-port, docker, not "dokcer". Did you mean "docker"?',
    ],
    ['needs: docker', '5:8: WRONG_TYPE: "needs" should be a list, not text.'],
    ['needs: []', '5:8: INVALID_VALUE: "needs" names at least one need, or is left out.'],
    [
      'lanes: [vitrual]',
      '5:9: INVALID_VALUE: "lanes" is virtual, live, containers, not "vitrual". Did you mean "virtual"?',
    ],
    ['lanes: []', '5:8: INVALID_VALUE: "lanes" names at least one lane, or is left out.'],
  ])('%s is refused', ([header, expected]) => {
    const { faults } = readSteps(['{ advance: 1s }'], `${HEADER}${header}\n`)
    expect(faults.map(printFault)).toEqual([`test.yaml:${expected}`])
  })
})
