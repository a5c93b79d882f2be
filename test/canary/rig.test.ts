import { expect, test } from 'vitest'
import { readFromDisk } from '../../rigs/rig-file/files.ts'
import { parseRigFile } from '../../rigs/rig-file/read.ts'

test('a rig file without sites has no fault', () => {
  expect(parseRigFile('rig: empty\n', 'empty.yaml', readFromDisk).faults, 'canary of rig').toEqual([])
})
