import { resolve } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import type { Lane, Placement } from '../../scenario/open-lane.ts'
import type { ScenarioReading } from '../../scenario/read.ts'
import type { SuiteResult } from '../../scenario/run-suite.ts'
import { interruptible } from '../interruptible.ts'
import { harmless } from '../paint.ts'
import type { ExitCode, Terminal } from '../terminal.ts'
import { collect, type JsonOption, jsonOption, type Verb } from '../verb.ts'

interface RunOptions extends JsonOption {
  readonly lane: readonly Lane[]
  readonly placement?: Placement
  readonly reader?: readonly string[]
  readonly secrets?: string
  readonly seed: number
  readonly repeat: number
  readonly snapshotAtWaits?: true
  readonly report?: string
  readonly bail?: true
}

export const run: Verb = (program, terminal) => {
  program
    .command('run')
    .description('run scenarios, each on a rig of its own; exits with 1 when one fails, 3 when a real part was absent')
    .argument('<scenario...>', 'scenario files')
    .addOption(
      new Option('--lane <lane>', 'virtual, live or containers; several, with commas between, are compared as stories')
        .argParser(lanesOf)
        .default(['virtual'], 'virtual'),
    )
    .addOption(
      new Option('--placement <placement>', 'where devices run on the live lane').choices(['in-process', 'process']),
    )
    .option(
      '--reader <reader=source>',
      'what stands at a reader, off the virtual lane: simulated, pcsc:NAME, serial:PATH, pty, vpcd, or { kind: … }; may be repeated',
      collect,
    )
    .option(
      '--secrets <file>',
      'credentials by name, of mode 0600: the ids of the cards that you have, in the place of those in the rig file',
    )
    .addOption(new Option('--seed <number>', 'chance on the virtual lane').argParser(wholeNumber).default(1))
    .addOption(new Option('--repeat <number>', 'how often').argParser(wholeNumber).default(1))
    .option(
      '--snapshot-at-waits',
      'put a new device in the place of each at every wait, made from its snapshot; virtual lane',
    )
    .option('--report <folder>', 'write result.json, junit.xml, timeline.html and trace.jsonl there')
    .option('--bail', 'end after the first that does not pass')
    .addOption(jsonOption())
    .action((files: string[], options: RunOptions) => runFiles(files, options, terminal))
}

async function runFiles(files: readonly string[], options: RunOptions, terminal: Terminal): Promise<void> {
  const [{ readScenario }, { openInWords }, { printFault }] = await Promise.all([
    import('../../scenario/read.ts'),
    import('../../scenario/open-scenario.ts'),
    import('../../rig-file/fault.ts'),
  ])
  const readings = files.map(readScenario)
  const { scenarios, faults } = await readied(readings, options, terminal)
  if (faults.length > 0) {
    if (options.json === true) terminal.print(JSON.stringify({ faults }, null, 2))
    else for (const fault of faults) terminal.print(printFault(fault))
    terminal.tell(`nothing was run: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`)
    return terminal.exit(2)
  }
  const [{ runSuite }, { readerChoice }, { renderRun }] = await Promise.all([
    import('../../scenario/run-suite.ts'),
    import('../../scenario/readers/reader-choice.ts'),
    import('../render/finished-run.ts'),
  ])
  const { lane: lanes, placement, seed, repeat, bail = false, snapshotAtWaits = false, report, json } = options
  const readers = options.reader?.map(readerChoice)
  using interruption = interruptible()
  const suite = await runSuite(scenarios, {
    ...{ lanes, seed, repeat, bail, snapshotAtWaits },
    ...(placement !== undefined && { placement }),
    ...(readers !== undefined && { readers }),
    ...(options.secrets !== undefined && { secrets: options.secrets }),
    ...(report !== undefined && { directory: report }),
    interrupted: interruption.signal,
    ...(terminal.isInteractive && { person: { ask: (sentence) => terminal.tell(harmless(sentence)) } }),
    onRun: (result) => json !== true && terminal.print(renderRun(result, terminal.paint).join('\n')),
  })
  const { results, differences } = suite
  const open = readings.flatMap((reading) => reading.open ?? [])
  if (json === true) terminal.print(JSON.stringify({ results, differences, open }, null, 2))
  else {
    for (const difference of differences) terminal.print(`${terminal.paint('red', 'differs')}  ${difference}`)
    for (const each of open) terminal.print(`${terminal.paint('yellow', 'unverified')}  ${harmless(openInWords(each))}`)
  }
  terminal.exit((await exitCodeOf(suite, interruption.signal.aborted)) || (open.length > 0 ? 3 : 0))
}

/** What was read, with the credentials of `--secrets`, or all that is wrong. */
async function readied(
  readings: readonly ScenarioReading[],
  { secrets }: RunOptions,
  { folder }: Terminal,
): Promise<Pick<ScenarioReading, 'scenarios' | 'faults'>> {
  const [scenarios, faults] = [readings.flatMap((each) => each.scenarios), readings.flatMap((each) => each.faults)]
  if (secrets === undefined) return { scenarios, faults }
  const [{ withMoreCredentials }, { readFromDisk }] = await Promise.all([
    import('../../scenario/more-credentials.ts'),
    import('../../rig-file/files.ts'),
  ])
  const more = scenarios.map((scenario) => {
    const { rig, absent, faults: found } = withMoreCredentials(scenario.rig, resolve(folder, secrets), readFromDisk)
    const missing = absent === undefined ? [] : [{ file: secrets, line: 1, column: 1, ...absent }]
    return { scenario: { ...scenario, rig: rig ?? scenario.rig }, faults: [...missing, ...found] }
  })
  return { scenarios: more.map(({ scenario }) => scenario), faults: [...faults, ...(more[0]?.faults ?? [])] }
}

/** A failure in quarantine is known: it counts for nothing. */
async function exitCodeOf({ results, differences }: SuiteResult, isInterrupted: boolean): Promise<ExitCode> {
  if (isInterrupted) return 130
  const { isQuarantined } = await import('../../evidence/result.ts')
  if (differences.length > 0 || results.some((each) => each.verdict === 'fail' && !isQuarantined(each))) return 1
  return results.some(({ verdict }) => verdict === 'unverified') ? 3 : 0
}

const LANES: Readonly<Record<string, Lane>> = { virtual: 'virtual', live: 'live', containers: 'containers' }

function lanesOf(text: string): Lane[] {
  return text.split(',').map((word) => {
    const lane = Object.hasOwn(LANES, word) ? LANES[word] : undefined
    if (lane === undefined)
      throw new InvalidArgumentError(`There is no lane ${word}; there are virtual, live and containers.`)
    return lane
  })
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 1 or more.')
  return Number(text)
}
