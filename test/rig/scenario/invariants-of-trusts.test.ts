import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { revocationsArrive } from '../../../rigs/scenario/invariants/i1-revocations-arrive.ts'
import { replicasFollow } from '../../../rigs/scenario/invariants/i2-replicas-follow.ts'
import { secretsStay } from '../../../rigs/scenario/invariants/i3-secrets-stay.ts'
import { oneOrigin } from '../../../rigs/scenario/invariants/i5-one-origin.ts'
import { positionsRise } from '../../../rigs/scenario/invariants/i10-positions-rise.ts'
import { Needles } from '../../../rigs/scenario/invariants/needles.ts'
import { Quiet } from '../../../rigs/scenario/invariants/quiet.ts'
import { Revocations } from '../../../rigs/scenario/invariants/revocations.ts'
import { aGroup, anAllow, anEvidence, aUnit, aUnitProgram, aUser } from './a-unit.ts'

const TAG = { id: '04A1B2C3D4E580', name: 'blue' }
const TRUST = {
  name: 'Company',
  manager: 'AA',
  members: ['AA', 'BB'].map((serial) => ({ serial, state: 'finalized' })),
}

describe('I1: a grant after a revocation', () => {
  const MINUTE = 60_000
  const anna = aUser('anna', { tags: [TAG] })

  function judged(
    after: Record<string, unknown>[],
    atMs: number,
    credential = 'tag',
    connectionTimeoutMs = 15 * MINUTE,
  ) {
    const seen = new Revocations()
    seen.seen('AA', aUnitProgram({ users: [anna] }), 0)
    seen.seen('AA', aUnitProgram({ users: after }), MINUTE)
    const grants = [{ where: 'home/door', origin: 'AA', user: 'anna', name: 'Anna', credential, atMs, line: 7 }]
    const units = [aUnit({}, { connectionTimeoutMs })]
    return revocationsArrive.violations(anEvidence({ revocations: seen.all, grants, units })).map(({ found }) => found)
  }

  test.for<[string, Record<string, unknown>[], string]>([
    ['who was deleted', [], 'Anna was let in 1080 s after AA had taken anna away'],
    [
      'who was disabled',
      [{ ...anna, status: { state: 'disabled' } }],
      'Anna was let in 1080 s after AA had taken anna away',
    ],
    ['who has no tag any more', [{ ...anna, tags: [] }], 'Anna was let in 1080 s after AA had taken anna the last tag'],
  ])('of a user %s is one too many once the timeout has passed, and not before', ([, after, found]) => {
    expect(judged(after, 19 * MINUTE)).toEqual([found])
    expect(judged(after, 15 * MINUTE)).toEqual([])
  })

  test.for([
    ['than the timeout', 900_000, 900_000],
    ['than a message and its answer take, where the timeout is shorter', 3_000, 15_000],
  ] as const)('P-188: is one too many more than a second later %s', ([, timeoutMs, untilMs]) => {
    const last = MINUTE + untilMs + 1_000
    expect([last, last + 1].map((atMs) => judged([], atMs, 'tag', timeoutMs).length)).toEqual([0, 1])
  })

  test('is right by another credential, after it was given back, where nothing bounds it, and of a user taken over', () => {
    expect(judged([{ ...anna, tags: [] }], 19 * MINUTE, 'ibutton')).toEqual([])
    expect(judged([anna], 19 * MINUTE)).toEqual([])
    expect(judged([], 19 * MINUTE, 'tag', 0)).toEqual([])
    expect(judged([{ ...anna, origin: 'BB' }], 19 * MINUTE)).toEqual([])
  })

  test('counts from each time it was taken', () => {
    const seen = new Revocations()
    for (const [users, atMs] of [
      [[anna], 0],
      [[], 1],
      [[anna], 2],
      [[], 3],
    ] as const)
      seen.seen('AA', aUnitProgram({ users }), atMs)
    expect(seen.all.filter(({ what }) => what === 'user').map(({ atMs, untilMs }) => [atMs, untilMs])).toEqual([
      [1, 2],
      [3, Infinity],
    ])
  })
})

