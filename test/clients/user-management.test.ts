import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ADULTS, addOrEdit, aManagedHome, userNamed } from '../domain/miniserver/api/a-managed-home.ts'
import { APP_USER, KEYPAD_UUID } from '../domain/miniserver/api/a-miniserver.ts'
import { type ApiMiniserver, startApiMiniserver } from './api-miniserver.ts'
import { startLxCommunicator } from './client.ts'

interface Answer {
  readonly status: number
  readonly code: string
  readonly value: unknown
}

/** A client that knows nothing but HTTP, Basic and JSON. */
function basicClient({ host, port }: ApiMiniserver, user: string, password = 'secret') {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return async (path: string): Promise<Answer> => {
    const response = await fetch(`http://${host}:${port}/${path}`, { headers: { authorization } })
    if (!response.headers.get('content-type')?.startsWith('application/json')) {
      return { status: response.status, code: '', value: await response.text() }
    }
    const { LL } = (await response.json()) as { LL: { Code?: string; code?: string; value: unknown } }
    return { status: response.status, code: LL.Code ?? LL.code ?? '', value: LL.value }
  }
}

type Ask = ReturnType<typeof basicClient>

async function passwordHash(ask: Ask, command: 'getkey2' | 'getvisusalt', user: string, password: string) {
  const { value } = await ask(`jdev/sys/${command}/${encodeURIComponent(user)}`)
  const { key, salt, hashAlg } = value as Readonly<Record<string, string>>
  const alg = hashAlg?.toLowerCase() ?? ''
  const hash = createHash(alg).update(`${password}:${salt}`).digest('hex').toUpperCase()
  return {
    hash,
    proof: createHmac(alg, Buffer.from(key ?? '', 'hex'))
      .update(hash)
      .digest('hex'),
  }
}

/** lxcommunicator does not tell the close code it was given, so a plain WebSocket looks on; logged in when it resolves. */
async function plainSocket(
  { host, port }: ApiMiniserver,
  login: string,
): Promise<{ readonly closed: Promise<number> }> {
  const socket = new WebSocket(`ws://${host}:${port}/ws/rfc6455`, 'remotecontrol')
  const closed = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')
  const answered = once(socket, 'message')
  socket.send(login)
  await answered
  return { closed }
}

