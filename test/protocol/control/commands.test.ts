import { describe, expect, test } from 'vitest'
import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import type { ControlCommand } from '../../../sim/domain/miniserver/control/command.ts'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { CONTROL_COMMANDS, isControlType } from '../../../sim/protocol/control/commands.ts'
import { encodeControlCommand, parseControlCommand } from '../../../sim/protocol/control/parse.ts'

const SERIAL = '504F94A00001'
const UUID = '5ae8fda9-f745-66b7-ffff504f94a00001'
const IMPORT = { origin: SERIAL, kind: 'user', uuid: UUID } as const
const PASSWORD = { alg: 'SHA256', salt: '30', hash: 'AB' } as const

const USER = {
  uuid: UUID,
  name: 'Anna',
  password: PASSWORD,
  tags: [{ id: '04 A1', name: 'blue-card' }],
  ibuttons: [],
  externalIds: [],
  status: { state: 'timespan', validFromMs: 0, validUntilMs: 1, onExpiry: 'delete' },
  nfcCodeTouchId: '',
  groups: [UUID],
  profile: { desc: 'x' },
} as const

const SCHEDULE = { uuid: UUID, name: 'Office Hours', modes: [3], entries: [{ mode: 3, fromMin: 480, toMin: 1020 }] }

const [FIRST, LAST] = [
  { month: 2, day: 29 },
  { month: 12, day: 31 },
]
const DAYS: readonly CalendarDays[] = [
  { kind: 'yearly-date', ...FIRST },
  { kind: 'easter', offset: -2 },
  { kind: 'date', date: { year: 2028, ...FIRST } },
  { kind: 'timespan', from: { year: 2028, ...FIRST }, to: { year: 2028, ...LAST } },
  { kind: 'yearly-timespan', from: LAST, to: FIRST },
  { kind: 'weekday-in-month', month: 5, weekday: 0, nth: 5 },
]

const TRIGGER = { control: UUID, becomes: 'on' } as const
const ACTION = { control: UUID, command: 'off' } as const

const IO = { uuid: UUID, name: 'Gate', direction: 'output', value: 'analog' } as const

const BASE = { uuid: UUID, name: 'Block' } as const

const BLOCKS: readonly LogicBlock[] = [
  ...(['and', 'or', 'not', 'xor'] as const).map((kind) => ({ ...BASE, kind })),
  { ...BASE, kind: 'equal', value: 1.5 },
  { ...BASE, kind: 'select-by-number', choices: [{ output: 1, numbers: [1, -1] }] },
  { ...BASE, kind: 'monoflop', onMs: 0 },
  { ...BASE, kind: 'flip-flop', remanence: true },
  { ...BASE, kind: 'toggle', remanence: false },
  { ...BASE, kind: 'stairwell-light-switch', onMs: 1, warningMs: 2, warningOffMs: 3, remanence: true },
  {
    ...{ ...BASE, kind: 'status' },
    rows: [{ when: [{ input: 'I1', operator: '==', value: 'Anna' }], text: 'Hello', value: 1 }],
  },
]

