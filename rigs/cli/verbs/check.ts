import type { CheckRun } from '../../checks/run-checks.ts'
import type { CheckResult } from '../check-files.ts'
import { rigFilePath } from '../find-rig.ts'
import { type JsonOption, jsonOption, type Verb } from '../verb.ts'

interface CheckOptions extends JsonOption {
  readonly strict?: true
}

export const check: Verb = (program, terminal) => {
  program
    .command('check')
    .description(
      'validate rig, program and scenario files: every fault at once, as file:line:column: CODE: sentence; look at checks',
    )
    .argument('<file...>', 'files of any of the three kinds, or names of rig files in rigs/')
    .option('--strict', 'exit with 1 when there is something allowed that is seldom meant')
    .addOption(jsonOption())
    .action(async (files: string[], { strict, json }: CheckOptions) => {
      const [{ checkFiles, runChecksOf }, { renderCheck }, { readFrom }] = await Promise.all([
        import('../check-files.ts'),
        import('../render/check.ts'),
        import('../../rig-file/files.ts'),
      ])
      const { folder } = terminal
      const paths = files.map((file) => rigFilePath(folder, file))
      const { faults, lints, asking } = checkFiles(paths, readFrom(folder))
      const run = await runChecksOf({ asking }, Date.now())
      const { passed, failures } = run
      if (json === true) terminal.print(JSON.stringify({ faults, lints, checks: { passed, failures } }, null, 2))
      else for (const line of renderCheck({ faults, lints, failures }, terminal.paint)) terminal.print(line)
      terminal.tell(summaryOf({ files: files.length, faults: faults.length, lints: lints.length, asking, ...run }))
      const isFailed = failures.length > 0 || (lints.length > 0 && strict === true)
      terminal.exit(faults.length > 0 ? 2 : isFailed ? 1 : 0)
    })
}

interface Summary extends CheckRun {
  readonly files: number
  readonly faults: number
  readonly lints: number
  readonly asking: CheckResult['asking']
}

function summaryOf({ files, faults, lints, asking, passed }: Summary): string {
  const checks = asking.flatMap(({ rig }) => rig.checks ?? []).length
  const found = [
    faults > 0 ? counted(faults, 'fault') : 'no faults',
    ...(lints > 0 ? [counted(lints, 'lint')] : []),
    ...(checks > 0 ? [`${passed} of ${counted(checks, 'check')} passed`] : []),
  ]
  return `${counted(files, 'file')}: ${found.join(', ')}`
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
