import fc from 'fast-check'
import type { Assignment, Block, Group, Model, User } from '../input.ts'
import { calendarEntry, instant, logicMode, schedule, status } from './arbitrary-time.ts'
import { inWords } from './in-words.ts'
import type { Built } from './product.ts'
import type { Question } from './question.ts'
import { STAGES, type Stage, type Staged } from './stage.ts'

/** One program, how the product comes by it, and what both sides are asked about it. */
export interface Case {
  readonly model: Model
  readonly built: Built
  readonly questions: readonly Question[]
}

const USERS = ['Anna', 'Bert', 'Oliver']
const GROUPS = ['Adults', 'Staff', 'Cleaning', 'Tenants']
const MEMBER = '504F94A00002'
const PRINCIPALS = [...USERS, ...GROUPS, MEMBER]
const DOORS = ['access:Front Door', 'access:Gate']
const ROOMS = ['room:Hall', 'room:Garden']
const CATEGORIES = ['category:Lighting', 'category:Doors']
const RIGHTS = ['right:LoxoneConfig', 'right:UserManagement', 'right:WebInterfaceApps']
const BLOCKS = ['function:Lamp', 'function:Front Door', 'trustio:Weather']
const SCOPED = [...RIGHTS, ...ROOMS, ...CATEGORIES, ...BLOCKS]
const OBJECTS = [...DOORS, 'device:Intercom', ...SCOPED]
const SCHEDULES = ['Times', 'Night']

const groupsOf = fc.subarray(GROUPS, { maxLength: 2 })
const principal = fc.constantFrom(...PRINCIPALS)
const effect = fc.constantFrom<Assignment['effect']>('allow', 'allow', 'allow', 'deny')
const allowed = fc.constant('allow')
const timed = fc.constantFrom(...SCHEDULES, ...SCHEDULES, ...SCHEDULES, 'Always', 'Never')
const sideways = fc.constantFrom('internal', 'external')
const physical = fc.constant('physical')
const door = fc.constantFrom(...DOORS)
const device = fc.constant('device:Intercom')
const noUser = fc.constantFrom(...GROUPS, MEMBER)

const user = (id: string): fc.Arbitrary<Staged<User>> =>
  fc
    .record({ memberOf: groupsOf, status })
    .map((of) => (stage: Stage) => ({ id, memberOf: of.memberOf, status: of.status(stage) }))

const group = (id: string): fc.Arbitrary<Group> =>
  fc.record({
    id: fc.constant(id),
    type: fc.oneof(
      { withCrossShrink: true },
      { weight: 12, arbitrary: fc.constant<Group['type']>('normal') },
      { weight: 2, arbitrary: fc.constantFrom<Group['type'][]>('none', 'full-access', 'all') },
    ),
    memberOf: groupsOf,
  })

const block = (object: string): fc.Arbitrary<Block> =>
  fc.record(
    { object: fc.constant(object), room: fc.constantFrom(...ROOMS), category: fc.constantFrom(...CATEGORIES) },
    { requiredKeys: ['object'] },
  )

/** Only an allow on a door has a schedule, and no user has a right of its own to a device: the rest is refused when entered. */
const assignment: fc.Arbitrary<Assignment> = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.record({ principal, object: door, scope: physical, effect }) },
  { weight: 5, arbitrary: fc.record({ principal, object: door, scope: physical, effect: allowed, schedule: timed }) },
  { weight: 4, arbitrary: fc.record({ principal, object: fc.constantFrom(...SCOPED), scope: sideways, effect }) },
  { weight: 1, arbitrary: fc.record({ principal: noUser, object: device, scope: physical, effect }) },
)

const model: fc.Arbitrary<Staged<Model>> = fc
  .record({
    strategy: fc.constantFrom<Model['strategy'][]>('union', 'user-overrides', 'intersection'),
    users: fc.tuple(...USERS.map(user)),
    groups: fc.tuple(...GROUPS.map(group)),
    memberOf: groupsOf,
    blocks: fc.tuple(...BLOCKS.map(block)),
    assignments: fc.uniqueArray(assignment, { maxLength: 24, size: 'max', selector: slotOf }),
    schedules: fc.tuple(...SCHEDULES.map(schedule)),
    modesByLogic: fc.array(logicMode, { maxLength: 2, size: 'max' }),
    calendar: fc.array(calendarEntry, { maxLength: 4, size: 'max' }),
  })
  .map(({ strategy, users, groups, memberOf, blocks, assignments, schedules, modesByLogic, calendar }) => (stage) => ({
    zone: stage.zone,
    strategy,
    users: users.map((one) => one(stage)),
    groups,
    trustMembers: [{ id: MEMBER, memberOf }],
    blocks,
    assignments,
    schedules: schedules.map((one) => one(stage)),
    modesByLogic: modesByLogic.map((one) => one(stage)),
    calendar: calendar.map((one) => one(stage)),
  }))

const question: fc.Arbitrary<Staged<Question>> = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 5,
    arbitrary: fc.record({ user: fc.constantFrom(...USERS), door, at: instant }).map(
      ({ user, door, at }) =>
        (stage: Stage) =>
          ({ ask: 'mayEnter', user, door, at: at(stage) }) as const,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ users: fc.subarray(USERS), door, at: instant }).map(
      ({ users, door, at }) =>
        (stage: Stage) =>
          ({ ask: 'anyMayEnter', users, door, at: at(stage) }) as const,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ principal, object: fc.constantFrom(...OBJECTS), scope: sideways, at: instant }).map(
      ({ at, ...of }) =>
        (stage: Stage) =>
          ({ ask: 'permission', ...of, at: at(stage) }) as const,
    ),
  },
)

/** Questions to a program are many, so that most of the time goes into answers. */
const QUESTIONS_MAX = 60

/** A case prints itself in words, so that what shrinking leaves can be read at once. */
export const arbitraryCase: fc.Arbitrary<Case> = fc
  .noBias(
    fc.record({
      stage: fc.constantFrom(...STAGES),
      model,
      built: fc.constantFrom<Built[]>('at once', 'at once', 'in steps', 'in steps', 'among others'),
      questions: fc.array(question, { minLength: 1, maxLength: QUESTIONS_MAX, size: 'max' }),
    }),
  )
  .map(({ stage, model, built, questions }) => {
    const found: Case = { model: model(stage), built, questions: questions.map((one) => one(stage)) }
    return Object.assign(found, { [fc.toStringMethod]: () => inWords(found) })
  })

function slotOf({ principal, object, scope, effect }: Assignment): string {
  return [principal, object, scope, effect].join()
}