const EDITS: readonly ProgramEdit[] = [
  { type: 'add-user', user: USER },
  { type: 'edit-user', uuid: UUID, change: { name: 'Anne', visuPassword: PASSWORD, disabledHere: true } },
  { type: 'delete-user', uuid: UUID },
  { type: 'add-group', group: { uuid: UUID, name: 'Staff', type: 'normal', groups: [] } },
  { type: 'edit-group', uuid: UUID, change: { name: 'All of us' } },
  { type: 'delete-group', uuid: UUID },
  { type: 'assign-to-group', principal: `user:${UUID}`, group: UUID },
  { type: 'remove-from-group', principal: `member:${SERIAL}`, group: UUID },
  {
    type: 'assign',
    principal: `group:${UUID}`,
    object: `access:${UUID}`,
    scopes: ['physical'],
    effect: 'allow',
    schedule: UUID,
  },
  { type: 'revoke', principal: `user:${UUID}`, object: 'right:UserManagement', scopes: ['internal', 'external'] },
  { type: 'add-schedule', schedule: SCHEDULE },
  { type: 'edit-schedule', uuid: UUID, change: { entries: [] } },
  { type: 'delete-schedule', uuid: UUID },
  { type: 'edit-control', uuid: UUID, change: { name: 'Gate', room: UUID } },
  ...DAYS.map(
    (days): ProgramEdit => ({
      type: 'add-calendar-entry',
      entry: { uuid: UUID, name: 'Holidays', mode: 1, days },
    }),
  ),
  { type: 'edit-calendar-entry', uuid: UUID, change: { mode: 0 } },
  { type: 'delete-calendar-entry', uuid: UUID },
  { type: 'add-rule', rule: { uuid: UUID, name: 'Light', trigger: TRIGGER, actions: [ACTION] } },
  { type: 'add-rule', rule: { uuid: UUID, name: 'Evening', actions: [ACTION] } },
  { type: 'edit-rule', uuid: UUID, change: { trigger: TRIGGER, actions: [] } },
  { type: 'delete-rule', uuid: UUID },
  {
    type: 'create-trust',
    trust: {
      trustUuid: UUID,
      name: 'Company',
      manager: SERIAL,
      epoch: 1,
      key: { generation: 1, secretHash: 'ab' },
      members: [{ serial: SERIAL, state: 'created' }],
    },
  },
  { type: 'add-io', io: { kind: 'trusted-io', ...IO, description: 'Behind the house', room: UUID } },
  {
    type: 'add-io-reference',
    reference: { kind: 'trusted-io-reference', ...IO, host: SERIAL, io: UUID },
    wires: [{ from: { control: UUID, terminal: 'O' }, to: { control: UUID, terminal: 'I' } }],
  },
  { type: 'delete-io', uuid: UUID },
  {
    type: 'edit-setting',
    setting: {
      name: 'intercommunication',
      id: 'home',
      remotes: [
        { id: 'gate', at: { serial: SERIAL } },
        { id: 'node', at: { address: '192.168.1.20:61263' } },
      ],
    },
  },
  ...BLOCKS.map((block): ProgramEdit => ({ type: 'set-logic', block })),
  { type: 'delete-logic', uuid: UUID },
  { type: 'add-member', trustUuid: UUID, serial: SERIAL },
  {
    type: 'arrange-members',
    trustUuid: UUID,
    arrangement: { members: [SERIAL], groups: [{ name: 'Houses', members: [] }] },
  },
  { type: 'note-key', trustUuid: UUID, generation: 2, secretHash: 'ab' },
  { type: 'add-import', entry: IMPORT, name: 'Anna' },
  { type: 'remove-import', entry: { ...IMPORT, locked: true } },
]

const COMMANDS: { readonly [Type in ControlCommand['type']]: ControlCommand & { readonly type: Type } } = {
  'load-program': { type: 'load-program' },
  'read-program': { type: 'read-program' },
  'save-program': { type: 'save-program', program: { rev: 3, rooms: [] } },
  'edit-program': { type: 'edit-program', edits: EDITS },
  'sign-key': { type: 'sign-key', trustUuid: UUID, trustName: 'Company', generation: 1 },
  'join-trust': { type: 'join-trust', keyFile: '{}', claims: SERIAL },
  'take-over-manager': { type: 'take-over-manager', trustUuid: UUID, forced: true },
  'trust-status': { type: 'trust-status' },
  'trust-links': { type: 'trust-links' },
  discover: { type: 'discover', serial: SERIAL },
  'search-periphery': { type: 'search-periphery', serial: SERIAL },
  'intercommunication-status': { type: 'intercommunication-status' },
  'io-status': { type: 'io-status' },
  'set-io': { type: 'set-io', uuid: UUID, value: -0.5 },
  'intercom-status': { type: 'intercom-status' },
  intercom: { type: 'intercom', uuid: UUID, action: 'hang-up' },
  'close-stream': { type: 'close-stream', uuid: UUID, stream: '504F94A00002-1f' },
  explain: { type: 'explain', user: 'Anna@Office', object: `room:${UUID}`, scope: 'external', atWallMs: 1.5 },
  permissions: { type: 'permissions', principal: `member:${SERIAL}` },
  'logic-status': { type: 'logic-status' },
  history: { type: 'history', reader: 'front-door' },
  learn: { type: 'learn', reader: 'front-door', task: 'format' },
  'set-operating-mode': { type: 'set-operating-mode', mode: -3, active: true },
  'back-up': { type: 'back-up' },
  restore: { type: 'restore', file: '{}', anyway: true },
  'update-firmware': { type: 'update-firmware', firmware: '16.1.0.0' },
}

