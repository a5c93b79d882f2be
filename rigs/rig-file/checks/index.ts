import type { Finding } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import { checkAcceptances } from './acceptances.ts'
import { checkControls } from './controls.ts'
import { checkCredentials } from './credentials.ts'
import { checkDeviceAuthorisations } from './device-authorisations.ts'
import { checkDevices } from './devices.ts'
import { checkDigitalInputs } from './digital-inputs.ts'
import { checkIntercommunication } from './intercommunication.ts'
import { checkMiniservers } from './miniservers.ts'
import { checkNames } from './names.ts'
import { checkOperatingTimes } from './operating-times.ts'
import { checkPermissionChecks } from './permission-checks.ts'
import { checkPermissions } from './permissions.ts'
import { checkRules } from './rules.ts'
import { checkSchedules } from './schedules.ts'
import { checkTrusts } from './trusts.ts'
import { checkUsers } from './users.ts'
import { checkWiring } from './wiring.ts'

/** Looks at what is left of a rig file after faults of shape; says nothing about what is missing or was taken out. */
type Check = (rig: LooseRig) => Iterable<Finding>

const CHECKS: readonly Check[] = [
  checkMiniservers,
  checkCredentials,
  checkNames,
  checkDevices,
  checkOperatingTimes,
  checkSchedules,
  checkUsers,
  checkControls,
  checkDeviceAuthorisations,
  checkDigitalInputs,
  checkIntercommunication,
  checkWiring,
  checkRules,
  checkPermissions,
  checkTrusts,
  checkAcceptances,
  checkPermissionChecks,
]

/** Everything that is wrong with what a rig file says, in no particular order. */
export function checkMeaning(rig: LooseRig): Finding[] {
  return CHECKS.flatMap((check) => [...check(rig)])
}
