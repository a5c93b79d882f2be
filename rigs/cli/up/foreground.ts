import { faultlessRig } from '../faultless-rig.ts'
import { renderReady } from '../render/ready.ts'
import type { Terminal } from '../terminal.ts'
import type { UpOptions } from '../verbs/up.ts'
import { hintsFor } from './hints.ts'
import { interruption } from './interruption.ts'
import { forgetRig, type StartedRig, startRig } from './start-rig.ts'

/** What a rig in the background sends to who started it: its steps, and when it is ready. */
export type UpReport = { readonly step: string } | { readonly readyAfterMs: number }

const LOOPBACK = '127.0.0.1'

/** Starts a rig and holds it until it is told to end. Throws RIG_INVALID, RIG_RUNNING. */
export async function runRig(path: string, options: UpOptions, terminal: Terminal): Promise<void> {
  terminal.tell(`starting ${path}`)
  const file = await faultlessRig(path, terminal)
  const ending = interruption(() => forgetRig(terminal.folder, file.rig))
  const { placement, bus = '', listen = file.listen ?? LOOPBACK, keep = false } = options
  const onStep = stepTeller(terminal)
  const busUrl = bus === '' ? {} : { busUrl: bus }
  const told = new AbortController()
  void ending.then(() => told.abort())
  const rig = await startRig(
    file,
    { file: path, placement, listen, keep, onStep, ending: told.signal, ...busUrl },
    terminal,
  ).catch((error: unknown) => {
    if (!told.signal.aborted) throw error
  })
  if (rig === undefined) {
    terminal.exit(await ending)
    return terminal.tell('stopped before it was ready')
  }
  try {
    const elapsedMs = performance.now()
    tellReady(rig, elapsedMs, hintsFor(file), terminal)
    terminal.exit(await Promise.race([ending, mistake(terminal)]))
    terminal.tell(`stopping ${file.rig}`)
  } finally {
    await rig[Symbol.asyncDispose]()
  }
  terminal.tell('stopped')
}

/** A mistake of our own that nobody caught: it is said, and the rig ends in good order instead of leaving card and ports behind. */
function mistake(terminal: Terminal): Promise<1> {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error) => {
      terminal.tell(`INTERNAL: ${error.stack ?? error.message}`)
      resolve(1)
    })
  })
}

/** `+0.12 s  certificates`: when, since this process began. */
function stepTeller(terminal: Terminal): (step: string) => void {
  return (step) => {
    const line = `${terminal.tellPaint('dim', `+${(performance.now() / 1000).toFixed(2)} s`)}  ${step}`
    terminal.tell(line)
    report({ step: line })
  }
}

function tellReady({ card, path }: StartedRig, elapsedMs: number, hints: readonly string[], terminal: Terminal): void {
  const showsLogins = terminal.isInteractive
  terminal.print(renderReady({ card, path, elapsedMs, hints, showsLogins }, terminal.paint).join('\n'))
  report({ readyAfterMs: elapsedMs })
  if (process.connected) process.disconnect()
}

function report(message: UpReport): void {
  if (process.connected) process.send?.(message)
}
