import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Env } from '../../sim/domain/miniserver/env.ts'
import type { ZoneTable } from '../../sim/domain/time.ts'
import { miniserverEnv } from '../../sim/io/env.ts'
import { seededRandom } from '../../sim/world/seeded-random.ts'

export interface EnvOptions {
  readonly serial?: string
  readonly zone?: ZoneTable
  /** PEM; a new one where it does not matter. */
  readonly privateKey?: string
  readonly deviceKeys?: ReadonlyMap<string, string>
  readonly seed?: number
}

export const UTC: ZoneTable = { name: 'UTC', transitions: [{ fromUtcMs: 0, offsetMs: 0 }] }

/** A Miniserver's environment: real node:crypto, chance by seed. */
export function anEnv(options: EnvOptions = {}): Env {
  const { serial = '504F94A00001', zone = UTC, privateKey, deviceKeys = new Map(), seed = 1 } = options
  const key = privateKey === undefined ? aDeviceKey() : createPrivateKey(privateKey)
  return miniserverEnv({ serial, zone, privateKey: key, deviceKeys, random: seededRandom(seed) })
}

function aDeviceKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
