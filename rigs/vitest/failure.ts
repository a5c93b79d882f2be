import type { Failure } from '../evidence/result.ts'
import type { Position } from '../rig-file/fault.ts'

/** A step that was refused, or done where it had to be refused; a test that ended before its steps, or broke an invariant. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  /** That a step was refused with, such as `STALE_DOCUMENT`. */
  readonly code?: string

  constructor(message: string, answer?: unknown) {
    super(message)
    if (typeof answer === 'object' && answer !== null && 'code' in answer) this.code = String(answer.code)
  }
}

/** `expected …; … happened because …`, in one line, as a failed scenario says it. */
export function sentenceOf({ expected, happened, why }: Pick<Failure, 'expected' | 'happened' | 'why'>): string {
  const because = why === undefined ? '' : ` because ${why}`
  return `expected ${expected}; ${happened}${because}`.replaceAll(/\s+/g, ' ')
}

/** Where the test's own file calls what calls this; its beginning where that is not to be seen. */
export function placeInTest(file: string): Position {
  const [line = 1, column = 1] =
    new Error().stack
      ?.split('\n')
      .filter((frame) => frame.includes(file))
      .map((frame) => /:(\d+):(\d+)\)?$/.exec(frame)?.slice(1).map(Number) ?? [])
      .at(0) ?? []
  return { file, line, column }
}
