import { onTestFinished } from 'vitest'
import type { RigClient } from '../../rigs/control/client-face.ts'
import { localRigClient } from '../../rigs/control/local.ts'
import type { VirtualEstate } from '../../rigs/lanes/virtual/estate.ts'
import { openVirtualRig, type Rig } from '../../rigs/open.ts'
import { parseRigFile } from '../../rigs/rig-file/read.ts'
import type { RigFile } from '../../rigs/rig-file/shape.ts'
import { twoSitesFile } from './two-sites.ts'

/** A Tuesday, 10:00 in Vienna: within Office Hours. */
export const TUESDAY_MS = Date.UTC(2026, 9, 20, 8)

export interface Lab {
  readonly rig: Rig<VirtualEstate>
  readonly client: RigClient
}

/** The default lab in the virtual world, its Trust joined unless `trusts` is false. */
export function aLab({
  trusts = true,
  file = twoSitesFile(),
}: {
  trusts?: boolean
  file?: RigFile
} = {}): Promise<Lab> {
  return openLab(file, trusts)
}

/** A rig file from its text. */
export function rigOf(text: string): RigFile {
  const { rig, faults } = parseRigFile(text, 'test.yaml')
  if (rig === undefined) throw new TypeError(`not a rig file: ${faults.map(({ message }) => message).join('; ')}`)
  return rig
}

async function openLab(file: RigFile, trusts: boolean): Promise<Lab> {
  const rig = await openVirtualRig(file, { seed: 1, startWallMs: TUESDAY_MS, trusts })
  onTestFinished(() => rig[Symbol.asyncDispose]())
  return { rig, client: localRigClient(rig.context) }
}
