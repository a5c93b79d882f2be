import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { findGroup, findUser } from '../../../sim/domain/program/lookup.ts'
import { importKey, type TrustImport } from '../../../sim/domain/trust/membership.ts'
import type { Discovered } from '../../../sim/domain/trust/message.ts'
import { discovered } from '../../../sim/protocol/control/answers.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { type Plane, planeOf, planeOutput, readingPlane } from '../plane.ts'

const exchange = {
  site: siteInput.describe('The site where they are to be used'),
  from: siteInput.describe('The site they belong to'),
}

const chosen = {
  user: nameInput.optional().describe('One of `user` and `group`'),
  group: nameInput.optional().describe('Its members come with it'),
}

const shared = z.array(
  z.strictObject({
    name: z.string(),
    uuid: z.string(),
    added: z.boolean().describe('Here already'),
    locked: z.boolean().describe('Came with a group, and goes with it'),
  }),
)

const imported = z.strictObject({
  ...planeOutput,
  from: z.string(),
  kind: z.enum(['user', 'group']),
  name: z.string(),
  uuid: z.string(),
})

export const trustUsers = rigCommand({
  name: 'trust-users',
  summary: 'Asks another Miniserver of the Trust which of its users and groups may be added here',
  input: z.strictObject({ ...exchange, ...planeInput }),
  output: z.strictObject({ ...planeOutput, from: z.string(), users: shared, groups: shared }),
  run: async (context, { site, from, ...choice }) => {
    const { file } = context.estate
    const plane = await readingPlane(context, siteNamed(file, site), choice)
    const origin = siteNamed(file, from)
    const found = await discover(context, plane, origin)
    const shown = (kind: TrustImport['kind'], all: Discovered['users']) =>
      all.map(({ uuid, name }) => {
        const entry = plane.program.imports.get(importKey({ origin: found.serial, kind, uuid }))
        return { name, uuid, added: entry !== undefined, locked: entry?.locked === true }
      })
    return {
      ...plane.where(),
      from: origin,
      users: shown('user', found.users),
      groups: shown('group', found.groups),
    }
  },
})

export const trustUsersAdd = rigCommand({
  name: 'trust-users-add',
  summary: 'Adds a user or group of another Miniserver of the Trust, who can then be given rights here',
  input: z.strictObject({ ...exchange, ...chosen, ...planeInput }),
  output: imported,
  run: async (context, { site, from, user, group, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const origin = siteNamed(file, from)
    const { kind, text } = oneOf(user, group)
    const found = await discover(context, plane, origin)
    const { uuid, name } = named(kind, kind === 'user' ? found.users : found.groups, text, origin)
    const entry: TrustImport = { origin: found.serial, kind, uuid }
    return { ...(await plane.edit({ type: 'add-import', entry, name })), from: origin, kind, name, uuid }
  },
})

export const trustUsersRemove = rigCommand({
  name: 'trust-users-remove',
  summary: 'Removes a user or group of another Miniserver here, with everything assigned to it; its origin keeps it',
  input: z.strictObject({ ...exchange, ...chosen, ...planeInput }),
  output: imported,
  run: async (context, { site, from, user, group, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const origin = siteNamed(file, from)
    const { serial } = identityOf(file, origin)
    const { kind, text } = oneOf(user, group)
    const find = kind === 'user' ? findUser : findGroup
    const { uuid, name } = find(plane.program, `${text}@${serial}`)
    const entry: TrustImport = { origin: serial, kind, uuid }
    return { ...(await plane.edit({ type: 'remove-import', entry })), from: origin, kind, name, uuid }
  },
})

async function discover({ estate }: RigContext, plane: Plane, origin: string): Promise<Discovered> {
  const { serial } = identityOf(estate.file, origin)
  return discovered.parse(await estate.control(plane.site, plane.caller, { type: 'discover', serial }))
}

function oneOf(user: string | undefined, group: string | undefined): { kind: TrustImport['kind']; text: string } {
  if (user !== undefined && group === undefined) return { kind: 'user', text: user }
  if (group !== undefined && user === undefined) return { kind: 'group', text: group }
  throw new RigError('USAGE', 'name either a user or a group')
}

function named(kind: string, all: Discovered['users'], text: string, origin: string): Discovered['users'][number] {
  const found = all.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase())
  if (found !== undefined) return found
  const names = all.map(({ name }) => name)
  throw new RigError('NOT_FOUND', `${origin} offers no ${kind} ${text}.${didYouMean(text, names)}`)
}
