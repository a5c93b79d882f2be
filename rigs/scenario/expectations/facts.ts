import type { Look } from '../matcher.ts'

/** What is known of something, or sought of it, by the keys of the language. */
export type Facts = Readonly<Record<string, Fact>>
export type Fact = string | number | boolean | readonly string[] | undefined

/** `state ready, online true`; nothing of what is not given. */
export function inWords(facts: Facts): string {
  return given(facts)
    .map(([key, fact]) => worded(key, fact))
    .join(', ')
}

/** A subject with what is sought of it: `member Home at office with online true`. */
export function withFacts(subject: string, facts: Facts): string {
  const words = inWords(facts)
  return words === '' ? subject : `${subject} with ${words}`
}

/**
 * What is not as it was sought, each in words as it is. Texts compare without case; of a list all that is sought must be there,
 * and of an empty one nothing.
 */
export function differing(actual: Facts, sought: Facts): string[] {
  return given(sought).flatMap(([key, wanted]) => (isLike(actual[key], wanted) ? [] : [worded(key, actual[key])]))
}

/** Judges something that may be there or not; `undefined` where it is not. `exists: false` seeks its absence. */
export function judged(actual: Facts | undefined, { exists = true, ...sought }: Facts): Look {
  if (actual === undefined) return exists === false ? { met: false } : { happened: 'there is none' }
  if (exists === false) return { happened: 'it is there' }
  const different = differing(actual, sought)
  return different.length === 0 ? { met: true } : { happened: `it has ${different.join(', ')}` }
}

/** Names are the same without case. */
export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}

function given(facts: Facts): [string, Fact][] {
  return Object.entries(facts).filter(([, fact]) => fact !== undefined)
}

function worded(key: string, fact: Fact): string {
  if (fact === undefined) return `no ${key}`
  if (typeof fact !== 'object') return `${key} ${fact}`
  return fact.length === 0 ? `no ${key}` : `${key} ${fact.join(', ')}`
}

function isLike(actual: Fact, wanted: Fact): boolean {
  if (typeof wanted === 'object')
    return wanted.length > 0
      ? wanted.every((each) => isLike(actual, each))
      : typeof actual === 'object' && actual.length === 0
  if (typeof actual === 'object') return actual.some((each) => isLike(each, wanted))
  if (typeof actual === 'string' && typeof wanted === 'string') return isSame(actual, wanted)
  return actual === wanted
}
