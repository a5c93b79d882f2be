import { z } from 'zod'
import { BELL_ACTIONS } from '../../domain/intercom/operate.ts'
import type { ControlCommand } from '../../domain/miniserver/control/command.ts'
import { TEXT_MAX } from '../../domain/trust-io/value.ts'
import {
  backupAnswer,
  discovered,
  explanation,
  firmwareAnswer,
  history,
  intercomAnswer,
  intercommunicationStatusAnswer,
  intercomStatusAnswer,
  ioSetAnswer,
  ioStatusAnswer,
  joinAnswer,
  learnAnswer,
  linksAnswer,
  logicStatusAnswer,
  modeAnswer,
  periphery,
  permissions,
  programAnswer,
  revisionAnswer,
  signedKey,
  takeOverAnswer,
  trustStatusAnswer,
} from './answers.ts'
import { programEdit } from './edits.ts'
import { instantMs, name, object, principal, scope, serial, uuid, wholeNumber } from './words.ts'

export type ControlType = ControlCommand['type']

/** One command of a Miniserver's own control API: `POST /loxrig/v1/<type>`. */
export interface ControlEntry<Type extends ControlType = ControlType> {
  readonly summary: string
  /** Body of the request: the command less its type. */
  readonly input: z.ZodType<Omit<ControlCommand & { readonly type: Type }, 'type'>>
  readonly output: z.ZodType
  /** The longest body taken, in bytes. */
  readonly bodyBytesMax: number
}

const BODY_BYTES_MAX = 1 << 20
/** A program with 100,000 users and their rights. */
const PROGRAM_BYTES_MAX = 1 << 27
const KEY_FILE_LENGTH_MAX = 16_384
const EDITS_MAX = 1000
const BACKUP_LENGTH_MAX = PROGRAM_BYTES_MAX

const nothing = z.strictObject({})

/** The API's commands by type. */
export const CONTROL_COMMANDS = {
  'load-program': {
    summary: 'The program that runs ("Load from Miniserver")',
    input: nothing,
    output: programAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'read-program': {
    summary: 'The program that runs, for looking at: unlike "Load from Miniserver" it changes nothing',
    input: nothing,
    output: programAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'save-program': {
    summary: 'Runs this program and restarts ("Save in Miniserver"); STALE_DOCUMENT unless loaded from what runs',
    input: z.strictObject({ program: z.unknown().describe('As `load-program` answers') }),
    output: revisionAnswer,
    bodyBytesMax: PROGRAM_BYTES_MAX,
  },
  'edit-program': {
    summary: 'Changes the running program at once, all edits or none, as the App does',
    input: z.strictObject({ edits: z.array(programEdit).max(EDITS_MAX) }),
    output: revisionAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'sign-key': {
    summary: "Makes a key file of this generation for a document's Trust; the unit itself remembers nothing of it",
    input: z.strictObject({ trustUuid: uuid, trustName: name, generation: wholeNumber.min(1) }),
    output: signedKey,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'join-trust': {
    summary: 'Joins the Trust of a key file; it is a member once its program is saved',
    input: z.strictObject({
      keyFile: z.string().max(KEY_FILE_LENGTH_MAX),
      claims: serial.exactOptional().describe('Plays a unit that gives itself out for another (C2)'),
    }),
    output: joinAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'take-over-manager': {
    summary: 'Makes this member of a Trust its manager',
    input: z.strictObject({
      trustUuid: uuid,
      forced: z.boolean().exactOptional().describe('Without asking the present manager, where that does not come back'),
    }),
    output: takeOverAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'trust-status': {
    summary: 'The Trusts of this unit and who is in them',
    input: nothing,
    output: trustStatusAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'trust-links': {
    summary: 'How this unit reaches its Trust peers, how soon they answer, and how much was on its way',
    input: nothing,
    output: linksAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  discover: {
    summary: 'The users and groups of another member that may be added here',
    input: z.strictObject({ serial }),
    output: discovered,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'search-periphery': {
    summary: 'The inputs and outputs of another member that may be used here ("Periphery Search")',
    input: z.strictObject({ serial }),
    output: periphery,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'io-status': {
    summary:
      'The inputs and outputs of this unit that Trust members may use, those of others used here, and their values',
    input: nothing,
    output: ioStatusAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'logic-status': {
    summary: 'What blocks of logic and what is wired to them are at, and why',
    input: nothing,
    output: logicStatusAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'intercommunication-status': {
    summary: 'What this unit says and hears by Network Intercommunication, and how many packets went and came',
    input: nothing,
    output: intercommunicationStatusAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'set-io': {
    summary: 'Sets an input of this unit, or an output of another that is used here',
    input: z.strictObject({ uuid, value: z.union([z.number(), z.string().max(TEXT_MAX)]) }),
    output: ioSetAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'intercom-status': {
    summary: 'The Intercoms of this unit and those of others used here: bells, calls, gates and open pictures',
    input: nothing,
    output: intercomStatusAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  intercom: {
    summary: 'What a person does at an Intercom: answers, rejects, hangs up, mutes it, or wants its picture',
    input: z.strictObject({ uuid, action: z.enum([...BELL_ACTIONS, 'open-stream']) }),
    output: intercomAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'close-stream': {
    summary: 'Closes a picture that was opened',
    input: z.strictObject({ uuid, stream: z.string().min(1).max(128) }),
    output: intercomAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  explain: {
    summary: 'Why a user may or may not do something, now or at another time',
    input: z.strictObject({
      user: name.describe('Name, or `name@host` for a Trust user'),
      object,
      scope,
      atWallMs: instantMs.exactOptional(),
    }),
    output: explanation,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  permissions: {
    summary: 'Every object a principal is given anything on, and by which paths ("Show All Permissions")',
    input: z.strictObject({ principal, atWallMs: instantMs.exactOptional() }),
    output: permissions,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  history: {
    summary: 'The history of the block at a reader, oldest first',
    input: z.strictObject({ reader: name.describe("The reader's name at this site") }),
    output: history,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  learn: {
    summary: 'Puts a keypad into learn mode for the next card, to learn or to format it, or ends that',
    input: z.strictObject({
      reader: name.describe("The keypad's name at this site"),
      task: z.enum(['learn', 'format', 'stop']),
    }),
    output: learnAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'set-operating-mode': {
    summary: 'Switches an operating mode at once; no document becomes stale by it, and saving one leaves it as it is',
    input: z.strictObject({ mode: wholeNumber, active: z.boolean() }),
    output: modeAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  'back-up': {
    summary: 'The program that runs as a backup file, which is a secret',
    input: nothing,
    output: backupAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  restore: {
    summary: 'Runs the program of a backup file and restarts, whatever revision runs',
    input: z.strictObject({
      file: z.string().max(BACKUP_LENGTH_MAX).describe('As `back-up` answers'),
      anyway: z.boolean().exactOptional().describe('Takes the backup of another Miniserver, too'),
    }),
    output: revisionAnswer,
    bodyBytesMax: PROGRAM_BYTES_MAX,
  },
  'update-firmware': {
    summary: 'Installs a firmware: closes all sockets with 4007 and restarts',
    input: z.strictObject({ firmware: name.describe('Four numbers, such as 16.0.6.10') }),
    output: firmwareAnswer,
    bodyBytesMax: BODY_BYTES_MAX,
  },
} as const satisfies { readonly [Type in ControlType]: ControlEntry<Type> }

export function isControlType(word: string): word is ControlType {
  return Object.hasOwn(CONTROL_COMMANDS, word)
}
