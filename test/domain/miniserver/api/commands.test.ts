import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localText } from '../../../../sim/domain/miniserver/api/local-text.ts'
import { stateUuid } from '../../../../sim/domain/miniserver/api/state-uuid.ts'
import { apiBooted, apiClosed } from '../../../../sim/domain/miniserver/api/step.ts'
import type { StructureView } from '../../../../sim/domain/miniserver/api/structure-view.ts'
import { setApiState } from '../../../../sim/domain/miniserver/api/values.ts'
import { idleBlock } from '../../../../sim/domain/miniserver/block-state.ts'
import type { ApiStateChange } from '../../../../sim/domain/miniserver/effect.ts'
import {
  APP_USER,
  aMiniserver,
  anEnv,
  Client,
  GARAGE_UUID,
  KEYPAD_UUID,
  later,
  NOON,
  recompile,
  STRIKE_UUID,
  VIENNA,
} from './a-miniserver.ts'

function statesSent(client: Client): ApiStateChange[][] {
  return client.effects.flatMap((effect) => (effect.type === 'api-states' ? [[...effect.changes]] : []))
}

describe('the structure', () => {
  test('R153: holds the controls the user may see, their rooms, and no others', () => {
    const client = new Client(aMiniserver({ Anna: {} }))
    client.logIn('Anna', 'secret')
    const { structure } = client.ask('data/LoxAPP3.json')
    expect(structure?.controls.map(({ name }) => name)).toEqual(['Front Door', 'Strike'])
    expect(structure?.rooms.map(({ name }) => name)).toEqual(['Hall'])
    expect(structure?.user).toMatchObject({ name: 'Anna', isAdmin: false, userRights: 1 })
  })

  test('holds for an administrator everything with a public type: not the Access Controller', () => {
    const client = new Client(aMiniserver({ admin: { allow: [] } }))
    client.logIn('admin', 'secret')
    const structure = client.ask('data/LoxAPP3.json').structure as StructureView
    expect(structure.controls.map(({ name }) => name)).toEqual(['Front Door', 'Strike', 'Garage'])
    expect(structure.user).toMatchObject({ isAdmin: true, userRights: 0xffff_ffff })
  })

  test('has a version in local time that is another with every revision of the program, and no other', () => {
    const state = aMiniserver({ Anna: {} })
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    const version = () => client.ask('jdev/sps/LoxAPPversion3').value
    expect(version()).toBe('2026-07-01 14:00:00')
    client.at = later(NOON, 60_000)
    expect(version()).toBe('2026-07-01 14:00:00')
    client.at = NOON
    recompile(state)
    expect(version()).toBe('2026-07-01 14:00:01')
  })
})

describe('states', () => {
  test('come whole after the answer that enables them, then as they change', () => {
    const state = aMiniserver({ Anna: {} })
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    const before = client.effects.length
    expect(client.ask('jdev/sps/enablebinstatusupdate').value).toBe('1')
    expect(client.effects.slice(before).map(({ type }) => type)).toEqual(['api-reply', 'api-states'])
    const burst = statesSent(client)[0] ?? []
    expect(burst).toContainEqual({ uuid: stateUuid(STRIKE_UUID, 'active'), value: 0 })
    expect(burst).toContainEqual({ uuid: stateUuid(KEYPAD_UUID, 'keyPadAuthType'), value: 1 })
    expect(burst).toContainEqual(expect.objectContaining({ value: '2026-07-01 14:00:00 +02:00:00' }))

    const change = { control: STRIKE_UUID, name: 'active', value: 1 }
    const changes = [{ uuid: stateUuid(STRIKE_UUID, 'active'), value: 1 }]
    expect(setApiState(state, change, NOON, anEnv())).toEqual([{ type: 'api-states', session: 'one', changes }])
    expect(setApiState(state, change, NOON, anEnv())).toEqual([])
  })

  test('R153: of a control go to those who may see it only', () => {
    const state = aMiniserver({ Anna: {}, Otto: { allow: ['right:WebInterfaceApps', `function:${GARAGE_UUID}`] } })
    for (const user of ['Anna', 'Otto']) {
      const client = new Client(state, { session: user })
      client.logIn(user, 'secret')
      client.ask('jdev/sps/enablebinstatusupdate')
      expect(statesSent(client)[0]?.some(({ uuid }) => uuid === stateUuid(GARAGE_UUID, 'active'))).toBe(user === 'Otto')
    }
    const effects = setApiState(state, { control: GARAGE_UUID, name: 'active', value: 1 }, NOON, anEnv())
    expect(effects).toMatchObject([{ session: 'Otto' }])
  })

  test('I3: never show the tag or code that was presented', () => {
    const state = aMiniserver({ Anna: {} })
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    for (const name of ['lasttag', 'lastcode'])
      setApiState(state, { control: KEYPAD_UUID, name, value: '04 A1 B2' }, NOON, anEnv())
    client.ask('jdev/sps/enablebinstatusupdate')
    expect(JSON.stringify(client.effects)).not.toContain('04 A1 B2')
    expect(statesSent(client)[0]).toContainEqual({ uuid: stateUuid(KEYPAD_UUID, 'lasttag'), value: '' })
  })

  test('have 31 slots: the 32nd client is closed with 4008, and gets one when another leaves', () => {
    const state = aMiniserver({ Anna: {} })
    const open = (session: string) => {
      const client = new Client(state, { session })
      client.logIn('Anna', 'secret')
      return client
    }
    for (let count = 1; count <= 31; count++)
      expect(open(`${count}`).ask('jdev/sps/enablebinstatusupdate').code).toBe(200)
    const last = open('32')
    expect(last.ask('jdev/sps/enablebinstatusupdate').code).toBe(901)
    expect(last.closes()).toMatchObject([{ code: 4008 }])
    apiClosed(state, { type: 'api-closed', session: '7', at: NOON })
    expect(open('33').ask('jdev/sps/enablebinstatusupdate').code).toBe(200)
  })

  test('go to nobody after a restart', () => {
    const state = aMiniserver({ Anna: {} })
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    client.ask('jdev/sps/enablebinstatusupdate')
    apiBooted(state)
    expect(setApiState(state, { control: STRIKE_UUID, name: 'active', value: 1 }, NOON, anEnv())).toEqual([])
  })
})

