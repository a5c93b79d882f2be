import { RigError } from '../errors.ts'
import { INSTANT_MAX_MS } from '../time.ts'

/** Checks that a value of unknown origin is a `T` and returns it. Throws RigError `INVALID`, naming `where`. */
export type Read<T> = (value: unknown, where: string) => T

const TEXT_LENGTH_MAX = 4096
const LIST_LENGTH_MAX = 1_000_000

export const text: Read<string> = (value, where) =>
  typeof value === 'string' && value.length <= TEXT_LENGTH_MAX
    ? value
    : refuse(where, `text of at most ${TEXT_LENGTH_MAX} characters`)

export const flag: Read<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : refuse(where, 'true or false')

export const integer: Read<number> = (value, where) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse(where, 'a whole number')

/** Milliseconds since 1970 UTC that can be written as a date. */
export const instant: Read<number> = (value, where) => {
  const ms = integer(value, where)
  return Math.abs(ms) <= INSTANT_MAX_MS ? ms : refuse(where, 'an instant')
}

/** Text that `pattern` matches; `what` says in words what is expected. */
export function matching<T extends string>(pattern: RegExp, what: string): Read<T> {
  return (value, where) => (typeof value === 'string' && pattern.test(value) ? (value as T) : refuse(where, what))
}

export function oneOf<const T extends string | number>(...allowed: readonly T[]): Read<T> {
  return (value, where) => allowed.find((one) => one === value) ?? refuse(where, `one of ${allowed.join(', ')}`)
}

export function list<T>(read: Read<T>): Read<readonly T[]> {
  return (value, where) => {
    if (!Array.isArray(value) || value.length > LIST_LENGTH_MAX) return refuse(where, 'a list')
    return value.map((item: unknown, index) => read(item, `${where}[${index}]`))
  }
}

/** An object with exactly these fields, those of `optional` possibly absent. Others are refused, not dropped. */
export function shape<T extends object>(fields: Fields<T>): Read<T> {
  const readers = Object.entries<Field>(fields)
  return (value, where) => {
    const source = asRecord(value, where)
    const unknown = Object.keys(source).find((key) => !Object.hasOwn(fields, key))
    if (unknown !== undefined) return refuse(`${where}.${unknown}`, 'nothing of that name')
    const result: Record<string, unknown> = {}
    for (const [key, field] of readers) {
      if (source[key] !== undefined) result[key] = field.read(source[key], `${where}.${key}`)
      else if (!field.optional) return refuse(`${where}.${key}`, 'present')
    }
    return result as T
  }
}

/** A field that must be there. */
export function needed<T>(read: Read<T>): Field<T> & { readonly optional: false } {
  return { read, optional: false }
}

/** A field that may be absent. */
export function optional<T>(read: Read<T>): Field<T> & { readonly optional: true } {
  return { read, optional: true }
}

export function asRecord(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(where, 'an object')
  return value as Readonly<Record<string, unknown>>
}

export function refuse(where: string, expected: string): never {
  throw new RigError('INVALID', `Not a program: ${where} should be ${expected}.`)
}

interface Field<T = unknown> {
  readonly read: Read<T>
  readonly optional: boolean
}

/** Every key of `T` once, marked optional exactly where `T` says so. */
type Fields<T> = {
  readonly [Key in keyof T]-?: Partial<Pick<T, Key>> extends Pick<T, Key>
    ? Field<Exclude<T[Key], undefined>> & { readonly optional: true }
    : Field<T[Key]> & { readonly optional: false }
}
