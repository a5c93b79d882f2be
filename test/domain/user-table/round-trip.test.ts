import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges, applyEdit } from '../../../sim/domain/program/edit.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import { PROFILE_FIELDS } from '../../../sim/domain/program/profile.ts'
import type { Program, User, UserStatus } from '../../../sim/domain/program/program.ts'
import { exportUsers } from '../../../sim/domain/user-table/export.ts'
import { importChanges } from '../../../sim/domain/user-table/import.ts'
import { previewUsers } from '../../../sim/domain/user-table/preview.ts'
import { LANGUAGES, type Language } from '../../../sim/protocol/csv/columns.ts'
import { readUsers } from '../../../sim/protocol/csv/read-users.ts'
import { usersFile } from '../../../sim/protocol/csv/write-users.ts'
import { aGroup, aProgram, aUser, CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import { previewOptions, VIENNA } from './a-table.ts'

const sign = fc.oneof(
  fc.constantFrom(...'=+-@\t\r\n\'";,|\\ äß€😀'),
  fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
)
const text = fc.string({ unit: sign, minLength: 1, maxLength: 12 })
const named = fc.uniqueArray(fc.record({ id: text, name: text }), { maxLength: 3, selector: ({ id }) => id })
const instant = fc.integer({ min: Date.UTC(2009), max: Date.UTC(2098) })
const status: fc.Arbitrary<UserStatus> = fc.oneof(
  fc.constantFrom<UserStatus>({ state: 'enabled' }, { state: 'disabled' }),
  instant.map((validFromMs): UserStatus => ({ state: 'enabled-from', validFromMs })),
  fc.tuple(instant, fc.constantFrom<UserStatus['onExpiry']>('delete', 'deactivate', undefined)).map(
    ([validUntilMs, onExpiry]): UserStatus => ({
      state: 'enabled-until',
      validUntilMs,
      ...(onExpiry && { onExpiry }),
    }),
  ),
  fc
    .tuple(instant, fc.integer({ min: 1, max: 1e12 }))
    .map(([validFromMs, span]): UserStatus => ({ state: 'timespan', validFromMs, validUntilMs: validFromMs + span })),
)
const groupNames = ['Night = shift', 'a|b', '\\', ' blank ', '=cmd']
const groups = fc.subarray(['Adults', 'Staff', 'Full Access', ...groupNames].map((name) => uuidOf('group', name)))
const profile = fc.dictionary(fc.constantFrom(...PROFILE_FIELDS), text)
const user = fc.record(
  {
    name: text.filter((name) => name.trim() !== ''),
    uniqueUserId: text,
    nfcCodeTouchId: text,
    tags: named,
    ibuttons: named,
    externalIds: named,
    status,
    groups,
    profile,
  },
  { requiredKeys: ['name'] },
)

/** A program with users whose names and User IDs are apart, some with secrets, and one of another Miniserver. */
const program = fc
  .tuple(fc.uniqueArray(user, { selector: ({ name }) => name.toLowerCase(), maxLength: 8 }), fc.boolean())
  .map(([users, isSecret]): Program => {
    const made = aProgram()
    for (const name of groupNames) made.groups.set(uuidOf('group', name), aGroup(name))
    const ids = new Set(['1001'])
    for (const { uniqueUserId, name, ...fields } of users) {
      if (['admin', 'anna', 'ben'].includes(name.toLowerCase())) continue
      const isNew = uniqueUserId !== undefined && !ids.has(uniqueUserId)
      if (isNew) ids.add(uniqueUserId)
      const secrets = isSecret ? { codeDigest: 'ab', password: { alg: 'SHA1', salt: '00', hash: 'FF' } as const } : {}
      const entry = aUser(name, { ...fields, ...(isNew && { uniqueUserId }), ...secrets })
      made.users.set(entry.uuid, entry)
    }
    return made
  })

describe('import(export(x)) = x less secrets', () => {
  test.for(LANGUAGES)('R129: into a program without its users, in %s', (language) => {
    fc.assert(
      fc.property(program, (before) => {
        const empty = copyProgram(before)
        for (const [uuid, { origin }] of before.users) if (origin === undefined) empty.users.delete(uuid)
        const after = imported(empty, fileOf(before, language), false)
        expect(local(after).map(comparable)).toEqual(local(before).map(withoutSecrets).map(comparable))
      }),
      { numRuns: 100 },
    )
  })

  test('merged into the program itself nothing changes, secrets and users of other Miniservers included', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...LANGUAGES), (before, language) => {
        expect(imported(before, fileOf(before, language), true)).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })
})

test('every row that a preview holds for good is an edit that the program takes, one after the other', () => {
  fc.assert(
    fc.property(program, (before) => {
      const target = aProgram()
      for (const name of groupNames) target.groups.set(uuidOf('group', name), aGroup(name))
      const { table } = readUsers(Buffer.from(fileOf(before, 'en')))
      const rows = previewUsers(table, { ...previewOptions({ program: target }), tools: anyTag() })
      for (const { entry } of importChanges(target, rows, (kind, name) => uuidOf(kind, name))) {
        if (entry !== undefined && 'tags' in entry) applyEdit(target, { type: 'add-user', user: entry }, CONTEXT)
      }
      expect(target.users.size).toBe(before.users.size)
    }),
  )
})

function fileOf(of: Program, language: Language): string {
  return usersFile(exportUsers(of, VIENNA), language)
}

function imported(into: Program, file: string, merge: boolean): Program {
  const result = copyProgram(into)
  const { table, warnings } = readUsers(Buffer.from(file))
  expect(warnings).toEqual([])
  const rows = previewUsers(table, { ...previewOptions({ program: result, merge }), tools: anyTag() })
  expect(rows.flatMap(({ errors }) => errors)).toEqual([])
  expect(rows.filter(({ action }) => action === 'skip').map(({ name }) => name)).toEqual(['Clara'])
  applyChanges(
    result,
    importChanges(result, rows, (kind, name) => uuidOf(kind, name)),
  )
  return result
}

function anyTag() {
  return { ...previewOptions().tools, credential: (_: string, id: string) => ({ id }) }
}

function local({ users }: Program): User[] {
  return [...users.values()].filter(({ origin }) => origin !== OTHER_SERIAL)
}

function withoutSecrets({ password: _password, visuPassword: _visu, codeDigest: _code, ...rest }: User): User {
  return rest
}

/** Whoever is made anew has a uuid of its own. */
function comparable({ uuid: _uuid, ...rest }: User): Omit<User, 'uuid'> {
  return rest
}
