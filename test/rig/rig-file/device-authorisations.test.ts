import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { loadRigFile, parseRigFile } from '../../../rigs/rig-file/read.ts'
import { hash } from '../../domain/program/a-program.ts'

const RIG = `version: 1
rig: small
credentials:
  house-card: { tag: 04:c1:c2:c3 }
  button: { ibutton: 01.AB.89.67.45.23.01.79 }
sites:
  home:
    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
    program:
      users:
        Anna: { code: "471147" }
      controls:
        Front Door:
          kind: authentication-nfc-code-touch
          reader: front-door
          outputs: { 1: Door, 3: Gate }
          codes:
            Post: { code: "4711" }
            Once: { code: "0815", once: true, outputs: [3] }
            Week: { code: "12", validFrom: "2026-10-20T00:00:00Z", validUntil: "2026-10-27T00:00:00Z" }
            Off: { active: false }
          tags:
            House: { tag: house-card, standardOutput: 3 }
`

describe('codes and tags of a keypad in a rig file', () => {
  test('§3.6.1: become those of the program, digits as a digest', () => {
    const { rig, faults } = parseRigFile(RIG, 'rig.yaml')
    expect(faults).toEqual([])
    if (rig === undefined) throw new TypeError('no rig')
    const tools = { hash, random: (bytes: number) => '0'.repeat(2 * bytes), codeDigest: (code: string) => `d${code}` }
    const all = [...buildProgram(rig, 'home', tools).program.deviceAuthorisations.values()]
    expect(all.map(({ uuid: _uuid, ...rest }) => rest)).toEqual([
      { ...code('Post', 'permanent'), digest: 'd4711' },
      { ...code('Once', 'one-time'), outputs: 0b100, standardOutput: 3, digest: 'd0815' },
      { ...code('Week', 'timespan'), fromMs: Date.UTC(2026, 9, 20), toMs: Date.UTC(2026, 9, 27), digest: 'd12' },
      { ...code('Off', 'deactivated'), isActive: false },
      { kind: 'tag', name: 'House', reader: 'front-door', outputs: 0b101, standardOutput: 3, id: '04 C1 C2 C3' },
    ])
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length)
  })

  test.for<[string, string, string]>([
    ['Post: { code: "4711" }', 'Post: { code: "471147" }', 'NAME_TAKEN'],
    ['Post: { code: "4711" }', 'Post: { code: "0815" }', 'NAME_TAKEN'],
    ['Post: { code: "4711" }', 'Post: { code: "4" }', 'INVALID_VALUE'],
    ['Post: { code: "4711" }', 'Post: { code: "4711", outputs: [2] }', 'NOT_FOUND'],
    ['Post: { code: "4711" }', 'Post: { code: "4711", outputs: [1], standardOutput: 3 }', 'INVALID_VALUE'],
    ['Post: { code: "4711" }', 'ONCE: { code: "4711" }', 'NAME_TAKEN'],
    ['once: true', 'once: true, validUntil: "2026-10-27T00:00:00Z"', 'INVALID_VALUE'],
    ['validUntil: "2026-10-27T00:00:00Z"', 'validUntil: "2026-10-19T00:00:00Z"', 'INVALID_VALUE'],
    ['tag: house-card', 'tag: button', 'INVALID_VALUE'],
    ['tag: house-card', 'tag: nobodys-card', 'NOT_FOUND'],
    ['House: {', 'Other: { tag: 04 C1 C2 C3 }\n            House: {', 'NAME_TAKEN'],
    ['{ tag: 04:c1:c2:c3 }', '{ ibutton: 01.AB.89.67.45.23.01.79, encryptable: true }', 'INVALID_VALUE'],
  ])('%s as %s is %s', ([piece, replacement, code]) => {
    const { faults } = parseRigFile(RIG.replace(piece, replacement), 'rig.yaml')
    expect(faults.map((fault) => fault.code)).toContain(code)
  })

  test('digits may stand in the secrets file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'loxrig-codes-'))
    const secrets = 'codes:\n  home:\n    front door:\n      POST: "4711"\n'
    writeFileSync(
      join(folder, 'rig.yaml'),
      RIG.replace('Post: { code: "4711" }', 'Post: {}').replace('credentials:', 'secrets: secrets.yaml\ncredentials:'),
    )
    writeFileSync(join(folder, 'secrets.yaml'), secrets)
    chmodSync(join(folder, 'secrets.yaml'), 0o600)
    const block = loadRigFile(join(folder, 'rig.yaml')).sites.home?.program?.controls?.['Front Door']
    expect(block).toMatchObject({ codes: { Post: { code: '4711' } } })
    writeFileSync(join(folder, 'secrets.yaml'), secrets.replace('POST', 'Nobody'))
    expect(() => loadRigFile(join(folder, 'rig.yaml'))).toThrow(/no such code/)
  })
})

function code(name: string, type: string) {
  return { kind: 'code', name, reader: 'front-door', outputs: 0b101, standardOutput: 1, isActive: true, type }
}
