import type { DeviceAuthorisation } from '../../../sim/domain/program/device-authorisation.ts'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { TrustImport } from '../../../sim/domain/trust/membership.ts'
import { keyOf, uuidOf } from '../../helpers/a-program.ts'
import { shareTrust } from '../../helpers/share-trust.ts'
import { type GuardedCase, outcomeOf } from './a-guarded-operation.ts'
import { HOME, OFFICE } from './a-home.ts'
import { EVA, type House, LAMP, type ReadProgram } from './a-rights-house.ts'

type Edits = ProgramEdit | ((house: House) => ProgramEdit)

const BEN = uuidOf('user', 'Ben')
const PEOPLE = uuidOf('group', 'People')
const HOURS = uuidOf('schedule', 'Office Hours')
const DOOR = keyOf('access:Front Door')
const TRUST = uuidOf('trust', 'Family')
const ENTRY = uuidOf('calendar', 'Holidays')
const RULE = uuidOf('rule', 'Evening')
const IMPORT: TrustImport = { origin: OFFICE, kind: 'user', uuid: uuidOf('user', 'Clara of Office') }

const group = { uuid: PEOPLE, name: 'People', type: 'normal', groups: [] } as const
const schedule = { uuid: uuidOf('schedule', 'Nights'), name: 'Nights', modes: [], entries: [] }
const entry = { uuid: ENTRY, name: 'Holidays', mode: 1, days: { kind: 'yearly-date', month: 12, day: 24 } } as const
const rule = { uuid: RULE, name: 'Evening', actions: [{ control: LAMP, command: 'on' }] }
const post: DeviceAuthorisation = {
  ...{ uuid: uuidOf('device code', 'Post'), name: 'Post', reader: 'front-door', kind: 'code', isActive: true },
  ...{ type: 'permanent', outputs: 1, standardOutput: 1 },
}
const trust = {
  trustUuid: TRUST,
  name: 'Family',
  manager: HOME,
  epoch: 1,
  members: [{ serial: HOME, state: 'created' }],
} as const
const DARK = { kind: 'not', uuid: uuidOf('logic', 'Dark'), name: 'Dark' } as const
const [HASH, CODE] = ['AB', 'cd'.repeat(20)]
const password = { alg: 'SHA256', salt: '30', hash: HASH } as const

const ALARM = {
  kind: 'trusted-io',
  uuid: uuidOf('control', 'Alarm'),
  name: 'Alarm',
  direction: 'input',
  value: 'digital',
} as const
const ALARM_ELSEWHERE = { ...ALARM, kind: 'trusted-io-reference', host: OFFICE, io: uuidOf('io', 'Alarm') } as const

