import type { Position } from '../rig-file/fault.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { LaneName } from './lane-name.ts'
import type { Need } from './needs.ts'
import type { StepWord } from './step-word.ts'

/** A scenario file that is known to be right: it can be run from its first step to its last. */
export interface Scenario {
  /** As it was named. */
  readonly path: string
  /** With the name of its variant. */
  readonly title: string
  /** The row of the file's table that it is; absent where the file has none. */
  readonly variant?: string
  /** Numbers of docs/requirements.md and docs/scenarios.md that it proves. */
  readonly proves: readonly string[]
  readonly rig: RigFile
  /** Where all wall clocks start, milliseconds since 1970 UTC. */
  readonly startWallMs: number
  /** Whether the rig file's trusts are left for the steps to carry out. */
  readonly trustsByHand: boolean
  /** Those of the files it starts from come first. */
  readonly steps: readonly ScenarioStep[]
  /** All that it and its steps need, each once. */
  readonly needs: readonly Need[]
  /** Where it may run; anywhere when absent. */
  readonly lanes?: readonly LaneName[]
  /** Its failure is known, and does not count. */
  readonly quarantine?: Quarantine
}

export interface Quarantine {
  readonly reason: string
  /** The last day, `2026-12-31`. A file whose quarantine is over has a fault. */
  readonly until: string
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
  /** Those that it takes at one time. */
  readonly inner?: readonly ScenarioStep[]
}
