/**
 * Aborts when this process shall end: SIGTERM; SIGINT where a person started it; the end of its parent where a rig did, however
 * that ended. A second signal kills.
 *
 * Ctrl-C reaches every process of a terminal: under a rig it is left to the rig, which ends its devices in their order.
 */
export function toldToEnd(): AbortSignal {
  const controller = new AbortController()
  const end = (): void => controller.abort()
  process.once('SIGTERM', end)
  if (process.connected) {
    process.once('disconnect', end)
    process.on('SIGINT', () => {})
  } else {
    process.once('SIGINT', end)
  }
  return controller.signal
}

export function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
