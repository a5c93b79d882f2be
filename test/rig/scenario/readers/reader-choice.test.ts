import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../../../rigs/attachments/attach-declared.ts'
import { readerAddress } from '../../../../rigs/control/addresses.ts'
import { chosenReaders, nameOf, withSources } from '../../../../rigs/scenario/readers/chosen-readers.ts'
import { readerChoice } from '../../../../rigs/scenario/readers/reader-choice.ts'
import { twoSitesFile } from '../../../helpers/two-sites.ts'

const DOOR = 'home/front-door'

describe('readerChoice()', () => {
  test.for([
    ['home/front-door=simulated', { kind: 'simulated' }],
    ['home/front-door=pcsc', { kind: 'pcsc' }],
    ['home/front-door=pcsc:ACS ACR122U', { kind: 'pcsc', reader: 'ACS ACR122U' }],
    ['home/front-door=serial:/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
    ['Home/Front-Door = pty', { kind: 'pty' }],
    ['home/front-door=vpcd', { kind: 'vpcd', port: 35963, slot: '00 00' }],
    ['home/front-door=vpcd:4000', { kind: 'vpcd', port: 4000, slot: '00 00' }],
    ['home/front-door={ kind: vpcd, slot: 00 01 }', { kind: 'vpcd', port: 35963, slot: '00 01' }],
    ['home/front-door={ kind: pcsc, serial: 70D7E2EE }', { kind: 'pcsc', serial: '70D7E2EE' }],
  ] as const)('reads %s', ([text, source]) => {
    expect(readerChoice(text)).toEqual({ reader: DOOR, source, text })
  })

  test.for([
    ['home/front-door', 'write READER=SOURCE'],
    ['=pcsc', 'write READER=SOURCE'],
    ['home/front-door=', 'write READER=SOURCE'],
    [
      'home/front-door=pscs',
      'there is no source pscs; there are simulated, pcsc, serial, pty, vpcd. Did you mean "pcsc"?',
    ],
    ['home/front-door=constructor', 'there is no source constructor'],
    ['home/front-door=pty:3', 'nothing can stand behind pty:'],
    ['home/front-door=vpcd:many', 'port'],
    ['home/front-door=serial', 'has either "path" or "usb"'],
    ['home/front-door={ kind: pcsc, nam: x }', 'nam'],
    ['home/front-door={ kind: [ }', 'is no YAML'],
  ])('refuses %s', ([text = '', sentence = '']) => {
    expect(() => readerChoice(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
    expect(() => readerChoice(text)).toThrow(sentence)
  })
})

describe('chosenReaders()', () => {
  const rig = twoSitesFile()
  const chosen = (file: typeof rig, ...texts: string[]) =>
    chosenReaders(file, texts.map(readerChoice)).map(({ address, source }) => [nameOf(address), source.kind])

  test('has what the rig file says, and what was chosen in its place', () => {
    expect(chosen(rig)).toEqual([])
    expect(chosen(rig, 'home/front-door=pty')).toEqual([[DOOR, 'pty']])
    const real = withSources(rig, new Map([[DOOR, { kind: 'pcsc', reader: 'ACR122' }]]))
    expect(chosen(real)).toEqual([[DOOR, 'pcsc']])
    expect(chosen(real, 'home/front-door=simulated', 'home/side-door=pty')).toEqual([['home/side-door', 'pty']])
  })

  test.for([
    ['NOT_FOUND', ['home/frnt-door=pty']],
    ['USAGE', ['home/front-door=pty', 'HOME/front-door=vpcd']],
    ['UNSUPPORTED', ['home/side-door=vpcd']],
    ['UNSUPPORTED', ['home/side-door=pcsc']],
  ] as const)('refuses with %s %s', ([code, texts]) => {
    expect(() => chosen(rig, ...texts)).toThrow(expect.objectContaining({ code }))
  })
})

test('withSources() puts real readers at their places, and simulated ones at all others', () => {
  const source = { kind: 'serial', path: '/dev/ttyUSB0' } as const
  const rig = twoSitesFile()
  const sources = (file: typeof rig) =>
    [DOOR, 'home/side-door', 'office/front-door'].map((name) => sourceOf(file, readerAddress(file, name)))
  const real = withSources(rig, new Map([['home/side-door', source]]))
  expect(sources(real)).toEqual([undefined, source, undefined])
  expect(sources(withSources(real, new Map([[DOOR, source]])))).toEqual([source, undefined, undefined])
  expect(sources(rig)).toEqual([undefined, undefined, undefined])
})

test('withSources() gives places that share one description in the YAML a source each', () => {
  const rig = twoSitesFile()
  const { home, office } = rig.sites
  if (home === undefined || office === undefined) throw new TypeError('two sites')
  const shared = { ...rig, sites: { home, office: { ...office, devices: home.devices } } }
  const [one, other] = ['/dev/ttyUSB0', '/dev/ttyUSB1'].map((path) => ({ kind: 'serial', path }) as const)
  if (one === undefined || other === undefined) throw new TypeError('two sources')
  const real = withSources(
    shared,
    new Map([
      [DOOR, one],
      ['office/front-door', other],
    ]),
  )
  expect([DOOR, 'office/front-door'].map((name) => sourceOf(real, readerAddress(real, name)))).toEqual([one, other])
  expect(sourceOf(shared, readerAddress(shared, DOOR))).toBeUndefined()
})
