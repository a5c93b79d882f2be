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
import { batteryLow, plug, tamper, unplug } from './happening.ts'
import { history } from './history.ts'
import { intercom } from './intercom.ts'
import { intercommunication } from './intercommunication.ts'
import { io } from './io.ts'
import { key } from './key.ts'
import { keypad } from './keypad.ts'
import { learn } from './learn.ts'
import { logic } from './logic.ts'
import { mode } from './mode.ts'
import { deny, grant, revoke } from './permission.ts'
import { permissions } from './permissions.ts'
import { ring } from './person.ts'
import { present } from './present.ts'
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
  {
    heading: 'At the door:',
    verbs: [tap, touch, present, key, ring, intercom, learn, tamper, batteryLow, unplug, plug],
  },
  {
    heading: 'People and rights:',
    verbs: [config, user, users, keypad, group, grant, deny, revoke, permissions, trust, io],
  },
  { heading: 'When:', verbs: [schedule, mode, calendar] },
  { heading: 'What happened, and why:', verbs: [explain, audit, history, logic, intercommunication, watch] },
  { heading: 'The world:', verbs: [time, attach, detach, adapter, sdCard, factoryReset] },
  { heading: 'This machine:', verbs: [doctor, device] },
]
