import { z } from 'zod'
import { components, type Json } from './components.ts'

/** One operation of a control API: a POST with a JSON body. */
export interface Operation {
  readonly name: string
  readonly summary: string
  readonly input: z.ZodType
  readonly output: z.ZodType
}

export interface ApiDescription {
  readonly title: string
  readonly description: string
  readonly version: string
  readonly server: Json
  /** Before the names of operations: `/rig/v1`. */
  readonly path: string
  readonly security: { readonly name: string; readonly scheme: Json }
  readonly operations: readonly Operation[]
  /** Schemas that get a name of their own wherever they are used, on either side. */
  readonly shared: {
    readonly input: Readonly<Record<string, z.ZodType>>
    readonly output: Readonly<Record<string, z.ZodType>>
  }
  /** Paths that are no such operations. */
  readonly paths?: Json
}

const refusal = z
  .strictObject({
    code: z.string().describe('Stable, in UPPER_SNAKE'),
    message: z.string().describe('A sentence for people, which may change'),
  })
  .describe('Why it was refused')

/** The statuses that refusals have beside 422, which is for all others. */
const REFUSALS = {
  '400': 'The request is not understood, or breaks a rule',
  '401': 'Nobody said who asks',
  '403': 'Who asks may not do that',
  '404': 'Something that was named is not there',
  '409': 'It does not fit what is there now: STALE_DOCUMENT, NO_DOCUMENT, NAME_TAKEN …',
  '503': 'Who should answer is not there, or restarts',
  default: 'Any other refusal',
} as const

/** An OpenAPI 3.1 document of a control API. */
export function openApiDocument(api: ApiDescription): Json {
  const inputs = components('input')
  const outputs = components('output')
  for (const [name, schema] of Object.entries(api.shared.input)) inputs.ref(name, schema)
  for (const [name, schema] of Object.entries(api.shared.output)) outputs.ref(name, schema)
  const refused = outputs.ref('Refusal', refusal)
  const paths = api.operations.map(({ name, summary, input, output }): [string, Json] => {
    const body = content(inputs.ref(`${pascal(name)}Input`, input))
    const answer = content(outputs.ref(`${pascal(name)}Output`, output))
    const operation = {
      operationId: name,
      summary,
      requestBody: { required: true, content: body },
      responses: { '200': { description: 'Done', content: answer }, ...refusals() },
    }
    return [`${api.path}/${name}`, { post: operation }]
  })
  const { name, scheme } = api.security
  return {
    openapi: '3.1.0',
    info: {
      title: api.title,
      version: api.version,
      description: api.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [api.server],
    security: [{ [name]: [] }],
    paths: { ...api.paths, ...Object.fromEntries(paths) },
    components: {
      securitySchemes: { [name]: scheme },
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          `Refused${status}`,
          { description, content: content(refused) },
        ]),
      ),
      schemas: { ...inputs.schemas(), ...outputs.schemas() },
    },
  }
}

function refusals(): Json {
  return Object.fromEntries(
    Object.keys(REFUSALS).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
  )
}

function content(schema: Json): Json {
  return { 'application/json': { schema } }
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
