import { describe, expect, test } from 'vitest'
import { APP_USER, addUser, aMiniserver, Client, later, NOON, recompile } from './a-miniserver.ts'
import { fromOffice, joinOffice } from './the-office.ts'

const WRONG = { lastEdit: '2009-01-01 01:00:00', unix: 1_230_768_000 }

describe('getjwt and gettoken', () => {
  test.for(['SHA1', 'SHA256'] as const)('give a token to a user whose password is kept as %s', (alg) => {
    const client = new Client(aMiniserver({ Anna: { alg, password: 'secret' } }))
    const { code, value } = client.logIn('Anna', 'secret')
    expect(code).toBe(200)
    expect(value).toMatchObject({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), unsecurePass: false })
    expect(client.ask('jdev/sps/LoxAPPversion3').code).toBe(200)
  })

  test('give old clients a token of 40 hex digits', () => {
    const { value } = new Client(aMiniserver({ Anna: {} })).logIn('Anna', 'secret', {
      command: 'gettoken',
      permission: 2,
    })
    expect(value).toMatchObject({ token: expect.stringMatching(/^[0-9a-f]{40}$/) })
  })

  test('count validity in seconds since 2009: weeks for an App, half a day for a browser', () => {
    const now = NOON.wallMs / 1000 - 1_230_768_000
    const client = new Client(aMiniserver({ Anna: {} }))
    expect(client.logIn('Anna', 'secret', { permission: 4 }).value).toMatchObject({ validUntil: now + 28 * 86_400 })
    expect(client.logIn('Anna', 'secret', { permission: 2 }).value).toMatchObject({ validUntil: now + 12 * 3600 })
  })

  test('make the token durable before it is given', () => {
    const client = new Client(aMiniserver({ Anna: {} }))
    client.logIn('Anna', 'secret')
    const commit = client.effects.find((effect) => effect.type === 'commit')
    expect(commit).toMatchObject({
      records: [{ key: expect.stringMatching(/^api\/token\//) }],
      then: [{ type: 'api-reply' }],
    })
  })

  test('accept a key once', () => {
    const client = new Client(aMiniserver({ Anna: {} }))
    const path = `jdev/sys/getjwt/${client.loginHash('Anna', 'secret')}/Anna/4/uuid/info`
    expect(client.ask(path).code).toBe(200)
    expect(client.ask(path).code).toBe(401)
  })

  test("accept no other socket's key", () => {
    const state = aMiniserver({ Anna: {} })
    const hash = new Client(state, { session: 'one' }).loginHash('Anna', 'secret')
    expect(new Client(state, { session: 'two' }).ask(`jdev/sys/getjwt/${hash}/Anna/4/uuid/info`).code).toBe(401)
  })

  test.for([
    ['a wrong password', 'Anna', 'wrong'],
    ['a user that does not exist', 'Nobody', 'secret'],
  ] as const)('answer %s alike, with 401, and close', ([, user, password]) => {
    const client = new Client(aMiniserver({ Anna: {} }))
    expect(client.logIn(user, password)).toEqual({ code: 401, value: WRONG })
    expect(client.closes()).toMatchObject([{ code: 1000 }])
  })

  test('give a name that nobody bears the same salt every time', () => {
    const client = new Client(aMiniserver({ Anna: {} }))
    const first = client.ask('jdev/sys/getkey2/Nobody').value as { salt: string; key: string }
    const second = client.ask('jdev/sys/getkey2/Nobody').value as { salt: string; key: string }
    expect(second.salt).toBe(first.salt)
    expect(second.key).not.toBe(first.key)
    expect(first.key).toMatch(/^(3\d|4[1-6]){40}$/)
  })

  test('R150, C86: refuse a user without Web Interface/Apps, whatever rooms are allowed', () => {
    const client = new Client(aMiniserver({ Otto: { allow: ['room:room-1', 'room:room-2'] } }))
    expect(client.logIn('Otto', 'secret').code).toBe(403)
    expect(client.ask('data/LoxAPP3.json').code).toBe(400)
  })

  test('R150: ask for Web Interface/Apps in the scope of the connection', () => {
    const state = aMiniserver({ Otto: { allow: ['right:WebInterfaceApps@internal'] } })
    expect(new Client(state, { session: 'in', scope: 'internal' }).logIn('Otto', 'secret').code).toBe(200)
    expect(new Client(state, { session: 'out', scope: 'external' }).logIn('Otto', 'secret').code).toBe(403)
  })

  test('refuse a disabled user with 423 and close code 4006', () => {
    const client = new Client(aMiniserver({ Anna: { change: { status: { state: 'disabled' } } } }))
    expect(client.logIn('Anna', 'secret').code).toBe(423)
    expect(client.closes()).toMatchObject([{ code: 4006 }])
  })

  test('refuse a permission whose right the user lacks, and give an administrator the implied ones', () => {
    const state = aMiniserver({ Anna: {}, admin: { allow: [] } })
    expect(new Client(state, { session: 'a' }).logIn('Anna', 'secret', { permission: 0x800 }).code).toBe(403)
    expect(new Client(state, { session: 'b' }).logIn('admin', 'secret', { permission: 2 }).value).toMatchObject({
      tokenRights: 1666,
    })
  })

  test('tell that the password of the factory is unsafe', () => {
    const client = new Client(aMiniserver({ admin: { password: 'admin', allow: [] } }))
    expect(client.logIn('admin', 'admin').value).toMatchObject({ unsecurePass: true })
  })

  test('C40: a bare name is the local user, name@Host the Trust user by serial or description', () => {
    const state = aMiniserver({ Anna: { password: 'here' } })
    joinOffice(state)
    addUser(state.program, 'Anna', { password: 'there', change: fromOffice() })
    recompile(state)
    const local = new Client(state, { session: 'local' })
    expect(local.logIn('Anna', 'here').code).toBe(200)
    for (const host of ['504f94a00002', 'Office', 'OFFICE']) {
      const client = new Client(state, { session: host })
      expect(client.logIn(`Anna@${host}`, 'there').code).toBe(200)
    }
    expect(new Client(state, { session: 'wrong' }).logIn('Anna', 'there').code).toBe(401)
  })

  test('§3.1: a description that several members bear is ambiguous, a serial is not; other names may hold an @', () => {
    const state = aMiniserver({ 'anna@example.com': {} })
    joinOffice(state)
    const trust = state.program.trusts.get('trust')
    const third = trust?.members.map((member) => ({ ...member, serial: '504F94A00003' }))[1]
    if (trust !== undefined && third !== undefined)
      state.program.trusts.set('trust', { ...trust, members: [...trust.members, third] })
    addUser(state.program, 'Anna', { change: fromOffice() })
    recompile(state)
    expect(new Client(state, { session: 'a' }).logIn('Anna@Office', 'secret')).toMatchObject({
      code: 401,
      value: 'AMBIGUOUS_HOST',
    })
    expect(new Client(state, { session: 'b' }).logIn('Anna@504F94A00002', 'secret').code).toBe(200)
    expect(new Client(state, { session: 'c' }).logIn('anna@example.com', 'secret').code).toBe(200)
  })

  test('a replica whose origin is silent may not log in', () => {
    const state = aMiniserver({ Anna: { change: fromOffice() } })
    joinOffice(state)
    for (const origin of state.trust.origins.values()) origin.online = false
    expect(new Client(state).logIn('Anna@Office', 'secret').code).toBe(423)
  })
})

describe('failed logins', () => {
  function fail(state: ReturnType<typeof aMiniserver>, times: number): Client {
    const clients = Array.from({ length: times }, (_, index) => new Client(state, { session: `bad-${index}` }))
    for (const client of clients) client.logIn('Anna', 'wrong')
    return clients.at(-1) ?? new Client(state)
  }

  test('shut an address out at the fifth in a row, with the seconds in the reason', () => {
    const state = aMiniserver({ Anna: {} })
    expect(fail(state, 5).closes()).toEqual([{ code: 4003, reason: 'Access denied (300)' }])
    const late = new Client(state, { session: 'late', at: later(NOON, 299_500) })
    expect(late.closes()).toEqual([])
    late.send('jdev/sys/getkey')
    expect(late.closes()).toEqual([{ code: 4003, reason: 'Access denied (1)' }])
    expect(new Client(state, { session: 'again', at: later(NOON, 300_000) }).logIn('Anna', 'secret').code).toBe(200)
  })

  test('refuse logins by HTTP from that address, but tell who the Miniserver is', () => {
    const state = aMiniserver({ Anna: {} })
    fail(state, 5)
    const client = new Client(state, { session: 'http', http: true })
    expect(client.ask('jdev/cfg/apiKey').code).toBe(200)
    expect(client.logIn('Anna', 'secret').code).toBe(403)
  })

  test('are forgotten with a login', () => {
    const state = aMiniserver({ Anna: {} })
    fail(state, 4)
    expect(new Client(state, { session: 'good' }).logIn('Anna', 'secret').code).toBe(200)
    expect(fail(state, 1).closes()).toMatchObject([{ code: 1000 }])
  })
})

test('APP_USER can log in, so the refusals above are not for want of a right', () => {
  expect(new Client(aMiniserver({ Anna: { allow: APP_USER } })).logIn('Anna', 'secret').code).toBe(200)
})
