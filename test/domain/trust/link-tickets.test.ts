import { describe, expect, test } from 'vitest'
import { APP, App, type Opened } from './an-app.ts'
import { aUser, CABIN, HOME, OFFICE, TRUST } from './an-estate.ts'
import { anna, BOTH, LETTING_IN, password, shared } from './linked-sites.ts'

describe('R63: what an App goes on with', () => {
  test('R63: a ticket is good for 30 s, and not for a moment longer', () => {
    const { estate, office, home, at } = shared()
    const app = at(office)
    const [first, second] = [app.open(HOME), app.open(HOME)]
    estate.advance(29_999)
    expect(new App(estate, home, 'first').goOn(first)).toMatchObject({ tokenRights: APP })
    estate.advance(1)
    expect(new App(estate, home, 'second').goOn(second)).toBe(401)
  })

  test('R63: a ticket is good once, for its user and its Miniserver', () => {
    const { estate, office, home, cabin, at } = shared()
    home.edit({ type: 'add-user', user: aUser('Hugo', HOME, { password, tags: [] }) })
    const opened = at(office).open(HOME)
    expect(new App(estate, cabin, 'elsewhere').goOn(opened)).toBe(401)
    expect(new App(estate, home, 'as-another').goOn({ ...opened, user: 'Hugo' })).toBe(401)
    expect(new App(estate, home, 'guessed').goOn(opened, APP, '00'.repeat(32))).toBe(401)
    expect(new App(estate, home, 'there').goOn(opened)).toMatchObject({ tokenRights: APP })
    expect(new App(estate, home, 'again').goOn(opened)).toBe(401)
    expect(new App(estate, home, 'in-clear').goOn(opened, APP, opened.ticket)).toBe(401)
  })

  test('P-216: without TLS no ticket is given out, and one that is said as it is is void; its proof is good', () => {
    const { estate, office, home, at } = shared()
    const inClear = (unit: typeof home, name: string) => new App(estate, unit, name, 'internal', { inClear: true })
    const asks = inClear(office, 'asks').loggedIn('Anna')
    expect(asks.ask(`jdev/sps/trustlink/open/${HOME}`)).toBe(403)
    expect(office.answers.at(-1)?.value).toMatch(/^TLS_REQUIRED/)
    expect(asks.ask('jdev/sps/trustlink/peers')).toMatchObject({ peers: [{}, {}] })
    const [one, two, three] = [at(office).open(HOME), at(office).open(HOME), at(office).open(HOME)]
    expect(inClear(home, 'said').goOn(one, APP, one.ticket)).toBe(401)
    expect(new App(estate, home, 'heard').goOn(one)).toBe(401)
    expect(inClear(home, 'proved').goOn(two)).toMatchObject({ tokenRights: APP })
    expect(new App(estate, home, 'over-tls').goOn(three, APP, three.ticket)).toMatchObject({ tokenRights: APP })
  })

  test('R63: a ticket gives no more than the App had, and is used up by the attempt', () => {
    const { estate, office, home, at } = shared()
    const opened = at(office).open(HOME)
    home.edit({ ...LETTING_IN, object: 'right:UserManagement', type: 'assign', scopes: BOTH, effect: 'allow' })
    expect(new App(estate, home, 'more').goOn(opened, APP | 0x800)).toBe(403)
    expect(new App(estate, home, 'again').goOn(opened)).toBe(401)
  })

  test('R63: a ticket is void when the user is disabled, has another password or is gone, and after a restart', () => {
    const ends: ((sites: ReturnType<typeof shared>) => void)[] = [
      ({ office }) => office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status: { state: 'disabled' } } }),
      ({ office }) =>
        office.edit({ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: 'EF' } } }),
      ({ office }) => office.edit({ type: 'delete-user', uuid: anna.uuid }),
      ({ home }) => home.powerOn(),
      ({ home }) => home.config(),
    ]
    for (const end of ends) {
      const sites = shared()
      const opened = sites.at(sites.office).open(HOME)
      end(sites)
      sites.estate.settle()
      expect([401, 423]).toContain(new App(sites.estate, sites.home, 'there').goOn(opened))
    }
  })

  test('R63: the session ends with the user’s password, rights and account, and its token with them', () => {
    const ends: [number, (sites: ReturnType<typeof shared>) => void][] = [
      [
        4006,
        ({ office }) => office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status: { state: 'disabled' } } }),
      ],
      [
        4005,
        ({ office }) =>
          office.edit({ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: 'EF' } } }),
      ],
      [4005, ({ home }) => home.edit({ ...LETTING_IN, type: 'revoke', scopes: BOTH })],
      [
        4005,
        ({ home }) => home.edit({ type: 'remove-import', entry: { origin: OFFICE, kind: 'user', uuid: anna.uuid } }),
      ],
    ]
    for (const [code, end] of ends) {
      const sites = shared()
      const there = new App(sites.estate, sites.home, 'there')
      expect(there.goOn(sites.at(sites.office).open(HOME))).toMatchObject({ tokenRights: APP })
      end(sites)
      sites.estate.settle()
      expect(there.closed()).toBe(code)
    }
  })

  test('§3.3.8: with the member that the user came from, the token ends, though the user stays', () => {
    const { estate, office, home, cabin, at } = shared()
    const there = new App(estate, office, 'there')
    const { token } = there.goOn(at(cabin).open(OFFICE)) as { readonly token: string }
    const own = at(office)
    expect(home.user('Anna')).toBeDefined()
    office.config({ type: 'remove-member', trustUuid: TRUST, serial: CABIN })
    estate.settle()
    const again = new App(estate, office, 'again')
    expect(again.ask(`authwithtoken/${token}/Anna`)).toBe(401)
    expect([there.closed(), own.closed()]).toEqual([4005, undefined])
    const { value: why } = office.answers.find(({ session, code }) => session === 'there' && code === 4005) ?? {}
    expect(why).toBe('no Trust any more with where the user came from')
  })

  test('R63: of nine tickets the oldest is void', () => {
    const { estate, office, home, at } = shared()
    const app = at(office)
    const opened = Array.from({ length: 9 }, (): Opened => app.open(HOME))
    const outcomes = opened.map((one, index) => new App(estate, home, `there-${index}`).goOn(one))
    expect(outcomes.map((outcome) => typeof outcome === 'object')).toEqual([false, ...Array(8).fill(true)])
  })
})
