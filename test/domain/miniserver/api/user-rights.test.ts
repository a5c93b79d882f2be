import { describe, expect, test } from 'vitest'
import { assignmentKey } from '../../../../sim/domain/program/program.ts'
import { ADULTS, addOrEdit, aManagedHome, CHIEFS, loggedIn, userNamed } from './a-managed-home.ts'
import { ADMINISTRATORS, anEnv, Client, later, NOON, recompile, SERIAL } from './a-miniserver.ts'

type Home = ReturnType<typeof aManagedHome>

const HASH = 'A'.repeat(64)
const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

/** Every request of §3, about one user, as its code without the right for it. */
const REQUESTS = (uuid: string): readonly string[] => [
  'getuserlist2',
  `getuser/${uuid}`,
  'getgrouplist',
  addOrEdit({ uuid, email: 'x' }).slice('jdev/sps/'.length),
  'createuser/New',
  `deleteuser/${uuid}`,
  `assignusertogroup/${uuid}/${ADULTS}`,
  `removeuserfromgroup/${uuid}/${ADULTS}`,
  `updateuserpwdh/${uuid}/${HASH}`,
  `updateuservisupwdh/${uuid}/${HASH}`,
  `updateuseraccesscode/${uuid}/1234`,
  `addusernfc/${uuid}/04A1B2C3/blue`,
  `removeusernfc/${uuid}/04A1B2C3`,
  'getcustomuserfields',
  'getuserpropertyoptions',
  'checkuserid/1',
]

/** What a request is answered by a unit where nothing was refused yet. */
function codeFor(caller: string, pathOf: (state: Home) => string, scope: 'internal' | 'external' = 'internal'): number {
  const state = aManagedHome()
  return loggedIn(state, caller, { scope }).ask(`jdev/sps/${pathOf(state)}`).code
}

const about = (name: string, path: (uuid: string) => string) => (state: Home) => path(userNamed(state, name).uuid)

describe('who may manage whom', () => {
  test.for(REQUESTS('x').map((path, index) => [path, index] as const))(
    'R95, R135: %s about another is 403 for a user and a guest',
    ([, index]) => {
      for (const caller of ['Ulli', 'Gast']) {
        const other = caller === 'Ulli' ? 'Gast' : 'Ulli'
        const path = about(other, (uuid) => REQUESTS(uuid)[index] ?? '')
        expect([caller, codeFor(caller, path)]).toEqual([caller, 403])
      }
    },
  )

  test('R95, C85: a user manager manages everybody; of administrators only the common groups they are in', () => {
    const codes = (of: string) =>
      Object.fromEntries(
        REQUESTS('x').map((path, index) => [
          path,
          codeFor(
            'Hugo',
            about(of, (uuid) => REQUESTS(uuid)[index] ?? ''),
          ),
        ]),
      )
    const isOther = (wanted: Readonly<Record<number, readonly string[]>>) => (of: string) =>
      Object.entries(codes(of)).filter(([path, code]) => !(wanted[code] ?? []).some((word) => path.startsWith(word)))
    const general = ['getuserlist2', 'getgrouplist', 'createuser', 'getcustom', 'getuserprop', 'checkuserid']
    const groups = ['assignusertogroup', 'removeuserfromgroup']
    const secrets = ['getuser/', 'addoredituser', 'deleteuser', 'update', 'addusernfc']
    expect(isOther({ 200: [...general, ...groups, ...secrets], 404: ['removeusernfc'] })('Gast')).toEqual([])
    expect(isOther({ 200: [...general, ...groups], 403: [...secrets, 'removeusernfc'] })('admin')).toEqual([])
  })

  test('C85: and puts nobody into a group of administrators, nor takes anybody out, nor sees administrators', () => {
    expect(
      codeFor(
        'Hugo',
        about('Gast', (uuid) => `assignusertogroup/${uuid}/${CHIEFS}`),
      ),
    ).toBe(403)
    expect(
      codeFor(
        'Hugo',
        about('Hugo', (uuid) => `assignusertogroup/${uuid}/${CHIEFS}`),
      ),
    ).toBe(403)
    expect(
      codeFor(
        'Hugo',
        about('admin', (uuid) => `removeuserfromgroup/${uuid}/${ADMINISTRATORS}`),
      ),
    ).toBe(403)
    expect(codeFor('Hugo', () => addOrEdit({ name: 'N', usergroups: [CHIEFS] }).slice('jdev/sps/'.length))).toBe(403)
    const names = (loggedIn(aManagedHome(), 'Hugo').ask('jdev/sps/getuserlist2').value as { name: string }[]).map(
      ({ name }) => name,
    )
    expect(names).toEqual(['Hugo', 'Ulli', 'Gast'])
  })

  test('R88: whether one’s own passwords may be changed stands in the structure file', () => {
    const mayChange = (caller: string) =>
      loggedIn(aManagedHome(), caller).ask('data/LoxAPP3.json').structure?.user.mayChangePassword
    expect([mayChange('Ulli'), mayChange('Gast')]).toEqual([true, false])
  })

  test('R88, R97: Change Own Passwords is for one’s own passwords and code, and not for one’s own tag', () => {
    const own = (caller: string) =>
      [
        `updateuserpwdh/{uuid}/${HASH}`,
        `updateuservisupwdh/{uuid}/${HASH}`,
        'updateuseraccesscode/{uuid}/1234',
        'addusernfc/{uuid}/04A1B2C3/blue',
      ].map((path) =>
        codeFor(
          caller,
          about(caller, (uuid) => path.replace('{uuid}', uuid)),
        ),
      )
    expect(own('admin')).toEqual([200, 200, 200, 200])
    expect(own('Hugo')).toEqual([200, 200, 200, 200])
    expect(own('Ulli')).toEqual([200, 200, 200, 403])
    expect(own('Gast')).toEqual([403, 403, 403, 403])
  })

  test('who may not manage users is not told whether there is one: 403, not 404', () => {
    const paths = [...REQUESTS(UNKNOWN), `getcontrolpermissions/${UNKNOWN}`, 'getuser/Nobody']
    for (const path of paths) expect([path, codeFor('Gast', () => path)]).toEqual([path, 403])
  })

  test('R88: whoever changed the own password logs in with the new one', () => {
    const state = aManagedHome()
    const ulli = loggedIn(state, 'Ulli')
    const { salt } = ulli.ask('jdev/sys/getkey2/Ulli').value as { salt: string }
    const hash = anEnv().hash('SHA256', `mine:${salt}`)
    expect(ulli.ask(`jdev/sps/updateuserpwdh/${userNamed(state, 'Ulli').uuid}/${hash}`).code).toBe(200)
    expect(ulli.closes()).toMatchObject([{ code: 4005 }])
    const again = new Client(state, { session: 'again' })
    expect(again.logIn('Ulli', 'secret').code).toBe(401)
    expect(again.logIn('Ulli', 'mine').code).toBe(200)
  })

  test('R84, R95: a right for internal connections is none for external ones', () => {
    const path = 'jdev/sps/createuser/New'
    const ask = (scope: 'internal' | 'external') => {
      const state = aManagedHome({ Inge: { allow: ['right:WebInterfaceApps', 'right:UserManagement@internal'] } })
      return loggedIn(state, 'Inge', { scope }).ask(path).code
    }
    expect([ask('internal'), ask('external')]).toEqual([200, 403])
  })

  test('R98: a deny of User Management wins over an allow of it', () => {
    const state = aManagedHome()
    const { uuid } = userNamed(state, 'Hugo')
    const deny = {
      principal: `user:${uuid}`,
      object: 'right:UserManagement',
      scope: 'internal',
      effect: 'deny',
    } as const
    state.program.assignments.set(assignmentKey(deny), deny)
    recompile(state)
    expect(loggedIn(state, 'Hugo').ask('jdev/sps/getgrouplist').code).toBe(403)
  })

  test('a disabled user is refused with 423 and 4006, whatever the right', () => {
    const state = aManagedHome()
    const hugo = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Hugo')
    const admin = loggedIn(state, 'admin')
    expect(admin.ask(addOrEdit({ uuid, userState: 1 })).code).toBe(200)
    expect(admin.effects).toContainEqual(expect.objectContaining({ session: 'socket of Hugo', code: 4006 }))
    expect(hugo.ask('jdev/sps/getgrouplist').code).toBe(423)
  })
})

