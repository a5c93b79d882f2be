import { join } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { compareStories, printDifference } from '../evidence/compare-stories.ts'
import { openReport, type Report } from '../evidence/report.ts'
import { isQuarantined, type Result } from '../evidence/result.ts'
import { type Story, storyOf } from '../evidence/story.ts'
import { traceText } from '../evidence/trace.ts'
import { whateverTheReader } from '../evidence/whatever-the-reader.ts'
import type { Lane, Placement } from './open-lane.ts'
import type { Person } from './person.ts'
import { chosenReaders } from './readers/chosen-readers.ts'
import type { ReaderChoice } from './readers/reader-choice.ts'
import { type FinishedRun, runScenario } from './run.ts'
import type { Scenario } from './scenario.ts'
import { requireVirtual } from './snapshots.ts'

export interface SuiteOptions {
  /** Each scenario runs on each; several are compared as stories. */
  readonly lanes: readonly Lane[]
  readonly seed: number
  /** Where devices run on the live lane; in this process when left out. */
  readonly placement?: Placement
  /** What stands at readers on the other lanes than the virtual one, where that is not what the rig file says. */
  readonly readers?: readonly ReaderChoice[]
  /** The file whose credentials the scenarios have: for the command that repeats a run. */
  readonly secrets?: string
  /** At every wait each device becomes a new one that knows what its snapshot says: on the virtual lane. */
  readonly snapshotAtWaits?: boolean
  /** How often on each lane. On the virtual lane all traces must be the same, byte for byte. */
  readonly repeat: number
  /** Ends after the first run that did not pass. */
  readonly bail: boolean
  /** One run is reported in this folder itself, several in a folder each. */
  readonly directory?: string
  /** Aborted, the run that goes on is broken off and no other begins. */
  readonly interrupted?: AbortSignal
  /** Who carries out prompts. */
  readonly person?: Person
  /** Hears of each run when it is done. */
  readonly onRun: (result: Result) => void
}

export interface SuiteResult {
  readonly results: readonly Result[]
  /** What differed between runs that should be the same, a line each. */
  readonly differences: readonly string[]
}

/**
 * Runs scenarios one after another. All reports say `incomplete` before the first begins. Throws RigError USAGE, before all of
 * that, for snapshots on another lane than the virtual one, for a placement where no lane is live, and for readers that were chosen where all is virtual; NOT_FOUND and
 * UNSUPPORTED for readers that a rig has not, or that cannot be what was chosen.
 */
export async function runSuite(scenarios: readonly Scenario[], options: SuiteOptions): Promise<SuiteResult> {
  const { lanes, seed, snapshotAtWaits = false } = options
  if (snapshotAtWaits) requireVirtual(lanes)
  if (options.placement !== undefined && !lanes.includes('live'))
    throw new RigError(
      'USAGE',
      `--placement is for the live lane, and this runs on ${lanes.join(', ')}. Add --lane live.`,
    )
  requireReaders(scenarios, options)
  const planned = planOf(scenarios, options)
  const reports = new Map<Planned, Report>()
  for (const each of planned) reports.set(each, await openReport(each.scenario, { ...each, seed }))
  const results: Result[] = []
  const differences: string[] = []
  const before = new Map<Scenario, Done[]>()
  for (const each of planned) {
    const { placement, readers, secrets, interrupted, person } = options
    reports.get(each)?.begin()
    const run = await runScenario(each.scenario, {
      lane: each.lane,
      ...{ seed, snapshotAtWaits },
      ...(placement !== undefined && { placement }),
      ...(readers !== undefined && { readers }),
      ...(secrets !== undefined && { secrets }),
      ...(interrupted !== undefined && { interrupted }),
      ...(person !== undefined && { person }),
    })
    const result = await reports.get(each)?.settle(run)
    if (result === undefined) continue
    results.push(result)
    options.onRun(result)
    if (run.verdict === 'incomplete') break
    const done = before.get(each.scenario) ?? []
    differences.push(...differencesTo(done, { ...each, run }, tellerOf(each.scenario, options)))
    before.set(each.scenario, [...done, { ...each, run }])
    if (options.bail && (isUnexcused(result) || differences.length > 0)) break
  }
  return { results, differences }
}

function requireReaders(scenarios: readonly Scenario[], { lanes, readers = [] }: SuiteOptions): void {
  if (readers.length === 0) return
  if (lanes.every((lane) => lane === 'virtual'))
    throw new RigError(
      'USAGE',
      '--reader is for the other lanes: on the virtual one readers are simulated. Add --lane live.',
    )
  for (const { rig } of scenarios) chosenReaders(rig, readers)
}

type Teller = (run: FinishedRun) => Story

/** Where a reader is real on one lane and simulated on another, the story is the same whatever the reader. */
function tellerOf({ rig }: Scenario, { readers }: SuiteOptions): Teller {
  const isSwapped = chosenReaders(rig, readers).length > 0
  return ({ records }) => (isSwapped ? whateverTheReader(storyOf(records)) : storyOf(records))
}

/** A failure in quarantine is known: it ends nothing. */
function isUnexcused(result: Result): boolean {
  return result.verdict !== 'pass' && !isQuarantined(result)
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

/** The file's name and its variant's, numbered where several are called the same. */
function nameOf(scenario: Scenario, index: number, all: readonly Scenario[]): string {
  const name = plainName(scenario)
  const earlier = all.slice(0, index).filter((each) => plainName(each) === name).length
  return earlier === 0 ? name : `${name}-${earlier + 1}`
}

/** What a folder may be called: of a variant's name the letters and digits. */
function plainName({ path, variant }: Scenario): string {
  const file = path.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')
  return variant === undefined ? file : `${file}-${variant.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`
}

/** To the first run on the same lane byte for byte, where chance is seeded; to the first on another as a story. */
function differencesTo(before: readonly Done[], { lane, run, scenario }: Done, tell: Teller): string[] {
  const { variant } = scenario
  const done = before.filter((each) => each.run.verdict !== 'unverified')
  // What could not run there tells no story.
  if (run.verdict === 'unverified') return []
  const told = variant === undefined ? scenario.path : `${scenario.path} (${variant})`
  const same = done.find((each) => each.lane === lane)
  if (same !== undefined && lane === 'virtual')
    return traceText(same.run.records) === traceText(run.records)
      ? []
      : [`${told}: two runs with the same seed left different traces`]
  const other = same ?? done.at(0)
  if (other === undefined) return []
  return compareStories(tell(other.run), tell(run)).map(
    (difference) => `${told}: ${printDifference(difference, [other.lane, lane])}`,
  )
}
