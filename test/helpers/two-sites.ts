import { onTestFinished } from 'vitest'
import type { VirtualEstate } from '../../rigs/lanes/virtual/estate.ts'
import { openVirtualRig, type Rig } from '../../rigs/open.ts'
import { readRigFile } from '../../rigs/rig-file/read.ts'
import type { RigFile } from '../../rigs/rig-file/shape.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'

/** A Monday at nine in Vienna. */
export const MONDAY_9_00 = Date.UTC(2026, 10, 16, 8)

/** The default lab's rig file. */
export function twoSitesFile(): RigFile {
  const { rig, faults } = readRigFile('rigs/two-sites.yaml')
  if (rig === undefined) throw new TypeError(JSON.stringify(faults))
  return rig
}

export interface TwoSites extends Rig<VirtualEstate> {
  /** Everything on the bus since it was opened. */
  readonly seen: BusMessage[]
}

/** The default lab in the virtual world; without its Trust unless that is asked for. */
export async function twoSites(
  options: { trusts?: boolean; startWallMs?: number; seed?: number } = {},
): Promise<TwoSites> {
  const { trusts = false, startWallMs = MONDAY_9_00, seed = 1 } = options
  const rig = await openVirtualRig(twoSitesFile(), { trusts, startWallMs, seed })
  onTestFinished(() => rig[Symbol.asyncDispose]())
  const seen: BusMessage[] = []
  rig.estate.observe((message) => seen.push(message))
  return Object.assign(rig, { seen })
}
