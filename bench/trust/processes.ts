import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Addresses } from './plan.ts'
import type { Said, Told } from './said.ts'

type Program = 'origin' | 'members' | 'bare-origin' | 'bare-members' | 'link-origin' | 'link-members'

/** A process of these benchmarks. Disposing it ends it. */
export interface Process extends AsyncDisposable {
  tell(told: Told): void
  /** What it says next of this kind; may be asked for before it is said only. */
  said<Type extends Said['type']>(type: Type): Promise<Said & { readonly type: Type }>
}

/** Starts a program of this folder. `serials`: the units that it stands for. */
export function startProcess(
  program: Program,
  { path, folder, serials, option }: { path: string; folder: string; serials: readonly string[]; option?: string },
): Process {
  const file = fileURLToPath(new URL(`${program}.ts`, import.meta.url))
  const args = ['--import', 'tsx', file, path, folder, serials.join(','), ...(option === undefined ? [] : [option])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  return {
    tell: (told) => void child.send(told),
    said: (type) => saidBy(child, program, type),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function saidBy<Type extends Said['type']>(
  child: ChildProcess,
  program: Program,
  type: Type,
): Promise<Said & { readonly type: Type }> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`the process ${program} ended before it said ${type}`))
    const heard = (said: Said): void => {
      if (said.type !== type) return
      child.off('exit', ended).off('message', heard)
      resolve(said as Said & { readonly type: Type })
    }
    child.once('exit', ended).on('message', heard)
  })
}

/** Several of them, to be disposed of together. */
export function together(all: readonly Process[]): AsyncDisposable & { readonly all: readonly Process[] } {
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((each) => each[Symbol.asyncDispose]()))
    },
  }
}

/** Where all of them listen, once they do. */
export async function addressesOf(all: readonly Process[]): Promise<Addresses> {
  const listening = await Promise.all(all.map((each) => each.said('listening')))
  return Object.assign({}, ...listening.map(({ addresses }) => addresses))
}
