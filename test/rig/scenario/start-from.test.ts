import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { type ReadFile, readFromDisk } from '../../../rigs/rig-file/files.ts'
import { parseScenario, type ScenarioReading } from '../../../rigs/scenario/read.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'

const RIG = `rig: ${resolve('rigs/two-sites.yaml')}`
const START = 'start: 2026-10-23T16:50[Europe/Vienna]'

const OTHER_RIG = resolve('other.yaml')
const ANOTHER_RIG = `version: 1
rig: other
sites:
  office:
    miniserver: { serial: 504F94A00011, name: Office, timeZone: Europe/Vienna }
`

/** Home has joined Office's Trust when this ends. */
const JOINED = `scenario: Home has joined
${RIG}
${START}
trusts: by-hand
steps:
  - { load: office }
  - { create-trust: Company, site: office }
  - { add-member: home, site: office }
  - { make-key: company-key, site: office }
  - { save: office }
  - { at: "17:00", join: home, key: company-key }
`

/** Reads `points/x.yaml` among these files. */
function read(files: Readonly<Record<string, string>>): ScenarioReading {
  const readFile: ReadFile = (path) => {
    const text = files[path]
    return text === undefined ? readFromDisk(path) : { text }
  }
  return parseScenario(files['points/x.yaml'] ?? '', 'points/x.yaml', readFile)
}

function from(origin: string, steps: readonly string[], header = RIG): string {
  return `scenario: x\n${header}\nstart-from: ${origin}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`
}

