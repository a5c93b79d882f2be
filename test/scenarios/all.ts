import { resolve } from 'node:path'
import { readScenario } from '../../rigs/scenario/read.ts'
import { absentInSuite, scenarioFiles } from '../../scripts/trace/scenarios.ts'
import type { OneRun, SuiteRun } from './suite-process.ts'

/** Every scenario file and what it holds, or its faults. */
export const readings = scenarioFiles().map((path) => ({ path, ...readScenario(resolve(path)) }))

const runnable = readings.filter(({ scenarios }) => scenarios.length > 0 && absentInSuite(scenarios).length === 0)

/** Paths of those that the virtual lane can run, from the root of the project. */
export const onVirtual = pathsOf(runnable)

/** Of these, those that need nothing of the virtual world. */
export const onBothLanes = pathsOf(
  runnable.filter(({ scenarios }) =>
    scenarios.every(({ needs, lanes = ['live'] }) => needs.length === 0 && lanes.includes('live')),
  ),
)

export function pathsOf(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => path)
}

/** The runs of one file: of each variant, on each lane. */
export function runsOf({ runs }: SuiteRun, path: string): OneRun[] {
  return runs.filter(({ result }) => result.scenario.path === resolve(path))
}

/** What did not pass, and why. */
export function failuresIn(runs: readonly OneRun[]): unknown[] {
  return runs.flatMap(({ name, result: { verdict, failure } }) =>
    verdict === 'pass' ? [] : [{ name, verdict, failure }],
  )
}
