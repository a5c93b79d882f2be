import { describe, expect, test } from 'vitest'
import { FIRST_LINE, failuresOf, rigWith, run, runText } from './a-checked-rig.ts'

const FRONT = '"office/access:Front Door"'
const BACK = '"office/access:Back Door"'

describe('a check that is so', () => {
  test.for<[string, string]>([
    ['a user by a group', `{ user: Ben, object: ${FRONT}, at: 2026-03-02T08:00, expect: granted }`],
    [
      'several users and objects',
      `{ user: [Anna, Ben], object: ["office/right:WebInterfaceApps", "office/room:Hall"], scope: internal, expect: granted }`,
    ],
    [
      'the site apart',
      '{ user: Ben, site: office, object: ["access:front door"], at: 2026-03-02T16:59, expect: granted }',
    ],
    ['several times', `{ user: Ben, object: ${FRONT}, at: [2026-03-02T07:59, 2026-03-02T17:00], expect: denied }`],
    ['an instant with its offset', `{ user: Ben, object: ${FRONT}, at: "2026-03-02T07:00:00Z", expect: granted }`],
    [
      'a span',
      `{ user: Ben, object: ${FRONT}, at: { from: 2026-03-02T08:00, until: 2026-03-02T17:00 }, expect: granted }`,
    ],
    ['a group', `{ user: "group:Chiefs", object: ${BACK}, expect: granted }`],
    ['a Trust member', '{ user: "member:Home", object: "office/right:UserManagement", expect: granted }'],
    ['a Trust member by its site', '{ user: "member:home", object: "office/device:Gate", expect: denied }'],
    ['a user of another Miniserver', '{ user: Anna@Office, object: "home/access:Front Door", expect: granted }'],
    [
      'a user of another without permission',
      '{ user: Ben@Office, object: "home/access:Front Door", expect: { reason: NOT_CONFIGURED } }',
    ],
    [
      'a block by its room',
      '{ user: Ben, object: "office/function:Lamp", scope: internal, expect: { via: "UG:Staff/R:Hall" } }',
    ],
    [
      'an Intercom, and a part of the way',
      '{ user: Anna, object: "office/device:Gate", expect: { via: "ug:chiefs" } }',
    ],
    ['a deny', `{ user: Ben, object: ${BACK}, expect: { reason: DENIED, via: "U:Ben" } }`],
    [
      'a group outside its access schedule',
      `{ user: "group:Staff", object: ${FRONT}, at: 2026-03-02T18:00, expect: { reason: OUTSIDE_SCHEDULE, via: "UG:Staff" } }`,
    ],
    ['a holiday', `{ user: Ben, object: ${FRONT}, at: 2026-01-01T10:00, expect: { reason: OUTSIDE_SCHEDULE } }`],
    [
      'before somebody is valid',
      `{ user: Tom, object: ${FRONT}, at: 2026-02-28T10:00, expect: { reason: NOT_YET_VALID } }`,
    ],
    [
      'somebody who would be deleted by now',
      `{ user: Tom, object: ${FRONT}, at: 2026-03-02T10:00, expect: { via: "UG:Staff" } }`,
    ],
    ['a name with a slash', '{ user: Ben, object: "office/room:Lab / Store", expect: { reason: NOT_CONFIGURED } }'],
    ['who may', `{ whoMay: ${FRONT}, exactly: [admin, anna, Ben, Tom], at: 2026-03-02T10:00 }`],
    ['who may at night', `{ whoMay: ${FRONT}, exactly: [admin, Nina], at: 2026-03-01T02:59 }`],
    ['who may at another site', '{ whoMay: "access:Front Door", site: home, exactly: [admin, Anna@Office] }'],
    [
      'what a user may',
      '{ whatMay: Anna, site: office, exactly: ["access:Front Door", "office/access:Back Door"], at: 2026-03-02T10:00 }',
    ],
    [
      'what a user may of one kind',
      '{ whatMay: Ben, site: office, kind: function, scope: internal, exactly: ["function:Lamp"] }',
    ],
    ['rights', '{ whatMay: Ben, site: office, kind: right, exactly: ["right:WebInterfaceApps"], scope: internal }'],
    [
      'rooms, categories and Intercoms of which there is none',
      '{ whatMay: Nina, site: office, kind: device, exactly: [] }',
    ],
    ['that nobody may', '{ whoMay: "office/room:Lab / Store", exactly: [admin] }'],
  ])('passes: %s', async ([, check]) => {
    expect(await run(check)).toEqual({ passed: 1, failures: [] })
  })
})

