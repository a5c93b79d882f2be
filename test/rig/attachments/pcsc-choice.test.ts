import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fittingPcscReaders, severalText, sourceOfPcscReader, wishText } from '../../../rigs/attachments/pcsc-choice.ts'
import { sourceText } from '../../../rigs/attachments/source-line.ts'

const PICC = 'ACS ACR1252 1S CL Reader PICC 00 00'
const SAM = 'ACS ACR1252 1S CL Reader SAM 01 00'
const ONE = 'Gemalto PC Twin Reader (70D7E2EE) 00 00'
const OTHER = 'Gemalto PC Twin Reader (80A1) 01 00'

const LISTED: readonly { readonly name: string; readonly source: string }[] = JSON.parse(
  readFileSync('fixtures/readers/pcsc-readers.json', 'utf8'),
)
const NAMES = LISTED.map(({ name }) => name)

const ALIKE = ['Gemalto PC Twin Reader 00 00', 'Gemalto PC Twin Reader 01 00']
/** As Windows names two of a make. */
const COUNTED = ['ACS ACR122U PICC Interface', 'ACS ACR122U PICC Interface 1']

describe('fittingPcscReaders()', () => {
  test.for([
    ['none when there are none', [], {}, []],
    ['the only one when nothing is wanted', [PICC], {}, [PICC]],
    ['all of several when nothing is wanted, sorted', [SAM, PICC], {}, [PICC, SAM]],
    ['both of two alike', ALIKE, { wanted: { reader: 'twin' } }, ALIKE],
    ['one of two alike by its slot', ALIKE, { wanted: { reader: 'twin', slot: '01 00' } }, [ALIKE[1]]],
    ['the one that is called just so', COUNTED, { wanted: { reader: 'acs acr122u picc interface' } }, [COUNTED[0]]],
    ['what is wanted, in any case', [PICC, SAM], { wanted: { reader: 'sam' } }, [SAM]],
    ['none when nothing fits', [PICC, SAM], { wanted: { reader: 'Omnikey' } }, []],
    ['by serial number, in any case', [ONE, OTHER], { wanted: { serial: '80a1' } }, [OTHER]],
    ['none by half a serial number', [ONE, OTHER], { wanted: { serial: '80' } }, []],
    ['by slot', [ONE, OTHER], { wanted: { slot: '01 00' } }, [OTHER]],
    ['by all that is said', [PICC, SAM, ONE], { wanted: { reader: 'ACR1252', slot: '00 00' } }, [PICC]],
    ['the one used last', [PICC, SAM], { wanted: { reader: 'ACR1252' }, last: SAM }, [SAM]],
    ['what is wanted when the one used last is gone', [PICC], { wanted: { reader: 'ACR1252' }, last: SAM }, [PICC]],
    ['all that fit when the one used last is gone', ALIKE, { wanted: { reader: 'twin' }, last: SAM }, ALIKE],
    [
      'none that was there beside the one used last',
      [PICC],
      { wanted: { reader: 'ACR1252' }, last: SAM, beside: new Set([PICC]) },
      [],
    ],
    ['none else when nothing particular was wanted', [PICC], { last: SAM }, []],
  ] as const)('finds %s', ([, names, wish, fitting]) => {
    expect(fittingPcscReaders(names, wish)).toEqual(fitting)
  })

  test.for(LISTED)('finds $name alone by $source', ({ name }) => {
    expect(fittingPcscReaders(NAMES, { wanted: sourceOfPcscReader(name, NAMES) })).toEqual([name])
  })
})

test('two alike are told apart by their slots, in a sentence', () => {
  expect(severalText('home/front-door', { reader: 'Twin' }, ALIKE)).toBe(
    'home/front-door: there are 2 PC/SC readers whose name contains "Twin": Gemalto PC Twin Reader 00 00; Gemalto PC Twin Reader 01 00. Say which is meant: by --name, --serial or --slot of attach, in a rig file by { kind: pcsc, reader: Gemalto PC Twin Reader, slot: 00 00 } or { kind: pcsc, reader: Gemalto PC Twin Reader, slot: 01 00 }, or with a card: attach learn home/front-door.',
  )
})

describe('the source that means a reader', () => {
  test.for(LISTED)('$name is $source', ({ name, source }) => {
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
