import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LiveOptions } from '../lanes/live/estate.ts'
import { openLiveRig, openVirtualRig, type Rig } from '../open.ts'
import { Opened } from '../opened.ts'
import type { Scenario } from './scenario.ts'
import { requireVirtual, withSnapshotsAtWaits } from './snapshots.ts'

export const LANES = ['virtual', 'live', 'containers'] as const
export type Lane = (typeof LANES)[number]

/** Where the devices of a live rig run. */
export type Placement = 'in-process' | 'process'

export interface LaneOptions {
  /** Chance on the virtual lane. */
  readonly seed: number
  /** On the virtual lane: at every wait each device becomes a new one that knows what its snapshot says. */
  readonly snapshotAtWaits?: boolean
  /** On the live lane; in this process when left out. */
  readonly placement?: Placement
}

/**
 * The rig of a scenario, up and with its clocks set. Throws RigError USAGE for snapshots on another lane than the virtual one, and
 * READER_ABSENT where the containers lane lacks Docker or the image.
 */
export async function openLane(scenario: Scenario, lane: Lane, options: LaneOptions): Promise<Rig> {
  if (options.snapshotAtWaits === true) requireVirtual([lane])
  return OPEN[lane](scenario, options)
}

const OPEN: { readonly [Each in Lane]: (scenario: Scenario, options: LaneOptions) => Promise<Rig> } = {
  async virtual({ rig: file, startWallMs, trustsByHand }, { seed, snapshotAtWaits = false }) {
    const rig = await openVirtualRig(file, { seed, startWallMs, trusts: !trustsByHand })
    return snapshotAtWaits ? withSnapshotsAtWaits(rig) : rig
  },

  live: (scenario, { placement = 'in-process' }) =>
    openLive(scenario, async () => ({ placement, listen: '127.0.0.1' })),

  containers: (scenario) =>
    openLive(scenario, async (opened) => {
      const { openContainers } = await import('../placements/containers.ts')
      const { gateway, elsewhere } = opened.use(await openContainers())
      return { placement: 'container', listen: gateway, elsewhere }
    }),
}

type Where = Pick<LiveOptions, 'placement' | 'listen' | 'elsewhere'>

/** Beside a rig that may be up: what it keeps on disk is in a folder of its own, and gone afterwards. */
async function openLive(
  { rig: file, startWallMs, trustsByHand }: Scenario,
  where: (opened: Opened) => Promise<Where>,
): Promise<Rig> {
  const opened = new Opened()
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-run-'))
  opened.defer(() => rm(directory, { recursive: true, force: true }))
  try {
    const options = { ...(await where(opened)), directory, trusts: !trustsByHand, onNotice: () => {}, onStep: () => {} }
    const rig = opened.use(await openLiveRig(file, options))
    for (const site of Object.keys(file.sites)) await rig.estate.clock.setWall(site, startWallMs)
    return { ...rig, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}
