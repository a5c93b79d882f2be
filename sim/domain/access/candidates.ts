import type { User } from '../program/program.ts'
import type { CredentialKind } from './credential.ts'

/** Who holds one credential, as numbers of `People`: a user, or several. */
export type Holders = number | readonly number[]

/** By kind of credential, then by its id; of codes, by digest. */
export type CandidateIndex = Readonly<Record<CredentialKind, Map<string, Holders>>>

export function emptyCandidates(): CandidateIndex {
  return { tag: new Map(), ibutton: new Map(), code: new Map(), external: new Map() }
}

/**
 * Brings the index in step with what a user held and holds; `undefined` for one who comes or goes. What stays is left in its place: taken
 * out and put in again it would use up room, until all of the map is laid out anew.
 */
export function changeCandidate(
  index: CandidateIndex,
  number: number,
  before: User | undefined,
  after: User | undefined,
): void {
  forEachCredential(before, (kind, id) => {
    if (!isHeldBy(after, kind, id)) remove(index[kind], id, number)
  })
  forEachCredential(after, (kind, id) => {
    if (!isHeldBy(before, kind, id)) add(index[kind], id, number)
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

function add(holders: Map<string, Holders>, id: string, number: number): void {
  const present = holders.get(id)
  const all = present === undefined ? number : together([...listOf(present), number])
  if (all !== undefined) holders.set(inOnePiece(id), all)
}

/**
 * The same id, as text of the index’s own. Each look-up compares what is presented with what the index holds, and texts of a program
 * lie far apart, among all that users are; copies made one after the other lie beside each other. JSON copies quickest.
 */
function inOnePiece(id: string): string {
  return JSON.parse(JSON.stringify(id))
}

function remove(holders: Map<string, Holders>, id: string, number: number): void {
  const left = together(listOf(holders.get(id)).filter((other) => other !== number))
  if (left === undefined) holders.delete(id)
  else holders.set(id, left)
}

function forEachCredential(user: User | undefined, act: (kind: CredentialKind, id: string) => void): void {
  if (user === undefined) return
  for (const { id } of user.tags) act('tag', id)
  for (const { id } of user.ibuttons) act('ibutton', id)
  for (const { id } of user.externalIds) act('external', id)
  if (user.codeDigest !== undefined) act('code', user.codeDigest)
}

function isHeldBy(user: User | undefined, kind: CredentialKind, id: string): boolean {
  if (user === undefined) return false
  const { tags, ibuttons, externalIds, codeDigest } = user
  if (kind === 'code') return codeDigest === id
  return { tag: tags, ibutton: ibuttons, external: externalIds }[kind].some((each) => each.id === id)
}
