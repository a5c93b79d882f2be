import { describe, expect, test } from 'vitest'
import { filesOf } from '../../../sim/domain/miniserver/files.ts'
import { withoutAuthentications } from '../../../sim/domain/program/authentications.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { APP, App } from './an-app.ts'
import { aUser, CABIN, HOME, OFFICE, take, userManagementFor } from './an-estate.ts'
import { anna, BOTH, changeAdmin, LETTING_IN, LINK_API, listed, password, shared } from './linked-sites.ts'
import { threeInTrust } from './three-in-trust.ts'

describe('P-215: what members say to each other so that a user goes on', () => {
  test('P-215: a member without the user receives nothing that depends on its password alone', () => {
    const { estate, office, home, cabin } = threeInTrust()
    const hugo = aUser('Hugo', OFFICE, { tags: [] })
    for (const user of [anna, hugo]) office.edit({ type: 'add-user', user })
    take(home, 'user', anna.uuid)
    // It uses somebody else of that origin, and so has all that its pages tell everybody.
    take(cabin, 'user', hugo.uuid)
    for (const unit of [office, home]) unit.edit({ ...LETTING_IN, type: 'assign', scopes: BOTH, effect: 'allow' })
    expect([cabin.user('Hugo')?.name, cabin.user('Anna')]).toEqual(['Hugo', undefined])
    const others = [office, home].map((unit) => listed(new App(estate, unit, 'app').loggedIn('Anna')))
    expect(others).toEqual([['Home'], ['Office']])

    const got = estate.log.flatMap(({ from, to, message }) =>
      to === CABIN && message.type === 'link' ? [{ from, proof: message.proof }] : [],
    )
    // Her own Miniserver knows that she is not used there; one that uses her does not.
    expect(got.map(({ from }) => from)).toEqual([HOME])
    const keys = [password.hash.toLowerCase(), ...cabin.state.trust.codeKeys.values()]
    const guessed = keys.flatMap((key) =>
      [1, 2].map((each) => anEnv().hmac('SHA256', key, `loxrig-trust-link/${each}:${HOME}:${CABIN}:${anna.uuid}`)),
    )
    expect(guessed).not.toContain(got[0]?.proof)
    expect(JSON.stringify(estate.log.filter(({ to }) => to === CABIN))).not.toContain(home.user('Anna')?.linkKey)
  })

  test('P-215: those that use the user have a key of it, another one with each password, until it is their own', () => {
    const { office, home, cabin } = shared()
    const keys = () => [home, cabin].map((unit) => unit.user('Anna')?.linkKey)
    const [before] = keys()
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(keys()).toEqual([before, before])
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: 'EF' } } })
    const [after] = keys()
    expect(after).not.toBe(before)
    home.powerOn()
    expect(keys()).toEqual([after, after])
    home.config({ type: 'take-over-user', uuid: anna.uuid }, userManagementFor(OFFICE))
    expect(home.user('Anna')).toMatchObject({ ownershipEpoch: 1 })
    expect([home, office].map((unit) => unit.user('Anna')?.linkKey)).toEqual([undefined, expect.any(String)])
  })

  test('P-215: the key is in no file that a client may read, and in no backup without authentications', () => {
    const { home } = shared()
    const key = home.user('Anna')?.linkKey ?? 'none'
    expect(JSON.stringify(filesOf(home.state))).not.toContain(key)
    expect(JSON.stringify(programToJson(withoutAuthentications(home.program)))).not.toContain(key)
  })

  test('P-215: of a user one list is on its way, and whoever asks meanwhile is answered with the same', () => {
    const { estate, office, home, cabin, at } = shared()
    changeAdmin(office, home, cabin)
    const [one, other] = [at(office), at(office, 0x4006)]
    const outside = at(office, APP, 'external')
    const links = () => estate.log.filter(({ message }) => message.type === 'link').length
    for (const app of [one, one, other, one]) app.send(`${LINK_API}/peers`)
    expect(links()).toBe(2)
    // Outside another one: there rights may be others.
    outside.send(`${LINK_API}/peers`)
    expect(links()).toBe(4)
    estate.settle()
    const answered = (app: App) => office.answers.filter(({ session }) => session === app.session).length
    expect([one, other, outside].map(answered)).toEqual([3, 1, 1])
    expect(listed(one)).toEqual(['Home', 'Cabin'])
    expect([links(), office.state.trust.linkLists.size]).toEqual([6, 0])
  })

  test('P-215: a session that asks twenty times in ten seconds waits for the rest of them: 429', () => {
    const { estate, office, at } = shared()
    const app = at(office)
    const answers = Array.from({ length: 22 }, () => app.ask(`${LINK_API}/peers`))
    expect(answers.map((answer) => typeof answer)).toEqual([...Array(20).fill('object'), 'number', 'number'])
    expect([app.answer(), app.ask(`${LINK_API}/open/${HOME}`)]).toEqual([429, 429])
    expect(listed(at(office, 0x4006))).toEqual(['Home', 'Cabin'])
    estate.advance(9_999)
    expect(app.ask(`${LINK_API}/peers`)).toBe(429)
    estate.advance(1)
    expect(app.open(HOME)).toMatchObject({ serial: HOME })
  })
})
