import { RigError } from '../../domain/errors.ts'
import { type TagCredential, tagOfUid } from './tag-id.ts'

/** Asks a contactless reader for the UID of the card that lies on it (PC/SC part 3, 3.2.2.1.3, GET DATA). */
export const GET_UID: readonly number[] = [0xff, 0xca, 0x00, 0x00, 0x00]

/** More than any UID and its status word. */
export const UID_REPLY_LENGTH_MAX = 64

const STATUS_LENGTH = 2
const STATUS_OK = 0x9000

/**
 * The tag in a reader's answer to `GET_UID`: the UID, then the two bytes of a status word.
 *
 * @throws RigError `FRAME_MALFORMED` when the status is not 9000 or the UID has no UID's length
 */
export function readUidReply(reply: Uint8Array): TagCredential {
  if (reply.length < STATUS_LENGTH) {
    throw new RigError('FRAME_MALFORMED', `The reader answered ${reply.length} bytes; a status word has two.`)
  }
  const uidLength = reply.length - STATUS_LENGTH
  const status = new DataView(reply.buffer, reply.byteOffset + uidLength, STATUS_LENGTH).getUint16(0)
  if (status !== STATUS_OK) {
    const shown = status.toString(16).toUpperCase().padStart(4, '0')
    throw new RigError('FRAME_MALFORMED', `The reader gives no UID for this card: it answers ${shown} instead of 9000.`)
  }
  return tagOfUid(reply.subarray(0, uidLength))
}
