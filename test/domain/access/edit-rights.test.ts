import { describe, expect, test } from 'vitest'
import { checkMayEdit } from '../../../sim/domain/access/roles.ts'
import type { DeviceAuthorisation } from '../../../sim/domain/program/device-authorisation.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { SYSTEM_RIGHTS, type SystemRight } from '../../../sim/domain/program/names.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { importKey } from '../../../sim/domain/trust/membership.ts'
import { aGroup, aProgram, aUser, CONTEXT, OTHER_SERIAL, SERIAL, uuidOf } from '../program/a-program.ts'
import { ANNA, editor, give, HALL, STAFF, TAG } from './a-staffed-site.ts'

const EVA = uuidOf('user', 'Eva')
const BEN = `user:${uuidOf('user', 'Ben')}` as const
const HOURS = uuidOf('schedule', 'Hours')
const HOLIDAYS = uuidOf('calendar', 'Holidays')
const EVENING = uuidOf('rule', 'Evening')
const ESTATE = uuidOf('trust', 'Estate')
const CLARA = { origin: OTHER_SERIAL, kind: 'user', uuid: uuidOf('user', 'Clara', OTHER_SERIAL) } as const
const POST: DeviceAuthorisation = {
  ...{ uuid: uuidOf('device code', 'Post'), name: 'Post', reader: 'front-door', kind: 'code', isActive: true },
  ...{ type: 'permanent', outputs: 1, standardOutput: 1 },
}
const ALARM = { uuid: uuidOf('control', 'Alarm'), name: 'Alarm', direction: 'input', value: 'digital' } as const
const HALL_FOR_ANNA = { principal: `user:${ANNA}`, object: HALL, scopes: ['internal'] } as const

/** One edit of each kind; none concerns an administrator. */
const EDITS: { readonly [Type in ProgramEdit['type']]: Omit<Extract<ProgramEdit, { type: Type }>, 'type'> } = {
  'add-user': { user: aUser('Zoe') },
  'edit-user': { uuid: ANNA, change: TAG },
  'delete-user': { uuid: ANNA },
  'add-group': { group: aGroup('Cleaning') },
  'edit-group': { uuid: STAFF, change: { name: 'Team' } },
  'delete-group': { uuid: STAFF },
  'assign-to-group': { principal: BEN, group: STAFF },
  'remove-from-group': { principal: BEN, group: STAFF },
  'set-members': { group: STAFF, members: [BEN] },
  assign: { ...HALL_FOR_ANNA, effect: 'allow' },
  revoke: HALL_FOR_ANNA,
  'set-permissions': { object: HALL, permissions: [] },
  'add-schedule': { schedule: { uuid: HOURS, name: 'Hours', modes: [], entries: [] } },
  'edit-schedule': { uuid: HOURS, change: { name: 'Work' } },
  'delete-schedule': { uuid: HOURS },
  'edit-control': { uuid: uuidOf('control', 'Front Door'), change: { name: 'Main Door' } },
  'add-device-authorisation': { authorisation: POST },
  'edit-device-authorisation': { authorisation: { ...POST, name: 'Mail' } },
  'delete-device-authorisation': { uuid: POST.uuid },
  'add-calendar-entry': {
    entry: { uuid: HOLIDAYS, name: 'Holidays', mode: 1, days: { kind: 'yearly-date', month: 12, day: 24 } },
  },
  'edit-calendar-entry': { uuid: HOLIDAYS, change: { name: 'Vacation' } },
  'delete-calendar-entry': { uuid: HOLIDAYS },
  'add-rule': { rule: { uuid: EVENING, name: 'Evening', actions: [] } },
  'edit-rule': { uuid: EVENING, change: { name: 'Night' } },
  'delete-rule': { uuid: EVENING },
  'set-logic': { block: { kind: 'not', uuid: EVENING, name: 'Dark' } },
  'delete-logic': { uuid: EVENING },
  'edit-setting': { setting: { name: 'schedule-combination', strategy: 'intersection' } },
  'add-io': { io: { kind: 'trusted-io', ...ALARM } },
  'add-io-reference': { reference: { kind: 'trusted-io-reference', ...ALARM, host: OTHER_SERIAL, io: ALARM.uuid } },
  'delete-io': { uuid: ALARM.uuid },
  'create-trust': { trust: { trustUuid: ESTATE, name: 'Estate', manager: SERIAL, epoch: 1, members: [] } },
  'add-member': { trustUuid: ESTATE, serial: OTHER_SERIAL },
  'remove-member': { trustUuid: ESTATE, serial: OTHER_SERIAL },
  'leave-trust': { trustUuid: ESTATE },
  'dissolve-trust': { trustUuid: ESTATE },
  'arrange-members': { trustUuid: ESTATE, arrangement: { members: [SERIAL], groups: [] } },
  'note-key': { trustUuid: ESTATE, generation: 1, secretHash: 'ab' },
  'take-over-user': { uuid: CLARA.uuid },
  'add-import': { entry: CLARA },
  'remove-import': { entry: CLARA },
}

