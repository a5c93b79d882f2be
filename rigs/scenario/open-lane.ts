import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Notice } from '../../sim/io/notice.ts'
import type { LiveOptions } from '../lanes/live/estate.ts'
import { openLiveRig, openVirtualRig, type Rig } from '../open.ts'
import { Opened } from '../opened.ts'
import type { Person } from './person.ts'
import { openStands, type Presenters } from './readers/open-stands.ts'
import type { ReaderChoice } from './readers/reader-choice.ts'
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
  /** What stands at readers on the other lanes, where that is not what the rig file says. */
  readonly readers?: readonly ReaderChoice[]
  /** Whose hands hold something to readers on a bench. */
  readonly person?: Person
}

/** The rig of a scenario, and whoever holds credentials to those of its readers that are real: on the virtual lane none. */
export interface LaneRig extends Rig {
  readonly presenters?: Presenters
  /** What it said to people so far, and goes on to say: on lanes where there is somebody to say it to. */
  readonly log?: readonly string[]
}

/**
 * The rig of a scenario, up and with its clocks set. Throws RigError USAGE for snapshots on another lane than the virtual one, and
 * READER_ABSENT where the containers lane lacks Docker or the image.
 */
export async function openLane(scenario: Scenario, lane: Lane, options: LaneOptions): Promise<LaneRig> {
  if (options.snapshotAtWaits === true) requireVirtual([lane])
  return OPEN[lane](scenario, options)
}

const OPEN: { readonly [Each in Lane]: (scenario: Scenario, options: LaneOptions) => Promise<LaneRig> } = {
  async virtual({ rig: file, startWallMs, trustsByHand }, { seed, snapshotAtWaits = false }) {
    const rig = await openVirtualRig(file, { seed, startWallMs, trusts: !trustsByHand })
    return snapshotAtWaits ? withSnapshotsAtWaits(rig) : rig
  },

  live: (scenario, { placement = 'in-process', ...options }) =>
    openLive(scenario, options, async () => ({ placement, listen: '127.0.0.1' })),

  containers: (scenario, options) =>
    openLive(scenario, options, async (opened) => {
      const { openContainers } = await import('../placements/containers.ts')
      const { gateway, elsewhere } = opened.use(await openContainers())
      return { placement: 'container', listen: gateway, elsewhere }
    }),
}

type Where = Pick<LiveOptions, 'placement' | 'listen' | 'elsewhere'>

/** Beside a rig that may be up: what it keeps on disk is in a folder of its own, and gone afterwards. */
async function openLive(
  { rig, startWallMs, trustsByHand }: Scenario,
  hands: Pick<LaneOptions, 'readers' | 'person'>,
  where: (opened: Opened) => Promise<Where>,
): Promise<LaneRig> {
  const opened = new Opened()
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-run-'))
  opened.defer(() => rm(directory, { recursive: true, force: true }))
  const log: string[] = []
  const onNotice = ({ code, message }: Notice): void => void log.push(`${code}: ${message}`)
  try {
    const options = { ...(await where(opened)), directory, trusts: !trustsByHand, onNotice, onStep: () => {} }
    const { rig: file, presenters } = await openStands(rig, hands, opened)
    const live = opened.use(await openLiveRig(file, options))
    live.context.attachments.isStaged = true
    for (const site of Object.keys(file.sites)) await live.estate.clock.setWall(site, startWallMs)
    return { ...live, presenters, log, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}
