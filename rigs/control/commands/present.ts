import { z } from 'zod'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { TooSoon } from '../../../sim/domain/keypad/learning.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { EXTERNAL_ID_LENGTH_MAX } from '../../../sim/protocol/line-reader/line-format.ts'
import type { Estate } from '../../estate.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { AT_READERS, type ReaderAddress, type ReaderKind, readerAddress, requireDevice } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { credentialNamed } from '../credentials.ts'
import { nameInput, readerInput } from '../inputs.ts'

/** A tap is decided within this, or something is wrong; in the rig's own time. */
const DECISION_DEADLINE_MS = 10_000

const tagInput = nameInput.describe('Name in the rig file, or an id in any usual spelling')
const HOLD_MAX_MS = 86_400_000
const holdInput = Duration.describe('How long it lies there; a day at most. Left out: a short touch')
const ibuttonInput = nameInput.describe('Name in the rig file, or a ROM in any usual spelling')
const externalIdInput = nameInput
  .max(EXTERNAL_ID_LENGTH_MAX, `has at most ${EXTERNAL_ID_LENGTH_MAX} letters`)
  .describe('Name in the rig file, or the external ID as it is')

export const tap = rigCommand({
  name: 'tap',
  summary: 'Holds a tag to a keypad, and answers with the decision',
  input: z.strictObject({ reader: readerInput, tag: tagInput }),
  output: decisionSchema,
  run: async (context, { reader, tag }) => {
    const address = simulated(context, reader)
    requireKind(address, 'nfc-code-touch')
    return present(context, address, 'tap', credentialNamed(context.estate.file, 'tag', tag))
  },
})

export const touch = rigCommand({
  name: 'touch',
  summary: 'Touches an iButton reader with an iButton, and answers with the decision',
  input: z.strictObject({ reader: readerInput, ibutton: ibuttonInput, hold: holdInput.optional() }),
  output: decisionSchema,
  run: async (context, { reader, ibutton, hold }) => {
    const address = simulated(context, reader)
    requireKind(address, 'one-wire-extension')
    const credential = credentialNamed(context.estate.file, 'ibutton', ibutton)
    const { lane } = context.estate
    refuse(hold === undefined || lane !== 'virtual', 'an iButton is held in real time only, for programs that read it')
    requireNotHeld(context, address, { id: credential.id, ibutton })
    return hold === undefined
      ? present(context, address, 'touch', credential)
      : holdThere(context, address, credential, millisecondsOf(hold))
  },
})

export const presentExternalId = rigCommand({
  name: 'present',
  summary: 'Presents an external ID to an external reader, and answers with the decision',
  input: z.strictObject({ reader: readerInput, externalId: externalIdInput }),
  output: decisionSchema,
  run: async (context, { reader, externalId }) => {
    const address = simulated(context, reader)
    requireKind(address, 'external-reader')
    return present(context, address, 'present', credentialNamed(context.estate.file, 'external', externalId))
  },
})

/** What people do at a reader of a kind. Throws UNSUPPORTED, with what does it at this one, where that is of another kind. */
export function requireKind({ site, reader, kind }: ReaderAddress, wanted: ReaderKind): void {
  const { what, word } = AT_READERS[kind]
  refuse(kind === wanted, `${site}/${reader} is ${what}; use loxrig ${word}`)
}

/** A reader that nobody attached a real one to. Throws NOT_FOUND, UNSUPPORTED. */
export function simulated({ estate, attachments }: RigContext, reader: string): ReaderAddress {
  const address = readerAddress(estate.file, reader)
  requireDevice(estate.file, address)
  const attached = attachments.at(address)
  const sentence = `${reader} has a real reader attached (${attached?.name}); use that, or loxrig detach ${reader}`
  refuse(attached === undefined, sentence)
  return address
}

/** It would be no arrival, so nothing would be decided. */
function requireNotHeld(
  { adapters }: RigContext,
  extension: ReaderAddress,
  { id, ibutton }: { readonly id: string; readonly ibutton: string },
): void {
  if (!adapters.lyingOn(extension).isHeld(id)) return
  throw new RigError(
    'INVALID',
    `${ibutton} lies on ${extension.site}/${extension.reader} already; wait until it is taken off`,
  )
}

/** Touches the reader and stays there for so long. Resolves with the decision, not with the end of it. */
function holdThere(context: RigContext, address: ReaderAddress, credential: Credential, holdMs: number) {
  const { estate, attachments, adapters } = context
  if (holdMs > HOLD_MAX_MS) throw new RigError('USAGE', 'an iButton is held for a day at most')
  const { site, device, reader } = address
  const decided = present(context, address, 'touch', credential, { stays: true })
  adapters.lyingOn(address).hold(credential.id, holdMs, () => {
    try {
      estate.command(site, device, (messageId) => ({
        name: 'remove',
        data: { sealed: estate.seal(site, device, credentialText(messageId, credential)), source: 'simulated' },
      }))
    } catch (error) {
      if (!(error instanceof RigError)) throw error
      attachments.notice(`${site}/${reader}: an iButton was taken off, and nobody was told: ${error.message}`)
    }
  })
  return decided
}

/** What a person does at a reader, as a command on the bus; resolves with the decision it caused. */
export async function present(
  { estate, attachments, cards }: RigContext,
  { site, reader, device }: ReaderAddress,
  name: 'tap' | 'touch' | 'present',
  credential: Credential,
  how: { readonly stays?: true; readonly tooSoon?: TooSoon } = {},
) {
  const id = estate.command(site, device, (messageId) => ({
    name,
    data: {
      sealed: estate.seal(site, device, credentialText(messageId, cards.held(credential))),
      source: 'simulated',
      ...how,
    },
  }))
  attachments.readings.tell({ command: id, site, reader, source: 'simulated', credential })
  return decidedOn(estate, { site, reader }, id)
}

/** Resolves with the decision that a command of the rig leads to; rejects with DEADLINE where none comes. */
export async function decidedOn(
  estate: Pick<Estate, 'next'>,
  { site, reader }: Pick<ReaderAddress, 'site' | 'reader'>,
  command: string,
) {
  const causes = new Set([command])
  const message = await estate.next(
    (seen) => follows(causes, seen) && isVerdict(seen),
    DECISION_DEADLINE_MS,
    `nothing was decided at ${site}/${reader}: does its Miniserver answer?`,
  )
  if (message.channel !== 'decision') throw new TypeError('not a decision')
  return message.data
}

/** The decision on what was presented; that on a code which a tag confirmed comes before it. */
export function isVerdict(message: BusMessage): message is BusMessage & { readonly channel: 'decision' } {
  return message.channel === 'decision' && !message.data.id.endsWith(':confirmed-code')
}

/** Whether a message was caused, through others, by what is in `causes`; if so it joins them. */
export function follows(causes: Set<string>, message: BusMessage): boolean {
  if (message.causedBy === undefined || !causes.has(message.causedBy)) return false
  causes.add(message.id)
  return true
}

function refuse(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new RigError('UNSUPPORTED', sentence)
}
