import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStoreEngine } from '../../sim/io/store.ts'
import { storeKey } from '../../sim/protocol/store/sealed-records.ts'
import type { Acknowledged } from './oracle.ts'

/** A receipt that a unit has had for a minute it may have forgotten; a little less, since nobody knows when it was made. */
const RECEIPT_MS = 50_000

/** A block remembers its last hundred decisions. */
const REMEMBERED = 50

export interface Site {
  readonly site: string
  readonly serial: string
}

type Records = ReadonlyMap<string, unknown>

/** What the stores of a rig hold that runs no longer: all records of each site, by key. Fails where the engine cannot be opened. */
export async function storedOf(folder: string, sites: readonly Site[]): Promise<Map<string, Records>> {
  const onFailure = (error: Error): void => {
    throw error
  }
  await using engine = await openStoreEngine({ directory: join(folder, 'store'), onFailure })
  const stored = new Map<string, Records>()
  for (const { site, serial } of sites) {
    const { privateKey } = JSON.parse(readFileSync(join(folder, 'factory', `${serial}.json`), 'utf8'))
    const records = new Map<string, unknown>()
    for await (const { key, value } of engine.part(site, storeKey(createPrivateKey(privateKey))).load())
      records.set(key, value)
    stored.set(site, records)
  }
  return stored
}

/** Acknowledged writes that the stores do not hold, nor a later one in their place. */
export function lostFrom(
  stored: ReadonlyMap<string, Records>,
  acknowledged: readonly Acknowledged[],
  nowMs: number,
): Acknowledged[] {
  const receipts = acknowledged.filter(({ what }) => what === 'receipt')
  const remembered = new Set(receipts.slice(-REMEMBERED))
  return acknowledged.filter((each) => {
    const records = stored.get(each.site) ?? new Map()
    const isForgotten = each.what === 'receipt' && remembered.has(each) && !isRemembered(records, each.decision)
    return isForgotten || !isThere(records, each, nowMs)
  })
}

function isThere(records: Records, acknowledged: Acknowledged, nowMs: number): boolean {
  switch (acknowledged.what) {
    case 'user edit': {
      const user = entriesOf(records, 'user').find(({ name }) => name === acknowledged.user)
      return Number(user?.uniqueUserId ?? 0) >= acknowledged.value
    }
    case 'save':
      return Number((records.get('program') as { rev?: number } | undefined)?.rev ?? 0) >= acknowledged.value
    case 'join':
      return entriesOf(records, 'trust').some(({ name }) => name === acknowledged.trust)
    case 'sync position': {
      const origin = records.get(`feed/origin/${acknowledged.origin}`) as { position?: { seq: number } } | undefined
      return (origin?.position?.seq ?? 0) >= acknowledged.value
    }
    case 'receipt':
      return nowMs - acknowledged.atMs > RECEIPT_MS || records.has(`receipt/${acknowledged.event}`)
  }
}

function isRemembered(records: Records, decision: string): boolean {
  return entriesOf(records, 'history').some((entry) => entry.decision === decision)
}

function entriesOf(records: Records, folder: string): Record<string, unknown>[] {
  return [...records].flatMap(([key, value]) =>
    key.startsWith(`${folder}/`) ? [value as Record<string, unknown>] : [],
  )
}
