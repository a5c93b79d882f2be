import { z } from 'zod'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { type ReaderAddress, readerAddress } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { credentialNamed } from '../credentials.ts'
import { nameInput, readerInput } from '../inputs.ts'

/** A tap is decided within this, or something is wrong; in the rig's own time. */
const DECISION_DEADLINE_MS = 10_000

const tagInput = nameInput.describe('Name in the rig file, or an id in any usual spelling')
const ibuttonInput = nameInput.describe('Name in the rig file, or a ROM in any usual spelling')

export const tap = rigCommand({
  name: 'tap',
  summary: 'Holds a tag to a keypad, and answers with the decision',
  input: z.strictObject({ reader: readerInput, tag: tagInput }),
  output: decisionSchema,
  run: async (context, { reader, tag }) => {
    const address = simulated(context, reader)
    refuse(address.kind === 'nfc-code-touch', `${reader} is an iButton reader; use loxrig touch`)
    return present(context.estate, address, 'tap', credentialNamed(context.estate.file, 'tag', tag))
  },
})

export const touch = rigCommand({
  name: 'touch',
  summary: 'Touches an iButton reader with an iButton, and answers with the decision',
  input: z.strictObject({ reader: readerInput, ibutton: ibuttonInput }),
  output: decisionSchema,
  run: async (context, { reader, ibutton }) => {
    const address = simulated(context, reader)
    refuse(address.kind === 'one-wire-extension', `${reader} is a keypad; use loxrig tap`)
    return present(context.estate, address, 'touch', credentialNamed(context.estate.file, 'ibutton', ibutton))
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

/** What a person does at a reader, as a command on the bus; resolves with the decision it caused. */
async function present(
  estate: Estate,
  { site, reader, device }: ReaderAddress,
  name: 'tap' | 'touch',
  credential: Credential,
) {
  const id = estate.command(site, device, (messageId) => ({
    name,
    data: { sealed: estate.seal(site, device, credentialText(messageId, credential)), source: 'simulated' },
  }))
  const causes = new Set([id])
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
