import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { connect } from '../connect.ts'
import { readText, writeSecret } from '../files.ts'
import { printResult } from '../output.ts'
import { documentOption, type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import { addArrange } from '../trust-arrange.ts'
import { addEnds } from '../trust-end.ts'
import { addPeriphery } from '../trust-periphery.ts'
import { addShared } from '../trust-shared.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface TrustOptions extends RigOption, JsonOption, CallerOption {
  readonly as?: string
  readonly trust?: string
  readonly out?: string
}

interface MemberOptions extends PlaneOptions {
  readonly trust?: string
}

const MANAGER = ['<site>', 'the site whose Miniserver manages the Trust'] as const

export const trust: Verb = (program, terminal) => {
  const parent = program.command('trust').description('the Trust workflow, step by step')
  addCreate(parent, terminal)
  addMember(parent, terminal)
  addArrange(parent, terminal)
  addKey(parent, terminal)
  addJoin(parent, terminal)
  addShared(parent, 'user', terminal)
  addShared(parent, 'group', terminal)
  addPeriphery(parent, terminal)
  addStatus(parent, terminal)
  addLinks(parent, terminal)
  addEnds(parent, terminal)
}

function addCreate(parent: Command, terminal: Terminal): void {
  const command = parent.command('create').description('create a Trust in the open document of its manager')
  withOptions(command.argument(...MANAGER).argument('<name>')).action(
    async (site: string, name: string, options: TrustOptions) => {
      const { call } = await connect(terminal, options)
      const answer = await call('trust-create', { site, name, ...documentOf(options) })
      printResult(terminal, options, answer, [renderEdited(`Created Trust ${answer.trust}.`, answer)])
    },
  )
}

function addMember(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('add-member')
    .description('name a Miniserver that may join, on the manager')
    .argument(...MANAGER)
    .argument('<member>', 'a site of the rig, or a serial number')
    .option('--trust <name>', 'which Trust, where there are several')
  withPlane(command).action(async (site: string, member: string, options: MemberOptions) => {
    const { card, call } = await connect(terminal, options)
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('trust-add-member', { site, member, ...trustOf(options), ...plane })
    const done = `Added ${answer.member} to Trust ${answer.trust}.`
    printResult(terminal, options, answer, [renderEdited(done, answer)])
  })
}

function addKey(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('key')
    .description("make a new key file, a secret for the members, and note it in the manager's open document")
    .argument(...MANAGER)
    .option('--trust <name>', 'which Trust, where there are several')
    .option('--out <file>', 'write the key file there, for your eyes only, instead of printing it')
    .addOption(callerOption())
  withOptions(command).action(async (site: string, options: TrustOptions) => {
    const { card, call } = await connect(terminal, options)
    const caller = callerFor(card, site, options, terminal)
    const answer = await call('trust-key', { site, ...trustOf(options), ...documentOf(options), ...caller })
    const { keyFile, ...rest } = answer
    const done = renderEdited(`Made key ${answer.generation} of Trust ${answer.trust}.`, answer)
    if (options.out === undefined) {
      printResult(terminal, options, answer, [keyFile.trimEnd()])
      terminal.tell(done)
    } else {
      await writeSecret(resolve(terminal.folder, options.out), keyFile)
      printResult(terminal, options, { ...rest, file: options.out }, [`${done}\nThe key file is ${options.out}.`])
    }
  })
}

function addJoin(parent: Command, terminal: Terminal): void {
  parent
    .command('join')
    .description('join a Trust with its key file; it holds once a document was saved')
    .argument('<site>', 'the site that joins')
    .argument('<key-file>')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, file: string, options: TrustOptions) => {
      const { card, call } = await connect(terminal, options)
      const keyFile = await readText(resolve(terminal.folder, file))
      const answer = await call('trust-join', { site, keyFile, ...callerFor(card, site, options, terminal) })
      const done = `${answer.site} joined Trust ${answer.trust} of ${answer.manager}, with ${answer.members.join(', ')}.`
      const next = `Make it last: npx loxrig config load ${answer.site} && npx loxrig config save ${answer.site}`
      printResult(terminal, options, answer, [done, next])
    })
}

function addStatus(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('status')
    .description('show the Trusts of a Miniserver, who is in them, and who is heard')
  addShown(command, terminal, async (call, asked) => {
    const answer = await call('trust-status', asked)
    const { renderTrusts } = await import('../render/trust.ts')
    return { answer, lines: renderTrusts(answer, terminal.paint) }
  })
}

function addLinks(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('links')
    .description('show by which paths a Miniserver reaches its peers, and how soon they answer')
  addShown(command, terminal, async (call, asked) => {
    const answer = await call('trust-links', asked)
    const { renderLinks } = await import('../render/trust.ts')
    return { answer, lines: renderLinks(answer, terminal.paint) }
  })
}

type Call = Awaited<ReturnType<typeof connect>>['call']
type Asked = ReturnType<typeof callerFor> & { readonly site: string }

/** Shows something of a Miniserver, as it is now. */
function addShown(
  command: Command,
  terminal: Terminal,
  show: (call: Call, asked: Asked) => Promise<{ readonly answer: object; readonly lines: string[] }>,
): void {
  command
    .argument('<site>', 'a site of the rig')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: TrustOptions) => {
      const { card, call } = await connect(terminal, options)
      const { answer, lines } = await show(call, { site, ...callerFor(card, site, options, terminal) })
      printResult(terminal, options, answer, lines)
    })
}

function withOptions(command: Command): Command {
  return command.addOption(documentOption()).addOption(rigOption()).addOption(jsonOption())
}

function documentOf({ as }: TrustOptions): { document?: string } {
  return as === undefined ? {} : { document: as }
}

function trustOf({ trust: name }: TrustOptions): { trust?: string } {
  return name === undefined ? {} : { trust: name }
}
