import { type Call, findCalls } from '../source/calls.ts'
import { type Token, tokenize } from '../source/tokens.ts'
import { assertingHelpers, asserts } from './assertions.ts'

/** A test as its source states it. */
export interface StatedTest {
  /** Every title it runs under, as far as the source spells them: one, or one for each row of its table that is put into it. */
  readonly titles: readonly string[]
  readonly line: number
  /** `conditional`: skipped where a part is missing (`skipIf`, `runIf`). */
  readonly runs: 'always' | 'conditional' | 'never'
  readonly asserts: boolean
}

/** The tests that a source states: `test(…)`, `it(…)`, `rigTest(rig, …)` and their variants. A title that is no literal is not seen. */
export function readTests(source: string): StatedTest[] {
  const tokens = tokenize(source)
  const helpers = assertingHelpers(tokens)
  const skippedGroups = findCalls(tokens, GROUPS).filter((group) => group.chain.some((word) => NEVER.has(word)))
  return findCalls(tokens, TESTS).flatMap((call) => {
    const literals = leadingLiterals(call)
    const title = literals.at(-1)
    if (title === undefined) return []
    const body = call.arguments.slice(literals.length).flat()
    const isSkipped = skippedGroups.some((group) => group.from < call.from && call.to < group.to)
    return [
      {
        titles: titlesOf(title, call.curried),
        line: call.line,
        runs: isSkipped ? 'never' : runsOf(call, body),
        asserts: asserts(body, helpers),
      },
    ]
  })
}

const TESTS = new Set(['test', 'it', 'rigTest'])
const GROUPS = new Set(['describe', 'suite'])
/** `fails` too: a test that must fail proves nothing. */
const NEVER = new Set(['skip', 'todo', 'fails'])

function runsOf(call: Call, body: readonly Token[]): StatedTest['runs'] {
  const isOption = body.some(
    (token, at) => token.text === 'skip' && body[at + 1]?.text === ':' && body[at + 2]?.text === 'true',
  )
  if (isOption || call.chain.some((word) => NEVER.has(word))) return 'never'
  return call.chain.some((word) => word === 'skipIf' || word === 'runIf') ? 'conditional' : 'always'
}

/** The arguments before the first that is no text: `rigTest` has the rig's name before its title. */
function leadingLiterals(call: Call): string[] {
  const literals: string[] = []
  for (const argument of call.arguments) {
    const [first] = argument
    if (first?.kind !== 'string' && first?.kind !== 'template') break
    literals.push(
      argument
        .filter((token) => token.kind === 'string' || token.kind === 'template')
        .map((token) => token.text)
        .join(''),
    )
  }
  return literals
}

/** Where the title begins with what a row says, a row that begins with a number is a title of its own. */
function titlesOf(title: string, rows: readonly Token[]): string[] {
  const numbered = rows.filter((token) => token.kind === 'string' && STARTS_WITH_NUMBER.test(token.text))
  return /^(?:%s|\$\w)/.test(title) && numbered.length > 0 ? numbered.map((row) => `${title} ${row.text}`) : [title]
}

const STARTS_WITH_NUMBER = /^(?:[RI]\d+|C\d+[a-d]?|(?:AMB|DIFF|P)-\d+)\b/
