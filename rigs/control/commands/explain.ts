import { z } from 'zod'
import type { Caller } from '../../../sim/domain/miniserver/input.ts'
import { splitPrincipal } from '../../../sim/domain/program/ancestors.ts'
import { findObject, findPrincipal } from '../../../sim/domain/program/lookup.ts'
import type { ObjectKey, PrincipalKey } from '../../../sim/domain/program/names.ts'
import { scopesOf } from '../../../sim/domain/program/permission-edits.ts'
import type { Program, Scope } from '../../../sim/domain/program/program.ts'
import { explanation, permissions } from '../../../sim/protocol/control/answers.ts'
import type { Estate } from '../../estate.ts'
import { onlySite, sitedName, siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, siteInput, timeInput } from '../inputs.ts'
import { instantAt } from '../instants.ts'
import { typedName } from '../owners.ts'
import { runningProgram } from '../plane.ts'
import { principalExplanation } from '../principal-explanation.ts'
import { programNames } from '../program-names.ts'
import { siteMissing } from '../site-missing.ts'
import { zoneOf } from './time.ts'

const scope = z.enum(['internal', 'external']).optional().describe('Of doors and Intercoms there is none')

export const explain = rigCommand({
  name: 'explain',
  summary:
    'Says why a user, group or Trust member may or may not do something; without an object, shows all permissions',
  input: z.strictObject({
    user: nameInput.describe('`Anna`, `Anna@Office`, `group:Adults` or `member:Home`'),
    object: nameInput.optional().describe('`home/access:Front Door`; without its site where `site` is given'),
    site: siteInput.optional(),
    at: timeInput.optional().describe('Now, when left out'),
    scope,
    caller: callerInput,
  }),
  output: z.discriminatedUnion('about', [
    z.strictObject({
      about: z.literal('object'),
      site: z.string(),
      principal: z.string(),
      object: z.string(),
      scope: z.enum(['internal', 'external', 'physical']),
      at: z.string().describe('The instant asked about, UTC'),
      explanation,
    }),
    z.strictObject({
      about: z.literal('all'),
      site: z.string(),
      principal: z.string(),
      at: z.string().describe('The instant asked about, UTC'),
      permissions,
    }),
  ]),
  run: async ({ estate }, { user, object, site: given, at, scope, caller }) => {
    const { site, name } = await placeOf(estate, user, object, given)
    const program = await runningProgram(estate, site)
    const asked = { estate, site, caller: callerAt(estate, site, caller), program, ...instantOf(estate, site, at) }
    const key = findPrincipal(program, user)
    const told = { site, principal: programNames(estate.file, program).principal(key), at: asked.at }
    if (name === undefined) {
      const shown = (await allOf(asked, key)).map((each) => ({ ...each, object: typedObject(site, each) }))
      return { about: 'all' as const, ...told, permissions: shown }
    }
    const objectKey = findObject(program, name)
    const [only = 'internal', other] = scopesOf(objectKey)
    const within = other === undefined ? only : (scope ?? 'internal')
    return {
      about: 'object' as const,
      ...told,
      object: `${site}/${name}`,
      scope: within,
      explanation: await explanationOf(asked, key, objectKey, within),
    }
  },
})

interface Asked {
  readonly estate: Estate
  readonly site: string
  readonly caller: Caller
  readonly program: Program
  readonly at: string
  readonly atWallMs?: number
}

/** A time that was not given is the Miniserver's own now. */
function instantOf(estate: Estate, site: string, at: string | undefined): Pick<Asked, 'at' | 'atWallMs'> {
  const nowMs = estate.clock.now(site).wallMs
  const atWallMs = at === undefined ? nowMs : instantAt(at, zoneOf(estate, site), nowMs)
  return { at: new Date(atWallMs).toISOString(), ...(at !== undefined && { atWallMs }) }
}

async function allOf({ estate, site, caller, atWallMs }: Asked, principal: PrincipalKey) {
  const time = atWallMs === undefined ? {} : { atWallMs }
  return permissions.parse(await estate.control(site, caller, { type: 'permissions', principal, ...time }))
}

/** Of users the Miniserver says it; of groups and Trust members it follows from all that they have. */
async function explanationOf(asked: Asked, principal: PrincipalKey, object: ObjectKey, scope: Scope) {
  const { estate, site, caller, program, atWallMs } = asked
  const found = program.users.get(splitPrincipal(principal)[1])
  if (found === undefined) {
    const all = await allOf(asked, principal)
    return principalExplanation(
      all.find((each) => each.object === object),
      scope,
    )
  }
  const time = atWallMs === undefined ? {} : { atWallMs }
  const user = typedName(estate.file, program, found)
  return explanation.parse(await estate.control(site, caller, { type: 'explain', user, object, scope, ...time }))
}

/** `home/access:Front Door` for `access:<uuid>`. */
function typedObject(site: string, { object, name }: { readonly object: string; readonly name: string }): string {
  return `${site}/${object.slice(0, object.indexOf(':'))}:${name}`
}

/** Where, and about what. Throws USAGE where no site is named and there are several. */
async function placeOf(estate: Estate, user: string, object: string | undefined, given: string | undefined) {
  const { file } = estate
  const site = given === undefined ? onlySite(file) : siteNamed(file, given)
  if (object === undefined) {
    if (site === undefined) throw await siteMissing(estate, user)
    return { site, name: undefined }
  }
  const kind = object.slice(0, Math.max(object.indexOf(':'), 0))
  return site === undefined || kind.includes('/') ? sitedName(file, object) : { site, name: object }
}
