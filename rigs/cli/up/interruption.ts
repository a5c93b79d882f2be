import type { ExitCode } from '../terminal.ts'

/** What ends a rig, and what its process then ends with: Ctrl-C interrupts; being asked to stop is as asked. */
const SIGNALS = { SIGINT: 130, SIGTERM: 0, SIGHUP: 0 } as const satisfies Partial<Record<NodeJS.Signals, ExitCode>>

/** Resolves with the exit code at the first signal to end. A second Ctrl-C then kills: `leave` may tidy up, at once, before. */
export function interruption(leave: () => void): Promise<ExitCode> {
  return new Promise((resolve) => {
    for (const [signal, code] of Object.entries(SIGNALS)) {
      process.once(signal, () => {
        resolve(code)
        process.on('SIGINT', () => {
          leave()
          process.exit(SIGNALS.SIGINT)
        })
      })
    }
  })
}
