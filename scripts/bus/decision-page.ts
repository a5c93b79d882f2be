import { z } from 'zod'
import { decisionSchema, REASONS } from '../../sim/protocol/bus/decision-schema.ts'

/** The JSON Schema of the decision record, as published. */
export function decisionJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(decisionSchema, { target: 'draft-2020-12' }) as JsonSchema
  return { ...schema, title: 'loxrig decision record', description: 'What led to a door opening or staying shut.' }
}

/** docs/reference/decision.md: every field with its meaning, the reasons, and the chain of causes. */
export function decisionPage(): string {
  return `${INTRODUCTION}
## Fields

| field | type | always | meaning |
| --- | --- | --- | --- |
${fieldsOf(decisionJsonSchema(), '').join('\n')}

## Reasons

In the order in which the rules are asked; the first that applies is the reason.

| reason | meaning |
| --- | --- |
${Object.entries(REASONS)
  .map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`)
  .join('\n')}
${CHAIN}`
}

const INTRODUCTION = `# The decision record

One record for each presentation at a block: what was decided, why, and what it set off. The bus (\`…/decision\`), the block's
history, the trace, the report and \`loxrig explain\` read the same record. It is published as
[\`schemas/decision.schema.json\`](../../schemas/decision.schema.json) and checked against it at both ends of the bus. It holds no secret: no id of a
tag, a code or an iButton. A granted record is durable before its pulse.

This page is generated from the schema: \`npx tsx scripts/generate-asyncapi.ts\`.
`

const CHAIN = `
## The chain of causes

Every message on the bus has an \`id\`, and what follows from it names that id as \`causedby\` (in the record itself:
\`causedBy\`). Going back from a pulse:

1. The output's state (\`…/state/<output>\`) and the feedback (\`…/command/feedback\`) are caused by the device's event
   (\`tag-presented\`, \`ibutton-arrived\` …), and so is the decision record: its \`causedBy\` is that event's id.
2. The event is caused by what the rig told the device to do (\`…/command/tap\`), or, with a real reader or a person at the door,
   by nothing.

Going forward, everything that names the event's id followed from it. \`effects\` is the same in one place, in order. A message
may arrive twice; an id that was seen before changes nothing.
`

interface JsonSchema {
  readonly [key: string]: unknown
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly oneOf?: readonly JsonSchema[]
}

function fieldsOf(schema: JsonSchema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const here = `${path}${name}`
    const always = schema.required?.includes(name) ? 'yes' : 'no'
    return [
      `| \`${here}\` | ${typeOf(property)} | ${always} | ${property.description ?? ''} |`,
      ...inner(property, here),
    ]
  })
}

function inner(schema: JsonSchema, path: string): string[] {
  if (schema.items !== undefined) return inner(schema.items, `${path}[]`)
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap((option) => fieldsOf(option, `${path}.`))
  return fieldsOf(schema, `${path}.`)
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.enum !== undefined)
    return schema.enum.length > 4 ? 'see below' : schema.enum.map((value) => `\`${value}\``).join(' or ')
  if (schema.type === 'array') return 'list'
  return schema.type ?? 'object'
}
