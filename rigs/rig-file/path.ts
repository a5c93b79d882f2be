import type { Path } from './finding.ts'

/** What is at the end of a path in plain data; `undefined` where the path ends early. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[part]
  }
  return value
}

/** The same data with `value` at the end of the path; what lies on the way is copied, not changed, and made where missing. */
export function withValueAt(root: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value
  const copy: Record<string | number, unknown> = Array.isArray(root)
    ? ([...root] as unknown as Record<number, unknown>)
    : { ...(typeof root === 'object' ? root : undefined) }
  copy[first] = withValueAt(copy[first], rest, value)
  return copy
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((part, index) => String(part) === String(path[index]))
}
