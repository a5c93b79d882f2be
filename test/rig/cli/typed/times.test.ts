import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const ARCHIVE = 'office/access:Archive Door'
const row = async (verb: string, name: string): Promise<string | undefined> =>
  (await rig.typed(verb, 'list', 'office')).split('\n').find((line) => line.startsWith(name))
const reasonAt = async (who: string, object: string, at: string): Promise<string | undefined> =>
  JSON.stringify(await rig.json('explain', who, object, '--at', at)).match(/"reason":"(\w+)"/)?.[1]

describe('access schedules', () => {
  test('R115: Always and Never are there, and stay as they are', async () => {
    expect(await row('schedule', 'Always')).toMatch(/always, built in$/)
    expect(await row('schedule', 'Never')).toMatch(/never, built in$/)
    for (const name of ['Always', 'Never']) {
      expect((await rig.run(['schedule', 'edit', 'office', name, 'daily 08:00-09:00', '--app'])).told[0]).toMatch(
        /^INVALID: .* is built in/,
      )
      expect((await rig.run(['schedule', 'delete', 'office', name, '--app'])).told[0]).toMatch(/^INVALID: /)
    }
  })

  test('R116, R118, R164: one is made with a name and the times of access', async () => {
    const times = ['mon-fri 08:00-17:00', 'sat,sun 22:00-06:00', 'Holiday 09:00-12:00']
    await rig.typed('schedule', 'add', 'office', 'Archive Hours', ...times, '--mode', 'Public Holiday', '--app')
    expect(await row('schedule', 'Archive Hours')).toMatch(
      /^Archive Hours +mon-fri 08:00-17:00, sat,sun 22:00-06:00, Holiday 09:00-12:00 +Public Holiday, Holiday$/,
    )
  })

  test('R117: its name is not empty and nobody else’s, without case', async () => {
    const add = async (name: string) => (await rig.run(['schedule', 'add', 'office', name, '--app'])).told[0]
    expect(await add('archive HOURS')).toBe('NAME_TAKEN: There is an access schedule "Archive Hours" already.')
    expect(await add('always')).toMatch(/^NAME_TAKEN: /)
    expect(await add(' ')).toMatch(/^INVALID: /)
    expect(await add('')).toMatch(/^USAGE: /)
  })

  test.for([
    ['Mo 8-17', 'USAGE', 'write one such as "mon-fri 08:00-17:00"'],
    ['mon-fry 08:00-17:00', 'USAGE', 'no days of the week: mon-fry'],
    ['Holidays 08:00-17:00', 'NOT_FOUND', 'Did you mean "Holiday"'],
    ['mon 08:00-08:00', 'INVALID', 'same minute'],
    ['mon 08:00-25:00', 'USAGE', 'no time of day: 25:00 in "mon 08:00-25:00"; write one from 00:00 to 24:00'],
    ['mon 8:70-9:00', 'USAGE', 'no time of day: 8:70'],
  ])('the entry %j is refused with %s', async ([entry = '', code, sentence]) => {
    const { told } = await rig.run(['schedule', 'add', 'office', 'Wrong', entry, '--app'])
    expect(told[0]).toMatch(new RegExp(`^${code}: `))
    expect(told[0]).toContain(sentence)
    expect(await row('schedule', 'Wrong')).toBeUndefined()
  })

  test('R85, R119, R166: who is granted a door by it may enter at these times only', async () => {
    await rig.typed('grant', 'Paul', ARCHIVE, '--schedule', 'archive hours', '--app')
    const reasons = []
    for (const at of [
      '2026-10-23T07:59:59',
      '2026-10-23T08:00',
      '2026-10-23T17:00',
      '2026-10-25T05:59',
      '2026-10-26T05:59',
    ])
      reasons.push(await reasonAt('Paul', ARCHIVE, at))
    expect(reasons).toEqual(['OUTSIDE_SCHEDULE', 'ALLOWED', 'OUTSIDE_SCHEDULE', 'ALLOWED', 'ALLOWED'])
  })

  test('R113: a group is granted a door for a limited time as a user is', async () => {
    expect(await reasonAt('group:Cleaning', 'office/access:Front Door', '2026-10-21T17:00')).toBe('ALLOWED')
    expect(await reasonAt('Clea', 'office/access:Front Door', '2026-10-21T17:00')).toBe('ALLOWED')
    expect(await reasonAt('Clea', 'office/access:Front Door', '2026-10-21T20:00')).toBe('OUTSIDE_SCHEDULE')
  })

  test('R120, R167: it is listed and edited, for whoever has it', async () => {
    expect((await rig.run(['schedule', 'edit', 'office', 'Archive Hours', '--app'])).told).toEqual([
      'USAGE: nothing to change: say what of Archive Hours',
    ])
    await rig.typed('schedule', 'edit', 'office', 'Archive Hours', 'fri 10:00-11:00', '--name', 'Fridays', '--app')
    expect(await row('schedule', 'Fridays')).toMatch(/^Fridays +fri 10:00-11:00 +Public Holiday, Holiday$/)
    expect(await reasonAt('Paul', ARCHIVE, '2026-10-23T08:00')).toBe('OUTSIDE_SCHEDULE')
    expect(await reasonAt('Paul', ARCHIVE, '2026-10-23T10:00')).toBe('ALLOWED')
  })

  test('it is not deleted while somebody has it', async () => {
    const gone = ['schedule', 'delete', 'office', 'Fridays', '--app']
    expect((await rig.run(gone)).told[0]).toMatch(/^SCHEDULE_IN_USE: /)
    await rig.typed('revoke', 'Paul', ARCHIVE, '--app')
    await rig.typed(...gone)
    expect(await row('schedule', 'Fridays')).toBeUndefined()
  })
})

