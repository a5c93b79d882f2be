import type { Credential } from '../../sim/domain/access/credential.ts'
import { credentialOf } from '../rig-file/credential.ts'
import type { RigFile } from '../rig-file/shape.ts'

type Kind = 'tag' | 'ibutton'

/** What the unknown ones are called. */
const NEW_NAMES: Readonly<Record<Kind, string>> = { tag: 'unknown-card', ibutton: 'unknown-button' }

/** Gives every credential that comes a name: that of the rig file, else a new one, whose id is a secret. */
export class CredentialNames {
  readonly #rig: RigFile
  readonly #new = new Map<string, { readonly name: string; readonly kind: Kind }>()

  constructor(rig: RigFile) {
    this.#rig = rig
  }

  nameOf({ kind, id }: Credential): string {
    if (kind !== 'tag' && kind !== 'ibutton') throw new TypeError(`nobody holds a ${kind} to a reader`)
    const given = Object.keys(this.#rig.credentials ?? {}).find(
      (name) => this.#rig.credentials?.[name]?.[kind] !== undefined && credentialOf(this.#rig, kind, name)?.id === id,
    )
    return given ?? this.#newNameOf(kind, id)
  }

  /** As a secrets file has them, by their new names. */
  get secrets(): Readonly<Record<string, Readonly<Record<string, string>>>> {
    return Object.fromEntries([...this.#new].map(([id, { name, kind }]) => [name, { [kind]: id }]))
  }

  #newNameOf(kind: Kind, id: string): string {
    const known = this.#new.get(id)
    if (known !== undefined) return known.name
    const taken = new Set([
      ...Object.keys(this.#rig.credentials ?? {}),
      ...[...this.#new.values()].map(({ name }) => name),
    ])
    let number = 1
    while (taken.has(`${NEW_NAMES[kind]}-${number}`)) number++
    const name = `${NEW_NAMES[kind]}-${number}`
    this.#new.set(id, { name, kind })
    return name
  }
}
