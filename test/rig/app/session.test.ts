import { describe, expect, test } from 'vitest'
import type { ApiAnswer, AppLine, Ended } from '../../../rigs/app/line.ts'
import { AppSession, commandOf } from '../../../rigs/app/session.ts'

const SALT = '31306137336533622D303163352D313732662D66666666616362383139643462636139'
const KEY = '41434633443134324337383441373035453333424344364133373431333430413642333442334244'
/** Of the vectors in docs/miniserver-protocol.md §1.8: user admin, password secret, visu 1234. */
const LOGIN = 'a5557dfde7bfab624a67c6ce7cf6fb3391bc0a6093d0330390315fdca97536de'
const VISU = 'b11142fbd17ffab827219ef68dc9e6065e5b1b490072f3da221b27aa5c96a413'
const PASSWORD_HASH = '273FC72FBE76294965E80ACB4F2AA53EEECC1D8012152AF12E8B5420D5E8A86A'

/** A Miniserver of one user and one secured switch, that answers what it is told to. */
class FakeLine implements AppLine {
  readonly asked: string[] = []
  readonly states = new Map<string, number | string>()
  ended: Ended | undefined
  salt = SALT
  /** The visualization proof that is right. */
  visu = VISU
  cannot = false

  async ask(path: string): Promise<ApiAnswer> {
    this.asked.push(path)
    if (/get(?:key2|visusalt)\//.test(path)) return ok({ key: KEY, salt: this.salt, hashAlg: 'SHA256' })
    if (path.includes('/getjwt/')) return path.includes(`/${LOGIN}/admin/16388/`) ? ok({}) : { code: 401, value: '' }
    if (path === 'data/LoxAPP3.json') return ok(STRUCTURE)
    if (path.includes('checkuservisupwd') || path.includes('/ios/'))
      return path.includes(this.visu) && !(this.cannot && path.includes('/ios/'))
        ? ok('1')
        : { code: 500, value: 'wrong' }
    return ok('1')
  }

  async close(): Promise<void> {
    this.ended = { code: 1000, reason: '' }
  }
}

function ok(value: unknown): ApiAnswer {
  return { code: 200, value }
}

const STRUCTURE = {
  msInfo: { currentUser: { name: 'admin', uuid: 'admin-uuid' } },
  rooms: { 'room-uuid': { name: 'Vault' } },
  cats: {},
  controls: {
    'safe-uuid': {
      ...{ name: 'Safe', type: 'Switch', uuidAction: 'safe-uuid', room: 'room-uuid', isSecured: true },
      states: { active: 'active-uuid' },
    },
  },
}

function aSession() {
  const line = new FakeLine()
  const time = { nowMs: 0 }
  return { line, time, app: new AppSession({ site: 'home', user: 'admin', line, nowMs: () => time.nowMs }) }
}

describe('an App session', () => {
  test('logs in with the hash of the protocol sheet, and asks for the states', async () => {
    const { app, line } = aSession()
    await app.logIn('secret')
    expect(line.asked.at(-1)).toBe('jdev/sps/enablebinstatusupdate')
    await expect(aSession().app.logIn('wrong')).rejects.toMatchObject({ status: 401, code: 'API_REFUSED' })
  })

  test('sends a proof of the kept password with each secured command, and no password ever', async () => {
    const { app, line } = aSession()
    await app.unlock('1234')
    await app.operate('safe', 'on')
    await app.operate('Safe', 'off')
    expect(line.asked.filter((path) => path.includes('/ios/'))).toEqual([
      `jdev/sps/ios/${VISU}/safe-uuid/on`,
      `jdev/sps/ios/${VISU}/safe-uuid/off`,
    ])
    expect(line.asked.join()).not.toContain('1234')
  })

  test('R81: asks again from 60.000 s on, however often it was used, and asks the Miniserver nothing then', async () => {
    const { app, line, time } = aSession()
    await app.unlock('1234')
    time.nowMs = 59_999
    await app.operate('Safe', 'on')
    time.nowMs = 60_000
    await expect(app.operate('Safe', 'off')).rejects.toMatchObject({ code: 'VISU_PASSWORD_NEEDED' })
    expect(await app.isUnlocked()).toBe(false)
    expect(line.asked.filter((path) => path.includes('/ios/'))).toHaveLength(1)
  })

  test('AMB-15: what was entered in one session does not unlock another of the same user', async () => {
    const [phone, tablet] = [aSession(), aSession()]
    await phone.app.unlock('1234')
    expect([await phone.app.isUnlocked(), await tablet.app.isUnlocked()]).toEqual([true, false])
    await expect(tablet.app.operate('Safe', 'on')).rejects.toMatchObject({ code: 'VISU_PASSWORD_NEEDED' })
  })

  test('P-61: is locked by a wrong entry, a logout, its own change of the password, and one that somebody else makes', async () => {
    const ends: ((its: ReturnType<typeof aSession>) => unknown)[] = [
      ({ app }) => app.unlock('4321').catch((error: unknown) => expect(error).toMatchObject({ status: 500 })),
      ({ app }) => app.logOut(),
      ({ app }) => app.setPassword('visu', '4321'),
      ({ line }) => {
        line.salt = SALT.replace('31', '32')
        line.visu = '' // the same password, set anew: its proof is right
      },
      ({ line }) => {
        line.visu = 'another'
      },
    ]
    for (const end of ends) {
      const its = aSession()
      await its.app.unlock('1234')
      expect(await its.app.isUnlocked()).toBe(true)
      await end(its)
      expect(await its.app.isUnlocked()).toBe(false)
    }
  })

  test('stays unlocked where the control refused, not the password', async () => {
    const { app, line } = aSession()
    await app.unlock('1234')
    line.cannot = true
    await expect(app.operate('Safe', 'fly')).rejects.toMatchObject({ status: 500 })
    expect(await app.isUnlocked()).toBe(true)
    line.visu = 'another'
    await expect(app.operate('Safe', 'on')).rejects.toMatchObject({ status: 500 })
    line.visu = VISU
    expect(await app.isUnlocked()).toBe(false)
  })

  test('changes a password as the Miniserver keeps it', async () => {
    const { app, line } = aSession()
    await app.setPassword('login', 'secret')
    expect(line.asked.at(-1)).toBe(`jdev/sps/updateuserpwdh/admin-uuid/${PASSWORD_HASH}`)
  })

  test('tries what the user does not see by its name', async () => {
    const { app, line } = aSession()
    await app.operate('Night Light', 'on')
    expect(line.asked.at(-1)).toBe('jdev/sps/io/Night%20Light/on')
  })
})

test.for([
  ['jdev/sps/updateuseraccesscode/uuid/1234', 'jdev/sps/updateuseraccesscode'],
  ['authwithtoken/secret/admin', 'authwithtoken'],
  ['data/LoxAPP3.json', 'data/LoxAPP3.json'],
])('of %s only %s is ever shown', ([path, shown]) => {
  expect(commandOf(path ?? '')).toBe(shown)
})
