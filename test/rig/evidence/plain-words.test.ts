import { expect, test } from 'vitest'
import { canonicalJson } from '../../../rigs/evidence/canonical-json.ts'
import { clockText } from '../../../rigs/evidence/clock-text.ts'
import { durationInWords, reasonInWords } from '../../../rigs/evidence/plain-words.ts'

test.for<[number, string]>([
  [40, '40 ms'],
  [3000, '3 s'],
  [1500, '1.5 s'],
  [120_000, '2 min'],
  [57_480_000, '15 h 58 min'],
  [183_600_000, '2 d 3 h'],
  [86_400_000, '1 d'],
])('durationInWords(%i) is %s', ([durationMs, words]) => {
  expect(durationInWords(durationMs)).toBe(words)
})

test('reasonInWords() names the paths that the outcome follows from, and no others', () => {
  const allow = {
    effect: 'allow',
    scope: 'physical',
    path: 'UG:Staff',
    schedule: { name: 'Office Hours', active: false },
  } as const
  const deny = { effect: 'deny', scope: 'physical', path: 'U:Ben' } as const
  const user = { name: 'Ben', uuid: 'x' }
  expect(reasonInWords({ outcome: 'denied', reason: 'OUTSIDE_SCHEDULE', user, paths: [allow] })).toBe(
    'OUTSIDE_SCHEDULE: The access is allowed, but not at this time (UG:Staff, by schedule Office Hours, which was not active)',
  )
  expect(reasonInWords({ outcome: 'denied', reason: 'DENIED', user, paths: [allow, deny] })).toMatch(
    /\(U:Ben denies\)$/,
  )
  expect(reasonInWords({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', paths: [] })).toBe(
    'UNKNOWN_CREDENTIAL: Nobody holds this credential',
  )
})

test('clockText() shows both sides of a change of the clock', () => {
  const changeMs = Date.UTC(2026, 9, 25, 1)
  expect(clockText('Europe/Vienna', changeMs - 1)).toEqual({
    ...{ date: 'Sun 25 Oct 2026', time: '02:59:59', exactTime: '02:59:59.999', offset: '+02:00' },
  })
  expect(clockText('Europe/Vienna', changeMs)).toMatchObject({ time: '02:00:00', offset: '+01:00' })
})

test('canonicalJson() does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: 'x' })).toBe('{"a":"x","b":[{"a":null,"d":1}]}')
})
