import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cardPath, LOXRIG_FOLDER, type RigCard, writeCard } from '../../card.ts'
import type { LiveOptions } from '../../lanes/live/estate.ts'
import { Opened } from '../../opened.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { Terminal } from '../terminal.ts'
import { cardOf } from './card-of.ts'
import { claimRig } from './claim.ts'

export interface StartOptions
  extends Pick<LiveOptions, 'placement' | 'listen' | 'busUrl' | 'onStep' | 'ending' | 'keep'> {
  /** Of the rig file. */
  readonly file: string
}

/** A live rig that others can find. Disposing it leaves no process, no port and no card. */
export interface StartedRig extends AsyncDisposable {
  readonly card: RigCard
  readonly path: string
}

const CONTROL_PORT = 8080

/** Starts a live rig in the terminal's folder and writes its card. Throws RIG_RUNNING. */
export async function startRig(file: RigFile, options: StartOptions, terminal: Terminal): Promise<StartedRig> {
  const opened = new Opened()
  try {
    return await start(file, options, terminal, opened)
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

/** For a process that is about to be killed: nobody shall look for a rig here. */
export function forgetRig(folder: string, rig: string): void {
  rmSync(cardPath(folder, rig), { force: true })
}

async function start(file: RigFile, options: StartOptions, terminal: Terminal, opened: Opened): Promise<StartedRig> {
  const { folder } = terminal
  const startedAt = new Date()
  const claim = await claimRig(folder, file.rig)
  opened.defer(() => claim.release())
  if (claim.left !== undefined) {
    terminal.tell(`the card of process ${claim.left.pid} is replaced: it ended without removing it`)
  }
  const [{ openLiveRig }, { openControlServer }] = await Promise.all([
    import('../../open.ts'),
    import('../../control/server.ts'),
  ])
  const onNotice: LiveOptions['onNotice'] = ({ code, message }) => terminal.tell(`${code}: ${message}`)
  const directory = join(folder, LOXRIG_FOLDER)
  const rig = opened.use(await openLiveRig(file, { ...options, directory, trusts: true, onNotice }))
  const token = randomBytes(24).toString('base64url')
  const failed = (error: unknown): void => terminal.tell(`a request failed by a mistake of loxrig: ${stackOf(error)}`)
  const { context, estate } = rig
  const control = opened.use(
    await openControlServer({ context, token, host: options.listen, port: CONTROL_PORT, failed }),
  )
  options.onStep(`control API ${control.url}`)
  const card = cardOf(estate, { url: control.url, token }, { startedAt, file: resolve(folder, options.file) })
  const path = await writeCard(folder, card)
  return { card, path, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