describe('operating modes and the calendar', () => {
  test('R165: a mode that is switched on replaces the weekday, at once and until it is switched off', async () => {
    const at = '2026-10-20T13:00'
    expect(await reasonAt('group:Staff', 'office/access:Front Door', at)).toBe('ALLOWED')
    await rig.typed('mode', 'set', 'office', 'holiday', 'on')
    expect(await row('mode', 'Holiday')).toMatch(/active +switched on$/)
    expect(await reasonAt('group:Staff', 'office/access:Front Door', at)).toBe('OUTSIDE_SCHEDULE')
    await rig.typed('mode', 'set', 'office', 'holiday', 'off')
    expect(await reasonAt('group:Staff', 'office/access:Front Door', at)).toBe('ALLOWED')
    expect((await rig.run(['mode', 'set', 'office', 'Monday', 'on'])).told[0]).toMatch(/^INVALID: .*weekday/)
  })

  test.for([
    ['Day of it', '10-21', '2026-10-21'],
    ['After Easter', 'Easter + 60', '2026-06-04'],
    ['Once', '2026-11-02', '2026-11-02'],
    ['Two weeks', '2026-11-09..2026-11-20', '2026-11-20'],
    ['Over New Year', '12-30..01-02', '2027-01-01'],
    ['Of a month', 'Third  Thursday of November', '2026-11-19'],
  ])('%s is written %s', async ([name = '', days = '', date = '']) => {
    const closed = () => reasonAt('group:Staff', 'office/access:Front Door', `${date}T08:00`)
    await rig.typed('calendar', 'add', 'office', name, 'Public Holiday', days, '--app')
    expect(await closed()).toBe('OUTSIDE_SCHEDULE')
    await rig.typed('calendar', 'delete', 'office', name.toLowerCase(), '--app')
    expect(await row('calendar', name)).toBeUndefined()
  })

  test('P-194: two entries of one name are told apart by their uuids', async () => {
    for (const days of ['11-02', '11-03']) {
      await rig.typed('calendar', 'add', 'office', 'Doubled', 'Public Holiday', days, '--app')
    }
    const { told } = await rig.run(['calendar', 'delete', 'office', 'doubled', '--app'])
    const [first = '', second = ''] = told[0]?.match(/[0-9a-f-]{35}/g) ?? []
    expect(told).toEqual([
      `INVALID: Several calendar entries are called "doubled"; write the uuid of one: ${first}, ${second}.`,
    ])
    expect(await row('calendar', 'Doubled')).toMatch(new RegExp(`11-02 +${first}$`))
    await rig.typed('calendar', 'delete', 'office', first.toUpperCase(), '--app')
    expect(await row('calendar', 'Doubled')).toMatch(/11-03$/)
    await rig.typed('calendar', 'delete', 'office', 'Doubled', '--app')
    expect(await row('calendar', 'Doubled')).toBeUndefined()
  })

  test('an entry of today shows at its mode', async () => {
    await rig.typed('calendar', 'add', 'office', 'Today', 'Inventory', '2026-10-20', '--app')
    expect(await row('mode', 'Inventory')).toMatch(/active +calendar: Today$/)
    expect(await row('mode', 'School Holidays')).toMatch(/off$/)
    expect(await row('calendar', 'Today')).toMatch(/^Today +Inventory +2026-10-20$/)
  })

  test.for([
    ['02-30', 'USAGE', '02-30 is no day: there is no 30 February'],
    ['12-24..13-01', 'USAGE', '13-01 is no day: there is no month 13'],
    ['easter+300', 'USAGE', '-80 to 250'],
    ['some day', 'USAGE', 'no days of operating times: some day; it is such as "last monday of may"'],
    ['12-24..soon', 'USAGE', 'no days of operating times: 12-24..soon; it is a date'],
    ['2026-12-31..2026-12-01', 'USAGE', 'before "from"'],
  ])('the days %s are refused', async ([days = '', code, sentence]) => {
    const { told } = await rig.run(['calendar', 'add', 'office', 'Wrong', 'Holiday', days, '--app'])
    expect(told[0]).toMatch(new RegExp(`^${code}: `))
    expect(told[0]).toContain(sentence)
  })
})