const travelled = (command: ControlCommand) =>
  parseControlCommand(command.type, JSON.parse(encodeControlCommand(command)))

describe('commands of the control API', () => {
  test.for(Object.values(COMMANDS))('$type arrives as it was sent', (command) => {
    expect(travelled(command)).toEqual(command)
  })

  test.for(EDITS)('the edit $type arrives as it was sent', (edit) => {
    expect(travelled({ type: 'edit-program', edits: [edit] })).toEqual({ type: 'edit-program', edits: [edit] })
  })

  test('a field of a user that is taken away arrives as taken away', () => {
    const edits: ProgramEdit[] = [{ type: 'edit-user', uuid: UUID, change: { visuPassword: undefined } }]
    const arrived = travelled({ type: 'edit-program', edits })
    expect(arrived).toStrictEqual({ type: 'edit-program', edits })
  })

  test('a room, a category and a trigger that are taken away arrive as taken away', () => {
    const edits: ProgramEdit[] = [
      { type: 'edit-control', uuid: UUID, change: { room: undefined, category: undefined } },
      { type: 'edit-rule', uuid: UUID, change: { trigger: undefined } },
    ]
    expect(travelled({ type: 'edit-program', edits })).toStrictEqual({ type: 'edit-program', edits })
  })

  test.for<[string, ControlCommand['type'], unknown]>([
    ['a field too many', 'load-program', { hunter2: 1 }],
    ['a missing field', 'history', {}],
    ['no object at all', 'history', ['hunter2']],
    ['an unknown edit', 'edit-program', { edits: [{ type: 'hunter2' }] }],
    [
      'a wrong value deep inside',
      'edit-program',
      { edits: [{ type: 'add-user', user: { ...USER, tags: 'hunter2' } }] },
    ],
    [
      'a user with a field too many',
      'edit-program',
      { edits: [{ type: 'add-user', user: { ...USER, isAdmin: true } }] },
    ],
    ['an unknown right', 'explain', { user: 'Anna', object: 'right:hunter2', scope: 'internal' }],
    ['a name without end', 'history', { reader: 'hunter2'.repeat(100) }],
    [
      'a required field taken away',
      'edit-program',
      { edits: [{ type: 'edit-user', uuid: UUID, change: { name: null } }] },
    ],
  ])('%s is USAGE', ([, type, body]) => {
    const parse = () => parseControlCommand(type, body)
    expect(parse).toThrowError(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(`${type}: `) }),
    )
  })

  test('what is wrong is named, and its value is not repeated', () => {
    const body = { edits: [{ type: 'add-user', user: { ...USER, password: { ...PASSWORD, hash: ['hunter2'] } } }] }
    const parse = () => parseControlCommand('edit-program', body)
    expect(parse).toThrowError(/edits\.0\.user\.password\.hash/)
    expect(parse).not.toThrowError(/hunter2/)
  })

  test('inherited names are no commands', () => {
    expect(['toString', '__proto__', 'load-program'].map(isControlType)).toEqual([false, false, true])
    expect(Object.keys(CONTROL_COMMANDS).sort()).toEqual(Object.keys(COMMANDS).sort())
  })
})
