import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { RIG_COMMANDS } from '../../../rigs/control/commands/index.ts'
import { controlDocuments } from '../../../scripts/generate-openapi.ts'
import { ROOT } from '../../../scripts/source/files.ts'
import { CONTROL_COMMANDS } from '../../../sim/protocol/control/commands.ts'
import { aLab } from '../../helpers/a-lab.ts'

type Json = { readonly [key: string]: Json }

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly requestBody?: Json
  readonly responses: Json
}

const RIG = 'docs/reference/openapi-rig.json'
const MINISERVER = 'docs/reference/openapi-miniserver.json'

let documents: Readonly<Record<string, string>>

beforeAll(async () => {
  documents = await controlDocuments()
})

test.for([RIG, MINISERVER, 'docs/reference/control-api.md'])('%s is what the sources say', (path) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(documents[path])
})

describe.for<[string, string, readonly string[]]>([
  [RIG, '/rig/v1', RIG_COMMANDS.map(({ name }) => name)],
  [MINISERVER, '/loxrig/v1', Object.keys(CONTROL_COMMANDS)],
])('%s', ([path, prefix, names]) => {
  test('has every command, each with an id, a summary, a body, an answer and refusals', () => {
    const document = parsed(path)
    const operations = operationsOf(document)
    for (const name of names) {
      const operation = operations.get(`post ${prefix}/${name}`)
      expect(operation).toMatchObject({
        operationId: name,
        summary: expect.stringMatching(/^[A-Z].*[^.]$/),
        requestBody: { content: { 'application/json': { schema: expect.anything() } } },
        responses: { 200: expect.anything(), 401: expect.anything(), default: expect.anything() },
      })
    }
    const ids = [...operations.values()].map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('names what it is, its security and its licence', () => {
    const { openapi, info, security, components } = parsed(path)
    expect(openapi).toBe('3.1.0')
    expect(info).toMatchObject({ title: expect.any(String), version: expect.any(String), license: { name: 'MIT' } })
    const [scheme] = Object.keys(security?.['0'] ?? {})
    expect(Object.keys(components?.securitySchemes ?? {})).toEqual([scheme])
  })

  test('every reference leads somewhere, and every schema is used', () => {
    const document = parsed(path)
    const references = referencesIn(document)
    expect(references.size).toBeGreaterThan(names.length)
    for (const reference of references) expect([reference, resolve(document, reference)]).not.toContain(undefined)
    const schemas = Object.keys(document.components?.schemas ?? {})
    expect(schemas.filter((name) => !references.has(`#/components/schemas/${name}`))).toEqual([])
  })

  test('its schemas are JSON Schema of the dialect that OpenAPI 3.1 has', () => {
    const document = parsed(path)
    const ajv = validator(document)
    for (const name of Object.keys(document.components?.schemas ?? {})) {
      expect(ajv.getSchema(`document#/components/schemas/${name}`), name).toBeTypeOf('function')
    }
  })
})

test('an answer of the rig is what its document promises, and one with a field too many is not', async () => {
  const { client } = await aLab()
  const ajv = validator(parsed(RIG))
  const decision = await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
  const status = await client.call('status', {})
  const isDecision = ajv.getSchema('document#/components/schemas/Decision')
  const isStatus = ajv.getSchema('document#/components/schemas/StatusOutput')
  expect([isDecision?.(decision), isStatus?.(status)]).toEqual([true, true])
  expect([isDecision?.({ ...decision, tag: 'x' }), isStatus?.({ ...status, lane: 'moon' })]).toEqual([false, false])
})

function parsed(path: string): Json {
  return JSON.parse(documents[path] ?? '')
}

/** By method and path. */
function operationsOf(document: Json): Map<string, Operation> {
  const paths = Object.entries(document.paths ?? {})
  return new Map(
    paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation as unknown as Operation]),
    ),
  )
}

function referencesIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set()
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : []
  return new Set([...own, ...Object.values(value).flatMap((each) => [...referencesIn(each)])])
}

function resolve(document: Json, reference: string): Json | undefined {
  const steps = reference.replace(/^#\//, '').split('/')
  return steps.reduce<Json | undefined>((at, step) => at?.[step], document)
}

function validator(document: Json): Ajv2020 {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  return ajv.addSchema({ $id: 'document', ...document })
}
