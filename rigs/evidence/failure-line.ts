import type { Failure } from './result.ts'

/** The line of a failure in its three parts, none of which has a line end. */
export interface FailureParts {
  /** `test/scenarios/lock-out.yaml:12` */
  readonly place: string
  /** What was expected, what happened, and why. */
  readonly story: string
  /** A command. */
  readonly repeat: string
}

export function failureParts({ file, line, expected, happened, why, repeat }: Failure): FailureParts {
  const because = why === undefined ? '' : ` because ${why}`
  return {
    place: inOneLine(`${file}:${line}`),
    story: inOneLine(`expected ${expected}; ${happened}${because}`),
    repeat: inOneLine(repeat),
  }
}

/** `expected …; … happened because …; repeat: …`, in one line, the place first. */
export function failureLine(failure: Failure): string {
  const { place, story, repeat } = failureParts(failure)
  return `${place}: ${story}; repeat: ${repeat}`
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
