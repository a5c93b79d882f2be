import { describe, expect, test } from 'vitest'
import { PLAIN, painterOf } from '../../../../rigs/cli/paint.ts'
import { type DecisionRecord, renderDecision } from '../../../../rigs/cli/render/decision.ts'

const ANNA = { name: 'Anna', uuid: '1', origin: { serial: '504F94A00001', name: 'Office' } }

const granted: DecisionRecord = {
  id: 'd1',
  causedBy: 'e1',
  site: 'home',
  reader: 'front-door',
  block: 'Front Door',
  atMs: Date.UTC(2026, 10, 21, 17),
  ageMs: 2,
  outcome: 'granted',
  reason: 'ALLOWED',
  credential: { kind: 'tag', name: 'blue-card' },
  user: ANNA,
  groups: ['All'],
  paths: [{ effect: 'allow', scope: 'physical', path: 'U:Anna@Office' }],
  trust: { origin: '504F94A00001', epoch: 1, seq: 2 },
  output: 1,
  historyType: 3,
  effects: [
    { type: 'pulse', output: 'O1', name: 'Front Strike', pulseMs: 3000 },
    { type: 'feedback', signal: 'granted' },
  ],
}

const lines = (change: Partial<DecisionRecord> = {}): string =>
  renderDecision({ ...granted, ...change }, PLAIN).join('\n')

describe('renderDecision()', () => {
  test('says who opened what, by which path, on which Trust version, and what it switched', () => {
    expect(lines()).toBe(
      [
        'granted  home/front-door  Front Door  Anna@Office',
        "         tag        blue-card (Anna's)",
        '         path       U:Anna@Office    schedule Always',
        '         trust      Office epoch 1 seq 2',
        '         pulse      O1 Front Strike 3 s',
      ].join('\n'),
    )
  })

  test('says why it stayed shut, with all paths under each other', () => {
    const { effects: _, trust: __, ...rest } = granted
    const denied: DecisionRecord = {
      ...rest,
      outcome: 'denied',
      reason: 'DENIED',
      user: { name: 'Otto', uuid: '2' },
      groups: ['Staff', 'Management', 'All'],
      paths: [
        { effect: 'deny', scope: 'physical', path: 'UG:Staff' },
        {
          effect: 'allow',
          scope: 'physical',
          path: 'UG:Management/UG:Staff',
          schedule: { name: 'Office Hours', active: true },
        },
        { effect: 'allow', scope: 'physical', path: 'U:Otto', schedule: { name: 'Nights', active: false } },
      ],
      effects: [{ type: 'feedback', signal: 'denied' }],
    }
    expect(renderDecision(denied, PLAIN).join('\n')).toBe(
      [
        'denied   home/front-door  Front Door  Otto',
        "         tag        blue-card (Otto's)",
        '         reason     DENIED  A deny on the user or an ancestor wins over every allow (R107).',
        '         groups     Staff, Management',
        '         path       UG:Staff                  denies',
        '                    UG:Management/UG:Staff    schedule Office Hours',
        '                    U:Otto                    schedule Nights, not now',
      ].join('\n'),
    )
  })

  test('says that nobody holds a credential, and nothing of whose it might be', () => {
    const { user: _, trust: __, ...rest } = granted
    const unknown: DecisionRecord = {
      ...rest,
      outcome: 'denied',
      reason: 'UNKNOWN_CREDENTIAL',
      credential: { kind: 'ibutton' },
      groups: [],
      paths: [],
      effects: [],
    }
    expect(renderDecision(unknown, PLAIN).join('\n')).toBe(
      [
        'denied   home/front-door  Front Door  nobody known',
        '         ibutton    of nobody here',
        '         reason     UNKNOWN_CREDENTIAL  Nobody holds this credential.',
      ].join('\n'),
    )
  })

  test('names no credential that bears no name, and no holder of what was not looked up', () => {
    expect(lines({ credential: { kind: 'external' } })).toContain("external   unnamed (Anna's)")
    const { user: _, ...unselected } = { ...granted, outcome: 'denied', credential: { kind: 'ibutton' } } as const
    expect(renderDecision({ ...unselected, reason: 'NOT_SELECTED' }, PLAIN).join('\n')).toContain(
      'ibutton    not looked up',
    )
  })

  test('shows names that would steer a terminal as harmless ones', () => {
    expect(lines({ block: 'Front\u001b[2J\u202eDoor' }).split('\n')[0]).toBe(
      'granted  home/front-door  Front\u{FFFD}[2J\u{FFFD}Door  Anna@Office',
    )
  })

  test('paints the outcome and the labels, and moves nothing by it', () => {
    const painted = renderDecision(granted, painterOf())
    expect(painted[0]).toBe('\u001b[32mgranted\u001b[39m  home/front-door  Front Door  Anna@Office')
    const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
    expect(painted.map((line) => line.replace(colour, '')).join('\n')).toBe(lines())
  })
})
