import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
  await rig.typed('config', 'load', 'office')
})
afterAll(() => rig[Symbol.asyncDispose]())

const members = async (group: string): Promise<string[]> =>
  (await rig.typed('group', 'members', 'office', group)).split('\n')

describe('users and groups in a document', () => {
  test('R69, R136: are made first, by their names', async () => {
    await rig.typed('group', 'add', 'office', 'Visitors')
    await rig.typed('user', 'add', 'office', 'Vera')
    expect(await rig.typed('group', 'list', 'office')).toMatch(/^Visitors/m)
    expect(await rig.typed('user', 'list', 'office')).toMatch(/^Vera /m)
    expect((await rig.run(['user', 'add', 'office', 'vera'])).told).toEqual([
      'NAME_TAKEN: There is a user "Vera" already.',
    ])
  })

  test('R70, R137: a user is put into a group, and it makes no difference how often', async () => {
    await rig.typed('group', 'assign', 'office', 'Vera', 'Visitors')
    await rig.typed('group', 'assign', 'office', 'Vera', 'Visitors')
    expect(await members('Visitors')).toEqual(['Vera'])
  })

  test('R71, R72: is the same from the user’s side and from the group’s', async () => {
    await rig.typed('user', 'edit', 'office', 'Paul', '--group', 'Accounting', '--group', 'Visitors')
    expect(await members('Visitors')).toEqual(['Paul', 'Vera'])
    await rig.typed('group', 'members', 'office', 'Visitors', '--set', 'Olga')
    expect(await members('Visitors')).toEqual(['Olga'])
    expect(await rig.typed('user', 'show', 'office', 'Olga')).toMatch(/^groups +Management, Visitors$/m)
    expect(await rig.typed('user', 'show', 'office', 'Paul')).toMatch(/^groups +Accounting$/m)
  })

  test('R138, R139: members come and go in one batch, or nobody does', async () => {
    await rig.typed('group', 'members', 'office', 'Visitors', '--add', 'Paul', '--add', 'Petra', '--remove', 'Olga')
    expect(await members('Visitors')).toEqual(['Paul', 'Petra'])
    const { code, told } = await rig.run(['group', 'members', 'office', 'Visitors', '--add', 'Clea', '--add', 'Nobody'])
    expect([code, told]).toEqual([2, [expect.stringMatching(/^NOT_FOUND: .*Nobody/)]])
    expect(await members('Visitors')).toEqual(['Paul', 'Petra'])
  })

  test('R73: who is taken out of a group is out of it', async () => {
    await rig.typed('group', 'assign', 'office', 'Petra', 'Visitors', '--remove')
    expect(await members('Visitors')).toEqual(['Paul'])
  })

  test('R74, R140: a group is put into another, whose rights it inherits', async () => {
    await rig.typed('group', 'assign', 'office', 'group:Cleaning', 'Staff')
    expect(await members('Staff')).toEqual(['group:Management', 'group:Accounting', 'group:Cleaning'])
    await rig.typed('config', 'save', 'office')
    expect(await rig.typed('explain', 'Clea', 'office/room:Entrance')).toContain('UG:Cleaning/UG:Staff')
  })

  test('a group is renamed, and those in it stay', async () => {
    await rig.typed('group', 'edit', 'office', 'Visitors', '--name', 'Guests')
    expect(await members('Guests')).toEqual(['Paul'])
    expect((await rig.run(['group', 'edit', 'office', 'Full Access', '--name', 'Gods'])).told[0]).toMatch(/^INVALID: /)
  })
})

