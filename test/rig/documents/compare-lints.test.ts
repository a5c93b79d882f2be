import { expect, test } from 'vitest'
import { compareLints } from '../../../rigs/documents/compare-lints.ts'
import { lintedRig } from '../../../rigs/rig-file/lints/linted-rig.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { CLEAN, withPieces } from '../rig-file/lints/a-linted-rig.ts'

function rigOf(text: string) {
  const { rig } = parseRigFile(text, 'rig.yaml')
  if (rig === undefined) throw new TypeError('has faults')
  return rig
}

function programOf(text: string): Program {
  const site = lintedRig(rigOf(text)).sites.find(({ site }) => site === 'office')
  if (site === undefined) throw new TypeError('no office')
  return site.program
}

const CYCLE = withPieces([['Staff: {}', 'Staff: { groups: [Chiefs] }']])
const BOTH = withPieces([['reader: side-door }', 'reader: side-door, pulse: 1s }']], CYCLE)

test('of a document its lints are told by the names of things, those first that it brings', () => {
  const lints = compareLints(rigOf(CLEAN), 'office', programOf(CYCLE), programOf(BOTH))
  expect(lints.map(({ code, about, isNew }) => [code, about, isNew])).toEqual([
    ['PULSE_SHORT', 'control Side Door', true],
    ['GROUP_CYCLE', 'group Staff', false],
    ['GROUP_CYCLE', 'group Chiefs', false],
  ])
  expect(lints[0]).toMatchObject({ mend: 'Set pulse: 3s or more.' })
})

test('P-160: what the rig file accepts is not told of a document either', () => {
  const accepting = rigOf(`${BOTH}lints: { accept: [{ code: GROUP_CYCLE, reason: Equals }] }\n`)
  const lints = compareLints(accepting, 'office', programOf(CYCLE), programOf(BOTH))
  expect(lints.map(({ code }) => code)).toEqual(['PULSE_SHORT'])
})

test('what is within and from outside alike is told once', () => {
  const denied = withPieces([
    [
      '      permissions:\n',
      '      permissions:\n        - { principal: Carl, deny: "room:Hall" }\n        - { principal: Carl, allow: "room:Hall" }\n',
    ],
  ])
  const lints = compareLints(rigOf(CLEAN), 'office', programOf(CLEAN), programOf(denied))
  expect(lints.map(({ code, about }) => `${code} ${about}`)).toEqual(['ALLOW_DENIED permission Carl room:Hall'])
})

test('C15: two Miniservers of a Trust that are called the same are told; a rig file refuses them', () => {
  const member = (serial: string, name: string) =>
    ({ serial, state: 'joined', info: { serial, name, miniserverType: 2, firmware: '16.0.6.10' } }) as const
  const withMembers = (...members: ReturnType<typeof member>[]): Program => {
    const program = programOf(CLEAN)
    const trust = { trustUuid: 'a-trust', name: 'Company', manager: '504F94A00001', epoch: 1, members }
    return { ...program, trusts: new Map([['a-trust', trust]]) }
  }
  const [one, other, third] = [
    member('504F94A00002', 'Home'),
    member('504F94A00003', 'home'),
    member('504F94A00004', 'Hut'),
  ]
  const before = withMembers(one, third)
  expect(compareLints(rigOf(CLEAN), 'office', before, before)).toEqual([])
  expect(compareLints(rigOf(CLEAN), 'office', before, withMembers(one, other, third))).toMatchObject([
    { code: 'DESCRIPTION_AMBIGUOUS', about: 'Trust Company', isNew: true },
  ])
})

test('who is shared to others may open doors there, of which a program by itself knows nothing', () => {
  const nowhere = withPieces([['Carl: { password: Carl-Secret-1 }', 'Carl: { tags: [04 00 00 03] }']])
  const program = programOf(nowhere)
  expect(compareLints(rigOf(CLEAN), 'office', programOf(CLEAN), program).map(({ about }) => about)).toEqual([
    'user Carl',
  ])
  const trusting = {
    ...program,
    trusts: new Map([['a-trust', { trustUuid: 'a-trust', name: 'T', manager: '', epoch: 1, members: [] }]]),
  }
  expect(compareLints(rigOf(CLEAN), 'office', programOf(CLEAN), trusting)).toEqual([])
})
