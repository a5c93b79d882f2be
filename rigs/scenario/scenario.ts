import type { Position } from '../rig-file/fault.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { StepWord } from './step-word.ts'

/** A scenario file that is known to be right: it can be run from its first step to its last. */
export interface Scenario {
  /** As it was named. */
  readonly path: string
  readonly title: string
  /** Numbers of docs/requirements.md and docs/scenarios.md that it proves. */
  readonly proves: readonly string[]
  readonly rig: RigFile
  /** Where all wall clocks start, milliseconds since 1970 UTC. */
  readonly startWallMs: number
  /** Whether the rig file's trusts are left for the steps to carry out. */
  readonly trustsByHand: boolean
  readonly steps: readonly ScenarioStep[]
}

export interface ScenarioStep {
  readonly word: StepWord
  /** What the file says, without `refused`. */
  readonly input: Readonly<Record<string, unknown>>
  /** The code that it must be refused with. */
  readonly refused?: string
  /** The step in a few words, without secrets. */
  readonly text: string
  /** `input` without secrets, for traces. */
  readonly shown: Readonly<Record<string, unknown>>
  readonly place: Position
}
