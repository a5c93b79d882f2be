import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { RigError } from '../../sim/domain/errors.ts'

interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Where a person is asked: never standard output, which may be read by a program. */
  readonly prompt: NodeJS.WritableStream
}

/**
 * One secret for each label, in order: a line each of the input. A person is asked for each and sees nothing of what is typed.
 * Throws USAGE where the input ends before.
 */
export async function askSecrets(labels: readonly string[], { input, prompt }: Streams): Promise<string[]> {
  const isPerson = input.isTTY === true
  const lines = createInterface({ input, output: silent(), terminal: isPerson })
  lines.once('SIGINT', () => {
    lines.close()
    process.kill(process.pid, 'SIGINT')
  })
  const answers: string[] = []
  if (isPerson) prompt.write(`${labels[0]}: `)
  try {
    for await (const line of lines) {
      answers.push(line)
      const next = labels[answers.length]
      if (isPerson) prompt.write(next === undefined ? '\n' : `\n${next}: `)
      if (next === undefined) return answers
    }
  } finally {
    lines.close()
  }
  throw new RigError('USAGE', `no ${labels[answers.length]?.toLowerCase()} came on standard input; write one a line`)
}

/** What is typed is shown nowhere. */
function silent(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
