import { describe, expect, test } from 'vitest'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { APP, App, WEB } from './an-app.ts'
import { aUser, CABIN, type Estate, HOME, OFFICE, take } from './an-estate.ts'
import { anna, BOTH, changeAdmin, LETTING_IN, LINK_API, listed, password, shared } from './linked-sites.ts'
import { threeInTrust } from './three-in-trust.ts'

/** Delivers what is said about going on, and loses all else. */
function settleLinks(estate: Estate): void {
  const { line } = estate
  for (let sent = line.shift(); sent !== undefined; sent = line.shift())
    if (['link', 'answer'].includes(sent.message.type)) estate.deliver(sent)
}

describe('R63: going on at another Miniserver', () => {
  test('R63: lists the members at which the user may, with their addresses, and no others', () => {
    const { office, home, at } = shared()
    expect(at(office).ask(`${LINK_API}/peers`)).toEqual({
      peers: [
        { serial: HOME, name: 'Home', intAddr: 'home:443', extAddr: '' },
        { serial: CABIN, name: 'Cabin', intAddr: 'cabin:443', extAddr: '' },
      ],
    })
    // From a member where she is a replica: also to her own Miniserver, and to another where she is one.
    expect(listed(at(home))).toEqual(['Office', 'Cabin'])
  })

  test('R63: logs in there without a password, with a token of that Miniserver for what the App was', () => {
    const { estate, office, home, at } = shared()
    const opened = at(office).open(HOME.toLowerCase())
    expect(opened).toMatchObject({
      serial: HOME,
      name: 'Home',
      intAddr: 'home:443',
      user: `Anna@${OFFICE}`,
      validFor: 30,
    })
    const there = new App(estate, home, 'there')
    expect(there.goOn(opened)).toMatchObject({ tokenRights: APP, unsecurePass: false })
    expect(there.ask('jdev/sps/LoxAPPversion3')).toEqual(expect.any(String))
    const [token] = home.state.api.tokens.get(anna.uuid) ?? []
    expect(token).toMatchObject({ permission: APP, via: OFFICE })
    // And from there on.
    expect(listed(there)).toEqual(['Office', 'Cabin'])
  })

  test('R63: goes to the Miniserver of the user’s own under its own serial', () => {
    const { estate, office, home, at } = shared()
    const opened = at(home).open(OFFICE)
    expect(opened.user).toBe(`Anna@${OFFICE}`)
    expect(new App(estate, office, 'there').goOn(opened)).toMatchObject({ tokenRights: APP })
  })

  test('AMB-8: a browser, a token without the bit, and a request with a password are refused', () => {
    const { estate, office, at } = shared()
    for (const permission of [WEB, 0x4]) {
      const app = at(office, permission)
      expect([app.ask(`${LINK_API}/peers`), app.ask(`${LINK_API}/open/${HOME}`)]).toEqual([403, 403])
      expect(office.answers.at(-1)?.value).toMatch(/^TRUST_LINK_APP_ONLY/)
    }
    office.command('Anna', `${LINK_API}/peers`)
    estate.settle()
    expect(office.answers.at(-1)).toMatchObject({ code: 403 })
  })

  test.for<[string, ProgramEdit]>([
    ['without Web Interface/Apps there', { ...LETTING_IN, type: 'revoke', scopes: BOTH }],
    ['where it is denied', { ...LETTING_IN, type: 'assign', scopes: ['internal'], effect: 'deny' }],
    [
      'where the user was taken out',
      { type: 'remove-import', entry: { origin: OFFICE, kind: 'user', uuid: anna.uuid } },
    ],
    ['where the user is switched off', { type: 'edit-user', uuid: anna.uuid, change: { disabledHere: true } }],
  ])('R63: %s it is not listed, and answers 403', ([, edit]) => {
    const { office, home, at } = shared()
    expect(home.edit(edit)).toMatchObject({ rev: expect.any(Number) })
    const app = at(office)
    expect(listed(app)).toEqual(['Cabin'])
    expect(app.ask(`${LINK_API}/open/${HOME}`)).toBe(403)
  })

  test('R63: inside and outside are asked about each by itself', () => {
    const { office, home, cabin, at } = shared()
    home.edit({ ...LETTING_IN, type: 'revoke', scopes: ['external'] })
    changeAdmin(office, home, cabin)
    expect(listed(at(office))).toEqual(['Home', 'Cabin'])
    expect(listed(at(office, APP, 'external'))).toEqual(['Cabin'])
  })

  test('DIFF-1, R63: from outside nobody goes on where the factory’s password holds', () => {
    const { office, cabin, at } = shared()
    changeAdmin(office, cabin)
    expect([listed(at(office)), listed(at(office, APP, 'external'))]).toEqual([['Home', 'Cabin'], ['Cabin']])
  })

  test.for<[string, User['status']]>([
    ['disabled', { state: 'disabled' }],
    ['expired', { state: 'enabled-until', validUntilMs: Date.UTC(2026, 10, 21, 12) }],
    ['not valid yet', { state: 'enabled-from', validFromMs: Date.UTC(2026, 10, 22) }],
    ['outside of the period', { state: 'timespan', validFromMs: 0, validUntilMs: 1 }],
  ])('R63: whoever is %s goes nowhere, also from a Miniserver that has not heard of it', ([, status]) => {
    const { estate, office, home, at } = shared()
    const app = at(home)
    estate.cut.add(HOME)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status } })
    estate.cut.clear()
    for (const [path, answer] of [
      ['peers', { peers: [] }],
      [`open/${CABIN}`, 403],
      [`open/${OFFICE}`, 403],
    ] as const) {
      app.send(`${LINK_API}/${path}`)
      settleLinks(estate)
      expect(app.answer()).toEqual(answer)
    }
    estate.advance(60_000)
    expect(app.closed()).toBe(4006)
  })

  test('R63: a peer is believed of users that it has, and of nobody else', () => {
    const { estate, home } = shared()
    const secret = hashPassword(anEnv().hash, 'SHA256', 'hugo', 'AB')
    home.edit({ type: 'add-user', user: aUser('Hugo', HOME, { password: secret, tags: [] }) })
    const hugo = home.user('Hugo')?.uuid ?? ''
    home.edit({ ...LETTING_IN, principal: `user:${hugo}`, type: 'assign', scopes: BOTH, effect: 'allow' })
    const asks = (uuid: string, proof: string) => {
      const message = {
        id: `link-${estate.log.length}`,
        type: 'link',
        uuid,
        scope: 'internal',
        permission: APP,
      } as const
      estate.send({ from: OFFICE, to: HOME, address: undefined, message: { ...message, proof, ticket: true } })
      estate.settle()
      return estate.log.findLast(({ from }) => from === HOME)?.message
    }
    const proof = (uuid: string, key = '') =>
      anEnv().hmac('SHA256', key, `loxrig-trust-link/2:${OFFICE}:${HOME}:${uuid}`)
    const known = home.user('Anna')?.linkKey
    const nobody = anna.uuid.replace(/^./, 'f')
    const forbidden = { result: { ok: false, code: 'FORBIDDEN' } }
    expect(asks(hugo, proof(hugo, known))).toMatchObject(forbidden)
    expect(asks(anna.uuid, proof(hugo, known))).toMatchObject(forbidden)
    expect(asks(nobody, proof(nobody, known))).toMatchObject(forbidden)
    expect(asks(anna.uuid, proof(anna.uuid, password.hash.toLowerCase()))).toMatchObject(forbidden)
    expect(home.state.api.tickets.size).toBe(0)
    expect(asks(anna.uuid, proof(anna.uuid, known))).toMatchObject({ result: { ok: true } })
  })

  test('R63: with another password here than there nobody goes on', () => {
    const { estate, office, home, at } = shared()
    const app = at(home)
    estate.cut.add(HOME)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: 'EF' } } })
    estate.cut.clear()
    app.send(`${LINK_API}/open/${CABIN}`)
    settleLinks(estate)
    expect(app.answer()).toBe(403)
  })

  test('R63: one that cannot be reached is left out of the list, and 504 when it is opened', () => {
    const { estate, office, at } = shared()
    estate.cut.add(HOME)
    const app = at(office)
    expect(listed(app)).toEqual(['Cabin'])
    expect(app.ask(`${LINK_API}/open/${HOME}`)).toBe(504)
    estate.cut.clear()
    app.send(`${LINK_API}/peers`)
    estate.line.splice(0, 1)
    estate.settle()
    estate.advance(10_000)
    expect(app.answer()).toMatchObject({ peers: [{ name: 'Cabin' }] })
  })

  test('R63: nobody, itself and a stranger are no Miniserver to go on at', () => {
    const { office, at } = shared()
    const app = at(office)
    for (const serial of ['504F94A000FF', OFFICE, 'x']) expect(app.ask(`${LINK_API}/open/${serial}`)).toBe(403)
  })

  test('P-18: an older one than 14.5.11.3 is not gone to, nor from', () => {
    for (const old of [HOME, OFFICE]) {
      const sites = threeInTrust()
      const { estate, office, home } = sites
      office.edit({ type: 'add-user', user: anna })
      take(home, 'user', anna.uuid)
      for (const unit of [office, home]) unit.edit({ ...LETTING_IN, type: 'assign', scopes: BOTH, effect: 'allow' })
      const unit = old === HOME ? home : office
      unit.do({ type: 'update-firmware', firmware: '14.5.11.2' })
      estate.settle()
      const app = new App(estate, office, 'app').loggedIn('Anna')
      expect([listed(app), app.ask(`${LINK_API}/open/${HOME}`)]).toEqual([[], 403])
    }
  })
})
