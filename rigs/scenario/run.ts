import { RigError } from '../../sim/domain/errors.ts'
import { localRigClient } from '../control/local.ts'
import { repeatCommand } from '../evidence/repeat-command.ts'
import type { Failure, StepReport } from '../evidence/result.ts'
import type { StepOutcome, TraceRecord, Verdict } from '../evidence/trace.ts'
import type { Rig } from '../open.ts'
import { type Lane, openLane } from './open-lane.ts'
import { Recorder, runRecord } from './recorder.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'
import { Seen } from './seen.ts'
import type { Stage } from './stage.ts'
import type { Unmet } from './step-word.ts'

export interface RunOptions {
  readonly lane: Lane
  /** Same seed, same run: of the virtual lane. */
  readonly seed: number
}

/** What a run came to. */
export interface FinishedRun {
  readonly verdict: Exclude<Verdict, 'incomplete'>
  /** All steps of the scenario; those after the first that failed were not run. */
  readonly steps: readonly StepReport[]
  /** Exactly when the verdict is not `pass`. */
  readonly failure?: Failure
  readonly records: readonly TraceRecord[]
}

/**
 * Runs a scenario from its first step to the first that fails, on a rig of its own, which settles after each step.
 *
 * A real part that is absent makes it `unverified`; what else goes wrong with the rig before the first step is thrown.
 */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<FinishedRun> {
  try {
    await using rig = await openLane(scenario, options.lane, options.seed)
    return await play(scenario, rig, options)
  } catch (error) {
    if (error instanceof RigError && error.code === 'READER_ABSENT') return absentRun(scenario, error, options)
    throw error
  }
}

async function play(scenario: Scenario, { estate, context }: Rig, { lane, seed }: RunOptions): Promise<FinishedRun> {
  const seen = new Seen()
  const stage: Stage = { rig: localRigClient(context), estate, seen, keyFiles: new Map() }
  using recorder = new Recorder(scenario, estate, seed, seen)
  const steps: StepReport[] = []
  let failure: Failure | undefined
  for (const [index, step] of scenario.steps.entries()) {
    if (failure !== undefined) {
      steps.push(notRun(step))
      continue
    }
    recorder.step(index, step)
    const begunMs = performance.now()
    const taken = await take(stage, step)
    recorder.answer(index, taken.outcome, taken.answer)
    failure = failureOf(taken, step, repeatCommand(scenario.path, lane, seed))
    steps.push({ ...notRun(step), outcome: taken.outcome, durationMs: performance.now() - begunMs })
  }
  await letEnd(stage, recorder.records)
  const verdict = failure === undefined ? 'pass' : failure.isAbsent ? 'unverified' : 'fail'
  recorder.end(verdict)
  return { verdict, steps, records: recorder.records, ...(failure !== undefined && { failure }) }
}

function absentRun(scenario: Scenario, { message }: RigError, { lane, seed }: RunOptions): FinishedRun {
  const what = { expected: `the ${lane} lane to come up`, happened: 'a real part is absent', why: message }
  const where = { file: scenario.path, line: 1, column: 1, repeat: repeatCommand(scenario.path, lane, seed) }
  const verdict = 'unverified'
  return {
    verdict,
    steps: scenario.steps.map(notRun),
    failure: { ...what, ...where, isAbsent: true },
    records: [runRecord(scenario, lane, seed), { type: 'end', atMs: 0, verdict }],
  }
}

interface Taken {
  readonly outcome: StepOutcome
  readonly answer: unknown
  readonly unmet?: Unmet
}

/** Takes one step and lets what it set off come to rest. */
async function take(stage: Stage, { word, input, refused, text }: ScenarioStep): Promise<Taken> {
  if (word.kind === 'action') stage.seen.clear()
  try {
    const result = await word.run(stage, input)
    await stage.estate.settled()
    if ('unmet' in result) return { outcome: 'failed', answer: result.unmet, unmet: result.unmet }
    if (refused === undefined) return { outcome: 'done', answer: result.answer }
    const unmet = { expected: `${text} to be refused with ${refused}`, happened: 'it was done' }
    return { outcome: 'failed', answer: unmet, unmet }
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    await stage.estate.settled()
    const { code, message } = error
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
async function letEnd({ estate }: Stage, records: readonly TraceRecord[]): Promise<void> {
  const pulsesMs = records.flatMap((record) => (record.type === 'message' ? pulsesOf(record.message.data) : []))
  if (pulsesMs.length > 0) await estate.clock.advance(Math.max(...pulsesMs) + 1)
  await estate.settled()
}

function pulsesOf(data: unknown): number[] {
  if (typeof data !== 'object' || data === null || !('effects' in data) || !Array.isArray(data.effects)) return []
  return data.effects.flatMap(({ pulseMs }: { pulseMs?: unknown }) => (typeof pulseMs === 'number' ? [pulseMs] : []))
}
