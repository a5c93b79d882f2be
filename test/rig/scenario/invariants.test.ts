import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import type { HistorySeen } from '../../../rigs/scenario/invariants/evidence.ts'
import { rightsStay } from '../../../rigs/scenario/invariants/i4-rights-stay.ts'
import { someAdministrator } from '../../../rigs/scenario/invariants/i6-some-administrator.ts'
import { everyPulseDecided } from '../../../rigs/scenario/invariants/i8-every-pulse-decided.ts'
import { noGen1Member } from '../../../rigs/scenario/invariants/i9-no-gen1-member.ts'
import { INVARIANTS, violatedBy } from '../../../rigs/scenario/invariants/index.ts'
import { aGroup, anAllow, anEvidence, aUnit, aUnitProgram, aUser, NOON } from './a-unit.ts'

describe('rights', () => {
  const DOOR = { uuid: 'door', name: 'Front Door' }
  const ANNA = aUser('anna', { origin: 'BB' })
  const ALLOW = anAllow('user:anna', 'access:door', { scope: 'physical' })
  const before = { users: [ANNA], groups: [aGroup('staff')], controls: [DOOR], assignments: [ALLOW] }

  test.for<[string, Parameters<typeof aUnitProgram>[0], string]>([
    [
      'a permission that came',
      { ...before, assignments: [ALLOW, anAllow('group:staff', 'access:door')] },
      'after a sync there is allow of Front Door for staff, which was not there before',
    ],
    ['a permission that went', { ...before, assignments: [] }, 'after a sync allow of Front Door for anna is gone'],
    ['another schedule', { ...before, assignments: [{ ...ALLOW, schedule: 'never' }] }, 'which was not there before'],
    ['a deny instead', { ...before, assignments: [{ ...ALLOW, effect: 'deny' }] }, 'there is deny of Front Door'],
    [
      'a right of the system',
      { ...before, assignments: [ALLOW, anAllow('user:anna', 'right:LoxoneConfig')] },
      'right:',
    ],
    [
      'a local group',
      { ...before, users: [{ ...ANNA, groups: ['staff'] }] },
      'there is membership of anna in staff, which was not there before',
    ],
    [
      'a right that came with a new user',
      { ...before, users: [ANNA, aUser('ben')], assignments: [ALLOW, anAllow('user:ben', 'access:door')] },
      'allow of Front Door for ben',
    ],
  ])('are seen to change by a sync: %s', ([, after, found]) => {
    const syncs = [{ site: 'home', line: 7, before: aUnitProgram(before), after: aUnitProgram(after) }]
    expect(rightsStay.violations(anEvidence({ syncs }))).toContainEqual({
      where: 'home',
      line: 7,
      found: expect.stringContaining(found),
    })
  })

  test.for<[string, Parameters<typeof aUnitProgram>[0]]>([
    ['nothing came', before],
    ['a user came', { ...before, users: [ANNA, aUser('ben', { origin: 'BB' })] }],
    ['the user went, and the grants with it', { ...before, users: [], assignments: [] }],
    ['the user was disabled', { ...before, users: [{ ...ANNA, status: { state: 'disabled' } }] }],
    [
      'a membership of the origin came',
      {
        ...before,
        groups: [aGroup('staff'), aGroup('theirs', { origin: 'BB' })],
        users: [{ ...ANNA, groups: ['theirs'] }],
      },
    ],
  ])('stay where %s', ([, after]) => {
    const syncs = [{ site: 'home', line: 7, before: aUnitProgram(before), after: aUnitProgram(after) }]
    expect(rightsStay.violations(anEvidence({ syncs }))).toEqual([])
  })
})

