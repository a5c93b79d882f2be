import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const
const DAYS = '12-24, easter+1, 2026-12-31, 2026-07-04..2026-09-05, 12-24..01-06 or "last monday of may"'

export const calendar: Verb = (program, terminal) => {
  const parent = program
    .command('calendar')
    .description('operating times of a site: on which days an operating mode is active')
  withPlane(
    parent
      .command('add')
      .description('add an entry to the operating times')
      .argument(...SITE)
      .argument('<name>')
      .argument('<mode>', 'an operating mode that is no weekday')
      .argument('<days>', DAYS),
  ).action(async (site: string, name: string, mode: string, text: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const { writtenDays } = await import('../../rig-file/calendar-days.ts')
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('calendar-add', { site, name, mode, days: writtenDays(text), ...plane })
    const { entry } = answer
    printResult(terminal, options, answer, [
      renderEdited(`Added ${entry.entry}: ${entry.mode} on ${entry.days}.`, answer),
    ])
  })
  withPlane(
    parent
      .command('delete')
      .description('delete an entry of the operating times')
      .argument(...SITE)
      .argument('<entry>'),
  ).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('calendar-delete', { site, entry: name, ...planeInput(card, site, options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`Deleted ${answer.entry.entry}.`, answer)])
  })
  withPlane(
    parent
      .command('list')
      .description('list the operating times of a site')
      .argument(...SITE),
  ).action(async (site: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('calendar-list', { site, ...planeInput(card, site, options, terminal) })
    const { renderCalendar } = await import('../render/calendar.ts')
    printResult(terminal, options, answer, renderCalendar(answer, terminal.paint))
  })
}
