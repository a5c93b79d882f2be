import { SUITE_FOLDERS } from '../../vitest.config.ts'

export interface Canary {
  /** `test/canary/<canary>.test.ts`; it fails with `canary of <canary>` in its message. */
  readonly canary: string
  readonly suite: string
}

/** A test that must fail for each suite, judged as the suite's own tests are, and one for the runner of scenarios. */
export const CANARIES: readonly Canary[] = [
  ...Object.keys(SUITE_FOLDERS).map((suite) => ({ canary: suite, suite })),
  { canary: 'scenarios', suite: 'rig' },
]
