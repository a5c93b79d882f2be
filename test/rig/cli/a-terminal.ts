import { PLAIN } from '../../../rigs/cli/paint.ts'
import type { Terminal } from '../../../rigs/cli/terminal.ts'

/** A terminal that remembers, without colours. */
export interface RecordingTerminal extends Terminal {
  readonly printed: string[]
  readonly told: string[]
  code: number
}

export function aTerminal({ folder = process.cwd(), env = {} }: Partial<Terminal> = {}): RecordingTerminal {
  const printed: string[] = []
  const told: string[] = []
  const terminal: RecordingTerminal = {
    printed,
    told,
    code: 0,
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    exit: (code) => {
      terminal.code = code
    },
    paint: PLAIN,
    tellPaint: PLAIN,
    isInteractive: false,
    folder,
    env,
  }
  return terminal
}
