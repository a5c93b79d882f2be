import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from './plan.ts'
import { addressesOf, type Process, startProcess, together } from './processes.ts'
import type { Used } from './said.ts'

/** A first sync: how long it took from when the members were switched on until all had everything durably, and what that took. */
export interface Synced {
  readonly seconds: number
  readonly origin: Used
  readonly members: readonly Used[]
}

/** One first sync, each unit in a process of its own with a store of its own. `pipe`: bytes only, counted. */
export async function synced(
  kind: 'ours' | 'bare' | 'pipe',
  { plan, path, folder }: { readonly plan: Plan; readonly path: string; readonly folder: string },
): Promise<Synced> {
  const start = async (program: 'origin' | 'members', serial: string) =>
    startProcess(kind === 'ours' ? program : `bare-${program}`, {
      path,
      folder: await mkdtemp(join(folder, `${serial}-`)),
      serials: [serial],
      ...(kind === 'pipe' && { option: 'pipe' }),
    })
  await using origin = await start('origin', plan.origin.serial)
  await using members = together(await Promise.all(plan.members.map(({ serial }) => start('members', serial))))
  const addresses = await addressesOf([origin, ...members.all])
  const ready = origin.said('ready')
  origin.tell({ type: 'begin', addresses })
  await ready
  const done = members.all.map((member) => member.said('done'))
  const fromNs = process.hrtime.bigint()
  for (const member of members.all) member.tell({ type: 'begin', addresses })
  const all = await Promise.all(done)
  const lastNs = all.map(({ atNs }) => BigInt(atNs)).reduce((one, other) => (one > other ? one : other))
  const [first, ...others] = await Promise.all([origin, ...members.all].map(usedBy))
  if (first === undefined) throw new TypeError('there is no origin')
  return { seconds: Number(lastNs - fromNs) / 1e9, origin: first, members: others }
}

async function usedBy(each: Process): Promise<Used> {
  const used = each.said('used')
  each.tell({ type: 'report' })
  return (await used).used
}
