import { describe, expect, test } from 'vitest'
import { programToJson } from '../../../../sim/domain/program/json.ts'
import { LOXONE_EPOCH_MS } from '../../../../sim/domain/time.ts'
import { ADULTS, addOrEdit, aManagedHome, EVERYBODY, loggedIn, userNamed } from './a-managed-home.ts'
import { Client, NOON, SERIAL } from './a-miniserver.ts'
import { fromOffice, joinOffice } from './the-office.ts'

const NOON_S = (NOON.wallMs - LOXONE_EPOCH_MS) / 1000
const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

describe('addoredituser', () => {
  test('R69: makes a user of all that is given, and answers with the user', () => {
    const state = aManagedHome()
    const { code, value } = loggedIn(state, 'admin').ask(
      addOrEdit({
        ...{ name: 'A', userid: '1234', changePassword: true, firstName: 'Ada', uniqueUserId: 'A-1' },
        ...{ userState: 4, validUntil: 371_738_510, validFrom: 371_736_410, expirationAction: 1 },
        usergroups: [{ uuid: ADULTS, name: 'Adults' }],
        nfcTags: ['04:a1:b2:c3'],
      }),
    )
    expect(code).toBe(200)
    const user = userNamed(state, 'A')
    expect(value).toMatchObject({ name: 'A', uuid: user.uuid, userid: '1234', changePassword: true, firstname: 'Ada' })
    expect(user).toMatchObject({
      status: {
        state: 'timespan',
        validFromMs: 1_602_504_410_000,
        validUntilMs: 1_602_506_510_000,
        onExpiry: 'delete',
      },
      groups: [ADULTS],
      tags: [{ id: '04 A1 B2 C3', name: '04 A1 B2 C3' }],
      editedMs: NOON.wallMs,
    })
    expect(user.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-ffff504f94a00001$/)
  })

  test('leaves alone what is left out, groups among it', () => {
    const change = { groups: [ADULTS], tags: [{ id: '04 A1 B2 C3', name: 'blue' }], profile: { phone: '1' } }
    const state = aManagedHome({ Vera: { change } })
    const before = userNamed(state, 'Vera')
    expect(loggedIn(state, 'admin').ask(addOrEdit({ uuid: before.uuid, email: 'v@example.org' })).code).toBe(200)
    expect(userNamed(state, 'Vera')).toEqual({
      ...before,
      profile: { email: 'v@example.org', phone: '1' },
      editedMs: NOON.wallMs,
    })
  })

  test('R70, R73: takes groups and tags as objects and as plain text; All is nobody’s to choose', () => {
    const tags = [{ id: '04 A1 B2 C3', name: 'blue' }]
    const state = aManagedHome({ Vera: { change: { tags } } })
    const { uuid } = userNamed(state, 'Vera')
    const client = loggedIn(state, 'admin')
    client.ask(
      addOrEdit({
        uuid,
        usergroups: [ADULTS, EVERYBODY],
        nfcTags: ['04 A1 B2 C3', { id: '04 05 06 07', name: 'red' }],
      }),
    )
    expect(userNamed(state, 'Vera')).toMatchObject({
      groups: [ADULTS],
      tags: [...tags, { id: '04 05 06 07', name: 'red' }],
    })
    client.ask(addOrEdit({ uuid, usergroups: [], nfcTags: [] }))
    expect(userNamed(state, 'Vera')).toMatchObject({ groups: [], tags: [] })
  })

  test('changes nothing, and no revision, where what getuser showed comes back', () => {
    const state = aManagedHome({ Vera: { change: { groups: [ADULTS], profile: { title: 'Dr' } } } })
    const client = loggedIn(state, 'admin')
    const shown = client.ask(`jdev/sps/getuser/${userNamed(state, 'Vera').uuid}`).value as Record<string, unknown>
    const { rev } = state.program
    expect(client.ask(addOrEdit(shown))).toMatchObject({ code: 200, value: shown })
    expect(state.program.rev).toBe(rev)
  })

  test('takes the right Change Own Passwords of a user’s own back', () => {
    const state = aManagedHome()
    const { uuid } = userNamed(state, 'Ulli')
    const client = loggedIn(state, 'Hugo')
    expect(client.ask(addOrEdit({ uuid, changePassword: false })).value).toMatchObject({ changePassword: false })
    expect(client.ask(addOrEdit({ uuid, changePassword: true })).value).toMatchObject({ changePassword: true })
  })

  test.for<[string, Record<string, unknown>, number]>([
    ['an unknown uuid', { uuid: UNKNOWN, name: 'X' }, 500],
    ['no name for a new user', { userid: 'x' }, 400],
    ['a name that is taken', { name: 'GAST' }, 400],
    ['a window that ends as it begins', { name: 'X', userState: 4, validFrom: 10, validUntil: 10 }, 400],
    ['a state without its bound', { name: 'X', userState: 2 }, 400],
    ['a group that is not there', { name: 'X', usergroups: [UNKNOWN] }, 404],
    ['a state there is not', { name: 'X', userState: 5 }, 500],
    ['a list that is none', { name: 'X', nfcTags: 'all' }, 500],
  ])('refuses %s and loses nothing', ([, fields, code]) => {
    const state = aManagedHome()
    const { program } = state
    expect(loggedIn(state, 'admin').ask(addOrEdit(fields)).code).toBe(code)
    expect(state.program).toBe(program)
  })

  test('says "user not found" and "malformed" in words', () => {
    const client = loggedIn(aManagedHome(), 'admin')
    expect(client.ask(addOrEdit({ uuid: UNKNOWN })).value).toBe('user not found')
    expect(client.ask('jdev/sps/addoredituser/%7B"name"')).toMatchObject({ code: 500, value: 'malformed user JSON' })
  })

  test.for([
    [
      'a time that is no whole number of milliseconds',
      addOrEdit({ name: 'Nora', userState: 2, validUntil: 2 ** 53 - 1 }),
    ],
    ['a time that is no date', addOrEdit({ name: 'Nora', userState: 3, validFrom: 8_640_000_000_000 })],
    ['a name too long', `jdev/sps/createuser/${'n'.repeat(5000)}`],
    [
      'a tag too long',
      `jdev/sps/addusernfc/${userNamed(aManagedHome({ Vera: {} }), 'Vera').uuid}/${'04'.repeat(3000)}/blue`,
    ],
  ])('refuses with 400 what could not be read again after a restart: %s', ([, command = '']) => {
    const state = aManagedHome({ Vera: {} })
    const before = programToJson(state.program)
    expect(loggedIn(state, 'admin').ask(command).code).toBe(400)
    expect(programToJson(state.program)).toEqual(before)
  })

  test('R77, DIFF-3: a status lets in from its first second until before its last', () => {
    const state = aManagedHome()
    const { uuid } = userNamed(state, 'Gast')
    const window = { userState: 4, validFrom: NOON_S + 60, validUntil: NOON_S + 120 }
    expect(loggedIn(state, 'admin').ask(addOrEdit({ uuid, ...window })).code).toBe(200)
    const codeAfter = (seconds: number) => {
      const at = { wallMs: NOON.wallMs + seconds * 1000, monotonicMs: NOON.monotonicMs }
      return new Client(state, { session: `at ${seconds}`, at }).logIn('Gast', 'secret').code
    }
    expect([59, 60, 119, 120].map(codeAfter)).toEqual([423, 200, 200, 423])
  })

  test('of another Miniserver’s user changes what is kept here, and 504 for the rest', () => {
    const state = aManagedHome({ Otto: { change: fromOffice() } })
    joinOffice(state)
    const { uuid } = userNamed(state, 'Otto')
    const client = loggedIn(state, 'admin')
    expect(client.ask(addOrEdit({ uuid, userid: '7', usergroups: [ADULTS], name: 'Otto' })).code).toBe(200)
    expect(userNamed(state, 'Otto')).toMatchObject({ nfcCodeTouchId: '7', groups: [ADULTS] })
    for (const foreign of [{ name: 'Ottilie' }, { userState: 1 }, { nfcTags: ['04 05 06 07'] }, { uniqueUserId: 'O' }])
      expect(client.ask(addOrEdit({ uuid, ...foreign })).code).toBe(504)
  })
})
