import { z } from 'zod'
import type { Caller } from '../../../sim/domain/miniserver/input.ts'
import type { SitePlan } from '../../factory/plan.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { UnitProgram } from './unit-program.ts'

/** A text that nobody may read. */
export interface Secret {
  /** `the tag of Anna at office`: what it is, without saying it. */
  readonly what: string
  /** As it would stand there: short ones between the quotes of JSON, where they mean something. */
  readonly text: string
}

const keyFile = z.object({ secret: z.string() })

/** Shorter texts stand everywhere by chance; they are looked for as a value of their own. */
const PLAIN_LENGTH_MIN = 8

/** Shorter ones mean nothing even so: `12` is a number of an output before it is a code. */
const QUOTED_LENGTH_MIN = 4

/** What of a rig file and of steps is secret, by its key. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'password',
  'visuPassword',
  'visu-password',
  'code',
  'unlock',
  'set-password',
])
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set([
  'tag',
  'ibutton',
  'externalId',
  'tap',
  'touch',
  'present',
  'tags',
  'ibuttons',
  'externalIds',
  'external-ids',
])

/** Gathers what must not be read anywhere: what people carry, know and type, its hashes, and the keys of devices. */
export class Secrets {
  readonly #rig: RigFile
  readonly #found = new Map<string, string>()
  /** Names of users: `admin` is one, whatever its password is. */
  readonly #names = new Set<string>()

  constructor(rig: RigFile, plans: readonly SitePlan[]) {
    this.#rig = rig
    for (const [what, text] of keyedSecrets(rig)) this.add(what, text)
    for (const { site, logins, codeKey, deviceKeys } of plans) {
      for (const login of logins) this.caller(site, login)
      this.add(`the code key of ${site}`, codeKey)
      for (const [device, key] of deviceKeys) this.add(`the key of ${site}/${device}`, key)
    }
  }

  /** Those of a program, as a Miniserver runs it. */
  program(site: string, { users, controls, deviceAuthorisations }: UnitProgram): void {
    for (const { name, digest, id } of controls) {
      this.add(`the digest of the input code ${name} of ${site}`, digest)
      this.add(`the input tag ${name} of ${site}`, id)
    }
    for (const { name, reader, digest, id } of deviceAuthorisations) {
      this.add(`the digest of the code ${name} of ${site}/${reader}`, digest)
      this.add(`the tag ${name} of ${site}/${reader}`, id)
    }
    for (const { name, password, visuPassword, tags, ibuttons, externalIds, codeDigest, linkKey } of users) {
      this.#names.add(name.toLowerCase())
      const of = `of ${name} at ${site}`
      this.add(`the password hash ${of}`, password?.hash)
      this.add(`the visualization password's hash ${of}`, visuPassword?.hash)
      this.add(`the digest of the code ${of}`, codeDigest)
      this.add(`the link key ${of}`, linkKey)
      for (const { id } of [...tags, ...ibuttons, ...externalIds]) this.add(`a credential ${of}`, id)
    }
  }

  caller(site: string, { user, password }: Caller): void {
    this.add(`the password of ${user} at ${site}`, password)
  }

  /** Of a key file that was made: it is a secret as a whole, and what stands in it. */
  keyFile(site: string, file: string): void {
    this.add(`a key file of ${site}`, file)
    const { secret } = keyFile.parse(JSON.parse(file))
    const hex = Buffer.from(secret, 'base64').toString('hex')
    for (const text of [secret, hex]) this.add(`the secret of a key file of ${site}`, text)
  }

  /** What somebody gave in a step. */
  typed(input: unknown): void {
    for (const [what, text] of keyedSecrets(input)) this.add(what, text)
  }

  add(what: string, text: string | undefined): void {
    if (text === undefined) return
    for (const spelling of spellingsOf(text)) if (!this.#found.has(spelling)) this.#found.set(spelling, what)
  }

  /** All of them but what the rig file says in public as well: names of people and things. */
  all(): Secret[] {
    const said = JSON.stringify(withoutSecrets(this.#rig)).toLowerCase()
    return [...this.#found]
      .filter(([spelling]) => !this.#names.has(spelling.toLowerCase()))
      .map(([spelling, what]) => ({ what, text: spelling.length < PLAIN_LENGTH_MIN ? `"${spelling}"` : spelling }))
      .filter(({ text }) => !said.includes(text.toLowerCase()))
  }
}

/** As somebody wrote it, and, where it is hex in groups, in one piece in both cases. */
function spellingsOf(text: string): string[] {
  const piece = text.replace(/[ .:-]/g, '')
  const pieces = /^[0-9a-f]+$/i.test(piece) ? [piece.toUpperCase(), piece.toLowerCase()] : []
  return [...new Set([text, ...pieces])].filter(({ length }) => length >= QUOTED_LENGTH_MIN)
}

/** Texts under the keys of secrets, however deep; `of` is the name above them. */
function keyedSecrets(value: unknown, key = '', of = 'a step'): [what: string, text: string][] {
  if (typeof value === 'string') return isSecret(key, value) ? [[`the ${key} of ${of}`, value]] : []
  if (Array.isArray(value)) return value.flatMap((each) => keyedSecrets(each, key, of))
  if (typeof value !== 'object' || value === null) return []
  const above = key === '' ? of : key
  return Object.entries(value).flatMap(([inner, each]) => keyedSecrets(each, inner, above))
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => !isSecretKey(key))
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutSecrets(each)]))
}

/** A `code` is an access code in digits, or the name of an error. */
function isSecret(key: string, text: string): boolean {
  return isSecretKey(key) && (key !== 'code' || /^\d+$/.test(text))
}

function isSecretKey(key: string): boolean {
  return SECRET_KEYS.has(key) || CREDENTIAL_KEYS.has(key)
}
