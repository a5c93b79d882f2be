import type { AccessRequest } from '../../sim/domain/access/decide.ts'
import type { ObjectKey } from '../../sim/domain/program/names.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { DAY_MS, WEEK_FROM_MS } from './campus.ts'
import { processorMs } from './processor-time.ts'
import { randomOf } from './random.ts'

/** Somebody at some door at some time, as the engines are asked about it; `user` and `door` are numbers in the order of the program. */
export interface Question {
  readonly user: number
  readonly door: number
  readonly at: number
}

/** The words of questions: strings of their own, as they come from outside, not those that the program holds. */
export interface Words {
  readonly tags: readonly string[]
  readonly doors: readonly ObjectKey[]
}

/** So many questions, one after the other in a week, about users and doors as they come; with `hot`, about so many users only. */
export function questionsOf(program: Program, many: number, hot = program.users.size): Question[] {
  const random = randomOf(2)
  const hotUsers = Array.from({ length: hot }, (_, number) =>
    hot === program.users.size ? number : random(program.users.size),
  )
  return Array.from({ length: many }, (_, number) => ({
    user: hotUsers[random(hot)] ?? 0,
    door: random(program.controls.size),
    at: WEEK_FROM_MS + Math.floor((number * 7 * DAY_MS) / many),
  }))
}

export function wordsOf(program: Program): Words {
  return {
    tags: Array.from(program.users.values(), ({ tags: [tag] }) => textOfItsOwn(tag?.id ?? '')),
    doors: Array.from(program.controls.keys(), (uuid) => textOfItsOwn(`access:${uuid}`) as ObjectKey),
  }
}

/** The same text in memory of its own and in one piece, as what is read from a file or a line is. */
export function textOfItsOwn(text: string): string {
  return Buffer.from(text).toString()
}

export function requestOf({ tags, doors }: Words, { user, door }: Question): AccessRequest {
  return { credential: { kind: 'tag', id: tags[user] ?? '' }, object: doors[door] ?? 'access:' }
}

/** How many a second of processor time, of which the questions are put into words beforehand, a thousand at a time. */
export function rateOf<Asked>(
  questions: readonly Question[],
  word: (question: Question) => Asked,
  ask: (asked: Asked, at: number) => boolean,
  before: (batch: number) => void = () => {},
): number {
  let [tookMs, granted] = [0, 0]
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH)
    const asked = batch.map(word)
    const startMs = processorMs()
    before(from / BATCH)
    for (let place = 0; place < batch.length; place++) {
      if (ask(asked[place] as Asked, (batch[place] as Question).at)) granted += 1
    }
    tookMs += processorMs() - startMs
  }
  if (granted === 0) throw new TypeError('nobody was let in')
  return (1_000 * questions.length) / tookMs
}

const BATCH = 1_000
