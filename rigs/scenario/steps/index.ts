import type { StepWord } from '../step-word.ts'
import { addUser } from './config/add-user.ts'
import { deny } from './config/deny.ts'
import { discard } from './config/discard.ts'
import { grant } from './config/grant.ts'
import { load } from './config/load.ts'
import { revoke } from './config/revoke.ts'
import { save } from './config/save.ts'
import { expect } from './expected/expect.ts'
import { never } from './expected/never.ts'
import { tap } from './people/tap.ts'
import { touch } from './people/touch.ts'
import { advance } from './time/advance.ts'
import { setClock } from './time/set-clock.ts'
import { until } from './time/until.ts'
import { addMember } from './trust/add-member.ts'
import { createTrust } from './trust/create-trust.ts'
import { join } from './trust/join.ts'
import { makeKey } from './trust/make-key.ts'
import { share } from './trust/share.ts'

/** Every word a step may begin with, in the order of the reference. */
export const STEP_WORDS: readonly StepWord[] = [
  ...[tap, touch],
  ...[load, save, discard],
  ...[addUser, grant, deny, revoke],
  ...[createTrust, addMember, makeKey, join, share],
  ...[advance, until, setClock],
  ...[expect, never],
]
