import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { filesUnder, ROOT } from './files.ts'
import { type Token, tokenize } from './tokens.ts'

/** A TypeScript source, read for the rules of the architecture. */
export interface SourceFile {
  /** From the repository's root, with slashes: `sim/domain/time.ts`. */
  readonly path: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
}

export interface Import {
  /** A path from the repository's root for a file of ours, else the package's or module's name as written. */
  readonly target: string
  readonly isOurs: boolean
  readonly line: number
}

export function readSources(folder: string): SourceFile[] {
  return filesUnder(folder, '.ts').map((path) => sourceFile(path, readFileSync(join(ROOT, path), 'utf8')))
}

export function sourceFile(path: string, text: string): SourceFile {
  const tokens = tokenize(text)
  return { path, text, tokens, imports: importsOf(path, tokens) }
}

/** Static and dynamic imports, types and re-exports included. */
function importsOf(path: string, tokens: readonly Token[]): Import[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'string') return []
    const [before, beforeThat] = [tokens[index - 1], tokens[index - 2]]
    const isDynamic = before?.text === '(' && beforeThat?.text === 'import'
    if (!isDynamic && before?.text !== 'from' && before?.text !== 'import') return []
    const isOurs = token.text.startsWith('.')
    const target = isOurs ? posix.join(posix.dirname(path), token.text) : token.text
    return [{ target, isOurs, line: token.line }]
  })
}
