import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wellFormedRecords } from '../../../sim/protocol/csv/well-formed-records.ts'

const delimiters = fc.constantFrom(';', ',', '\t')
const LENIENT = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true }

test('with what the library makes of the rest, records are those of the library alone, whatever is in a text', () => {
  const unit = fc.constantFrom(...';,\t\r\n" \0aZü€😀', '\r\n', '""', '";"', '";', ';"', '"\r\n"')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), delimiters, (text, delimiter) => {
      const utf8 = Buffer.from(text)
      const read = (from: number) => parse(utf8.subarray(from), { ...LENIENT, delimiter })
      const { records, end } = wellFormedRecords(utf8, delimiter)
      const whole = orThrown(() => read(0))
      expect(orThrown(() => [...records, ...(end < utf8.length ? read(end) : [])])).toEqual(whole)
    }),
    { numRuns: 5_000 },
  )
})

test('nothing that is well formed is left to the library', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'";,\t\r\n aü') })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 })), delimiters, (records, delimiter) => {
      const lines = records.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
      const utf8 = Buffer.from(lines.join('\r\n'))
      expect(wellFormedRecords(utf8, delimiter)).toEqual({ records, end: utf8.length })
    }),
  )
})

test.for([
  ['a;b\r\n"c"d;e\r\nf', 5],
  ['a;b\r\nc;"d\r\ne', 5],
  ['a;"b" \r\nc', 0],
] as const)('of %j the library reads from byte %i on', ([text, end]) => {
  expect(wellFormedRecords(Buffer.from(text), ';').end).toBe(end)
})

function orThrown<Value>(read: () => Value): Value | 'thrown' {
  try {
    return read()
  } catch {
    return 'thrown'
  }
}
