import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserChange } from '../../../sim/domain/program/edit.ts'
import { askedChange, changeAskedFor, ownFields } from '../../../sim/domain/trust/asked-change.ts'
import { anna } from './three-sites.ts'

const names = fc.constantFrom('blue', 'red')
const lists = fc
  .uniqueArray(fc.constantFrom('04 01', '04 02', '04 03', '04 04'))
  .chain((ids) => fc.tuple(...ids.map((id) => names.map((name) => ({ id, name })))))
const secrets = fc.constantFrom('AA', 'BB').map((hash) => ({ alg: 'SHA256', salt: 'AB', hash }) as const)
const users = fc
  .record({ tags: lists, ibuttons: lists, externalIds: lists, codeDigest: fc.constantFrom('aa', 'bb') })
  .map((fields) => ({ ...anna, ...fields }))
const changes: fc.Arbitrary<UserChange> = fc.record(
  {
    name: names,
    uniqueUserId: fc.option(names, { nil: undefined }),
    password: fc.option(secrets, { nil: undefined }),
    visuPassword: fc.option(secrets, { nil: undefined }),
    codeDigest: fc.option(fc.constantFrom('aa', 'bb'), { nil: undefined }),
    status: fc.constantFrom({ state: 'enabled' } as const, { state: 'disabled' } as const),
    ...{ tags: lists, ibuttons: lists, externalIds: lists },
    ...{ nfcCodeTouchId: names, disabledHere: fc.boolean() },
  },
  { requiredKeys: [] },
)

test('P-30: asked of the origin and carried out there, a change comes to the same as if it were made there, in any order of credentials', () => {
  fc.assert(
    fc.property(users, changes, (user, change) => {
      const asked = askedChange(user, change)
      const after = { ...user, ...(asked === undefined ? {} : changeAskedFor(user, asked)) }
      const wanted = { ...user, ...change }
      for (const field of ['name', 'uniqueUserId', 'password', 'visuPassword', 'codeDigest', 'status'] as const)
        expect(after[field]).toEqual(wanted[field])
      for (const field of ['tags', 'ibuttons', 'externalIds'] as const)
        expect(new Set(after[field]?.map(({ id, name }) => `${id} ${name}`))).toEqual(
          new Set(wanted[field]?.map(({ id, name }) => `${id} ${name}`)),
        )
      // What is this unit's own is never asked for.
      expect({ ...asked, ...ownFields(change) }).toMatchObject(ownFields(change))
      expect(Object.keys(asked ?? {})).not.toContain('nfcCodeTouchId')
      expect(Object.keys(asked ?? {})).not.toContain('disabledHere')
    }),
  )
})

test('what is carried out once more comes to nothing', () => {
  fc.assert(
    fc.property(users, changes, (user, change) => {
      const asked = askedChange(user, change) ?? {}
      const after = { ...user, ...changeAskedFor(user, asked) } as typeof user
      expect(changeAskedFor(after, asked)).toEqual({})
    }),
  )
})
