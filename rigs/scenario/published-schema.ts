import { z } from 'zod'
import { MATCHERS } from './expectations/index.ts'
import { LATER_WORDS } from './other-words.ts'
import { PLACEHOLDER_NAME } from './placeholders.ts'
import { header, OpenScenarioFile, STEPS_MAX, stepSchema } from './schema.ts'
import { STEP_WORDS } from './steps/index.ts'

type JsonSchema = Record<string, unknown>

/** The JSON Schema of a scenario file as it is written, by which editors complete it and show what is wrong. */
export function publishedScenarioSchema(): JsonSchema {
  const written = z.toJSONSchema(writtenScenarioFile(), { io: 'input', target: 'draft-7' })
  return withPlaceholders(written) as JsonSchema
}

function writtenScenarioFile(): z.ZodType {
  const steps = z
    .array(z.union([...STEP_WORDS.map(writtenStep), ...LATER_WORDS.map(later)]))
    .min(1)
    .max(STEPS_MAX)
  // It begins at a time, or where another file ends; then these are that file's.
  const beginnings = [{ required: ['start'] }, { required: ['start-from'], not: { required: ['trusts'] } }]
  const whole = z.strictObject({ ...header, steps }).meta({ oneOf: beginnings })
  return z.union([whole, OpenScenarioFile]).meta({
    title: 'loxrig scenario',
    description: 'What people and the world do in a rig, and what must happen (docs/interface.md).',
  })
}

function writtenStep(word: (typeof STEP_WORDS)[number]): z.ZodObject {
  const { description } = word.schema.meta() ?? {}
  const sought = word.kind === 'expectation' ? { [word.word]: SOUGHT } : {}
  return stepSchema(word)
    .extend(sought)
    .meta({ ...(description !== undefined && { description }) })
}

const SOUGHT = z.union(MATCHERS.map(({ schema }) => schema))

function later(word: string): z.ZodObject {
  return z.looseObject({ [word]: z.unknown() }).meta({ description: 'Not built yet.' })
}

/** Where variants may give the value, `$name` may be written whatever the value has to be. */
const PLACEHOLDER = { type: 'string', pattern: String.raw`\$${PLACEHOLDER_NAME}` }
const COMPLETED = new Set(['start', 'steps'])
const NOT_TEXT = new Set(['boolean', 'integer', 'number'])

function withPlaceholders(schema: unknown, isCompleted = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => withPlaceholders(each, isCompleted))
  if (typeof schema !== 'object' || schema === null) return schema
  if (isCompleted && isDemanding(schema as JsonSchema)) {
    const { description, ...rest } = schema as JsonSchema
    return { ...(description !== undefined && { description }), anyOf: [rest, PLACEHOLDER] }
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, each]) => [
      key,
      key === 'properties' ? propertiesWith(each as JsonSchema, isCompleted) : withPlaceholders(each, isCompleted),
    ]),
  )
}

function propertiesWith(properties: JsonSchema, isCompleted: boolean): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([key, each]) => [key, withPlaceholders(each, isCompleted || COMPLETED.has(key))]),
  )
}

/** Whether a text that only stands for a value would be refused. */
function isDemanding({ type, enum: listed, pattern, format, const: only }: JsonSchema): boolean {
  return NOT_TEXT.has(String(type)) || [listed, pattern, format, only].some((each) => each !== undefined)
}
