import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
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
  /** Where its words go: to our own output unless told. */
  readonly words?: 'shown' | 'kept' | 'nowhere'
}

/** Where the words of a run are that were kept. */
export const logOf = (name: string, folder = 'reports'): string => join(ROOT, folder, `${name}.log`)

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const KILL_AFTER_MS = 5_000
const INTERRUPTED = 130

/** What is running now; two suites may be, beside each other. */
const running = new Set<ChildProcess>()

/**
 * Runs vitest in a process group of its own; when the time is over, or this process is interrupted, the whole group is ended:
 * nothing of it stays. Interrupted, this process ends when all that it runs has ended.
 */
export async function runVitest(options: RunOptions): Promise<Ended> {
  const { name, folder = 'reports', selection, secondsMax, node = process.execPath, words = 'shown' } = options
  const pathOf = (kind: string): string => join(ROOT, folder, `${name}.${kind}`)
  const [json, junit, log] = [pathOf('json'), pathOf('junit.xml'), logOf(name, folder)]
  mkdirSync(join(ROOT, folder), { recursive: true })
  for (const path of [json, junit, log]) rmSync(path, { force: true })

  const reporters = ['--reporter=json', `--outputFile.json=${json}`, '--reporter=junit', `--outputFile.junit=${junit}`]
  const shown = words === 'nowhere' ? [] : ['--reporter=default']
  const output = outputOf(words, log)
  const child = spawn(node, [VITEST, 'run', ...selection, ...shown, ...reporters], {
    cwd: ROOT,
    env: environment(node),
    stdio: ['ignore', output, output],
    detached: true,
  })
  const exitCode = await endOf(child, secondsMax)
  if (typeof output === 'number') closeSync(output)
  if (exitCode === null || !existsSync(json)) return { exitCode, report: undefined }
  return { exitCode, report: JSON.parse(readFileSync(json, 'utf8')) }
}

function outputOf(words: NonNullable<RunOptions['words']>, log: string): 'inherit' | 'ignore' | number {
  if (words === 'kept') return openSync(log, 'w')
  return words === 'nowhere' ? 'ignore' : 'inherit'
}

/** Its exit code; `null` when its time was over. */
async function endOf(child: ChildProcess, secondsMax: number): Promise<number | null> {
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    endGroup(child.pid, 'SIGTERM')
    setTimeout(() => endGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS).unref()
  }, secondsMax * 1000)
  let isInterrupted = false
  const interrupted = (signal: NodeJS.Signals): void => {
    isInterrupted = true
    endGroup(child.pid, signal)
  }
  running.add(child)
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)

  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child)
      if (!isInterrupted) resolve(code)
      else if (running.size === 0) process.exit(INTERRUPTED)
    })
  })
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
