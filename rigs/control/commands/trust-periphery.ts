import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { peersOf } from '../../../sim/domain/trust/peers.ts'
import type { Periphery } from '../../../sim/domain/trust-io/search.ts'
import { periphery } from '../../../sim/protocol/control/answers.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { type Plane, planeOf, planeOutput, readingPlane, runningProgram } from '../plane.ts'
import { serialNamed } from '../trust-named.ts'
import { ioPlace, ioShape, placeIn } from './io.ts'

const site = siteInput.describe('The site where they are to be used')
const from = nameInput.describe('The site that has it, or its serial number')

const found = z.strictObject({
  from: z.string().describe('Name of the Miniserver that has it'),
  name: z.string(),
  uuid: z.string(),
  ...ioShape,
  description: z.string().optional(),
  added: z.string().optional().describe('What it is called here, where it was added already'),
})

const foundIntercom = found.pick({ from: true, name: true, uuid: true, added: true })

export const trustPeriphery = rigCommand({
  name: 'trust-periphery',
  summary: 'Searches the periphery: which inputs, outputs and Intercoms the members of a Trust let this Miniserver use',
  input: z.strictObject({ site, from: from.optional(), ...planeInput }),
  output: z.strictObject({
    ...planeOutput,
    found: z.array(found),
    intercoms: z.array(foundIntercom),
    silent: z
      .array(z.strictObject({ from: z.string(), code: z.string(), message: z.string() }))
      .describe('Members that could not be asked'),
  }),
  run: async (context, { site: at, from: asked, ...choice }) => {
    const { file } = context.estate
    const plane = await readingPlane(context, siteNamed(file, at), choice)
    const self = identityOf(file, plane.site).serial
    const peers = peersOf(await runningProgram(context.estate, plane.site), self)
    const serials = asked === undefined ? [...peers.keys()] : [await memberNamed(context, plane.site, asked)]
    const answers = await Promise.all(serials.map((serial) => searched(context, plane, serial)))
    const nameOf = (serial: string): string => peers.get(serial)?.name ?? serial
    return {
      ...plane.where(),
      found: answers.flatMap((answer) => ('ios' in answer ? shown(plane.program, nameOf(answer.serial), answer) : [])),
      intercoms: answers.flatMap((answer) =>
        'ios' in answer ? shownIntercoms(plane.program, nameOf(answer.serial), answer) : [],
      ),
      silent: answers.flatMap((answer) =>
        'ios' in answer ? [] : [{ from: nameOf(answer.serial), code: answer.code, message: answer.message }],
      ),
    }
  },
})

const adding = {
  ...{ site, from },
  name: nameInput.optional().describe('What it shall be called here; as there when left out'),
  ...ioPlace,
  ...planeInput,
}

const added = { ...planeOutput, from: z.string(), name: z.string(), uuid: z.string() }

export const trustIntercomAdd = rigCommand({
  name: 'trust-intercom-add',
  summary: 'Adds an Intercom of another member of the Trust here, as "+" in the Periphery Search does',
  input: z.strictObject({ ...adding, intercom: nameInput.describe('Its name there') }),
  output: z.strictObject(added),
  run: async (context, { intercom: text, ...input }) => {
    const { plane, there, reference } = await foundThere(context, input, 'intercoms', text)
    const { uuid: intercom, version } = there
    const kind = 'intercom-reference'
    const where = await plane.edit({ type: 'add-io-reference', reference: { kind, version, intercom, ...reference } })
    return { ...where, from: input.from, name: reference.name, uuid: reference.uuid }
  },
})

export const trustPeripheryAdd = rigCommand({
  name: 'trust-periphery-add',
  summary: 'Adds an input or output of another member of the Trust here, as "+" in the Periphery Search does',
  input: z.strictObject({ ...adding, io: nameInput.describe('Its name there') }),
  output: z.strictObject({ ...added, ...ioShape }),
  run: async (context, { io: text, ...input }) => {
    const { plane, there, reference } = await foundThere(context, input, 'ios', text)
    const { direction, value, description } = there
    const io = {
      ...({ kind: 'trusted-io-reference', direction, value, io: there.uuid, ...reference } as const),
      ...(description !== undefined && { description }),
    }
    const where = await plane.edit({ type: 'add-io-reference', reference: io })
    return { ...where, from: input.from, name: reference.name, uuid: reference.uuid, direction, value }
  },
})

