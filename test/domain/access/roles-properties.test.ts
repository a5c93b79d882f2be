import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { checkMayEdit, hasRight } from '../../../sim/domain/access/roles.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { administrators } from '../../../sim/domain/program/administrators.ts'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import { SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import { anEnv, UTC } from '../../helpers/an-env.ts'
import { CONTEXT } from '../program/a-program.ts'
import { aHouse, anEdit, EDITOR } from '../program/arbitrary-edits.ts'

const scope = fc.constantFrom('internal', 'external')

test('R95: whatever a user manager may edit, nobody is an administrator for it, or no longer one', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { minLength: 1, maxLength: 12 }), scope, (edits, from) => {
      const program = aHouse()
      for (const edit of edits) {
        const before = administrators(program)
        const changed = copyProgram(program)
        const user = program.users.get(EDITOR)
        if (user === undefined || before.has(`${EDITOR} ${from}`)) return
        try {
          checkMayEdit(program, { user, scope: from }, edit)
          applyEdit(changed, edit, CONTEXT)
        } catch (error) {
          if (error instanceof RigError) continue
          throw error
        }
        expect(administrators(changed)).toEqual(before)
        applyEdit(program, edit, CONTEXT)
      }
    }),
    { numRuns: 150 },
  )
})

test('a right is decided as at the door: by the same flags as every other permission', () => {
  const { zone } = anEnv({ zone: UTC })
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 20 }), scope, fc.constantFrom(...SYSTEM_RIGHTS), (edits, from, right) => {
      const program = aHouse()
      for (const edit of edits) {
        try {
          applyEdit(program, edit, CONTEXT)
        } catch (error) {
          if (!(error instanceof RigError)) throw error
        }
      }
      const index = compileAccess(program)
      for (const user of program.users.values()) {
        const may = (one: typeof right) =>
          permits(index, `user:${user.uuid}`, `right:${one}`, from, 0, zone) === 'allowed'
        const verdict = permits(index, `user:${user.uuid}`, `right:${right}`, from, 0, zone)
        const implied = right === 'ChangeOwnPasswords' && verdict !== 'denied' && may('UserManagement')
        expect(hasRight(program, user, right, from)).toBe(may(right) || implied)
      }
    }),
    { numRuns: 100 },
  )
})
