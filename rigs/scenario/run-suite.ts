import { join } from 'node:path'
import { compareStories, printDifference } from '../evidence/compare-stories.ts'
import { openReport, type Report } from '../evidence/report.ts'
import type { Result } from '../evidence/result.ts'
import { storyOf } from '../evidence/story.ts'
import { traceText } from '../evidence/trace.ts'
import type { Lane } from './open-lane.ts'
import { type FinishedRun, runScenario } from './run.ts'
import type { Scenario } from './scenario.ts'

export interface SuiteOptions {
  /** Each scenario runs on each; several are compared as stories. */
  readonly lanes: readonly Lane[]
  readonly seed: number
  /** How often on each lane. On the virtual lane all traces must be the same, byte for byte. */
  readonly repeat: number
  /** Ends after the first run that did not pass. */
  readonly bail: boolean
  /** One run is reported in this folder itself, several in a folder each. */
  readonly directory?: string
  /** Hears of each run when it is done. */
  readonly onRun: (result: Result) => void
}

export interface SuiteResult {
  readonly results: readonly Result[]
  /** What differed between runs that should be the same, a line each. */
  readonly differences: readonly string[]
}

/** Runs scenarios one after another. All reports say `incomplete` before the first begins. */
export async function runSuite(scenarios: readonly Scenario[], options: SuiteOptions): Promise<SuiteResult> {
  const planned = planOf(scenarios, options)
  const reports = new Map<Planned, Report>()
  for (const each of planned) reports.set(each, await openReport(each.scenario, { ...each, seed: options.seed }))
  const results: Result[] = []
  const differences: string[] = []
  const before = new Map<Scenario, Done[]>()
  for (const each of planned) {
    const run = await runScenario(each.scenario, { lane: each.lane, seed: options.seed })
    const result = await reports.get(each)?.settle(run)
    if (result === undefined) continue
    results.push(result)
    options.onRun(result)
    const done = before.get(each.scenario) ?? []
    differences.push(...differencesTo(done, { ...each, run }))
    before.set(each.scenario, [...done, { ...each, run }])
    if (options.bail && (run.verdict !== 'pass' || differences.length > 0)) break
  }
  return { results, differences }
}

interface Planned {
  readonly scenario: Scenario
  readonly lane: Lane
  readonly directory: string | undefined
}

interface Done extends Planned {
  readonly run: FinishedRun
}

function planOf(scenarios: readonly Scenario[], { lanes, repeat, directory }: SuiteOptions): Planned[] {
  const rounds = Array.from({ length: repeat }, (_, index) => index + 1)
  const isOne = scenarios.length * lanes.length * repeat === 1
  return scenarios.flatMap((scenario, index) =>
    lanes.flatMap((lane) =>
      rounds.map((round): Planned => {
        const name = [
          nameOf(scenario, index, scenarios),
          ...(lanes.length > 1 ? [lane] : []),
          ...(repeat > 1 ? [round] : []),
        ]
        return {
          scenario,
          lane,
          directory: directory === undefined || isOne ? directory : join(directory, name.join('-')),
        }
      }),
    ),
  )
}

/** The file's name, numbered where several are called the same. */
function nameOf({ path }: Scenario, index: number, all: readonly Scenario[]): string {
  const plain = (text: string): string => text.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')
  const earlier = all.slice(0, index).filter((each) => plain(each.path) === plain(path)).length
  return earlier === 0 ? plain(path) : `${plain(path)}-${earlier + 1}`
}

/** To the first run on the same lane byte for byte, where chance is seeded; to the first on another as a story. */
function differencesTo(done: readonly Done[], { lane, run, scenario }: Done): string[] {
  const same = done.find((each) => each.lane === lane)
  if (same !== undefined && lane === 'virtual')
    return traceText(same.run.records) === traceText(run.records)
      ? []
      : [`${scenario.path}: two runs with the same seed left different traces`]
  const other = same ?? done.at(0)
  if (other === undefined) return []
  return compareStories(storyOf(other.run.records), storyOf(run.records)).map(
    (difference) => `${scenario.path}: ${printDifference(difference, [other.lane, lane])}`,
  )
}
