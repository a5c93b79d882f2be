import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { findCategory, findRoom } from '../../../sim/domain/program/lookup.ts'
import type { Control, Program } from '../../../sim/domain/program/program.ts'
import { peersOf } from '../../../sim/domain/trust/peers.ts'
import { type Io, isIo, readValue } from '../../../sim/domain/trust-io/value.ts'
import { ioSetAnswer, ioStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { sitedLike, siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { callerInput, nameInput, planeInput, siteInput } from '../inputs.ts'
import { nearestOrAll } from '../names-there.ts'
import { planeOf, planeOutput, runningProgram } from '../plane.ts'

/** What an input or output is, as it is made. */
export const ioShape = {
  direction: z.enum(['input', 'output']).describe('Members read an input and write an output'),
  value: z.enum(['digital', 'analog', 'text']),
}

/** Where it is shown. */
export const ioPlace = { room: nameInput.optional(), category: nameInput.optional() }

const ioInput = nameInput.describe('With its site: `home/Gate`')
const valueInput = z.union([z.number(), z.string().max(1024)]).describe('`on`, `off`, a number or a text')

export const ioList = rigCommand({
  name: 'io-list',
  summary:
    'Shows the inputs and outputs of a Miniserver that Trust members may use, those of others used there, and their values',
  input: z.strictObject({ site: siteInput, caller: callerInput }),
  output: z.strictObject({
    site: z.string(),
    ios: ioStatusAnswer,
    members: z.record(z.string(), z.string()).describe('Names of the other members by their serial numbers'),
  }),
  run: async ({ estate }, { site, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'io-status' })
    const peers = peersOf(await runningProgram(estate, at), identityOf(estate.file, at).serial)
    const members = Object.fromEntries(Array.from(peers.values(), ({ serial, name }) => [serial, name]))
    return { site: at, ios: ioStatusAnswer.parse(answer), members }
  },
})

export const ioAdd = rigCommand({
  name: 'io-add',
  summary: 'Makes an input or output that Trust members can be given the right to',
  input: z.strictObject({
    site: siteInput,
    name: nameInput,
    ...{ direction: ioShape.direction, value: ioShape.value.optional().describe('digital when left out') },
    description: nameInput.optional().describe('In words for people, who find it in the Periphery Search'),
    ...ioPlace,
    ...planeInput,
  }),
  output: z.strictObject({ ...planeOutput, name: z.string(), uuid: z.string(), ...ioShape }),
  run: async (context, { site, name, direction, value = 'digital', description, room, category, ...choice }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const uuid = newUuid(random, identityOf(file, plane.site).serial, 'control', name)
    const kind = { direction, value, ...(description !== undefined && { description }) }
    const io = { kind: 'trusted-io', uuid, name, ...kind, ...placeIn(plane.program, room, category) } as const
    return { ...(await plane.edit({ type: 'add-io', io })), name, uuid, direction, value }
  },
})

export const ioDelete = rigCommand({
  name: 'io-delete',
  summary: 'Deletes an input or output, or one of another Miniserver here, with its wires and all rights to it',
  input: z.strictObject({ io: ioInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, name: z.string() }),
  run: async (context, { io, ...choice }) => {
    const { site, name } = sitedLike(context.estate.file, io, io)
    const plane = await planeOf(context, site, choice)
    const found = ioNamed(plane.program, site, name)
    return { ...(await plane.edit({ type: 'delete-io', uuid: found.uuid })), name: found.name }
  },
})

export const ioSet = rigCommand({
  name: 'io-set',
  summary: 'Sets an input of a Miniserver, or an output of another that is used there',
  input: z.strictObject({ io: ioInput, value: valueInput, caller: callerInput }),
  output: z.strictObject({ site: z.string(), name: z.string(), ...ioSetAnswer.shape }),
  run: async ({ estate }, { io, value: written, caller }) => {
    const { site, name } = sitedLike(estate.file, io, io)
    const found = ioNamed(await runningProgram(estate, site), site, name)
    const value = readValue(found, String(written))
    if (value === undefined)
      throw new RigError('INVALID', `${site}/${found.name} is ${found.value}: write ${WORDS_OF[found.value]}`)
    const answer = await estate.control(site, callerAt(estate, site, caller), {
      type: 'set-io',
      uuid: found.uuid,
      value,
    })
    return { site, name: found.name, ...ioSetAnswer.parse(answer) }
  },
})

/** Room and category by their names. */
export function placeIn(
  program: Program,
  room: string | undefined,
  category: string | undefined,
): Pick<Control, 'room' | 'category'> {
  return {
    ...(room !== undefined && { room: findRoom(program, room).uuid }),
    ...(category !== undefined && { category: findCategory(program, category).uuid }),
  }
}

const WORDS_OF = { digital: 'on, off or a number', analog: 'a number, such as 21.5', text: 'a text' } as const

function ioNamed(program: Program, site: string, text: string): Io {
  const ios = [...program.controls.values()].filter(isIo)
  const found = ios.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase())
  if (found !== undefined) return found
  const names = ios.map(({ name }) => name)
  const instead = nearestOrAll(text, names, 'Inputs and outputs')
  throw new RigError('NOT_FOUND', `no input or output ${text} of a Trust at ${site}.${instead}`)
}
