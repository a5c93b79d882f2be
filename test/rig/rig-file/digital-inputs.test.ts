import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { loadRigFile, parseRigFile } from '../../../rigs/rig-file/read.ts'
import { nfcInputsOf } from '../../../sim/domain/program/nfc-inputs.ts'
import { hash } from '../../domain/program/a-program.ts'

const RIG = `version: 1
rig: small
credentials:
  house-card: { tag: 04:c1:c2:c3 }
  light-tag: { tag: 04 D1 D2 D3 }
  button: { ibutton: 01.AB.89.67.45.23.01.79 }
sites:
  home:
    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
      hall: { kind: nfc-code-touch }
      wire: { kind: one-wire-extension, readers: { side-door: {} } }
    program:
      users:
        Anna: { code: "471147" }
      controls:
        Front Door:
          kind: authentication-nfc-code-touch
          reader: front-door
          outputs: { 1: Door }
          codes:
            Post: { code: "4711" }
          tags:
            House: { tag: house-card }
        Light Tag: { kind: nfc-tag-input, reader: front-door, tag: light-tag }
        Light Code: { kind: nfc-code-input, reader: hall, code: "0815" }
        Light: { kind: info-only-digital }
      wiring:
        - { from: Light Tag.O, to: Light.I }
`

function builtFrom(text: string) {
  const { rig, faults } = parseRigFile(text, 'rig.yaml')
  expect(faults).toEqual([])
  if (rig === undefined) throw new TypeError('no rig')
  const tools = { hash, random: (bytes: number) => '0'.repeat(2 * bytes), codeDigest: (code: string) => `d${code}` }
  return buildProgram(rig, 'home', tools).program
}

describe('input tags and input codes in a rig file', () => {
  test('§3.6.1: become controls of the program, digits as a digest, with a wire from O', () => {
    const program = builtFrom(RIG)
    expect(nfcInputsOf(program).map(({ uuid: _uuid, ...rest }) => rest)).toEqual([
      { kind: 'nfc-tag-input', name: 'Light Tag', reader: 'front-door', id: '04 D1 D2 D3' },
      { kind: 'nfc-code-input', name: 'Light Code', reader: 'hall', digest: 'd0815' },
    ])
    expect([...program.wiring.values()].map(({ from }) => from.terminal)).toEqual(['O'])
  })

  test.for<[string, string, string, number]>([
    ['reader: hall', 'reader: nowhere', 'NOT_FOUND', 27],
    ['reader: hall', 'reader: wire', 'NOT_FOUND', 27],
    ['reader: hall', 'reader: side-door', 'NOT_FOUND', 27],
    ['code: "0815"', 'code: "471147"', 'NAME_TAKEN', 27],
    ['reader: hall, code: "0815"', 'reader: front-door, code: "4711"', 'NAME_TAKEN', 27],
    ['code: "0815"', 'code: "8"', 'INVALID_VALUE', 27],
    ['tag: light-tag', 'tag: house-card', 'NAME_TAKEN', 26],
    ['tag: light-tag', 'tag: 04 C1 C2 C3', 'NAME_TAKEN', 26],
    ['tag: light-tag', 'tag: button', 'INVALID_VALUE', 26],
    ['tag: light-tag', 'tag: nobodys-tag', 'NOT_FOUND', 26],
    ['from: Light Tag.O,', 'from: Light Tag.O1,', 'NOT_FOUND', 30],
  ])('%s as %s is %s', ([piece, replacement, code, line]) => {
    const { faults } = parseRigFile(RIG.replace(piece, replacement), 'rig.yaml')
    expect(faults.map((fault) => [fault.code, fault.line])).toEqual([[code, line]])
  })

  test('§3.6.1: twice at one keypad is a fault, at two keypads none', () => {
    const twice = (kind: string, reader: string, what: string) =>
      RIG.replace('        Light: {', `        Again: { kind: ${kind}, reader: ${reader}, ${what} }\n        Light: {`)
    const codesIn = (text: string) => parseRigFile(text, 'rig.yaml').faults.map(({ code }) => code)
    expect(codesIn(twice('nfc-tag-input', 'front-door', 'tag: light-tag'))).toEqual(['NAME_TAKEN'])
    expect(codesIn(twice('nfc-tag-input', 'hall', 'tag: light-tag'))).toEqual([])
    expect(codesIn(twice('nfc-code-input', 'hall', 'code: "0815"'))).toEqual(['NAME_TAKEN'])
    expect(codesIn(twice('nfc-code-input', 'front-door', 'code: "0815"'))).toEqual([])
    expect(codesIn(twice('nfc-tag-input', 'hall', 'tag: house-card'))).toEqual([])
  })

  test('digits may stand in the secrets file, and are nobody’s where there is no such input', () => {
    const folder = mkdtempSync(join(tmpdir(), 'loxrig-inputs-'))
    const rig = RIG.replace(', code: "0815"', '').replace('credentials:', 'secrets: secrets.yaml\ncredentials:')
    writeFileSync(join(folder, 'rig.yaml'), rig)
    const write = (text: string) => {
      writeFileSync(join(folder, 'secrets.yaml'), text)
      chmodSync(join(folder, 'secrets.yaml'), 0o600)
    }
    write('codes:\n  home:\n    LIGHT code: "0815"\n')
    const input = loadRigFile(join(folder, 'rig.yaml')).sites.home?.program?.controls?.['Light Code']
    expect(input).toMatchObject({ kind: 'nfc-code-input', code: '0815' })
    write('codes:\n  home:\n    Dark Code: "0815"\n')
    expect(() => loadRigFile(join(folder, 'rig.yaml'))).toThrow(/NOT_FOUND|no such code/)
  })
})
