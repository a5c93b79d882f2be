/** What tests import: `import { expect, rigTest } from 'loxrig/vitest'` (docs/guide/vitest.md). */
import type { RigMatchers } from './matchers.ts'

export type { WrittenSource } from '../scenario/readers/reader-choice.ts'
export { StepFailed } from './failure.ts'
export type { Actions, DenialReason, Opening, Pulsing, Timing, WrittenSought } from './language.ts'
export type { RigMatchers } from './matchers.ts'
export type { RigTestOptions } from './options.ts'
export type { DoorReader, TestRig } from './rig.ts'
export { rigTest } from './rig-test.ts'
export { expect } from './vitest.ts'

declare module 'vitest' {
  interface Matchers<T> extends RigMatchers<T> {}
}
