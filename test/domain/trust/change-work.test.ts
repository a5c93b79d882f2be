import { expect, test } from 'vitest'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { person, staff } from './a-long-list.ts'
import { joinedSites, take } from './an-estate.ts'

const FEW = 40
const MANY = 400

test('a change of one user takes as many steps among many users as among few, where it is made and where the user is used', () => {
  // What is made once and for all is made in the first.
  const [, few, many] = [workAmong(FEW), workAmong(FEW), workAmong(MANY)]
  expect(few?.steps).toBeGreaterThan(0)
  expect(many?.steps).toBe(few?.steps)
})

test('a change of one user takes nobody out of a map of all, which would be laid out anew now and then', () => {
  expect(workAmong(MANY).takenOutOfLarge).toBe(0)
})

/** What is done with maps and sets, here and there, when one of so many users of a group gets another password. */
function workAmong(users: number): Work {
  const { office, home } = joinedSites()
  office.edit(
    { type: 'add-group', group: staff },
    ...Array.from({ length: users }, (_, number) => ({ type: 'add-user', user: person(number) }) as const),
  )
  take(home, 'group', staff.uuid)
  const { uuid } = person(1)
  const change = { password: hashPassword(anEnv().hash, 'SHA256', 'another one', 'AB') }
  const work = workOf(FEW, () => office.edit({ type: 'edit-user', uuid, change }))
  expect(home.program.users.get(uuid)?.password).toEqual(change.password)
  return work
}

interface Work {
  /** Questions put to maps and sets, changes of them, and entries that were come by. */
  readonly steps: number
  /** Deletions from those with this many entries or more. */
  readonly takenOutOfLarge: number
}

function workOf(large: number, act: () => void): Work {
  let [steps, takenOutOfLarge] = [0, 0]
  const note = (of: unknown, name: string): void => {
    steps += 1
    const isCollection = of instanceof Map || of instanceof Set
    if (isCollection && name === 'delete' && of.size >= large) takenOutOfLarge += 1
  }
  const restore = WATCHED.flatMap(([prototype, names]) => names.map((name) => watch(prototype, name, note)))
  try {
    act()
  } finally {
    for (const put of restore) put()
  }
  return { steps, takenOutOfLarge }
}

const iteratorOf = (of: Iterable<unknown>): object => Object.getPrototypeOf(of[Symbol.iterator]())

const WATCHED: readonly (readonly [object, readonly string[]])[] = [
  [Map.prototype, ['get', 'has', 'set', 'delete']],
  [Set.prototype, ['has', 'add', 'delete']],
  [iteratorOf(new Map()), ['next']],
  [iteratorOf(new Set()), ['next']],
]

/** Until the answer is called. */
function watch(prototype: object, name: string, note: (of: unknown, name: string) => void): () => void {
  const own: (...words: unknown[]) => unknown = Reflect.get(prototype, name)
  const watched = function (this: unknown, ...words: unknown[]): unknown {
    note(this, name)
    return own.apply(this, words)
  }
  Reflect.set(prototype, name, watched)
  return () => void Reflect.set(prototype, name, own)
}
