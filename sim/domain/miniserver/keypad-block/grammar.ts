import type { Reason } from '../../access/decision.ts'

/** What digits mean that somebody told a keypad (§3.6.3). */
export type Entry =
  /** An output was selected; more is to come. No attempt. */
  | { readonly type: 'preselection'; readonly output: number }
  /** A code, for the output that was selected before, if one was. */
  | { readonly type: 'code'; readonly code: string; readonly output?: number }
  | { readonly type: 'wrong'; readonly reason: Extract<Reason, 'NO_CODE' | 'PREFIX_MISSING'> }

/** Outputs O1 to O6; what is selected beyond them shows at Nco. */
export const OUTPUTS_MAX = 6
const ADDITIONAL_MAX = 9_999

/**
 * Reads what was typed, in the order of §3.6.3.
 *
 * @param pending the output that was selected before, where it still holds
 * @param hasAdditional property Allow Additional Preselections: before each code there must be a prefix
 */
export function readEntry(digits: string, pending: number | undefined, hasAdditional: boolean): Entry {
  const number = Number(digits)
  if (digits.length === 1 && isWithin(number, OUTPUTS_MAX)) return { type: 'preselection', output: number }
  if (hasAdditional && pending === undefined && isWithin(number, ADDITIONAL_MAX))
    return { type: 'preselection', output: number }
  if (digits.length < 2 || digits.length > 8) return { type: 'wrong', reason: 'NO_CODE' }
  if (hasAdditional && pending === undefined) return { type: 'wrong', reason: 'PREFIX_MISSING' }
  return { type: 'code', code: digits, ...(pending !== undefined && { output: pending }) }
}

/** Whether a number names something that this block can select. */
export function isSelectable(output: number, hasAdditional: boolean): boolean {
  return isWithin(output, hasAdditional ? ADDITIONAL_MAX : OUTPUTS_MAX)
}

function isWithin(number: number, max: number): boolean {
  return number >= 1 && number <= max
}
