import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardPath, type RigCard, readCard } from '../../rigs/card.ts'
import { type Ended, type LoxrigOptions, type LoxrigProcess, runLoxrig, startLoxrig } from './a-loxrig-process.ts'

export const RIG = 'two-sites'

/** The default lab as a person has it: `loxrig up` in a folder of its own, and other command lines beside it. */
export interface LiveRig extends AsyncDisposable {
  readonly folder: string
  readonly up: LoxrigProcess
  readonly card: RigCard
  /** Runs a command line there. */
  run(...words: string[]): Promise<Ended>
  /** Runs a command line that succeeds, and reads what it prints with `--json`. */
  json(...words: string[]): Promise<unknown>
}

export interface LiveRigOptions {
  /** More words for `up`. */
  readonly words?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A folder somebody else made and removes. */
  readonly folder?: string
}

/** Starts the default lab; ready when it resolves. Its ports are any: the card says which. Disposing leaves nothing. */
export async function aLiveRig(options: LiveRigOptions = {}): Promise<LiveRig> {
  const { words = [], env = {} } = options
  const folder = options.folder ?? (await aFolder())
  const remove = async (): Promise<void> => {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  const up = startLoxrig({ folder, words: ['up', ...words], env })
  try {
    return { ...(await readyRig(folder, up)), ...beside(folder, env), [Symbol.asyncDispose]: () => end(up, remove) }
  } catch (error) {
    await end(up, remove)
    throw error
  }
}

/** What can be done in a folder where a rig runs, or none. */
export function beside(folder: string, env: LoxrigOptions['env'] = {}): Pick<LiveRig, 'run' | 'json'> {
  const run = (...words: string[]): Promise<Ended> => runLoxrig({ folder, words, env })
  return {
    run,
    async json(...words) {
      const { code, stdout, stderr } = await run(...words, '--json')
      if (code !== 0) throw new Error(`loxrig ${words.join(' ')} ended with ${code}: ${stderr}`)
      return JSON.parse(stdout)
    },
  }
}

/** An empty folder; the caller removes it. Its path is free of links, as the process started there sees it. */
export async function aFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'loxrig-live-')))
}

export async function cardIn(folder: string): Promise<RigCard> {
  const card = await readCard(folder, RIG)
  if (card === undefined) throw new Error(`no card at ${cardPath(folder, RIG)}`)
  return card
}

/** Every address that a card names, as `host:port`. */
export function addressesOn({ bus, control, miniservers }: RigCard): string[] {
  const units = Object.values(miniservers).flatMap(({ internal, external }) => [
    internal.http,
    internal.https ?? '',
    external?.https ?? '',
  ])
  return [bus.url, control.url, ...units].filter((url) => url !== '').map((url) => new URL(url).host)
}

/** Whether somebody takes connections there. */
export function isListening(address: string): Promise<boolean> {
  const [host, port] = address.split(':')
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? '', port: Number(port) })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

async function readyRig(folder: string, up: LoxrigProcess): Promise<Pick<LiveRig, 'folder' | 'up' | 'card'>> {
  await up.says(/^ {2}npx loxrig watch$/)
  return { folder, up, card: await cardIn(folder) }
}

async function end(up: LoxrigProcess, remove: () => Promise<void>): Promise<void> {
  await up[Symbol.asyncDispose]()
  await remove()
}
