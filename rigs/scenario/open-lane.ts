import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLiveRig, openVirtualRig, type Rig } from '../open.ts'
import type { Scenario } from './scenario.ts'

export const LANES = ['virtual', 'live'] as const
export type Lane = (typeof LANES)[number]

/** The rig of a scenario, up and with its clocks set. */
export function openLane(scenario: Scenario, lane: Lane, seed: number): Promise<Rig> {
  return OPEN[lane](scenario, seed)
}

const OPEN: { readonly [Each in Lane]: (scenario: Scenario, seed: number) => Promise<Rig> } = {
  virtual: ({ rig, startWallMs, trustsByHand }, seed) =>
    openVirtualRig(rig, { seed, startWallMs, trusts: !trustsByHand }),

  /** Beside a rig that may be up: what it keeps on disk is in a folder of its own, and gone afterwards. */
  async live({ rig: file, startWallMs, trustsByHand }) {
    const directory = await mkdtemp(join(tmpdir(), 'loxrig-run-'))
    const forget = (): Promise<void> => rm(directory, { recursive: true, force: true })
    try {
      const rig = await openLiveRig(file, {
        placement: 'in-process',
        listen: '127.0.0.1',
        directory,
        trusts: !trustsByHand,
        onNotice: () => {},
        onStep: () => {},
      })
      for (const site of Object.keys(file.sites)) await rig.estate.clock.setWall(site, startWallMs)
      return {
        ...rig,
        async [Symbol.asyncDispose]() {
          await rig[Symbol.asyncDispose]()
          await forget()
        },
      }
    } catch (error) {
      await forget()
      throw error
    }
  },
}