/** Each edit of the running program, asked for by Eva; what it needs to be there was made by the owner before. */
export const GUARDED_EDITS: { readonly [Type in ProgramEdit['type']]: GuardedCase } = {
  'add-user': edit(
    (house) => ({ type: 'add-user', user: { ...house.user(BEN), uuid: uuidOf('user', 'Dora'), name: 'Dora' } }),
    ({ users }) => users.some(({ name }) => name === 'Dora'),
  ),
  'edit-user': edit({ type: 'edit-user', uuid: BEN, change: { name: 'Benjamin' } }, ({ users }) =>
    users.some(({ name }) => name === 'Benjamin'),
  ),
  'delete-user': edit({ type: 'delete-user', uuid: BEN }, ({ users }) => !users.some(({ uuid }) => uuid === BEN)),
  'add-group': edit({ type: 'add-group', group }, ({ groups }) => groups.some(({ uuid }) => uuid === PEOPLE)),
  'edit-group': edit(
    { type: 'edit-group', uuid: PEOPLE, change: { name: 'Folk' } },
    ({ groups }) => groups.some(({ name }) => name === 'Folk'),
    { type: 'add-group', group },
  ),
  'delete-group': edit(
    { type: 'delete-group', uuid: PEOPLE },
    ({ groups }) => !groups.some(({ uuid }) => uuid === PEOPLE),
    { type: 'add-group', group },
  ),
  'assign-to-group': edit(
    { type: 'assign-to-group', principal: `user:${BEN}`, group: PEOPLE },
    ({ users }) => isIn(users, PEOPLE),
    { type: 'add-group', group },
  ),
  'remove-from-group': edit(
    { type: 'remove-from-group', principal: `user:${BEN}`, group: PEOPLE },
    ({ users }) => !isIn(users, PEOPLE),
    { type: 'add-group', group },
    { type: 'assign-to-group', principal: `user:${BEN}`, group: PEOPLE },
  ),
  'set-members': edit(
    { type: 'set-members', group: PEOPLE, members: [`user:${BEN}`] },
    ({ users }) => isIn(users, PEOPLE),
    { type: 'add-group', group },
  ),
  assign: edit(
    { type: 'assign', principal: `user:${EVA}`, object: DOOR, scopes: ['physical'], effect: 'allow' },
    ({ assignments }) => assignments.some(({ principal, object }) => principal === `user:${EVA}` && object === DOOR),
  ),
  revoke: edit(
    { type: 'revoke', principal: `user:${BEN}`, object: DOOR, scopes: ['physical'] },
    ({ assignments }) => !assignments.some(({ principal }) => principal === `user:${BEN}`),
  ),
  'set-permissions': edit(
    { type: 'set-permissions', object: DOOR, permissions: [] },
    ({ assignments }) => !assignments.some(({ object }) => object === DOOR),
  ),
  'add-schedule': edit({ type: 'add-schedule', schedule }, ({ schedules }) =>
    schedules.some(({ name }) => name === 'Nights'),
  ),
  'edit-schedule': edit({ type: 'edit-schedule', uuid: HOURS, change: { name: 'Work' } }, ({ schedules }) =>
    schedules.some(({ name }) => name === 'Work'),
  ),
  'delete-schedule': edit(
    { type: 'delete-schedule', uuid: schedule.uuid },
    ({ schedules }) => !schedules.some(({ uuid }) => uuid === schedule.uuid),
    { type: 'add-schedule', schedule },
  ),
  'edit-control': {
    act: (house, scope) =>
      outcomeOf(house.editAsEva({ type: 'edit-control', uuid: LAMP, change: { name: 'Lantern' } }, scope)),
    // Renamed, and clients load the file anew.
    shows: (house) => {
      const { structure } = house.http('/data/LoxAPP3.json', { user: 'admin' })
      return [structure?.lastModified, structure?.controls.some(({ name }) => name === 'Lantern')]
    },
    afterwards: ['2026-11-16 09:00:01', true],
  },
  'add-device-authorisation': edit(
    { type: 'add-device-authorisation', authorisation: post },
    ({ deviceAuthorisations }) => deviceAuthorisations.length === 1,
  ),
  'edit-device-authorisation': edit(
    { type: 'edit-device-authorisation', authorisation: { ...post, name: 'Mail' } },
    ({ deviceAuthorisations }) => deviceAuthorisations[0]?.name === 'Mail',
    { type: 'add-device-authorisation', authorisation: post },
  ),
  'delete-device-authorisation': edit(
    { type: 'delete-device-authorisation', uuid: post.uuid },
    ({ deviceAuthorisations }) => deviceAuthorisations.length === 0,
    { type: 'add-device-authorisation', authorisation: post },
  ),
  'add-calendar-entry': edit({ type: 'add-calendar-entry', entry }, ({ calendar }) => calendar.length === 1),
  'edit-calendar-entry': edit(
    { type: 'edit-calendar-entry', uuid: ENTRY, change: { name: 'Vacation' } },
    ({ calendar }) => calendar[0]?.name === 'Vacation',
    { type: 'add-calendar-entry', entry },
  ),
  'delete-calendar-entry': edit(
    { type: 'delete-calendar-entry', uuid: ENTRY },
    ({ calendar }) => calendar.length === 0,
    { type: 'add-calendar-entry', entry },
  ),
  'add-rule': edit({ type: 'add-rule', rule }, ({ rules }) => rules.length === 1),
  'edit-rule': edit(
    { type: 'edit-rule', uuid: RULE, change: { name: 'Night' } },
    ({ rules }) => rules[0]?.name === 'Night',
    { type: 'add-rule', rule },
  ),
  'delete-rule': edit({ type: 'delete-rule', uuid: RULE }, ({ rules }) => rules.length === 0, {
    type: 'add-rule',
    rule,
  }),
  'edit-setting': edit(
    { type: 'edit-setting', setting: { name: 'schedule-combination', strategy: 'intersection' } },
    ({ settings }) => settings.length === 1,
  ),
  'set-logic': edit({ type: 'set-logic', block: DARK }, ({ logic }) => logic.length === 1),
  'delete-logic': edit({ type: 'delete-logic', uuid: DARK.uuid }, ({ logic }) => logic.length === 0, {
    type: 'set-logic',
    block: DARK,
  }),
  'add-io': edit({ type: 'add-io', io: ALARM }, hasAlarm),
  'add-io-reference': {
    ...edit({ type: 'add-io-reference', reference: ALARM_ELSEWHERE }, hasAlarm),
    prepare: joinOffice,
  },
  'delete-io': edit({ type: 'delete-io', uuid: ALARM.uuid }, (program) => !hasAlarm(program), {
    type: 'add-io',
    io: ALARM,
  }),
  'create-trust': edit({ type: 'create-trust', trust }, ({ trusts }) => trusts.length === 1),
  'add-member': edit(
    { type: 'add-member', trustUuid: TRUST, serial: OFFICE },
    ({ trusts }) => trusts[0]?.members.length === 2,
    { type: 'create-trust', trust },
  ),
  'remove-member': edit(
    { type: 'remove-member', trustUuid: TRUST, serial: OFFICE },
    ({ trusts }) => trusts[0]?.members.find(({ serial }) => serial === OFFICE)?.state === 'removed',
    { type: 'create-trust', trust },
    { type: 'add-member', trustUuid: TRUST, serial: OFFICE },
  ),
  'leave-trust': {
    ...edit({ type: 'leave-trust', trustUuid: TRUST }, ({ trusts }) => trusts[0]?.ended === 'left'),
    prepare: joinOffice,
  },
  'dissolve-trust': edit(
    { type: 'dissolve-trust', trustUuid: TRUST },
    ({ trusts }) => trusts[0]?.ended === 'dissolved',
    { type: 'create-trust', trust },
  ),
  'arrange-members': edit(
    {
      type: 'arrange-members',
      trustUuid: TRUST,
      arrangement: { members: [], groups: [{ name: 'Sites', members: [OFFICE] }] },
    },
    ({ trusts }) => trusts[0]?.members.find(({ serial }) => serial === OFFICE)?.group === 'Sites',
    { type: 'create-trust', trust },
    { type: 'add-member', trustUuid: TRUST, serial: OFFICE },
  ),
  'note-key': edit(
    { type: 'note-key', trustUuid: TRUST, generation: 1, secretHash: 'ab' },
    ({ trusts }) => trusts[0]?.key?.generation === 1,
    { type: 'create-trust', trust },
  ),
  'take-over-user': {
    ...edit(
      { type: 'take-over-user', uuid: IMPORT.uuid },
      ({ users }) => users.find(({ uuid }) => uuid === IMPORT.uuid)?.origin === undefined,
    ),
    prepare: (house) => {
      joinOffice(house)
      house.edit({ type: 'add-import', entry: IMPORT, name: 'Claudia' })
      const { users } = house.unit.state.program
      const clara = users.get(IMPORT.uuid)
      if (clara !== undefined) users.set(clara.uuid, { ...clara, password })
    },
  },
  'add-import': {
    ...edit({ type: 'add-import', entry: IMPORT, name: 'Clara' }, ({ imports }) => imports.length === 1),
    prepare: joinOffice,
  },
  'remove-import': {
    ...edit({ type: 'remove-import', entry: IMPORT }, ({ imports }) => imports.length === 0),
    prepare: (house) => {
      joinOffice(house)
      house.edit({ type: 'add-import', entry: IMPORT, name: 'Clara' })
    },
  },
}

