import { commandOf } from '../app/session.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { named } from '../rig-file/site-names.ts'
import { isMap } from './checks/worded.ts'

const HIDDEN = '•••'

/** Keys whose values are never shown, and those that hold credentials: names are shown, ids are not. */
const SECRETS = new Set(['password', 'visu-password', 'unlock', 'set-password'])
const CREDENTIALS = new Set(['tap', 'touch', 'tags', 'ibuttons'])

/** A step without what no report may show: passwords, what is handed to the public API, and the ids of tags and iButtons (I3). */
export function shownStep(value: Readonly<Record<string, unknown>>, rig: RigFile): Record<string, unknown> {
  const names = Object.keys(rig.credentials ?? {})
  const credential = (text: unknown): string => named(names, String(text)) ?? HIDDEN
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (SECRETS.has(key)) return [key, HIDDEN]
      if (key === 'ask') return [key, commandOf(String(each))]
      if (!CREDENTIALS.has(key)) return [key, isMap(each) ? shownStep(each, rig) : each]
      return [key, Array.isArray(each) ? each.map(credential) : credential(each)]
    }),
  )
}

/** Whether values of this key name or are credentials. */
export function isCredentialKey(key: string): boolean {
  return CREDENTIALS.has(key)
}
