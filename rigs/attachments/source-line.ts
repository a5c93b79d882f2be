import { stringify } from 'yaml'
import type { ReaderSource } from './open-reader.ts'

/** A source on one line, as a rig file has it: `{ kind: pcsc, reader: ACR122 }`. What YAML would take for something else is quoted. */
export function sourceText(source: ReaderSource): string {
  return stringify(source, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}

/** The line of a rig file that uses it. */
export function sourceLine(source: ReaderSource): string {
  return `source: ${sourceText(source)}`
}
