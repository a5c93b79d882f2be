import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import { standingOf } from '../../../../sim/domain/access/audit/standing.ts'
import { programOf } from '../../../model/comparison/program-of.ts'
import type { Model } from '../../../model/input.ts'
import { allow, deny, GATE, MODEL } from './an-audit.ts'

/** In names: groups by their own, `itself` for Anna, with `full` behind it for Full Access. */
function standing(change: Partial<Model>) {
  const index = compileAccess(programOf({ ...MODEL, ...change }))
  const anna = index.users.get('Anna')
  const entries = index.entries.physical.get(GATE)
  if (anna === undefined) throw new Error('there is no Anna')
  const found = standingOf(index, anna, entries, entries && anna.own?.get(entries))
  const name = (group: number | undefined) => (group === undefined ? 'itself' : index.table.graph.uuids[group])
  const named = (allows: NonNullable<typeof found>['allows']) =>
    allows.map(({ group, allow }) => `${name(group)}${allow === undefined ? ' full' : ''}`)
  return found && { denies: found.denies.map(name), allows: named(found.allows), overridden: named(found.overridden) }
}

const FULL = MODEL.groups.map((group) => (group.id === 'Company' ? { ...group, type: 'full-access' as const } : group))

describe('what of all assignments is about a user', () => {
  test('R109: is nothing where neither the user nor a group of theirs is assigned anything', () => {
    expect(standing({})).toBeUndefined()
    const groups = [...MODEL.groups, { id: 'Tenants', type: 'normal', memberOf: [] } as const]
    expect(standing({ groups, assignments: [allow('Tenants'), deny('Tenants')] })).toBeUndefined()
  })

  test('R108: are the allows of all their groups in the order of their keys, then their own', () => {
    const assignments = [allow('Anna'), allow('Staff'), allow('Company'), allow('Cleaning')]
    expect(standing({ assignments })).toEqual({
      ...{ denies: [], overridden: [] },
      allows: ['Cleaning', 'Company', 'Staff', 'itself'],
    })
  })

  test('R107: are the denies of groups and their own, beside the allows', () => {
    const assignments = [deny('Anna'), deny('Staff'), allow('Staff'), allow('Cleaning')]
    expect(standing({ assignments })).toEqual({
      ...{ denies: ['Staff', 'itself'], overridden: [] },
      allows: ['Cleaning', 'Staff'],
    })
    expect(standing({ assignments: [deny('Anna')] })).toEqual({ denies: ['itself'], allows: [], overridden: [] })
    expect(standing({ assignments: [deny('Company')] })).toEqual({ denies: ['Company'], allows: [], overridden: [] })
  })

  test('Full Access stands behind what its group is assigned, before the groups behind it', () => {
    const assignments = [allow('Anna'), allow('Staff'), allow('Company'), allow('Cleaning')]
    const allows = ['Cleaning', 'Company', 'Company full', 'Staff', 'itself']
    expect(standing({ groups: FULL, assignments })?.allows).toEqual(allows)
    expect(standing({ groups: FULL, assignments: [allow('Cleaning')] })?.allows).toEqual(['Cleaning', 'Company full'])
    expect(standing({ groups: FULL, assignments: [allow('Staff')] })?.allows).toEqual(['Company full', 'Staff'])
    expect(standing({ groups: FULL })?.allows).toEqual(['Company full'])
  })

  test('AMB-13: an allow of their own overrides those of groups and Full Access, by that setting only', () => {
    const all = [allow('Anna'), allow('Staff')]
    const strategy = 'user-overrides'
    expect(standing({ strategy, groups: FULL, assignments: all })).toEqual({
      ...{ denies: [], allows: ['itself'] },
      overridden: ['Company full', 'Staff'],
    })
    expect(standing({ strategy, assignments: [allow('Staff'), deny('Anna')] })).toEqual({
      ...{ denies: ['itself'], allows: ['Staff'], overridden: [] },
    })
    expect(standing({ strategy: 'intersection', assignments: all })?.overridden).toEqual([])
  })
})
