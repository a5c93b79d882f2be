import { InvalidArgumentError, Option } from 'commander'
import { failureLine } from '../../evidence/failure-line.ts'
import type { Result } from '../../evidence/result.ts'
import type { Lane } from '../../scenario/open-lane.ts'
import { harmless, type Style } from '../paint.ts'
import type { ExitCode, Terminal } from '../terminal.ts'
import { unsupported } from '../unsupported.ts'
import { type JsonOption, jsonOption, type Verb } from '../verb.ts'

interface RunOptions extends JsonOption {
  readonly lane: readonly Lane[]
  readonly seed: number
  readonly repeat: number
  readonly report?: string
  readonly bail?: true
}

export const run: Verb = (program, terminal) => {
  program
    .command('run')
    .description('run scenarios, each on a rig of its own; exits with 1 when one fails, 3 when a real part was absent')
    .argument('<scenario...>', 'scenario files')
    .addOption(
      new Option('--lane <lane>', 'virtual or live; virtual,live runs both and compares their stories')
        .argParser(lanesOf)
        .default(['virtual'], 'virtual'),
    )
    .addOption(new Option('--seed <number>', 'chance on the virtual lane').argParser(wholeNumber).default(1))
    .addOption(new Option('--repeat <number>', 'how often').argParser(wholeNumber).default(1))
    .option('--report <folder>', 'write result.json, junit.xml, timeline.html and trace.jsonl there')
    .option('--bail', 'end after the first that does not pass')
    .addOption(jsonOption())
    .action((files: string[], options: RunOptions) => runFiles(files, options, terminal))
}

async function runFiles(files: readonly string[], options: RunOptions, terminal: Terminal): Promise<void> {
  const [{ readScenario }, { printFault }] = await Promise.all([
    import('../../scenario/read.ts'),
    import('../../rig-file/fault.ts'),
  ])
  const readings = files.map(readScenario)
  const faults = readings.flatMap((reading) => reading.faults)
  if (faults.length > 0) {
    for (const fault of faults) terminal.print(printFault(fault))
    terminal.tell(`nothing was run: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`)
    return terminal.exit(2)
  }
  const { runSuite } = await import('../../scenario/run-suite.ts')
  const { lane: lanes, seed, repeat, bail = false, report, json } = options
  const { results, differences } = await runSuite(
    readings.flatMap(({ scenario }) => scenario ?? []),
    {
      ...{ lanes, seed, repeat, bail },
      ...(report !== undefined && { directory: report }),
      onRun: (result) => json !== true && printRun(result, terminal),
    },
  )
  if (json === true) terminal.print(JSON.stringify({ results, differences }, null, 2))
  else for (const difference of differences) terminal.print(`${terminal.paint('red', 'differs')}  ${difference}`)
  terminal.exit(exitCodeOf(results, differences))
}

const STYLES: Readonly<Record<Result['verdict'], Style>> = {
  pass: 'green',
  fail: 'red',
  unverified: 'yellow',
  incomplete: 'yellow',
}

/** A line of what was run, and for what failed one of why. */
function printRun({ verdict, scenario, lane, steps = [], durationMs = 0, failure }: Result, terminal: Terminal): void {
  const facts = `${lane}, ${steps.length} steps, ${(durationMs / 1000).toFixed(2)} s`
  terminal.print(`${terminal.paint(STYLES[verdict], verdict)}  ${scenario.path}  ${terminal.paint('dim', facts)}`)
  if (failure !== undefined) terminal.print(harmless(failureLine(failure)))
}

function exitCodeOf(results: readonly Result[], differences: readonly string[]): ExitCode {
  if (differences.length > 0 || results.some(({ verdict }) => verdict === 'fail')) return 1
  return results.some(({ verdict }) => verdict === 'unverified') ? 3 : 0
}

const LANES: Readonly<Record<string, Lane>> = { virtual: 'virtual', live: 'live' }

function lanesOf(text: string): Lane[] {
  return text.split(',').map((word) => {
    if (word === 'containers') throw unsupported('run --lane containers')
    const lane = Object.hasOwn(LANES, word) ? LANES[word] : undefined
    if (lane === undefined) throw new InvalidArgumentError(`There is no lane ${word}; there is virtual and live.`)
    return lane
  })
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 1 or more.')
  return Number(text)
}