/** Eva's own passwords and access code. */
export const OWN_PASSWORD: GuardedCase = edit(
  { type: 'edit-user', uuid: EVA, change: { password, visuPassword: password, codeDigest: CODE } },
  ({ users }) => {
    const [eva] = users.filter(({ uuid }) => uuid === EVA)
    return [eva?.password?.hash, eva?.visuPassword?.hash, eva?.codeDigest].join() === `${HASH},${HASH},${CODE}`
  },
)

/** @param before what the owner edits first, so that it is there */
function edit(asked: Edits, isSo: (program: ReadProgram) => boolean, ...before: readonly ProgramEdit[]): GuardedCase {
  return {
    prepare: (house) => {
      for (const each of before) house.edit(each)
    },
    act: (house, scope) => outcomeOf(house.editAsEva(typeof asked === 'function' ? asked(house) : asked, scope)),
    shows: (house) => isSo(house.program()),
    afterwards: true,
  }
}

function hasAlarm({ controls }: ReadProgram): boolean {
  return controls.some(({ uuid }) => uuid === ALARM.uuid)
}

/** Home shares a Trust with Office. */
function joinOffice({ unit }: House): void {
  shareTrust(unit.state, OFFICE, 'Office')
}

function isIn(users: ReadProgram['users'], uuid: string): boolean {
  return users.some(({ groups }) => groups.includes(uuid))
}
