import { resolve } from 'node:path'
import { readFromDisk } from '../../../rigs/rig-file/files.ts'
import { parseScenario, type ScenarioReading } from '../../../rigs/scenario/read.ts'
import { type FinishedRun, type RunOptions, runScenario } from '../../../rigs/scenario/run.ts'

const RIG = resolve('rigs/two-sites.yaml')

/** A Friday afternoon at the default lab, its trusts by hand. */
export const HEADER = `scenario: A test
rig: ${RIG}
start: 2026-10-23T16:50[Europe/Vienna]
trusts: by-hand
`

export const FIRST_STEP_LINE = HEADER.split('\n').length + 1

/** Reads a scenario of these steps, a line each, the first in `FIRST_STEP_LINE`. */
export function readSteps(steps: readonly string[], header = HEADER): ScenarioReading {
  return parseScenario(`${header}steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`, 'test.yaml', readFromDisk)
}

/** Runs a scenario of these steps, on the virtual lane unless told. */
export function runSteps(
  steps: readonly string[],
  options: Partial<RunOptions> = {},
  header = HEADER,
): Promise<FinishedRun> {
  const {
    scenarios: [scenario],
    faults,
  } = readSteps(steps, header)
  if (scenario === undefined) throw new TypeError(faults.map(({ message }) => message).join('\n'))
  return runScenario(scenario, { lane: 'virtual', seed: 1, ...options })
}
