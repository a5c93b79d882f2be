import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { traceText } from '../../../rigs/evidence/trace.ts'
import { parseScenario } from '../../../rigs/scenario/read.ts'
import { type FinishedRun, runScenario } from '../../../rigs/scenario/run.ts'
import { FIRST_STEP_LINE, readSteps } from './a-scenario.ts'

const FAMILY = `scenario: A test
rig: ${resolve('test/scenarios/rigs/family.yaml')}
start: 2026-10-23T12:00[Europe/Vienna]
`
const FIRST = FIRST_STEP_LINE - 1
const PHONE = '{ log-in: Oliver, site: home, as: phone }'

async function runInFamily(steps: readonly string[]): Promise<FinishedRun> {
  const {
    scenarios: [scenario],
    faults,
  } = readSteps(steps, FAMILY)
  if (scenario === undefined) throw new TypeError(faults.map(({ message }) => message).join('\n'))
  return runScenario(scenario, { lane: 'virtual', seed: 1 })
}

describe('the words of Apps', () => {
  test('log in under a name, see and operate, ask, log out, and come again', async () => {
    const { failure } = await runInFamily([
      PHONE,
      '{ expect: { session: PHONE, open: true, unlocked: false, sees: [safe, blind, bedroom light] } }',
      '{ send: "on", control: home/Blind, in: phone }',
      `{ expect: { control: home/blind, in: phone, room: "Child's Room", category: Blinds, secured: false, is: { active: 1 } } }`,
      '{ ask: "jdev/sps/io/{control:Blind}/off", in: phone }',
      '{ expect: { control: home/Blind, in: phone, is: { active: 0 } } }',
      '{ ask: "jdev/sps/getuserlist2", in: phone, refused: 403 }',
      '{ expect: { control: home/Night Light, in: phone, exists: false } }',
      '{ log-out: phone }',
      '{ expect: { session: phone, open: false, code: 1000 } }',
      '{ send: "on", control: home/Blind, in: phone, refused: DEVICE_OFFLINE }',
      PHONE,
      '{ expect: { session: phone, open: true } }',
    ])
    expect(failure).toBeUndefined()
  })

  test('log in anew under a name, and the session that had it ends', async () => {
    const { failure } = await runInFamily([
      '{ log-in: admin, site: home, as: phone }',
      PHONE,
      '{ expect: { session: phone, open: true, sees: [Safe, Blind, Bedroom Light] } }',
    ])
    expect(failure).toBeUndefined()
  })

  test.for<[string, string[], RegExp]>([
    ['a number that was not answered', ['{ log-in: Lena, site: home, refused: 401 }'], /it was refused with 403$/],
    ['a login that is refused unasked', ['{ log-in: Lena, site: home }'], /it was refused with 403$/],
    ['what is seen', [PHONE, '{ expect: { session: phone, sees: [Safe] } }'], /^it sees Bedroom Light, Blind, Safe$/],
    ['a state', [PHONE, '{ expect: { control: home/Blind, in: phone, is: { active: 1 } } }'], /^it has active 0$/],
    ['a control of another site', [PHONE, '{ send: "on", control: mill/Mill Safe, in: phone }'], /refused with USAGE$/],
    ['a site that is not there in time', ['{ power: off, of: home }', PHONE], /refused with DEVICE_OFFLINE$/],
  ])('fail by %s', async ([, steps, happened]) => {
    expect((await runInFamily(steps)).failure?.happened).toMatch(happened)
  })

  test('are told what a save does to a session', async () => {
    const { failure } = await runInFamily([
      PHONE,
      '{ load: home }',
      '{ save: home }',
      '{ expect: { session: phone, open: false, code: 1001 } }',
    ])
    expect(failure).toBeUndefined()
  })

  test('are refused from outside where there is no outside', async () => {
    const rig =
      'version: 1\nrig: inside\nsites:\n  home:\n    miniserver: { serial: 504F94AB0001, name: Home, timeZone: UTC, external: false }\n'
    const steps = [
      '{ log-in: admin, site: home, scope: external, refused: HTTPS_PORT_REQUIRED }',
      '{ log-in: admin, site: home }',
    ]
    const text = `scenario: x\nrig: inside.yaml\nstart: 2026-10-23T12:00Z\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`
    const {
      scenarios: [scenario],
      faults,
    } = parseScenario(text, 'test.yaml', () => ({ text: rig }))
    expect(faults).toEqual([])
    if (scenario === undefined) throw new TypeError('no scenario')
    expect((await runScenario(scenario, { lane: 'virtual', seed: 1 })).failure).toBeUndefined()
  })

  test('I3: hide every password and whatever is handed to the public API', async () => {
    const { failure, records } = await runInFamily([
      PHONE,
      '{ log-in: Oliver, site: home, as: tablet, password: secret-1, refused: 401 }',
      '{ unlock: secret-2, in: phone, refused: 500 }',
      '{ set-password: secret-3, in: phone, visu: true }',
      '{ set-password: secret-4, in: phone }',
      '{ log-in: admin, site: home, as: office }',
      '{ edit-user: Oliver, site: home, visu-password: secret-5, app: true }',
      '{ ask: "jdev/sps/updateuseraccesscode/{user:Oliver}/20261023", in: office }',
    ])
    expect(failure).toBeUndefined()
    const trace = traceText(records)
    expect(trace).toContain('jdev/sps/updateuseraccesscode')
    for (const secret of ['secret-', '20261023', '4711', 'home-oliver']) expect(trace).not.toContain(secret)
  })
})

test('an App that nobody logged in, a control that is not there and a number that is none are told before anything runs', () => {
  const { faults } = readSteps(
    [
      '{ log-out: phone }',
      PHONE,
      '{ unlock: "4711", in: fone }',
      '{ send: "on", control: home/Blynd, in: phone }',
      '{ log-in: Oliver, site: home, refused: 200 }',
      '{ expect: { session: tablet, open: true } }',
      '{ grant: Oliver, object: "home/room:Kitchen", app: true, refused: 403 }',
    ],
    FAMILY,
  )
  expect(faults.map(({ line, code, message }) => `${line - FIRST} ${code}: ${message}`)).toEqual([
    expect.stringMatching(/ NOT_FOUND: No step before this logs in as phone\.$/),
    expect.stringMatching(/ NOT_FOUND: No step before this logs in as fone\. Did you mean "phone"\?$/),
    expect.stringMatching(/ NOT_FOUND: No control Blynd at home\. Did you mean "Blind"\?$/),
    expect.stringMatching(/ INVALID_VALUE: "refused" is 400 to 4999/),
    expect.stringMatching(/ NOT_FOUND: No step before this logs in as tablet\.$/),
    expect.stringMatching(/ INVALID_VALUE: .*STALE_DOCUMENT/),
  ])
})
