import type { FeedbackSignal } from '../../sim/domain/miniserver/effect.ts'
import { desfireName, GET_VERSION, isSmartCard, VERSION_REPLY_LENGTH_MAX } from '../../sim/protocol/nfc/desfire.ts'
import {
  FEEDBACK_REPLY_LENGTH_MAX,
  feedbackCommand,
  isShown,
  showsFeedback,
} from '../../sim/protocol/nfc/feedback-command.ts'
import type { TagCredential } from '../../sim/protocol/nfc/tag-id.ts'
import { GET_UID, readUidReply, UID_REPLY_LENGTH_MAX } from '../../sim/protocol/nfc/uid-command.ts'
import type { NfcReader } from './pcsc-library.ts'

/** The tag that lies on a reader. Rejects with a RigError, or the library's error, where it gives no UID. */
export async function readTag(reader: NfcReader): Promise<TagCredential> {
  return readUidReply(await reader.transmit(Buffer.from(GET_UID), UID_REPLY_LENGTH_MAX))
}

/** `DESFire EV2`; undefined where another card lies there, or none any more. Storage cards, which know no commands, are not asked. */
export async function desfireOn(reader: NfcReader, atr: Uint8Array): Promise<string | undefined> {
  if (!isSmartCard(atr)) return undefined
  const reply = await transmitted(reader, GET_VERSION, VERSION_REPLY_LENGTH_MAX)
  return reply === undefined ? undefined : desfireName(reply)
}

/**
 * Lets a reader with a light that is known show something: through the card's connection, so while the card lies there.
 *
 * @returns false where the reader answered something else; a card that has gone is nobody's fault
 */
export async function show(reader: NfcReader, signal: FeedbackSignal): Promise<boolean> {
  if (!showsFeedback(reader.name)) return true
  const reply = await transmitted(reader, feedbackCommand(signal), FEEDBACK_REPLY_LENGTH_MAX)
  return reply === undefined || isShown(reply)
}

/** The answer; undefined where the card has gone meanwhile. */
async function transmitted(
  reader: NfcReader,
  command: readonly number[],
  replyLengthMax: number,
): Promise<Uint8Array | undefined> {
  try {
    return await reader.transmit(Buffer.from(command), replyLengthMax)
  } catch {
    return undefined
  }
}
