import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type Verb } from '../verb.ts'

export const doctor: Verb = (program, terminal) => {
  program
    .command('doctor')
    .description('show what this machine has, what is missing, and the command that mends it')
    .addOption(jsonOption())
    .action(async (options: JsonOption) => {
      const [{ examine, canRun }, { renderExamination }] = await Promise.all([
        import('../../doctor/doctor.ts'),
        import('../render/examination.ts'),
      ])
      const parts = await examine(terminal.env)
      const runs = canRun(parts)
      printResult(terminal, options, { runs, parts }, renderExamination(parts, runs, terminal.paint))
      terminal.exit(runs ? 0 : 1)
    })
}
