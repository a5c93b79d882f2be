import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import type { StructureView } from '../../../sim/domain/miniserver/api/structure-view.ts'
import type { Control } from '../../../sim/domain/program/program.ts'
import { structureFile } from '../../../sim/protocol/loxone/structure-file.ts'

const KEYPAD: Control = {
  kind: 'authentication-nfc-code-touch',
  uuid: '184100ee-0054-db33-ffff504f94a00001',
  name: 'Entry Keypad',
  room: 'room-1',
  category: 'cat-1',
  reader: 'front-door',
  outputs: [
    { output: 1, name: 'Front Door' },
    { output: 3, name: 'Gate' },
  ],
  pulseMs: 3000,
  authentication: 1,
  historyLength: 10,
}
const STRIKE: Control = {
  kind: 'info-only-digital',
  uuid: '184100ee-0054-db34-ffff504f94a00001',
  name: 'Strike',
  room: 'gone',
}
const INTERCOMS = ([1, 2] as const).map(
  (version): Control => ({
    kind: 'intercom',
    uuid: `184100ee-0054-db4${version}-ffff504f94a00001`,
    name: `Gate ${version}`,
    version,
    device: 'gate',
  }),
)

const SCENE_UUID = '184100ee-0054-db50-ffff504f94a00001'

const VIEW: StructureView = {
  identity: {
    serial: '504F94A00001',
    name: 'Home',
    miniserverType: 2,
    firmware: '15.3.12.7',
    site: 'home',
    internalAddress: '127.0.0.1:8443',
  },
  lastModified: '2026-07-01 14:00:00',
  user: {
    name: 'Anna',
    uuid: '0a0b0c0d-0001-0000-ffff504f94a00001',
    isAdmin: false,
    userRights: 1,
    mayChangePassword: false,
  },
  controls: [KEYPAD, STRIKE, ...INTERCOMS],
  scenes: [{ uuid: SCENE_UUID, name: 'Evening', actions: [] }],
  heating: { from: '10-01', to: '04-30' },
  cooling: { from: '05-01', to: '09-30' },
  rooms: [{ uuid: 'room-1', name: 'Hall' }],
  categories: [{ uuid: 'cat-1', name: 'Access' }],
  trustAddresses: new Map(),
  operatingModes: [{ id: 3, name: 'Monday', active: false }],
}

describe('structureFile()', () => {
  const file = structureFile(VIEW)
  const control = (uuid: string) => file.controls[uuid]

  test('a scene is a push-button of type 511 with a state, in no room', () => {
    expect(control(SCENE_UUID)).toMatchObject({
      name: 'Evening',
      type: 'Pushbutton',
      uuidAction: SCENE_UUID,
      details: { type: 511 },
      states: { active: expect.stringMatching(/^[0-9a-f]{8}-0054-db50-ffff504f94a00001$/) },
    })
    expect(control(SCENE_UUID)).not.toHaveProperty('room')
  })

  test('has the keys of real files in their order, and numbers as numbers', () => {
    expect(Object.keys(file).slice(0, 7)).toEqual([
      'lastModified',
      'msInfo',
      'globalStates',
      'operatingModes',
      'rooms',
      'cats',
      'controls',
    ])
    expect(file.msInfo).toMatchObject({
      serialNr: '504F94A00001',
      msName: 'Home',
      miniserverType: 2,
      tempUnit: 0,
      localUrl: '127.0.0.1:8443',
    })
    expect(file.operatingModes).toEqual({ '3': 'Monday' })
    expect(file.rooms['room-1']).toMatchObject({ uuid: 'room-1', name: 'Hall' })
  })

  test('shows a keypad as NfcCodeTouch with its used outputs and all its states', () => {
    expect(control(KEYPAD.uuid)).toMatchObject({
      type: 'NfcCodeTouch',
      uuidAction: KEYPAD.uuid,
      room: 'room-1',
      cat: 'cat-1',
      details: { accessOutputs: { q1: 'Front Door', q3: 'Gate' }, twoFactorAuth: false },
    })
    expect(Object.keys(control(KEYPAD.uuid)?.states ?? {})).toEqual([
      'jLocked',
      'historyDate',
      'codeDate',
      'deviceState',
      'nfcLearnResult',
      'events',
      'lastid',
      'lastuser',
      'lasttag',
      'lastcode',
      'keyPadAuthType',
    ])
    expect(control(KEYPAD.uuid)?.states.jLocked).toBe('984100ee-0054-db33-ffff504f94a00001')
  })

  test('names no room that it does not hold: clients stumble over that', () => {
    expect(control(STRIKE.uuid)).toMatchObject({
      type: 'InfoOnlyDigital',
      states: { active: stateUuid(STRIKE.uuid, 'active') },
    })
    expect(control(STRIKE.uuid)).not.toHaveProperty('room')
  })

  test('shows both generations of Intercoms by their states', () => {
    expect(INTERCOMS.map(({ uuid }) => control(uuid)?.type)).toEqual(['Intercom', 'IntercomV2'])
    expect(control(INTERCOMS[0]?.uuid ?? '')?.states).toHaveProperty('lastBellEvents')
    expect(control(INTERCOMS[1]?.uuid ?? '')?.states).toHaveProperty('answers')
  })

  test('has a uuid of its own for every state', () => {
    const states = [file.globalStates, ...Object.values(file.controls).map(({ states }) => states)].flatMap((each) =>
      Object.values(each),
    )
    expect(new Set(states).size).toBe(states.length)
    expect(states.every((uuid) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/.test(uuid))).toBe(true)
  })
})
