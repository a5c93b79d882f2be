import { describe, expect, test } from 'vitest'
import { programOf } from '../../../model/comparison/program-of.ts'
import type { Model, User } from '../../../model/input.ts'
import { allow, answerOf, auditOf, daily, deny, GATE, MODEL } from './an-audit.ts'

const DAY = 1440
const OFFICE = daily('Office', 480, 1020)
const EARLY = daily('Early', 360, 600)

/** Users of the same groups as Anna. */
const like = (id: string, change: Partial<User> = {}): User => ({
  ...{ id, memberOf: ['Staff', 'Cleaning'], status: { userState: 0 } },
  ...change,
})

describe('an audit', () => {
  test('names Full Access before a group behind its own, as a decision does', () => {
    const groups = MODEL.groups.map((group) =>
      group.id === 'Cleaning' ? { ...group, type: 'full-access' as const } : group,
    )
    const audit = auditOf(programOf({ ...MODEL, groups, assignments: [allow('Staff')] }))
    expect(audit.decided().via?.principal).toBe('group:Cleaning')
    expect(audit.of()?.runs).toEqual([[0, DAY, 'ALLOWED', { path: 'UG:Cleaning' }]])
  })

  test('says of each minute by what the door opens, by the way to the group, and counts the minutes', () => {
    const answer = answerOf({ schedules: [OFFICE], assignments: [allow('Company', 'Office')] })
    expect(answer).toEqual({
      ...{ minutes: 540, denies: [], idle: [] },
      runs: [
        [0, 480, 'OUTSIDE_SCHEDULE'],
        [480, 1020, 'ALLOWED', { path: 'UG:Staff/UG:Company', schedule: 'Office' }],
        [1020, DAY, 'OUTSIDE_SCHEDULE'],
      ],
    })
  })

  test('of several equally short ways names the first', () => {
    const groups = MODEL.groups.map((group) => (group.id === 'Company' ? group : { ...group, memberOf: ['Company'] }))
    const answer = answerOf({ groups, assignments: [allow('Company')] })
    expect(answer?.runs).toEqual([[0, DAY, 'ALLOWED', { path: 'UG:Cleaning/UG:Company' }]])
  })

  test('names are in order, whatever their groups are called inside', () => {
    const groups = MODEL.groups.map((group) => (group.id === 'Company' ? group : { ...group, memberOf: ['Company'] }))
    const program = programOf({ ...MODEL, groups, assignments: [allow('Company')] })
    program.groups.set('Cleaning', { uuid: 'Cleaning', name: 'Zebra', type: 'normal', groups: ['Company'] })
    expect(auditOf(program).of()?.runs).toEqual([[0, DAY, 'ALLOWED', { path: 'UG:Staff/UG:Company' }]])
  })

  test('R108: of two groups the first that is open counts, and minutes of both count once', () => {
    const assignments = [allow('Staff', 'Office'), allow('Cleaning', 'Early')]
    const answer = answerOf({ schedules: [OFFICE, EARLY], assignments })
    expect(answer?.minutes).toBe(660)
    expect(answer?.runs.slice(1, -1)).toEqual([
      [360, 600, 'ALLOWED', { path: 'UG:Cleaning', schedule: 'Early' }],
      [600, 1020, 'ALLOWED', { path: 'UG:Staff', schedule: 'Office' }],
    ])
    expect(answer?.idle).toEqual([])
  })

  test('has no answer where nothing is configured, and none for a user whom the program does not have', () => {
    const audit = auditOf(programOf({ ...MODEL, assignments: [allow('Anna', undefined, 'access:Other')] }), {
      users: ['Anna', 'Nobody'],
      doors: [GATE, 'access:Other', 'access:None'],
    })
    expect([...audit.cells]).toEqual([-1, -1, 0, -1, -1, -1])
  })

  test('answers users of the same groups by one answer, and by another who is assigned something alone', () => {
    const users = [like('Anna'), like('Bert'), like('Clea'), like('Dora', { memberOf: ['Staff'] })]
    const assignments = [allow('Staff', 'Office'), allow('Bert', 'Early'), deny('Clea', 'access:Other')]
    const program = programOf({ ...MODEL, users, schedules: [OFFICE, EARLY], assignments })
    const audit = auditOf(program, { users: users.map(({ id }) => id), doors: [GATE, 'access:Other'] })
    expect([...audit.cells]).toEqual([0, 1, 0, 0, -1, -1, 2, -1])
    expect(audit.of('Bert')?.runs[1]).toEqual([360, 480, 'ALLOWED', { path: 'U:Bert', schedule: 'Early' }])
    expect(audit.of('Clea', 'access:Other')?.denies).toEqual([{ path: 'U:Clea' }])
  })

  test('answers who is assigned something alone first and others of the same groups without it', () => {
    const users = [like('Anna'), like('Bert')]
    const assignments = [allow('Anna', 'Early'), allow('Staff', 'Office')]
    const audit = auditOf(programOf({ ...MODEL, users, schedules: [OFFICE, EARLY], assignments }), {
      users: ['Anna', 'Bert'],
    })
    expect([audit.of('Anna')?.minutes, audit.of('Bert')?.minutes]).toEqual([660, 540])
  })
})

