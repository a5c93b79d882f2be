import { z } from 'zod'
import { findGroup, findPrincipal } from '../../../sim/domain/program/lookup.ts'
import { membersOf } from '../../../sim/domain/program/member-edits.ts'
import type { PrincipalKey } from '../../../sim/domain/program/names.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { groupInput, nameInput, namesInput, planeInput, siteInput } from '../inputs.ts'
import { kindOf, originOf, originOutput, typedName } from '../owners.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'
import { programNames } from '../program-names.ts'

const groupOutput = z.strictObject({
  group: z.string(),
  kind: z.enum(['group', 'trustGroup']).describe('`trustGroup`: one of another Miniserver'),
  uuid: z.string(),
  origin: originOutput.optional(),
})
const editedGroup = z.strictObject({ ...planeOutput, group: z.string() })

export const groupAdd = rigCommand({
  name: 'group-add',
  summary: 'Adds a user group to a site',
  input: z.strictObject({ site: siteInput, name: nameInput, ...planeInput }),
  output: editedGroup,
  run: async (context, { site, name, ...choice }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const uuid = newUuid(random, identityOf(file, plane.site).serial, 'group', name)
    const group = { uuid, name, type: 'normal', groups: [] } as const
    return { ...(await plane.edit({ type: 'add-group', group })), group: name }
  },
})

export const groupEdit = rigCommand({
  name: 'group-edit',
  summary: 'Renames a user group of a site; where it is shared, others follow',
  input: z.strictObject({ site: siteInput, group: groupInput, newName: nameInput, ...planeInput }),
  output: editedGroup,
  run: async (context, { site, group, newName, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const { uuid } = findGroup(plane.program, group)
    return { ...(await plane.edit({ type: 'edit-group', uuid, change: { name: newName } })), group: newName }
  },
})

export const groupDelete = rigCommand({
  name: 'group-delete',
  summary: 'Deletes a user group of a site with everything assigned to it',
  input: z.strictObject({ site: siteInput, group: groupInput, ...planeInput }),
  output: editedGroup,
  run: async (context, { site, group, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const { uuid, name } = findGroup(plane.program, group)
    return { ...(await plane.edit({ type: 'delete-group', uuid })), group: name }
  },
})

export const groupAssign = rigCommand({
  name: 'group-assign',
  summary: 'Puts a user, a group or a Trust member into a group, or takes it out again',
  input: z.strictObject({
    site: siteInput,
    principal: nameInput.describe('`Anna`, `Anna@Office`, `group:Adults` or `member:Home`'),
    group: groupInput,
    remove: z.boolean().optional().describe('Takes it out instead'),
    ...planeInput,
  }),
  output: editedGroup,
  run: async (context, { site, principal, group, remove = false, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const found = findGroup(plane.program, group)
    const where = await plane.edit({
      type: remove ? 'remove-from-group' : 'assign-to-group',
      principal: findPrincipal(plane.program, principal),
      group: found.uuid,
    })
    return { ...where, group: found.name }
  },
})

const principals = namesInput.describe('`Anna`, `Anna@Office`, `group:Adults` or `member:Home`').optional()

export const groupMembers = rigCommand({
  name: 'group-members',
  summary: 'Shows who is in a group itself, or makes it so, whole or not at all ("Manage members … Apply")',
  input: z.strictObject({
    site: siteInput,
    group: groupInput,
    set: principals.describe('Who is in it from now on, and nobody else'),
    add: principals.describe('Who comes'),
    remove: principals.describe('Who goes'),
    ...planeInput,
  }),
  output: editedGroup.extend({ members: z.array(z.string()) }),
  run: async (context, { site: named, group, set, add, remove, ...choice }) => {
    const site = siteNamed(context.estate.file, named)
    const isEdit = [set, add, remove].some((each) => each !== undefined)
    const plane = await (isEdit ? planeOf : readingPlane)(context, site, choice)
    const { uuid, name } = findGroup(plane.program, group)
    const members = new Set(set === undefined ? membersOf(plane.program, uuid) : found(plane.program, set))
    for (const principal of found(plane.program, add)) members.add(principal)
    for (const principal of found(plane.program, remove)) members.delete(principal)
    const where = isEdit ? await plane.edit({ type: 'set-members', group: uuid, members: [...members] }) : plane.where()
    const names = programNames(context.estate.file, plane.program)
    return { ...where, group: name, members: [...members].map(names.principal) }
  },
})

function found(program: Program, principals: readonly string[] = []): PrincipalKey[] {
  return principals.map((text) => findPrincipal(program, text))
}

export const groupList = rigCommand({
  name: 'group-list',
  summary: 'Lists the user groups of a site: of the open document, or of the running program where none is open',
  input: z.strictObject({ site: siteInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, groups: z.array(groupOutput) }),
  run: async (context, { site, ...choice }) => {
    const { file } = context.estate
    const plane = await readingPlane(context, siteNamed(file, site), choice)
    const groups = [...plane.program.groups.values()].map((group) => ({
      group: typedName(file, plane.program, group),
      kind: kindOf('group', group),
      uuid: group.uuid,
      ...originOf(file, plane.program, group),
    }))
    return { ...plane.where(), groups }
  },
})
