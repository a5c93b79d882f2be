import { describe, expect, test } from 'vitest'
import { DENIED, type Entry, emptyEntries, entriesFor, setGroupEntry } from '../../../sim/domain/access/entries.ts'
import { ALWAYS, NEVER } from '../../../sim/domain/access/timetable.ts'
import { keyOf } from '../../helpers/a-program.ts'

const DOOR = keyOf('access:Front Door')
const DENY: Entry = { deny: true, allow: undefined }

function allow(place: number): Entry {
  const handle = { principal: 'group:some', object: DOOR, scope: 'physical' } as const
  return { deny: false, allow: { handle, schedule: undefined, place } }
}

describe('what groups are assigned on an object', () => {
  test('is kept by group, ascending, in whatever order it comes, changes and goes', () => {
    const entries = entriesFor(emptyEntries(), DOOR, 'physical')
    for (const group of [5, 1, 3, 8]) setGroupEntry(entries, group, allow(ALWAYS))
    expect(entries.row).toEqual([1, ALWAYS, 3, ALWAYS, 5, ALWAYS, 8, ALWAYS])

    setGroupEntry(entries, 3, DENY)
    setGroupEntry(entries, 1, { ...allow(NEVER), deny: true })
    setGroupEntry(entries, 5, undefined)
    setGroupEntry(entries, 8, allow(NEVER))
    expect(entries.row).toEqual([1, DENIED, 3, DENIED, 8, NEVER])
    expect(entries.groups).toEqual([1, 3, 8])
    expect(entries.entries).toEqual([{ ...allow(NEVER), deny: true }, DENY, allow(NEVER)])
    expect(entries.handles).toEqual(entries.entries.map((entry) => entry.allow?.handle))
    expect([...entries.byGroup.keys()].toSorted()).toEqual([1, 3, 8])
    expect(entries.groups.map((group) => entries.byGroup.get(group))).toEqual(entries.entries)
  })

  test('stays as it is when nothing is taken from a group that had nothing', () => {
    const entries = entriesFor(emptyEntries(), DOOR, 'physical')
    setGroupEntry(entries, 3, DENY)
    for (const group of [1, 9]) setGroupEntry(entries, group, undefined)
    expect([entries.groups, entries.entries, entries.row]).toEqual([[3], [DENY], [3, DENIED]])
  })

  test('needs a closer look once another group comes, not when one changes or goes', () => {
    const entries = entriesFor(emptyEntries(), DOOR, 'physical')
    for (const group of [1, 3]) setGroupEntry(entries, group, DENY)
    entries.reachBit = 7
    setGroupEntry(entries, 1, allow(ALWAYS))
    setGroupEntry(entries, 3, undefined)
    expect(entries.reachBit).toBe(7)
    setGroupEntry(entries, 2, DENY)
    expect(entries.reachBit).toBeUndefined()
  })

  test('is another for each object and each scope', () => {
    const index = emptyEntries()
    const [inside, outside] = [entriesFor(index, DOOR, 'internal'), entriesFor(index, DOOR, 'external')]
    setGroupEntry(inside, 1, DENY)
    expect(entriesFor(index, DOOR, 'internal')).toBe(inside)
    expect(outside.groups).toEqual([])
    expect(entriesFor(index, keyOf('access:Gate'), 'internal').groups).toEqual([])
    expect(inside).toMatchObject({ object: DOOR, scope: 'internal' })
  })
})
