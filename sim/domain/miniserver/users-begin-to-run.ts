import type { Program, User } from '../program/program.ts'
import { same } from '../program/same.ts'
import type { Stamp } from '../time.ts'
import type { Effect } from './effect.ts'
import { lookForExpired } from './expiring.ts'

/**
 * Notes of every user who differs from the program that ran that it was edited now: documents have no clock, and what they say of
 * it does not count. What follows is that whoever shall be deleted on expiry is looked for.
 */
export function usersBeginToRun(previous: Program, program: Program, at: Stamp): Effect[] {
  const edited: User[] = []
  for (const user of program.users.values()) {
    const before = previous.users.get(user.uuid)
    if (before === user) continue
    if (before === undefined || !same(undated(before), undated(user))) edited.push({ ...user, editedMs: at.wallMs })
    else program.users.set(user.uuid, before)
  }
  for (const user of edited) program.users.set(user.uuid, user)
  return lookForExpired(edited, at)
}

function undated({ editedMs: _, ...user }: User): Omit<User, 'editedMs'> {
  return user
}
