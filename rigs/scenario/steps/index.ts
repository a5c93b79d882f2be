import type { StepWord } from '../step-word.ts'
import { APP_WORDS } from './app/index.ts'
import { addGroup } from './config/add-group.ts'
import { addSchedule } from './config/add-schedule.ts'
import { addUser } from './config/add-user.ts'
import { assign } from './config/assign.ts'
import { deleteGroup } from './config/delete-group.ts'
import { deleteSchedule } from './config/delete-schedule.ts'
import { deleteUser } from './config/delete-user.ts'
import { deny } from './config/deny.ts'
import { discard } from './config/discard.ts'
import { editGroup } from './config/edit-group.ts'
import { editSchedule } from './config/edit-schedule.ts'
import { editUser } from './config/edit-user.ts'
import { grant } from './config/grant.ts'
import { importUsers } from './config/import-users.ts'
import { load } from './config/load.ts'
import { rename } from './config/rename.ts'
import { revoke } from './config/revoke.ts'
import { save } from './config/save.ts'
import { setMode } from './config/set-mode.ts'
import { unassign } from './config/unassign.ts'
import { expect } from './expected/expect.ts'
import { never } from './expected/never.ts'
import { INTERCOM_WORDS } from './intercom/index.ts'
import { IO_WORDS } from './io/index.ts'
import { batteryLow } from './people/battery-low.ts'
import { key } from './people/key.ts'
import { learn } from './people/learn.ts'
import { plug } from './people/plug.ts'
import { present } from './people/present.ts'
import { prompt } from './people/prompt.ts'
import { reset } from './people/reset.ts'
import { resetAdmin } from './people/reset-admin.ts'
import { tamper } from './people/tamper.ts'
import { tap } from './people/tap.ts'
import { touch } from './people/touch.ts'
import { unplug } from './people/unplug.ts'
import { view } from './people/view.ts'
import { advance } from './time/advance.ts'
import { setClock } from './time/set-clock.ts'
import { together } from './time/together.ts'
import { until } from './time/until.ts'
import { TRUST_WORDS } from './trust/index.ts'
import { WORLD_WORDS } from './world/index.ts'

const WORDS = [
  ...[tap, touch, present, key, batteryLow, tamper, unplug, plug, learn, prompt, resetAdmin, reset, view],
  ...APP_WORDS,
  ...[load, save, discard, rename],
  ...[addUser, editUser, deleteUser, importUsers],
  ...[addGroup, editGroup, deleteGroup, assign, unassign],
  ...[grant, deny, revoke],
  ...[addSchedule, editSchedule, deleteSchedule, setMode],
  ...TRUST_WORDS,
  ...IO_WORDS,
  ...INTERCOM_WORDS,
  ...[advance, until, setClock, together],
  ...WORLD_WORDS,
  ...[expect, never],
] as const

/** Each word with its own types: what TypeScript knows of the language. */
export type TypedWord = (typeof WORDS)[number]

/** Every word a step may begin with, in the order of the reference. */
export const STEP_WORDS: readonly StepWord[] = WORDS
