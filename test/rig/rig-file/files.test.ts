import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { loadRigFile, parseRigFile, readRigFile } from '../../../rigs/rig-file/read.ts'

const SMALL = readFileSync('fixtures/rigs/small.yaml', 'utf8')
const WITHOUT_SECRETS = SMALL.replace('credentials:', 'secrets: secrets.yaml\ncredentials:')
  .replace('  blue-card: { tag: 04 A1 B2 C3 }\n', '')
  .replace('password: annas-one, ', '')

/** A folder with these files in it, all readable by their owner only. */
function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-rig-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  return folder
}

function printed(folder: string): string[] {
  return readRigFile(join(folder, 'rig.yaml')).faults.map((fault) => printFault(fault).slice(folder.length + 1))
}

const SECRETS =
  'credentials:\n  blue-card: { tag: 04 A1 B2 C3 }\nusers:\n  office:\n    anna: { password: annas-one }\n'

test('secrets from a file only its owner may read are as if they stood in the rig file', () => {
  const folder = aFolder({ 'rig.yaml': WITHOUT_SECRETS, 'secrets.yaml': SECRETS })
  const { secrets, ...rig } = loadRigFile(join(folder, 'rig.yaml'))
  expect(secrets).toBe('secrets.yaml')
  expect(rig).toEqual(parseRigFile(SMALL, 'small.yaml').rig)
})

test('a secrets file that others may read is refused where it is named', () => {
  const folder = aFolder({ 'rig.yaml': WITHOUT_SECRETS, 'secrets.yaml': SECRETS })
  chmodSync(join(folder, 'secrets.yaml'), 0o640)
  expect(printed(folder)[0]).toMatch(/^rig\.yaml:3:10: SECRETS_MODE: .* run: chmod 600 /)
})

test('faults in a secrets file are placed in it and repeat no secret', () => {
  const faulty =
    'credentials:\n  blue-card: { tag: sesame }\n  blue-button: { tag: 04 A1 B2 C3 }\nusers:\n  office:\n    Anna: { password: 4711, pasword: one }\n    Zoe: { password: annas-one }\n'
  const folder = aFolder({ 'rig.yaml': WITHOUT_SECRETS, 'secrets.yaml': faulty })
  const faults = printed(folder)
  expect(faults.map((fault) => fault.split(': ', 2).join(': '))).toEqual([
    'secrets.yaml:2:21: TAG_INVALID',
    'secrets.yaml:3:3: NAME_TAKEN',
    'secrets.yaml:6:23: WRONG_TYPE',
    'secrets.yaml:6:29: UNKNOWN_KEY',
    'secrets.yaml:7:5: NOT_FOUND',
  ])
  expect(faults.join()).not.toMatch(/sesame|4711/)
})

test('a program may be a file of its own, and its faults are placed there', () => {
  const rig = `version: 1\nrig: r\nsites:\n  office:\n    miniserver: { serial: 504F94A00001, name: Office, timeZone: UTC }\n    program: office.yaml\n`
  const folder = aFolder({
    'rig.yaml': rig,
    'office.yaml': 'rooms: [Hall]\nusers:\n  Anna: { groups: [Staff] }\ncolour: red\n',
  })
  expect(printed(folder)).toEqual([
    'office.yaml:3:20: NOT_FOUND: There is no group "Staff".',
    expect.stringMatching(/^office\.yaml:4:1: UNKNOWN_KEY: /),
  ])
  writeFileSync(join(folder, 'office.yaml'), 'rooms: [Hall]\n')
  expect(loadRigFile(join(folder, 'rig.yaml')).sites.office?.program).toEqual({ rooms: ['Hall'] })
})

test('a file that is not there is a fault where it is named, or at the beginning', () => {
  const folder = aFolder({ 'rig.yaml': WITHOUT_SECRETS })
  expect(printed(folder)[0]).toMatch(/^rig\.yaml:3:10: FILE_UNREADABLE: .* is not there\.$/)
  expect(readRigFile(join(folder, 'no.yaml')).faults).toMatchObject([{ line: 1, column: 1, code: 'FILE_UNREADABLE' }])
  expect(readRigFile(folder).faults).toMatchObject([{ code: 'FILE_UNREADABLE' }])
})

test('loadRigFile() throws RIG_INVALID with every fault, one a line', () => {
  const path = 'fixtures/rigs/everything-wrong.yaml'
  const message = readRigFile(path).faults.map(printFault).join('\n')
  expect(() => loadRigFile(path)).toThrow(expect.objectContaining({ code: 'RIG_INVALID', message }))
})
