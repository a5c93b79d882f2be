import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runSuite } from '../../../rigs/scenario/run-suite.ts'
import { HEADER, readSteps } from './a-scenario.ts'

const TABLE = '{ it is so: { decision: granted }, "it isn\'t": { decision: denied } }'
const STEPS = ['{ tap: blue-card, reader: office/front-door }', '{ expect: { decision: $decision } }']

test('each variant has a verdict and a report folder of its own', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-variants-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const { scenarios } = readSteps(STEPS, `${HEADER}variants: ${TABLE}\n`)
  const { results } = await runSuite(scenarios, { ...OPTIONS, lanes: ['virtual'], directory })
  expect(results).toMatchObject([
    { verdict: 'pass', scenario: { title: 'A test: it is so', variant: 'it is so' } },
    { verdict: 'fail', scenario: { title: "A test: it isn't", variant: "it isn't" } },
  ])
  expect((await readdir(directory)).sort()).toEqual(['test-it-is-so', 'test-it-isn-t'])
  const result = JSON.parse(await readFile(join(directory, 'test-it-isn-t', 'result.json'), 'utf8'))
  expect(result).toMatchObject({ verdict: 'fail', scenario: { variant: "it isn't" } })
})

test('a lane on which a scenario may not run is unverified, and differs from nothing', async () => {
  const { scenarios } = readSteps(['{ advance: 1s }'], `${HEADER}lanes: [virtual]\n`)
  const { results, differences } = await runSuite(scenarios, { ...OPTIONS, lanes: ['virtual', 'live'] })
  expect(results).toMatchObject([
    { lane: 'virtual', verdict: 'pass' },
    { lane: 'live', verdict: 'unverified', failure: { isAbsent: true, why: 'it needs the lane virtual, not live' } },
  ])
  expect(differences).toEqual([])
})

const OPTIONS = { seed: 1, repeat: 1, bail: false, onRun: () => {} }
