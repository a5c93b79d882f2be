/**
 * Stable names for everything that can go wrong outside our own code. Messages may change; codes may not.
 *
 * The domain's spellings (docs/behaviour.md §3) are law; the others are ours.
 */
export const RIG_ERROR_CODES = [
  // Files and commands
  'RIG_INVALID', // the rig file does not describe a rig
  'FILE_UNREADABLE', // a file is missing or may not be read
  'USAGE', // the command line or a request is not understood
  'NO_RIG', // the verb needs a running rig and none runs
  'RIG_RUNNING', // the same rig is up already
  'NOT_FOUND', // no user, reader, credential, object … of that name
  'UNSUPPORTED', // in the language already, not built yet
  'NODE_TOO_OLD',
  // Bus and devices
  'BROKER_LOST', // the broker is gone; it is waited for
  'DEVICE_OFFLINE',
  'FRAME_MALFORMED', // bytes from a device or peer do not follow its protocol
  'FRAME_TOO_LONG', // a peer sent more than we are willing to buffer
  'FLOODED', // a peer sends faster than it is answered, or leaves things half done
  'READER_LOST', // a reader vanished while in use
  'READER_ABSENT', // no such reader, or the library or daemon it needs is not there
  'STORE_FAILED', // the disk refused a write; nothing is recorded any more
  'DEADLINE', // what was waited for did not happen in time
  'CSV_INVALID', // a file is no CSV of users
  'CSV_TOO_LARGE', // it has more rows or bytes than are taken
  // Documents and permissions
  'STALE_DOCUMENT',
  'NO_DOCUMENT', // no Config document is open on that Miniserver
  'FORBIDDEN',
  'NAME_TAKEN',
  'INVALID',
  'CODE_IN_USE', // a keypad has the access code for itself
  'LOGIC_LOOP', // wires go round in a circle
  'WIRE_TYPE', // what goes over a wire does not fit the input
  'INPUT_TAKEN', // several wires say a number or a text
  'LAST_ADMINISTRATOR',
  'DEFAULT_PASSWORD', // admin's password is the factory's, so nobody comes in from outside
  'SCHEDULE_IN_USE',
  'DEVICE_PERMISSION_PRINCIPAL',
  // Apps
  'API_REFUSED', // a Miniserver's public API refused with a number of its own, which the message says
  'VISU_PASSWORD_NEEDED', // the session is locked for what is secured: the User Interface Password comes first
  'PACKET_INVALID', // bytes that are no packet of Network Intercommunication, or what cannot be one
  // Intercom
  'AV_NOT_ACTIVATED', // picture and sound of an Intercom that does not ring for this member
  'STREAM_LIMIT', // as many pictures of an Intercom are open as it has
  'RING_EXPIRED', // nobody is at the door any more
  // Trust
  'TRUST_LINK_APP_ONLY', // only an App, with a token for it, goes on at other Miniservers
  'GEN1_NOT_SUPPORTED',
  'SERIAL_INVALID',
  'MEMBER_EXISTS',
  'MEMBER_IS_MANAGER',
  'NOT_TRUST_MANAGER',
  'CANNOT_REMOVE_MANAGER',
  'KEY_REQUIRED',
  'KEY_INVALID',
  'KEY_SUPERSEDED',
  'NOT_A_MEMBER',
  'MEMBER_REMOVED',
  'MANAGER_NOT_SAVED',
  'CERT_MISMATCH',
  'CONNECTION_FAILED',
  'FIRMWARE_TOO_OLD',
  'REFERENCE_EXISTS', // an input or output of another unit is referred to already
  'FEATURE_UNSUPPORTED_BY_PEER', // this unit or the other one is too old for what they would do together
  'CONFIG_TOO_OLD', // the Loxone Config it was made with cannot do it
  'HTTPS_PORT_REQUIRED',
  'PORT_NOT_FORWARDED',
] as const

export type RigErrorCode = (typeof RIG_ERROR_CODES)[number]

/**
 * An operating failure: cable pulled, file wrong, peer hostile. Handle it or let it end the rig.
 *
 * Mistakes in our own code are not RigErrors; they throw `TypeError` or fail an assertion, and nobody catches them.
 */
export class RigError extends Error {
  override readonly name = 'RigError'
  readonly code: RigErrorCode

  constructor(code: RigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
