import type { z } from 'zod'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atKey, atValue, type Finding, type Path } from '../../rig-file/finding.ts'
import { checkShape } from '../../rig-file/schema-findings.ts'
import { OTHER_SPELLINGS, REFUSED_WORDS } from '../other-words.ts'

interface Worded {
  readonly word: string
}

/** What kind of map is looked at, for messages. */
export interface Kind<Word extends Worded> {
  readonly what: string
  readonly example: string
  readonly words: readonly Word[]
  /** Words that are not built yet, where there are such. */
  readonly later?: readonly string[]
  schemaOf(word: Word): z.ZodObject
}

/** Checks a map that is known by one of several words: which it is, and then by its schema. `path` is where it stands. */
export function checkWorded<Word extends Worded>(
  value: unknown,
  path: Path,
  kind: Kind<Word>,
): { readonly findings: readonly Finding[]; readonly word?: Word } {
  const { what, example, words } = kind
  if (!isMap(value)) return { findings: [atValue(path, 'WRONG_TYPE', `${what} is a map, such as ${example}.`)] }
  const keys = Object.keys(value)
  const refused = keys.find((key) => Object.hasOwn(REFUSED_WORDS, key))
  if (refused !== undefined) return { findings: [neverThere(refused, path)] }
  const present = words.filter((each) => Object.hasOwn(value, each.word))
  // Words of which one is a key of the other: it is the other.
  const word = present.find((each) => strangerTo(each, present, kind) === undefined) ?? present[0]
  if (word === undefined) return { findings: [unknown(keys, path, kind)] }
  const schema = kind.schemaOf(word)
  const other = strangerTo(word, present, kind)
  if (other !== undefined) {
    const message = `${what} has one word; this has ${word.word} and ${other.word}.`
    return { findings: [atKey([...path, other.word], 'INVALID_VALUE', message)] }
  }
  const { findings } = checkShape(schema, value)
  return { findings: findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] })), word }
}

/** One of the words that are there and no key of this one. */
function strangerTo<Word extends Worded>(word: Word, present: readonly Word[], kind: Kind<Word>): Word | undefined {
  const { shape } = kind.schemaOf(word)
  return present.find((each) => each !== word && !Object.hasOwn(shape, each.word))
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function neverThere(key: string, path: Path): Finding {
  const { code, message } = REFUSED_WORDS[key] ?? { code: 'UNKNOWN_KEY', message: `There is no word "${key}".` }
  return atKey([...path, key], code, message)
}

/** Keys that go with a word. */
const BESIDES: readonly string[] = ['at', 'refused']

function unknown<Word extends Worded>(
  keys: readonly string[],
  path: Path,
  { what, words, later: laterWords = [] }: Kind<Word>,
): Finding {
  const later = keys.find((key) => laterWords.includes(key))
  if (later !== undefined)
    return atKey([...path, later], 'UNSUPPORTED', `"${later}" is a word of the language that is not built yet.`)
  const names = words.map(({ word }) => word)
  const first = keys.find((key) => !BESIDES.includes(key)) ?? keys[0]
  if (first === undefined) return atValue(path, 'MISSING_KEY', `${what} has one of ${names.join(', ')}.`)
  const other = Object.hasOwn(OTHER_SPELLINGS, first) ? ` It is ${OTHER_SPELLINGS[first]}.` : ''
  const hint = other || didYouMean(first, [...names, ...laterWords]) || ` There is ${names.join(', ')}.`
  return atKey([...path, first], 'UNKNOWN_KEY', `There is no word "${first}".${hint}`)
}
