import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../../sim/domain/miniserver/effect.ts'
import { aManagedHome, loggedIn, userNamed } from './a-managed-home.ts'
import { anEnv, type Client, recompile, SERIAL } from './a-miniserver.ts'
import { fromOffice, joinOffice } from './the-office.ts'

const UNKNOWN = `0a0b0c0d-0009-0009-ffff${SERIAL.toLowerCase()}`
const CODE_KEY = '00'.repeat(32)
const OFFICE_KEY = '11'.repeat(32)

function setCode(client: Client, uuid: string, code: string): number {
  return client.ask(`jdev/sps/updateuseraccesscode/${uuid}/${code}`).code
}

const digest = (code: string, key = CODE_KEY): string => anEnv().hmac('SHA256', key, code).slice(0, 40)

describe('updateuseraccesscode', () => {
  test('R78, R162: keeps a digest of 20 bytes, in which leading zeros count', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    const { uuid } = userNamed(state, 'Gast')
    expect(setCode(client, uuid, '0042')).toBe(200)
    expect(userNamed(state, 'Gast').codeDigest).toBe(digest('0042'))
    expect(digest('0042')).not.toBe(digest('42'))
    expect(setCode(client, uuid, '0042')).toBe(200)
  })

  test('answers 201 where somebody else has the code, and changes it all the same', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    expect(setCode(client, userNamed(state, 'Gast').uuid, '1234')).toBe(200)
    expect(setCode(client, userNamed(state, 'Ulli').uuid, '1234')).toBe(201)
    expect(userNamed(state, 'Ulli').codeDigest).toBe(digest('1234'))
  })

  test('finds the same code with users of another Miniserver, under that one’s key', () => {
    const state = aManagedHome({ Otto: { change: { ...fromOffice(), codeDigest: digest('1234', OFFICE_KEY) } } })
    joinOffice(state)
    state.trust.codeKeys.set('504F94A00002', OFFICE_KEY)
    recompile(state)
    const client = loggedIn(state, 'Hugo')
    expect(setCode(client, userNamed(state, 'Gast').uuid, '1234')).toBe(201)
    expect(setCode(client, userNamed(state, 'Gast').uuid, '1235')).toBe(200)
  })

  test.for(['', '1', '123456789', '12a4', '12%2034', '-1'])('removes the code where "%s" is none', (code) => {
    const state = aManagedHome({ Vera: { change: { codeDigest: digest('1234') } } })
    const client = loggedIn(state, 'Hugo')
    expect(setCode(client, userNamed(state, 'Vera').uuid, code)).toBe(200)
    expect(userNamed(state, 'Vera').codeDigest).toBeUndefined()
  })

  test('removes it too where the path ends with the uuid', () => {
    const state = aManagedHome({ Vera: { change: { codeDigest: digest('1234') } } })
    const path = `jdev/sps/updateuseraccesscode/${userNamed(state, 'Vera').uuid}`
    expect(loggedIn(state, 'Hugo').ask(path).code).toBe(200)
    expect(userNamed(state, 'Vera').codeDigest).toBeUndefined()
  })

  test.for(['12', '12345678'])('takes %s: two to eight digits', (code) => {
    const state = aManagedHome()
    setCode(loggedIn(state, 'Hugo'), userNamed(state, 'Gast').uuid, code)
    expect(userNamed(state, 'Gast').codeDigest).toBe(digest(code))
  })

  test('answers 400 where there is no such user', () => {
    expect(setCode(loggedIn(aManagedHome(), 'Hugo'), UNKNOWN, '1234')).toBe(400)
  })

  test('I3: writes and sends the digits nowhere', () => {
    const state = aManagedHome()
    const client = loggedIn(state, 'Hugo')
    setCode(client, userNamed(state, 'Gast').uuid, '90210777')
    expect(JSON.stringify(written(client.effects))).not.toContain('90210777')
    expect(JSON.stringify([...state.program.users.values()])).not.toContain('90210777')
  })
})

function written(effects: readonly Effect[]): unknown[] {
  return effects.flatMap((effect) => (effect.type === 'commit' ? [effect.records, ...effect.then] : [effect]))
}
