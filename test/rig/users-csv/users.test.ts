import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
const FILE = base64(
  'Username;User groups;Access code;E-mail\r\nAnn;Family;4711;a@b\r\nBob;Ghosts;4712;\r\nHugo;;4713;h@b\r\nEve;;4714;\r\n',
)

describe('users-import', () => {
  test('R125, R126, R169: a file is previewed, then one user of it is added, then all that can be', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    const preview = await client.call('users-preview', { site: 'home', file: FILE })
    expect(preview.rows.map(({ line, user, ok, errors }) => [line, user, ok, errors.map(({ code }) => code)])).toEqual([
      [2, 'Ann', true, []],
      [3, 'Bob', false, ['GROUP_NOT_FOUND']],
      [4, 'Hugo', false, ['NAME_TAKEN']],
      [5, 'Eve', true, []],
    ])
    const names = async () => (await client.call('user-list', { site: 'home' })).users.map(({ user }) => user)
    expect(await names()).not.toContain('Ann')

    await expect(client.call('users-import', { site: 'home', file: FILE, lines: [5] })).resolves.toMatchObject({
      added: 1,
    })
    expect(await names()).toContain('Eve')
    expect(await names()).not.toContain('Ann')
    const rest = await client.call('users-import', { site: 'home', file: FILE })
    expect([rest.added, rest.updated]).toEqual([1, 0])
    expect(await names()).toContain('Ann')
  })

  test('R127, R128: who was added is in the document at once, and in the Miniserver after the save', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    await client.call('users-import', { site: 'home', file: FILE, createGroups: true, merge: true })
    const running = async () => (await client.call('user-list', { site: 'home', app: true })).users
    expect((await running()).map(({ user }) => user)).not.toContain('Ann')
    await client.call('config-save', { site: 'home' })
    const ann = (await running()).find(({ user }) => user === 'Ann')
    expect(ann).toMatchObject({ groups: ['Family'], code: true, profile: { email: 'a@b' } })
    const groups = await client.call('group-list', { site: 'home', app: true })
    expect(groups.groups.map(({ group }) => group)).toContain('Ghosts')
  })

  test('a row that was asked for and cannot be added leaves the document as it was', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    const asked = (lines: number[]) => client.call('users-import', { site: 'home', file: FILE, lines })
    await expect(asked([2, 3])).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('GROUP_NOT_FOUND'),
    })
    await expect(asked([2, 9])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await client.call('config-list', {})).documents).toMatchObject([{ edits: 0 }])
  })

  test('R121: with a Loxone Config before 12.1 there is no import and no export', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    for (const config of ['12.0.9', '9', '11.3']) {
      const refusal = { code: 'CONFIG_TOO_OLD' }
      await expect(client.call('users-preview', { site: 'home', file: FILE, config })).rejects.toMatchObject(refusal)
      await expect(client.call('users-export', { site: 'home', config })).rejects.toMatchObject(refusal)
    }
    await expect(client.call('users-preview', { site: 'home', file: FILE, config: '12.1' })).resolves.toBeDefined()
  })

  test('only an administrator puts users into a group of administrators', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    const file = base64('Username;User groups\r\nAnn;Full Access\r\n')
    const [row] = (await client.call('users-preview', { site: 'home', file, caller: { user: 'Hugo', password: 'x' } }))
      .rows
    expect(row?.errors.map(({ code }) => code)).toEqual(['ADMINISTRATORS_ONLY'])
    expect((await client.call('users-preview', { site: 'home', file })).rows[0]?.ok).toBe(true)
  })

  test('R122, C87: 10,000 users of a file in Windows-1252 with mistakes are added in one go, saved and exported', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    const answer = await client.call('users-import', { site: 'home', file: base64(readFileSync('fixtures/users.csv')) })
    expect(answer).toMatchObject({ encoding: 'Windows-1252', delimiter: ';', added: 9_994 })
    const wrong = answer.rows
      .filter(({ ok }) => !ok)
      .map(({ line, errors }) => [line, ...errors.map(({ code }) => code)])
    expect(wrong).toEqual([
      [18, 'DUPLICATE'],
      [31, 'CODE_INVALID'],
      [56, 'TIME_GAP'],
      [68, 'DUPLICATE'],
      [81, 'STATUS_UNKNOWN'],
      [92, 'NAME_MISSING'],
    ])
    await client.call('config-save', { site: 'home' })
    const { users, file } = await client.call('users-export', { site: 'home', app: true })
    expect(users).toBeGreaterThan(9_994)
    expect(file).toContain('user00042;;Özlem;')
    expect(file).toContain(`"'=HYPERLINK(""http://example.org"";""x"")"`)
  })
})

describe('users-export', () => {
  test('R129: writes who is there in either language, and no secret', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'home' })
    const secrets = { password: 'Secret-Pass-1', visuPassword: 'Secret-Visu-1', code: '90817263' }
    await client.call('user-add', { site: 'home', name: 'Zoë', tags: ['green-card'], ...secrets })
    const { file, document } = await client.call('users-export', { site: 'home', language: 'de' })
    expect(document).toBe('config')
    expect(file.startsWith('\ufeffBenutzername;Beschreibung;')).toBe(true)
    expect(file).toMatch(/\r\nZoë;.*;aktiviert;.*green-card/)
    const { users } = await client.call('user-list', { site: 'home' })
    expect(file.trimEnd().split('\r\n')).toHaveLength(users.length + 1)
    for (const secret of [...Object.values(secrets), 'Kennwort', 'Zutrittscode']) expect(file).not.toContain(secret)
  })
})

test('R123, R168: a template is given in either language', async () => {
  const { client } = await aLab({ trusts: false })
  expect((await client.call('users-template', {})).file).toMatch(/^\ufeffUsername;.*;Access code;.*\r\n$/)
  expect((await client.call('users-template', { language: 'de' })).file).toMatch(
    /^\ufeffBenutzername;.*;Zutrittscode;.*\r\n$/,
  )
})
