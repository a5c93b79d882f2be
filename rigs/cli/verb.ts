import { type Command, Option } from 'commander'
import type { Terminal } from './terminal.ts'

/**
 * One verb of the command line, in a file of its own: adds its command to the program, as commander understands it.
 *
 * A verb's file loads nothing heavy: what its action needs it imports when it is carried out. A RigError thrown there becomes
 * `CODE: sentence` and exit code 2.
 */
export type Verb = (program: Command, terminal: Terminal) => void

/** Which rig is meant. */
export interface RigOption {
  readonly rig?: string
}

export interface JsonOption {
  readonly json?: true
}

export const rigOption = (): Option =>
  new Option('--rig <file|name>', 'the rig meant (default: the one that is running, else rigs/two-sites.yaml)')

export const jsonOption = (): Option => new Option('--json', 'print JSON')

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value]
}
