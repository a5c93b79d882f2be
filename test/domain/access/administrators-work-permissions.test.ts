import { describe, expect, test } from 'vitest'
import { administratorsWork } from '../../../sim/domain/access/administrators-work.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { importKey, type TrustImport } from '../../../sim/domain/trust/membership.ts'
import { aGroup, CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import { ADMIN, ANNA, aSite, FULL_ACCESS, give, giveGroup, HALL, put, STAFF } from './a-staffed-site.ts'

const ADMINISTRATOR = 'edit administrators, such as "admin"'
const CONFIG = 'give and take the right Loxone Config'
const BOARD = uuidOf('group', 'Board')

type Given = Omit<Extract<ProgramEdit, { type: 'assign' }>, 'type' | 'object' | 'schedule'>

describe.for<[string, (object: ObjectKey, given: Given) => ProgramEdit]>([
  ['at the user', (object, given) => ({ type: 'assign', object, ...given })],
  ['at the block', (object, given) => ({ type: 'set-permissions', object, permissions: [given] })],
])('administratorsWork() of permissions given %s', ([, permit]) => {
  const scopes = ['internal'] as const
  const allowed = (principal: Given['principal']) => permit(HALL, { principal, scopes, effect: 'allow' })
  const denied = (principal: Given['principal']) => permit(HALL, { principal, scopes, effect: 'deny' })

  test('it is what is given to or denied to an administrator', () => {
    const program = aSite()
    expect(administratorsWork(program, denied(`user:${ADMIN}`))).toBe(ADMINISTRATOR)
    expect(administratorsWork(program, allowed(`user:${ADMIN}`))).toBe(ADMINISTRATOR)
    expect(administratorsWork(program, denied(`user:${ANNA}`))).toBeUndefined()
    expect(administratorsWork(program, allowed(`user:${ANNA}`))).toBeUndefined()
  })

  test('it is what an administrators’ group is given, and what any group is denied that an administrator is in', () => {
    const program = aSite({ type: 'add-group', group: aGroup('Board') }, put(`user:${ADMIN}`, BOARD))
    const ofFull = 'edit administrators\' groups, such as "Full Access"'
    expect(administratorsWork(program, allowed(`group:${FULL_ACCESS}`))).toBe(ofFull)
    expect(administratorsWork(program, denied(`group:${FULL_ACCESS}`))).toBe(ofFull)
    expect(administratorsWork(program, denied(`group:${BOARD}`))).toBe('deny administrators anything, such as "admin"')
    expect(administratorsWork(program, allowed(`group:${BOARD}`))).toBeUndefined()
    expect(administratorsWork(program, denied(`group:${STAFF}`))).toBeUndefined()
  })

  test('R91: it is the right Loxone Config, to whomever it is given or denied', () => {
    const principal = `user:${ANNA}` as const
    for (const effect of ['allow', 'deny'] as const) {
      expect(administratorsWork(aSite(), permit('right:LoxoneConfig', { principal, scopes, effect }))).toBe(CONFIG)
    }
  })

  test('it is not what a Trust member or somebody is given of whom the origin has told nothing yet', () => {
    const dora: TrustImport = { origin: OTHER_SERIAL, kind: 'user', uuid: uuidOf('user', 'Dora', OTHER_SERIAL) }
    const program = aSite()
    program.imports.set(importKey(dora), dora)
    expect(administratorsWork(program, denied(`user:${dora.uuid}`))).toBeUndefined()
    expect(administratorsWork(program, denied(`member:${OTHER_SERIAL}`))).toBeUndefined()
  })

  test('it is what an administrators’ group is given of which the origin has told nothing yet, which is called by its uuid', () => {
    const owners: TrustImport = { origin: OTHER_SERIAL, kind: 'group', uuid: uuidOf('group', 'Owners', OTHER_SERIAL) }
    const program = aSite()
    program.imports.set(importKey(owners), owners)
    applyEdit(program, giveGroup(owners.uuid, 'LoxoneConfig'), CONTEXT)
    const work = `edit administrators' groups, such as "${owners.uuid}"`
    expect(administratorsWork(program, denied(`group:${owners.uuid}`))).toBe(work)
  })
})

describe('administratorsWork() of permissions taken away', () => {
  const gone = (object: ObjectKey) => ({ type: 'set-permissions', object, permissions: [] }) as const

  test('it is what an administrator was given or denied, whatever else goes or stays', () => {
    const assigned = (principal: Given['principal'], effect: Given['effect']): ProgramEdit => {
      return { type: 'assign', object: HALL, principal, scopes: ['internal'], effect }
    }
    for (const effect of ['allow', 'deny'] as const) {
      const program = aSite(assigned(`user:${ANNA}`, 'allow'), assigned(`user:${ADMIN}`, effect))
      const revoked = { type: 'revoke', object: HALL, principal: `user:${ADMIN}`, scopes: ['internal'] } as const
      expect(administratorsWork(program, revoked)).toBe(ADMINISTRATOR)
      expect(administratorsWork(program, gone(HALL))).toBe(ADMINISTRATOR)
      const kept = { principal: `user:${ANNA}`, scopes: ['internal'], effect: 'allow' } as const
      expect(administratorsWork(program, { ...gone(HALL), permissions: [kept] })).toBe(ADMINISTRATOR)
    }
  })

  test('it is not what others have there, whatever administrators have elsewhere', () => {
    const program = aSite(give(ADMIN, 'Ftp'), give(ANNA, 'OperatingTimes'), giveGroup(FULL_ACCESS, 'Ftp'))
    expect(administratorsWork(program, gone('right:OperatingTimes'))).toBeUndefined()
    expect(administratorsWork(program, gone('right:Ftp'))).toBe(ADMINISTRATOR)
  })

  test('R91: it is the right Loxone Config, whoever had it', () => {
    const program = aSite(give(ANNA, 'LoxoneConfig'))
    expect(administratorsWork(program, gone('right:LoxoneConfig'))).toBe(CONFIG)
  })
})