describe('always', () => {
  test('is every minute of a year from now on: the first that is otherwise is told', async () => {
    // Now it is Saturday noon in winter; Ben is out from 17:00 by the clock of Vienna.
    expect(await failuresOf(`{ user: Ben, object: ${FRONT}, expect: granted }`)).toEqual([
      '2026-11-21T16:00:00.000Z granted | denied (OUTSIDE_SCHEDULE)',
    ])
    expect(await failuresOf(`{ user: Anna, object: ${BACK}, expect: granted }`)).toEqual([])
  })

  test('knows the public holiday that is a month ahead', async () => {
    const at = 'at: { from: 2026-12-20T10:00, until: 2027-02-01T00:00 }'
    const day = await failuresOf(`{ user: Ben, object: ${FRONT}, ${at}, expect: granted }`)
    expect(day).toEqual(['2026-12-20T16:00:00.000Z granted | denied (OUTSIDE_SCHEDULE)'])
    const mornings = Array.from({ length: 4 }, (_, day) => `2027-01-0${day + 1}T10:00`)
    const check = `{ user: Ben, object: ${FRONT}, at: [${mornings.join(', ')}], expect: granted }`
    expect(await failuresOf(check)).toEqual(['2027-01-01T09:00:00.000Z granted | denied (OUTSIDE_SCHEDULE)'])
  })

  test('follows a night through the hour that is there twice', async () => {
    const night = (from: string, until: string, expected: string): string =>
      `{ user: Nina, object: ${FRONT}, at: { from: "${from}", until: "${until}" }, expect: ${expected} }`
    // 02:00 to 03:00 is there twice on 25 October: the door is open in both, and shuts at 03:00.
    expect(await failuresOf(night('2026-10-24T20:00:00Z', '2026-10-25T02:00:00Z', 'granted'))).toEqual([])
    expect(await failuresOf(night('2026-10-24T20:00:00Z', '2026-10-25T02:01:00Z', 'granted'))).toEqual([
      '2026-10-25T02:00:00.000Z granted | denied (OUTSIDE_SCHEDULE)',
    ])
    // And from 02:00 to 03:00 there is nothing on 29 March: it shuts as the clock jumps.
    expect(await failuresOf(night('2026-03-28T21:00:00Z', '2026-03-29T01:30:00Z', 'granted'))).toEqual([
      '2026-03-29T01:00:00.000Z granted | denied (OUTSIDE_SCHEDULE)',
    ])
  })

  test('sees a night end as the clock jumps over its end', async () => {
    const check = `{ user: Nina, object: ${FRONT}, at: { from: "2026-03-28T21:00:00Z", until: "2026-03-29T01:30:00Z" }, expect: granted }`
    const { failures } = await runText(rigWith(check).replace('"22:00", to: "03:00"', '"22:00", to: "02:30"'))
    expect(failures.map(({ at }) => at)).toEqual(['2026-03-29T01:00:00.000Z'])
  })

  test('sees somebody become valid and cease to be', async () => {
    const span = 'at: { from: 2026-02-27T12:00, until: 2026-06-01T00:00 }'
    expect(
      await failuresOf(`{ user: Tom, object: "office/room:Hall", scope: internal, ${span}, expect: denied }`),
    ).toEqual(['2026-02-28T23:00:00.000Z denied | granted'])
    const later = 'at: { from: 2026-03-01T00:00, until: 2026-06-01T00:00 }'
    expect(
      await failuresOf(`{ user: Tom, object: "office/room:Hall", scope: internal, ${later}, expect: granted }`),
    ).toEqual(['2026-04-30T22:00:00.000Z granted | denied (EXPIRED)'])
  })
})

