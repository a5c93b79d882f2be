import type { Program } from '../sim/domain/program/program.ts'
import { campus } from './access/campus.ts'
import { handBitset } from './access/hand.ts'
import { heapBytes } from './access/heap.ts'
import { timeMs } from './access/processor-time.ts'
import { type Product, productOf } from './access/product.ts'
import { questionsOf } from './access/questions.ts'
import { type Rights, rightsOf } from './access/rights.ts'
import type { Benchmark, BenchmarkOptions, Line } from './benchmark.ts'
import { percentile } from './statistics.ts'

const ROUNDS = 9
const USERS = 10_000
const EXPLANATIONS = 5_000
const COMPILE_MS_MAX = 150
const EXPLAIN_US_MAX = 100

/** What it costs to compile a program for deciding, to explain a decision, and to keep a user. */
export const accessCosts: Benchmark = {
  name: 'access-costs',
  async measure({ tell }) {
    const program = await campus(USERS)
    const rights = await rightsOf(program)
    const product = await productOf(program)
    return [
      compileLine(program, rights, product, tell),
      explainLine(program, rights, product, tell),
      await memoryLine(program, rights, tell),
    ]
  },
}

function compileLine(program: Program, rights: Rights, product: Product, tell: BenchmarkOptions['tell']): Line {
  product.compile()
  const hand = () => timeMs(() => handBitset(program, rights))
  hand()
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    tell(`compiling, round ${round + 1} of ${ROUNDS}`)
    return [timeMs(product.compile), hand(), hand()] as const
  })
  return {
    name: 'access-compile',
    unit: 'ms',
    about: 'a full compile of the program: 10,000 users, 1,000 groups, 5,200 permissions, 200 schedules',
    ...sidesOf(rounds),
    peerName: 'building the bitset written by hand, of ancestors by a walk for each user',
    rows: [],
    limit: { oursMax: COMPILE_MS_MAX },
    notes: [],
  }
}

function explainLine(program: Program, rights: Rights, product: Product, tell: BenchmarkOptions['tell']): Line {
  const questions = questionsOf(program, EXPLANATIONS)
  const explanations = questions.map((question) => product.explain(question))
  const walks = questions.map(
    ({ user }) =>
      () =>
        rights.ancestors(rights.users[user] ?? { uuid: '' }).join('/'),
  )
  const p99Us = (all: readonly (() => unknown)[]) =>
    percentile(
      all.map((one) => 1_000 * timeMs(one)),
      0.99,
    )
  p99Us(explanations)
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    tell(`explaining, round ${round + 1} of ${ROUNDS}`)
    return [p99Us(explanations), p99Us(walks), p99Us(walks)] as const
  })
  return {
    name: 'access-explain p99',
    unit: 'µs',
    about: '`explain()` of a decision: everything that led to it, in names',
    ...sidesOf(rounds),
    peerName: 'a bare walk over the same user’s ancestors, their ids joined',
    rows: [],
    limit: { oursMax: EXPLAIN_US_MAX },
    notes: [],
  }
}

async function memoryLine(program: Program, rights: Rights, tell: BenchmarkOptions['tell']): Promise<Line> {
  const product = await productOf(program)
  const bytesAUser = (make: () => unknown) => heapBytes(make) / program.users.size
  const rounds = Array.from({ length: 3 }, (_, round) => {
    tell(`weighing, round ${round + 1} of 3`)
    const hand = () => bytesAUser(() => handBitset(program, rights))
    return [bytesAUser(product.compile), hand(), hand()] as const
  })
  return {
    name: 'access-memory',
    unit: 'B',
    about: 'what the compiled index takes for each user, all else in it included and the program not',
    ...sidesOf(rounds),
    peerName: 'the bitset written by hand',
    rows: [],
    limit: undefined,
    notes: [],
  }
}

type Round = readonly [ours: number, peer: number, again: number]

function sidesOf(rounds: readonly Round[]): Pick<Line, 'ours' | 'peer' | 'peerAgain'> {
  return {
    ours: rounds.map(([ours]) => ours),
    peer: rounds.map(([, peer]) => peer),
    peerAgain: rounds.map(([, , again]) => again),
  }
}
