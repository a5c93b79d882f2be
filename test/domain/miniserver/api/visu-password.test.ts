import { describe, expect, test } from 'vitest'
import type { StructureView } from '../../../../sim/domain/miniserver/api/structure-view.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { httpCommand } from '../../../../sim/protocol/loxone/http-command.ts'
import { structureFile } from '../../../../sim/protocol/loxone/structure-file.ts'
import { aMiniserver, anEnv, Client, KEYPAD_UUID, later, NOON, STRIKE_UUID } from './a-miniserver.ts'

const HISTORY = `${KEYPAD_UUID}/history`

/** Home whose keypad is secured; Anna has User Interface Password 1234, Ben 9999, Cleo none. */
function aHome(firmware = '16.0.6.10'): MiniserverState {
  const state = aMiniserver({ Anna: { visuPassword: '1234' }, Ben: { visuPassword: '9999', alg: 'SHA1' }, Cleo: {} })
  const keypad = state.program.controls.get(KEYPAD_UUID)
  if (keypad !== undefined) state.program.controls.set(KEYPAD_UUID, { ...keypad, secured: true })
  return { ...state, identity: { ...state.identity, firmware } }
}

function socketOf(state: MiniserverState, name: string, session = name): Client {
  const client = new Client(state, { session })
  client.logIn(name, 'secret')
  return client
}

describe('a secured control', () => {
  test('R80, R146: takes no command without the User Interface Password; others of the same room do', () => {
    const anna = socketOf(aHome(), 'Anna')
    expect(anna.ask(`jdev/sps/io/${HISTORY}`).code).toBe(500)
    expect(anna.ask(`jdev/sps/ios/${anna.visuHash('Anna', '1234')}/${HISTORY}`).code).toBe(200)
    expect(anna.ask(`jdev/sps/io/${STRIKE_UUID}/nothing`).value).not.toBe('visualisation password wrong')
  })

  test('is marked in the structure file', () => {
    const view = socketOf(aHome(), 'Anna').ask('data/LoxAPP3.json').structure as StructureView
    const { controls } = structureFile(view)
    expect([controls[KEYPAD_UUID]?.isSecured, controls[STRIKE_UUID]?.isSecured]).toEqual([true, false])
  })

  test('R80: is 500 with a wrong one, with another user’s, and for who has none', () => {
    const state = aHome()
    const [anna, cleo] = [socketOf(state, 'Anna'), socketOf(state, 'Cleo')]
    const ask = (client: Client, user: string, password: string) =>
      client.ask(`jdev/sps/ios/${client.visuHash(user, password)}/${HISTORY}`).code
    expect([
      ask(anna, 'Anna', '1235'),
      ask(anna, 'Ben', '9999'),
      ask(cleo, 'Cleo', ''),
      ask(anna, 'Anna', '1234'),
    ]).toEqual([500, 500, 500, 200])
  })

  test('is operated by HTTP requests, the key of one used in the next, and once', () => {
    const state = aHome()
    const authorization = `Basic ${btoa('Ben:secret')}`
    const ask = (path: string) => {
      const request = new Client(state, { session: path, http: true })
      return request.askCommand(httpCommand(path, { authorization, query: new URLSearchParams() }))
    }
    const { key, salt, hashAlg } = ask('/jdev/sys/getvisusalt/Ben').value as Readonly<Record<string, string>>
    const env = anEnv()
    const visu = env.hash(hashAlg as 'SHA1', `9999:${salt}`).toUpperCase()
    const hash = env.hmac(hashAlg as 'SHA1', key ?? '', visu)
    expect(ask(`/jdev/sps/ios/${hash}/${HISTORY}`).code).toBe(200)
    expect(ask(`/jdev/sps/ios/${hash}/${HISTORY}`).code).toBe(500)
  })

  test('P-93: takes a key that is 29.999 s old and none of 30 s', () => {
    const codeAfter = (ms: number) => {
      const anna = socketOf(aHome(), 'Anna')
      const hash = anna.visuHash('Anna', '1234')
      anna.at = later(NOON, ms)
      return anna.ask(`jdev/sps/ios/${hash}/${HISTORY}`).code
    }
    expect([codeAfter(29_999), codeAfter(30_000)]).toEqual([200, 500])
  })
})

describe('checkuservisupwd', () => {
  test('says whether the password is right, and uses the key up', () => {
    const anna = socketOf(aHome(), 'Anna')
    const right = `jdev/sps/checkuservisupwd/${anna.visuHash('Anna', '1234')}`
    expect([anna.ask(right).code, anna.ask(right).code]).toEqual([200, 500])
    expect(anna.ask(`jdev/sps/checkuservisupwd/${anna.visuHash('Anna', '4321')}`).code).toBe(500)
  })

  test('is unknown to firmware before 16', () => {
    const anna = socketOf(aHome('15.3.12.7'), 'Anna')
    expect(anna.ask(`jdev/sps/checkuservisupwd/${anna.visuHash('Anna', '1234')}`).code).toBe(404)
  })
})

test('a first User Interface Password is hashed with a salt of its own, and then holds', () => {
  const state = aMiniserver({ admin: { allow: [] }, Cleo: {} })
  const [admin, cleo] = [socketOf(state, 'admin'), socketOf(state, 'Cleo')]
  const told = (command: string, name: string) => admin.ask(`jdev/sys/${command}/${name}`).value as { salt: string }
  admin.ask('jdev/sps/createuser/Nora')
  expect(told('getvisusalt', 'Nora').salt).not.toBe(told('getkey2', 'Nora').salt)
  const { salt } = told('getvisusalt', 'Cleo')
  const hash = anEnv().hash('SHA256', `2580:${salt}`)
  expect(admin.ask(`jdev/sps/updateuservisupwdh/${uuidOf(state, 'Cleo')}/${hash}|3`).code).toBe(200)
  expect(state.program.users.get(uuidOf(state, 'Cleo'))?.visuPassword).toMatchObject({ salt, score: 3 })
  expect(cleo.ask(`jdev/sps/ios/${cleo.visuHash('Cleo', '2580')}/${HISTORY}`).code).toBe(200)
})

function uuidOf({ program }: MiniserverState, name: string): string {
  return [...program.users.values()].find((user) => user.name === name)?.uuid ?? ''
}
