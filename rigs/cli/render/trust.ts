import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type Status = RigCommandOutput<'trust-status'>
type Trust = Status['trusts'][number]
type Member = Trust['members'][number]
type Shared = RigCommandOutput<'trust-users'>
type Links = RigCommandOutput<'trust-links'>

/** The Trusts of a Miniserver and who is in them. Lines. */
export function renderTrusts({ site, trusts }: Status, paint: Paint): string[] {
  if (trusts.length === 0) return [`${site} is in no Trust.`]
  return trusts.flatMap((trust, at) => [...(at === 0 ? [] : ['']), ...renderTrust(site, trust, paint)])
}

const ROLES = {
  manager: 'manages it',
  member: 'is a member',
  unsaved: 'has joined; lost unless the program is saved',
  evicted: 'was removed from it',
  left: 'has left it',
  dissolved: 'dissolved it',
} as const

function renderTrust(site: string, trust: Trust, paint: Paint) {
  const { name, manager, epoch, role, ready, keyGeneration, groups = [], members } = trust
  const key = keyGeneration === undefined ? '' : `, key ${keyGeneration}`
  const waits = ready === false ? ', waits for members to join' : ''
  const shown = [undefined, ...groups].flatMap((group) => members.filter((member) => member.group === group))
  const rows = shown.map((member): Cell[] => [
    ...(groups.length > 0 ? [member.group ?? ''] : []),
    member.name,
    member.serial,
    member.serial === manager ? 'manager' : member.state,
    presenceOf(member),
    positionOf(member),
    member.path ?? '',
  ])
  return [
    `${paint('bold', name)}  ${site} ${ROLES[role]}, epoch ${epoch}${key}${waits}`,
    ...table(rows, { paint, indent: 2 }),
  ]
}

function presenceOf({ online }: Member): Cell {
  if (online === undefined) return ''
  return online ? { text: 'online', style: 'green' } : { text: 'not heard', style: 'red' }
}

function positionOf({ position }: Member): string {
  return position === undefined ? '' : `epoch ${position.epoch} seq ${position.seq}`
}

/** How a Miniserver reaches its peers. Lines. */
export function renderLinks({ site, mostInFlight, mostWaiting, peers }: Links, paint: Paint): string[] {
  if (peers.length === 0) return [`${site} has sent no Miniserver anything yet.`]
  const rows = peers.map((peer): Cell[] => [
    peer.name,
    peer.serial,
    peer.path ?? { text: 'none', style: 'red' },
    `${peer.answered} answered`,
    peer.failed === 0 ? '' : { text: `${peer.failed} failed`, style: 'yellow' },
    peer.p95Ms === undefined
      ? ''
      : `p50 ${shownMs(peer.p50Ms)}, p95 ${shownMs(peer.p95Ms)}, most ${shownMs(peer.maxMs)}`,
    peer.reason ?? (peer.passedOver === undefined ? '' : `not faster: ${peer.passedOver}`),
  ])
  return [
    `${paint('bold', site)}  at most ${mostInFlight === 1 ? '1 message on its' : `${mostInFlight} messages on their`} way at once, ${mostWaiting} waiting`,
    ...table(rows, { paint, indent: 2 }),
  ]
}

function shownMs(ms = 0): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
}

/** What another Miniserver offers, and what of it is here. Lines. */
export function renderShared({ site, from }: Shared, kind: string, entries: Shared['users'], paint: Paint): string[] {
  if (entries.length === 0) return [`${from} offers ${site} no ${kind}s.`]
  const rows = entries.map(({ name, added, locked }): Cell[] => [
    name,
    locked ? 'here, with its group' : added ? { text: 'here', style: 'green' } : '',
  ])
  return table(rows, { paint, head: [`${kind}s of ${from}`, `at ${site}`] })
}
