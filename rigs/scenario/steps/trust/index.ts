import { addMember } from './add-member.ts'
import { arrangeMembers } from './arrange-members.ts'
import { burden } from './burden.ts'
import { createTrust } from './create-trust.ts'
import { dissolve } from './dissolve.ts'
import { join } from './join.ts'
import { leave } from './leave.ts'
import { makeKey } from './make-key.ts'
import { removeMember } from './remove-member.ts'
import { share } from './share.ts'
import { takeOver } from './take-over.ts'
import { unshare } from './unshare.ts'

/** What administrators do with Trusts. */
export const TRUST_WORDS = [
  ...[createTrust, addMember, arrangeMembers, makeKey, join],
  ...[share, unshare, burden],
  ...[removeMember, leave, dissolve, takeOver],
] as const
