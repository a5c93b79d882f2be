import { compileAccess, userChanged } from '../access/access-index.ts'
import type { Effect, StoreRecord } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { type Change, carryOut } from '../program/change.ts'
import { headRecord, recordsOf } from '../program/records.ts'

/**
 * Carries changes out on the running program, keeps the access index in step, and returns the records to be committed.
 *
 * Membership, imports, groups and who there is raise the revision and so make open documents stale; what an origin says of a
 * replica that stays does not (docs/design.md, "Between devices").
 */
export function applyChanges(state: MiniserverState, changes: readonly Change[]): StoreRecord[] {
  if (changes.length === 0) return []
  const { program } = state
  const isRaised = changes.some((change) => raises(state, change))
  carryOut(program, changes)
  if (isRaised) program.rev += 1
  reindex(state, changes)
  return [...recordsOf(program, changes), ...(isRaised ? [headRecord(program)] : [])]
}

/**
 * One batch of all the commits at the top of `effects`, with `records` first, so that they are durable together or not at all.
 * What the commits set off follows in the same order; other effects come after, as they are.
 */
export function inOneBatch(records: readonly StoreRecord[], effects: readonly Effect[]): Effect[] {
  const commits = effects.filter((effect) => effect.type === 'commit')
  const others = effects.filter((effect) => effect.type !== 'commit')
  const all = [...records, ...commits.flatMap((commit) => commit.records)]
  if (all.length === 0) return [...commits.flatMap(({ then }) => [...then]), ...others]
  return [{ type: 'commit', records: all, then: commits.flatMap(({ then }) => [...then]) }, ...others]
}

function raises({ program }: MiniserverState, change: Change): boolean {
  if (change.map !== 'users' || change.entry === undefined) return true
  const before = program.users.get(change.key)
  return before === undefined || before.groups.join() !== change.entry.groups.join()
}

/** Users are re-indexed one by one, with what is assigned to them; other principals need a new index. */
function reindex(state: MiniserverState, changes: readonly Change[]): void {
  if (changes.some(({ map }) => map === 'groups' || map === 'members' || map === 'controls')) {
    state.access = compileAccess(state.program)
    return
  }
  for (const change of changes) if (change.map === 'users') userChanged(state.access, state.program, change.key)
}
