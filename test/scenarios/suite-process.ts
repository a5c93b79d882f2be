import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Result, resultSchema } from '../../rigs/evidence/result.ts'
import { runLoxrig } from '../helpers/a-loxrig-process.ts'

/** What a process left that ran scenarios. */
export interface SuiteRun {
  readonly runs: readonly OneRun[]
  /** Between lanes, a line each. */
  readonly differences: readonly string[]
}

export interface OneRun {
  /** The folder of its report: the same in every process. */
  readonly name: string
  readonly result: Result
  readonly trace: string
}

/** Runs scenarios in a process of what is built, and a folder of their own. `paths` are from the root of the project. */
export async function runApart(
  paths: readonly string[],
  { env = {}, options = [] }: { readonly env?: Readonly<Record<string, string>>; readonly options?: readonly string[] },
): Promise<SuiteRun> {
  const files = paths.map((path) => resolve(path))
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-suite-'))
  try {
    const words = ['run', ...files, '--report', 'report', '--json', ...options]
    const { stdout, stderr } = await runLoxrig({ folder, words, env })
    const { differences } = JSON.parse(stdout === '' ? '{}' : stdout)
    if (differences === undefined) throw new Error(`nothing was run: ${stdout}${stderr}`)
    return { runs: await runsIn(join(folder, 'report')), differences }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Several runs have a folder each. */
async function runsIn(report: string): Promise<OneRun[]> {
  const files = (await readdir(report, { recursive: true })).filter((path) => path.endsWith('trace.jsonl'))
  return Promise.all(
    files.sort().map(async (path) => {
      const folder = join(report, dirname(path))
      const result = resultSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')))
      return { name: dirname(path), result, trace: await readFile(join(folder, 'trace.jsonl'), 'utf8') }
    }),
  )
}
