import { RigError } from '../../sim/domain/errors.ts'
import { isAdministratorAnywhere } from '../../sim/domain/program/administrators.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { siteNamed } from '../control/addresses.ts'
import { callerAt } from '../control/callers.ts'
import type { RigContext } from '../control/command.ts'
import type { CallerInput } from '../control/inputs.ts'
import { runningProgram } from '../control/plane.ts'
import type { Estate } from '../estate.ts'
import { type AuditedRig, auditedSite } from './audited-rig.ts'
import { afterSaves } from './replicas.ts'

export interface RunningRigAsked {
  readonly sites?: readonly string[] | undefined
  /** As if the open documents of that name were saved, wherever there is one. */
  readonly document?: string | undefined
  readonly caller?: CallerInput | undefined
}

/**
 * What runs at the sites that are asked about, all of them where none is named. Who asks must be let look at everybody there, as
 * `explain` and "Show All Permissions" let them: User Management, and as an administrator, since administrators are shown (P-155).
 *
 * Throws FORBIDDEN, and NO_DOCUMENT where nobody has opened such a document.
 */
export async function runningRig({ estate, documents }: RigContext, asked: RunningRigAsked): Promise<AuditedRig> {
  const { file } = estate
  const names = asked.sites?.map((site) => siteNamed(file, site)) ?? Object.keys(file.sites)
  const running = new Map<string, Program>()
  for (const site of new Set(names)) {
    const program = await runningProgram(estate, site)
    await requireSight(estate, site, program, asked.caller)
    running.set(site, program)
  }
  const open = documents.list().filter(({ site, name }) => name === asked.document && running.has(site))
  if (asked.document !== undefined && open.length === 0) throw noDocument(asked.document)
  const programs = afterSaves(file, running, new Map(open.map(({ site, program }) => [site, program])))
  return { file, sites: [...programs].map(([site, program]) => auditedSite(file, site, program)) }
}

/** The Miniserver itself says whether somebody may look at an administrator's permissions. */
async function requireSight(
  estate: Estate,
  site: string,
  program: Program,
  caller: CallerInput | undefined,
): Promise<void> {
  const administrator = [...program.users.values()].find((user) => isAdministratorAnywhere(program, user))
  const principal = `user:${administrator?.uuid ?? ''}` as const
  if (administrator !== undefined)
    await estate.control(site, callerAt(estate, site, caller), { type: 'permissions', principal })
}

function noDocument(name: string): RigError {
  return new RigError(
    'NO_DOCUMENT',
    `no document ${name} is open on any of these sites; load one: loxrig config load SITE`,
  )
}