type EditType = keyof typeof EDITS

/** As docs/reference/rights.md has it. */
const GUARDED = {
  AutomaticDesigner: ['add-rule', 'edit-rule', 'delete-rule'],
  EditUserInterface: ['edit-control'],
  LoxoneConfig: [
    'edit-setting',
    'set-logic',
    'delete-logic',
    'add-io',
    'add-io-reference',
    'delete-io',
    'create-trust',
    'add-member',
    'remove-member',
    'leave-trust',
    'dissolve-trust',
    'arrange-members',
    'note-key',
    'take-over-user',
  ],
  OperatingTimes: ['add-calendar-entry', 'edit-calendar-entry', 'delete-calendar-entry'],
  UserManagement: [
    ...(['add-user', 'edit-user', 'delete-user', 'add-group', 'edit-group', 'delete-group'] as const),
    ...(['assign-to-group', 'remove-from-group', 'set-members', 'assign', 'revoke', 'set-permissions'] as const),
    ...(['add-schedule', 'edit-schedule', 'delete-schedule', 'add-import', 'remove-import'] as const),
    ...(['add-device-authorisation', 'edit-device-authorisation', 'delete-device-authorisation'] as const),
  ],
} as const satisfies { readonly [Right in SystemRight]?: readonly EditType[] }

describe('the right that an edit of the running program needs', () => {
  test.for<[string, keyof typeof GUARDED]>([
    ['R87', 'AutomaticDesigner'],
    ['R89', 'EditUserInterface'],
    ['R91', 'LoxoneConfig'],
    ['R94', 'OperatingTimes'],
    ['R95', 'UserManagement'],
  ])('%s: %s alone is enough for its edits, and all others together are not', ([, right]) => {
    const others = SYSTEM_RIGHTS.filter((other) => other !== right && other !== 'LoxoneConfig')
    for (const type of GUARDED[right]) {
      expect(refusal([right], type), type).toBeUndefined()
      expect(refusal(others, type), type).toBe(`"Eva" lacks the right ${right} here (internal).`)
    }
  })

  test('R91: Loxone Config alone is enough for every edit, and without any right none is made', () => {
    for (const type of Object.keys(EDITS) as EditType[]) {
      expect(refusal(['LoxoneConfig'], type), type).toBeUndefined()
      expect(refusal([], type), type).toMatch(/lacks the right/)
    }
  })

  test('is one for each kind of edit', () => {
    expect(Object.values(GUARDED).flat().sort()).toEqual(Object.keys(EDITS).sort())
  })
})

/** Why Eva, who has these rights, may not make the edit; `undefined` where she may. */
function refusal(rights: readonly SystemRight[], type: EditType): string | undefined {
  const program = aSiteFor(rights)
  try {
    checkMayEdit(program, editor(program, EVA), { type, ...EDITS[type] } as ProgramEdit)
    return undefined
  } catch (error) {
    expect(error).toMatchObject({ code: 'FORBIDDEN' })
    return (error as Error).message
  }
}

function aSiteFor(rights: readonly SystemRight[]): Program {
  const program = aProgram()
  const before: ProgramEdit[] = [
    { type: 'add-user', user: aUser('Eva') },
    ...rights.map((right) => give(EVA, right)),
    { type: 'assign', ...HALL_FOR_ANNA, effect: 'allow' },
  ]
  for (const edit of before) applyEdit(program, edit, CONTEXT)
  program.imports.set(importKey(CLARA), CLARA)
  return program
}
