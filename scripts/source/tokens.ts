/** One lexical piece of a TypeScript source. `text` is the source's own spelling; of a string it is the content. */
export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'regex' | 'punctuation'
  readonly text: string
  /** From 1. */
  readonly line: number
}

/**
 * Splits TypeScript into tokens and drops comments and space: enough to find calls, their literal arguments and imports.
 *
 * TypeScript 7 has no JavaScript API, so this reads the source itself. It knows strings, templates (whose text parts become
 * one `template` token, `…` standing for each hole, followed by the tokens of the holes), regular expressions and
 * numbers; every other character is punctuation of its own, `=>` excepted. It does not know JSX.
 */
export function tokenize(source: string, firstLine = 1): Token[] {
  const tokens: Token[] = []
  let line = firstLine
  for (let at = 0; at < source.length; ) {
    const { kind, text, length, holes } = lexemeAt(source, at, tokens.at(-1))
    if (kind !== 'blank') tokens.push({ kind, text, line })
    for (const hole of holes ?? []) for (const token of tokenize(hole, line)) tokens.push(token)
    line += source.slice(at, at + length).split('\n').length - 1
    at += length
  }
  return tokens
}

interface Lexeme {
  readonly kind: Token['kind'] | 'blank'
  readonly text: string
  readonly length: number
  /** The sources inside a template's `${}`. */
  readonly holes?: readonly string[]
}

function lexemeAt(source: string, at: number, before: Token | undefined): Lexeme {
  const blank = match(BLANK, source, at)
  if (blank !== '') return { kind: 'blank', text: '', length: blank.length }
  const word = match(WORD, source, at)
  if (word !== '') return { kind: 'word', text: word, length: word.length }
  const string = match(STRING, source, at)
  if (string !== '') return { kind: 'string', text: string.slice(1, -1), length: string.length }
  if (source[at] === '`') return { kind: 'template', ...readTemplate(source, at) }
  const regex = mayStartRegex(before) ? match(REGEX, source, at) : ''
  if (regex !== '') return { kind: 'regex', text: regex, length: regex.length }
  const text = source.startsWith('=>', at) ? '=>' : source.slice(at, at + 1)
  return { kind: 'punctuation', text, length: text.length }
}

/** What stands in a template's text for each of its holes. */
const HOLE = '…'

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^#![^\n]*)+/y
const WORD = /[#@]?[\p{ID_Start}$_][\p{ID_Continue}$]*|\d[\w.]*/uy
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}

/** A slash after a value divides; anywhere else it begins a regular expression. */
function mayStartRegex(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.kind === 'word') return ['return', 'typeof', 'case', 'in', 'of', 'await', 'yield'].includes(before.text)
  return before.kind === 'punctuation' && ![')', ']', '}'].includes(before.text)
}

/** A template from its opening backtick: its text with `${}` for each hole, the holes' sources, its length. */
function readTemplate(source: string, from: number): { text: string; holes: string[]; length: number } {
  const holes: string[] = []
  let text = ''
  let at = from + 1
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      const end = endOfHole(source, at + 2)
      holes.push(source.slice(at + 2, end))
      text += HOLE
      at = end + 1
    } else {
      const step = source[at] === '\\' ? 2 : 1
      text += source.slice(at, at + step)
      at += step
    }
  }
  return { text, holes, length: at + 1 - from }
}

function endOfHole(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    const string = match(STRING, source, at)
    if (string !== '') at += string.length - 1
    else if (source[at] === '`') at += readTemplate(source, at).length - 1
    else if (source[at] === '{') depth++
    else if (source[at] === '}' && depth-- === 0) return at
  }
  return source.length
}
