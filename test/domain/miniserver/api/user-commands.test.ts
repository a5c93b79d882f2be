import { describe, expect, test } from 'vitest'
import { ADULTS, addOrEdit, aManagedHome, loggedIn, userNamed } from './a-managed-home.ts'
import { ADMINISTRATORS, anEnv, Client, SERIAL } from './a-miniserver.ts'
import { fromOffice, joinOffice } from './the-office.ts'

const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

describe('createuser and deleteuser', () => {
  test('R69, R136: createuser answers with the uuid, 400 where the name is taken', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const { code, value } = client.ask('jdev/sps/createuser/Anna%20Maria')
    expect({ code, value }).toEqual({ code: 200, value: userNamed(state, 'Anna Maria').uuid })
    expect(client.ask('jdev/sps/createuser/anna%20maria').code).toBe(400)
    expect(client.ask('jdev/sps/createuser/%20').code).toBe(400)
  })

  test('R79, R96, R150: a new user gets a password with the salt that getkey2 tells, and logs in once that is allowed', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const uuid = client.ask('jdev/sps/createuser/Nora').value
    expect(client.ask(`jdev/sps/updateuserpwdh/${uuid}/${hashFor(client, 'getkey2', 'Nora', 'n3w')}%7C2`).code).toBe(
      200,
    )
    expect(userNamed(state, 'Nora').password).toMatchObject({ score: 2 })
    const nora = new Client(state, { session: 'nora' })
    expect(nora.logIn('Nora', 'n3w')).toMatchObject({ code: 403, value: 'no right Web Interface/Apps here' })
    client.ask(`jdev/sps/assignusertogroup/${uuid}/${ADULTS}`)
    expect(nora.logIn('Nora', 'n3w').code).toBe(200)
    expect(nora.logIn('Nora', 'old').code).toBe(401)
  })

  test('deleteuser closes the sockets of the user, after its answer is durable', () => {
    const state = aManagedHome()
    const gast = loggedIn(state, 'Gast')
    const admin = loggedIn(state, 'admin')
    expect(admin.ask(`jdev/sps/deleteuser/${userNamed(state, 'Gast').uuid}`)).toMatchObject({ code: 200, value: '' })
    expect(admin.effects).toContainEqual({
      ...{ type: 'api-close', session: 'socket of Gast', code: 4005, reason: 'user deleted' },
    })
    expect(gast.ask('jdev/cfg/version').code).toBe(400)
    expect(admin.ask(`jdev/sps/deleteuser/${UNKNOWN}`).code).toBe(404)
  })

  test('I6, §3.4.6: the last administrator cannot be deleted, disabled or taken out: 403', () => {
    const state = aManagedHome()
    const admin = loggedIn(state, 'admin')
    const { uuid } = userNamed(state, 'admin')
    const refused = { code: 403, value: 'delete of last admin not allowed' }
    expect(admin.ask(`jdev/sps/deleteuser/${uuid}`)).toMatchObject(refused)
    expect(admin.ask(addOrEdit({ uuid, userState: 1 }))).toMatchObject(refused)
    expect(admin.ask(`jdev/sps/removeuserfromgroup/${uuid}/${ADMINISTRATORS}`)).toMatchObject(refused)
  })

  test('deleting another Miniserver’s user takes it out of this one only', () => {
    const state = aManagedHome({ Otto: { change: fromOffice() } })
    joinOffice(state)
    const { uuid } = userNamed(state, 'Otto')
    const entry = { origin: '504F94A00002', kind: 'user', uuid } as const
    state.program.imports.set(`504F94A00002/user/${uuid}`, entry)
    expect(loggedIn(state, 'admin').ask(`jdev/sps/deleteuser/${uuid}`).code).toBe(200)
    expect(state.program.users.has(uuid)).toBe(false)
    expect(state.program.imports.size).toBe(0)
  })
})

