import { z } from 'zod'
import { Duration, FilePath, Instant } from '../../rigs/rig-file/schema/words.ts'
import { Start, WallTime } from '../../rigs/scenario/words.ts'

/** One key of a map of the language, as the reference shows it. */
export interface Key {
  readonly key: string
  readonly isNeeded: boolean
  readonly type: string
  readonly description: string
}

/** The part of JSON Schema that is shown. */
interface Shown {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shown[]
  readonly items?: Shown
  readonly pattern?: string
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Shown>>
  readonly required?: readonly string[]
}

/** The keys of a map, in the order of its schema. */
export function keysOf(schema: z.ZodObject): Key[] {
  const { properties = {}, required = [] } = shownSchema(schema)
  return Object.entries(properties).map(([key, each]) => ({
    key,
    isNeeded: required.includes(key),
    type: typeOf(each),
    description: describe(each),
  }))
}

/** What a schema says of itself. */
export function descriptionOf(schema: z.ZodType): string {
  return schema.meta()?.description ?? ''
}

function shownSchema(schema: z.ZodType): Shown {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as Shown
}

/** Texts of a form of their own, by their pattern. */
const FORMS = new Map(
  Object.entries({ duration: Duration, time: WallTime, 'start time': Start, instant: Instant }).map(
    ([name, schema]) => [shownSchema(schema).pattern, name],
  ),
)
const PATH_LENGTH_MAX = shownSchema(FilePath).maxLength

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'whole number',
  number: 'number',
  object: 'map',
  array: 'list',
}

function typeOf(shown: Shown): string {
  if (shown.const !== undefined) return `\`${shown.const}\``
  if (shown.enum !== undefined) return shown.enum.map((value) => `\`${value}\``).join(' ')
  if (shown.anyOf !== undefined) return [...new Set(shown.anyOf.map(typeOf))].join(' or ')
  if (shown.type === 'array') return `list of ${plural(shown.items)}`
  if (shown.type === 'string') return textOf(shown)
  return `${TYPES[shown.type ?? ''] ?? 'anything'}${rangeOf(shown)}`
}

function textOf({ pattern, maxLength }: Shown): string {
  if (maxLength === PATH_LENGTH_MAX) return 'path'
  return (pattern === undefined ? undefined : FORMS.get(pattern)) ?? 'text'
}

function plural(items: Shown | undefined): string {
  if (items === undefined || items.type === undefined) return 'steps'
  const type = typeOf(items)
  return type === 'text' ? 'texts' : type
}

function rangeOf({ minimum, maximum }: Shown): string {
  const isUnlimited = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return ''
  return isUnlimited ? `, ${minimum} or more` : `, ${minimum} to ${maximum}`
}

function describe({ description = '', default: preset }: Shown): string {
  return preset === undefined ? description : `${description} \`${preset}\` when left out.`.trim()
}