describe('time in an audit', () => {
  test.for<[string, number, number]>([
    ['2026-03-29T00:00+01:00', 23 * 60, 30],
    ['2026-10-25T00:00+02:00', 25 * 60, 90],
  ])(
    '§3.7.3: on %s an entry over the hour of the change lasts as long as its clock shows it',
    ([from, minutes, open]) => {
      const change = { schedules: [daily('Early', 90, 150)], assignments: [allow('Staff', 'Early')] }
      expect(answerOf(change, { from, minutes })?.minutes).toBe(open)
    },
  )

  test.for([
    ['2026-01-01T12:00:00.000Z', 0],
    ['2026-01-01T12:00:00.001Z', 1],
    ['2026-01-01T12:00:59.999Z', 1],
  ] as const)('P-150: a minute is open when the door opens as it begins: valid until %s opens %i', ([until, open]) => {
    const users = [like('Anna', { status: { userState: 2, validUntil: Date.parse(until) } })]
    const answer = answerOf({ users, assignments: [allow('Staff')] }, { from: '2026-01-01T12:00Z', minutes: 3 })
    expect(answer?.minutes).toBe(open)
    expect(answer?.runs.at(-1)).toEqual([open, 3, 'EXPIRED'])
  })

  test('P-152: a mode that is switched on stays on to the end', () => {
    const program = programOf({
      ...MODEL,
      schedules: [{ ...OFFICE, modes: [0], entries: [...OFFICE.entries, { mode: 0, fromMin: 600, toMin: 660 }] }],
      assignments: [allow('Staff', 'Office')],
    })
    expect(auditOf(program, { minutes: 2 * DAY }).of()?.minutes).toBe(2 * 540)
    program.operatingModes.set(0, { id: 0, name: 'Holiday', active: true })
    expect(auditOf(program, { minutes: 2 * DAY }).of()?.minutes).toBe(2 * 60)
  })
})

describe('status in an audit', () => {
  const at = (hour: number) => Date.parse('2026-01-01T00:00+01:00') + hour * 3_600_000
  const SCHEDULED: Partial<Model> = {
    schedules: [OFFICE],
    assignments: [allow('Staff', 'Office'), allow('Anna', 'Early')],
  }
  const answer = (status: User['status'], change: Partial<Model> = SCHEDULED) =>
    answerOf({ schedules: [OFFICE, EARLY], ...change, users: [like('Anna', { status })] })

  test('§3.5: comes before every permission, and nothing more is told of who is never active', () => {
    const disabled = { minutes: 0, runs: [[0, DAY, 'USER_DISABLED']], denies: [], idle: [] }
    expect(answer({ userState: 1 })).toEqual(disabled)
    expect(answer({ userState: 1 }, { assignments: [deny('Staff'), allow('Anna')] })).toEqual(disabled)
    const expired = { minutes: 0, runs: [[0, DAY, 'EXPIRED']], denies: [], idle: [] }
    expect(answer({ userState: 2, validUntil: at(0) }, { assignments: [deny('Staff')] })).toEqual(expired)
    const notYet = { minutes: 0, runs: [[0, DAY, 'NOT_YET_VALID']], denies: [], idle: [] }
    expect(answer({ userState: 3, validFrom: at(24) }, { assignments: [deny('Staff')] })).toEqual(notYet)
  })

  test('who has no permission is not answered, whatever the status', () => {
    const nothing = { assignments: [allow('Anna', undefined, 'access:Other')] }
    expect(answer({ userState: 1 }, nothing)).toBeUndefined()
    expect(answer({ userState: 2, validUntil: at(0) }, nothing)).toBeUndefined()
    expect(answer({ userState: 4, validFrom: at(7), validUntil: at(16) }, nothing)).toBeUndefined()
  })

  test('§3.5: cuts the runs to the window', () => {
    const window = { userState: 4, validFrom: at(7), validUntil: at(16) } as const
    const early = { path: 'U:Anna', schedule: 'Early' }
    const office = { path: 'UG:Staff', schedule: 'Office' }
    expect(answer(window, { ...SCHEDULED, schedules: [OFFICE, EARLY] })).toMatchObject({
      minutes: 540,
      runs: [
        [0, 420, 'NOT_YET_VALID'],
        [420, 480, 'ALLOWED', early],
        [480, 960, 'ALLOWED', office],
        [960, DAY, 'EXPIRED'],
      ],
    })
  })

  test('a window with minutes in the span names what refuses in these', () => {
    expect(answer({ userState: 2, validUntil: at(1) }, { assignments: [deny('Staff')] })).toEqual({
      ...{ minutes: 0, denies: [{ path: 'UG:Staff' }], idle: [] },
      runs: [
        [0, 60, 'DENIED'],
        [60, DAY, 'EXPIRED'],
      ],
    })
  })

  test('windows that differ outside the span only are answered alike', () => {
    const users = [
      like('Anna', { status: { userState: 2, validUntil: at(100) } }),
      like('Bert', { status: { userState: 4, validFrom: at(-100), validUntil: at(24) } }),
      like('Clea', { status: { userState: 3, validFrom: at(1) } }),
    ]
    const program = programOf({ ...MODEL, users, assignments: [allow('Staff')] })
    expect([...auditOf(program, { users: ['Anna', 'Bert', 'Clea'] }).cells]).toEqual([0, 0, 1])
  })
})

