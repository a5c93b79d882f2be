import { z } from 'zod'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { type ReaderAddress, readerAddress } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { credentialNamed } from '../credentials.ts'
import { nameInput, readerInput } from '../inputs.ts'

/** A tap is decided within this, or something is wrong; in the rig's own time. */
const DECISION_DEADLINE_MS = 10_000

const tagInput = nameInput.describe('Name in the rig file, or an id in any usual spelling')
const HOLD_MAX_MS = 86_400_000
const holdInput = Duration.describe('How long it lies there; a day at most. Left out: a short touch')
const ibuttonInput = nameInput.describe('Name in the rig file, or a ROM in any usual spelling')

export const tap = rigCommand({
  name: 'tap',
  summary: 'Holds a tag to a keypad, and answers with the decision',
  input: z.strictObject({ reader: readerInput, tag: tagInput }),
  output: decisionSchema,
  run: async (context, { reader, tag }) => {
    const address = simulated(context, reader)
    refuse(address.kind === 'nfc-code-touch', `${reader} is an iButton reader; use loxrig touch`)
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
    refuse(address.kind === 'one-wire-extension', `${reader} is a keypad; use loxrig tap`)
    const credential = credentialNamed(context.estate.file, 'ibutton', ibutton)
    const { lane } = context.estate
    refuse(hold === undefined || lane !== 'virtual', 'an iButton is held in real time only, for programs that read it')
    requireNotHeld(context, address, { id: credential.id, ibutton })
    return hold === undefined
      ? present(context, address, 'touch', credential)
      : holdThere(context, address, credential, millisecondsOf(hold))
  },
})

/** A reader that nobody attached a real one to. Throws NOT_FOUND, UNSUPPORTED. */
function simulated({ estate, attachments }: RigContext, reader: string): ReaderAddress {
  const address = readerAddress(estate.file, reader)
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
async function present(
  { estate, attachments }: RigContext,
  { site, reader, device }: ReaderAddress,
  name: 'tap' | 'touch',
  credential: Credential,
  staying: { readonly stays?: true } = {},
) {
  const id = estate.command(site, device, (messageId) => ({
    name,
    data: { sealed: estate.seal(site, device, credentialText(messageId, credential)), source: 'simulated', ...staying },
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
    (seen) => follows(causes, seen) && seen.channel === 'decision',
    DECISION_DEADLINE_MS,
    `nothing was decided at ${site}/${reader}: does its Miniserver answer?`,
  )
  if (message.channel !== 'decision') throw new TypeError('not a decision')
  return message.data
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
