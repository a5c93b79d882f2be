import { PLAIN } from '../../../rigs/cli/paint.ts'
import type { Terminal } from '../../../rigs/cli/terminal.ts'

/** A terminal that remembers, without colours. */
export interface RecordingTerminal extends Terminal {
  readonly printed: string[]
  readonly told: string[]
  /** What was printed and told, in the order in which a person sees it. */
  readonly shown: string[]
  code: number
}

/** @param secrets what a person answers when asked for secrets, in order */
export function aTerminal(
  { folder = process.cwd(), env = {} }: Partial<Terminal> = {},
  secrets: readonly string[] = [],
): RecordingTerminal {
  const printed: string[] = []
  const told: string[] = []
  const shown: string[] = []
  const terminal: RecordingTerminal = {
    printed,
    told,
    shown,
    code: 0,
    print(text) {
      printed.push(text)
      shown.push(text)
    },
    tell(text) {
      told.push(text)
      shown.push(text)
    },
    exit: (code) => {
      terminal.code = code
    },
    askSecrets: async (labels) => secrets.slice(0, labels.length),
    paint: PLAIN,
    tellPaint: PLAIN,
    isInteractive: false,
    folder,
    env,
  }
  return terminal
}
