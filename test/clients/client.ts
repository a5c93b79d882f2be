import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Where a client logs in. With `token` it uses that instead of the password, where it can. */
export interface ClientLogin {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly token?: string
}

/** What a client reports, one of these per line. */
export type ClientLine =
  | { readonly type: 'token'; readonly token: string; readonly validUntil: number; readonly msPermission: number }
  | { readonly type: 'authorized' }
  | { readonly type: 'structure'; readonly structure: Readonly<Record<string, unknown>> }
  | { readonly type: 'enabled'; readonly code: string; readonly value: string }
  | { readonly type: 'event'; readonly uuid: string; readonly value: number | string }
  | { readonly type: 'refused'; readonly errorCode?: number; readonly remaining?: number; readonly message?: string }
  | { readonly type: 'answer'; readonly path: string; readonly code: string; readonly value: unknown }
  | { readonly type: 'bound'; readonly port: number }
  | {
      readonly type: 'heard'
      readonly packet: string
      readonly kind: string
      readonly value: boolean | number | string
    }
  | { readonly type: 'packet'; readonly from: string; readonly to: string; readonly packet: string }
  | { readonly type: 'closed'; readonly code?: number; readonly reason?: string }

/** Somebody else's client, unmodified, in a process of its own. Disposing ends it. */
export interface RunningClient extends AsyncDisposable {
  readonly lines: readonly ClientLine[]
  /** The first line of which this is true, also of those that came before. Rejects when the client ends without one. */
  line<Type extends ClientLine['type']>(type: Type, is?: (line: LineOf<Type>) => boolean): Promise<LineOf<Type>>
  /** Has it send a path, one that it has not sent before, and waits for the answer. */
  ask(path: string): Promise<LineOf<'answer'>>
}

type LineOf<Type> = Extract<ClientLine, { type: Type }>

/** Loxone's own: logs in with a token, loads the structure file, enables events. */
export function startLxCommunicator(login: ClientLogin): RunningClient {
  return start('lxcommunicator', login)
}

/** Logs in with an old token and subscribes by itself. For users whose password is kept as SHA1. */
export function startNodeLoxWsApi(login: ClientLogin): RunningClient {
  return start('node-lox-ws-api', login)
}

/** What it calls itself, and what it listens to, with the kind of each. */
export interface Intercommunicating {
  readonly id: string
  readonly listens: Readonly<Record<string, 'digital' | 'analog' | 'text'>>
}

/** Network Intercommunication from outside a rig; what it is asked is a value to send (drivers/loxone-ici.cjs). */
export function startLoxoneIci(side: Intercommunicating): RunningClient {
  return start('loxone-ici', side)
}

function start(driver: string, login: ClientLogin | Intercommunicating): RunningClient {
  const path = fileURLToPath(new URL(`./drivers/${driver}.cjs`, import.meta.url))
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'pipe'] })
  const log: string[] = []
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()))
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${JSON.stringify(login)}\n`)
  return watch(child, driver, log)
}

function watch(child: ChildProcess, driver: string, log: readonly string[]): RunningClient {
  const lines: ClientLine[] = []
  const waiting = new Set<{ seen: (line: ClientLine) => boolean; ended: () => void }>()
  if (child.stdout === null) throw new TypeError('the client has no output')
  const output = createInterface({ input: child.stdout })
  output.on('line', (text) => {
    const line: ClientLine = JSON.parse(text)
    lines.push(line)
    for (const each of waiting) if (each.seen(line)) waiting.delete(each)
  })
  output.on('close', () => {
    for (const each of waiting) each.ended()
  })
  const client: RunningClient = {
    lines,
    async ask(path) {
      child.stdin?.write(`${JSON.stringify({ path })}\n`)
      return client.line('answer', (answer) => answer.path === path)
    },
    line: (type, is = () => true) =>
      new Promise((resolve, reject) => {
        const seen = (line: ClientLine): boolean => {
          const found = line.type === type && is(line as Parameters<typeof is>[0])
          if (found) resolve(line as Parameters<typeof is>[0])
          return found
        }
        const ended = () =>
          reject(new Error(`${driver} ended without a line '${type}':\n${JSON.stringify(lines)}\n${log.join('')}`))
        if (lines.some(seen)) return
        if (child.exitCode !== null) return ended()
        waiting.add({ seen, ended })
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
  return client
}
