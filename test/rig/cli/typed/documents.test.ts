import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const CLEA =
  'user Clea: USER_WITHOUT_DOOR: Clea may open no door, whatever the time. Allow a door, or take back what opens none.'

const diff = (): Promise<string> => rig.typed('config', 'diff', 'office')

describe('config load', () => {
  test('says how many edits of the document before it go, because nobody saved them', async () => {
    const load = (...more: string[]) => rig.typed('config', 'load', 'office', ...more)
    expect(await load()).toMatch(/^Loaded document config of office, revision \d+\.$/)
    await rig.typed('group', 'add', 'office', 'Guests')
    expect(await load('--as', 'other')).toMatch(/revision \d+\.$/)
    expect(await load()).toMatch(/revision \d+\. One edit that was not saved is gone\.$/)
    await rig.typed('group', 'add', 'office', 'Guests')
    await rig.typed('group', 'add', 'office', 'Visitors')
    expect(await rig.json('config', 'load', 'office')).toMatchObject({ edits: 0, lostEdits: 2 })
    await rig.typed('group', 'add', 'office', 'Guests')
    await rig.typed('group', 'delete', 'office', 'Guests')
    expect(await load()).toMatch(/ 2 edits that were not saved are gone\.$/)
    await rig.typed('config', 'discard', 'office', '--as', 'other')
  })
})

describe('config diff', () => {
  test('says that a document changes nothing, and ends with 0 even with --exit-code', async () => {
    await rig.typed('config', 'load', 'office')
    expect(await diff()).toMatch(/^Document config of office changes nothing of revision \d+\.$/)
    expect((await rig.run(['config', 'diff', 'office', '--exit-code'])).code).toBe(0)
  })

  test('R151: says line by line what a save will change, which is not effective before', async () => {
    await rig.typed('group', 'add', 'office', 'Children')
    await rig.run(
      ['user', 'add', 'office', 'Kim', '--group', 'Children', '--password', '-', '--code', '-'],
      ['Kims-Secret-1', '2468'],
    )
    await rig.typed('grant', 'group:Children', 'office/room:Board Room', '--scope', 'internal')
    await rig.typed('grant', 'group:Children', 'office/access:Front Door', '--schedule', 'Office Hours')
    await rig.typed('user', 'edit', 'office', 'Olga', '--add-tag', '04 99 99 99', '--phone', '+43 1')
    await rig.typed('group', 'delete', 'office', 'Cleaning')
    await rig.typed('calendar', 'delete', 'office', 'Christmas Eve')
    await rig.typed('schedule', 'edit', 'office', 'Office Hours', 'mon-fri 07:00-18:00')
    const said = await diff()
    expect(said.split('\n')).toEqual([
      '~ user Olga: tags olga-card → olga-card, tag 1; phone none → +43 1',
      '~ user Clea: groups Cleaning → none',
      '+ user Kim: password set; access code set; status enabled; groups Children',
      '+ group Children',
      '- group Cleaning',
      '+ permission group:Children room:Board Room: allow internal',
      '+ permission group:Children access:Front Door: allow yes; schedule Office Hours',
      '- permission group:Cleaning access:Front Door',
      '~ access schedule Office Hours: entries mon-fri 08:00-17:00, Holiday 09:00-12:00 → mon-fri 07:00-18:00',
      '- calendar entry Christmas Eve',
      '',
      `! new ${CLEA}`,
    ])
    expect(said).not.toMatch(/Kims-Secret|2468|99 99|[0-9A-F]{20}/)
    expect((await rig.run(['config', 'diff', 'office', '--exit-code'])).code).toBe(1)
    expect((await rig.run(['explain', 'Kim', 'office/room:Board Room'])).told[0]).toMatch(/^NOT_FOUND: /)
    await rig.typed('config', 'save', 'office')
    expect(await diff()).toContain('changes nothing')
    expect(await rig.typed('explain', 'Kim', 'office/room:Board Room')).toMatch(/^granted /)
  })

  test('tells of lints which a document brings, which with --strict are worth a 1, until they are mended', async () => {
    expect((await diff()).split('\n').slice(1)).toEqual(['', `! ${CLEA}`])
    expect((await rig.run(['config', 'diff', 'office', '--strict'])).code).toBe(0)
    await rig.typed('group', 'members', 'office', 'Accounting', '--add', 'group:Staff')
    expect((await diff()).split('\n').filter((line) => line.startsWith('!'))).toEqual([
      expect.stringMatching(/^! new group Staff: GROUP_CYCLE: /),
      expect.stringMatching(/^! new group Accounting: GROUP_CYCLE: /),
      `! ${CLEA}`,
    ])
    expect((await rig.run(['config', 'diff', 'office', '--strict'])).code).toBe(1)
    expect(await rig.json('config', 'diff', 'office')).toMatchObject({
      lints: [{ code: 'GROUP_CYCLE', isNew: true }, { isNew: true }, { about: 'user Clea', isNew: false }],
    })
    await rig.typed('config', 'load', 'office')
    await rig.typed('grant', 'Clea', 'office/access:Front Door')
    expect(await diff()).toBe('+ permission Clea access:Front Door: allow yes')
    await rig.typed('config', 'save', 'office')
  })

  test('a new name of a group is one change, not one of everybody in it', async () => {
    await rig.typed('group', 'edit', 'office', 'Accounting', '--name', 'Finance')
    expect(await diff()).toBe('~ group Accounting: name Accounting → Finance')
    await rig.typed('config', 'load', 'office')
  })

  test('a password that becomes another is a change of which no more is told', async () => {
    await rig.typed('user', 'edit', 'office', 'Olga', '--password', 'Another-Secret-2')
    expect(await diff()).toBe('~ user Olga: password set → another')
    await rig.typed('config', 'load', 'office')
  })

  test('of a stale document says as well what it would undo of what runs now', async () => {
    await rig.typed('user', 'edit', 'office', 'Paul', '--department', 'Books')
    await rig.typed('user', 'disable', 'office', 'Petra', '--app')
    // What is switched is no part of a document (P-114).
    await rig.typed('mode', 'set', 'office', 'Holiday', 'on')
    expect((await diff()).split('\n')).toEqual([
      '~ user Paul: department none → Books',
      '',
      expect.stringMatching(/^The document is stale: office runs revision \d+\. Of that it would change:$/),
      '~ user Paul: department none → Books',
      expect.stringMatching(/^~ user Petra: status disabled → enabled from /),
    ])
    expect((await rig.run(['config', 'save', 'office'])).told[0]).toMatch(/^STALE_DOCUMENT: /)
    expect(await rig.json('config', 'diff', 'office')).toMatchObject({
      changes: [{ change: 'changed', kind: 'user', name: 'Paul', fields: [{ field: 'department', after: 'Books' }] }],
      againstRunning: [{ name: 'Paul' }, { name: 'Petra' }],
    })
  })
})

