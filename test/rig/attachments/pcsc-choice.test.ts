import { describe, expect, test } from 'vitest'
import { choosePcscReader } from '../../../rigs/attachments/pcsc-choice.ts'

const PICC = 'ACS ACR1252 1S CL Reader PICC 00 00'
const SAM = 'ACS ACR1252 1S CL Reader SAM 01 00'

describe('choosePcscReader()', () => {
  test.for([
    ['nothing when there are none', [], {}, undefined],
    ['the first by name when nothing is wanted', [SAM, PICC], {}, { name: PICC, others: [SAM] }],
    ['what is wanted, in any case', [PICC, SAM], { wanted: 'sam' }, { name: SAM, others: [] }],
    ['nothing when nothing fits', [PICC, SAM], { wanted: 'Omnikey' }, undefined],
    ['the one used last', [PICC, SAM], { wanted: 'ACR1252', last: SAM }, { name: SAM, others: [] }],
    [
      'what is wanted when the one used last is gone',
      [PICC],
      { wanted: 'ACR1252', last: SAM },
      { name: PICC, others: [] },
    ],
    ['nothing else when nothing particular was wanted', [PICC], { last: SAM }, undefined],
  ] as const)('chooses %s', ([, names, wish, choice]) => {
    expect(choosePcscReader(names, wish)).toEqual(choice)
  })
})