describe('an administrator', () => {
  const FULL = aGroup('full', { type: 'full-access' })
  const CONFIG = 'right:LoxoneConfig'
  const ADMIN = aUser('admin', { groups: ['full'] })
  const withStatus = (status: Record<string, unknown>) => aUser('admin', { groups: ['full'], status })

  test.for<[string, Parameters<typeof aUnit>[0]]>([
    ['is in Full Access', { users: [ADMIN], groups: [FULL] }],
    [
      'is in it through another group',
      { users: [aUser('a', { groups: ['g'] })], groups: [aGroup('g', { groups: ['full'] }), FULL] },
    ],
    ['may use Loxone Config', { users: [aUser('a')], assignments: [anAllow('user:a', CONFIG)] }],
    [
      'may as everybody',
      { users: [aUser('a')], groups: [aGroup('all', { type: 'all' })], assignments: [anAllow('group:all', CONFIG)] },
    ],
    [
      'is in its window',
      { users: [withStatus({ state: 'timespan', validFromMs: NOON, validUntilMs: NOON + 1 })], groups: [FULL] },
    ],
  ])('is who %s', ([, entries]) => {
    expect(someAdministrator.violations(anEvidence({ units: [aUnit(entries)] }))).toEqual([])
  })

  test.for<[string, Parameters<typeof aUnit>[0]]>([
    ['there is nobody', {}],
    ['nobody is given anything', { users: [aUser('a'), aUser('b')] }],
    ['it is a replica', { users: [{ ...ADMIN, origin: 'BB' }], groups: [FULL] }],
    ['it is disabled', { users: [withStatus({ state: 'disabled' })], groups: [FULL] }],
    [
      'its window has not begun',
      { users: [withStatus({ state: 'enabled-from', validFromMs: NOON + 1 })], groups: [FULL] },
    ],
    ['its window is over', { users: [withStatus({ state: 'enabled-until', validUntilMs: NOON })], groups: [FULL] }],
    [
      'a deny is above it',
      { users: [ADMIN], groups: [FULL], assignments: [anAllow('group:full', CONFIG, { effect: 'deny' })] },
    ],
    [
      'it may so from outside only',
      { users: [aUser('a')], assignments: [anAllow('user:a', CONFIG, { scope: 'external' })] },
    ],
    [
      'its groups go round and nowhere',
      { users: [aUser('a', { groups: ['g'] })], groups: [aGroup('g', { groups: ['g'] })] },
    ],
  ])('is missed where %s', ([, entries]) => {
    const found = someAdministrator.violations(anEvidence({ units: [aUnit(entries)] }))
    expect(found).toEqual([{ where: 'home', found: expect.stringMatching(/^none of its .* can administer it now$/) }])
  })
})

