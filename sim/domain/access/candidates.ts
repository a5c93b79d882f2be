import type { User } from '../program/program.ts'
import type { CredentialKind } from './credential.ts'
import type { UserPrincipal } from './principal.ts'

/** Who holds one credential, as numbers of `People`: a user, or several. */
export type Holders = number | readonly number[]

/** By kind of credential, then by its id; of codes, by digest. */
export type CandidateIndex = Readonly<Record<CredentialKind, Map<string, Holders>>>

export function emptyCandidates(): CandidateIndex {
  return { tag: new Map(), ibutton: new Map(), code: new Map(), external: new Map() }
}

export function addCandidate(index: CandidateIndex, { user, number }: UserPrincipal): void {
  forEachCredential(user, (kind, id) => {
    const present = index[kind].get(id)
    const holders = present === undefined ? number : together([...listOf(present), number])
    if (holders !== undefined) index[kind].set(id, holders)
  })
}

export function removeCandidate(index: CandidateIndex, { user, number }: UserPrincipal): void {
  forEachCredential(user, (kind, id) => {
    const holders = together(listOf(index[kind].get(id)).filter((other) => other !== number))
    if (holders === undefined) index[kind].delete(id)
    else index[kind].set(id, holders)
  })
}

/** Whoever holds any of these credentials of one kind. */
export function holdersOfAny(holders: ReadonlyMap<string, Holders>, ids: readonly string[]): Holders | undefined {
  return together(ids.flatMap((id) => holders.get(id) ?? []))
}

function together(numbers: readonly number[]): Holders | undefined {
  const each = [...new Set(numbers)]
  return each.length > 1 ? each : each[0]
}

function listOf(holders: Holders | undefined): readonly number[] {
  if (holders === undefined) return []
  return typeof holders === 'number' ? [holders] : holders
}

function forEachCredential(user: User, act: (kind: CredentialKind, id: string) => void): void {
  for (const { id } of user.tags) act('tag', id)
  for (const { id } of user.ibuttons) act('ibutton', id)
  for (const { id } of user.externalIds) act('external', id)
  if (user.codeDigest !== undefined) act('code', user.codeDigest)
}
