import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Credential, CredentialKind } from '../../../sim/domain/access/credential.ts'
import type { UserChange } from '../../../sim/domain/program/edit.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { shareTrust } from '../../helpers/share-trust.ts'
import { HOME, OFFICE } from './a-home.ts'
import { decisionsIn, outputsIn, Unit } from './a-unit.ts'

const OFFICE_KEY = '11'.repeat(32)

/** One credential of each kind, and the reader it is presented at. */
const KINDS: Readonly<Record<CredentialKind, { readonly credential: Credential; readonly device: string }>> = {
  tag: { credential: { kind: 'tag', id: '04 11 22 33' }, device: 'front-door' },
  code: { credential: { kind: 'code', id: '0815' }, device: 'front-door' },
  ibutton: { credential: { kind: 'ibutton', id: '01.11.22.33.44.55.66.77' }, device: 'one-wire' },
  external: { credential: { kind: 'external', id: 'finger 7' }, device: 'one-wire' },
}

/** The history's types of each kind (§3.6.6): of one user, ambiguous, denied. */
const TYPES: Readonly<Record<CredentialKind, readonly [number, number, number]>> = {
  tag: [3, 5, 8],
  code: [0, 2, 7],
  ibutton: [10, 10, 11],
  external: [10, 10, 11],
}

/** Gives a user the credential of a kind, and no other of it. */
function give(unit: Unit, name: string, kind: CredentialKind): void {
  const { id } = KINDS[kind].credential
  const named = [{ id, name: `${kind} of ${name}` }]
  const changes: Readonly<Record<CredentialKind, UserChange>> = {
    tag: { tags: named },
    ibutton: { ibuttons: named },
    external: { externalIds: named },
    code: { codeDigest: digest(unit, id) },
  }
  unit.edit({ type: 'edit-user', uuid: findUser(unit.state.program, name).uuid, change: changes[kind] })
}

function digest(unit: Unit, code: string, key = unit.state.trust.codeKeys.get(HOME) ?? ''): string {
  return unit.env.hmac('SHA256', key, code).slice(0, 40)
}

describe.each(['tag', 'code', 'ibutton', 'external'] as const)('a credential of kind %s', (kind) => {
  const [ofUser, ambiguous, denied] = TYPES[kind]

  test('R78, R145, R162: opens for its holder, who is named, and for nobody else', () => {
    const unit = new Unit()
    const before = unit.present(KINDS[kind])
    expect(decisionsIn(before)).toMatchObject([{ reason: 'UNKNOWN_CREDENTIAL', historyType: denied, output: -1 }])
    give(unit, 'Anna', kind)
    const effects = unit.present(KINDS[kind])
    expect(decisionsIn(effects)).toMatchObject([
      { outcome: 'granted', user: { name: 'Anna' }, historyType: ofUser, output: 1 },
    ])
    expect(outputsIn(effects)).toHaveLength(1)
    expect(historyOf(unit, kind).at(-1)).toMatchObject({ type: ofUser, user: 'Anna' })
  })

  test('P-45, §3.6.1: of two opens where one of them may enter, and names nobody', () => {
    const unit = new Unit()
    give(unit, 'Anna', kind)
    give(unit, 'Clara', kind)
    const [decision] = decisionsIn(unit.present(KINDS[kind]))
    expect(decision).toMatchObject({ outcome: 'granted', historyType: ambiguous })
    expect(decision).not.toHaveProperty('user')
    expect(historyOf(unit, kind).at(-1)).not.toHaveProperty('user')
    expect(historyOf(unit, kind).at(-1)).not.toHaveProperty('description')
  })

  test('I3: is told to nobody', () => {
    const unit = new Unit()
    give(unit, 'Anna', kind)
    const effects = unit.present(KINDS[kind])
    expect(JSON.stringify([effects, historyOf(unit, kind)])).not.toContain(KINDS[kind].credential.id)
  })
})

test('P-45: several holders open exactly where one of them is enabled and authorised', () => {
  const holder = fc.record({ isEnabled: fc.boolean(), isAllowed: fc.boolean(), isHolder: fc.boolean() })
  const kinds = fc.constantFrom<CredentialKind[]>('tag', 'code', 'external')
  fc.assert(
    fc.property(fc.tuple(holder, holder, holder), kinds, (holders, kind) => {
      const unit = new Unit()
      const object = `access:${blockUuid(unit, kind)}` as const
      for (const [index, { isEnabled, isAllowed, isHolder }] of holders.entries()) {
        const { uuid } = findUser(unit.state.program, ['Anna', 'Ben', 'Clara'][index] ?? '')
        const principal = `user:${uuid}` as const
        const assigned = [...unit.state.program.assignments.values()].some(
          (one) => one.principal === principal && one.object === object,
        )
        if (assigned) unit.edit({ type: 'revoke', principal, object, scopes: ['physical'] })
        if (isAllowed) unit.edit({ type: 'assign', principal, object, scopes: ['physical'], effect: 'allow' })
        if (isHolder) give(unit, ['Anna', 'Ben', 'Clara'][index] ?? '', kind)
        if (!isEnabled) unit.edit({ type: 'edit-user', uuid, change: { status: { state: 'disabled' } } })
      }
      const mayEnter = holders.some(({ isEnabled, isAllowed, isHolder }) => isEnabled && isAllowed && isHolder)
      const [decision] = decisionsIn(unit.present(KINDS[kind]))
      expect(decision?.outcome).toBe(mayEnter ? 'granted' : 'denied')
      expect(decision?.user !== undefined).toBe(holders.filter(({ isHolder }) => isHolder).length === 1)
    }),
    { numRuns: 40 },
  )
})

test('P-46: a code is found under the key of each origin, so that users of two Miniservers share one', () => {
  const unit = new Unit()
  const anna = findUser(unit.state.program, 'Anna')
  shareTrust(unit.state, OFFICE, 'Office')
  unit.state.trust.codeKeys.set(OFFICE, OFFICE_KEY)
  give(unit, 'Clara', 'code')
  unit.edit({ type: 'edit-user', uuid: anna.uuid, change: { codeDigest: digest(unit, '0815', OFFICE_KEY) } })
  const [decision] = decisionsIn(unit.present(KINDS.code))
  expect(decision).toMatchObject({ outcome: 'granted', historyType: 2 })
  expect(decision).not.toHaveProperty('user')
})

test('§3.6.1: leading zeros of a code count', () => {
  const unit = new Unit()
  give(unit, 'Anna', 'code')
  const [decision] = decisionsIn(unit.present({ credential: { kind: 'code', id: '815' } }))
  expect(decision).toMatchObject({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', historyType: 7 })
})

function historyOf(unit: Unit, kind: CredentialKind) {
  return unit.state.blocks.get(KINDS[kind].device === 'one-wire' ? 'side-door' : 'front-door')?.history ?? []
}

function blockUuid(unit: Unit, kind: CredentialKind): string {
  const name = KINDS[kind].device === 'one-wire' ? 'Side Door' : 'Front Door'
  return [...unit.state.program.controls.values()].find((control) => control.name === name)?.uuid ?? ''
}
