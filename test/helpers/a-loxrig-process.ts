import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The command line as it is built: `make build` comes first. */
export const LOXRIG = fileURLToPath(new URL('../../dist/rigs/cli/main.js', import.meta.url))

const SAYS_MS = 30_000

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface LoxrigOptions {
  /** Where it is started. */
  readonly folder: string
  readonly words: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A `loxrig` that runs, in a process of its own. Disposing ends it, by force where it must. */
export class LoxrigProcess implements AsyncDisposable {
  readonly child: ChildProcess
  /** Resolves when it has ended and everything it said has arrived. */
  readonly ended: Promise<Ended>
  readonly #said = { stdout: [] as string[], stderr: [] as string[] }
  readonly #hearers = new Set<() => void>()
  #isOver = false

  constructor(file: string, args: readonly string[], { folder, env }: Omit<LoxrigOptions, 'words'>) {
    this.child = spawn(file, args, { cwd: folder, env: { ...plainEnvironment(), ...env } })
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = this.child[stream]
      if (input === null) throw new TypeError('the process has no output')
      createInterface({ input }).on('line', (line) => {
        this.#said[stream].push(line)
        for (const hear of this.#hearers) hear()
      })
    }
    this.ended = once(this.child, 'close').then(([code]) => {
      this.#isOver = true
      for (const hear of this.#hearers) hear()
      return { code, stdout: this.stdout, stderr: this.stderr }
    })
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new TypeError('the process did not start')
    return this.child.pid
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  get stdout(): string {
    return textOf(this.#said.stdout)
  }

  get stderr(): string {
    return textOf(this.#said.stderr)
  }

  /** Every line of both outputs, now or before, of which this is true. */
  lines(pattern: RegExp): string[] {
    return [...this.#said.stdout, ...this.#said.stderr].filter((line) => pattern.test(line))
  }

  /** Resolves with the first such line, said now or before. Rejects when it ends without one, or takes too long. */
  says(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(deadline)
        this.#hearers.delete(hear)
        finish()
      }
      const fail = (why: string): void =>
        settle(() => reject(new Error(`${why} without saying ${pattern}:\n${this.stdout}${this.stderr}`)))
      const hear = (): void => {
        const [line] = this.lines(pattern)
        if (line !== undefined) settle(() => resolve(line))
        else if (this.#isOver) fail('ended')
      }
      const deadline = setTimeout(() => fail(`ran for ${SAYS_MS} ms`), SAYS_MS)
      this.#hearers.add(hear)
      hear()
    })
  }

  /** Ends it by a signal; resolves with how it ended. */
  end(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isRunning) return
    const force = setTimeout(() => this.child.kill('SIGKILL'), SAYS_MS)
    await this.end('SIGTERM')
    clearTimeout(force)
  }
}

export function startLoxrig({ words, ...rest }: LoxrigOptions): LoxrigProcess {
  return new LoxrigProcess(process.execPath, [LOXRIG, ...words], rest)
}

/** Runs a command line to its end. */
export function runLoxrig(options: LoxrigOptions): Promise<Ended> {
  return startLoxrig(options).ended
}

/** As a person's shell has it: what the suite runs under says nothing of where a broker is, or of colours. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { MQTT_URL: _broker, FORCE_COLOR: _colour, LOXRIG_PASSWORD: _password, ...rest } = process.env
  return { ...rest, NO_COLOR: '1' }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
