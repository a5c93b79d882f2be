import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from '../../../sim/domain/errors.ts'
import { cardPath, readCard, rigFolder } from '../../card.ts'
import { faultlessRig } from '../faultless-rig.ts'
import { renderReady } from '../render/ready.ts'
import type { ExitCode, Terminal } from '../terminal.ts'
import type { UpOptions } from '../verbs/up.ts'
import type { UpReport } from './foreground.ts'
import { hintsFor } from './hints.ts'

const LOG = 'up.log'

/** Starts a rig in a process of its own and returns when it is ready. What it says then is in `.loxrig/<rig>/up.log`. */
export async function runDetached(path: string, options: UpOptions, terminal: Terminal): Promise<void> {
  const { folder } = terminal
  const file = await faultlessRig(path, terminal)
  await mkdir(rigFolder(folder, file.rig), { recursive: true, mode: 0o700 })
  const logPath = join(rigFolder(folder, file.rig), LOG)
  const log = await open(logPath, 'w', 0o600)
  const readyAfterMs = await started(path, options, log, terminal).finally(() => log.close())
  if (readyAfterMs === undefined) {
    terminal.tell((await readFile(logPath, 'utf8')).trimEnd())
    return
  }
  const card = await readCard(folder, file.rig)
  if (card === undefined) throw new RigError('NO_RIG', `rig ${file.rig} ended at once; see ${logPath}`)
  const ready = { card, path: cardPath(folder, file.rig), elapsedMs: readyAfterMs, hints: hintsFor(file) }
  terminal.print(renderReady({ ...ready, showsLogins: terminal.isInteractive }, terminal.paint).join('\n'))
}

/** Milliseconds until it was ready; `undefined` when it ended before, with whose exit code the terminal then exits. */
async function started(
  path: string,
  options: UpOptions,
  { fd }: FileHandle,
  terminal: Terminal,
): Promise<number | undefined> {
  const main = process.argv[1] ?? ''
  const child = spawn(process.execPath, [...process.execArgv, main, 'up', path, ...wordsOf(options)], {
    cwd: terminal.folder,
    env: terminal.env,
    detached: true,
    stdio: ['ignore', fd, fd, 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    terminal.exit((code ?? 2) as ExitCode)
    return undefined
  })
  const ready = new Promise<number>((resolve) => {
    child.on('message', (report: UpReport) => {
      if ('step' in report) terminal.tell(report.step)
      else resolve(report.readyAfterMs)
    })
  })
  // In a session of its own it hears no Ctrl-C: until it is ready it is passed on.
  const interrupt = (): void => void child.kill('SIGINT')
  process.once('SIGINT', interrupt)
  const result = await Promise.race([ready, ended])
  process.off('SIGINT', interrupt)
  child.unref()
  if (child.connected) child.disconnect()
  return result
}

function wordsOf({ lane, placement, bus, listen, keep }: UpOptions): string[] {
  const given = { '--lane': lane, '--placement': placement, '--bus': bus, '--listen': listen }
  const words = Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option, value]))
  return keep === true ? [...words, '--keep'] : words
}
