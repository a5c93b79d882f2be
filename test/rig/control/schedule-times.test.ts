import { expect, test } from 'vitest'
import { scheduleTimes } from '../../../rigs/control/schedule-times.ts'
import type { WrittenEntry } from '../../../rigs/rig-file/schedule-text.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import { hash, SERIAL } from '../../domain/program/a-program.ts'

const program = factoryProgram(SERIAL, hash)
const times = { from: '08:00', to: '17:00' }

test('what is not a weekday stands first, as it was named and then as entries name it; weekdays stand at the end', () => {
  const entries: WrittenEntry[] = [
    { days: ['monday', 'sunday'], ...times },
    { mode: 'holiday', ...times },
    { mode: 'Tuesday', ...times },
  ]
  expect(scheduleTimes(program, { modes: ['School Holidays', 'Public Holiday'], entries })).toEqual({
    modes: [2, 0, 1, 3, 4, 5, 6, 7, 8, 9],
    entries: [3, 9, 1, 4].map((mode) => ({ mode, fromMin: 480, toMin: 1020 })),
  })
})

test.for([{ ...times }, { days: ['monday' as const], mode: 'Holiday', ...times }])('%j is no entry', (entry) => {
  expect(() => scheduleTimes(program, { entries: [entry] })).toThrow(expect.objectContaining({ code: 'USAGE' }))
})
