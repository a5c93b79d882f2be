import type { Failure } from './result.ts'

/** `expected …; … happened, because …; repeat: …`, in one line, the place first. */
export function failureLine({ file, line, expected, happened, why, repeat }: Failure): string {
  const because = why === undefined ? '' : ` because ${why}`
  return `${file}:${line}: expected ${expected}; ${happened}${because}; repeat: ${repeat}`.replaceAll(/\s+/g, ' ')
}
