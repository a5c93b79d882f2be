import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CompactAudit } from '../../../../rigs/audit/compact-audit.ts'
import { auditSchema } from '../../../../rigs/audit/schema.ts'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

const WEEK = ['--from', '2026-10-19T00:00', '--until', '2026-10-26T00:00']

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const audited = (...words: string[]): Promise<string> => rig.typed('audit', ...WEEK, ...words)

describe('audit', () => {
  test('R154: says who may enter which door of a business in a week, door by door', async () => {
    expect((await audited('--door', 'Front Door', '--user', 'Paul', '--user', 'Clea')).split('\n')).toEqual([
      '2026-10-19 00:00 to 2026-10-26 00:00 (Europe/Vienna)',
      '',
      'office/Front Door',
      '  Clea@Office  9:00 h   Mo 17:00–20:00, We 17:00–20:00, Fr 17:00–20:00  UG:Cleaning (Cleaning Hours)',
      '  Paul@Office  45:00 h  Mo–Fr 08:00–17:00                               UG:Accounting/UG:Staff (Office Hours)',
    ])
  })

  test('by user and by site it is the same otherwise', async () => {
    const byUser = await audited('--by', 'user', '--user', 'Clea@office')
    expect(byUser).toMatch(
      /^Clea@Office\n {2}office\/Archive Door {2}0:00 h +never: DENIED +deny U:Clea\n {2}office\/Front Door {4}9:00 h/m,
    )
    expect(await audited('--by', 'site', '--site', 'office', '--user', 'Clea')).toMatch(
      /^office\n {2}office\/Archive Door {2}Clea@Office/m,
    )
  })

  test('a week in which clocks go back has an hour more for who may enter always', async () => {
    expect(await audited('--user', 'Olga', '--door', 'office/access:Front Door')).toContain(
      'Olga@Office  169:00 h  always',
    )
  })

  test('lists nobody who has no permission there, be they expired or not; of others says when by the local clock', async () => {
    const until = ['--until', '2026-10-20T12:00', '--app']
    await rig.typed('user', 'add', 'office', 'Ida', ...until)
    await rig.typed('user', 'edit', 'office', 'Paul', ...until)
    expect(await audited('--user', 'Ida')).toMatch(/\n\nNobody may enter anywhere\.$/)
    expect(await audited('--door', 'Front Door', '--user', 'Paul')).toContain(
      'Paul@Office  13:00 h  Mo 08:00–17:00, Tu 08:00–12:00; expires 2026-10-20 12:00  UG:Acc',
    )
    await rig.typed('user', 'enable', 'office', 'Paul', '--app')
    await rig.typed('user', 'delete', 'office', 'Ida', '--app')
  })

  test('in JSON it is what its schema says, and in CSV its every run is a row', async () => {
    const audit = auditSchema.parse(JSON.parse(await audited('--json')))
    const rows: unknown[][] = parse(await audited('--format', 'csv'), { bom: true, delimiter: ';' })
    const runs = audit.cells.reduce((sum, { answer }) => sum + (audit.answers[answer]?.runs.length ?? 0), 0)
    expect(rows).toHaveLength(1 + runs)
    expect(rows[0]).toEqual(expect.arrayContaining(['site', 'door', 'user', 'opens', 'reason', 'schedule']))
    expect(rows).toContainEqual([
      ...['office', 'Front Door', 'Clea', 'Office', 'yes', '2026-10-19T15:00:00Z', '2026-10-19T18:00:00Z'],
      ...['2026-10-19T17:00:00+02:00', '2026-10-19T20:00:00+02:00', '180', 'ALLOWED', 'UG:Cleaning', 'Cleaning Hours'],
    ])
  })

  test('it is written to a file, as a page too', async () => {
    const { code, told, printed } = await rig.run([
      'audit',
      ...WEEK,
      '--format',
      'html',
      '--language',
      'de',
      '--out',
      'audit.html',
    ])
    expect({ code, told, printed }).toEqual({ code: 0, told: ['wrote audit.html'], printed: [] })
    expect(await readFile(join(rig.folder, 'audit.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*lang="de"/i)
  })

  test('a long answer is printed in pieces, each of whole lines, and is the same in a file', async () => {
    const year = ['audit', '--from', '2026-01-01T00:00', '--until', '2027-01-01T00:00']
    for (const format of ['json', 'csv'] as const) {
      const { printed } = await rig.run([...year, '--format', format])
      expect(printed.length).toBeGreaterThan(1)
      expect(printed.join('\n').split('\n')).not.toContain('')
      await rig.run([...year, '--format', format, '--out', 'year'])
      expect(await readFile(join(rig.folder, 'year'), 'utf8')).toBe(`${printed.join('\n')}\n`)
    }
    const { printed } = await rig.run([...year, '--format', 'json'])
    const audit = auditSchema.parse(JSON.parse(printed.join('\n')))
    expect(audit.minutes).toBe(365 * 1440)
    expect(printed.join('\n')).toBe(JSON.stringify(audit, undefined, 2))
  })

  test('who or what is not there, and an interval that ends before it begins, are told', async () => {
    expect((await rig.run(['audit', '--user', 'Klea'])).told).toEqual([
      expect.stringMatching(/^NOT_FOUND: no user Klea to audit\..*Clea/),
    ])
    expect((await rig.run(['audit', '--door', 'Side'])).told[0]).toMatch(/^NOT_FOUND: no door Side/)
    expect((await rig.run(['audit', '--from', '2026-10-26T00:00', '--until', '2026-10-25T00:00'])).told[0]).toMatch(
      /^USAGE: /,
    )
    expect((await rig.run(['audit', '--from', '2026-10-26T00:00', '--until', '2029-10-25T00:00'])).told[0]).toMatch(
      /^USAGE: .*731 days/,
    )
  })

  test('P-155: who may not look at everybody may not audit: it takes User Management, and an administrator', async () => {
    const password = 'Correct-Horse-7'
    const as = async (...words: string[]) =>
      (await rig.run(['audit', ...words, '--caller', 'Petra'], [], { LOXRIG_PASSWORD: password })).told
    await rig.typed('user', 'edit', 'office', 'Petra', '--password', password, '--app')
    expect(await as()).toEqual([expect.stringMatching(/^FORBIDDEN: .*UserManagement|User Management/)])
    await rig.typed('grant', 'Petra', 'office/right:UserManagement', '--app')
    expect(await as()).toEqual([expect.stringMatching(/^FORBIDDEN: .*only they view administrators/)])
    expect(await as('--diff', 'rigs/two-sites.yaml')).toEqual([expect.stringMatching(/^FORBIDDEN: /)])
    await rig.typed('revoke', 'Petra', 'office/right:UserManagement', '--app')
  })
})

describe('audit --diff', () => {
  const changedFile = async (): Promise<string> => {
    const text = await readFile('fixtures/rigs/business.yaml', 'utf8')
    await writeFile(
      join(rig.folder, 'changed.yaml'),
      text.replace('from: "08:00", to: "17:00"', 'from: "08:00", to: "16:30"'),
    )
    return './changed.yaml'
  }

  test('says who loses and when against a rig file, and the line that says so', async () => {
    const diff = await audited('--diff', await changedFile(), '--user', 'Paul')
    expect(diff.split('\n')[2]).toBe('Paul@Office at office/Front Door')
    expect(diff).toContain('- loses 2:30 h: 2026-10-19 16:30+02:00 – 2026-10-19 17:00+02:00')
    expect(diff).toMatch(/because access schedule Office Hours: .*17:00.* → .*16:30.*changed\.yaml:\d+\)/)
    expect((await rig.run(['audit', ...WEEK, '--diff', './changed.yaml'])).code).toBe(0)
    expect((await rig.run(['audit', ...WEEK, '--diff', './changed.yaml', '--exit-code'])).code).toBe(1)
  })

  test('against an open document it is what a save would change', async () => {
    await rig.typed('config', 'load', 'office')
    expect(await audited('--diff', 'document')).toContain('Nobody gains and nobody loses.')
    await rig.typed('group', 'assign', 'office', 'Clea', 'Staff')
    const diff = JSON.parse(await audited('--diff', 'document:config', '--format', 'json'))
    expect(diff.changes).toEqual([
      expect.objectContaining({
        ...{ door: 'Front Door', user: 'Clea', lost: [] },
        causes: expect.arrayContaining([{ name: 'Clea in group Staff', after: { value: 'yes' } }]),
      }),
    ])
    const rows: unknown[][] = parse(await audited('--diff', 'document', '--format', 'csv'), {
      bom: true,
      delimiter: ';',
    })
    expect(rows[1]?.slice(0, 5)).toEqual(['office', 'Front Door', 'Clea', 'Office', 'gained'])
    expect((await rig.run(['audit', '--diff', 'document:other'])).told[0]).toMatch(/^NO_DOCUMENT: /)
    expect((await rig.run(['audit', '--diff', 'document', '--format', 'html'])).told[0]).toMatch(/^USAGE: /)
  })
})

test('formulas in names are defused in CSV', async () => {
  const { auditCsv } = await import('../../../../rigs/audit/csv.ts')
  const audit: CompactAudit = {
    ...{ rig: 'r', fromMs: Date.UTC(2026, 0, 1), minutes: 1 },
    doors: [{ site: 'home', name: '=1+1', timeZone: 'UTC' }],
    users: [{ name: '@SUM(A1)', origin: 'home' }],
    marks: [{ reason: 'DENIED' }],
    answers: [{ minutes: 0, runs: [0, 0], denies: [{ path: 'UG:Visitors' }, { path: '+U:A' }], idle: [] }],
    places: [0],
  }
  const [, row = ''] = [...auditCsv(audit)].join('').split('\r\n')
  expect(row).toContain("home;'=1+1;'@SUM(A1);home;no;")
  expect(row).toMatch(/;1;DENIED;UG:Visitors, \+U:A;$/)
})
