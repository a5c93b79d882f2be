import type { Program, User } from '../../sim/domain/program/program.ts'
import { fromBundle } from '../modules.ts'
import { DAY_MS, WEEK_FROM_MS } from './campus.ts'
import { textOfItsOwn } from './questions.ts'

/** What the peers are given, because they cannot find it out: a user's ancestors, flattened, and which schedules are active. */
export interface Rights {
  readonly users: readonly User[]
  readonly doors: readonly string[]
  /** By door: who is allowed there and when, and who is denied. */
  readonly onDoor: ReadonlyMap<string, { readonly allows: readonly Allow[]; readonly denies: readonly string[] }>
  /** `user:<uuid>` and `group:<uuid>` of the user and all its groups. */
  ancestors(user: Pick<User, 'uuid'>): readonly string[]
  /** The names of the schedules that are active in a quarter of an hour of the week, by `slotOf()`; `always` is one of them. */
  readonly active: readonly ReadonlySet<string>[]
}

export interface Allow {
  readonly principal: string
  readonly schedule: string
}

/** Schedules of the campus begin and end with quarters of an hour. */
const SLOT_MS = 900_000

export function slotOf(at: number): number {
  return Math.floor((at - WEEK_FROM_MS) / SLOT_MS)
}

export async function rightsOf(program: Program): Promise<Rights> {
  const { ancestorGroups } = await fromBundle<typeof import('../../sim/domain/program/ancestors.ts')>(
    'sim/domain/program/ancestors.ts',
  )
  const onDoor = new Map<string, { allows: Allow[]; denies: string[] }>()
  for (const { principal, object, effect, schedule = 'always' } of program.assignments.values()) {
    const door = onDoor.get(object) ?? { allows: [], denies: [] }
    onDoor.set(object, door)
    if (effect === 'deny') door.denies.push(principal)
    else door.allows.push({ principal, schedule })
  }
  return {
    users: [...program.users.values()],
    doors: Array.from(program.controls.keys(), (uuid) => textOfItsOwn(`access:${uuid}`)),
    onDoor,
    ancestors: ({ uuid }) => [
      `user:${uuid}`,
      ...Array.from(ancestorGroups(program, `user:${uuid}`), (group) => `group:${group}`),
    ],
    active: await activeSchedules(program),
  }
}

async function activeSchedules(program: Program): Promise<Set<string>[]> {
  const { compileSchedule, isScheduleActive } = await fromBundle<typeof import('../../sim/domain/access/schedule.ts')>(
    'sim/domain/access/schedule.ts',
  )
  const { compileModes } = await fromBundle<typeof import('../../sim/domain/access/operating-modes.ts')>(
    'sim/domain/access/operating-modes.ts',
  )
  const zone = await vienna()
  const modes = compileModes(program)
  const schedules = Array.from(program.schedules.values(), (one) => [one.uuid, compileSchedule(one)] as const)
  return Array.from({ length: (7 * DAY_MS) / SLOT_MS }, (_, slot) => {
    const moment = { at: WEEK_FROM_MS + slot * SLOT_MS, zone, modes }
    const active = schedules.filter(([, schedule]) => isScheduleActive(schedule, moment))
    return new Set(['always', ...active.map(([uuid]) => uuid)])
  })
}

export async function vienna() {
  const { zoneTable } = await fromBundle<typeof import('../../sim/io/zone.ts')>('sim/io/zone.ts')
  return zoneTable('Europe/Vienna', Date.UTC(2010, 0, 1), Date.UTC(2035, 0, 1))
}
