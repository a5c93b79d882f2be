import { RigError } from '../../sim/domain/errors.ts'
import type { Estate } from '../estate.ts'
import type { VirtualEstate } from '../lanes/virtual/estate.ts'
import type { Rig } from '../open.ts'
import type { Lane } from './open-lane.ts'

/** Snapshots are for the virtual lane. Throws RigError USAGE for others: what runs there cannot be put in another's place. */
export function requireVirtual(lanes: readonly Lane[]): void {
  const other = lanes.find((lane) => lane !== 'virtual')
  if (other === undefined) return
  throw new RigError(
    'USAGE',
    `--snapshot-at-waits is for the virtual lane; on the ${other} lane devices keep running. Leave it or --lane ${other} out.`,
  )
}

/**
 * The rig, whose commands do the same but for this: before time passes, once everything has settled, every device becomes a new
 * one that knows nothing but what its snapshot says. Whatever a snapshot forgets changes the story.
 */
export function withSnapshotsAtWaits(rig: Rig<VirtualEstate>): Rig<VirtualEstate> {
  const { estate } = rig
  const goThroughSnapshots = async (): Promise<void> => {
    estate.world.settle()
    for (const site of estate.sites.values()) site.goThroughSnapshots()
  }
  const clock: Estate['clock'] = {
    ...estate.clock,
    async advance(durationMs) {
      await goThroughSnapshots()
      await estate.clock.advance(durationMs)
    },
  }
  const waiting: VirtualEstate = {
    ...estate,
    clock,
    async next(...awaited) {
      // The look-out first: what settles may be what is awaited.
      const [found] = await Promise.all([estate.next(...awaited), goThroughSnapshots()])
      return found
    },
  }
  return { ...rig, estate: waiting, context: { ...rig.context, estate: waiting } }
}
