import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listCell, listEntries } from '../../../sim/domain/user-table/list-cell.ts'
import { instantOf, timeText } from '../../../sim/domain/user-table/local-time.ts'
import { VIENNA } from './a-table.ts'

test('a cell of several entries is read as people type it', () => {
  expect(listEntries(' Adults | Guests |')).toEqual([{ text: 'Adults' }, { text: 'Guests' }])
  expect(listEntries('04 A1 = Blue card|04 B2')).toEqual([{ text: '04 A1', name: 'Blue card' }, { text: '04 B2' }])
  expect(listEntries('a\\|b\\=c\\\\')).toEqual([{ text: 'a|b=c\\' }])
  expect(listEntries('  ')).toEqual([])
})

test('P-140: entries are the same after writing and reading, whatever is in them', () => {
  const text = fc.string({
    minLength: 1,
    unit: fc.oneof(fc.constantFrom(...'|=\\ \t\'"'), fc.string({ minLength: 1, maxLength: 1 })),
  })
  const entry = fc.oneof(fc.record({ text }), fc.record({ text, name: text }))
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      expect(listEntries(listCell(entries))).toEqual(entries)
    }),
  )
})

test('a time of the local clock is an instant: once, twice or never', () => {
  expect(instantOf('2026-10-25T02:30', VIENNA)).toEqual({ atMs: Date.parse('2026-10-25T00:30Z'), isTwice: true })
  expect(instantOf('2026-10-25T02:30+01:00', VIENNA)).toEqual({ atMs: Date.parse('2026-10-25T01:30Z'), isTwice: false })
  expect(instantOf('29.03.2026 02:30', VIENNA)).toEqual({ fault: 'gap' })
  expect(instantOf('1.7.2026 8:05', VIENNA)).toEqual({ atMs: Date.parse('2026-07-01T06:05Z'), isTwice: false })
  expect(instantOf('2026-02-29T08:00', VIENNA)).toEqual({ fault: 'none' })
  expect(instantOf('7/1/2026 8:05', VIENNA)).toEqual({ fault: 'none' })
})

test('P-142: every instant is the same after writing and reading, on the hour that comes twice as well', () => {
  const around = Date.parse('2026-10-25T00:00Z')
  const instants = fc.oneof(
    fc.integer({ min: Date.UTC(1971), max: Date.UTC(2098) }),
    fc.integer({ min: around, max: around + 4 * 3_600_000 }),
  )
  fc.assert(
    fc.property(instants, (atMs) => {
      expect(instantOf(timeText(atMs, VIENNA), VIENNA).atMs).toBe(atMs)
    }),
  )
})
