import { describe, expect, test } from 'vitest'
import { cardText } from '../../../../sim/domain/keypad/card.ts'
import { ORDINARY_KEYPAD } from '../../../../sim/domain/keypad/keypad.ts'
import { armingOf } from '../../../../sim/domain/keypad/learning.ts'
import { stateUuid } from '../../../../sim/domain/miniserver/api/state-uuid.ts'
import type { Effect } from '../../../../sim/domain/miniserver/effect.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { stepMiniserver } from '../../../../sim/domain/miniserver/step.ts'
import { type Assignment, assignmentKey } from '../../../../sim/domain/program/program.ts'
import { credentialText } from '../../../../sim/domain/sealed-credential.ts'
import { httpCommand } from '../../../../sim/protocol/loxone/http-command.ts'
import { aManagedHome, loggedIn, userNamed } from './a-managed-home.ts'
import { APP_USER, anEnv, Client, KEYPAD_UUID, later, NOON, recompile } from './a-miniserver.ts'

const TAG = '04 A1 B2 C3 D4 E5 80'
const VISU = { visuPassword: '1357' } as const
const NEVER = '0a0b0c0d-0009-0001-ffff504f94a00001'

/** Home, whose keypad is there: admin, Vera who manages users, and Sepp who only sees it; all have a User Interface Password. */
function aHome(): MiniserverState {
  const state = aManagedHome({
    admin: { allow: [], ...VISU },
    Vera: { allow: [...APP_USER, 'right:UserManagement'], ...VISU },
    Sepp: { allow: APP_USER, ...VISU },
  })
  state.devices.set('front-door', 'online')
  return state
}

function learn(client: Client, user: string, verb = 'startlearn'): number {
  const path = `jdev/sps/ios/${client.visuHash(user, '1357')}/${KEYPAD_UUID}/nfc/${verb}`
  return client.ask(path).code
}

