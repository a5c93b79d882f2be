import { Option } from 'commander'
import type { RigCommandOutput } from '../control/commands/index.ts'
import { printResult } from './output.ts'
import type { Terminal } from './terminal.ts'
import type { JsonOption, RigOption } from './verb.ts'

export interface ExpectOptions extends RigOption, JsonOption {
  readonly expect?: 'granted' | 'denied'
}

export const expectOption = (): Option =>
  new Option('--expect <outcome>', 'exit with 1 when the door says otherwise').choices(['granted', 'denied'])

/** Prints what the door said; exits with 1 when something else was expected. */
export async function printDecision(
  terminal: Terminal,
  options: ExpectOptions,
  record: RigCommandOutput<'tap'>,
): Promise<void> {
  const { renderDecision } = await import('./render/decision.ts')
  printResult(terminal, options, record, renderDecision(record, terminal.paint))
  requireOutcome(terminal, options, record.outcome)
}

/** Exits with 1 where something else was expected. */
export function requireOutcome(
  terminal: Terminal,
  { expect }: Pick<ExpectOptions, 'expect'>,
  outcome: 'granted' | 'denied',
): void {
  if (expect === undefined || expect === outcome) return
  terminal.tell(`expected ${expect}, but it was ${outcome}`)
  terminal.exit(1)
}
