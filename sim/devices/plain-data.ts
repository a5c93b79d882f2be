/** What JSON can say. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/**
 * A device's memory as JSON: Maps and Sets with their order too, and numbers that are not finite. It holds nothing of `value`.
 *
 * Properties that are undefined are left out. Throws TypeError for what is not data: a function, a generator, bytes.
 */
export function toPlain(value: unknown): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value))
    return value as Plain
  if (typeof value === 'number') return { $number: [String(value)] }
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof Map) return { $map: [...value].map(toPlain) }
  if (value instanceof Set) return { $set: [...value].map(toPlain) }
  if (!isRecord(value)) throw new TypeError(`a snapshot holds data only, not ${String(value)}`)
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]): [string, Plain] => [key, toPlain(each)])
  return entries.some(([key]) => key.startsWith('$')) ? { $object: entries } : Object.fromEntries(entries)
}

/** What `toPlain` made plain. */
export function fromPlain(plain: Plain): unknown {
  if (typeof plain !== 'object' || plain === null) return plain
  if (isList(plain)) return plain.map(fromPlain)
  const entries = Object.entries(plain)
  const [[tag, of] = ['', null]] = entries
  if (tag.startsWith('$') && isList(of)) return TAGGED[tag]?.(of.map(fromPlain) as [never, unknown][])
  return Object.fromEntries(entries.map(([key, each]) => [key, fromPlain(each)]))
}

const TAGGED: Readonly<Record<string, (of: [never, unknown][]) => unknown>> = {
  $map: (of) => new Map(of),
  $set: (of) => new Set(of),
  $object: (of) => Object.fromEntries(of),
  $number: ([text]) => Number(text),
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
