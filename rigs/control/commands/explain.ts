import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { findObject, findPrincipal, findUser } from '../../../sim/domain/program/lookup.ts'
import { scopesOf } from '../../../sim/domain/program/permission-edits.ts'
import { explanation, permissions } from '../../../sim/protocol/control/answers.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { sitedName, siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, siteInput, timeInput } from '../inputs.ts'
import { instantAt } from '../instants.ts'
import { typedName } from '../owners.ts'
import { runningProgram } from '../plane.ts'
import { zoneOf } from './time.ts'

const scope = z.enum(['internal', 'external']).optional().describe('Of doors and Intercoms there is none')

export const explain = rigCommand({
  name: 'explain',
  summary: 'Says why a user may or may not do something; without an object, shows all permissions of a principal',
  input: z.strictObject({
    user: nameInput.describe('A user; for all permissions also `group:Adults` or `member:Home`'),
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
      object: z.string(),
      scope: z.enum(['internal', 'external', 'physical']),
      at: z.string().describe('The instant asked about, UTC'),
      explanation,
    }),
    z.strictObject({ about: z.literal('all'), site: z.string(), principal: z.string(), permissions }),
  ]),
  run: async ({ estate }, { user, object, site: given, at, scope, caller }) => {
    const { site, name } = placeOf(estate.file, object, given)
    const program = await runningProgram(estate, site)
    const asks = callerAt(estate, site, caller)
    if (name === undefined) {
      if (at !== undefined) throw new RigError('USAGE', 'all permissions are shown as of now; name an object with at')
      const principal = findPrincipal(program, user)
      const answer = await estate.control(site, asks, { type: 'permissions', principal })
      const shown = permissions.parse(answer).map((each) => ({ ...each, object: typedObject(site, each) }))
      return { about: 'all' as const, site, principal: user, permissions: shown }
    }
    const key = findObject(program, name)
    const [only = 'internal', other] = scopesOf(key)
    const within = other === undefined ? only : (scope ?? 'internal')
    const nowMs = estate.clock.now(site).wallMs
    const atWallMs = at === undefined ? nowMs : instantAt(at, zoneOf(estate, site), nowMs)
    const answer = await estate.control(site, asks, {
      type: 'explain',
      user: typedName(estate.file, program, findUser(program, user)),
      object: key,
      scope: within,
      ...(at !== undefined && { atWallMs }),
    })
    return {
      about: 'object' as const,
      site,
      object: `${site}/${name}`,
      scope: within,
      at: new Date(atWallMs).toISOString(),
      explanation: explanation.parse(answer),
    }
  },
})

/** `home/access:Front Door` for `access:<uuid>`. */
function typedObject(site: string, { object, name }: { readonly object: string; readonly name: string }): string {
  return `${site}/${object.slice(0, object.indexOf(':'))}:${name}`
}

/** Where, and about what. Throws USAGE where no site is named. */
function placeOf(file: RigFile, object: string | undefined, given: string | undefined) {
  const site = given === undefined ? undefined : siteNamed(file, given)
  if (object === undefined) {
    if (site === undefined) throw new RigError('USAGE', 'name a site, or an object with its site')
    return { site, name: undefined }
  }
  const kind = object.slice(0, Math.max(object.indexOf(':'), 0))
  return site === undefined || kind.includes('/') ? sitedName(file, object) : { site, name: object }
}