describe('groups, passwords and tags', () => {
  test('R70, R71, R73: assignusertogroup and removeuserfromgroup, 404 where either is not there', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Gast')
    for (const [command, groups] of [
      ['assignusertogroup', [ADULTS]],
      ['removeuserfromgroup', []],
    ] as const) {
      expect(client.ask(`jdev/sps/${command}/${uuid}/${ADULTS}`)).toMatchObject({ code: 200, value: '' })
      expect(userNamed(state, 'Gast').groups).toEqual(groups)
      expect(client.ask(`jdev/sps/${command}/${UNKNOWN}/${ADULTS}`).code).toBe(404)
      expect(client.ask(`jdev/sps/${command}/${uuid}/${UNKNOWN}`).code).toBe(404)
    }
  })

  test('R79: a new password ends the sessions of its user with 4005, and the old password', () => {
    const state = aManagedHome()
    const gast = loggedIn(state, 'Gast')
    const admin = loggedIn(state, 'admin')
    const hash = hashFor(admin, 'getkey2', 'Gast', 'other')
    expect(admin.ask(`jdev/sps/updateuserpwdh/${userNamed(state, 'Gast').uuid}/${hash}`).code).toBe(200)
    expect(admin.effects).toContainEqual(
      expect.objectContaining({ type: 'api-close', session: 'socket of Gast', code: 4005 }),
    )
    expect(gast.logIn('Gast', 'secret').code).toBe(401)
    expect(gast.logIn('Gast', 'other').code).toBe(200)
  })

  test('a hash of another length than its algorithm’s is no password', () => {
    const state = aManagedHome({ Olaf: { alg: 'SHA1' } })
    const client = loggedIn(state, 'admin')
    for (const [name, length] of [
      ['Olaf', 64],
      ['Gast', 40],
      ['Gast', 0],
    ] as const)
      expect(client.ask(`jdev/sps/updateuserpwdh/${userNamed(state, name).uuid}/${'a'.repeat(length)}`).code).toBe(400)
    expect(client.logIn('Gast', 'secret').code).toBe(200)
  })

  test('addusernfc adds a tag, and given once more renames it; removeusernfc takes it away', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Gast')
    const tag = '55%2015%2043%2098%2057%200F%20CB%2015%20EC'
    const id = '55 15 43 98 57 0F CB 15 EC'
    expect(client.ask(`jdev/sps/addusernfc/${uuid}/${tag}/Key%20ring`).code).toBe(200)
    expect(userNamed(state, 'Gast').tags).toEqual([{ id, name: 'Key ring' }])
    expect(client.ask(`jdev/sps/addusernfc/${uuid}/${tag.toLowerCase()}/Ring`).code).toBe(200)
    expect(userNamed(state, 'Gast').tags).toEqual([{ id, name: 'Ring' }])
    expect(client.ask(`jdev/sps/removeusernfc/${uuid}/${tag}`).code).toBe(200)
    expect(client.ask(`jdev/sps/removeusernfc/${uuid}/${tag}`).code).toBe(404)
    expect(userNamed(state, 'Gast').tags).toEqual([])
  })

  test('DIFF-12: a tag that nobody had is given, with a notice that does not tell it', () => {
    const state = aManagedHome({ Vera: { change: { tags: [{ id: '04 A1 B2 C3', name: 'blue' }] } } })
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Gast')
    const notices = () => client.effects.filter(({ type }) => type === 'notice')
    client.ask(`jdev/sps/addusernfc/${uuid}/04A1B2C3/blue`)
    expect(notices()).toEqual([])
    client.ask(`jdev/sps/addusernfc/${uuid}/04A1B2C4/red`)
    expect(notices()).toEqual([{ type: 'notice', name: 'tag-never-seen', data: { user: 'Gast', uuid } }])
  })

  test('C26: of another Miniserver’s user, passwords, codes and tags are that one’s to change: 504 where it does not answer', () => {
    const tags = [{ id: '04 A1 B2 C3', name: 'blue' }]
    const state = aManagedHome({ Otto: { change: { ...fromOffice(), tags } } })
    joinOffice(state)
    const { uuid } = userNamed(state, 'Otto')
    const client = loggedIn(state, 'admin')
    const { program } = state
    for (const path of [
      `updateuserpwdh/${uuid}/${'A'.repeat(64)}`,
      `updateuservisupwdh/${uuid}/${'A'.repeat(64)}`,
      `updateuseraccesscode/${uuid}/1234`,
      `addusernfc/${uuid}/04A1B2C3/blue`,
      `removeusernfc/${uuid}/04A1B2C3`,
    ])
      expect([path, client.ask(`jdev/sps/${path}`).code]).toEqual([path, 504])
    expect(state.program).toBe(program)
  })
})

test('one’s own password and code belong to one’s own Miniserver too: 504 with the right for it, 403 without', () => {
  const state = aManagedHome({
    Otto: { change: fromOffice(), allow: ['right:WebInterfaceApps', 'right:ChangeOwnPasswords'] },
    Olga: { change: fromOffice(), allow: ['right:WebInterfaceApps'] },
  })
  joinOffice(state)
  const codes = (name: string) => {
    const client = new Client(state, { session: name })
    client.logIn(`${name}@Office`, 'secret')
    const { uuid } = userNamed(state, name)
    const paths = [`updateuserpwdh/${uuid}/${'A'.repeat(64)}`, `updateuseraccesscode/${uuid}/1234`]
    return paths.map((path) => client.ask(`jdev/sps/${path}`).code)
  }
  expect([codes('Otto'), codes('Olga')]).toEqual([
    [504, 504],
    [403, 403],
  ])
})

/** A password as clients hash it: with the salt they are told. */
function hashFor(client: Client, command: 'getkey2' | 'getvisusalt', user: string, password: string): string {
  const { salt, hashAlg } = client.ask(`jdev/sys/${command}/${user}`).value as { salt: string; hashAlg: 'SHA256' }
  return anEnv().hash(hashAlg, `${password}:${salt}`).toUpperCase()
}