describe('config backup and restore', () => {
  const groups = (): Promise<string> => rig.typed('group', 'list', 'office', '--app')

  test('R92: a program is backed up for its owner’s eyes only, and runs again when it is restored', async () => {
    await rig.typed('config', 'backup', 'office', 'office.backup')
    const path = join(rig.folder, 'office.backup')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await rig.typed('group', 'add', 'office', 'Later', '--app')
    expect(await groups()).toContain('Later')
    expect(await rig.typed('config', 'restore', 'office', 'office.backup')).toMatch(
      /^office runs the program of office/,
    )
    expect(await groups()).not.toContain('Later')
  })

  test('an existing file is not written over, and a torn one not restored', async () => {
    const again = await rig.run(['config', 'backup', 'office', 'office.backup'])
    expect(again.told[0]).toMatch(/^FILE_UNREADABLE: .* is there already/)
    const text = await readFile(join(rig.folder, 'office.backup'), 'utf8')
    await writeFile(join(rig.folder, 'torn.backup'), text.replace('Olga', 'Olgb'))
    expect((await rig.run(['config', 'restore', 'office', 'torn.backup'])).told[0]).toMatch(/^INVALID: .*digest/)
    expect((await rig.run(['config', 'restore', 'office', 'no.backup'])).told[0]).toMatch(/^FILE_UNREADABLE: /)
  })
})
