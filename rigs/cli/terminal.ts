import { askSecrets } from './ask-secrets.ts'
import { type Paint, PLAIN, painterOf } from './paint.ts'

/**
 * 0 as asked · 1 a scenario, expectation or check failed · 2 the command, a file or its contents are wrong · 3 a real part it
 * needed is absent · 130 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** What a verb has of the world outside: results go to `print`, messages and progress to `tell`. */
export interface Terminal {
  /** Writes a result, with a line end, to standard output. */
  print(text: string): void
  /** Writes a message, with a line end, to standard error. */
  tell(text: string): void
  /** What the process ends with when nothing is left to do; 0 unless said. */
  exit(code: ExitCode): void
  /** One secret for each label: asked of a person without echo, else a line each of standard input. Throws USAGE where none comes. */
  askSecrets(labels: readonly string[]): Promise<string[]>
  /** Colours of what is printed, and of what is told. */
  readonly paint: Paint
  readonly tellPaint: Paint
  /** Whether a person reads what is printed; secrets are for people. */
  readonly isInteractive: boolean
  readonly folder: string
  readonly env: Readonly<NodeJS.ProcessEnv>
}

/** The terminal of this process. A reader who has seen enough, such as `head`, ends it without complaint. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  return {
    print: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${text}\n`),
    exit: (code) => {
      process.exitCode = code
    },
    askSecrets: (labels) => askSecrets(labels, { input: process.stdin, prompt: stderr }),
    paint: paintFor(stdout.isTTY, env),
    tellPaint: paintFor(stderr.isTTY, env),
    isInteractive: stdout.isTTY,
    folder: process.cwd(),
    env,
  }
}

/** https://no-color.org: any value that is not empty. */
function paintFor(isTTY: boolean, { NO_COLOR = '', TERM, CI = '' }: NodeJS.ProcessEnv): Paint {
  return isTTY && NO_COLOR === '' && CI === '' && TERM !== 'dumb' ? painterOf() : PLAIN
}
