import { closingOf, isPunctuation } from '../source/calls.ts'
import type { Token } from '../source/tokens.ts'

/**
 * Whether these tokens assert something: `expect(value).…`, `fc.assert(…)`, `assert…(…)`, a function named `expect…`, or one of
 * `helpers`. `expect(value)` alone, `expect(true).…` and `expect.assertions()` assert nothing.
 */
export function asserts(tokens: readonly Token[], helpers: ReadonlySet<string>): boolean {
  return tokens.some((token, index) => {
    if (token.kind !== 'word') return false
    if (token.text === 'expect') return isExpectation(tokens, index)
    const isCalled = isPunctuation(tokens[index + 1], '(') || isPunctuation(tokens[index + 1], '<')
    if (token.text === 'assert') return isCalled || isPunctuation(tokens[index + 1], '.')
    return isCalled && (ASSERTING_NAME.test(token.text) || helpers.has(token.text))
  })
}

/** The functions of one file that assert, directly or through one another. */
export function assertingHelpers(tokens: readonly Token[]): Set<string> {
  const bodies = functionBodies(tokens)
  const helpers = new Set<string>()
  for (let before = -1; before < helpers.size; ) {
    before = helpers.size
    for (const { name, body } of bodies) if (asserts(body, helpers)) helpers.add(name)
  }
  return helpers
}

const ASSERTING_NAME = /^(?:expect|assert)[A-Z]\w*$/
const LITERAL = /^(?:true|false|null|undefined|\d.*)$/

function isExpectation(tokens: readonly Token[], index: number): boolean {
  const isVariant = isPunctuation(tokens[index + 1], '.') && ['soft', 'poll'].includes(tokens[index + 2]?.text ?? '')
  const open = index + (isVariant ? 3 : 1)
  if (!isPunctuation(tokens[open], '(')) return false
  const close = closingOf(tokens, open)
  const [only, ...more] = tokens.slice(open + 1, close)
  const isLiteral = only !== undefined && more.length === 0 && (only.kind !== 'word' || LITERAL.test(only.text))
  return !isLiteral && isPunctuation(tokens[close + 1], '.')
}

function functionBodies(tokens: readonly Token[]): { name: string; body: readonly Token[] }[] {
  return tokens.flatMap((token, index) => {
    const name = tokens[index + 1]
    if (name?.kind !== 'word' || token.kind !== 'word') return []
    if (token.text === 'function') return [{ name: name.text, body: tokens.slice(index, endOfFunction(tokens, index)) }]
    if (token.text === 'const') return [{ name: name.text, body: arrowBody(tokens, index) }]
    return []
  })
}

/** Past the parameters, an object in the return type may come before the body: the body is the last of the braces in a row. */
function endOfFunction(tokens: readonly Token[], from: number): number {
  let at = tokens.findIndex((token, index) => index > from && isPunctuation(token, '('))
  at = at < 0 ? tokens.length : closingOf(tokens, at)
  while (at < tokens.length) {
    if (!isPunctuation(tokens[at], '{')) at++
    else {
      at = closingOf(tokens, at) + 1
      if (!['{', '>', '|', '&', '['].includes(tokens[at]?.text ?? '')) break
    }
  }
  return at
}

/** What stands behind the arrow of `const name = (…) => …`; nothing when that is no function. */
function arrowBody(tokens: readonly Token[], from: number): readonly Token[] {
  const equals = tokens.findIndex((token, index) => index > from && isPunctuation(token, '='))
  const open = tokens[equals + 1]?.text === 'async' ? equals + 2 : equals + 1
  if (equals < 0 || !isPunctuation(tokens[open], '(')) return []
  const arrow = tokens.findIndex((token, index) => index > closingOf(tokens, open) && isPunctuation(token, '=>'))
  const isNear = arrow > 0 && (tokens[arrow]?.line ?? 0) <= (tokens[closingOf(tokens, open)]?.line ?? 0) + 2
  if (!isNear) return []
  if (isPunctuation(tokens[arrow + 1], '{')) return tokens.slice(arrow, closingOf(tokens, arrow + 1))
  const end = tokens.findIndex(
    (token, index) => index > arrow + 1 && STATEMENT.has(token.text) && token.kind === 'word',
  )
  return tokens.slice(arrow, end < 0 ? tokens.length : end)
}

const STATEMENT = new Set([
  'const',
  'let',
  'function',
  'export',
  'test',
  'it',
  'describe',
  'type',
  'interface',
  'class',
  'return',
])
