import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryText, type WrittenEntry, writtenEntry } from '../../../rigs/rig-file/schedule-text.ts'
import { WEEKDAYS } from '../../../rigs/rig-file/schema/schedules.ts'

test.for<[string, WrittenEntry['days'] | string, string]>([
  ['mon-fri 08:00-17:00', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], 'mon-fri'],
  ['Sat, sunday 8:00 - 17:00', ['saturday', 'sunday'], 'sat,sun'],
  ['sat-mon 08:00-17:00', ['monday', 'saturday', 'sunday'], 'mon,sat,sun'],
  ['daily 08:00-17:00', [...WEEKDAYS], 'daily'],
  ['mon,wed-fri,mon 08:00-17:00', ['monday', 'wednesday', 'thursday', 'friday'], 'mon,wed-fri'],
  ['Public Holiday 08:00-17:00', 'Public Holiday', 'Public Holiday'],
  ['Night-Watch 08:00-17:00', 'Night-Watch', 'Night-Watch'],
])('%j is read as %j and told as %j', ([text, who, told]) => {
  const entry = writtenEntry(text)
  expect(entry).toEqual({ ...(typeof who === 'string' ? { mode: who } : { days: who }), from: '08:00', to: '17:00' })
  expect(entryText(entry)).toBe(`${told} 08:00-17:00`)
})

test.for([
  '',
  '08:00-17:00',
  'mon-fri',
  'mon 8-17',
  'mon-tue-wed 08:00-17:00',
  'mon,holiday 08:00-17:00',
  'mon 24:01-25:00',
  'mon 08:60-09:00',
])('%j is no entry', (text) => {
  expect(() => writtenEntry(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
})

test('an entry of any days is read back as it was told', () => {
  const day = fc.subarray([...WEEKDAYS], { minLength: 1 })
  fc.assert(
    fc.property(day, (days) => {
      const entry = { days, from: '22:00', to: '06:00' }
      expect(writtenEntry(entryText(entry))).toEqual(entry)
    }),
  )
})
