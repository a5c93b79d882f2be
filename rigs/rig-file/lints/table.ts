import type { Lint } from './lint.ts'
import { activationIgnored } from './rules/activation-ignored.ts'
import { crossSiteAdmin, lastAdministrator } from './rules/administrators.ts'
import { allowDenied } from './rules/allow-denied.ts'
import { ambiguousCode, ambiguousExternalId, ambiguousIButton, ambiguousTag } from './rules/ambiguous.ts'
import { codeSpace } from './rules/code-space.ts'
import { credentialUnreadable, credentialUnused } from './rules/credentials.ts'
import { descriptionAmbiguous } from './rules/description-ambiguous.ts'
import { doorClosed, userWithoutDoor } from './rules/doors.ts'
import { groupCycle } from './rules/group-cycle.ts'
import { logicInputOpen, logicOutputOpen, wireBroken } from './rules/logic.ts'
import { memberRightIgnored } from './rules/member-right-ignored.ts'
import { neverSelected } from './rules/never-selected.ts'
import { defaultPassword, weakPassword } from './rules/passwords.ts'
import { permissionRepeated } from './rules/permission-repeated.ts'
import { pulseShort } from './rules/pulse-short.ts'
import { revocationUnlimited } from './rules/revocation-unlimited.ts'
import { scheduleShadowed } from './rules/schedule-shadowed.ts'

/** Everything that is looked for: about people, what they bear, doors, permissions, and the Trust. */
export const LINTS: readonly Lint[] = [
  ...[defaultPassword, weakPassword, lastAdministrator, crossSiteAdmin, groupCycle],
  ...[ambiguousTag, ambiguousIButton, ambiguousExternalId, ambiguousCode, codeSpace],
  ...[credentialUnused, credentialUnreadable, userWithoutDoor, doorClosed, neverSelected, pulseShort],
  ...[allowDenied, permissionRepeated, scheduleShadowed, activationIgnored, memberRightIgnored],
  ...[descriptionAmbiguous, revocationUnlimited],
  ...[logicInputOpen, logicOutputOpen, wireBroken],
]
