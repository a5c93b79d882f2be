import { z } from 'zod'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { FaultCode } from './fault.ts'
import { atKey, atValue, type Finding, type Path } from './finding.ts'
import { valueAt, withValueAt } from './path.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with the shape of `value`, and `value` without all of that. */
export function checkShape(schema: z.ZodType, value: unknown): { findings: Finding[]; rest: unknown } {
  const parsed = schema.safeParse(value)
  const findings = parsed.success ? [] : parsed.error.issues.flatMap((issue) => found(issue, [], schema, value))
  const rest = findings.reduce((left, { path, code }) => (code === 'MISSING_KEY' ? left : without(left, path)), value)
  return { findings, rest }
}

/** A key stays, so that what refers to it is not called missing as well; unknown ones do no harm. */
function without(value: unknown, path: Path): unknown {
  return valueAt(value, path) === undefined ? value : withValueAt(value, path, undefined)
}

function found(issue: Issue, base: Path, schema: z.ZodType, root: unknown): Finding[] {
  const path: Path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => atKey([...path, key], 'UNKNOWN_KEY', unknownKey(key, keysAt(schema, root, path))))
    case 'invalid_key':
      return [atKey(path, ...worded(path.at(-1), issue.issues[0]?.message))]
    case 'invalid_union':
      return issue.errors.length > 0 ? branch(issue.errors, path, schema, root) : [unknownKind(issue, path, root)]
    case 'invalid_type':
      return [ofWrongType(issue.expected, path, root)]
    case 'invalid_value':
      return [unlisted(issue.values.map(String), path, root, issue.message)]
    default:
      return [
        atValue(
          path,
          ...worded(
            path.findLast((part) => typeof part === 'string'),
            issue.message,
          ),
        ),
      ]
  }
}

/** Of the ways to read a value, the one it comes nearest to: whose faults lie deepest. */
function branch(errors: readonly Issue[][], path: Path, schema: z.ZodType, root: unknown): Finding[] {
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map((issue) => (issue.code === 'invalid_type' ? 0 : 1) + issue.path.length))
  const [nearest = []] = errors.toSorted((a, b) => depth(b) - depth(a))
  return nearest.flatMap((issue) => found(issue, path, schema, root))
}

function unknownKey(key: string, known: readonly string[]): string {
  return `There is no "${key}" here.${didYouMean(key, known) || (known.length > 0 ? ` There is ${known.join(', ')}.` : '')}`
}

function unknownKind(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, root: unknown): Finding {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
  return unlisted(options, path, root, 'is of no known kind')
}

function unlisted(options: readonly string[], path: Path, root: unknown, message: string): Finding {
  const value = valueAt(root, path)
  const key = keyIn(path)
  if (value === undefined) return atKey(path, 'MISSING_KEY', `"${key}" is missing: ${options.join(', ')}.`)
  if (typeof value !== 'string') return atValue(path, ...worded(key, message))
  const near = didYouMean(value, options)
  // Of a long list only what is near is of use.
  const listed = options.length > LISTED_MAX && near !== '' ? '' : ` ${options.join(', ')},`
  return atValue(path, 'INVALID_VALUE', `"${key}" is${listed} not "${value}".${near}`)
}

const LISTED_MAX = 20

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function ofWrongType(expected: string, path: Path, root: unknown): Finding {
  const value = valueAt(root, path)
  const key = keyIn(path)
  if (value === undefined) return atKey(path, 'MISSING_KEY', `"${key}" is missing.`)
  const hint = expected === 'string' && typeof value !== 'object' ? '; put it in quotes' : ''
  return atValue(path, 'WRONG_TYPE', `"${key}" should be ${TYPES[expected] ?? expected}, not ${typeOf(value)}${hint}.`)
}

function typeOf(value: unknown): string {
  if (value === null) return 'empty'
  return TYPES[Array.isArray(value) ? 'array' : typeof value] ?? typeof value
}

/** The last key of a path: of a list's items the list's. */
function keyIn(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? 'the file')
}

/** A message that begins with a code brings it along. */
function worded(key: unknown, message = 'is not valid'): [FaultCode, string] {
  const coded = /^([A-Z0-9_]+): (.*)$/s.exec(message)
  return [(coded?.[1] as FaultCode | undefined) ?? 'INVALID_VALUE', `"${String(key)}" ${coded?.[2] ?? message}.`]
}

/** The keys an object may have at a path, to suggest the nearest. */
function keysAt(schema: z.ZodType, root: unknown, path: Path): string[] {
  let current: z.core.$ZodType | undefined = schema
  for (let depth = 0; current !== undefined; depth++) {
    current = chosen(current, valueAt(root, path.slice(0, depth)))
    const part = path[depth]
    if (part === undefined) break
    if (current instanceof z.ZodObject) current = (current.shape as Record<string, z.core.$ZodType>)[part]
    else if (current instanceof z.ZodRecord) current = current.valueType
    else if (current instanceof z.ZodArray) current = current.element
    else current = undefined
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : []
}

/** Behind what is optional, and of several kinds the one the value says it is. */
function chosen(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return chosen(schema.unwrap(), value)
  if (!(schema instanceof z.ZodUnion)) return schema
  const kind = valueAt(value, ['kind'])
  const objects = schema.options.filter((option) => option instanceof z.ZodObject)
  const fitting = objects.find((option) => option.shape.kind?.safeParse(kind).success)
  return fitting ?? objects.find((option) => option.shape.kind === undefined) ?? schema
}
