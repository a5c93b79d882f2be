import type { RigClient } from '../../rigs/control/client-face.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { Oracle } from './oracle.ts'

export const [OFFICE, HOME] = [
  { site: 'office', serial: '504F94A00001' },
  { site: 'home', serial: '504F94A00002' },
] as const

interface Working {
  readonly rig: RigClient
  readonly oracle: Oracle
  /** Higher than every number of an earlier round. */
  readonly next: () => number
  readonly signal: AbortSignal
}

/**
 * Writes to a rig as fast as it answers, and has the oracle note what was acknowledged, until the rig is gone. Every other round begins
 * with a join: edits and saves that run beside it would make its documents stale again and again.
 */
export async function work(working: Working): Promise<void> {
  const writes = async (): Promise<void> => {
    if (working.next() % 2 === 0 || !working.oracle.has('join')) await joins(working).catch(() => {})
    await Promise.all([edits, saves].map((task) => untilGone(working, task)))
  }
  await Promise.all([writes(), untilGone(working, taps), untilGone(working, listens)])
}

type Task = (working: Working) => Promise<void>

/** A refusal while a Miniserver restarts is no acknowledgement; then it is tried again. */
async function untilGone(working: Working, task: Task): Promise<void> {
  while (!working.signal.aborted) {
    try {
      await task(working)
    } catch {
      // What was not acknowledged may be lost.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
}

/** At the origin, so that each is a page of the feed for home as well. */
const edits: Task = async ({ rig, oracle, next }) => {
  const value = next()
  await rig.call('user-edit', { site: OFFICE.site, user: 'Anna', uniqueUserId: String(value), app: true })
  oracle.note({ what: 'user edit', site: OFFICE.site, user: 'Anna', value })
}

const saves: Task = async ({ rig, oracle, next }) => {
  await rig.call('config-load', { site: HOME.site })
  const value = next()
  await rig.call('user-edit', { site: HOME.site, user: 'Hugo', uniqueUserId: String(value) })
  const { rev } = await rig.call('config-save', { site: HOME.site })
  oracle.note({ what: 'save', site: HOME.site, value: rev })
  oracle.note({ what: 'user edit', site: HOME.site, user: 'Hugo', value })
}

const taps: Task = async ({ rig, oracle }) => {
  const { id: decision, causedBy: event } = await rig.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
  oracle.note({ what: 'receipt', site: HOME.site, event, decision, atMs: Date.now() })
}

/** What Home says that it has applied, it keeps. */
const listens: Task = async ({ rig, oracle, signal }) => {
  for await (const message of await rig.events(signal)) {
    const value = positionIn(message)
    if (value !== undefined) oracle.note({ what: 'sync position', site: HOME.site, origin: OFFICE.serial, value })
  }
}

function positionIn(message: BusMessage): number | undefined {
  if (message.channel !== 'notice' || message.site !== HOME.site || message.name !== 'trust-replicated')
    return undefined
  const { origin, seq } = message.data
  return origin === OFFICE.serial && typeof seq === 'number' ? seq : undefined
}

/** A Trust more: a join, and a save at either end. */
const joins: Task = async ({ rig, oracle, next }) => {
  const trust = `Trust ${next()}`
  const at = { document: trust, site: OFFICE.site }
  await rig.call('config-load', at)
  await rig.call('trust-create', { ...at, name: trust })
  await rig.call('trust-add-member', { ...at, trust, member: HOME.site })
  const { keyFile } = await rig.call('trust-key', { ...at, trust })
  await rig.call('config-save', at)
  oracle.note({ what: 'join', site: OFFICE.site, trust })
  await rig.call('trust-join', { site: HOME.site, keyFile })
  await rig.call('config-load', { document: trust, site: HOME.site })
  await rig.call('config-save', { document: trust, site: HOME.site })
  oracle.note({ what: 'join', site: HOME.site, trust })
}
