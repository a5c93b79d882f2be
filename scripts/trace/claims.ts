import type { StatedTest } from './titles.ts'

/** What the titles of one file claim, and what is wrong with them. */
export interface Claims {
  /** Number and the line of a test that proves it; a number may be there more than once. */
  readonly proofs: readonly { readonly number: string; readonly line: number; readonly isConditional: boolean }[]
  /** Claims of tests that are skipped or assert nothing, and so prove nothing. */
  readonly empty: readonly { readonly number: string; readonly line: number; readonly why: string }[]
  readonly faults: readonly { readonly line: number; readonly sentence: string }[]
}

/** Reads the numbers in the titles. A title that names more than three numbers, a range or an unknown number is a fault. */
export function readClaims(tests: readonly StatedTest[], known: ReadonlySet<string>): Claims {
  const titles = tests.flatMap((test) => test.titles.map((title) => ({ test, title, numbers: numbersIn(title) })))
  const claims = titles.flatMap(({ test, numbers }) => numbers.map((number) => ({ test, number, line: test.line })))
  return {
    proofs: claims.flatMap(({ test, number, line }) =>
      whyEmpty(test) === undefined && known.has(number)
        ? [{ number, line, isConditional: test.runs === 'conditional' }]
        : [],
    ),
    empty: claims.flatMap(({ test, number, line }) => {
      const why = whyEmpty(test)
      return why === undefined ? [] : [{ number, line, why }]
    }),
    faults: titles.flatMap(({ test, title, numbers }) =>
      faultsOf(title, numbers, known).map((sentence) => ({ line: test.line, sentence })),
    ),
  }
}

const NUMBERS_MAX = 3
const NUMBER = /\b(?:[RI]\d+|C\d+[a-d]?|(?:AMB|DIFF|P)-\d+)\b/g
const RANGE = /\b([RCI])\d+ ?(?:[–-]|to|bis) ?\1?\d+\b/

function numbersIn(title: string): string[] {
  return [...new Set(title.match(NUMBER))]
}

function whyEmpty(test: StatedTest): string | undefined {
  if (test.runs === 'never') return 'is skipped'
  return test.asserts ? undefined : 'asserts nothing'
}

function faultsOf(title: string, numbers: readonly string[], known: ReadonlySet<string>): string[] {
  const unknown = numbers.filter((number) => !known.has(number))
  return [
    ...(numbers.length > NUMBERS_MAX ? [`names ${numbers.length} numbers, ${NUMBERS_MAX} is the most: ${title}`] : []),
    ...(RANGE.test(title) ? [`names a range; name what the test proves, one by one: ${title}`] : []),
    ...(unknown.length > 0 ? [`names ${unknown.join(', ')}, which no page lists: ${title}`] : []),
  ]
}
