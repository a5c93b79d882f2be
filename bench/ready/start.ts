import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A process that became ready: how long that took from its start, and what it holds in memory then. */
export interface Started {
  readonly seconds: number
  readonly megabytes: number
}

/** Starts a program of Node in a folder, waits for its line `rig ready` and ends it with Ctrl-C. */
export async function start(args: readonly string[], folder: string): Promise<Started> {
  const startMs = performance.now()
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
  const ended = once(child, 'exit')
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('rig ready')) resolve()
    })
  })
  const failed = ended.then(() => {
    throw new Error(`${args.join(' ')} ended before it was ready:\n${said.join('\n')}`)
  })
  await Promise.race([ready, failed])
  const seconds = (performance.now() - startMs) / 1_000
  const megabytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)])) / 1_024
  failed.catch(() => {})
  child.kill('SIGINT')
  await ended
  return { seconds, megabytes }
}
