import { FACTORY_ADMIN } from './factory.ts'
import { newUser } from './new-user.ts'
import type { PasswordHash, Program, User } from './program.ts'

/**
 * Gives `admin` a new password, in place (§3.9). One that was deleted or renamed is created anew with `newUuid`, and in every case it
 * is enabled and in Full Access afterwards, so that the reset leaves a way in (P-62) [P]; everything else stays.
 *
 * @returns the user as it now is, and whether it is a new one
 */
export function resetAdmin(
  program: Program,
  password: PasswordHash,
  newUuid: () => string,
): { readonly admin: User; readonly isNew: boolean } {
  const before = [...program.users.values()].find(
    ({ name, origin }) => origin === undefined && name.toLowerCase() === FACTORY_ADMIN,
  )
  const full = [...program.groups.values()].filter(({ type }) => type === 'full-access').map(({ uuid }) => uuid)
  const groups = [...new Set([...(before?.groups ?? []), ...full])]
  const admin: User = {
    ...(before ?? newUser(newUuid(), FACTORY_ADMIN)),
    password,
    groups,
    status: { state: 'enabled' },
  }
  program.users.set(admin.uuid, admin)
  return { admin, isNew: before === undefined }
}
