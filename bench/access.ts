import { campus } from './access/campus.ts'
import { type HandBitset, handBitset } from './access/hand.ts'
import { type Product, productOf } from './access/product.ts'
import { type Question, questionsOf, rateOf } from './access/questions.ts'
import { rightsOf } from './access/rights.ts'
import type { Benchmark, BenchmarkOptions, Line } from './benchmark.ts'

const ROUNDS = 9
const USERS = 10_000
const QUESTIONS = 200_000
const DECISIONS_MIN = 4_000_000

/** Decisions a second by `decide()`, warm and right after changes, beside the least that a decision is. */
export const access: Benchmark = {
  name: 'access',
  async measure({ tell }) {
    const program = await campus(USERS)
    const [product, rights] = [await productOf(program), await rightsOf(program)]
    const questions = questionsOf(program, QUESTIONS)
    const granted = questions.filter(product.isGranted).length / QUESTIONS
    return linesOf(measureRounds(product, handBitset(program, rights), questions, tell), granted)
  },
}

type Sides = Record<'warm' | 'changed' | 'hand' | 'handAgain', number[]>

function measureRounds(
  product: Product,
  hand: HandBitset,
  questions: readonly Question[],
  tell: BenchmarkOptions['tell'],
): Sides {
  const { tags, doors } = product.words
  const word = ({ user, door }: Question) => ({ tag: tags[user] ?? '', door: doors[door] ?? '' })
  const handRate = () => rateOf(questions, word, ({ tag, door }, at) => hand.ask(tag, door, at))
  const sides: Sides = { warm: [], changed: [], hand: [], handAgain: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    tell(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`)
    const rates = [product.rate(questions), product.rateAfterChange(questions), handRate(), handRate()] as const
    if (round === 0) continue
    for (const [place, side] of (['warm', 'changed', 'hand', 'handAgain'] as const).entries()) {
      sides[side].push(rates[place] ?? 0)
    }
  }
  return sides
}

function linesOf({ warm, changed, hand, handAgain }: Sides, granted: number): Line[] {
  const beside: Omit<Line, 'name' | 'about' | 'ours'> = {
    unit: 'decisions/s',
    peer: hand,
    peerAgain: handAgain,
    peerName:
      'a bitset written by hand: a bit for each user and block, a window for each user, one week for each block, no denies',
    rows: [{ section: '1', work: 'hand bitset string ids + validity + weekly minute bitmap' }],
    limit: { oursMin: DECISIONS_MIN },
    notes: [
      `${(100 * granted).toFixed(0)} % of ${QUESTIONS} questions granted; ids are strings other than the program’s own`,
    ],
  }
  return [
    {
      ...beside,
      name: 'access',
      ours: warm,
      about:
        '`decide()` by tag and door, with validity, schedules and denies: 10,000 users, 1,000 groups nested six deep, 500 blocks, 200 schedules',
    },
    {
      ...beside,
      name: 'access after a change',
      ours: changed,
      about: 'the same; before each thousand decisions one user changes, and bringing the index in step counts',
    },
  ]
}
