/**
 * Whether two pieces of plain data say the same, whatever the order of their keys. Entries of programs are replaced, never
 * changed, so that mostly they are the same one.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [old, now] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  const keys = Object.keys(old)
  return (
    keys.length === Object.keys(now).length && keys.every((key) => Object.hasOwn(now, key) && same(old[key], now[key]))
  )
}
