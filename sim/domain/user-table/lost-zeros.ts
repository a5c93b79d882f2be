import type { RowDraft } from './row-draft.ts'

/**
 * How long access codes are where a spreadsheet, which takes `0815` for a number, seems to have taken leading zeros away: more than
 * half are equally long and none begins with a zero any more [P] (P-145). `undefined` elsewhere.
 */
export function usualLength(codes: readonly string[]): number | undefined {
  const counts: number[] = []
  let all = 0
  for (const code of codes) {
    if (code === '') continue
    if (code.startsWith('0')) return undefined
    all++
    const length = Math.min(code.length, LENGTH_SEEN_MAX)
    counts[length] = (counts[length] ?? 0) + 1
  }
  const usual = counts.findIndex((count = 0) => count > all / 2)
  return usual < 0 ? undefined : usual
}

/** Of what is longer nothing is a code. */
const LENGTH_SEEN_MAX = 9

/** Said of a code that is shorter than that. */
export function warnOfLostZero(row: RowDraft, length: number): void {
  const { usualCodeLength: usual } = row.around
  if (usual === undefined || length >= usual) return
  const sentence = `Most access codes here have ${usual} digits, this one ${length}: did a spreadsheet take a leading zero away?`
  row.warn('CODE_ZERO_LOST', sentence, 'code')
}
