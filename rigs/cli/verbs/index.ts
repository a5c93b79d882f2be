import type { Verb } from '../verb.ts'
import { adapter } from './adapter.ts'
import { attach, detach } from './attach.ts'
import { audit } from './audit.ts'
import { calendar } from './calendar.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { device } from './device.ts'
import { doctor } from './doctor.ts'
import { down } from './down.ts'
import { explain } from './explain.ts'
import { factoryReset } from './factory-reset.ts'
import { group } from './group.ts'
import { history } from './history.ts'
import { mode } from './mode.ts'
import { deny, grant, revoke } from './permission.ts'
import { permissions } from './permissions.ts'
import { key, present, ring } from './person.ts'
import { record } from './record.ts'
import { run } from './run.ts'
import { schedule } from './schedule.ts'
import { sdCard } from './sd-card.ts'
import { status } from './status.ts'
import { tap } from './tap.ts'
import { time } from './time.ts'
import { touch } from './touch.ts'
import { trust } from './trust.ts'
import { up } from './up.ts'
import { user } from './user.ts'
import { users } from './users.ts'
import { watch } from './watch.ts'

/** All verbs, in the order in which they are shown. */
export const VERBS: readonly { readonly heading: string; readonly verbs: readonly Verb[] }[] = [
  { heading: 'The lab:', verbs: [up, down, status, check, run, record] },
  { heading: 'At the door:', verbs: [tap, touch, key, ring, present] },
  { heading: 'People and rights:', verbs: [config, user, users, group, grant, deny, revoke, permissions, trust] },
  { heading: 'When:', verbs: [schedule, mode, calendar] },
  { heading: 'What happened, and why:', verbs: [explain, audit, history, watch] },
  { heading: 'The world:', verbs: [time, attach, detach, adapter, sdCard, factoryReset] },
  { heading: 'This machine:', verbs: [doctor, device] },
]
