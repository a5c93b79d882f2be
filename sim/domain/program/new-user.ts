import type { Uuid } from './names.ts'
import type { User } from './program.ts'

/** A local user as it is before anything is said of it: enabled, in no group, without a password or an authentication. */
export function newUser(uuid: Uuid, name: string): User {
  return {
    uuid,
    name,
    tags: [],
    ibuttons: [],
    externalIds: [],
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    groups: [],
    profile: {},
  }
}
