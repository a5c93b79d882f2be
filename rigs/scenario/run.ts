import { RigError } from '../../sim/domain/errors.ts'
import { refusalCode } from '../app/refusal.ts'
import { localRigClient } from '../control/local.ts'
import { repeatCommand } from '../evidence/repeat-command.ts'
import type { Failure, InvariantsReport, StepReport } from '../evidence/result.ts'
import type { StepOutcome, TraceRecord, Verdict } from '../evidence/trace.ts'
import { isInterrupted, unlessInterrupted } from './interruption.ts'
import { Watch } from './invariants/watch.ts'
import { firstViolated, judge } from './judge.ts'
import { absentNeeds } from './needs.ts'
import { type Lane, type LaneRig, openLane, type Placement } from './open-lane.ts'
import type { Person } from './person.ts'
import { Hands } from './readers/hands.ts'
import type { ReaderChoice } from './readers/reader-choice.ts'
import { Recorder, runRecord } from './recorder.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'
import { Seen } from './seen.ts'
import type { Stage } from './stage.ts'
import type { Unmet } from './step-word.ts'

export interface RunOptions {
  readonly lane: Lane
  /** Same seed, same run: of the virtual lane. */
  readonly seed: number
  /** At every wait each device becomes a new one that knows what its snapshot says: on the virtual lane. */
  readonly snapshotAtWaits?: boolean
  /** Where devices run on the live lane; in this process when left out. */
  readonly placement?: Placement
  /** What stands at readers on the live lane and in containers, where that is not what the rig file says. */
  readonly readers?: readonly ReaderChoice[]
  /** The file whose credentials the scenario has: for the command that repeats the run. */
  readonly secrets?: string
  /** Aborted, the run ends with the step it is in, as `incomplete`. */
  readonly interrupted?: AbortSignal
  /** Who carries out prompts; what asks for somebody is `unverified` without. */
  readonly person?: Person
  /** What says where Docker is; the environment of this process when left out. */
  readonly env?: Readonly<NodeJS.ProcessEnv>
}

/** What a run came to. */
export interface FinishedRun {
  /** `incomplete`: it was interrupted. */
  readonly verdict: Verdict
  /** All steps of the scenario; those after the first that failed were not run. */
  readonly steps: readonly StepReport[]
  /** Exactly when the verdict is `fail` or `unverified`. */
  readonly failure?: Failure
  /** Of a run that came to its end. */
  readonly invariants?: InvariantsReport
  readonly records: readonly TraceRecord[]
}

/**
 * Runs a scenario from its first step to the first that fails, on a rig of its own, which settles after each step.
 *
 * What it needs and is absent makes it `unverified` before anything runs; what else goes wrong with the rig before the first step
 * is thrown.
 */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<FinishedRun> {
  const absent = await absentNeeds(scenario, { env: process.env, ...options })
  if (absent.length > 0) return absentRun(scenario, `it needs ${absent.join('; and ')}`, options)
  try {
    await using rig = await openLane(scenario, options.lane, options)
    return await play(scenario, rig, options)
  } catch (error) {
    if (error instanceof RigError && error.code === 'READER_ABSENT') return absentRun(scenario, error.message, options)
    throw error
  }
}

async function play(
  scenario: Scenario,
  { estate, context, presenters, log }: LaneRig,
  options: RunOptions,
): Promise<FinishedRun> {
  const { seed, interrupted, person } = options
  const repeat = repeatCommand(scenario.path, options)
  const seen = new Seen()
  using watch = await Watch.open(context, log)
  const stage: Stage = {
    ...{ rig: localRigClient(watch.context), estate: watch.context.estate, seen },
    ...{ keyFiles: new Map(), apps: new Map(), notes: new Map() },
    ...(person !== undefined && { person }),
    ...(presenters !== undefined && { hands: new Hands(presenters, context) }),
  }
  using recorder = new Recorder(scenario, { estate, readings: context.attachments.readings }, seed, seen)
  const steps: StepReport[] = []
  let failure: Failure | undefined
  for (const [index, step] of scenario.steps.entries()) {
    if (failure !== undefined || (await isInterrupted(interrupted))) {
      steps.push(notRun(step))
      continue
    }
    recorder.step(index, step)
    const begunMs = performance.now()
    const taken = await unlessInterrupted(take(stage, step), interrupted)
    recorder.answer(index, taken.outcome, taken.answer)
    failure = failureOf(taken, step, repeat)
    steps.push({ ...notRun(step), outcome: taken.outcome, durationMs: performance.now() - begunMs })
    if (interrupted?.aborted !== true) await watch.stepped(step.place.line, step.input)
  }
  const { records } = recorder
  if (interrupted?.aborted === true) {
    recorder.end('incomplete')
    return { verdict: 'incomplete', steps, records }
  }
  await letEnd(stage, records)
  const invariants = await judge(watch, records, { path: scenario.path, repeat })
  const found = failure ?? firstViolated(invariants)
  const verdict = verdictOf(failure, invariants)
  recorder.end(verdict)
  return { verdict, steps, records, invariants, ...(found !== undefined && { failure: found }) }
}

