import { commandOf } from '../app/session.ts'
import { shownKeys } from '../control/keys.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { named } from '../rig-file/site-names.ts'
import { isMap } from './checks/worded.ts'

const HIDDEN = '•••'

/** Keys whose values are never shown, and those that hold credentials: names are shown, ids are not. */
const SECRETS = new Set(['password', 'visu-password', 'unlock', 'set-password'])
const CREDENTIALS = new Set(['tap', 'touch', 'present', 'tags', 'ibuttons', 'external-ids'])

/** A step without what no report may show: passwords, what is handed to the public API, and the ids of tags and iButtons (I3). */
export function shownStep(value: Readonly<Record<string, unknown>>, rig: RigFile): Record<string, unknown> {
  const names = Object.keys(rig.credentials ?? {})
  const credential = (text: unknown): string => named(names, String(text)) ?? HIDDEN
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (SECRETS.has(key) || isAccessCode(key, each)) return [key, HIDDEN]
      if (key === 'key' && typeof each === 'string') return [key, shownKeys(each)]
      if (key === 'ask') return [key, commandOf(String(each))]
      if (!CREDENTIALS.has(key)) return [key, isMap(each) ? shownStep(each, rig) : each]
      return [key, Array.isArray(each) ? each.map(credential) : credential(each)]
    }),
  )
}

/** A `code` is an access code in digits, or the name of an error. */
function isAccessCode(key: string, value: unknown): boolean {
  return key === 'code' && /^\d+$/.test(String(value))
}

/** Whether values of this key name or are credentials. */
export function isCredentialKey(key: string): boolean {
  return CREDENTIALS.has(key)
}
