import { expect, test } from 'vitest'
import { printFault } from '../../../../rigs/rig-file/fault.ts'
import { parseRigFile } from '../../../../rigs/rig-file/read.ts'
import { CLEAN, foundIn, lintsOf, withPieces } from './a-linted-rig.ts'

const SHORT = withPieces([['reader: side-door }', 'reader: side-door, pulse: 1s }']])

const accepting = (line: string): string => `${SHORT}lints:\n  accept:\n    - ${line}\n`

test('a lint says what is there and what to do, on one line with its place', () => {
  expect(foundIn(SHORT).map(printFault)).toEqual([
    'rig.yaml:29:73: PULSE_SHORT: Who opens "Side Door" has 1 s to go through. Set pulse: 3s or more.',
  ])
})

test.for([
  '{ code: PULSE_SHORT, at: office, for: "access:side door", reason: It is a flap }',
  '{ code: PULSE_SHORT, for: Side Door, reason: It is a flap }',
  '{ code: PULSE_SHORT, at: office, reason: All doors here are flaps }',
  '{ code: PULSE_SHORT, reason: All doors are flaps }',
])('P-160: what is accepted with a reason is not told: %s', (line) => {
  expect(lintsOf(accepting(line))).toEqual([])
})

test.for([
  ['{ code: PULSE_SHORT, at: home, reason: A flap }', 'There is no PULSE_SHORT at home.'],
  [
    '{ code: PULSE_SHORT, at: office, for: Front Door, reason: A flap }',
    'There is no PULSE_SHORT at office of "Front Door".',
  ],
  ['{ code: DOOR_CLOSED, reason: A flap }', 'There is no DOOR_CLOSED.'],
] as const)('P-160: an acceptance of what is not there is told, and accepts nothing: %s', ([line, sentence]) => {
  const lints = foundIn(accepting(line))
  expect(lints.map(({ code }) => code)).toEqual(['PULSE_SHORT', 'ACCEPTANCE_UNUSED'])
  expect(lints[1]).toMatchObject({ message: sentence, line: 52, column: 7 })
})

test.for([
  ['{ code: PULSE_SHORT }', '52:7: MISSING_KEY'],
  ['{ code: PULSE_SHORT, reason: "" }', '52:36: INVALID_VALUE'],
  ['{ code: PULSE_SHRT, reason: A flap }', '52:15: INVALID_VALUE'],
  ['{ code: PULSE_SHORT, at: hom, reason: A flap }', '52:32: NOT_FOUND'],
  ['{ code: ACCEPTANCE_UNUSED, reason: A flap }', '52:15: INVALID_VALUE'],
  ['{ code: PULSE_SHORT, fro: Side Door, reason: A flap }', '52:28: UNKNOWN_KEY'],
] as const)('P-160: an acceptance without code or reason is a fault: %s', ([line, place]) => {
  const { faults } = parseRigFile(accepting(line), 'rig.yaml')
  expect(faults.map((fault) => `${fault.line}:${fault.column}: ${fault.code}`)).toEqual([place])
})

test('a file with faults is not linted: what it comes to is not known', () => {
  const { faults, lints } = parseRigFile(SHORT.replace('Staff: {}', 'Staff: { groups: [Nobody] }'), 'rig.yaml')
  expect([faults.map(({ code }) => code), lints]).toEqual([['NOT_FOUND'], []])
})

test('the clean rig without Trusts and without programs has no lint either', () => {
  const alone = CLEAN.slice(0, CLEAN.indexOf('  home:')).replace(/ +- \{ principal: "member:Home".*\n/, '')
  expect(lintsOf(alone)).toEqual([])
  const bare =
    'version: 1\nrig: bare\nsites:\n  home:\n    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/Vienna }\n'
  expect(lintsOf(bare)).toEqual([])
})
