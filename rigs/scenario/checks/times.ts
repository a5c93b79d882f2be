import { RigError } from '../../../sim/domain/errors.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { Clocks } from './clocks.ts'
import type { CheckedStep } from './steps.ts'

/** Whether the times that steps name exist, and are still ahead when their step comes. */
export function checkTimes(steps: readonly CheckedStep[], rig: RigFile, startWallMs: number): Finding[] {
  const clocks = new Clocks(rig, startWallMs)
  return steps.flatMap((step) => {
    const { key, pass } = PASSING[step.isAt === true ? 'at' : step.word.word] ?? {}
    if (key === undefined) return []
    try {
      pass?.(clocks, step.value)
      return []
    } catch (error) {
      // A site that is not there is found by its name.
      if (!(error instanceof RigError) || error.code === 'NOT_FOUND') return []
      const code = error.code === 'DEADLINE' ? 'TIME_PAST' : 'INVALID_VALUE'
      return [atValue([...step.path, key], code, `"${key}" is ${error.message}.`)]
    }
  })
}

interface Passing {
  /** Where the step says how long, or until when. */
  readonly key: string
  pass(clocks: Clocks, value: CheckedStep['value']): void
}

/** What each word does to the clocks. */
const PASSING: Readonly<Record<string, Passing>> = {
  advance: { key: 'advance', pass: (clocks, { advance }) => clocks.pass(String(advance)) },
  never: { key: 'for', pass: (clocks, value) => clocks.pass(String(value.for)) },
  until: { key: 'until', pass: (clocks, { until, site }) => clocks.passUntil(String(until), site) },
  at: { key: 'at', pass: (clocks, { until, site }) => clocks.passUntilNext(String(until), site) },
  'set-clock': { key: 'set-clock', pass: (clocks, value) => clocks.set(String(value['set-clock']), value.site) },
  skew: { key: 'by', pass: (clocks, { skew, by, every }) => clocks.skew(skew, String(by), every) },
}
