import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTextTable, readValueTable } from '../../../rigs/app/read-tables.ts'
import { textTable, valueTable } from '../../../sim/protocol/loxone/event-table.ts'

const UUID = '184100ee-0054-db14-ffff6c7857242faa'
const uuids = fc
  .tuple(
    ...[8, 4, 4, 16].map((length) =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length }),
    ),
  )
  .map((parts) => parts.join('-'))

test('reads the tables of the protocol sheet', () => {
  const value = Buffer.from('ee004118540014dbffff6c7857242faa000000000000f03f', 'hex')
  expect(readValueTable(value)).toEqual([[UUID, 1]])
  const text = Buffer.from(`ee004118540014dbffff6c7857242faa${'00'.repeat(16)}03000000c3a42100`, 'hex')
  expect(readTextTable(text)).toEqual([[UUID, 'ä!']])
})

test('reads whatever states the Miniserver writes', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ uuid: uuids, value: fc.double({ noNaN: true }) })), (states) => {
      expect(readValueTable(valueTable(states))).toEqual(states.map(({ uuid, value }) => [uuid, value]))
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.record({ uuid: uuids, value: fc.string({ unit: 'grapheme' }) })), (states) => {
      expect(readTextTable(textTable(states))).toEqual(states.map(({ uuid, value }) => [uuid, value]))
    }),
  )
})
