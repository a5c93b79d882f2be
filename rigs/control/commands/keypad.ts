import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import type { DeviceAuthorisation } from '../../../sim/domain/program/device-authorisation.ts'
import { rigCommand } from '../command.ts'
import { nameInput, planeInput, readerInput } from '../inputs.ts'
import { codeFields, codeOf, keypadAt, outputFields, shownAuthorisation, tagOf } from '../keypad-authorisations.ts'
import { type Plane, planeOf, planeOutput, readingPlane } from '../plane.ts'

const shown = z.strictObject({
  kind: z.enum(['code', 'tag']),
  name: z.string(),
  outputs: z.array(z.int()).describe('Which it may switch'),
  standardOutput: z.int(),
  state: z
    .enum(['active', 'used-up', 'deactivated', 'empty'])
    .describe('Of a code: whether it opens at all; `empty`: it has no digits'),
  type: z.string().exactOptional().describe('Of a code: permanent, one-time, timespan, until, from or deactivated'),
  from: z.string().exactOptional().describe("By the site's wall clock"),
  until: z.string().exactOptional(),
})

const edited = z.strictObject({ ...planeOutput, reader: z.string(), authorisation: shown })

export const keypadList = rigCommand({
  name: 'keypad-list',
  summary:
    'Lists the codes and tags of a keypad itself: of the open document, or of the running program; no digits, no ids',
  input: z.strictObject({ reader: readerInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, reader: z.string(), authorisations: z.array(shown) }),
  run: async (context, { reader: address, ...choice }) => {
    const { site, reader } = keypadAt(context.estate.file, address)
    const plane = await readingPlane(context, site, choice)
    const own = ofKeypad(plane, reader).map((each) => shownAuthorisation(context.estate, site, each))
    return { ...plane.where(), reader: `${site}/${reader}`, authorisations: own }
  },
})

export const keypadCode = rigCommand({
  name: 'keypad-code',
  summary:
    'Gives a keypad a code of its own, or changes the one of that name: all of it but its digits where none are given',
  input: z.strictObject({ reader: readerInput, name: nameInput, ...codeFields, ...planeInput }),
  output: edited,
  run: (context, input) =>
    put(context, input, 'code', (before, to) => codeOf(context.estate, { ...to, before }, input)),
})

export const keypadTag = rigCommand({
  name: 'keypad-tag',
  summary: 'Gives a keypad a tag of its own, or changes the one of that name',
  input: z.strictObject({
    reader: readerInput,
    name: nameInput,
    tag: nameInput.describe('Name in the rig file, or an id in any usual spelling'),
    ...outputFields,
    ...planeInput,
  }),
  output: edited,
  run: (context, input) =>
    put(context, input, 'tag', (before, to) =>
      tagOf(context.estate, context.cards.asLearned(), { ...to, before }, input),
    ),
})

export const keypadRemove = rigCommand({
  name: 'keypad-remove',
  summary: 'Takes a code or tag of its own from a keypad',
  input: z.strictObject({ reader: readerInput, name: nameInput, ...planeInput }),
  output: edited,
  run: async (context, { reader: address, name, ...choice }) => {
    const { site, reader } = keypadAt(context.estate.file, address)
    const plane = await planeOf(context, site, choice)
    const own = ofKeypad(plane, reader)
    const found = own.find((each) => isNamed(each, name))
    if (found === undefined) {
      const names = own.map((each) => each.name)
      throw new RigError('NOT_FOUND', `${site}/${reader} has no code or tag ${name}.${didYouMean(name, names)}`)
    }
    const where = await plane.edit({ type: 'delete-device-authorisation', uuid: found.uuid })
    return { ...where, reader: `${site}/${reader}`, authorisation: shownAuthorisation(context.estate, site, found) }
  },
})

type Context = Parameters<typeof planeOf>[0]
type Target = ReturnType<typeof keypadAt> & { readonly name: string }

/** One of that name and kind is changed, else it is new. */
async function put(
  context: Context,
  {
    reader: address,
    name,
    ...choice
  }: { readonly reader: string; readonly name: string } & Parameters<typeof planeOf>[2],
  kind: DeviceAuthorisation['kind'],
  make: (before: DeviceAuthorisation | undefined, target: Target & { readonly plane: Plane }) => DeviceAuthorisation,
) {
  const keypad = keypadAt(context.estate.file, address)
  const plane = await planeOf(context, keypad.site, choice)
  const before = ofKeypad(plane, keypad.reader).find((each) => each.kind === kind && isNamed(each, name))
  const authorisation = make(before, { ...keypad, name: before?.name ?? name, plane })
  const type = before === undefined ? 'add-device-authorisation' : 'edit-device-authorisation'
  const where = await plane.edit({ type, authorisation })
  return {
    ...where,
    reader: `${keypad.site}/${keypad.reader}`,
    authorisation: shownAuthorisation(context.estate, keypad.site, authorisation),
  }
}

function ofKeypad({ program }: Plane, reader: string): DeviceAuthorisation[] {
  return [...program.deviceAuthorisations.values()].filter((each) => each.reader === reader)
}

function isNamed(authorisation: DeviceAuthorisation, name: string): boolean {
  return authorisation.name.toLowerCase() === name.trim().toLowerCase()
}