describe('start-from', () => {
  test('begins where another file ends: its start, its trusts, its steps, with their places', async () => {
    const steps = ['{ load: home }', '{ save: home }', '{ until: "17:01" }', '{ join: home, key: company-key }']
    const { scenarios, faults } = read({ 'points/joined.yaml': JOINED, 'points/x.yaml': from('joined.yaml', steps) })
    expect(faults).toEqual([])
    const [scenario] = scenarios
    if (scenario === undefined) throw new TypeError('no scenario')
    expect(scenario).toMatchObject({ title: 'x', trustsByHand: true, startWallMs: Date.UTC(2026, 9, 23, 14, 50) })
    const places = scenario.steps.map(({ word, place }) => `${place.file}:${place.line} ${word.word}`)
    expect(places.slice(5, 9)).toEqual([
      'points/joined.yaml:11 until',
      'points/joined.yaml:11 join',
      'points/x.yaml:5 load',
      'points/x.yaml:6 save',
    ])
    const { verdict, failure } = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    expect(failure).toBeUndefined()
    expect(verdict).toBe('pass')
  })

  test('knows the time that has passed and the key files that were made', () => {
    const late = read({
      'points/joined.yaml': JOINED,
      'points/x.yaml': from('joined.yaml', ['{ until: "2026-10-23T16:55" }', '{ join: home, key: other-key }']),
    })
    expect(late.faults.map(printFault)).toEqual([
      'points/x.yaml:5:14: TIME_PAST: "until" is 2026-10-23T16:55, which is over by then: it is 2026-10-23T17:00:00+02:00 at office.',
      'points/x.yaml:6:24: NOT_FOUND: No step before this makes a key file other-key.',
    ])
  })

  test('goes on from file to file', () => {
    const { scenarios } = read({
      'points/joined.yaml': JOINED,
      'points/later.yaml': from('joined.yaml', ['{ advance: 1h }']),
      'points/x.yaml': from('later.yaml', ['{ advance: 1m }']),
    })
    expect(scenarios[0]?.steps.map(({ word }) => word.word).slice(-3)).toEqual(['join', 'advance', 'advance'])
  })

  test('needs what the other needs, and runs where both may', () => {
    const { scenarios } = read({
      'points/joined.yaml': JOINED.replace('trusts:', 'needs: [docker]\nlanes: [virtual, live]\ntrusts:'),
      'points/x.yaml': from(
        'joined.yaml',
        ['{ advance: 1m }'],
        `${RIG}\nneeds: [serial-port]\nlanes: [live, containers]`,
      ),
    })
    expect(scenarios[0]).toMatchObject({ needs: ['docker', 'serial-port'], lanes: ['live'] })
  })

  test('reports what is wrong in the other file there, beside what is wrong in this', () => {
    const { scenarios, faults } = read({
      'points/joined.yaml': JOINED.replace('{ save: office }', '{ saev: office }'),
      'points/x.yaml': from('joined.yaml', ['{ sleep: 1s }']),
    })
    expect(scenarios).toEqual([])
    expect(faults.map(printFault)).toEqual([
      'points/joined.yaml:10:7: UNKNOWN_KEY: There is no word "saev". Did you mean "save", "set" or "skew"?',
      expect.stringContaining('points/x.yaml:5:7: SLEEP: '),
    ])
  })

  test.for<[string, Readonly<Record<string, string>>, string]>([
    [
      'itself',
      { 'points/x.yaml': from('x.yaml', ['{ advance: 1m }']) },
      'x.yaml:3:13: INVALID_VALUE: "start-from" leads back to points/x.yaml.',
    ],
    [
      'one that starts from it',
      { 'points/y.yaml': from('x.yaml', ['{ advance: 1m }']), 'points/x.yaml': from('y.yaml', ['{ advance: 1m }']) },
      'y.yaml:3:13: INVALID_VALUE: "start-from" leads back to points/x.yaml.',
    ],
    [
      'one that is not there',
      { 'points/x.yaml': from('none.yaml', ['{ advance: 1m }']) },
      'x.yaml:3:13: FILE_UNREADABLE: points/none.yaml is not there.',
    ],
    [
      'one that is no YAML',
      { 'points/y.yaml': 'a: [', 'points/x.yaml': from('y.yaml', ['{ advance: 1m }']) },
      'y.yaml:1:5: YAML_SYNTAX: ',
    ],
    [
      'one with another rig',
      {
        'points/joined.yaml': JOINED,
        'points/x.yaml': from('joined.yaml', ['{ advance: 1m }'], `rig: ${OTHER_RIG}`),
        [OTHER_RIG]: ANOTHER_RIG,
      },
      'x.yaml:2:6: INVALID_VALUE: "rig" is ',
    ],
    [
      'one that runs on no lane of its own',
      {
        'points/joined.yaml': JOINED.replace('trusts:', 'lanes: [virtual]\ntrusts:'),
        'points/x.yaml': from('joined.yaml', ['{ advance: 1m }'], `${RIG}\nlanes: [live]`),
      },
      'x.yaml:3:8: INVALID_VALUE: "lanes" has none of virtual, where points/joined.yaml runs.',
    ],
    [
      'one with variants',
      {
        'points/joined.yaml': JOINED.replace('trusts:', 'variants: { a: { hour: 1 } }\ntrusts:'),
        'points/x.yaml': from('joined.yaml', ['{ advance: 1m }']),
      },
      'x.yaml:3:13: INVALID_VALUE: "start-from" is points/joined.yaml, which has variants and so no one end.',
    ],
    [
      'one that is open',
      {
        'points/joined.yaml': 'scenario: x\nopen: take-over is not built\n',
        'points/x.yaml': from('joined.yaml', ['{ advance: 1m }']),
      },
      'x.yaml:3:13: UNSUPPORTED: "start-from" is points/joined.yaml, which is open and has no end yet.',
    ],
    [
      'one, and a time',
      { 'points/joined.yaml': JOINED, 'points/x.yaml': from('joined.yaml', ['{ advance: 1m }'], `${RIG}\n${START}`) },
      'x.yaml:3:1: INVALID_VALUE: "start" is that of the file it starts from, where that ends; leave it out.',
    ],
  ])('is refused from %s', ([, files, fault]) => {
    const { scenarios, faults } = read(files)
    expect(scenarios).toEqual([])
    expect(faults.map(printFault)).toEqual([expect.stringContaining(`points/${fault}`)])
  })
})
