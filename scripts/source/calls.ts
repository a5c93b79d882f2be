import type { Token } from './tokens.ts'

/** A call as `test.for(rows)('title', body)` is one: the name, what is chained to it, and the parentheses that end it. */
export interface Call {
  readonly name: string
  readonly line: number
  /** The properties between name and last parentheses: `['for']`. */
  readonly chain: readonly string[]
  /** What stood in the parentheses before the last ones: the rows of `test.for(rows)(…)`. */
  readonly curried: readonly Token[]
  readonly arguments: readonly (readonly Token[])[]
  /** Index of the first and the last token. */
  readonly from: number
  readonly to: number
}

/** Every call of one of `names`, in the order of the source, those inside others included. A property of that name is none. */
export function findCalls(tokens: readonly Token[], names: ReadonlySet<string>): Call[] {
  return tokens.flatMap((token, index) => {
    const before = tokens[index - 1]?.text
    const isName = token.kind === 'word' && names.has(token.text) && before !== '.' && before !== 'function'
    const call = isName ? readCall(tokens, index) : undefined
    return call === undefined ? [] : [call]
  })
}

function readCall(tokens: readonly Token[], from: number): Call | undefined {
  const chain: string[] = []
  const curried: Token[] = []
  for (let at = from + 1; ; ) {
    if (isPunctuation(tokens[at], '.')) {
      chain.push(tokens[at + 1]?.text ?? '')
      at += 2
    } else if (isPunctuation(tokens[at], '<')) at = closingOf(tokens, at) + 1
    else if (isPunctuation(tokens[at], '(')) {
      const to = closingOf(tokens, at)
      const inside = tokens.slice(at + 1, to)
      if (!isPunctuation(tokens[to + 1], '(')) {
        const { text: name, line } = tokens[from] as Token
        return { name, line, chain, curried, arguments: splitArguments(inside), from, to }
      }
      curried.push(...inside)
      at = to + 1
    } else return undefined
  }
}

/** Index of the bracket that closes the one at `open`; the end of the source when none does. */
export function closingOf(tokens: readonly Token[], open: number): number {
  const opening = tokens[open]?.text ?? ''
  const closing = BRACKETS[opening]
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (isPunctuation(tokens[at], opening)) depth++
    if (isPunctuation(tokens[at], closing) && --depth === 0) return at
  }
  return tokens.length
}

const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

export function isPunctuation(token: Token | undefined, text: string | undefined): boolean {
  return token?.kind === 'punctuation' && token.text === text
}

/** Split at the commas outside brackets. Angle brackets do not count: `a < b` is not told from `A<B>`. */
function splitArguments(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'punctuation' && '([{'.includes(token.text)) depth++
    if (token.kind === 'punctuation' && ')]}'.includes(token.text)) depth--
    if (depth === 0 && isPunctuation(token, ',')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}
