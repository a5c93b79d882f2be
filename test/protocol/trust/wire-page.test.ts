import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { IOS_MAX } from '../../../sim/domain/trust-io/value.ts'
import { encodeFrame, FRAME_LENGTH_MAX, FrameDecoder, PIECE_LENGTH_MAX } from '../../../sim/protocol/trust/frames.ts'
import { TrustFrame } from '../../../sim/protocol/trust/schema.ts'

const PAGE = readFileSync('docs/reference/trust-wire.md', 'utf8')
const EXAMPLES = [...PAGE.matchAll(/^```frame\n(.*?)^```$/gms)].map(([, block = '']) => bytesOf(block))
const MORE = 0x80

/** What JSON Schema says of a value, as far as it matters here. */
interface Schema {
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** Each line is a piece: four bytes in hex, then text. */
function bytesOf(block: string): Buffer {
  const pieces = block.trimEnd().split('\n')
  return Buffer.concat(
    pieces.flatMap((line) => [Buffer.from(line.slice(0, 11).replaceAll(' ', ''), 'hex'), Buffer.from(line.slice(12))]),
  )
}

test('every frame of the page about the wire is read as one, and is what would be sent', () => {
  expect(EXAMPLES.length).toBe(17)
  for (const bytes of EXAMPLES) {
    const [frame, ...others] = new FrameDecoder().feed(bytes)
    expect(others).toEqual([])
    if (frame === undefined) throw new Error(`no frame: ${bytes}`)
    const sent = Buffer.from(encodeFrame(frame))
    const isInPieces = ((bytes[0] ?? 0) & MORE) !== 0
    if (isInPieces) expect(new FrameDecoder().feed(sent)).toEqual([frame])
    else expect(sent.toString()).toBe(bytes.toString())
  }
})

test('the limits on the page about the wire are those that hold', () => {
  expect(PAGE).toContain(`| a piece | ${PIECE_LENGTH_MAX / 2 ** 20} MiB |`)
  expect(PAGE).toContain(`| a frame, all pieces together | ${FRAME_LENGTH_MAX / 2 ** 20} MiB,`)
  expect(PAGE).toContain(
    `| \`ios\` of \`follow\` and \`followed\`, \`values\` | ${IOS_MAX.toLocaleString('en')}, each uuid once |`,
  )
})

test('every message, answer and field of the wire is on its page, and nothing else', () => {
  const inSchema = new Set(schemasIn(z.toJSONSchema(TrustFrame) as Schema).flatMap(objectOf))
  expect([...objectsOnPage()].sort()).toEqual([...inSchema].sort())
})

test('every word that a field may have is on the page about the wire', () => {
  const words = schemasIn(z.toJSONSchema(TrustFrame) as Schema).flatMap((schema) => schema.enum ?? [])
  expect(words.length).toBeGreaterThan(10)
  for (const word of words) expect(PAGE).toContain(`\`${word}\``)
})

function schemasIn(schema: Schema): Schema[] {
  const { properties = {}, items = [], anyOf = [], oneOf = [] } = schema
  return [schema, ...[...Object.values(properties), items, ...anyOf, ...oneOf].flat().flatMap(schemasIn)]
}

/** An object as its kind, where it is a message or an answer, and its fields: `evicted: epoch, term?, trustUuid`. */
function objectOf({ properties, required = [] }: Schema): string[] {
  if (properties === undefined) return []
  const kind = properties.type?.const
  const named = Object.keys(properties).filter((name) => kind === undefined || (name !== 'type' && name !== 'id'))
  const fields = named.map((name) => (required.includes(name) ? name : `${name}?`))
  return [objectText(kind === undefined ? '' : String(kind), fields)]
}

/** The same of the tables of fields on the page: each begins with what it is of, a kind in backticks. */
function objectsOnPage(): Set<string> {
  const objects: { kind: string; fields: string[] }[] = []
  for (const table of PAGE.matchAll(/^\|[^|]+\| Field \|.*\n\|[ -|]+\n((?:\|.*\n)+)/gm)) {
    for (const row of table[1]?.trimEnd().split('\n') ?? []) {
      const [, of = '', field = ''] = row.split('|').map((cell) => cell.trim())
      if (of !== '') objects.push({ kind: /^`(.+)`$/.exec(of)?.[1] ?? '', fields: [] })
      if (field !== '') objects.at(-1)?.fields.push(field.replaceAll('`', ''))
    }
  }
  return new Set(objects.map(({ kind, fields }) => objectText(kind, fields)))
}

function objectText(kind: string, fields: readonly string[]): string {
  return `${kind}: ${fields.toSorted().join(', ')}`
}
