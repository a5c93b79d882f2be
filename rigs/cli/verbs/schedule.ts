import type { Command } from 'commander'
import type { RigCommandOutput } from '../../control/commands/index.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import { collect, type Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const
const ENTRY =
  '"mon-fri 08:00-17:00", "sat,sun 22:00-06:00", "daily 00:00-24:00", or of an operating mode "Holiday 09:00-12:00"'
const PRIORITY =
  'an operating mode that replaces the weekday, also without an entry; highest priority first, may be repeated'

interface ScheduleOptions extends PlaneOptions {
  readonly name?: string
  readonly mode?: readonly string[]
}

export const schedule: Verb = (program, terminal) => {
  const parent = program.command('schedule').description('access schedules of a site')
  addAdd(parent, terminal)
  addEdit(parent, terminal)
  addDelete(parent, terminal)
  withPlane(
    parent
      .command('list')
      .description('list the access schedules of a site')
      .argument(...SITE),
  ).action(async (site: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('schedule-list', { site, ...planeInput(card, site, options, terminal) })
    const { renderSchedules } = await import('../render/schedules.ts')
    printResult(terminal, options, answer, renderSchedules(answer, terminal.paint))
  })
}

function addAdd(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('add')
    .description('add an access schedule')
    .argument(...SITE)
    .argument('<name>')
    .argument('[entry...]', ENTRY)
    .option('--mode <mode>', PRIORITY, collect)
  withPlane(command).action(async (site: string, name: string, entries: string[], options: ScheduleOptions) => {
    const { card, call } = await connect(terminal, options)
    const times = await timesOf(entries, options)
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('schedule-add', { site, name, entries: [], ...times, ...plane })
    await printSchedule(terminal, options, answer, 'Added')
  })
}

function addEdit(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('edit')
    .description('change what is given of an access schedule; whoever has it is affected')
    .argument(...SITE)
    .argument('<schedule>')
    .argument('[entry...]', `all its entries from now on: ${ENTRY}`)
    .option('--name <name>', 'a new name')
    .option('--mode <mode>', PRIORITY, collect)
  withPlane(command).action(async (site: string, name: string, entries: string[], options: ScheduleOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('schedule-edit', {
      site,
      schedule: name,
      ...(options.name !== undefined && { newName: options.name }),
      ...(await timesOf(entries, options)),
      ...planeInput(card, site, options, terminal),
    })
    await printSchedule(terminal, options, answer, 'Changed')
  })
}

function addDelete(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('delete')
    .description('delete an access schedule that no permission has')
    .argument(...SITE)
    .argument('<schedule>')
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('schedule-delete', { site, schedule: name, ...planeInput(card, site, options, terminal) })
    const done = `Deleted access schedule ${answer.schedule.schedule}.`
    printResult(terminal, options, answer, [renderEdited(done, answer)])
  })
}

async function timesOf(entries: readonly string[], { mode }: ScheduleOptions) {
  const { writtenEntry } = await import('../../rig-file/schedule-text.ts')
  return {
    ...(entries.length > 0 && { entries: entries.map(writtenEntry) }),
    ...(mode !== undefined && { modes: [...mode] }),
  }
}

async function printSchedule(
  terminal: Terminal,
  options: PlaneOptions,
  answer: RigCommandOutput<'schedule-add'>,
  done: string,
): Promise<void> {
  const { timesText } = await import('../render/schedules.ts')
  const { schedule } = answer
  const line = renderEdited(`${done} access schedule ${schedule.schedule}: ${timesText(schedule)}.`, answer)
  printResult(terminal, options, answer, [line])
}
