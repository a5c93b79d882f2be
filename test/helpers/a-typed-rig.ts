import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCard } from '../../rigs/card.ts'
import { runCli } from '../../rigs/cli/cli.ts'
import type { RigClient } from '../../rigs/control/client-face.ts'
import { localRigClient } from '../../rigs/control/local.ts'
import { openControlServer } from '../../rigs/control/server.ts'
import { openVirtualRig } from '../../rigs/open.ts'
import type { RigFile } from '../../rigs/rig-file/shape.ts'
import { aCard } from '../rig/cli/a-card.ts'
import { aTerminal, type RecordingTerminal } from '../rig/cli/a-terminal.ts'
import { TUESDAY_MS } from './a-lab.ts'

const TOKEN = 'a-token-of-a-rig-card'

/** A rig in the virtual world with its control API and its card, so that command lines can be typed beside it in this process. */
export interface TypedRig extends AsyncDisposable {
  readonly folder: string
  readonly client: RigClient
  /** Types one command line, as words; what a person answers when asked for secrets comes in `secrets`. */
  run(
    words: readonly string[],
    secrets?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<RecordingTerminal>
  /** What a command line prints that succeeds and has nothing to tell. */
  typed(...words: string[]): Promise<string>
  json(...words: string[]): Promise<unknown>
}

export async function aTypedRig(
  file: RigFile,
  { trusts = false }: { readonly trusts?: boolean } = {},
): Promise<TypedRig> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-typed-'))
  const rig = await openVirtualRig(file, { seed: 1, startWallMs: TUESDAY_MS, trusts })
  const failed = (error: unknown): never => {
    throw error
  }
  const server = await openControlServer({ context: rig.context, token: TOKEN, host: '127.0.0.1', port: 0, failed })
  await writeCard(folder, aCard({ rig: file.rig, control: { url: server.url, token: TOKEN } }))
  const run: TypedRig['run'] = async (words, secrets, env = {}) => {
    const terminal = aTerminal({ folder, env }, secrets)
    await runCli(words, terminal)
    return terminal
  }
  const typed = async (...words: string[]): Promise<string> => {
    const { code, printed, told } = await run(words)
    if (code !== 0 || told.length > 0)
      throw new Error(`loxrig ${words.join(' ')} ended with ${code}: ${told.join('\n')}`)
    return printed.join('\n')
  }
  return {
    ...{ folder, run, typed },
    client: localRigClient(rig.context),
    json: async (...words) => JSON.parse(await typed(...words, '--json')),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await rig[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
