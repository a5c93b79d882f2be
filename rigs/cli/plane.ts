import { type Command, Option } from 'commander'
import type { RigCard } from '../card.ts'
import type { CallerInput } from '../control/inputs.ts'
import { type CallerOption, callerFor, callerOption } from './callers.ts'
import type { Terminal } from './terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption } from './verb.ts'

/** On what an edit works, and who asks for it. */
export interface PlaneOptions extends RigOption, JsonOption, CallerOption {
  readonly app?: true
  readonly as?: string
}

export const documentOption = (): Option => new Option('--as <name>', 'a second Config document has a name of its own')

/** The options of everything that edits the open document, or the running program. */
export function withPlane(command: Command): Command {
  return command
    .addOption(new Option('--app', 'change the running program at once, as the App does, instead of the document'))
    .addOption(documentOption())
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
}

export interface PlaneInput {
  readonly app?: true
  readonly document?: string
  readonly caller?: CallerInput
}

export function planeInput(card: RigCard, site: string, options: PlaneOptions, terminal: Terminal): PlaneInput {
  return {
    ...(options.app === true && { app: true }),
    ...(options.as !== undefined && { document: options.as }),
    ...callerFor(card, site, options, terminal),
  }
}
