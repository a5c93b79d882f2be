import { createHash } from 'node:crypto'
import type { User, UserGroup } from '../../sim/domain/program/program.ts'

/** Everybody who is to be known elsewhere. */
export const STAFF: UserGroup = {
  uuid: '0000ffff-0002-0000-ffff504f94a00000',
  name: 'Staff',
  type: 'normal',
  groups: [],
}

/** A user with two passwords, a tag and a code: some 600 bytes of JSON, as in section 6 of docs/limits.md. */
export function personOf(number: number): User {
  return {
    uuid: uuidOf(number),
    name: `Firstname Lastname ${number}`,
    uniqueUserId: `P-${String(number).padStart(8, '0')}`,
    password: passwordOf(`password ${number}`),
    visuPassword: passwordOf(`visu ${number}`),
    tags: [{ id: tagOf(number), name: 'card' }],
    ibuttons: [],
    externalIds: [],
    codeDigest: digest(`code ${number}`).slice(0, 40),
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    groups: [STAFF.uuid],
    profile: {},
  }
}

export function uuidOf(number: number): string {
  return `${((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')}-0001-0000-ffff504f94a00000`
}

export function passwordOf(text: string) {
  return { alg: 'SHA256', salt: digest(`salt ${text}`).slice(0, 32), hash: digest(text).toUpperCase() } as const
}

function tagOf(number: number): string {
  const hex = number.toString(16).toUpperCase().padStart(12, '0')
  return `04 ${hex.replace(/(..)(?=.)/g, '$1 ')}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The same as its consumers have it: with a key by which they show that they do. */
export function linkedPersonOf(number: number): User {
  return { ...personOf(number), linkKey: digest(`link ${number}`) }
}

/** Of so many users as they travel, MiB of JSON. */
export function textMiB(users: number): number {
  let length = 0
  for (let number = 0; number < users; number++) length += JSON.stringify(toldOf(linkedPersonOf(number))).length
  return length / 2 ** 20
}

/** What of a user travels. */
export function toldOf({ nfcCodeTouchId: _id, profile: _profile, ...told }: User) {
  return told
}
