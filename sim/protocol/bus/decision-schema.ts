import { z } from 'zod'
import type { Reason } from '../../domain/access/decision.ts'

/** Why a door opened or stayed shut, in the order the rules are asked, each in a sentence (§3.4, §3.5). */
export const REASONS: Readonly<Record<Reason, string>> = {
  EXPIRED_PRESENTATION: 'The presentation was older than 5 s when it arrived.',
  READER_UNASSIGNED: 'No block of the program uses this reader.',
  NOT_SELECTED: 'The 1-Wire Extension cannot tell its readers apart, and no block of them is selected by its Sel.',
  SWITCHED_OFF: "The block's input Off is on: nothing is authenticated.",
  LOCKED: 'The keypad is locked after too many attempts; only a tag that is let in ends that.',
  LEARN_MODE: 'The keypad was in learn mode: the tag was learned or formatted, and not authenticated.',
  DIGITAL_INPUT:
    'The tag or code is a digital input of this keypad: the input gave a pulse, and no door was asked for.',
  TAG_UNREADABLE: 'The tag is encrypted, and not with a key that this Miniserver has.',
  MEANS_NOT_ACCEPTED: "The block's parameter Au does not take codes, or does not take tags.",
  NO_CODE: 'What was typed is no code: it has two to eight digits.',
  PREFIX_MISSING: 'With additional preselections an output is selected before each code.',
  UNKNOWN_CREDENTIAL: 'Nobody holds this credential.',
  DEACTIVATED: 'The code of this keypad is deactivated.',
  USED_UP: 'The one-time code of this keypad has opened once.',
  USER_DISABLED: 'The user is disabled.',
  DISABLED_BY_SOURCE: 'The user is disabled at the Miniserver it comes from.',
  DISABLED_HERE: 'The shared user is switched off at this Miniserver.',
  ORIGIN_OFFLINE: 'The Miniserver this user comes from has not been heard for longer than the connection timeout.',
  NOT_YET_VALID: "The user's time window has not begun.",
  EXPIRED: "The user's time window is over.",
  DENIED: 'A deny on the user or an ancestor wins over every allow (R107).',
  NOT_CONFIGURED: 'Neither the user nor an ancestor has a permission for this access (R109).',
  OUTSIDE_SCHEDULE: 'The access is allowed, but not at this time.',
  OUTPUT_NOT_ALLOWED: 'The code or tag of this keypad is not for the output that was selected.',
  SECOND_FACTOR_AWAITED: 'The first of two factors is right; the other one is awaited for 30 s.',
  ALLOWED: 'The access is allowed, and now.',
}

const outcome = z.enum(['granted', 'denied'])
const names = z.array(z.string())
const wholeNumber = z.int()

const credential = z.strictObject({
  kind: z.string().describe('`tag`, `ibutton`, `code` or `external`. Never its id.'),
  name: z.string().exactOptional().describe('The name it bears in the program, if its holder is known.'),
})

const user = z.strictObject({
  name: z.string().describe('Login name; of a Trust user, as its origin has it.'),
  uuid: z.string().describe('The same at every Miniserver of the Trust.'),
  origin: z
    .strictObject({
      serial: z.string().describe('Serial of the Miniserver the user belongs to.'),
      name: z.string().describe('Its name.'),
    })
    .exactOptional()
    .describe('Present for a user of another Miniserver of the Trust.'),
})

const permissionPath = z.strictObject({
  effect: z.enum(['allow', 'deny']).describe('What this path contributes.'),
  scope: z.enum(['internal', 'external', 'physical']).describe('Where it applies; doors are `physical`.'),
  path: z
    .string()
    .describe('From the holder of the permission down to the object: `UG:Employees/UG:Adults/R:Bedroom`.'),
  schedule: z
    .strictObject({
      name: z.string().describe('Name of the access schedule.'),
      active: z.boolean().describe('Whether it was active at the instant of the decision.'),
    })
    .exactOptional()
    .describe('Present where an access schedule gates the path.'),
})

const trust = z.strictObject({
  origin: z.string().describe("Serial of the user's origin."),
  epoch: wholeNumber.describe("Epoch of the origin's feed."),
  seq: wholeNumber.describe('Last record of that epoch applied before deciding.'),
})

const effect = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('pulse').describe('An output was switched on for a while.'),
    output: z.string().describe('The terminal of the block.'),
    name: z.string().describe('Name of the output.'),
    pulseMs: z.number().describe('How long it stays on.'),
  }),
  z.strictObject({
    type: z.literal('number').describe('An output beyond O6 was selected.'),
    output: z.literal('Nco').describe('The terminal of the block.'),
    value: z.number().describe('What it shows.'),
  }),
  z.strictObject({
    type: z.literal('input').describe('A digital input of the keypad gave a pulse.'),
    name: z.string().describe('Name of the input.'),
    pulseMs: z.number().describe('How long it is on.'),
  }),
  z.strictObject({
    type: z.literal('feedback').describe('The reader showed the outcome.'),
    signal: z
      .enum(['granted', 'denied', 'locked', 'rung', 'awaiting', 'learned', 'unreadable'])
      .describe(
        'Green, red, red and fast, green for the bell, white: more is needed; learned green, unreadable yellow (§3.6.4).',
      ),
  }),
])

/** The decision record as published: sim/domain/miniserver/decision-record.ts, checked at both ends of the bus. */
export const decisionSchema = z.strictObject({
  id: z.string().min(1).max(256).describe('Id of this record, unique in the rig.'),
  causedBy: z.string().min(1).max(256).describe('Id of the event that was decided, the next link of the cause chain.'),
  site: z.string().describe('The site that decided.'),
  reader: z.string().describe("The reader's name at this site."),
  block: z.string().exactOptional().describe('Name of the block that uses the reader; absent when none does.'),
  atMs: z.number().describe("The event's own time by the site's wall clock, milliseconds since 1970 UTC."),
  ageMs: z.number().describe("How old the presentation was when it arrived, by the device's own clock."),
  outcome: outcome.describe('Whether the door opened; of a digital input, whether it pulsed.'),
  reason: z
    .enum(Object.keys(REASONS) as [Reason, ...Reason[]])
    .describe('The most basic reason that applies, see below.'),
  credential: credential.exactOptional().describe('What was presented; absent when it could not be opened.'),
  user: user.exactOptional().describe('Who it was; absent where nobody or several hold the credential.'),
  groups: names.describe('Names of all groups the user is in, directly or through others, nearest first.'),
  paths: z.array(permissionPath).describe('Every permission that contributed, as "Show All Permissions" shows them.'),
  trust: trust.exactOptional().describe('For a Trust user: the version of the origin that was decided on.'),
  output: wholeNumber.describe(
    'The output that was opened, 1–9999; 0 the first of two factors, −1 denied or none (§3.6.6).',
  ),
  historyType: wholeNumber.describe("Entry type of the block's history (§3.6.6)."),
  effects: z.array(effect).describe('What the decision set off, in order.'),
})