describe('commands', () => {
  test.for([
    ['jdev/sps/LoxAPPversion3'],
    ['data/LoxAPP3.json'],
    ['jdev/sps/enablebinstatusupdate'],
    ['jdev/cfg/version'],
    [`jdev/sps/io/${KEYPAD_UUID}/history`],
    ['jdev/sys/getvisusalt/Anna'],
    ['jdev/sps/whatever'],
  ] as const)('%s needs a login: 400 on a socket, 401 over HTTP', ([path]) => {
    const state = aMiniserver({ Anna: {} })
    expect(new Client(state, { session: 'ws' }).ask(path).code).toBe(400)
    expect(new Client(state, { session: 'http', http: true }).ask(path).code).toBe(401)
  })

  test.for([
    ['jdev/sps/whatever', 404],
    ['jdev/sps/io/Nothing/on', 404],
    [`jdev/sps/io/${GARAGE_UUID}/on`, 403],
    [`jdev/sps/io/${KEYPAD_UUID}/output/1`, 423],
    [`jdev/sps/io/${KEYPAD_UUID}/nfc/startlearn`, 500],
    [`jdev/sps/io/${STRIKE_UUID}/on`, 500],
    ['jdev/sps/io/Front%20Door/history', 200],
  ] as const)('%s is answered %i', ([path, code]) => {
    const client = new Client(aMiniserver({ Anna: {} }))
    client.logIn('Anna', 'secret')
    expect(client.ask(path).code).toBe(code)
  })

  test("history tells the keypad's entries in seconds, and no reason", () => {
    const state = aMiniserver({ Anna: {} })
    const entry = {
      decision: 'd-1',
      atMs: NOON.wallMs + 999,
      output: 1,
      type: 3,
      user: 'Anna@Office',
      description: 'blue',
      reason: 'ALLOWED',
    }
    state.blocks.set('front-door', idleBlock([entry]))
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    expect(client.ask(`jdev/sps/io/${KEYPAD_UUID}/history`).value).toEqual([
      { ts: NOON.wallMs / 1000, output: 1, type: 3, user: 'Anna@Office', description: 'blue' },
    ])
  })

  test('secured commands ask for the visualisation password, once per key', () => {
    const client = new Client(aMiniserver({ Anna: { visuPassword: '1234' } }))
    client.logIn('Anna', 'secret')
    const path = `jdev/sps/ios/${client.visuHash('Anna', '1234')}/${KEYPAD_UUID}/history`
    expect(client.ask(path).code).toBe(200)
    expect(client.ask(path).code).toBe(500)
    expect(client.ask(`jdev/sps/ios/${client.visuHash('Anna', '9999')}/${KEYPAD_UUID}/history`).code).toBe(500)
  })

  test('cfg/api tells who the Miniserver is, and apiKey a key as well', () => {
    const client = new Client(aMiniserver(), { scope: 'external' })
    const info = {
      snr: '50:4F:94:A0:00:01',
      version: '15.3.12.7',
      hasEventSlots: true,
      isInTrust: false,
      local: false,
      httpsStatus: 1,
    }
    expect(client.ask('jdev/cfg/api').value).toEqual(info)
    expect(client.ask('jdev/cfg/apiKey').value).toEqual({ ...info, key: expect.stringMatching(/^[0-9A-F]{80}$/) })
  })

  test('a user who lost the right to the App is refused with the next command', () => {
    const state = aMiniserver({ Anna: { allow: APP_USER } })
    const client = new Client(state)
    client.logIn('Anna', 'secret')
    state.program.assignments.clear()
    recompile(state)
    expect(client.ask('data/LoxAPP3.json').code).toBe(403)
  })
})

describe('stateUuid()', () => {
  test('sets the top bit for jLocked, as hardware does', () => {
    expect(stateUuid('184100ee-0054-db33-fffff618466b9d15', 'jLocked')).toBe('984100ee-0054-db33-fffff618466b9d15')
  })

  test('is the same for the same state, another for another, and of Loxone form', () => {
    const names = ['jLocked', 'active', 'historyDate', 'codeDate', 'deviceState', 'events', 'lastid', 'bell', 'version']
    fc.assert(
      fc.property(fc.nat(0xffff_ffff - 64), (start) => {
        const owners = Array.from(
          { length: 64 },
          (_, index) => `${(start + index).toString(16).padStart(8, '0')}-0001-0002-ffff504f94a00001`,
        )
        const uuids = owners.flatMap((owner) => names.map((name) => stateUuid(owner, name)))
        expect(new Set(uuids).size).toBe(uuids.length)
        expect(uuids.every((uuid) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/.test(uuid))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

test('localText() is the calendar of everybody else', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }), (wallMs) => {
      const utc = { name: 'UTC', transitions: [{ fromUtcMs: 0, offsetMs: 0 }] }
      expect(localText(wallMs, utc)).toBe(new Date(wallMs).toISOString().slice(0, 19).replace('T', ' '))
    }),
  )
  expect(localText(Date.UTC(2026, 9, 25, 0, 59, 59), VIENNA)).toBe('2026-10-25 02:59:59')
  expect(localText(Date.UTC(2026, 9, 25, 1), VIENNA)).toBe('2026-10-25 02:00:00')
})
