import { describe, expect, test } from 'vitest'
import { type CandidateIndex, changeCandidate, emptyCandidates } from '../../../sim/domain/access/candidates.ts'
import type { User } from '../../../sim/domain/program/program.ts'

describe('changeCandidate()', () => {
  test('leaves what a user still holds in its place', () => {
    const index = indexOf('before', 'anna', 'after')
    const places = placesIn(index)
    changeCandidate(index, 2, user('anna'), { ...user('anna'), name: 'Anna Maria' })
    expect(placesIn(index)).toEqual(places)
    expect(places).toEqual({
      tag: ['tag-before', 'tag-anna', 'tag-after'],
      ibutton: ['ibutton-before', 'ibutton-anna', 'ibutton-after'],
      external: ['external-before', 'external-anna', 'external-after'],
      code: ['code-before', 'code-anna', 'code-after'],
    })
  })

  test('takes out what was given back, puts in what was given, and touches nothing of others', () => {
    const index = indexOf('before', 'anna', 'after')
    changeCandidate(index, 2, user('anna'), user('anna again'))
    expect(placesIn(index)).toEqual({
      tag: ['tag-before', 'tag-after', 'tag-anna again'],
      ibutton: ['ibutton-before', 'ibutton-after', 'ibutton-anna again'],
      external: ['external-before', 'external-after', 'external-anna again'],
      code: ['code-before', 'code-after', 'code-anna again'],
    })
    expect(index.tag.get('tag-anna again')).toBe(2)
    changeCandidate(index, 2, user('anna again'), undefined)
    expect(placesIn(index)).toEqual(placesIn(indexOf('before', 'after')))
  })

  test('P-45: what several hold is held by those who are left', () => {
    const index = indexOf('anna')
    changeCandidate(index, 7, undefined, user('anna'))
    changeCandidate(index, 8, undefined, user('anna'))
    expect(index.tag.get('tag-anna')).toEqual([1, 7, 8])
    changeCandidate(index, 7, user('anna'), undefined)
    expect(index.tag.get('tag-anna')).toEqual([1, 8])
    changeCandidate(index, 8, user('anna'), undefined)
    expect(index.tag.get('tag-anna')).toBe(1)
  })
})

/** Numbered from 1 as they are named. */
function indexOf(...names: readonly string[]): CandidateIndex {
  const index = emptyCandidates()
  for (const [place, name] of names.entries()) changeCandidate(index, place + 1, undefined, user(name))
  return index
}

function placesIn(index: CandidateIndex): Record<string, string[]> {
  return Object.fromEntries(Object.entries(index).map(([kind, holders]) => [kind, [...holders.keys()]]))
}

function user(name: string): User {
  return {
    uuid: name,
    name,
    tags: [{ id: `tag-${name}`, name: 'card' }],
    ibuttons: [{ id: `ibutton-${name}`, name: 'key' }],
    externalIds: [{ id: `external-${name}`, name: 'finger' }],
    codeDigest: `code-${name}`,
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    groups: [],
    profile: {},
  }
}