describe('nfc/startlearn and nfc/stoplearn', () => {
  test('§3.6.5: put the keypad into learn mode and out of it, with the User Interface Password', () => {
    const admin = loggedIn(aHome(), 'admin')
    expect([learn(admin, 'admin'), learn(admin, 'admin', 'stoplearn')]).toEqual([200, 200])
    const told = commandsIn(admin.effects)
    expect(told.map(({ type }) => type)).toEqual(['learn', 'stop-learning'])
    expect(told[0]?.type === 'learn' && armingOf(told[0].sealed)).toMatchObject({ task: 'learn' })
  })

  test('§3.6.5: are 500 without it, with a wrong one, and to whoever is no administrator', () => {
    const state = aHome()
    const [admin, vera] = [loggedIn(state, 'admin'), loggedIn(state, 'Vera')]
    expect(admin.ask(`jdev/sps/io/${KEYPAD_UUID}/nfc/startlearn`).code).toBe(500)
    const wrong = admin.visuHash('admin', '0000')
    expect(admin.ask(`jdev/sps/ios/${wrong}/${KEYPAD_UUID}/nfc/startlearn`).code).toBe(500)
    expect(learn(vera, 'Vera')).toBe(500)
    expect(commandsIn([...admin.effects, ...vera.effects])).toEqual([])
  })

  test('§3.6.5: in the field profile User Management is enough', () => {
    const state = aHome()
    state.program.settings.set('field-quirks', { name: 'field-quirks', isOn: true })
    const [vera, sepp] = [loggedIn(state, 'Vera'), loggedIn(state, 'Sepp')]
    expect([learn(vera, 'Vera'), learn(sepp, 'Sepp')]).toEqual([200, 500])
  })

  test.for<[string, (state: MiniserverState) => void]>([
    ['is offline', (state) => state.devices.set('front-door', 'offline')],
    ['runs on a battery', onBattery],
  ])('§3.6.5: are 423 where the keypad %s', ([, make]) => {
    const state = aHome()
    make(state)
    const admin = loggedIn(state, 'admin')
    expect([learn(admin, 'admin'), learn(admin, 'admin', 'stoplearn')]).toEqual([423, 423])
  })

  test('C56: two clients arm one keypad: the last wins, and both are told what was learned', () => {
    const state = aHome()
    const [first, second] = [loggedIn(state, 'admin'), anotherSocket(state, 'admin')]
    for (const client of [first, second]) client.ask('jdev/sps/enablebinstatusupdate')
    expect([learn(first, 'admin'), learn(second, 'admin')]).toEqual([200, 200])
    const effects = tagLearned(state, TAG)
    const told = effects.flatMap((effect) => (effect.type === 'api-states' ? [effect] : []))
    expect(told.map(({ session }) => session)).toEqual(['socket of admin', 'another'])
    for (const { changes } of told) expect(JSON.parse(String(changes[0]?.value))).toMatchObject({ id: TAG })
  })

  test('R163: a tag that was learned is nothing new when it is given to somebody; the state says whose it is from then on', () => {
    const state = aHome()
    const admin = loggedIn(state, 'admin')
    const { uuid } = userNamed(state, 'Sepp')
    tagLearned(state, TAG)
    const bind = (tag: string) => admin.ask(`jdev/sps/addusernfc/${uuid}/${encodeURIComponent(tag)}/Card`)
    expect(bind(TAG).code).toBe(200)
    expect(noticesIn(admin.effects)).toEqual([])
    expect(resultAfter(state, TAG)).toEqual({ id: TAG, name: 'Card', userUuid: uuid, deviceUuid: null })
    expect(bind('04 11 22 33 44 55 66').code).toBe(200)
    expect(noticesIn(admin.effects)).toEqual(['tag-never-seen'])
  })

  test('§3.6.5: in the field profile the state does not know of tags that were given since the start', () => {
    const state = aHome()
    state.program.settings.set('field-quirks', { name: 'field-quirks', isOn: true })
    const { uuid } = userNamed(state, 'Sepp')
    loggedIn(state, 'admin').ask(`jdev/sps/addusernfc/${uuid}/${encodeURIComponent(TAG)}/Card`)
    expect(resultAfter(state, TAG)).toEqual({ id: TAG, name: 'Card', userUuid: null, deviceUuid: null })
    stepMiniserver(state, { type: 'booted', at: NOON }, anEnv())
    expect(resultAfter(state, TAG)).toMatchObject({ userUuid: uuid })
  })

  test('§3.6.5: of a tag of the keypad itself the state says the keypad, of one of nobody a name to give it', () => {
    const state = aHome()
    const own = {
      uuid: NEVER,
      name: 'Post',
      reader: 'front-door',
      outputs: 1,
      standardOutput: 1,
      kind: 'tag',
      id: TAG,
    } as const
    state.program.deviceAuthorisations.set(own.uuid, own)
    expect(resultAfter(state, TAG)).toEqual({ id: TAG, name: 'Post', userUuid: null, deviceUuid: KEYPAD_UUID })
    const id = '0F B9 B6 D2 06 54 03 1F EC'
    const card = cardText({ uid: TAG, id, app: 'abcdef' })
    expect(resultAfter(state, card)).toEqual({ id, name: 'NFC Tag 2', userUuid: null, deviceUuid: null })
  })

  test('deviceState tells what the app asks first: 1 offline, 4 on a battery, 5 both', () => {
    const state = aHome()
    state.devices.clear()
    const said = (what: 'ready' | 'lost') => {
      stepMiniserver(state, { type: 'device-state', device: 'front-door', state: what, at: NOON }, anEnv())
      return [...state.api.values.values()].at(-1)
    }
    expect([said('lost'), said('ready')]).toEqual([1, 0])
    onBattery(state)
    expect([said('lost'), said('ready')]).toEqual([5, 4])
  })

  test.for([
    ['tree', 3],
    ['air', 7],
  ] as const)(
    'P-254: deviceState of a dummy in the place of a keypad (%s) is %i from the start, and it learns nothing',
    ([variant, value]) => {
      const state = aHome()
      state.devices.clear()
      const block = state.program.controls.get(KEYPAD_UUID)
      if (block?.kind !== 'authentication-nfc-code-touch') throw new TypeError('a keypad')
      state.program.controls.set(KEYPAD_UUID, { ...block, isDummy: true, keypad: { ...ORDINARY_KEYPAD, variant } })
      stepMiniserver(state, { type: 'booted', at: NOON }, anEnv())
      expect(state.api.values.get(stateUuid(KEYPAD_UUID, 'deviceState'))).toBe(value)
      expect(learn(loggedIn(state, 'admin'), 'admin')).toBe(423)
    },
  )

  test('deviceState of a keypad on a battery is 4 from the start, before anything was heard of it', () => {
    const state = aHome()
    state.devices.clear()
    onBattery(state)
    stepMiniserver(state, { type: 'booted', at: NOON }, anEnv())
    expect(state.api.values.get(stateUuid(KEYPAD_UUID, 'deviceState'))).toBe(4)
  })
})

