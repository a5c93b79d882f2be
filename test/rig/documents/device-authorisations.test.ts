import { expect, test } from 'vitest'
import { comparePrograms } from '../../../rigs/documents/compare-programs.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import type { DeviceAuthorisation } from '../../../sim/domain/program/device-authorisation.ts'
import { emptyProgram } from '../../../sim/domain/program/empty.ts'

const FILE = loadRigFile('test/scenarios/rigs/enrolment.yaml')
const CODE: DeviceAuthorisation = {
  ...{ kind: 'code', uuid: 'a', name: 'Post', reader: 'front-door', outputs: 0b101, standardOutput: 3 },
  ...{ type: 'until', toMs: Date.UTC(2026, 9, 23, 8), isActive: true, digest: 'd1d1' },
}
const TAG: DeviceAuthorisation = {
  ...{ kind: 'tag', uuid: 'b', name: 'House', reader: 'front-door', outputs: 1, standardOutput: 1, id: '04 A1 B2 C3' },
}

function programWith(...all: DeviceAuthorisation[]) {
  const program = emptyProgram()
  for (const each of all) program.deviceAuthorisations.set(each.uuid, each)
  return program
}

test('codes and tags of keypads are compared in words, without digits and ids', () => {
  const before = programWith(CODE)
  const after = programWith({ ...CODE, digest: 'd2d2', outputs: 1, standardOutput: 1, isUsedUp: true }, TAG)
  const changes = comparePrograms(FILE, 'office', before, after)
  expect(changes).toEqual([
    {
      ...{ change: 'changed', kind: 'keypad code', name: 'front-door Post' },
      fields: [
        { field: 'outputs', before: '1, 3', after: '1' },
        { field: 'standard output', before: '3', after: '1' },
        { field: 'code', before: 'set', after: 'another' },
      ],
    },
    {
      ...{ change: 'added', kind: 'keypad tag', name: 'front-door House' },
      fields: [
        { field: 'outputs', after: '1' },
        { field: 'standard output', after: '1' },
        { field: 'tag', after: 'set' },
      ],
    },
  ])
  expect(JSON.stringify(changes)).not.toMatch(/d1d1|d2d2|04 A1/)
  expect(comparePrograms(FILE, 'office', before, programWith({ ...CODE, isUsedUp: true }))).toEqual([])
})

test('input codes and input tags are compared in words, without digits and ids', () => {
  const reader = 'front-door'
  const withInputs = (digest: string, id: string) => {
    const program = emptyProgram()
    program.controls.set('c', { kind: 'nfc-code-input', uuid: 'c', name: 'Light Code', reader, digest })
    program.controls.set('t', { kind: 'nfc-tag-input', uuid: 't', name: 'Light Tag', reader, id })
    return program
  }
  const changes = comparePrograms(FILE, 'office', withInputs('d1d1', '04 A1 B2 C3'), withInputs('d2d2', '04 A1 B2 C4'))
  expect(changes).toEqual([
    {
      ...{ change: 'changed', kind: 'control', name: 'Light Code' },
      fields: [{ field: 'code', before: 'set', after: 'another' }],
    },
    {
      ...{ change: 'changed', kind: 'control', name: 'Light Tag' },
      fields: [{ field: 'tag', before: 'set', after: 'another' }],
    },
  ])
})