describe('what an answer names beside its runs', () => {
  test('R107: every permission that refuses, and every allow that it wins over', () => {
    const assignments = [deny('Company'), deny('Anna'), allow('Staff', 'Office'), allow('Anna')]
    expect(answerOf({ schedules: [OFFICE], assignments })).toEqual({
      minutes: 0,
      runs: [[0, DAY, 'DENIED']],
      denies: [{ path: 'UG:Staff/UG:Company' }, { path: 'U:Anna' }],
      idle: [
        { via: { path: 'UG:Staff', schedule: 'Office' }, because: 'DENIED' },
        { via: { path: 'U:Anna' }, because: 'DENIED' },
      ],
    })
  })

  test('AMB-13: a schedule that is shadowed, since whenever it is open another is', () => {
    const within = daily('Within', 500, 600)
    const assignments = [allow('Anna', 'Within'), allow('Staff', 'Office')]
    expect(answerOf({ schedules: [OFFICE, within], assignments })?.idle).toEqual([
      { via: { path: 'U:Anna', schedule: 'Within' }, because: 'SHADOWED' },
    ])
  })

  test('a schedule that is shadowed, at whatever minutes the other opens', () => {
    for (const begin of [1, 2, 3, 4]) {
      const [outer, inner] = [daily('Office', begin, begin + 20), daily('Within', begin + 5, begin + 9)]
      const assignments = [allow('Anna', 'Within'), allow('Staff', 'Office')]
      const { idle } = answerOf({ schedules: [outer, inner], assignments }) ?? {}
      expect(idle).toEqual([{ via: { path: 'U:Anna', schedule: 'Within' }, because: 'SHADOWED' }])
    }
  })

  test('P-193: a schedule that is never open in the span', () => {
    const never = { name: 'Sundays', modes: [], entries: [{ mode: 9, fromMin: 0, toMin: 1440 }] }
    const assignments = [allow('Anna', 'Sundays'), allow('Staff', 'Office')]
    expect(answerOf({ schedules: [OFFICE, never], assignments })?.idle).toEqual([
      { via: { path: 'U:Anna', schedule: 'Sundays' }, because: 'OUTSIDE_SCHEDULE' },
    ])
  })

  test('AMB-13: what an allow of the own overrides, when it is denied as well', () => {
    const all = [allow('Anna', 'Office'), allow('Staff')]
    const overridden = { via: { path: 'UG:Staff' }, because: 'OVERRIDDEN' }
    const answer = answerOf({ strategy: 'user-overrides', schedules: [OFFICE], assignments: all })
    expect(answer).toMatchObject({ minutes: 540, idle: [overridden] })
    const denied = answerOf({
      strategy: 'user-overrides',
      schedules: [OFFICE],
      assignments: [...all, deny('Cleaning')],
    })
    expect(denied?.idle.map(({ via: { path }, because }) => [path, because])).toEqual([
      ['U:Anna', 'DENIED'],
      ['UG:Staff', 'OVERRIDDEN'],
    ])
  })

  test('AMB-13: what must be open as well, where all must be', () => {
    const assignments = [allow('Anna', 'Office'), allow('Staff', 'Early')]
    const answer = answerOf({ strategy: 'intersection', schedules: [OFFICE, EARLY], assignments })
    expect(answer).toEqual({
      ...{ minutes: 120, denies: [] },
      runs: [
        [0, 480, 'OUTSIDE_SCHEDULE'],
        [480, 600, 'ALLOWED', { path: 'UG:Staff', schedule: 'Early' }],
        [600, DAY, 'OUTSIDE_SCHEDULE'],
      ],
      idle: [{ via: { path: 'U:Anna', schedule: 'Office' }, because: 'REQUIRED' }],
    })
  })
})
