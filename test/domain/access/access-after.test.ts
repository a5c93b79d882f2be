import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessAfter } from '../../../sim/domain/access/access-after.ts'
import { type AccessIndex, compileAccess, modesChanged } from '../../../sim/domain/access/access-index.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { differenceOf } from '../../../sim/domain/program/difference.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { doors, instant, objects, principals, program, tags } from './arbitrary-program.ts'

type MapName = Exclude<keyof Program, 'rev'>

const EDITED = [
  'users',
  'assignments',
  'operatingModes',
  'calendar',
  'groups',
  'members',
  'schedules',
  'settings',
] as const satisfies MapName[]

/** Takes over of another program what it has, or has not, at some places of a map. */
interface Edit {
  readonly map: MapName
  readonly from: Program
  readonly places: readonly number[]
}

const edit: fc.Arbitrary<Edit> = fc.record({
  // Most edits are of users and assignments; without others the index is never compiled anew.
  map: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...EDITED.slice(0, 4)) }, fc.constantFrom(...EDITED)),
  from: program,
  places: fc.uniqueArray(fc.nat(12), { maxLength: 3 }),
})

describe('an access index after a change of its program', () => {
  test('answers as one compiled anew, whatever was changed', () => {
    fc.assert(
      fc.property(
        program,
        fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 4 }),
        instant,
        (first, changes, at) => {
          let [running, index] = [first, compileAccess(first)]
          for (const edits of changes) {
            const changed = copyProgram(running)
            for (const one of edits) apply(changed, one)
            index = accessAfter(index, changed, differenceOf(running, changed))
            running = changed
            expect(answers(index, at)).toEqual(answers(compileAccess(changed), at))
          }
        },
      ),
    )
  })

  test('leaves alone whoever did not change, however many there are', () => {
    const names = Array.from({ length: 50 }, (_, number) => `User ${number}`)
    const before = aProgram({ users: Object.fromEntries(names.map((name) => [name, {}])) })
    const index = compileAccess(before)
    const principalsBefore = new Map(index.users)
    const after = copyProgram(before)
    const anna = after.users.get(uuidOf('user', 'User 7'))
    if (anna !== undefined) after.users.set(anna.uuid, { ...anna, name: 'Anna' })
    const changed = [...accessAfter(index, after, differenceOf(before, after)).users].filter(
      ([uuid, one]) => principalsBefore.get(uuid) !== one,
    )
    expect(changed.map(([, one]) => one.user.name)).toEqual(['Anna'])
  })

  test('sees modes that are switched in the new program once it is told', () => {
    const before = aProgram({
      users: { Anna: {} },
      controls: { 'Front Door': { kind: 'authentication-nfc-code-touch' } },
      schedules: { 'Holidays only': { modes: [0], entries: [{ mode: 0, fromMin: 0, toMin: 1440 }] } },
      permissions: ['user:Anna allow access:Front Door during Holidays only'],
    })
    const after = copyProgram(before)
    const index = accessAfter(compileAccess(before), after, differenceOf(before, after))
    after.operatingModes.set(0, { id: 0, name: 'Public Holiday', active: true })
    modesChanged(index, after)
    const right = permits(index, keyOf('user:Anna'), keyOf('access:Front Door'), 'physical', 0, VIENNA)
    expect(right).toBe('allowed')
  })
})

function apply(changed: Program, { map, from, places }: Edit): void {
  const [edited, source] = [changed[map] as Map<unknown, unknown>, from[map] as ReadonlyMap<unknown, unknown>]
  const keys = [...new Set([...edited.keys(), ...source.keys()])]
  for (const place of places) {
    const key = keys[place]
    if (key === undefined) continue
    if (source.has(key)) edited.set(key, source.get(key))
    else edited.delete(key)
  }
}

function answers(index: AccessIndex, at: number): unknown[] {
  const origins = someOrigins()
  const decisions = tags.flatMap((id) =>
    doors.map((object) => decide(index, { credential: { kind: 'tag', id }, object }, at, VIENNA, origins)),
  )
  const permissions = principals.flatMap((principal) =>
    objects.map((object) => permits(index, principal, object, 'internal', at, VIENNA)),
  )
  return [...decisions, ...permissions]
}
