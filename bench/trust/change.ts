import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from './plan.ts'
import { addressesOf, startProcess } from './processes.ts'

/** An origin in one process and all its members in another, between which users are changed. Disposing it ends both. */
export interface Changing extends AsyncDisposable {
  /** Changes one user; milliseconds from the acknowledgement at the origin until it is with every member. */
  change(): Promise<number>
}

/** Starts them, and waits until all members have everything. */
export async function changing(
  kind: 'ours' | 'link',
  { plan, path, folder }: { readonly plan: Plan; readonly path: string; readonly folder: string },
): Promise<Changing> {
  const start = async (program: 'origin' | 'members', serials: readonly string[]) =>
    startProcess(kind === 'ours' ? program : `link-${program}`, {
      ...{ path, serials, folder: await mkdtemp(join(folder, `${program}-`)) },
    })
  const origin = await start('origin', [plan.origin.serial])
  const members = await start(
    'members',
    plan.members.map(({ serial }) => serial),
  )
  const addresses = await addressesOf([origin, members])
  for (const each of [origin, members]) {
    const ready = each.said('ready')
    const synced = kind === 'ours' && each === members ? each.said('done') : undefined
    each.tell({ type: 'begin', addresses })
    await ready
    await synced
  }
  return {
    async change() {
      const both = [origin.said('done'), members.said('done')] as const
      origin.tell({ type: 'change' })
      const [acknowledged, visible] = await Promise.all(both)
      return Number(BigInt(visible.atNs) - BigInt(acknowledged.atNs)) / 1e6
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([origin, members].map((each) => each[Symbol.asyncDispose]()))
    },
  }
}
