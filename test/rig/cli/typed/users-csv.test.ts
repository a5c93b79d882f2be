import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
  await rig.typed('config', 'load', 'office')
})
afterAll(() => rig[Symbol.asyncDispose]())

const written = (name: string, text: string): Promise<void> => writeFile(join(rig.folder, name), text)

describe('users import', () => {
  test('R125: shows each row with what is wrong, adds nobody with --dry-run, and exits with 2', async () => {
    await written('new.csv', 'Username;Password;Access code\r\nZoe;Secret-1-Pass;7531\r\nYan;Secret-2-Pass;7\r\n')
    const { code, printed } = await rig.run(['users', 'import', 'office', 'new.csv', '--dry-run'])
    expect(code).toBe(2)
    expect(printed.join('\n').split('\n')).toEqual([
      'line  user  groups  row    remarks',
      '2     Zoe           new',
      '3     Yan           error  CODE_INVALID: Access code: An access code has 2 to 8 digits and nothing else.',
      '2 rows (UTF-8, semicolons), 1 can be added or changed, 1 cannot.',
    ])
    expect(printed.join('\n')).not.toContain('Secret')
    expect(await rig.typed('user', 'list', 'office')).not.toContain('Zoe')
  })

  test('R126: adds the one user whose row was asked for', async () => {
    const { code, printed } = await rig.run(['users', 'import', 'office', 'new.csv', '--row', '2'])
    expect(code).toBe(0)
    expect(printed.join('\n')).toMatch(
      /Added 1 user\. In the open document; takes effect with: npx loxrig config save office$/,
    )
    expect(await rig.typed('user', 'list', 'office')).toContain('Zoe')
  })

  test('a row that cannot be added, and a file that is none, are refused with a code', async () => {
    const refused = async (...words: string[]) =>
      (await rig.run(['users', 'import', 'office', ...words])).told.join('\n')
    expect(await refused('new.csv', '--row', '3')).toContain('INVALID: line 3 cannot be added: CODE_INVALID')
    await written('other.csv', 'Firm\r\nx\r\n')
    expect(await refused('other.csv')).toContain('CSV_INVALID: its first line names no column Username')
    expect(await refused('absent.csv')).toContain('FILE_UNREADABLE')
    expect(await refused('new.csv', '--config', '12.0')).toContain('CONFIG_TOO_OLD')
    await written('large.csv', 'x'.repeat(10 * 1024 * 1024 + 1))
    expect(await refused('large.csv')).toContain('CSV_TOO_LARGE')
  })

  test('sums up rows of which nothing is to be said', async () => {
    await written('many.csv', `Username\n${Array.from({ length: 1_023 }, (_, at) => `many ${at}\n`).join('')}`)
    const said = await rig.typed('users', 'import', 'office', 'many.csv', '--dry-run')
    expect(said.split('\n')).toHaveLength(23)
    expect(said).toContain('… and 1,003 more rows of which nothing is to be said')
  })
})

describe('users export and template', () => {
  test('R129: an export goes into a new file for its owner’s eyes only, and merged it changes nothing', async () => {
    expect(await rig.typed('users', 'export', 'office', '--out', 'users.csv', '--language', 'de')).toMatch(
      /^Exported \d+ users of office into users\.csv\.$/,
    )
    expect((await stat(join(rig.folder, 'users.csv'))).mode & 0o777).toBe(0o600)
    expect((await rig.run(['users', 'export', 'office', '--out', 'users.csv'])).told.join('\n')).toContain(
      'FILE_UNREADABLE',
    )
    const before = await rig.typed('config', 'diff', 'office')
    expect(await rig.typed('users', 'import', 'office', 'users.csv', '--merge')).toContain('Added 0 users, changed ')
    expect(await rig.typed('config', 'diff', 'office')).toBe(before)
  })

  test('R123: a template is printed as it would be in a file', async () => {
    await rig.typed('users', 'template', '--out', 'template.csv')
    const file = await readFile(join(rig.folder, 'template.csv'), 'utf8')
    expect(file).toMatch(/^\ufeffUsername;Description;.*\r\n$/)
    expect(`${await rig.typed('users', 'template')}\n`).toBe(file)
  })
})
