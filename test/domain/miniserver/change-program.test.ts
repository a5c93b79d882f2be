import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccessIndex, compileAccess } from '../../../sim/domain/access/access-index.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { bootMiniserver } from '../../../sim/domain/miniserver/boot.ts'
import { changeProgram } from '../../../sim/domain/miniserver/change-program.ts'
import type { Effect, StoreRecord } from '../../../sim/domain/miniserver/effect.ts'
import type { MiniserverState } from '../../../sim/domain/miniserver/state.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import { SYSTEM_RIGHTS, type Uuid } from '../../../sim/domain/program/names.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'
import { programFromRecords, programRecords } from '../../../sim/domain/program/records.ts'
import { anEnv, UTC } from '../../helpers/an-env.ts'
import { CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import { aHouse, anEdit } from '../program/arbitrary-edits.ts'

const AT = { wallMs: 1_800_000_000_000, monotonicMs: 0 }
const env = anEnv({ serial: CONTEXT.serial })

const import_ = { origin: OTHER_SERIAL, kind: 'user', uuid: uuidOf('user', 'Eve', OTHER_SERIAL) } as const
const edit: fc.Arbitrary<ProgramEdit> = fc.oneof(
  { weight: 6, arbitrary: anEdit },
  fc.constantFrom<ProgramEdit>(
    { type: 'add-import', entry: import_, name: 'Eve' },
    { type: 'remove-import', entry: import_ },
    { type: 'edit-setting', setting: { name: 'schedule-combination', strategy: 'intersection' } },
    { type: 'edit-user', uuid: uuidOf('user', 'Anna'), change: { name: 'Anne', profile: { desc: 'new' } } },
  ),
)
const impossible: ProgramEdit = { type: 'delete-rule', uuid: 'of no rule' }

describe('a batch of edits from the App', () => {
  test('AMB-16: leaves program, index and revision as they were where any of them is refused', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const state = aUnit()
        const [before, index, maps] = [copyProgram(state.program), state.access, { ...state.program }]
        const asked = answers(index, before)
        const made = edits.filter((_, place) => isMade(edits.slice(0, place + 1)))
        expect(() => changeProgram({ state, at: AT, env }, [...made, impossible], () => [])).toThrow('of no rule')
        expect(state.program).toEqual(before)
        expect({ ...state.program }).toEqual(maps)
        expect(listed(state.program)).toEqual(listed(before))
        expect(state.access).toBe(index)
        expect(answers(state.access, before)).toEqual(asked)
      }),
    )
  })

  test('AMB-16: does what the edits do to a copy, to the index what compiling does, and to the store what runs', () => {
    fc.assert(
      fc.property(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 4 }), (batches) => {
        const state = aUnit()
        const store = new Map(programRecords(state.program).map((record) => [record.key, record]))
        for (const batch of batches) {
          const copy = copyProgram(state.program)
          const edits = batch.filter((each) => isDone(copy, each))
          keep(
            store,
            changeProgram({ state, at: AT, env }, edits, () => []),
          )
          expect(undated(state.program)).toEqual({ ...undated(copy), rev: copy.rev + 1 })
          expect(answers(state.access, copy)).toEqual(answers(compileAccess(state.program), copy))
          expect(programFromRecords(store.values())).toEqual(state.program)
        }
      }),
    )
  })

  test('writes nothing but the revision and what was changed', () => {
    const state = aUnit()
    const anna = uuidOf('user', 'Anna')
    const edits: ProgramEdit[] = [{ type: 'edit-user', uuid: anna, change: { nfcCodeTouchId: '7' } }]
    const [effect] = changeProgram({ state, at: AT, env }, edits, () => [])
    expect(recordsIn(effect).map(({ key }) => key)).toEqual(['program', `user/${anna}`, 'feed/own'])
    const [again] = changeProgram({ state, at: AT, env }, edits, () => [])
    expect(recordsIn(again).map(({ key }) => key)).toEqual(['program'])
  })
})

function aUnit(): MiniserverState {
  const identity = { ...CONTEXT, name: 'Office', site: 'office' }
  const unit = { identity, program: aHouse(), connectionTimeoutS: 0, codeKey: '0'.repeat(64) }
  return bootMiniserver(unit, [], AT, env).state
}

function isDone(program: Program, one: ProgramEdit): boolean {
  try {
    applyEdit(program, one, CONTEXT)
    return true
  } catch {
    return false
  }
}

/** Whether the last of these is made, where whichever of the others could be were made before it. */
function isMade(edits: readonly ProgramEdit[]): boolean {
  const program = aHouse()
  return edits.map((each) => isDone(program, each)).at(-1) === true
}

function keep(store: Map<string, StoreRecord>, effects: readonly Effect[]): void {
  const records = effects.flatMap(recordsIn)
  for (const record of records) {
    if (record.value === undefined) store.delete(record.key)
    else store.set(record.key, record)
  }
}

function recordsIn(effect: Effect | undefined): readonly StoreRecord[] {
  return effect?.type === 'commit' ? effect.records : []
}

/** The entries of each map, in their order. */
function listed({ rev: _, ...maps }: Program): unknown[] {
  return Object.values(maps).map((map) => [...map])
}

function undated(program: Program): Program {
  const users = new Map<Uuid, User>()
  for (const [uuid, { editedMs: _, ...user }] of program.users) users.set(uuid, user)
  return { ...program, users }
}

function answers(index: AccessIndex, { users, groups, members }: Program): unknown[] {
  const principals = [
    ...Array.from(users.keys(), (uuid) => `user:${uuid}` as const),
    ...Array.from(groups.keys(), (uuid) => `group:${uuid}` as const),
    ...Array.from(members.keys(), (serial) => `member:${serial}` as const),
  ]
  return principals.flatMap((principal) =>
    SYSTEM_RIGHTS.map((right) => [
      principal,
      permits(index, principal, `right:${right}`, 'internal', AT.wallMs, UTC),
      permits(index, principal, `right:${right}`, 'external', AT.wallMs, UTC),
    ]),
  )
}
