import type { User } from '../program/program.ts'
import type { CredentialKind } from './credential.ts'
import type { UserPrincipal } from './principal.ts'

/** Who holds one credential: a user, or several in the order of their uuids. */
export type Holders = UserPrincipal | UserPrincipal[]

/** By kind of credential, then by its id; of codes, by digest. */
export type CandidateIndex = Readonly<Record<CredentialKind, Map<string, Holders>>>

export function emptyCandidates(): CandidateIndex {
  return { tag: new Map(), ibutton: new Map(), code: new Map(), external: new Map() }
}

export function addCandidate(index: CandidateIndex, user: UserPrincipal): void {
  forEachCredential(user.user, (kind, id) => {
    const holders = index[kind].get(id)
    index[kind].set(id, holders === undefined ? user : (together([...othersThan(user, holders), user]) ?? user))
  })
}

export function removeCandidate(index: CandidateIndex, user: UserPrincipal): void {
  forEachCredential(user.user, (kind, id) => {
    const holders = together(othersThan(user, index[kind].get(id)))
    if (holders === undefined) index[kind].delete(id)
    else index[kind].set(id, holders)
  })
}

/** Whoever holds any of these credentials of one kind. */
export function holdersOfAny(holders: ReadonlyMap<string, Holders>, ids: readonly string[]): Holders | undefined {
  return together(ids.flatMap((id) => holders.get(id) ?? []))
}

function together(users: readonly UserPrincipal[]): Holders | undefined {
  if (users.length <= 1) return users[0]
  const sorted = [...new Set(users)].sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
  return sorted.length > 1 ? sorted : sorted[0]
}

function othersThan(user: UserPrincipal, holders: Holders | undefined): UserPrincipal[] {
  return [holders ?? []].flat().filter(({ uuid }) => uuid !== user.uuid)
}

function forEachCredential(user: User, act: (kind: CredentialKind, id: string) => void): void {
  for (const { id } of user.tags) act('tag', id)
  for (const { id } of user.ibuttons) act('ibutton', id)
  for (const { id } of user.externalIds) act('external', id)
  if (user.codeDigest !== undefined) act('code', user.codeDigest)
}
