import { rigFilePath } from '../find-rig.ts'
import { type JsonOption, jsonOption, type Verb } from '../verb.ts'

interface CheckOptions extends JsonOption {
  readonly strict?: true
}

export const check: Verb = (program, terminal) => {
  program
    .command('check')
    .description('validate rig, program and scenario files: every fault at once, as file:line:column: CODE: sentence')
    .argument('<file...>', 'files of any of the three kinds, or names of rig files in rigs/')
    .option('--strict', 'exit with 1 when there is something allowed that is seldom meant')
    .addOption(jsonOption())
    .action(async (files: string[], { strict, json }: CheckOptions) => {
      const [{ checkFiles }, { printFault }] = await Promise.all([
        import('../check-files.ts'),
        import('../../rig-file/fault.ts'),
      ])
      const { faults, lints } = checkFiles(files.map((file) => rigFilePath(terminal.folder, file)))
      if (json === true) terminal.print(JSON.stringify({ faults, lints }, null, 2))
      else {
        for (const fault of faults) terminal.print(printFault(fault))
        for (const lint of lints) terminal.print(`${printFault(lint)} (allowed)`)
      }
      terminal.tell(summaryOf(files.length, faults.length, lints.length))
      terminal.exit(faults.length > 0 ? 2 : lints.length > 0 && strict === true ? 1 : 0)
    })
}

function summaryOf(files: number, faults: number, lints: number): string {
  const looked = counted(files, 'file')
  const found = [faults > 0 ? counted(faults, 'fault') : 'no faults', ...(lints > 0 ? [counted(lints, 'lint')] : [])]
  return `${looked}: ${found.join(', ')}`
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
