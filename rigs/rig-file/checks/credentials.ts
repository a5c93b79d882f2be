import { CREDENTIALS, type CredentialKey } from '../credential.ts'
import type { FaultCode } from '../fault.ts'
import { atKey, atValue, type Finding } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import { entries, keys } from '../site-names.ts'

export const CREDENTIAL_CODES: Readonly<Record<CredentialKey, FaultCode>> = {
  tag: 'TAG_INVALID',
  ibutton: 'IBUTTON_INVALID',
  externalId: 'INVALID_VALUE',
}

/** Each named credential is of exactly one kind, and its id one that its reader could read. */
export function* checkCredentials(rig: LooseRig): Iterable<Finding> {
  for (const [name, credential] of entries(rig.credentials)) {
    if (credential === undefined) continue
    const path = ['credentials', name]
    const kinds = keys(credential).filter((key) => key !== 'encryptable')
    if (kinds.length !== 1) {
      yield atKey(path, 'INVALID_VALUE', `"${name}" is one of tag, ibutton and externalId.`)
    }
    if (credential.encryptable !== undefined && credential.tag === undefined) {
      yield atKey([...path, 'encryptable'], 'INVALID_VALUE', 'Only a tag can be encrypted.')
    }
    for (const [key, kind] of Object.entries(CREDENTIALS)) {
      const text = credential[key as CredentialKey]
      if (text === undefined || kind.id(text) !== undefined) continue
      yield atValue([...path, key], CREDENTIAL_CODES[key as CredentialKey], `"${key}" ${kind.fault(text)}.`)
    }
  }
}
