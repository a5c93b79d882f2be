import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ROOT } from '../source/files.ts'
import type { Ended } from './outcome.ts'

export interface RunOptions {
  /** Names the reports: `<name>.json` and `<name>.junit.xml`. */
  readonly name: string
  /** Where the reports go; `reports/` unless told. */
  readonly folder?: string
  /** What vitest is told beside its reporters. */
  readonly selection: readonly string[]
  readonly secondsMax: number
  /** The Node that runs it; this one unless told. */
  readonly node?: string
  readonly isQuiet?: boolean
}

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const KILL_AFTER_MS = 5_000
const INTERRUPTED = 130

/**
 * Runs vitest in a process group of its own; when the time is over, or this process is interrupted, the whole group is ended:
 * nothing of it stays. Interrupted, this process ends with it.
 */
export async function runVitest(options: RunOptions): Promise<Ended> {
  const { name, folder = 'reports', selection, secondsMax, node = process.execPath, isQuiet = false } = options
  const json = join(ROOT, folder, `${name}.json`)
  const junit = join(ROOT, folder, `${name}.junit.xml`)
  mkdirSync(join(ROOT, folder), { recursive: true })
  for (const path of [json, junit]) rmSync(path, { force: true })

  const reporters = ['--reporter=json', `--outputFile.json=${json}`, '--reporter=junit', `--outputFile.junit=${junit}`]
  const shown = isQuiet ? [] : ['--reporter=default']
  const output = isQuiet ? 'ignore' : 'inherit'
  const child = spawn(node, [VITEST, 'run', ...selection, ...shown, ...reporters], {
    cwd: ROOT,
    env: environment(node),
    stdio: ['ignore', output, output],
    detached: true,
  })
  const exitCode = await endOf(child, secondsMax)
  if (exitCode === null || !existsSync(json)) return { exitCode, report: undefined }
  return { exitCode, report: JSON.parse(readFileSync(json, 'utf8')) }
}

/** Its exit code; `null` when its time was over. */
async function endOf(child: ChildProcess, secondsMax: number): Promise<number | null> {
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    endGroup(child.pid, 'SIGTERM')
    setTimeout(() => endGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS).unref()
  }, secondsMax * 1000)
  const interrupted = (signal: NodeJS.Signals): void => {
    endGroup(child.pid, signal)
    child.once('exit', () => process.exit(INTERRUPTED))
  }
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)

  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  clearTimeout(deadline)
  process.off('SIGINT', interrupted)
  process.off('SIGTERM', interrupted)
  return isLate ? null : exitCode
}

/** The tests' own children find the same Node first. What make tells its children stays here; colours are for terminals. */
function environment(node: string): NodeJS.ProcessEnv {
  const { MAKEFLAGS: _flags, MAKELEVEL: _level, MFLAGS: _shortFlags, ...rest } = process.env
  const PATH = [dirname(node), rest.PATH].join(delimiter)
  return { ...rest, PATH, ...(!process.stdout.isTTY && { NO_COLOR: '1' }) }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}
