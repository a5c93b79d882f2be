import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { choosePcscReader, sourceOfPcscReader, wishText } from '../../../rigs/attachments/pcsc-choice.ts'
import { sourceText } from '../../../rigs/attachments/source-line.ts'

const PICC = 'ACS ACR1252 1S CL Reader PICC 00 00'
const SAM = 'ACS ACR1252 1S CL Reader SAM 01 00'
const ONE = 'Gemalto PC Twin Reader (70D7E2EE) 00 00'
const OTHER = 'Gemalto PC Twin Reader (80A1) 01 00'

const RECORDED: readonly { readonly name: string; readonly source: string }[] = JSON.parse(
  readFileSync('fixtures/readers/pcsc-readers.json', 'utf8'),
)
const NAMES = RECORDED.map(({ name }) => name)

describe('choosePcscReader()', () => {
  test.for([
    ['nothing when there are none', [], {}, undefined],
    ['the first by name when nothing is wanted', [SAM, PICC], {}, { name: PICC, others: [SAM] }],
    ['what is wanted, in any case', [PICC, SAM], { wanted: { reader: 'sam' } }, { name: SAM, others: [] }],
    ['nothing when nothing fits', [PICC, SAM], { wanted: { reader: 'Omnikey' } }, undefined],
    ['by serial number, in any case', [ONE, OTHER], { wanted: { serial: '80a1' } }, { name: OTHER, others: [] }],
    ['nothing by half a serial number', [ONE, OTHER], { wanted: { serial: '80' } }, undefined],
    ['by slot', [ONE, OTHER], { wanted: { slot: '01 00' } }, { name: OTHER, others: [] }],
    [
      'by all that is said',
      [PICC, SAM, ONE],
      { wanted: { reader: 'ACR1252', slot: '00 00' } },
      { name: PICC, others: [] },
    ],
    ['the one used last', [PICC, SAM], { wanted: { reader: 'ACR1252' }, last: SAM }, { name: SAM, others: [] }],
    [
      'what is wanted when the one used last is gone',
      [PICC],
      { wanted: { reader: 'ACR1252' }, last: SAM },
      { name: PICC, others: [] },
    ],
    [
      'nothing that was there beside the one used last',
      [PICC],
      { wanted: { reader: 'ACR1252' }, last: SAM, beside: new Set([PICC]) },
      undefined,
    ],
    ['nothing else when nothing particular was wanted', [PICC], { last: SAM }, undefined],
  ] as const)('chooses %s', ([, names, wish, choice]) => {
    expect(choosePcscReader(names, wish)).toEqual(choice)
  })
})

describe('the source that means a reader', () => {
  test.for(RECORDED)('$name is $source', ({ name, source }) => {
    expect(sourceText(sourceOfPcscReader(name, NAMES))).toBe(source)
  })

  test('is the whole name where that is of no known shape', () => {
    expect(sourceOfPcscReader('Yubico', ['Yubico', 'Yubico 5'])).toEqual({ kind: 'pcsc', reader: 'Yubico' })
  })
})

test('a wish is put into words', () => {
  expect(wishText({ reader: 'ACR', serial: '7', slot: '00 01' })).toBe(
    'whose name contains "ACR", with the serial number 7, at slot 00 01',
  )
})
