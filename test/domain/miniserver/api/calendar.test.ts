import { describe, expect, test } from 'vitest'
import type { StructureView } from '../../../../sim/domain/miniserver/api/structure-view.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { loggedIn } from './a-managed-home.ts'
import { aMiniserver, SERIAL } from './a-miniserver.ts'

const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

/** Home with its operating modes, Olga who has the right Operating Times, and Gast who has not. */
function aHome(): MiniserverState {
  const state = aMiniserver({
    admin: { allow: [] },
    Olga: { allow: ['right:WebInterfaceApps', 'right:OperatingTimes'] },
    Gast: { allow: ['right:WebInterfaceApps'] },
  })
  for (const [id, name] of [
    [0, 'Public Holiday'],
    [1, 'Holiday'],
    [10, 'Heating Period'],
    [11, 'Cooling Period'],
  ] as const)
    state.program.operatingModes.set(id, { id, name, active: false })
  return state
}

const entries = (state: MiniserverState) =>
  loggedIn(state, 'admin').ask('jdev/sps/calendargetentries/').value as { readonly uuid: string }[]

describe('operating times', () => {
  test.for<[string, Record<string, number>]>([
    ['0/4/1', { calMode: 0, startMonth: 4, startDay: 1 }],
    ['1/-2', { calMode: 1, easterOffset: -2 }],
    ['2/2026/7/15', { calMode: 2, startYear: 2026, startMonth: 7, startDay: 15 }],
    [
      '3/2024/8/3/2024/8/4',
      { calMode: 3, startYear: 2024, startMonth: 8, startDay: 3, endYear: 2024, endMonth: 8, endDay: 4 },
    ],
    ['4/12/24/1/6', { calMode: 4, startMonth: 12, startDay: 24, endMonth: 1, endDay: 6 }],
    ['5/7/2/1', { calMode: 5, startMonth: 7, weekDay: 2, weekDayInMonth: 1 }],
  ])('R94, C80: calMode %s is made, and read as it was made', ([attributes, fields]) => {
    const state = aHome()
    const [calMode = '', ...rest] = attributes.split('/')
    for (const spelled of [attributes, `${calMode}/${encodeURIComponent(rest.join('/'))}`]) {
      expect(loggedIn(state, 'Olga').ask(`jdev/sps/calendarcreateentry/Caf%C3%A9%2F1/1/${spelled}`).code).toBe(200)
    }
    const uuid = expect.stringMatching(/^[0-9a-f-]{19}ffff504f94a00001$/)
    const entry = { uuid, name: 'Café/1', operatingMode: 1, ...fields }
    expect(entries(state)).toEqual([entry, entry])
  })

  test('R94: an entry is changed and deleted by its uuid', () => {
    const state = aHome()
    const olga = loggedIn(state, 'Olga')
    olga.ask('jdev/sps/calendarcreateentry/Feast/0/0/4/1')
    const uuid = entries(state)[0]?.uuid
    expect(olga.ask(`jdev/sps/calendarupdateentry/${uuid?.toUpperCase()}/Fair/1/1/39`)).toMatchObject({
      code: 200,
      value: '',
    })
    expect(entries(state)).toEqual([{ uuid, name: 'Fair', operatingMode: 1, calMode: 1, easterOffset: 39 }])
    expect(olga.ask(`jdev/sps/calendardeleteentry/${uuid}`).code).toBe(200)
    expect(entries(state)).toEqual([])
    expect(olga.ask(`jdev/sps/calendardeleteentry/${uuid}`).code).toBe(404)
    expect(olga.ask(`jdev/sps/calendarupdateentry/${UNKNOWN}/X/1/1/39`).code).toBe(404)
  })

  test.for([
    'Feast/1/6/1',
    'Feast/1/0/4',
    'Feast/1/0/4/1/1',
    'Feast/1/0/4/x',
    'Feast/x/0/4/1',
    'Feast/1/0/13/1',
    'Feast/1/0/2/30',
  ])('%s is no entry: 400', (path) => {
    const state = aHome()
    expect(loggedIn(state, 'admin').ask(`jdev/sps/calendarcreateentry/${path}`).code).toBe(400)
    expect(entries(state)).toEqual([])
  })

  test('R94: without the right Operating Times they are 403; the periods are for everybody who is logged in', () => {
    const state = aHome()
    const gast = loggedIn(state, 'Gast')
    for (const path of [
      'calendargetentries',
      'calendarcreateentry/F/0/0/4/1',
      `calendarupdateentry/${UNKNOWN}/F/0/0/4/1`,
    ])
      expect(gast.ask(`jdev/sps/${path}`).code).toBe(403)
    expect(gast.ask(`jdev/sps/calendardeleteentry/${UNKNOWN}`).code).toBe(403)
    expect(gast.ask('jdev/sps/calendargetheatperiod')).toMatchObject({ code: 200, value: '10-01/04-30' })
    expect(gast.ask('jdev/sps/calendargetcoolperiod')).toMatchObject({ code: 200, value: '05-01/09-30' })
  })

  test('the heating period is that of its operating mode, here and in the structure file', () => {
    const state = aHome()
    const olga = loggedIn(state, 'Olga')
    olga.ask('jdev/sps/calendarcreateentry/Heating/10/4/10/15/4/15')
    expect(olga.ask('jdev/sps/calendargetheatperiod').value).toBe('10-15/04-15')
    const { heating, cooling } = olga.ask('data/LoxAPP3.json').structure as StructureView
    expect({ heating, cooling }).toEqual({
      heating: { from: '10-15', to: '04-15' },
      cooling: { from: '05-01', to: '09-30' },
    })
  })
})
