import type { Deviation } from './asking.ts'
import type { Because } from './failure.ts'

/** What was found internal and external of one question: one deviation where it is the same from the same time on. */
export function inBothScopes(found: readonly Deviation[]): readonly Deviation[] {
  const [one, other] = found
  if (one === undefined || other === undefined || one.at !== other.at || one.found !== other.found) return found
  return [{ ...one, scopes: [...one.scopes, ...other.scopes], because: becauseOfBoth(one.because, other.because) }]
}

/** What is the same but for the scope is told once. */
function becauseOfBoth(internal: readonly Because[], external: readonly Because[]): Because[] {
  const isSame = (one: Because) => (other: Because) =>
    JSON.stringify({ ...one, scope: 'both' }) === JSON.stringify({ ...other, scope: 'both' })
  const both = internal.map((one): Because => (external.some(isSame(one)) ? { ...one, scope: 'both' } : one))
  return [...both, ...external.filter((other) => !internal.some(isSame(other)))]
}
