import { Option } from 'commander'
import type { RigCommandInput, RigCommandOutput } from '../../control/commands/index.ts'
import type { Fault } from '../../rig-file/fault.ts'
import { type CallerOption, callerFor, callerOption, siteOf } from '../callers.ts'
import { explainableRig } from '../explainable-rig.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface ExplainOptions extends RigOption, JsonOption, CallerOption {
  readonly site?: string
  readonly at?: string
  readonly scope?: 'internal' | 'external'
}

export const explain: Verb = (program, terminal) => {
  program
    .command('explain')
    .description('say why somebody may or may not; without an object, show all permissions')
    .argument('<principal>', 'Anna, Anna@Office, group:Adults or member:Home')
    .argument('[object]', 'with its site: "home/access:Front Door", home/right:UserManagement')
    .option('--site <site>', 'where, when no object is named and the rig has several')
    .option('--at <time>', 'at another time: 08:30, 2026-10-25T02:30 by the clock of the site, or an instant')
    .addOption(new Option('--scope <scope>', 'of objects that are not doors').choices(['internal', 'external']))
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nWithout a running rig the rig file is explained, as it would start.')
    .action(async (user: string, object: string | undefined, options: ExplainOptions) => {
      await using rig = await explainableRig(terminal, options)
      const site = options.site ?? siteOf(object ?? '')
      const caller = rig.card === undefined ? {} : callerFor(rig.card, site, options, terminal)
      const answer = await rig.call('explain', { user, ...asked(object, options), ...caller })
      const [{ renderExplanation }, { tellFaults }] = await Promise.all([
        import('../render/explanation.ts'),
        import('../faultless-rig.ts'),
      ])
      await tellFaults(lintsAbout(answer, rig.lints), terminal)
      printResult(terminal, options, answer, renderExplanation(answer, terminal.paint))
    })
}

/** What is seldom meant, of who and what the answer is about. */
function lintsAbout(answer: RigCommandOutput<'explain'>, lints: readonly Fault[]): Fault[] {
  const object = answer.about === 'object' ? [answer.object.slice(answer.object.indexOf('/') + 1)] : []
  const about = new Set([answer.principal, ...object].map((name) => name.toLowerCase()))
  return lints.filter(({ names = [] }) => names.some((name) => about.has(name.toLowerCase())))
}

function asked(object: string | undefined, { site, at, scope }: ExplainOptions): Partial<RigCommandInput<'explain'>> {
  return {
    ...(object !== undefined && { object }),
    ...(site !== undefined && { site }),
    ...(at !== undefined && { at }),
    ...(scope !== undefined && { scope }),
  }
}
