import type { Terminal } from './terminal.ts'
import type { JsonOption } from './verb.ts'

/** Prints a result: as JSON where that was asked for, else as the lines that people read. */
export function printResult(terminal: Terminal, { json }: JsonOption, result: unknown, lines: readonly string[]): void {
  terminal.print(json === true ? JSON.stringify(result, null, 2) : lines.join('\n'))
}
