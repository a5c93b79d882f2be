import type { Serial } from '../../program/names.ts'
import { tagKeyRecord } from '../../trust/records.ts'
import type { StoreRecord } from '../effect.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'

/** The application under which this unit writes ids on cards. Its key is made when the first is needed, and must then be durable. */
export function ownApp(
  { trust, identity }: MiniserverState,
  env: Env,
): { readonly app: string; readonly records: readonly StoreRecord[] } {
  const { serial } = identity
  const known = trust.tagKeys.get(serial)
  if (known !== undefined) return { app: appOf(env, known), records: [] }
  const key = env.random(32)
  trust.tagKeys.set(serial, key)
  return { app: appOf(env, key), records: [tagKeyRecord(trust, serial)] }
}

/** The applications whose keys this unit has: its own, and of origins that share theirs (P-34). */
export function knownApps({ trust }: MiniserverState, env: Env): readonly string[] {
  return Array.from(trust.tagKeys.values(), (key) => appOf(env, key)).slice(0, APPS_MAX)
}

/** The key that goes to consumers with the feed: only one that there is, and not where the setting keeps it here. */
export function sharedTagKey({ trust, program }: MiniserverState, serial: Serial): string | undefined {
  const setting = program.settings.get('share-tag-keys')
  return setting?.name === 'share-tag-keys' && !setting.isShared ? undefined : trust.tagKeys.get(serial)
}

/** A command to a keypad has room for so many [P]. */
const APPS_MAX = 400

/** Three bytes, as of DESFire's applications. */
function appOf({ hash }: Env, key: string): string {
  return hash('SHA256', `tag application ${key}`).slice(0, 6)
}
