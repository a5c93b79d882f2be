import type { RigClient } from '../../control/client-face.ts'
import type { Noted } from '../stage.ts'
import { isSame } from './facts.ts'

export type ValueName = 'rev' | 'seq' | 'epoch' | 'key-generation' | 'entries' | 'decision' | 'uuid'

interface Value {
  readonly summary: string
  /** `at` is a site or reader, `of` what of it, empty where it was left out. `undefined` where there is none. */
  read(rig: RigClient, at: string, of: string): Promise<Noted | undefined>
}

/** The numbers and ids that can be kept and compared; none of them is secret. */
export const VALUES: { readonly [Name in ValueName]: Value } = {
  rev: {
    summary: 'revision of the program that runs at a site',
    read: async (rig, at) => (await rig.call('user-list', { site: at, app: true })).rev,
  },
  seq: {
    summary: 'last record of the feed of another site that was applied',
    read: async (rig, at, of) => (await position(rig, at, of))?.seq,
  },
  epoch: {
    summary: 'epoch of that feed',
    read: async (rig, at, of) => (await position(rig, at, of))?.epoch,
  },
  'key-generation': {
    summary: 'of the newest key file, at the manager of a Trust',
    read: async (rig, at) =>
      (await rig.call('trust-status', { site: at })).trusts.find((each) => each.keyGeneration !== undefined)
        ?.keyGeneration,
  },
  entries: {
    summary: 'number of history entries of the block at a reader',
    read: async (rig, at) => (await rig.call('history', { reader: at })).entries.length,
  },
  decision: {
    summary: 'id of the newest decision in that history',
    read: async (rig, at) => (await rig.call('history', { reader: at })).entries[0]?.decision,
  },
  uuid: {
    summary: 'of a user, the same at every site of a Trust',
    read: async (rig, at, of) =>
      (await rig.call('user-list', { site: at, app: true })).users.find(({ user }) => isSame(user, of))?.uuid,
  },
}

async function position(rig: RigClient, at: string, of: string) {
  const { miniservers } = await rig.call('status', {})
  const serial = miniservers.find(({ site, name }) => isSame(site, of) || isSame(name, of))?.serial ?? of
  const { trusts } = await rig.call('trust-status', { site: at })
  return trusts.flatMap(({ members }) => members).find((member) => isSame(member.serial, serial))?.position
}
