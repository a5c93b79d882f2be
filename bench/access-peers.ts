import { campus } from './access/campus.ts'
import { casbin } from './access/casbin.ts'
import { casl } from './access/casl.ts'
import { cedar } from './access/cedar.ts'
import type { Engine } from './access/engine.ts'
import { processorMs } from './access/processor-time.ts'
import { type Product, productOf } from './access/product.ts'
import { type Question, questionsOf, rateOf } from './access/questions.ts'
import { rightsOf } from './access/rights.ts'
import type { Benchmark, Line } from './benchmark.ts'

const ROUNDS = 9
const USERS = 10_000
const HOT_USERS = 50
const QUESTIONS = 2_000
/** Ours are over too soon for a clock: the same questions so many times. */
const OURS_TIMES = 50

/** The same decisions by three permission engines, of the same policies and about the same questions: about few users, as suits them. */
export const accessPeers: Benchmark = {
  name: 'access-peers',
  async measure({ tell }) {
    const program = await campus(USERS)
    const [product, rights] = [await productOf(program), await rightsOf(program)]
    const questions = questionsOf(program, QUESTIONS, HOT_USERS)
    const users = new Set(questions.map(({ user }) => user))
    const engines = { cedar: cedar(rights), casbin: await casbin(rights, users), casl: casl(rights, users) }
    const lines: Line[] = []
    for (const peer of PEERS) {
      tell(peer.name)
      lines.push(await lineOf(peer, engines[peer.engine], product, questions))
    }
    return lines
  },
}

interface Peer {
  readonly name: string
  readonly engine: 'cedar' | 'casbin' | 'casl'
  /** Its work in docs/limits.md. */
  readonly row: string
  readonly ratioMin: number
  /** What it cannot express, and how that was helped. */
  readonly cannot: string
}

const PEERS: readonly Peer[] = [
  {
    name: 'access beside cedar-wasm',
    engine: 'cedar',
    row: 'cedar D: 2 policies, ancestors and assignments as sets of numbers in the context, instant included',
    ratioMin: 2_000,
    cannot:
      'Cedar keeps no entities and knows no week in a time zone: ancestors are flattened beforehand, the caller finds active schedules, which counts',
  },
  {
    name: 'access beside casbin',
    engine: 'casbin',
    row: 'casbin enforceSync with policy pre-filtered per user (one enforcer per user)',
    ratioMin: 100,
    cannot: 'Casbin has no time: its matcher asks a function for schedules, the caller for validity, which counts',
  },
  {
    name: 'access beside casl',
    engine: 'casl',
    row: 'casl can(), 50 hot users only',
    ratioMin: 10,
    cannot:
      'CASL has no groups and no time: ancestors are walked beforehand, the caller finds active schedules, which counts',
  },
]

async function lineOf(
  { name, row, ratioMin, cannot }: Peer,
  engine: Engine,
  product: Product,
  questions: readonly Question[],
): Promise<Line> {
  const { tags, doors } = product.words
  const word = ({ user, door }: Question) => ({ tag: tags[user] ?? '', door: doors[door] ?? '' })
  const ask = ({ tag, door }: ReturnType<typeof word>, at: number) => engine.ask(tag, door, at)
  const differing = questions.filter((question) => ask(word(question), question.at) !== product.isGranted(question))
  if (differing.length > 0)
    throw new Error(`${engine.name} answers ${differing.length} of ${questions.length} otherwise`)
  const manyTimes = Array.from({ length: OURS_TIMES }, () => questions).flat()
  const rates = () => rateOf(questions, word, ask)
  product.rate(manyTimes)
  const rounds = Array.from({ length: ROUNDS }, () => [product.rate(manyTimes), rates(), rates()] as const)
  return {
    name,
    unit: 'decisions/s',
    about: `\`decide()\` about ${HOT_USERS} users of the same 10,000`,
    ours: rounds.map(([ours]) => ours),
    peer: rounds.map(([, peer]) => peer),
    peerAgain: rounds.map(([, , again]) => again),
    peerName: engine.name,
    rows: [{ section: '1', work: row }],
    limit: { ratioMin },
    notes: [
      `${questions.length} questions compared, 0 mismatches. ${cannot}`,
      `Right after one user’s change the peer is ${await afterChange(engine, questions)}`,
    ],
  }
}

async function afterChange({ afterChange: makeAnew }: Engine, [question]: readonly Question[]): Promise<string> {
  if (question === undefined) throw new TypeError('there are no questions')
  const startMs = processorMs()
  for (let time = 0; time < 20; time++) await makeAnew(question.user)
  return `${((processorMs() - startMs) / 20).toFixed(3)} ms later: what it holds of that user is made anew`
}
