/**
 * Milliseconds of processor time that this process has used so far, to a microsecond. Rates per core are of it: what others
 * do on the machine counts less.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** What something takes of it. */
export function timeMs(act: () => unknown): number {
  const startMs = processorMs()
  act()
  return processorMs() - startMs
}
