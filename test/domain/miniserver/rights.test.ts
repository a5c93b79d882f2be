import { describe, expect, test } from 'vitest'
import { GUARDED_OPERATIONS, type GuardedOperation } from '../../../sim/domain/miniserver/guarded-operations.ts'
import { SYSTEM_RIGHTS, type SystemRight } from '../../../sim/domain/program/names.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { permit } from '../../helpers/a-program.ts'
import { allBut, type GuardedCase, insideOnly, onlyWith, type Scope } from './a-guarded-operation.ts'
import { House } from './a-rights-house.ts'
import { GUARDED_COMMANDS } from './guarded-commands.ts'
import { GUARDED_EDITS, OWN_PASSWORD } from './guarded-edits.ts'
import { GUARDED_PATHS, OWN_PATHS } from './guarded-paths.ts'

function caseOf(right: SystemRight, { by, operation }: GuardedOperation): GuardedCase {
  const isOwn = right === 'ChangeOwnPasswords'
  const cases: Readonly<Record<GuardedOperation['by'], Readonly<Record<string, GuardedCase>>>> = {
    command: GUARDED_COMMANDS,
    edit: isOwn ? { 'edit-user': OWN_PASSWORD } : GUARDED_EDITS,
    path: isOwn ? OWN_PATHS : GUARDED_PATHS,
  }
  const found = cases[by][operation]
  if (found === undefined) throw new TypeError(`nothing shows that ${right} guards ${operation}`)
  return found
}

/** A house in which what an operation needs is there. */
function prepared(program: Program, { prepare }: GuardedCase): House {
  const house = new House(program)
  prepare?.(house)
  return house
}

function expectRefused(
  program: Program,
  { by, operation }: GuardedOperation,
  guarded: GuardedCase,
  scope: Scope,
): void {
  const house = prepared(program, guarded)
  const before = [house.stored(), guarded.shows?.(house)]
  expect(guarded.act(house, scope), `${by} ${operation}`).toBe('refused')
  expect([house.stored(), guarded.shows?.(house)], `${by} ${operation}`).toEqual(before)
}

describe('the table of what each right guards', () => {
  test('R86: has ten rights, and none that guards nothing', () => {
    expect(Object.keys(GUARDED_OPERATIONS).sort()).toEqual([...SYSTEM_RIGHTS].sort())
    expect(Object.values(GUARDED_OPERATIONS).every((operations) => operations.length > 0)).toBe(true)
  })

  test.for<[string, SystemRight]>([
    ['R87', 'AutomaticDesigner'],
    ['R88', 'ChangeOwnPasswords'],
    ['R89', 'EditUserInterface'],
    ['R90', 'Ftp'],
    ['R91', 'LoxoneConfig'],
    ['R92', 'MiniserverBackup'],
    ['R93', 'MiniserverUpdate'],
    ['R94', 'OperatingTimes'],
    ['R95', 'UserManagement'],
    ['R96', 'WebInterfaceApps'],
  ])('%s: with %s alone its operations are carried out, and a later read shows it', ([, right]) => {
    for (const operation of GUARDED_OPERATIONS[right]) {
      const guarded = caseOf(right, operation)
      const { act, granted = 'done', shows, afterwards } = guarded
      const house = prepared(onlyWith(right), guarded)
      const name = `${operation.by} ${operation.operation}`
      if (shows !== undefined) expect(shows(house), name).not.toEqual(afterwards)
      expect(act(house, 'internal'), name).toBe(granted)
      expect(shows?.(house), name).toEqual(afterwards)
    }
  })

  test.for(SYSTEM_RIGHTS)('without %s, whatever else is given, they are refused and nothing changes', (right) => {
    for (const operation of GUARDED_OPERATIONS[right]) {
      expectRefused(allBut(right), operation, caseOf(right, operation), 'internal')
    }
  })

  test.for(SYSTEM_RIGHTS)('with %s denied besides, they are refused and nothing changes', (right) => {
    for (const operation of GUARDED_OPERATIONS[right]) {
      const program = onlyWith(right)
      permit(program, `user:Eva deny right:${right}`)
      expectRefused(program, operation, caseOf(right, operation), 'internal')
    }
  })

  test.for(SYSTEM_RIGHTS)('R84: %s given internally only does nothing through the external port', (right) => {
    for (const operation of GUARDED_OPERATIONS[right]) {
      expectRefused(insideOnly(right), operation, caseOf(right, operation), 'external')
    }
  })
})