describe('pulses and decisions', () => {
  const message = (message: Record<string, unknown>): TraceRecord =>
    ({
      type: 'message',
      atMs: 0,
      message: { site: 'home', device: 'door', timeMs: 0, ...message },
    }) as unknown as TraceRecord
  const decision = (event: string, outcome = 'granted', effects: unknown[] = [{ type: 'pulse', output: 'O1' }]) => {
    const id = `${event}:decision`
    return message({
      id,
      channel: 'decision',
      causedBy: event,
      data: { id, causedBy: event, outcome, block: 'Door', effects },
    })
  }
  const output = (id: string, name: string, value: boolean, event?: string) =>
    message({ id, channel: 'state', name, ...(event !== undefined && { causedBy: event }), data: { value } })
  const pulse = (event: string | undefined, id = `${event}-on`, name = 'o1') => output(id, name, true, event)
  const history = (decisions: string[], seen: Partial<HistorySeen> = {}): HistorySeen => {
    return { site: 'home', reader: 'door', lengths: [2, 2], decisions, isRestored: false, ...seen }
  }
  const found = (records: TraceRecord[], histories: HistorySeen[] = []): string[] =>
    everyPulseDecided.violations(anEvidence({ records, histories })).map((violation) => violation.found)
  const lost = message({ id: 'will', device: 'miniserver', channel: '$state', data: 'lost' })
  const three = [decision('a', 'denied', []), decision('b', 'denied', []), decision('c', 'denied', [])]

  test('belong together, one to one', () => {
    const line: TraceRecord = { type: 'step', line: 9 } as unknown as TraceRecord
    expect(found([line, pulse('a'), decision('a'), decision('b', 'denied', []), pulse('c'), decision('c')])).toEqual([])
    expect(everyPulseDecided.violations(anEvidence({ records: [line, pulse('a')] }))).toEqual([
      { where: 'home/door', line: 9, found: 'O1 was switched on with no granted decision for it' },
    ])
  })

  test.for<[string, TraceRecord[], string]>([
    ['a pulse without a decision', [pulse('a')], 'O1 was switched on with no granted decision for it'],
    ['a pulse for nothing', [pulse(undefined, 'x')], 'O1 was switched on with no granted decision for it'],
    ['a pulse of a denial', [pulse('a'), decision('a', 'denied', [])], 'O1 was switched on with no granted decision'],
    [
      'a pulse of another output',
      [pulse('a', 'x', 'o2'), decision('a')],
      'O2 was switched on with no granted decision',
    ],
    ['a grant without a pulse', [decision('a')], 'O1 was switched on never for the granted decision a:decision'],
    ['two pulses of one grant', [pulse('a'), pulse('a', 'again'), decision('a')], 'O1 was switched on 2 times for'],
    ['a grant that switches nothing on', [decision('a', 'granted', [])], 'a:decision switches nothing on'],
  ])('are told apart from %s', ([, records, sentence]) => {
    expect(found(records)).toContainEqual(expect.stringContaining(sentence))
  })

  test('are not what the bus repeats, nor outputs as they are shown after a start', () => {
    const shown = output('shown', 'o1', false)
    expect(found([pulse('a'), pulse('a'), decision('a'), decision('a'), shown])).toEqual([])
  })

  test.for<[string, HistorySeen]>([
    ['the last two', history(['b:decision', 'c:decision'])],
    ['none where none are kept', history([], { lengths: [0, 0] })],
    ['fewer after its length was changed', history(['c:decision'], { lengths: [1, 2] })],
    ['an older state that was restored', history(['a:decision'], { isRestored: true })],
  ])('leave a history of %s', ([, seen]) => {
    expect(found(three, [seen])).toEqual([])
  })

  test.for<[string, HistorySeen, string]>([
    ['one that is missing', history(['c:decision']), 'the history holds 1 of 3 decisions, and keeps 2'],
    ['the older ones', history(['a:decision', 'b:decision']), 'entry 1 of the history is a:decision, not b:decision'],
    ['another order', history(['c:decision', 'b:decision']), 'entry 1 of the history is c:decision'],
    ['one twice', history(['c:decision', 'c:decision']), 'holds the decision c:decision twice'],
    ['too many', history(['a:decision', 'b:decision', 'c:decision']), 'holds 3 entries where 2 are kept'],
    ['one that nobody made', history(['b:decision', 'x:decision']), 'entry 2 of the history is x:decision'],
  ])('are missed in a history with %s', ([, seen, sentence]) => {
    expect(found(three, [seen])).toEqual([expect.stringContaining(sentence)])
  })

  test('may have been recorded and not told where the Miniserver lost its power', () => {
    expect(found([lost, ...three], [history(['c:decision', 'd:decision'])])).toEqual([])
  })
})

describe('a Gen. 1 unit', () => {
  const trust = (members: Record<string, unknown>[], manager = 'AA') => ({
    trusts: [{ name: 'Company', manager, members }],
  })
  const OLD = aUnit({}, { site: 'old', serial: 'BB', miniserverType: 0 })

  test.for<[string, Parameters<typeof aUnit>[0]]>([
    ['joined', trust([{ serial: 'BB', state: 'joined' }])],
    ['finalized, with its serial in small letters', trust([{ serial: 'bb', state: 'finalized' }])],
    ['joined, by what it tells of itself', trust([{ serial: 'CC', state: 'joined', info: { miniserverType: 1 } }])],
    ['the manager', trust([], 'BB')],
  ])('is found in a membership list as %s', ([, entries]) => {
    const found = noGen1Member.violations(anEvidence({ units: [aUnit(entries), OLD] }))
    expect(found).toEqual([{ where: 'home', found: expect.stringMatching(/^the Trust Company lists (BB|bb|CC)/) }])
  })

  test('is no member while it is only named: a serial does not tell a type', () => {
    const unit = aUnit(
      trust([
        { serial: 'BB', state: 'saved' },
        { serial: 'DD', state: 'finalized', info: { miniserverType: 2 } },
      ]),
    )
    expect(noGen1Member.violations(anEvidence({ units: [unit, OLD] }))).toEqual([])
  })
})

test('every invariant of the table has a number of its own and holds of nothing at all', () => {
  const numbers = INVARIANTS.map(({ number }) => number)
  expect(numbers).toEqual([...new Set(numbers)])
  expect(violatedBy(anEvidence({}))).toEqual([])
})