describe('user management by HTTP with Basic', () => {
  test('R69, R79: a user is made, gets a password, logs in with another client, is disabled, and deleted', async () => {
    await using miniserver = await startApiMiniserver(aManagedHome())
    const ask = basicClient(miniserver, 'admin')
    const { code, value: uuid } = await ask('jdev/sps/createuser/Nora%20%C3%96')
    expect({ code, uuid }).toEqual({ code: '200', uuid: expect.stringMatching(/^[0-9a-f-]{19}ffff504f94a00001$/) })
    const { hash } = await passwordHash(ask, 'getkey2', 'Nora Ö', 'n3w')
    expect(await ask(`jdev/sps/updateuserpwdh/${uuid}/${hash}%7C2`)).toMatchObject({ code: '200', value: '' })
    expect(await ask(`jdev/sps/assignusertogroup/${uuid}/${ADULTS}`)).toMatchObject({ code: '200' })
    const { value: list } = await ask('jdev/sps/getuserlist2')
    expect(JSON.parse(String(list))).toContainEqual({ name: 'Nora Ö', uuid, isAdmin: false, userState: 0 })

    const login = { ...miniserver, user: 'Nora Ö', password: 'n3w' }
    await using first = startLxCommunicator(login)
    const { token } = await first.line('token')
    const plain = await plainSocket(miniserver, `authwithtoken/${token}/${encodeURIComponent('Nora Ö')}`)
    await first.line('enabled')
    const { value: disabled } = await ask(addOrEdit({ uuid, userState: 1 }))
    expect(JSON.parse(String(disabled))).toMatchObject({ uuid, userState: 1, scorePWD: 2 })
    expect(await plain.closed).toBe(4006)
    await first.line('closed')
    expect(await basicClient(miniserver, 'Nora Ö', 'n3w')('jdev/cfg/version')).toMatchObject({ code: '423' })

    expect(await ask(addOrEdit({ uuid, userState: 0 }))).toMatchObject({ code: '200' })
    await using second = startLxCommunicator(login)
    await second.line('enabled')
    const again = await plainSocket(miniserver, `authwithtoken/${token}/${encodeURIComponent('Nora Ö')}`)
    expect(await ask(`jdev/sps/deleteuser/${uuid}`)).toMatchObject({ code: '200' })
    expect(await again.closed).toBe(4005)
    await second.line('closed')
    await using gone = startLxCommunicator(login)
    expect(await gone.line('refused')).toMatchObject({ errorCode: 401 })
    expect(await ask(`jdev/sps/getuser/${uuid}`)).toMatchObject({ status: 404 })
  })

  test('R95, R135: who may not manage users gets 403, and after the fifth time 429', async () => {
    await using miniserver = await startApiMiniserver(aManagedHome())
    const ask = basicClient(miniserver, 'Gast')
    for (let time = 1; time <= 5; time++) expect(await ask('jdev/sps/getuserlist2')).toMatchObject({ status: 403 })
    expect(await ask('jdev/sps/getuserlist2')).toMatchObject({ status: 200, code: '429' })
  })

  test('R80, R146: a secured control is operated with the User Interface Password that was set', async () => {
    const state = aManagedHome({ Vera: { allow: APP_USER } })
    const keypad = state.program.controls.get(KEYPAD_UUID)
    if (keypad !== undefined) state.program.controls.set(KEYPAD_UUID, { ...keypad, secured: true })
    await using miniserver = await startApiMiniserver(state)
    const admin = basicClient(miniserver, 'admin')
    const { hash } = await passwordHash(admin, 'getvisusalt', 'Vera', '2580')
    await admin(`jdev/sps/updateuservisupwdh/${userNamed(state, 'Vera').uuid}/${hash}`)

    const vera = basicClient(miniserver, 'Vera')
    const operate = async (password: string) => {
      const { proof } = await passwordHash(vera, 'getvisusalt', 'Vera', password)
      return (await vera(`jdev/sps/ios/${proof}/${KEYPAD_UUID}/history`)).code
    }
    expect([await operate('2580'), await operate('2581')]).toEqual(['200', '500'])
    expect(await vera(`jdev/sps/io/${KEYPAD_UUID}/history`)).toMatchObject({ code: '500' })
  })
})

describe('user management by lxcommunicator, whose commands come encrypted', () => {
  test('a user manager makes, edits and deletes a user', async () => {
    const state = aManagedHome()
    await using miniserver = await startApiMiniserver(state)
    await using hugo = startLxCommunicator({ ...miniserver, user: 'Hugo', password: 'secret' })
    await hugo.line('enabled')
    const { value } = await hugo.ask(
      addOrEdit({ name: 'Zoë/1', firstName: 'Zoë', usergroups: [ADULTS], nfcTags: ['04a1b2c3'] }),
    )
    const shown = JSON.parse(String(value)) as { uuid: string }
    expect(shown).toMatchObject({ name: 'Zoë/1', firstname: 'Zoë', nfcTags: [{ id: '04 A1 B2 C3' }] })
    const { uuid } = shown
    expect(await hugo.ask(`jdev/sps/updateuseraccesscode/${uuid}/0042`)).toMatchObject({ code: '200' })
    expect(await hugo.ask(`jdev/sps/updateuseraccesscode/${userNamed(state, 'Gast').uuid}/0042`)).toMatchObject({
      code: '201',
    })
    expect(await hugo.ask(`jdev/sps/getuser/${uuid}`)).toMatchObject({
      value: expect.stringContaining('"keycodes":[{"code":"'),
    })
    expect(await hugo.ask(`jdev/sps/deleteuser/${userNamed(state, 'admin').uuid}`)).toMatchObject({ code: '403' })
    expect(await hugo.ask(`jdev/sps/deleteuser/${uuid}`)).toMatchObject({ code: '200' })
    expect(await hugo.ask(`jdev/sps/getuser/${uuid}/`)).toMatchObject({ code: '404' })
  })
})
