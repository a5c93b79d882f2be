import type { PathName } from '../connectivity/route.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { FeedPosition, MemberEntry, Membership } from './membership.ts'
import { hasJoined } from './peers.ts'

/** A Trust as one unit sees it, for people. */
export interface TrustStatus {
  readonly trustUuid: Uuid
  readonly name: string
  readonly manager: Serial
  readonly epoch: number
  /** `unsaved`: joined, and lost with the next reboot unless the program is saved (R24). The last three: no Trust of this unit any more. */
  readonly role: 'manager' | 'member' | 'unsaved' | 'evicted' | 'left' | 'dissolved'
  /** Every member that joined is finalised in the manager's document (R28); on others always absent. */
  readonly ready?: boolean
  readonly keyGeneration?: number
  /** On the manager: what its members are shown in (R60). Absent: none. */
  readonly groups?: readonly string[]
  readonly members: readonly MemberStatus[]
}

export interface MemberStatus {
  readonly serial: Serial
  /** Its name, or its serial until it joined (R12). */
  readonly name: string
  readonly state: MemberEntry['state']
  readonly group?: string
  /** Where users of it are used here: whether it is heard, and how far it was followed. */
  readonly online?: boolean
  readonly position?: FeedPosition
  /** By which it is reached, once something was sent there; of one that was removed absent. */
  readonly path?: PathName
}

/** All Trusts of this unit, joined but unsaved ones last. */
export function trustStatus(state: MiniserverState): TrustStatus[] {
  const { program, identity, trust } = state
  const saved = [...program.trusts.values()].map((membership): TrustStatus => {
    const { trustUuid, name, manager, epoch, key, ended, groups } = membership
    const members = membership.members.map((member) => memberStatus(state, member))
    if (ended !== undefined) return { trustUuid, name, manager, epoch, role: ended, members }
    if (manager !== identity.serial) return { trustUuid, name, manager, epoch, role: 'member', members }
    const own = { ...(key && { keyGeneration: key.generation }), ...(groups && { groups }) }
    return { trustUuid, name, manager, epoch, role: 'manager', ready: isReady(membership), ...own, members }
  })
  if (trust.pendingJoin === undefined) return saved
  const { trustUuid, name, epoch, manager, members } = trust.pendingJoin
  const entries = members.map((info) => memberStatus(state, { serial: info.serial, state: 'joined', info }))
  return [
    ...saved.filter((each) => each.trustUuid !== trustUuid),
    { trustUuid, name, manager: manager.serial, epoch, role: 'unsaved', members: entries },
  ]
}

function isReady({ members }: Membership): boolean {
  const joined = members.filter(hasJoined)
  return joined.length > 1 && joined.every(({ state }) => state === 'finalized')
}

function memberStatus({ trust }: MiniserverState, { serial, state, info, group }: MemberEntry): MemberStatus {
  const origin = trust.origins.get(serial)
  const feed =
    origin === undefined ? {} : { online: origin.online, ...(origin.position && { position: origin.position }) }
  const path = state === 'removed' ? undefined : trust.peerLinks.get(serial)?.way.path
  const shown = { ...(group !== undefined && { group }), ...(path !== undefined && { path }) }
  return { serial, name: info?.name ?? serial, state, ...shown, ...feed }
}
