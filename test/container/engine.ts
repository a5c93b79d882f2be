import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { ROOT } from '../../scripts/source/files.ts'
import { engineAnswers, programPath } from './available.ts'

/** What `docker` and testcontainers are told of the engine by. */
export interface Engine extends AsyncDisposable {
  /** Runs the docker command; returns what it prints. Throws where it fails. */
  docker(...words: string[]): Promise<string>
}

/**
 * The engine that answers; where none does, a private one: its images stay under `.cache/docker`, everything else of it ends
 * with this process. Sets what this process's
 * environment says of engines.
 */
export async function openEngine(): Promise<Engine> {
  const stop = engineAnswers() ? async () => {} : await startPrivateEngine()
  return { docker, [Symbol.asyncDispose]: stop }
}

/** Its last words are told when it does not come up. */
const LINES_MAX = 20

async function startPrivateEngine(): Promise<() => Promise<void>> {
  // The checkout's path may be too long for a socket.
  const runtime = await mkdtemp(join(tmpdir(), 'loxrig-docker-'))
  const data = join(ROOT, '.cache/docker')
  await mkdir(data, { recursive: true })
  const host = `unix://${runtime}/docker.sock`
  const daemon = spawn('setpriv', ['--pdeathsig', 'TERM', ...dockerd(data, runtime, host)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = async (): Promise<void> => {
    const isOver = daemon.exitCode !== null || daemon.signalCode !== null
    if (!isOver && daemon.kill('SIGTERM')) await once(daemon, 'exit')
    await rm(runtime, { recursive: true, force: true })
  }
  try {
    await listening(daemon)
    // Testcontainers looks for a default bridge to find its host, and there is none.
    Object.assign(process.env, { DOCKER_HOST: host, TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1' })
    // A suite that was killed could not remove what it had started.
    await docker('container', 'prune', '--force')
    await docker('network', 'prune', '--force')
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** Bridges of its own and ports through proxies: the machine's firewall, forwarding and default bridge stay as they are. */
function dockerd(data: string, runtime: string, host: string): string[] {
  return [
    programPath('dockerd') ?? 'dockerd',
    ...['--data-root', join(data, 'engine'), '--exec-root', join(runtime, 'run'), '--pidfile', join(runtime, 'pid')],
    ...['--host', host, '--bridge', 'none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
  ]
}

/** Resolves when the engine says that it listens; rejects with its last words when it ends instead. */
function listening(daemon: ChildProcess): Promise<void> {
  const { stderr } = daemon
  if (stderr === null) throw new TypeError('stderr is a pipe')
  const lines: string[] = []
  return new Promise((resolve, reject) => {
    daemon.once('error', reject)
    daemon.once('exit', (code) => reject(new Error(`dockerd ended with ${code}:\n${lines.join('\n')}`)))
    createInterface({ input: stderr }).on('line', (line) => {
      if (lines.push(line) > LINES_MAX) lines.shift()
      if (line.includes('API listen on')) resolve()
    })
  })
}

async function docker(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', words)
  return stdout.trim()
}