describe('I2: a replica', () => {
  const MEMBERS = [{ serial: 'BB', groups: [] }]
  const SEES = [anAllow('member:BB', 'right:UserManagement')]
  const anna = aUser('anna', { tags: [TAG], groups: ['staff', 'private'] })
  const origin = (more: Parameters<typeof aUnit>[0] = {}) =>
    aUnit(
      {
        users: [anna],
        groups: [aGroup('staff'), aGroup('private')],
        trusts: [TRUST],
        members: MEMBERS,
        assignments: SEES,
        ...more,
      },
      { site: 'office', serial: 'AA' },
    )
  const consumer = (entries: Parameters<typeof aUnit>[0], follows = ['AA']) =>
    aUnit(
      {
        imports: [{ origin: 'AA', kind: 'group', uuid: 'staff' }],
        groups: [aGroup('staff', { origin: 'AA' }), aGroup('mine')],
        users: [{ ...anna, origin: 'AA', groups: ['staff', 'mine'], disabledHere: true }],
        trusts: [TRUST],
        ...entries,
      },
      { site: 'home', serial: 'BB', follows },
    )
  const judged = (...units: ReturnType<typeof aUnit>[]) =>
    replicasFollow.violations(anEvidence({ units })).map(({ found }) => found)

  test('is as its origin says, with what the consumer keeps of its own', () => {
    expect(judged(origin(), consumer({}))).toEqual([])
  })

  test.for<[string, Parameters<typeof aUnit>[0], string]>([
    [
      'has an old tag',
      { users: [{ ...anna, origin: 'AA', groups: ['staff'], tags: [] }] },
      'anna is not what office says: tags',
    ],
    ['is in no group', { users: [{ ...anna, origin: 'AA', groups: [] }] }, 'anna is not what office says: groups'],
    ['is missing', { users: [] }, 'anna of office is missing'],
    ['was not asked for', { imports: [] }, 'anna is there, and office shares no such user'],
    [
      'has a group by another name',
      { groups: [aGroup('staff', { origin: 'AA', name: 'Old' })] },
      'the group staff is not what office says',
    ],
    ['has no group', { groups: [] }, 'the group staff of office is missing'],
  ])('is seen where it %s', ([, entries, found]) => {
    expect(judged(origin(), consumer(entries))).toContain(found)
    expect(judged(origin(), consumer(entries, []))).toEqual([])
  })

  test('is not judged where the origin does not let it be seen, or there is no Trust', () => {
    const wrong = consumer({ users: [] })
    expect(judged(origin({ assignments: [] }), wrong)).toEqual([])
    expect(
      judged(
        origin({ assignments: [...SEES, anAllow('member:BB', 'right:UserManagement', { effect: 'deny' })] }),
        wrong,
      ),
    ).toEqual([])
    expect(judged(origin({ trusts: [] }), wrong)).toEqual([])
  })

  test('P-189: is judged only when the world has been quiet for as long as a heartbeat and a repeat take', () => {
    const quiet = new Quiet()
    const isQuiet = (atMs: number) => quiet.isQuiet(atMs, [900_000, 0], () => true)
    expect(isQuiet(0)).toBe(true)
    quiet.disturbed('office to home', true, 0)
    quiet.disturbed('office', true, 0)
    quiet.disturbed('everywhere', false, 1_000)
    expect(isQuiet(10_000_000)).toBe(false)
    quiet.disturbed('office', false, 2_000)
    expect([376_999, 377_000].map(isQuiet)).toEqual([false, true])
  })
})

describe('I3: a secret', () => {
  test('is found wherever it stands, and told without being said', () => {
    const secrets = [{ what: 'the tag of blue-card', text: TAG.id }]
    const texts = [
      { where: 'the log', text: `FRAME_MALFORMED: ${TAG.id}` },
      { where: 'the disk of home, user/a', text: 'nothing' },
      { where: 'the trace, in a record of type answer', text: `{"answer":"${TAG.id}"}` },
    ]
    expect(secretsStay.violations(anEvidence({ secrets, texts }))).toEqual([
      { where: 'the log', found: 'the tag of blue-card can be read' },
      { where: 'the trace, in a record of type answer', found: 'the tag of blue-card can be read' },
    ])
  })

  test('is found at the ends of a text, and as one of many with the same beginning', () => {
    const needles = new Needles(['abcd', 'abcde', 'bcdf'])
    expect([...needles.in('abcde')]).toEqual(['abcd', 'abcde'])
    expect([...needles.in('xxbcdf')]).toEqual(['bcdf'])
    expect([...needles.in('abc')]).toEqual([])
  })
})

describe('I5: a user', () => {
  const judged = (...epochs: (number | undefined)[]) => {
    const units = epochs.map((ownershipEpoch, index) =>
      aUnit(
        {
          users: [aUser('anna', ownershipEpoch === undefined ? { origin: 'AA' } : { ownershipEpoch })],
          trusts: [TRUST],
        },
        { site: `site-${index}`, serial: ['AA', 'BB'][index] ?? '' },
      ),
    )
    return oneOrigin.violations(anEvidence({ units })).map(({ found }) => found)
  }

  test('belongs to one unit, or to the one with the highest ownership epoch', () => {
    expect([judged(0, undefined), judged(0, 1), judged(undefined, undefined)]).toEqual([[], [], []])
  })

  test('that two units of a Trust hold for their own is seen', () => {
    expect(judged(1, 1)).toEqual(['anna (anna) belongs to it and to site-1 at epoch 1'])
  })
})

describe('I10: a position', () => {
  let id = 0
  const said = (seq: number, epoch = 1): TraceRecord => {
    const data = { origin: 'AA', epoch, seq, changes: 1 }
    const message = {
      id: `${++id}`,
      site: 'home',
      device: 'miniserver',
      channel: 'notice',
      name: 'trust-replicated',
      timeMs: 0,
      data,
    } as const
    return { type: 'message', atMs: 0, message }
  }
  const restored = (site: string): TraceRecord => ({
    ...{ type: 'step', atMs: 0, step: 1, line: 7, word: 'restore', kind: 'action', text: '', wallMs: {} },
    input: { restore: site, from: 'before' },
  })
  const judged = (...records: TraceRecord[]) =>
    positionsRise.violations(anEvidence({ records })).map(({ found }) => found)

  test('that goes back within an epoch is seen, by a page as by a decision', () => {
    expect(judged(said(2), said(1))).toEqual(["AA's feed of epoch 1 went back from 2 to 1"])
    const decision = {
      ...said(0),
      message: {
        ...(said(0) as { message: object }).message,
        channel: 'decision',
        data: { trust: { origin: 'AA', epoch: 1, seq: 1 } },
      },
    }
    expect(judged(said(2), decision as TraceRecord)).toHaveLength(1)
  })

  test('may stay, rise, begin a new epoch, and be that of a memory card of earlier', () => {
    expect(judged(said(1), said(1), said(3), said(0, 2), restored('Home'), said(1))).toEqual([])
    expect(judged(said(2), restored('office'), said(1))).toHaveLength(1)
  })
})
