import type { Credential } from '../../sim/domain/access/credential.ts'
import { type CredentialKey, credentialOf, KEY_OF_HELD } from '../rig-file/credential.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** What the unknown ones are called. */
const NEW_NAMES: Readonly<Record<CredentialKey, string>> = {
  tag: 'unknown-card',
  ibutton: 'unknown-button',
  externalId: 'unknown-id',
}

/** Gives every credential that comes a name: that of the rig file, else a new one, whose id is a secret. */
export class CredentialNames {
  readonly #rig: RigFile
  /** By kind and id: an external ID may be spelled as a tag is. */
  readonly #new = new Map<string, { readonly name: string; readonly kind: CredentialKey; readonly id: string }>()

  constructor(rig: RigFile) {
    this.#rig = rig
  }

  nameOf({ kind: held, id }: Credential): string {
    if (held === 'code') throw new TypeError('nobody holds a code to a reader')
    const kind = KEY_OF_HELD[held]
    const given = Object.keys(this.#rig.credentials ?? {}).find(
      (name) => this.#rig.credentials?.[name]?.[kind] !== undefined && credentialOf(this.#rig, kind, name)?.id === id,
    )
    return given ?? this.#newNameOf(kind, id)
  }

  /** As a secrets file has them, by their new names. */
  get secrets(): Readonly<Record<string, Readonly<Record<string, string>>>> {
    return Object.fromEntries([...this.#new.values()].map(({ name, kind, id }) => [name, { [kind]: id }]))
  }

  #newNameOf(kind: CredentialKey, id: string): string {
    const key = `${kind} ${id}`
    const known = this.#new.get(key)
    if (known !== undefined) return known.name
    const taken = new Set([
      ...Object.keys(this.#rig.credentials ?? {}),
      ...[...this.#new.values()].map(({ name }) => name),
    ])
    let number = 1
    while (taken.has(`${NEW_NAMES[kind]}-${number}`)) number++
    const name = `${NEW_NAMES[kind]}-${number}`
    this.#new.set(key, { name, kind, id })
    return name
  }
}