/** An invariant that does not hold is a failure, also where a real part was absent. */
function verdictOf(failure: Failure | undefined, { violated }: InvariantsReport): Verdict {
  if (violated.length > 0) return 'fail'
  return failure === undefined ? 'pass' : failure.isAbsent ? 'unverified' : 'fail'
}

function absentRun(scenario: Scenario, why: string, options: RunOptions): FinishedRun {
  const { lane, seed } = options
  const what = { expected: `the ${lane} lane to have what it needs`, happened: 'nothing was run', why }
  const where = {
    file: scenario.path,
    line: 1,
    column: 1,
    repeat: repeatCommand(scenario.path, options),
  }
  const verdict = 'unverified'
  return {
    verdict,
    steps: scenario.steps.map(notRun),
    failure: { ...what, ...where, isAbsent: true },
    records: [runRecord(scenario, lane, seed), { type: 'end', atMs: 0, verdict }],
  }
}

export interface Taken {
  readonly outcome: StepOutcome
  readonly answer: unknown
  readonly unmet?: Unmet
}

/** Takes one step and lets what it set off come to rest. */
export async function take(stage: Stage, { word, input, inner, refused, text }: ScenarioStep): Promise<Taken> {
  if (word.kind === 'action') stage.seen.clear()
  try {
    const result = await word.run(stage, inner === undefined ? input : { ...input, inner })
    await stage.estate.settled()
    if ('unmet' in result) return { outcome: 'failed', answer: result.unmet, unmet: result.unmet }
    if (refused === undefined) return { outcome: 'done', answer: result.answer }
    const unmet = { expected: `${text} to be refused with ${refused}`, happened: 'it was done' }
    return { outcome: 'failed', answer: unmet, unmet }
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    await stage.estate.settled()
    const { message } = error
    const code = refusalCode(error)
    if (code === refused) return { outcome: 'refused', answer: { code } }
    const expected = refused === undefined ? text : `${text} to be refused with ${refused}`
    const unmet = { expected, happened: `it was refused with ${code}`, why: message }
    return { outcome: code === 'READER_ABSENT' ? 'absent' : 'failed', answer: { code }, unmet }
  }
}

function failureOf({ outcome, unmet }: Taken, { place }: ScenarioStep, repeat: string): Failure | undefined {
  if (unmet === undefined) return undefined
  return { ...unmet, ...place, repeat, isAbsent: outcome === 'absent' }
}

function notRun({ text, place, word }: ScenarioStep): StepReport {
  return { text, line: place.line, word: word.word, outcome: 'not-run', durationMs: 0 }
}

/** Outputs that were switched on are off again when the run ends: a pulse has two sides, and both are told. */
export async function letEnd({ estate }: Stage, records: readonly TraceRecord[]): Promise<void> {
  const pulsesMs = records.flatMap((record) => (record.type === 'message' ? pulsesOf(record.message.data) : []))
  if (pulsesMs.length > 0) await estate.clock.advance(Math.max(...pulsesMs) + 1)
  await estate.settled()
}

function pulsesOf(data: unknown): number[] {
  if (typeof data !== 'object' || data === null || !('effects' in data) || !Array.isArray(data.effects)) return []
  return data.effects.flatMap(({ pulseMs }: { pulseMs?: unknown }) => (typeof pulseMs === 'number' ? [pulseMs] : []))
}
