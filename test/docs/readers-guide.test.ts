import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../rigs/attachments/attach-declared.ts'
import { readersOf } from '../../rigs/control/addresses.ts'
import { parseRigFile } from '../../rigs/rig-file/read.ts'

const GUIDE = readFileSync('docs/guide/readers.md', 'utf8')

describe('the guide to readers', () => {
  test('shows an external reader on a serial port as a rig file has it', () => {
    const rigs = [...GUIDE.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text).filter(isRigOfFingers)
    expect(rigs).toHaveLength(1)
    const { rig, faults, lints } = parseRigFile(`version: 1\nrig: guide\n${rigs[0]}`, 'guide.yaml')
    expect([faults, lints.map(({ code }) => code)]).toEqual([[], []])
    if (rig === undefined) throw new TypeError('no rig')
    const [reader] = readersOf(rig)
    expect(reader).toMatchObject({ site: 'house', reader: 'fingerprint', kind: 'external-reader' })
    expect(reader && sourceOf(rig, reader)).toEqual({
      ...{ kind: 'serial', usb: { serialNumber: 'A50285BI' }, baudRate: 19_200 },
      line: { encoding: 'text', prefix: 'FINGER=' },
    })
  })
})

function isRigOfFingers(text: string): boolean {
  return text.includes('kind: external-reader')
}
