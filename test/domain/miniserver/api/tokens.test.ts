import { describe, expect, test } from 'vitest'
import { apiRecords, restoreApiState } from '../../../../sim/domain/miniserver/api/restore.ts'
import { apiUsersChanged } from '../../../../sim/domain/miniserver/api/users-changed.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { hashPassword } from '../../../../sim/domain/program/password.ts'
import { aMiniserver, anEnv, Client, later, NOON, recompile } from './a-miniserver.ts'

function loggedIn(options: { command?: string; permission?: number } = {}) {
  const state = aMiniserver({ Anna: {} })
  const client = new Client(state)
  const { token } = client.logIn('Anna', 'secret', options).value as { token: string }
  return { state, client, token }
}

describe('authwithtoken', () => {
  test.for(['SHA1', 'SHA256'] as const)(
    'logs in with a token hash under %s, whatever the algorithm of the user',
    (alg) => {
      const { state, token } = loggedIn()
      const client = new Client(state, { session: 'two' })
      const reply = client.ask(`authwithtoken/${client.tokenHash(token, alg)}/Anna`)
      expect(reply).toMatchObject({ code: 200, value: { tokenRights: 4, unsecurePass: false } })
      expect(client.ask('jdev/sps/LoxAPPversion3').code).toBe(200)
    },
  )

  test('logs in with the plain token, and with a hash under the key of the key exchange', () => {
    const { state, token } = loggedIn()
    expect(new Client(state, { session: 'two' }).ask(`authwithtoken/${token}/Anna`).code).toBe(200)
  })

  test('refuses a token of another user, an expired one, and closes', () => {
    const { state, token } = loggedIn({ permission: 2 })
    const stranger = new Client(state, { session: 'two' })
    expect(stranger.ask(`authwithtoken/${token}/admin`).code).toBe(401)
    expect(stranger.closes()).toMatchObject([{ code: 1000 }])
    const late = new Client(state, { session: 'three', at: later(NOON, 12 * 3_600_000) })
    expect(late.ask(`authwithtoken/${token}/Anna`).code).toBe(401)
  })

  test('ends with the password it was given for', () => {
    const { state, client, token } = loggedIn()
    const [anna] = state.program.users.values()
    if (anna === undefined) throw new Error('no user')
    state.program.users.set(anna.uuid, { ...anna, password: hashPassword(anEnv().hash, 'SHA256', 'other', 'aa') })
    recompile(state)
    expect(apiUsersChanged(state, NOON, anEnv())).toEqual([
      { type: 'api-close', session: 'one', code: 4005, reason: 'password changed' },
    ])
    expect(new Client(state, { session: 'two' }).ask(`authwithtoken/${token}/Anna`).code).toBe(401)
    expect(client.closes()).toEqual([])
  })
})

describe('a token', () => {
  test('is refreshed: a Web Token into a new one, an old one into itself for longer', () => {
    for (const [get, refresh, same] of [
      ['getjwt', 'refreshjwt', false],
      ['gettoken', 'refreshtoken', true],
    ] as const) {
      const { state, client, token } = loggedIn({ command: get, permission: 2 })
      client.at = later(NOON, 3_600_000)
      const { code, value } = client.ask(`jdev/sys/${refresh}/${client.tokenHash(token)}/Anna`)
      const fresh = value as { token: string; validUntil: number }
      expect(code).toBe(200)
      expect(fresh.token === token).toBe(same)
      expect(fresh.validUntil).toBe(NOON.wallMs / 1000 - 1_230_768_000 + 13 * 3600)
      expect(new Client(state, { session: 'two' }).ask(`authwithtoken/${token}/Anna`).code).toBe(same ? 200 : 401)
      expect(client.ask('jdev/sps/LoxAPPversion3').code).toBe(200)
    }
  })

  test('is checked, with 477 for one that is not valid', () => {
    const { client, token } = loggedIn()
    expect(client.ask(`jdev/sys/checktoken/${client.tokenHash(token)}/Anna`).code).toBe(200)
    expect(client.ask(`jdev/sys/checktoken/${client.tokenHash('another')}/Anna`).code).toBe(477)
  })

  test('is killed with all sessions that it logged in', () => {
    const { state, client, token } = loggedIn()
    const other = new Client(state, { session: 'two' })
    other.ask(`authwithtoken/${token}/Anna`)
    expect(client.ask(`jdev/sys/killtoken/${client.tokenHash(token)}/Anna`).code).toBe(401)
    const closed = client.effects.flatMap((effect) => (effect.type === 'api-close' ? [effect.session] : []))
    expect(closed.sort()).toEqual(['one', 'two'])
    expect(new Client(state, { session: 'three' }).ask(`authwithtoken/${token}/Anna`).code).toBe(401)
  })

  test('survives a restart, and is nowhere in what is stored', () => {
    const { state, client, token } = loggedIn()
    const records = [
      ...apiRecords(state.api),
      ...client.effects.flatMap((effect) => (effect.type === 'commit' ? effect.records : [])),
    ]
    expect(JSON.stringify(records)).not.toContain(token)
    const api = restoreApiState(JSON.parse(JSON.stringify(records)))
    expect(api).toBeDefined()
    const again: MiniserverState = { ...state, api: api ?? state.api }
    expect(new Client(again).ask(`authwithtoken/${token}/Anna`).code).toBe(200)
  })

  test('is one of at most 32 per user: the oldest goes', () => {
    const { state, token } = loggedIn()
    const client = new Client(state, { session: 'two' })
    for (let count = 0; count < 32; count++) expect(client.logIn('Anna', 'secret').code).toBe(200)
    expect(new Client(state, { session: 'three' }).ask(`authwithtoken/${token}/Anna`).code).toBe(401)
  })
})

test('sessions of a user who was deleted or disabled close with 4005 and 4006', () => {
  const state = aMiniserver({ Anna: {}, Otto: {} })
  new Client(state, { session: 'anna' }).logIn('Anna', 'secret')
  new Client(state, { session: 'otto' }).logIn('Otto', 'secret')
  const [anna, otto] = [...state.program.users.values()]
  if (anna === undefined || otto === undefined) throw new Error('no users')
  state.program.users.delete(anna.uuid)
  state.program.users.set(otto.uuid, { ...otto, status: { state: 'disabled' } })
  recompile(state)
  const effects = apiUsersChanged(state, NOON, anEnv())
  expect(effects).toContainEqual({ type: 'api-close', session: 'anna', code: 4005, reason: 'user deleted' })
  expect(effects).toContainEqual({
    type: 'api-close',
    session: 'otto',
    code: 4006,
    reason: expect.stringContaining('disabled'),
  })
  expect(effects).toContainEqual(
    expect.objectContaining({ type: 'commit', records: [{ key: expect.stringMatching(/^api\/token\//) }] }),
  )
})
