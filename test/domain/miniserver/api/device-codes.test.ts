import { describe, expect, test } from 'vitest'
import { bootMiniserver } from '../../../../sim/domain/miniserver/boot.ts'
import type { StoreRecord } from '../../../../sim/domain/miniserver/effect.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { programRecords } from '../../../../sim/domain/program/records.ts'
import { encodeReply } from '../../../../sim/protocol/loxone/encode-reply.ts'
import { parseCommand } from '../../../../sim/protocol/loxone/parse-command.ts'
import { structureControl } from '../../../../sim/protocol/loxone/structure-control.ts'
import { aManagedHome, loggedIn, userNamed } from './a-managed-home.ts'
import { APP_USER, anEnv, type Client, KEYPAD_UUID, later, NOON, SERIAL } from './a-miniserver.ts'

const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`

/** Home with Vera, who manages users and sees the keypad, and Sepp, who only sees it. */
const aHome = () => aManagedHome({ Vera: { allow: [...APP_USER, 'right:UserManagement'] }, Sepp: { allow: APP_USER } })

const send = (client: Client, command: string) => client.ask(`jdev/sps/io/${KEYPAD_UUID}/${command}`)

const codesOf = (client: Client) => send(client, 'codes').value as Readonly<Record<string, unknown>>[]

function made(client: Client, command: string): string {
  const { code, value } = send(client, `code/create/${command}`)
  expect(code).toBe(200)
  return String(value)
}

const ORIGIN = '504F94A00009'

describe('the codes of a keypad', () => {
  test.for<[string, Record<string, unknown>]>([
    ['Post/1234/0/1/1', { name: 'Post', type: 0, outputs: 1, standardOutput: 1, isActive: true, isEmpty: false }],
    ['Once%20only/00/1/63/6', { name: 'Once only', type: 1, outputs: 63, standardOutput: 6 }],
    ['Week/1234/2/3/2/1602504410/1602506510', { type: 2, timeFrom: 1_602_504_410, timeTo: 1_602_506_510 }],
    ['Until/1234/3/1/1/1602506510', { type: 3, timeTo: 1_602_506_510 }],
    ['From/1234/4/1/1/1602504410', { type: 4, timeFrom: 1_602_504_410 }],
    ['Off/1234/5/1/1', { type: 5, isActive: false }],
    ['Empty//0/1/1', { isEmpty: true }],
  ])('§3.6.1: %s is made and shown without its digits', ([command, shown]) => {
    const vera = loggedIn(aHome(), 'Vera')
    const uuid = made(vera, command)
    const [code] = codesOf(vera)
    expect(code).toMatchObject({ uuid, ...shown })
    expect(Object.keys(code ?? {})).not.toContain('digest')
  })

  test.for([
    'Post/1/0/1/1',
    'Post/123456789/0/1/1',
    'Post/12a4/0/1/1',
    'Post/1234/6/1/1',
    'Post/1234/0/64/1',
    'Post/1234/0/1/0',
    'Post/1234/0/1/7',
    'Post/1234/2/1/1/20/20',
    'Post/1234/2/1/1/20',
    'Post/1234/0/1/1/20',
    'Post/1234/0/1',
    '/1234/0/1/1',
  ])('%s is none: 500', (command) => {
    const vera = loggedIn(aHome(), 'Vera')
    expect(send(vera, `code/create/${command}`).code).toBe(500)
    expect(codesOf(vera)).toEqual([])
  })

  test('are updated with 0 and 1 or true and false, keep their digits with -1, and are switched and deleted', () => {
    const state = aHome()
    const vera = loggedIn(state, 'Vera')
    const uuid = made(vera, 'Post/1234/0/1/1')
    const digest = () => {
      const code = state.program.deviceAuthorisations.get(uuid)
      return code?.kind === 'code' ? code.digest : undefined
    }
    const first = digest()
    expect(send(vera, `code/update/${uuid}/0/Mail/-1/3/2/2/1602506510`).code).toBe(200)
    expect(codesOf(vera)).toEqual([
      {
        ...{ uuid, name: 'Mail', isActive: false, isEmpty: false, type: 3, outputs: 2, standardOutput: 2 },
        timeTo: 1_602_506_510,
      },
    ])
    expect(digest()).toBe(first)
    expect(send(vera, `code/update/${uuid.toUpperCase()}/true/Mail/5678/0/1/1`).code).toBe(200)
    expect(codesOf(vera)).toMatchObject([{ isActive: true, type: 0 }])
    expect(digest()).toBe(anEnv().hmac('SHA256', '00'.repeat(32), '5678').slice(0, 40))
    for (const [command, isActive] of [
      ['deactivate', false],
      ['activate', true],
    ] as const) {
      expect(send(vera, `code/${command}/${uuid}`).code).toBe(200)
      expect(codesOf(vera)).toMatchObject([{ isActive }])
    }
    expect(send(vera, `code/delete/${uuid}`).code).toBe(200)
    expect(codesOf(vera)).toEqual([])
    expect(send(vera, `code/delete/${uuid}`)).toMatchObject({ code: 500, value: 'uuid could not be read: ' })
    expect(send(vera, `code/update/${UNKNOWN}/1/Mail/-1/0/1/1`).code).toBe(500)
  })

  test('§3.6.1: are no user’s code, and no user’s code is theirs: 409, and nothing changes', () => {
    const state = aHome()
    const vera = loggedIn(state, 'Vera')
    const uuid = made(vera, 'Post/1234/0/1/1')
    const { uuid: gast } = userNamed(state, 'Gast')
    expect(vera.ask(`jdev/sps/updateuseraccesscode/${gast}/1234`).code).toBe(409)
    expect(userNamed(state, 'Gast').codeDigest).toBeUndefined()
    expect(vera.ask(`jdev/sps/updateuseraccesscode/${gast}/5678`).code).toBe(200)
    expect(send(vera, 'code/create/Other/5678/0/1/1').code).toBe(409)
    expect(send(vera, 'code/create/Other/1234/0/1/1').code).toBe(409)
    expect(send(vera, `code/update/${uuid}/1/Post/5678/0/1/1`).code).toBe(409)
    expect(send(vera, `code/update/${uuid}/1/Post/1234/0/1/1`).code).toBe(200)
    expect(codesOf(vera)).toHaveLength(1)
    expect(send(vera, `code/delete/${uuid}`).code).toBe(200)
    expect(vera.ask(`jdev/sps/updateuseraccesscode/${gast}/1234`).code).toBe(200)
  })

  test('§3.6.1: nor are they a digital input of the keypad, nor is any user’s: 409; Apps see what it is at and nothing else', () => {
    const state = aHome()
    const vera = loggedIn(state, 'Vera')
    const block = [...state.program.controls.values()].find(({ kind }) => kind === 'authentication-nfc-code-touch')
    const reader = block?.kind === 'authentication-nfc-code-touch' ? block.reader : ''
    const digest = anEnv().hmac('SHA256', '00'.repeat(32), '1234').slice(0, 40)
    const input = { kind: 'nfc-code-input', uuid: 'light', name: 'Light Code', reader, digest } as const
    state.program.controls.set(input.uuid, input)
    const gast = userNamed(state, 'Gast')
    expect(vera.ask(`jdev/sps/updateuseraccesscode/${gast.uuid}/1234`).code).toBe(409)
    // Of a Trust user the digest is under another key, and the digits are the same.
    state.trust.codeKeys.set(ORIGIN, '11'.repeat(32))
    state.program.users.set(gast.uuid, { ...gast, origin: ORIGIN })
    expect(vera.ask(`jdev/sps/updateuseraccesscode/${gast.uuid}/1234`).code).toBe(409)
    expect(send(vera, 'code/create/Other/1234/0/1/1').code).toBe(409)
    expect(codesOf(vera)).toEqual([])
    const shown = structureControl(input, { rooms: [], categories: [], trustAddresses: new Map() })
    expect(shown).toMatchObject({ type: 'InfoOnlyDigital', states: { active: expect.any(String) } })
    expect(JSON.stringify(shown)).not.toContain(digest)
  })

  test('R95: are for who manages users', () => {
    const sepp = loggedIn(aHome(), 'Sepp')
    expect([send(sepp, 'codes').code, send(sepp, 'code/create/Post/1234/0/1/1').code]).toEqual([403, 403])
  })

  test('tell who watches when they changed', () => {
    const state = aHome()
    const vera = loggedIn(state, 'Vera')
    vera.ask('jdev/sps/enablebinstatusupdate')
    vera.at = later(NOON, 1000)
    const before = vera.effects.length
    made(vera, 'Post/1234/0/1/1')
    const sent = vera.effects.slice(before).flatMap((effect) => (effect.type === 'api-states' ? effect.changes : []))
    expect(sent).toMatchObject([{ value: NOON.wallMs + 1000 }])
  })

  test('I3: are durable, digits are not', () => {
    const state = aHome()
    const vera = loggedIn(state, 'Vera')
    made(vera, 'Post/90210777/0/1/1')
    const uuid = made(vera, 'Gone/1234/0/1/1')
    send(vera, `code/delete/${uuid}`)
    const records = vera.effects.flatMap((effect) => (effect.type === 'commit' ? effect.records : []))
    expect(JSON.stringify(records)).not.toContain('90210777')
    const again = rebooted(state, records)
    expect(again.program.deviceAuthorisations).toEqual(state.program.deviceAuthorisations)
    expect(again.program.deviceAuthorisations.size).toBe(1)
  })

  test('come as JSON inside a string', () => {
    const { body } = encodeReply(parseCommand(`jdev/sps/io/${KEYPAD_UUID}/codes`), { code: 200, value: [] })
    expect(JSON.parse(body).LL).toMatchObject({ value: '[]', Code: '200' })
  })
})

function rebooted(state: MiniserverState, records: readonly StoreRecord[]): MiniserverState {
  const stored = new Map(programRecords(state.program).map(({ key, value }) => [key, value]))
  for (const { key, value } of records) {
    if (value === undefined) stored.delete(key)
    else stored.set(key, value)
  }
  const { identity, program } = state
  const rows = [...stored]
    .map(([key, value]) => ({ key, value }))
    .filter(({ key }) => /^(?:program|device-authorisation)(?:\/|$)/.test(key))
  const unit = { identity, program, connectionTimeoutS: 900, codeKey: '00'.repeat(32) }
  return bootMiniserver(unit, rows, NOON, anEnv()).state
}