describe('output/1', () => {
  test('§3.6.6: an App opens the door where its user may enter, as type 6; its hand is no feedback at the door', () => {
    const state = aHome()
    permit(state, 'Sepp')
    const sepp = loggedIn(state, 'Sepp')
    expect(sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/1`).code).toBe(200)
    expect(statesIn(sepp.effects)).toContainEqual(['o1', true])
    expect(commandsIn(sepp.effects)).toEqual([])
    expect(history(sepp)).toMatchObject([{ output: 1, type: 6, user: 'Sepp' }])
    expect(sepp.effects.flatMap((effect) => (effect.type === 'decision' ? [effect.record] : []))).toMatchObject([
      { outcome: 'granted', credential: { kind: 'app' }, effects: [{ type: 'pulse', output: 'O1' }] },
    ])
  })

  test('C67: outside the schedule it is 423, and enters the history as type 9', () => {
    const state = aHome()
    permit(state, 'Sepp', NEVER)
    const sepp = loggedIn(state, 'Sepp')
    const { code, value } = sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/1`)
    expect([code, value]).toEqual([423, 'user is not permitted at the moment'])
    expect(statesIn(sepp.effects)).not.toContainEqual(['o1', true])
    expect(history(sepp)).toMatchObject([{ output: -1, type: 9, user: 'Sepp' }])
  })

  test('is 423 while the block is switched off by Off, and 500 for an output that is not in use', () => {
    const state = aHome()
    permit(state, 'Sepp')
    const sepp = loggedIn(state, 'Sepp')
    expect(sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/2`).code).toBe(500)
    expect(sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/7`).code).toBe(500)
    expect(history(sepp)).toEqual([])
    sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/1`)
    const own = state.blocks.get('front-door')
    if (own !== undefined) own.isOff = true
    expect(sepp.ask(`jdev/sps/io/${KEYPAD_UUID}/output/1`).code).toBe(423)
  })
})

describe('the field profile', () => {
  test.for(['getuserlist2', 'getuser/Sepp'])('C88: %s with a token is 403, also to administrators', (path) => {
    const state = aHome()
    const admin = loggedIn(state, 'admin')
    expect(admin.ask(`jdev/sps/${path}`).code).toBe(200)
    state.program.settings.set('field-quirks', { name: 'field-quirks', isOn: true })
    expect(admin.ask(`jdev/sps/${path}`).code).toBe(403)
    const http = new Client(state, { session: 'http', http: true })
    const authorization = `Basic ${btoa('admin:secret')}`
    const command = httpCommand(`/jdev/sps/${path}`, { authorization, query: new URLSearchParams() })
    expect(http.askCommand(command).code).toBe(200)
  })
})

function onBattery({ program }: MiniserverState): void {
  const block = program.controls.get(KEYPAD_UUID)
  if (block?.kind !== 'authentication-nfc-code-touch') throw new TypeError('no keypad')
  const keypad = { variant: 'air', power: 'battery', generation: 2, keySound: true, digitTimeoutMs: 5000 } as const
  program.controls.set(block.uuid, { ...block, keypad })
}

/** Of the door itself, always or by a schedule that is never active. */
function permit(state: MiniserverState, name: string, schedule?: string): void {
  const { uuid } = userNamed(state, name)
  const { schedules, assignments } = state.program
  schedules.set(NEVER, { uuid: NEVER, name: 'Never again', modes: [], entries: [] })
  const assignment: Assignment = {
    ...{
      principal: `user:${uuid}` as const,
      object: `access:${KEYPAD_UUID}` as const,
      scope: 'physical',
      effect: 'allow',
    },
    ...(schedule !== undefined && { schedule }),
  }
  assignments.set(assignmentKey(assignment), assignment)
  recompile(state)
}

function anotherSocket(state: MiniserverState, name: string): Client {
  const client = new Client(state, { session: 'another' })
  client.logIn(name, 'secret')
  return client
}

let learnedSoFar = 0

function tagLearned(state: MiniserverState, text: string): Effect[] {
  const id = `home-front-door-${++learnedSoFar}`
  const sealed = credentialText(id, { kind: 'tag', id: text })
  const event = { type: 'learned', id, ageMs: 0, sealed, outcome: 'learned' } as const
  const effects = stepMiniserver(
    state,
    { type: 'device-event', device: 'front-door', event, at: later(NOON, 1000) },
    anEnv(),
  )
  return effects.flatMap((effect) => (effect.type === 'commit' ? [...effect.then] : [effect]))
}

/** What `nfcLearnResult` says after this tag was learned. */
function resultAfter(state: MiniserverState, text: string): unknown {
  tagLearned(state, text)
  const results = [...state.api.values.values()].filter((value) => String(value).startsWith('{'))
  return JSON.parse(String(results[0]))
}

function history(client: Client): readonly unknown[] {
  return client.ask(`jdev/sps/io/${KEYPAD_UUID}/history`).value as readonly unknown[]
}

function commandsIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.type === 'command' ? [effect.command] : []))
}

function statesIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.type === 'state' ? [[effect.name, effect.value]] : []))
}

function noticesIn(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.type === 'notice' ? [effect.name] : []))
}
