import type { StepWord } from '../step-word.ts'
import { addMember } from './add-member.ts'
import { addUser } from './add-user.ts'
import { advance } from './advance.ts'
import { createTrust } from './create-trust.ts'
import { deny } from './deny.ts'
import { discard } from './discard.ts'
import { expect } from './expect.ts'
import { grant } from './grant.ts'
import { join } from './join.ts'
import { load } from './load.ts'
import { makeKey } from './make-key.ts'
import { never } from './never.ts'
import { revoke } from './revoke.ts'
import { save } from './save.ts'
import { setClock } from './set-clock.ts'
import { share } from './share.ts'
import { tap } from './tap.ts'
import { touch } from './touch.ts'
import { until } from './until.ts'

/** Every word a step may begin with, in the order of the reference. */
export const STEP_WORDS: readonly StepWord[] = [
  ...[tap, touch],
  ...[load, save, discard],
  ...[addUser, grant, deny, revoke],
  ...[createTrust, addMember, makeKey, join, share],
  ...[advance, until, setClock],
  ...[expect, never],
]
