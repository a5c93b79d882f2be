import { RigError } from '../../sim/domain/errors.ts'
import { localRigClient } from '../control/local.ts'
import type { Failure, StepReport } from '../evidence/result.ts'
import type { Position } from '../rig-file/fault.ts'
import { Watch } from '../scenario/invariants/watch.ts'
import { firstViolated, judge } from '../scenario/judge.ts'
import { absentNeeds } from '../scenario/needs.ts'
import type { LaneRig } from '../scenario/open-lane.ts'
import type { Person } from '../scenario/person.ts'
import { Hands } from '../scenario/readers/hands.ts'
import type { ReaderChoice } from '../scenario/readers/reader-choice.ts'
import { Recorder } from '../scenario/recorder.ts'
import { type FinishedRun, letEnd, type Taken, take } from '../scenario/run.ts'
import type { Scenario, ScenarioStep } from '../scenario/scenario.ts'
import { Seen } from '../scenario/seen.ts'
import type { Stage } from '../scenario/stage.ts'
import { sentenceOf } from './failure.ts'
import { checkedStep, type Kept } from './step.ts'

export interface PlayOptions {
  /** Without steps: the test takes them. */
  readonly scenario: Scenario
  readonly seed: number
  /** The command that repeats the test. */
  readonly repeat: string
  /** Ends the test as skipped: what it needs is absent. */
  readonly skip: (note: string) => never
  /** What stands at its readers, where that is not what the rig file says. */
  readonly readers?: readonly ReaderChoice[]
  /** Who holds cards to readers on a bench. */
  readonly person?: Person
}

/** One test's rig, and what happens in it step by step. Disposing it leaves no process, port or file lock. */
export class Play implements AsyncDisposable {
  readonly options: PlayOptions
  readonly #rig: LaneRig
  readonly #watch: Watch
  readonly #stage: Stage
  readonly #recorder: Recorder
  readonly #steps: StepReport[] = []
  readonly #kept: Kept[] = []
  #underway: { readonly text: string; readonly taken: Promise<Taken> } | undefined
  #failure: Failure | undefined

  static async open(rig: LaneRig, options: PlayOptions): Promise<Play> {
    try {
      return new Play(rig, await Watch.open(rig.context, rig.log), options)
    } catch (error) {
      await rig[Symbol.asyncDispose]()
      throw error
    }
  }

  private constructor(rig: LaneRig, watch: Watch, options: PlayOptions) {
    const { estate } = watch.context
    const seen = new Seen()
    this.options = options
    this.#rig = rig
    this.#watch = watch
    this.#stage = {
      rig: localRigClient(watch.context),
      estate,
      seen,
      keyFiles: new Map(),
      apps: new Map(),
      notes: new Map(),
      ...(options.person !== undefined && { person: options.person }),
      ...(rig.presenters !== undefined && { hands: new Hands(rig.presenters, rig.context) }),
    }
    this.#recorder = new Recorder(
      options.scenario,
      { estate: rig.estate, readings: rig.context.attachments.readings },
      options.seed,
      seen,
    )
  }

  /** The step that goes on, in a few words. */
  get underway(): string | undefined {
    return this.#underway?.text
  }

  /**
   * Takes a step as it is written in a scenario file. Throws RigError where it is none or names what the rig does not have, and
   * `USAGE` where the step before was not awaited.
   */
  async take(written: Readonly<Record<string, unknown>>, place: Position): Promise<Taken> {
    const step = checkedStep(written, { rig: this.options.scenario.rig, kept: this.#kept, place })
    const before = this.#underway
    if (before !== undefined)
      throw new RigError('USAGE', `"${step.text}" came before "${before.text}" was done: await each step.`)
    const taken = this.#carryOut(step)
    this.#underway = { text: step.text, taken }
    try {
      return await taken
    } finally {
      this.#underway = undefined
    }
  }

  /**
   * Lets what goes on come to rest, and checks the invariants. The verdict is the test's; why it failed is told by the step that
   * did, where one did.
   */
  async end({ verdict, failure }: Pick<FinishedRun, 'verdict' | 'failure'>): Promise<FinishedRun> {
    await this.#underway?.taken.catch(() => {})
    const { records } = this.#recorder
    await letEnd(this.#stage, records)
    const { scenario, repeat } = this.options
    const invariants = await judge(this.#watch, records, { path: scenario.path, repeat })
    const violated = firstViolated(invariants)
    const found = failure === undefined ? violated : this.#told(failure)
    const judged = violated === undefined ? verdict : 'fail'
    this.#recorder.end(judged)
    return { verdict: judged, steps: this.#steps, records, invariants, ...(found !== undefined && { failure: found }) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#recorder[Symbol.dispose]()
    this.#watch[Symbol.dispose]()
    await this.#rig[Symbol.asyncDispose]()
  }

  async #carryOut(step: ScenarioStep): Promise<Taken> {
    await this.#needed(step)
    const { text, word, place } = step
    const index = this.#steps.length
    this.#recorder.step(index, step)
    const begunMs = performance.now()
    const taken = await take(this.#stage, step)
    const { outcome, answer, unmet } = taken
    this.#recorder.answer(index, outcome, answer)
    this.#steps.push({ text, line: place.line, word: word.word, outcome, durationMs: performance.now() - begunMs })
    if (unmet !== undefined)
      this.#failure = { ...unmet, ...place, repeat: this.options.repeat, isAbsent: outcome === 'absent' }
    await this.#watch.stepped(place.line, step.input)
    return taken
  }

  /** Of the failure that vitest saw, the step that it came of. Other steps may have failed as the test wanted them to. */
  #told(failure: Failure): Failure {
    const step = this.#failure
    if (step === undefined) return failure
    const isOfStep = failure.isAbsent ? step.isAbsent : failure.happened.includes(sentenceOf(step))
    return isOfStep ? step : failure
  }

  /** Ends the test as skipped where the lane or the machine lacks what the word needs, or nobody is there whose hands it takes. */
  async #needed(step: ScenarioStep): Promise<void> {
    const { text, word, place } = step
    const { scenario, repeat, skip, readers, person } = this.options
    const asked = { ...scenario, needs: word.needs ?? [], steps: [step] }
    const here = { lane: this.#rig.estate.lane, env: process.env, person, ...(readers !== undefined && { readers }) }
    const absent = await absentNeeds(asked, here)
    if (absent.length === 0) return
    const why = absent.join('; ')
    this.#failure = { expected: text, happened: 'it was not done', why, ...place, repeat, isAbsent: true }
    skip(`unverified: ${why}`)
  }
}
