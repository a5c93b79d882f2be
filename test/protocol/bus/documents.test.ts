import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busDocuments } from '../../../scripts/generate-asyncapi.ts'
import { encodeMessage } from '../../../sim/protocol/bus/cloud-event.ts'
import { busMessage } from './arbitraries.ts'

const ASYNCAPI_SCHEMA = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object

const documents = await busDocuments()
const asyncApi = JSON.parse(documents['docs/reference/asyncapi.json'] ?? '')

describe('the generated documents of the bus', () => {
  test.for(Object.keys(documents))('%s is current; else run npx tsx scripts/generate-asyncapi.ts', async (path) => {
    expect(await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')).toBe(documents[path])
  })

  test('asyncapi.json is a valid AsyncAPI 3.0 document', () => {
    const validate = new Ajv({ strict: false, logger: false }).compile(ASYNCAPI_SCHEMA)
    expect(validate(asyncApi) ? [] : validate.errors).toEqual([])
    expect(validate({ ...asyncApi, channels: { wrong: { address: 1 } } })).toBe(false)
  })

  test('asyncapi.json accepts every message that can be on the bus, under the topic it has', () => {
    const ajv = new Ajv({ strict: false, logger: false })
    addFormats.default(ajv)
    const channels = Object.values(asyncApi.channels as Record<string, Channel>).map(({ address, messages }) => ({
      address: new RegExp(`^${address.replaceAll('$', '\\$').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      validators: Object.keys(messages).map((key) => ajv.compile(asyncApi.components.messages[key].payload)),
    }))
    fc.assert(
      fc.property(busMessage, (message) => {
        const { topic, payload } = encodeMessage('loxrig/lab', message)
        const accepting = channels
          .filter(({ address }) => address.test(topic))
          .flatMap(({ validators }) => validators.filter((validate) => validate(JSON.parse(payload))))
        expect(accepting).toHaveLength(1)
      }),
    )
  })

  test('decision.schema.json accepts every decision record on the bus', () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(documents['schemas/decision.schema.json'] ?? ''))
    fc.assert(
      fc.property(busMessage, (message) => {
        fc.pre(message.channel === 'decision')
        expect(validate(message.data)).toBe(true)
        expect(validate({ ...message.data, uid: '04 A1 B2 C3' })).toBe(false)
      }),
    )
  })

  test('decision.md explains every field', () => {
    const page = documents['docs/reference/decision.md'] ?? ''
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([])
  })
})

interface Channel {
  readonly address: string
  readonly messages: object
}
