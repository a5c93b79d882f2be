import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import type { DeviceAuthorisation, DeviceCode, DeviceTag } from '../../sim/domain/program/device-authorisation.ts'
import type { Uuid } from '../../sim/domain/program/names.ts'
import type { AuthenticationNfcCodeTouch, Program } from '../../sim/domain/program/program.ts'
import type { Estate } from '../estate.ts'
import { codeDigest } from '../factory/plan.ts'
import { codeTypeOf } from '../rig-file/build/device-authorisations.ts'
import { identityOf } from '../rig-file/identity.ts'
import { AccessCode } from '../rig-file/schema/users.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { readerAddress } from './addresses.ts'
import { requireKind } from './commands/present.ts'
import { credentialNamed } from './credentials.ts'
import { newUuid } from './hash.ts'
import { nameInput } from './inputs.ts'
import { clockText, instantAt } from './instants.ts'

const outputInput = z.int().min(1).max(6)
const timeInput = nameInput.describe("2026-10-25T02:30 by the site's wall clock, or an instant with its offset")

export const outputFields = {
  outputs: z.array(outputInput).max(6).optional().describe('Which it may switch; left out, all that are in use'),
  standardOutput: outputInput.optional().describe('What it switches when nothing was selected; left out, the lowest'),
}

/** All of a code but its name. */
export const codeFields = {
  code: AccessCode.optional().describe('2 to 8 digits; left out, those that there are stay'),
  once: z.boolean().optional().describe('It opens once (P-73)'),
  from: timeInput.optional(),
  until: timeInput.optional(),
  active: z.boolean().optional().describe('True when left out'),
  ...outputFields,
}

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>

/** Which keypad it is for, and what there was of that name. */
interface Target {
  readonly site: string
  readonly reader: string
  readonly name: string
  readonly before: DeviceAuthorisation | undefined
  readonly plane: { readonly program: Program }
}

/** The keypad at `site/reader`. Throws NOT_FOUND, UNSUPPORTED. */
export function keypadAt(file: RigFile, text: string): { readonly site: string; readonly reader: string } {
  const address = readerAddress(file, text)
  requireKind(address, 'nfc-code-touch')
  return address
}

/** Throws USAGE for a time that is none. What was used up opens again, as with the API (P-226). */
export function codeOf(estate: Estate, target: Target, fields: Fields<typeof codeFields>): DeviceCode {
  const { code, once = false, active = true } = fields
  const [from, to] = [fields.from, fields.until].map((text) => instantOf(estate, target.site, text))
  const kept = target.before?.kind === 'code' ? target.before.digest : undefined
  const codeKey = estate.plans.find(({ site }) => site === target.site)?.codeKey ?? ''
  const digest = code === undefined ? kept : codeDigest(codeKey, code)
  return {
    ...{ kind: 'code', ...common(estate, target, fields), isActive: active },
    type: codeTypeOf({ once, active, from, to }),
    ...(from !== undefined && { fromMs: from }),
    ...(to !== undefined && { toMs: to }),
    ...(digest !== undefined && { digest }),
  }
}

/** Throws NOT_FOUND for what is no tag. */
export function tagOf(
  estate: Estate,
  cards: RigFile,
  target: Target,
  fields: Fields<typeof outputFields> & { readonly tag: string },
): DeviceTag {
  return { kind: 'tag', ...common(estate, target, fields), id: credentialNamed(cards, 'tag', fields.tag).id }
}

/** Never digits or ids. */
export function shownAuthorisation(estate: Estate, site: string, authorisation: DeviceAuthorisation) {
  const { kind, name, outputs, standardOutput } = authorisation
  const shown = { kind, name, outputs: numbersIn(outputs), standardOutput }
  if (authorisation.kind === 'tag') return { ...shown, state: 'active' as const }
  const { type, fromMs, toMs } = authorisation
  const zone = zoneNameOf(estate, site)
  return {
    ...{ ...shown, state: stateOf(authorisation), type },
    ...(fromMs !== undefined && { from: clockText(zone, fromMs) }),
    ...(toMs !== undefined && { until: clockText(zone, toMs) }),
  }
}

function stateOf({ isUsedUp, isActive, type, digest }: DeviceCode): 'active' | 'used-up' | 'deactivated' | 'empty' {
  if (digest === undefined) return 'empty'
  if (isUsedUp === true) return 'used-up'
  return isActive && type !== 'deactivated' ? 'active' : 'deactivated'
}

function common(
  { random, file }: Estate,
  { site, reader, name, before, plane }: Target,
  { outputs: given, standardOutput: standard }: Fields<typeof outputFields>,
) {
  const outputs = given ?? outputsInUse(plane.program, reader)
  const uuid: Uuid = before?.uuid ?? newUuid(random, identityOf(file, site).serial, 'device authorisation', name)
  const mask = outputs.reduce((sum, output) => sum | (1 << (output - 1)), 0)
  return { uuid, name, reader, outputs: mask, standardOutput: standard ?? Math.min(...outputs, 6) }
}

function outputsInUse({ controls }: Program, reader: string): number[] {
  const isItsBlock = (control: { readonly kind: string }): control is AuthenticationNfcCodeTouch =>
    control.kind === 'authentication-nfc-code-touch' && (control as AuthenticationNfcCodeTouch).reader === reader
  const block = [...controls.values()].find(isItsBlock)
  if (block === undefined)
    throw new RigError('NOT_FOUND', `no block uses the keypad ${reader}; a code of it opens nothing`)
  return block.outputs.map(({ output }) => output)
}

function instantOf(estate: Estate, site: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : instantAt(text, zoneNameOf(estate, site), estate.clock.now(site).wallMs)
}

function zoneNameOf({ plans }: Estate, site: string): string {
  return plans.find((plan) => plan.site === site)?.timeZone ?? 'UTC'
}

function numbersIn(mask: number): number[] {
  return [1, 2, 3, 4, 5, 6].filter((output) => (mask & (1 << (output - 1))) !== 0)
}
