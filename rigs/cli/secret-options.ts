import type { Terminal } from './terminal.ts'

/** Secrets that may stand on the command line, where other people of the machine can read them, or be `-`. */
export interface SecretOptions {
  readonly password?: string
  readonly visuPassword?: string
  readonly code?: string
}

/** In the order in which they are asked for. */
const LABELS = { password: 'Password', visuPassword: 'User Interface Password', code: 'Access code' } as const

/** The options with every secret that was given as `-` asked for: without echo, or a line each of standard input. */
export async function withSecrets<Options extends SecretOptions>(
  terminal: Terminal,
  options: Options,
): Promise<Options> {
  const asked = (Object.keys(LABELS) as (keyof typeof LABELS)[]).filter((key) => options[key] === '-')
  if (asked.length === 0) return options
  const answers = await terminal.askSecrets(asked.map((key) => LABELS[key]))
  return { ...options, ...Object.fromEntries(asked.map((key, at) => [key, answers[at]])) }
}
