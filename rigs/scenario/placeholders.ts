import type { Path } from '../rig-file/finding.ts'

/** A name to which variants give values. Letters and digits, so that in a text it ends where it seems to: `$dayT08:00`. */
export const PLACEHOLDER_NAME = '[a-z][a-z0-9]{0,31}'

/** Where a file uses what variants give a value. */
export interface Use {
  readonly path: Path
  readonly name: string
}

/** Every `$name` in plain data, in the order of reading. Keys have none. */
export function usesIn(value: unknown, path: Path = []): Use[] {
  if (typeof value === 'string') return [...value.matchAll(ANY)].map(([, name = '']) => ({ path, name }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    usesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** The data with each `$name` replaced: by the value itself where nothing else is written, so that a number stays one. */
export function substituted(value: unknown, row: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return inText(value, row)
  if (Array.isArray(value)) return value.map((each) => substituted(each, row))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, substituted(each, row)]))
}

const ANY = new RegExp(String.raw`\$(${PLACEHOLDER_NAME})`, 'g')
const ALONE = new RegExp(String.raw`^\$(${PLACEHOLDER_NAME})$`)

function inText(text: string, row: Readonly<Record<string, unknown>>): unknown {
  const [, name] = ALONE.exec(text) ?? []
  return name === undefined ? text.replace(ANY, (_, each: string) => String(row[each])) : row[name]
}