describe('the properties of a user', () => {
  test('R75: are the fields of the profile, each changed for itself', async () => {
    const profile = ['--first-name', 'Petra', '--phone', '+43 1', '--company', 'ACME', '--custom-field-5', 'late']
    await rig.typed('user', 'edit', 'office', 'Petra', ...profile)
    await rig.typed('user', 'edit', 'office', 'Petra', '--email', 'p@example.org', '--phone', '')
    const shown = await rig.json('user', 'show', 'office', 'Petra')
    expect(shown).toMatchObject({
      user: { profile: { firstname: 'Petra', company: 'ACME', customField5: 'late', email: 'p@example.org' } },
    })
    expect(JSON.stringify(shown)).not.toContain('+43')
  })

  test('R77, DIFF-3: say whether the user is enabled, and in which one period, by the clock of the site', async () => {
    const period = ['--from', '2026-10-21T08:00', '--until', '2026-10-22T00:00']
    await rig.typed('user', 'edit', 'office', 'Clea', ...period, '--on-expiry', 'delete', '--app')
    const at = async (time: string) =>
      JSON.stringify(await rig.json('explain', 'Clea', 'office/room:Entrance', '--at', time)).match(
        /"reason":"(\w+)"/,
      )?.[1]
    expect([await at('2026-10-21T07:59:59'), await at('2026-10-21T08:00')]).toEqual(['NOT_YET_VALID', 'ALLOWED'])
    expect([await at('2026-10-21T23:59:59'), await at('2026-10-22T00:00')]).toEqual(['ALLOWED', 'EXPIRED'])
    await rig.typed('user', 'edit', 'office', 'Clea', '--status', 'disabled', '--app')
    expect(await at('2026-10-21T12:00')).toBe('USER_DISABLED')
    const both = await rig.run(['user', 'edit', 'office', 'Clea', '--status', 'enabled', '--until', '12:00', '--app'])
    expect(both.told[0]).toMatch(/^USAGE: --status is without a limit of time/)
  })

  test('nothing is changed, and no document made stale, where nothing is given', async () => {
    const before = await rig.json('user', 'show', 'office', 'Olga', '--app')
    const { code, told } = await rig.run(['user', 'edit', 'office', 'Olga', '--app'])
    expect([code, told]).toEqual([2, ['USAGE: nothing to change: say what of Olga']])
    expect(await rig.json('user', 'show', 'office', 'Olga', '--app')).toEqual(before)
  })

  test('P-11: a user whose name has an @ is switched off and on as any other', async () => {
    await rig.typed('user', 'add', 'office', 'olga@example.org', '--app')
    const state = async () => JSON.stringify(await rig.json('user', 'show', 'office', 'olga@example.org', '--app'))
    await rig.typed('user', 'disable', 'office', 'olga@example.org', '--app')
    expect(await state()).toContain('"state":"disabled"')
    await rig.typed('user', 'enable', 'office', 'olga@example.org', '--app')
    expect(await state()).toContain('"state":"enabled"')
  })

  test('what happens on expiry needs an end', async () => {
    const { told } = await rig.run(['user', 'edit', 'office', 'Olga', '--on-expiry', 'delete', '--app'])
    expect(told).toEqual(['USAGE: nothing expires: say until when the user is enabled'])
    await rig.typed('user', 'edit', 'office', 'Olga', '--until', '2027-01-01T00:00', '--app')
    await rig.typed('user', 'edit', 'office', 'Olga', '--on-expiry', 'delete', '--app')
    const shown = await rig.typed('user', 'show', 'office', 'Olga', '--app')
    expect(shown).toMatch(/^status +until 2026-12-31T23:00:00.000Z, then deleted$/m)
  })

  test('R79, R142: a password is set without standing on the command line, and a weak one is told of', async () => {
    const strong = await rig.run(['user', 'edit', 'office', 'Olga', '--password', '-', '--app'], ['A-Long-Secret-1'])
    expect(strong).toMatchObject({ code: 0, told: [] })
    const caller = { user: 'Olga', password: 'A-Long-Secret-1' }
    const refused = rig.client.call('config-load', { site: 'office', document: 'other', caller })
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('lacks the right') })
    const weak = await rig.run(['user', 'edit', 'office', 'Olga', '--password', 'olga', '--app'])
    expect(weak.told).toEqual([expect.stringMatching(/^warning: the password of Olga is weak \(score 0 of 3\)/)])
    expect(weak.printed.join()).not.toContain('olga ')
  })

  test('tags, code, iButtons and external IDs are given and shown without what they are', async () => {
    const credentials = ['--add-tag', '04 99 99 99', '--ibutton', '01.CD8967452301', '--external-id', 'finger-7']
    const { printed } = await rig.run(
      ['user', 'edit', 'office', 'Olga', ...credentials, '--code', '-', '--app', '--json'],
      ['0815'],
    )
    expect(JSON.parse(printed.join(''))).toMatchObject({
      user: { tags: ['olga-card', 'tag 1'], ibuttons: ['ibutton 1'], externalIds: ['external ID 1'], code: true },
    })
    expect(printed.join('')).not.toMatch(/0815|finger|99/)
    await rig.typed('user', 'edit', 'office', 'Olga', '--code', '', '--remove-external-id', 'finger-7', '--app')
    const shown = await rig.typed('user', 'show', 'office', 'Olga', '--app')
    expect(shown).not.toMatch(/access code|external/)
  })
})