const LACKS = { ios: 'input or output', intercoms: 'Intercom' } as const

/** What a member lets be used here under a name, and what every reference to it has. */
async function foundThere<Kind extends keyof typeof LACKS>(
  context: RigContext,
  { site: at, from: origin, name: called, room, category, ...choice }: z.output<z.ZodObject<typeof adding>>,
  kind: Kind,
  text: string,
) {
  const { file, random } = context.estate
  const plane = await planeOf(context, siteNamed(file, at), choice)
  const host = await memberNamed(context, plane.site, origin)
  const all: readonly Periphery[Kind][number][] = (await search(context, plane, host))[kind]
  const there = namedAmong(all, text, `${origin} lets no ${LACKS[kind]}`)
  const name = called ?? there.name
  const uuid = newUuid(random, identityOf(file, plane.site).serial, 'control', name)
  return { plane, there, reference: { uuid, name, host, ...placeIn(plane.program, room, category) } }
}

async function search({ estate }: RigContext, { site: at, caller }: Plane, serial: string): Promise<Periphery> {
  return periphery.parse(await estate.control(at, caller, { type: 'search-periphery', serial }))
}

/** A member by its site, name or serial number. Who is none is not asked: NOT_A_MEMBER for another site of the rig, else NOT_FOUND. */
async function memberNamed({ estate }: RigContext, at: string, text: string): Promise<string> {
  const self = identityOf(estate.file, at)
  const peers = peersOf(await runningProgram(estate, at), self.serial)
  const serial = serialNamed(estate.file, text)
  const wanted = text.trim().toLowerCase()
  const all = [...peers.values()]
  const peer =
    peers.get(serial) ??
    all.find(({ name, serial: own }) => wanted === name.toLowerCase() || wanted === own.toLowerCase())
  if (peer !== undefined) return peer.serial
  if (serial !== text) throw new RigError('NOT_A_MEMBER', `${text} shares no Trust with ${self.name}.`)
  const names = all.map(({ name }) => name)
  throw new RigError('NOT_FOUND', `There is no member ${text} of a Trust of ${self.name}.${didYouMean(text, names)}`)
}

/** One that cannot be asked must not hide what others let be seen. */
async function searched(context: RigContext, plane: Plane, serial: string) {
  try {
    return await search(context, plane, serial)
  } catch (error) {
    if (!(error instanceof RigError) || error.code === 'FORBIDDEN') throw error
    return { serial, code: error.code, message: error.message }
  }
}

function shown({ controls }: Program, from: string, { serial, ios }: Periphery): z.output<typeof found>[] {
  const references = [...controls.values()].filter((control) => control.kind === 'trusted-io-reference')
  return ios.map((io) => {
    const added = references.find((reference) => reference.host === serial && reference.io === io.uuid)?.name
    return { from, ...io, ...(added !== undefined && { added }) }
  })
}

function shownIntercoms({ controls }: Program, from: string, { serial, intercoms }: Periphery) {
  const references = [...controls.values()].filter((control) => control.kind === 'intercom-reference')
  return intercoms.map(({ uuid, name }) => {
    const added = references.find(({ host, intercom }) => host === serial && intercom === uuid)?.name
    return { from, uuid, name, ...(added !== undefined && { added }) }
  })
}

function namedAmong<Found extends { readonly name: string }>(all: readonly Found[], text: string, lack: string): Found {
  const found = all.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase())
  if (found !== undefined) return found
  const names = all.map(({ name }) => name)
  throw new RigError('NOT_FOUND', `${lack} ${text} be used here.${didYouMean(text, names)}`)
}