describe('a check that is not so', () => {
  test('is told at its expectation, with the reason, the way and the line of the permission', async () => {
    const { passed, failures } = await run(
      `{ user: Anna, object: ${FRONT}, at: 2026-03-02T18:00, expect: denied }`,
      `{ name: Chiefs at night, user: Anna, object: ${FRONT}, at: 2026-03-02T18:00, expect: granted }`,
    )
    expect(passed).toBe(1)
    expect(failures).toEqual([
      {
        file: 'rig.yaml',
        line: FIRST_LINE + 1,
        column: 108,
        code: 'CHECK_FAILED',
        name: 'Chiefs at night',
        at: '2026-03-02T17:00:00.000Z',
        expected: 'granted',
        found: 'denied (OUTSIDE_SCHEDULE: The access is allowed, but not at this time.)',
        message:
          'Chiefs at night: Anna at office/access:Front Door, 2026-03-02T18:00:00+01:00: ' +
          'expected granted, found denied (OUTSIDE_SCHEDULE: The access is allowed, but not at this time.)',
        because: [
          {
            principal: 'Anna',
            object: 'office/access:Front Door',
            scope: 'physical',
            reason: 'OUTSIDE_SCHEDULE',
            groups: ['Chiefs', 'Staff'],
            paths: [
              {
                effect: 'allow',
                scope: 'physical',
                path: 'UG:Chiefs/UG:Staff',
                schedule: { name: 'Day', active: false },
                written: { file: 'rig.yaml', line: 32, column: 46 },
              },
            ],
          },
        ],
      },
    ])
  })

  test('names a deny and the room by whose permission something is allowed, each with its line', async () => {
    const { failures } = await run(
      `{ user: Ben, object: ${BACK}, expect: granted }`,
      '{ user: Ben, object: "office/function:Lamp", scope: internal, expect: denied }',
    )
    expect(failures.map(({ because }) => because[0]?.paths)).toMatchObject([
      [{ effect: 'deny', path: 'U:Ben', written: { line: 35, column: 35 } }],
      [{ effect: 'allow', path: 'UG:Staff/R:Hall', written: { line: 33, column: 73 } }],
    ])
  })

  test('is told for each user and object, once for both scopes', async () => {
    const { passed, failures } = await run(
      '{ user: [Ben, Nina, Anna], object: ["office/right:WebInterfaceApps", "office/room:Hall"], expect: granted }',
    )
    expect([passed, failures.length]).toEqual([0, 6])
    const told = failures.map(({ message }) => message.slice(0, message.indexOf(',')))
    expect(told).toEqual(
      expect.arrayContaining([
        'Ben at office/room:Hall (external)',
        'Nina at office/room:Hall (internal and external)',
      ]),
    )
    expect(failures.flatMap(({ because }) => because.map(({ scope }) => scope))).toEqual([
      ...['external', 'both', 'external', 'external', 'both', 'external'],
    ])
  })

  test('is told twice where it is not the same in both scopes', async () => {
    const { failures } = await run('{ user: Ben, object: "office/room:Hall", expect: { reason: DENIED } }')
    expect(
      failures.map(({ message, found }) => [message.replace(/^.*? \((\w+)\), .*/, '$1'), found.slice(0, 22)]),
    ).toEqual([
      ['internal', 'granted'],
      ['external', 'denied (NOT_CONFIGURED'],
    ])
  })

  test('of a list, too, both scopes are named where it is the same in both', async () => {
    const { failures } = await run('{ whatMay: admin, site: office, kind: function, exactly: [] }')
    expect(failures.map(({ message }) => message.slice(0, message.indexOf(',')))).toEqual([
      'what admin may at office (function) (internal and external)',
    ])
    const { failures: apart } = await run('{ whoMay: "office/room:Hall", exactly: [admin], at: 2026-03-02T10:00 }')
    expect(apart.map(({ message }) => message.slice(0, message.indexOf(',')))).toEqual([
      'who may office/room:Hall (internal)',
    ])
  })

  test.for([
    [`{ user: Anna, object: ${BACK}, expect: { via: "UG:Staff" } }`, 'granted via UG:Staff | granted'],
    [
      `{ user: Ben, object: ${BACK}, expect: { reason: DENIED, via: "UG:Staff" } }`,
      'denied (DENIED) via UG:Staff | denied (DENIED)',
    ],
    [`{ user: Anna, object: ${BACK}, expect: { via: "G:Chiefs" } }`, 'granted via G:Chiefs | granted'],
    [`{ user: Ben, object: ${BACK}, expect: { reason: NOT_CONFIGURED } }`, 'denied (NOT_CONFIGURED) | denied (DENIED)'],
    [`{ whoMay: ${BACK}, exactly: [admin, Ben] }`, 'exactly Ben, admin | also Anna; not Ben'],
    [`{ whoMay: ${BACK}, exactly: [] }`, 'none | also Anna, admin'],
    [
      '{ whatMay: Anna, site: office, exactly: ["access:Back Door", "access:Front Door"], at: 2026-03-02T18:00 }',
      'exactly access:Back Door, access:Front Door | not access:Front Door',
    ],
    ['{ whatMay: "group:Chiefs", site: office, kind: device, exactly: [] }', 'none | also device:Gate'],
  ] as const)('says what was expected and what is: %s', async ([check, told]) => {
    expect((await failuresOf(check)).map((failure) => failure.slice('2026-11-21T12:00:00.000Z '.length))).toEqual([
      told,
    ])
  })

  test('of a list names why of at most five', async () => {
    const { failures } = await run(`{ whoMay: ${FRONT}, exactly: [], at: 2026-03-02T10:00 }`)
    expect(failures[0]?.because.map(({ principal }) => principal).sort()).toEqual(['Anna', 'Ben', 'Tom', 'admin'])
    expect(failures[0]).toMatchObject({ line: FIRST_LINE, column: 52 })
  })
})

test('a rig whose Trusts cannot be carried out passes no check, and says why where they begin', async () => {
  const asking = rigWith(`{ user: Anna, object: ${BACK}, expect: granted }`)
  const { passed, failures } = await runText(asking.replace('Office-Admin-1', 'Office-Admin-1, status: disabled'))
  expect(passed).toBe(0)
  expect(failures).toMatchObject([{ code: 'CHECK_FAILED', line: FIRST_LINE - 1, column: 1, because: [] }])
  expect(failures[0]?.message).toMatch(/^No check can be asked: the rig as it is written does not start: Office /)
})

test('a rig without checks is not started', async () => {
  expect(await run()).toEqual({ passed: 0, failures: [] })
})

test('1,000 checks are looked at in one rig', async () => {
  const checks = Array.from({ length: 1000 }, (_, hour) => {
    const at = new Date(Date.UTC(2026, 0, 5) + hour * 3_600_000).toISOString()
    return `{ user: Ben, object: ${FRONT}, at: "${at}", expect: { via: "UG:Staff" } }`
  })
  const { passed, failures } = await run(...checks)
  // Nine hours of each of 41 days, and of what is left of one more.
  expect([passed, failures.length]).toEqual([9 * 41 + 9, 1000 - 9 * 42])
})