describe('five requests without the right', () => {
  const refuse = (client: Client, times: number) =>
    Array.from({ length: times }, () => client.ask('jdev/sps/getgrouplist').code)

  test('§3.4.6: lock their user out of all such requests for five minutes, on every socket', () => {
    const state = aManagedHome()
    const ulli = loggedIn(state, 'Ulli')
    expect(refuse(ulli, 6)).toEqual([403, 403, 403, 403, 403, 429])
    const own = `jdev/sps/updateuseraccesscode/${userNamed(state, 'Ulli').uuid}/1234`
    const second = new Client(state, { session: 'second' })
    second.logIn('Ulli', 'secret')
    expect(second.ask(own).code).toBe(429)
    expect(loggedIn(state, 'Gast').ask('jdev/sps/getgrouplist').code).toBe(403)
    second.at = later(NOON, 299_999)
    expect(second.ask(own).code).toBe(429)
    second.at = later(NOON, 300_000)
    expect(second.ask(own).code).toBe(200)
  })

  test('count within five minutes, and what is allowed does not set them back', () => {
    const state = aManagedHome()
    const ulli = loggedIn(state, 'Ulli')
    const own = `jdev/sps/updateuseraccesscode/${userNamed(state, 'Ulli').uuid}/1234`
    refuse(ulli, 4)
    expect(ulli.ask(own).code).toBe(200)
    ulli.at = later(NOON, 300_000)
    expect(refuse(ulli, 4)).toEqual([403, 403, 403, 403])
    expect(ulli.ask(own).code).toBe(200)
    expect(refuse(ulli, 2)).toEqual([403, 429])
  })

  test('are those only: what fails for another reason is none', () => {
    const state = aManagedHome()
    const admin = loggedIn(state, 'admin')
    const { uuid } = userNamed(state, 'admin')
    for (let time = 1; time <= 7; time++) expect(admin.ask(`jdev/sps/deleteuser/${uuid}`).code).toBe(403)
    expect(admin.ask('jdev/sps/getgrouplist').code).toBe(200)
  })
})
