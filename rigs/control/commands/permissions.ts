import { z } from 'zod'
import { findObject, findPrincipal } from '../../../sim/domain/program/lookup.ts'
import { onlySite, sitedName, siteNamed } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { objectPermissions, permissionsAfter } from '../object-permissions.ts'
import { type Plane, type PlaneChoice, planeOf, planeOutput, readingPlane } from '../plane.ts'
import { permissionRow, principalTabs, tabOutput } from '../principal-tabs.ts'
import { siteMissing } from '../site-missing.ts'

const subject = nameInput.describe('`home/access:Front Door`, or a principal: `Anna`, `group:Adults`, `member:Home`')

const assigned = z.array(permissionRow.omit({ object: true }).extend({ principal: z.string() }))
const ofObject = z.strictObject({ ...planeOutput, about: z.literal('object'), object: z.string(), assigned })

export const permissionsShow = rigCommand({
  name: 'permissions',
  summary:
    'Shows what a principal itself is assigned, by tab ("Manage Permissions"), or who is on an object, as at a block',
  input: z.strictObject({ subject, site: siteInput.optional(), ...planeInput }),
  output: z.discriminatedUnion('about', [
    ofObject,
    z.strictObject({ ...planeOutput, about: z.literal('principal'), principal: z.string(), tabs: z.array(tabOutput) }),
  ]),
  run: async (context, { subject, site: given, ...choice }) => {
    const { file } = context.estate
    const { site, name, isObject } = await placeOf(context, subject, given)
    const plane = await readingPlane(context, site, choice)
    if (isObject) return { ...plane.where(), ...shownObject(context, plane, name) }
    const principal = findPrincipal(plane.program, name)
    return {
      ...plane.where(),
      about: 'principal' as const,
      principal: name,
      tabs: principalTabs(file, site, plane.program, principal),
    }
  },
})

const changed = z.array(nameInput).max(1000).optional()

export const permissionsEdit = rigCommand({
  name: 'permissions-edit',
  summary: 'Changes who is assigned on an object, seen from the object, whole or not at all',
  input: z.strictObject({
    object: nameInput.describe('With its site: `home/access:Front Door`'),
    allow: changed.describe('Who is allowed it, in place of what was assigned before'),
    deny: changed.describe('Who is denied it, in place of what was assigned before'),
    clear: changed.describe('Whose assignment goes'),
    scope: z.enum(['internal', 'external', 'both']).optional().describe('Both when left out'),
    schedule: nameInput.optional().describe('Access schedule of who is allowed a door; Always when left out'),
    ...planeInput,
  }),
  output: ofObject,
  run: async (context, { object: address, ...input }) => {
    const { site, name } = sitedName(context.estate.file, address)
    const plane = await planeOf(context, site, input)
    const object = findObject(plane.program, name)
    const permissions = permissionsAfter(plane.program, object, input)
    const where = await plane.edit({ type: 'set-permissions', object, permissions })
    const after = await planeAfter(context, site, input, plane)
    return { ...where, ...shownObject(context, after, name) }
  },
})

/** A document is edited in place; the running program is asked again. */
function planeAfter(context: RigContext, site: string, choice: PlaneChoice, plane: Plane): Promise<Plane> {
  return choice.app === true ? planeOf(context, site, choice) : Promise.resolve(plane)
}

function shownObject({ estate }: RigContext, { site, program }: Plane, name: string) {
  const object = findObject(program, name)
  const assigned = objectPermissions(estate.file, program, object)
  return { about: 'object' as const, object: `${site}/${name}`, assigned }
}

const OBJECT = /^(?:[^/:]+\/)?(?:right|room|category|function|access|device):/i

async function placeOf({ estate }: RigContext, subject: string, named: string | undefined) {
  const given = named ?? onlySite(estate.file)
  const isObject = OBJECT.test(subject)
  if (isObject && (given === undefined || /^[^/:]+\//.test(subject)))
    return { ...sitedName(estate.file, subject), isObject }
  if (given === undefined) throw await siteMissing(estate, subject)
  return { site: siteNamed(estate.file, given), name: subject, isObject }
}
