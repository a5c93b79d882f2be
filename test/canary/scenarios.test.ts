import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureLine } from '../../rigs/evidence/failure-line.ts'
import { loadScenarios } from '../../rigs/scenario/read.ts'
import { runScenario } from '../../rigs/scenario/run.ts'

test('a door that must open for a stranger does', async () => {
  const [scenario] = loadScenarios(join(import.meta.dirname, 'a-stranger.yaml'))
  if (scenario === undefined) throw new TypeError('there is no scenario to run')
  const { verdict, failure } = await runScenario(scenario, { lane: 'virtual', seed: 1 })
  const told = failure === undefined ? '' : failureLine(failure)
  expect(verdict, `canary of scenarios: ${told}`).toBe('pass')
})
