import { Option } from 'commander'
import { RigError } from '../../../sim/domain/errors.ts'
import { siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import { collect, type Verb } from '../verb.ts'

interface PermissionsOptions extends PlaneOptions {
  readonly site?: string
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  readonly clear?: readonly string[]
  readonly scope?: 'internal' | 'external' | 'both'
  readonly schedule?: string
}

export const permissions: Verb = (program, terminal) => {
  const scope = new Option('--scope <scope>', 'with --allow and --deny, of objects that are not doors (default: both)')
  const command = program
    .command('permissions')
    .description('show what a principal itself is assigned, by tab, or who is assigned on an object; change the latter')
    .argument('<subject>', 'Anna, group:Adults or member:Home; or an object: "home/access:Front Door"')
    .option('--site <site>', 'of a principal, when the rig has several')
    .option('--allow <principal>', 'of an object: who is allowed it; may be repeated', collect)
    .option('--deny <principal>', 'who is denied it; may be repeated', collect)
    .option('--clear <principal>', 'whose assignment goes; may be repeated', collect)
    .option('--schedule <name>', 'with --allow, access schedule of a door (default: Always)')
    .addOption(scope.choices(['internal', 'external', 'both']))
    .addHelpText('after', '\nWhat is inherited from groups, too, is shown by: loxrig explain <principal> --site <site>')
  withPlane(command).action(async (subject: string, options: PermissionsOptions) => {
    const { card, call } = await connect(terminal, options)
    const site = options.site ?? siteOf(subject)
    const plane = planeInput(card, site, options, terminal)
    const { renderPermissions } = await import('../render/permissions.ts')
    if (!isChange(options)) {
      const given = options.site === undefined ? {} : { site: options.site }
      const answer = await call('permissions', { subject, ...given, ...plane })
      printResult(terminal, options, answer, renderPermissions(answer, terminal.paint))
      return
    }
    const answer = await call('permissions-edit', {
      object: objectOf(subject, options),
      ...changeOf(options),
      ...plane,
    })
    const done = renderEdited(`Changed who is assigned on ${answer.object}.`, answer)
    printResult(terminal, options, answer, [done, ...renderPermissions(answer, terminal.paint)])
  })
}

const LISTS = ['allow', 'deny', 'clear'] as const

function isChange(options: PermissionsOptions): boolean {
  const isNamed = LISTS.some((list) => options[list] !== undefined)
  if (!isNamed && (options.schedule !== undefined || options.scope !== undefined)) {
    throw new RigError('USAGE', 'say who: --schedule and --scope go with --allow or --deny')
  }
  return isNamed
}

function objectOf(subject: string, { site }: PermissionsOptions): string {
  return site === undefined || siteOf(subject) !== '' ? subject : `${site}/${subject}`
}

function changeOf({ scope, schedule, ...options }: PermissionsOptions) {
  const lists = LISTS.flatMap((list) => {
    const principals = options[list]
    return principals === undefined ? [] : [[list, [...principals]] as const]
  })
  return {
    ...(Object.fromEntries(lists) as { [List in (typeof LISTS)[number]]?: string[] }),
    ...(scope !== undefined && { scope }),
    ...(schedule !== undefined && { schedule }),
  }
}
