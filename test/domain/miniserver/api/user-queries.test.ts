import { describe, expect, test } from 'vitest'
import { LOXONE_EPOCH_MS } from '../../../../sim/domain/time.ts'
import { ADULTS, aManagedHome, CHIEFS, EVERYBODY, loggedIn, userNamed } from './a-managed-home.ts'
import { ADMINISTRATORS, GARAGE_UUID, NOON, SERIAL } from './a-miniserver.ts'
import { fromOffice, joinOffice } from './the-office.ts'

const NOON_S = (NOON.wallMs - LOXONE_EPOCH_MS) / 1000
const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

describe('what the API tells of users', () => {
  test('getuserlist2 has name, uuid, isAdmin and userState, and the expiry action of those who expire', () => {
    const state = aManagedHome({
      Vera: { change: { status: { state: 'enabled-until', validUntilMs: NOON.wallMs + 1000, onExpiry: 'delete' } } },
    })
    const { code, value } = loggedIn(state, 'admin').ask('jdev/sps/getuserlist2')
    expect(code).toBe(200)
    expect(value).toContainEqual({ name: 'admin', uuid: userNamed(state, 'admin').uuid, isAdmin: true, userState: 0 })
    expect(value).toContainEqual({
      name: 'Vera',
      uuid: userNamed(state, 'Vera').uuid,
      isAdmin: false,
      userState: 2,
      expirationAction: 1,
    })
  })

  test('R75, R76: getuser has every field, by uuid in any case and by name', () => {
    const change = {
      profile: { firstname: 'Vera', email: 'vera@example.org', company: 'Acme', customField2: 'P7' },
      status: { state: 'timespan', validFromMs: NOON.wallMs, validUntilMs: NOON.wallMs + 60_000 },
      tags: [{ id: '04 A1 B2 C3', name: 'blue' }],
      codeDigest: 'ab'.repeat(20),
      groups: [ADULTS],
      nfcCodeTouchId: '1234 24',
      uniqueUserId: 'V-1',
      editedMs: NOON.wallMs - 1000,
    } as const
    const state = aManagedHome({ Vera: { change } })
    const { uuid } = userNamed(state, 'Vera')
    const client = loggedIn(state, 'admin')
    const { value } = client.ask(`jdev/sps/getuser/${uuid.toUpperCase()}`)
    expect(value).toEqual({
      ...{ name: 'Vera', desc: '', uuid, userid: '1234 24', firstname: 'Vera', lastname: '' },
      ...{ email: 'vera@example.org', phone: '', uniqueUserId: 'V-1', company: 'Acme', department: '', personalno: '' },
      ...{ title: '', debitor: '', customField1: '', customField2: 'P7', customField3: '', customField4: '' },
      ...{ customField5: '', lastedit: NOON_S - 1, userState: 4, isAdmin: false, changePassword: false },
      ...{ masterAdmin: false, userRights: 1, scorePWD: -2, scoreVisuPWD: -1 },
      ...{ validFrom: NOON_S, validUntil: NOON_S + 60, expirationAction: 0 },
      usergroups: [
        { name: 'Adults', uuid: ADULTS },
        { name: 'All', uuid: EVERYBODY },
      ],
      nfcTags: [{ name: 'blue', id: '04 A1 B2 C3' }],
      keycodes: [{ code: 'AB'.repeat(20) }],
      customFields: [1, 2, 3, 4, 5].map((number) => `Custom Field ${number}`),
    })
    expect(client.ask('jdev/sps/getuser/vera').value).toEqual(value)
    expect(client.ask('jdev/sps/getuser/Nobody').code).toBe(404)
  })

  test('a user of another Miniserver bears its serial, and whether that one disabled the user', () => {
    const disabled = { status: { state: 'disabled' } } as const
    const state = aManagedHome({
      Otto: { change: fromOffice() },
      Olga: { change: { ...fromOffice(), ...disabled } },
      Ole: { change: { ...fromOffice(), disabledHere: true } },
    })
    joinOffice(state)
    const client = loggedIn(state, 'admin')
    const shown = (name: string) => client.ask(`jdev/sps/getuser/${userNamed(state, name).uuid}`).value
    expect(shown('Otto')).toMatchObject({ trustMember: '504F94A00002', disabledBySource: false, userState: 0 })
    expect(shown('Olga')).toMatchObject({ disabledBySource: true, userState: 1 })
    expect(shown('Ole')).toMatchObject({ disabledBySource: false, userState: 1 })
    expect(shown('Gast')).not.toHaveProperty('trustMember')
    expect(client.ask('jdev/sps/getuser/Otto').code).toBe(404)
    expect(client.ask('jdev/sps/getuser/Otto%40Office').code).toBe(200)
  })

  test('getgrouplist has the types and rights of groups', () => {
    const { value } = loggedIn(aManagedHome(), 'Hugo').ask('jdev/sps/getgrouplist/')
    const about = { description: '' }
    expect(value).toEqual([
      { ...about, name: 'Administrators', uuid: ADMINISTRATORS, type: 4, userRights: 0xffff_ffff },
      { ...about, name: 'Adults', uuid: ADULTS, type: 0, userRights: 1 },
      { ...about, name: 'Chiefs', uuid: CHIEFS, type: 0, userRights: 0xffff_ffff },
      { ...about, name: 'All', uuid: EVERYBODY, type: 2, userRights: 0 },
    ])
  })

  test('getcontrolpermissions has what is assigned to the control itself, and no more', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Gast')
    const add = (object: 'room:room-2' | `function:${string}`, effect: 'allow' | 'deny') =>
      state.program.assignments.set(`user:${uuid}|${object}|internal|${effect}`, {
        ...{ principal: `user:${uuid}`, object, scope: 'internal', effect },
      })
    add('room:room-2', 'allow')
    add(`function:${GARAGE_UUID}`, 'deny')
    expect(client.ask(`jdev/sps/getcontrolpermissions/${GARAGE_UUID.toUpperCase()}`).value).toEqual([
      { name: 'Gast', uuid, type: 'user', permission: 'deny', scope: 'internal' },
    ])
    expect(client.ask(`jdev/sps/getcontrolpermissions/${UNKNOWN}`).code).toBe(404)
  })

  test('R75: getcustomuserfields has the titles that were set, getuserpropertyoptions what others have', () => {
    const state = aManagedHome({
      Vera: { change: { profile: { company: 'Acme', department: 'Sales' } } },
      Vito: { change: { profile: { company: 'Acme' } } },
    })
    state.program.settings.set('custom-fields', { name: 'custom-fields', titles: ['Building', '', 'ICQ Number'] })
    const client = loggedIn(state, 'Hugo')
    expect(client.ask('jdev/sps/getcustomuserfields').value).toEqual({
      ...{ customField1: 'Building', customField2: 'Custom Field 2', customField3: 'ICQ Number' },
      ...{ customField4: 'Custom Field 4', customField5: 'Custom Field 5' },
    })
    expect(client.ask('jdev/sps/getuserpropertyoptions').value).toEqual({ company: ['Acme'], department: ['Sales'] })
  })

  test('checkuserid finds the User ID and not the NFC Code Touch ID', () => {
    const state = aManagedHome({ Vera: { change: { uniqueUserId: 'V-1', nfcCodeTouchId: 'touch' } } })
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Vera')
    expect(client.ask('jdev/sps/checkuserid/V-1').value).toEqual({ name: 'Vera', uuid })
    for (const free of ['touch', 'V-2', ''])
      expect(client.ask(`jdev/sps/checkuserid/${free}`).value).toEqual({ name: '', uuid: '' })
  })
})
