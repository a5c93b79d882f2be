import type { Command } from 'commander'
import { BELL_ACTIONS } from '../../../sim/domain/intercom/operate.ts'
import type { RigCommandOutput } from '../../control/commands/index.ts'
import { type CallerOption, callerFor, callerOption, siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { harmless } from '../paint.ts'
import { type Cell, table } from '../render/table.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

type Options = RigOption & JsonOption & CallerOption

const DESCRIPTIONS: Readonly<Record<(typeof BELL_ACTIONS)[number], string>> = {
  answer: 'answer; it rings no more at this site',
  reject: 'reject; it rings no more at this site',
  'hang-up': 'end the call that you answered',
  mute: 'let it ring at its output Mute instead of Bell',
  unmute: 'let it ring at its output Bell again',
}

export const intercom: Verb = (program, terminal) => {
  const parent = program.command('intercom').description('Intercoms of a site, its own and those of others used there')
  addList(parent, terminal)
  for (const action of BELL_ACTIONS) addAction(parent, action, DESCRIPTIONS[action], terminal)
  addAction(parent, 'open-stream', 'ask for picture and sound: only whether you may', terminal)
  addClose(parent, terminal)
}

const SENTENCES: Readonly<
  Record<(typeof BELL_ACTIONS)[number] | 'open-stream', (at: string, stream: string) => string>
> = {
  answer: (at) => `Answered ${at}.`,
  reject: (at) => `Rejected the ring at ${at}.`,
  'hang-up': (at) => `Hung up at ${at}.`,
  mute: (at) => `Muted ${at}: while it rings its output Mute is on.`,
  unmute: (at) => `Unmuted ${at}: while it rings its output Bell is on.`,
  'open-stream': (at, stream) => `Opened stream ${stream} of ${at}.`,
}

function addList(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('list')
    .description('show which ring, who is authorised, and whose picture is open')
    .argument('<site>', 'a site of the rig')
  withCaller(command).action(async (site: string, options: Options) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('intercom-list', { site, ...callerFor(card, site, options, terminal) })
    const rows = answer.intercoms.map(rowOf)
    const nothing = [`${answer.site} has no Intercom.`]
    const head = [`at ${answer.site}`, '', 'unanswered', 'gates']
    printResult(terminal, options, answer, rows.length === 0 ? nothing : table(rows, { paint: terminal.paint, head }))
  })
}

function rowOf(intercom: RigCommandOutput<'intercom-list'>['intercoms'][number]): Cell[] {
  const { name, isRinging, isMuted, call, host, unanswered, members = [] } = intercom
  const words = [
    ...(isRinging ? ['rings'] : []),
    ...(call === undefined ? [] : ['in a call']),
    ...(isMuted ? ['muted'] : []),
  ]
  const gates = members.map(({ serial, isOpen, streams }) => `${serial} ${isOpen ? `open, ${streams} of 3` : 'closed'}`)
  return [name, words.join(', '), String(unanswered.length), host === undefined ? gates.join('; ') : `of ${host}`]
}

function addAction(
  parent: Command,
  action: (typeof BELL_ACTIONS)[number] | 'open-stream',
  description: string,
  terminal: Terminal,
): void {
  const command = parent
    .command(action)
    .description(description)
    .argument('<intercom>', 'the block of an Intercom with its site: home/Gate')
  withCaller(command).action(async (address: string, options: Options) => {
    const { card, call } = await connect(terminal, options)
    const caller = callerFor(card, siteOf(address), options, terminal)
    const answer = await call('intercom-act', { intercom: address, action, ...caller })
    const at = `${answer.site}/${answer.name}`
    printResult(terminal, options, answer, [harmless(SENTENCES[action](at, answer.stream ?? ''))])
  })
}

function addClose(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('close-stream')
    .description('close a stream that you opened')
    .argument('<intercom>', 'the block of an Intercom with its site: home/Gate')
    .argument('<stream>', 'as it was called when it was opened')
  withCaller(command).action(async (address: string, stream: string, options: Options) => {
    const { card, call } = await connect(terminal, options)
    const caller = callerFor(card, siteOf(address), options, terminal)
    const answer = await call('intercom-close-stream', { intercom: address, stream, ...caller })
    printResult(terminal, options, answer, [harmless(`Closed stream ${stream} of ${answer.site}/${answer.name}.`)])
  })
}

function withCaller(command: Command): Command {
  return command.addOption(callerOption()).addOption(rigOption()).addOption(jsonOption())
}
