import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aLiveRig, type LiveRig } from '../helpers/a-live-rig.ts'
import {
  type ClientLine,
  type ClientLogin,
  type RunningClient,
  startLxCommunicator,
  startNodeLoxWsApi,
} from './client.ts'

let rig: LiveRig
beforeAll(async () => {
  rig = await aLiveRig()
})
afterAll(() => rig[Symbol.asyncDispose]())

/** What a person with the rig card types into somebody else's client. */
const loginAtHome = (hashAlg: 'SHA1' | 'SHA256'): ClientLogin => {
  const home = rig.card.miniservers.home
  const user = home?.users.find((each) => each.hashAlg === hashAlg)
  if (home === undefined || user === undefined) throw new TypeError(`no ${hashAlg} login at home`)
  const { hostname, port } = new URL(home.internal.http)
  return { host: hostname, port: Number(port), user: user.name, password: user.password }
}

type Structure = {
  readonly msInfo: { readonly msName: string; readonly serialNr: string }
  readonly controls: Readonly<
    Record<string, { readonly name: string; readonly states: Readonly<Record<string, string>> }>
  >
}

/** The uuid of a state, found as every client finds it: in the structure file, by the control. */
const stateOf = ({ controls }: Structure, uuid: string | undefined, state: string): string => {
  const found = controls[uuid ?? '']?.states[state]
  if (found === undefined) throw new TypeError(`no state ${state}`)
  return found
}

const isOf = (state: string, from: readonly ClientLine[], value?: number) => {
  const before = new Set(from)
  return (line: Extract<ClientLine, { type: 'event' }>): boolean =>
    !before.has(line) && line.uuid === state && (value === undefined || line.value === value)
}

/** A tap at Home's door, and everything that the client must hear of it. */
const expectToHearATap = async (client: RunningClient): Promise<void> => {
  const { structure } = await client.line('structure')
  const { msInfo, controls } = structure as unknown as Structure
  expect(msInfo).toMatchObject({ msName: 'Home', serialNr: '504F94A00002' })
  const keypad = rig.card.devices['home/front-door']?.control
  expect(controls[keypad ?? '']).toMatchObject({ name: 'Front Door', type: 'NfcCodeTouch' })
  const [strike] = Object.entries(controls).find(([, { name }]) => name === 'Front Strike') ?? []
  const historyDate = stateOf({ msInfo, controls }, keypad, 'historyDate')
  const active = stateOf({ msInfo, controls }, strike, 'active')

  // Subscribed: the states as they are come first.
  await client.line('event', ({ uuid }) => uuid === historyDate)
  await client.line('event', ({ uuid, value }) => uuid === active && value === 0)
  const before = [...client.lines]
  expect(await rig.json('tap', 'home/front-door', 'blue-card')).toMatchObject({ outcome: 'granted' })
  const { value } = await client.line('event', isOf(historyDate, before))
  expect(value).toBeGreaterThan(0)
  await client.line('event', isOf(active, before, 1))
  const opened = [...client.lines]
  await client.line('event', isOf(active, opened, 0))
}

describe('at the Miniserver of a running rig, lxcommunicator', () => {
  test('logs in with the token it gets, loads LoxAPP3.json, enables events and hears what a tap causes', async () => {
    await using client = startLxCommunicator(loginAtHome('SHA256'))
    expect(await client.line('token')).toMatchObject({
      token: expect.stringMatching(/./),
      validUntil: expect.any(Number),
    })
    await client.line('authorized')
    expect(await client.line('enabled')).toMatchObject({ code: '200', value: '1' })
    await expectToHearATap(client)
  })

  test('is refused with a wrong password, as the protocol says', async () => {
    await using client = startLxCommunicator({ ...loginAtHome('SHA256'), password: 'not-it' })
    expect(await client.line('refused')).toMatchObject({ errorCode: 401 })
    expect(client.lines.some(({ type }) => type === 'token' || type === 'structure')).toBe(false)
  })
})

describe('at the Miniserver of a running rig, node-lox-ws-api', () => {
  test('logs in as the user whose password is kept as SHA1, and hears what a tap causes', async () => {
    await using client = startNodeLoxWsApi(loginAtHome('SHA1'))
    await client.line('authorized')
    await expectToHearATap(client)
  })

  test('is refused with a wrong password', async () => {
    await using client = startNodeLoxWsApi({ ...loginAtHome('SHA1'), password: 'not-it' })
    expect(await client.line('refused')).toMatchObject({ errorCode: 401 })
    expect(client.lines.some(({ type }) => type === 'authorized')).toBe(false)
  })
})
