import { z } from 'zod'
import type { AutomaticRule } from '../../domain/program/automatic-rule.ts'
import type { CalendarChange } from '../../domain/program/calendar-edits.ts'
import type { CalendarDays, CalendarEntry } from '../../domain/program/calendar-entry.ts'
import type { ControlChange } from '../../domain/program/control-edits.ts'
import { DEVICE_CODE_TYPES, type DeviceAuthorisation } from '../../domain/program/device-authorisation.ts'
import type { IntercomReference, TrustedIo, TrustedIoReference, Wire } from '../../domain/program/program.ts'
import type { RuleChange } from '../../domain/program/rule-edits.ts'
import { removable } from './removable.ts'
import { instantMs, name, serial, text, uuid, wholeNumber } from './words.ts'

/** What edits carry of the house itself: its controls, codes and tags of its keypads, operating times and automatic rules. */

export const controlChange = z.strictObject({
  name: name.exactOptional(),
  room: removable(uuid),
  category: removable(uuid),
}) satisfies z.ZodType<ControlChange>

const io = {
  ...{ uuid, name, room: uuid.exactOptional(), category: uuid.exactOptional(), secured: z.boolean().exactOptional() },
  direction: z.enum(['input', 'output']),
  value: z.enum(['digital', 'analog', 'text']),
  description: text.exactOptional(),
}

export const trustedIo = z.strictObject({ kind: z.literal('trusted-io'), ...io }) satisfies z.ZodType<TrustedIo>

export const trustedIoReference = z.strictObject({
  kind: z.literal('trusted-io-reference'),
  ...io,
  host: serial.describe('The Miniserver that has it'),
  io: uuid.describe('Its uuid there'),
}) satisfies z.ZodType<TrustedIoReference>

export const intercomReference = z.strictObject({
  kind: z.literal('intercom-reference'),
  ...{ uuid, name, room: uuid.exactOptional(), category: uuid.exactOptional(), secured: z.boolean().exactOptional() },
  version: z.union([z.literal(1), z.literal(2)]),
  host: serial.describe('The Miniserver that has it'),
  intercom: uuid.describe('Uuid of its block there'),
}) satisfies z.ZodType<IntercomReference>

const terminal = z.strictObject({ control: uuid, terminal: name })

export const wire = z.strictObject({ from: terminal, to: terminal }) satisfies z.ZodType<Wire>

const ofKeypad = {
  uuid,
  name,
  reader: name.describe("The keypad's name at this site"),
  outputs: wholeNumber.describe('A mask: bit 0 is O1'),
  standardOutput: wholeNumber.describe('1 to 6'),
}

export const deviceAuthorisation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('code'),
    ...ofKeypad,
    isActive: z.boolean(),
    type: z.enum(DEVICE_CODE_TYPES),
    fromMs: instantMs.exactOptional(),
    toMs: instantMs.exactOptional(),
    digest: text.exactOptional().describe('HMAC of the digits under the code key of this unit'),
    isUsedUp: z.literal(true).exactOptional().describe('A one-time code that has opened'),
  }),
  z.strictObject({ kind: z.literal('tag'), ...ofKeypad, id: name }),
]) satisfies z.ZodType<DeviceAuthorisation>

const yearly = { month: wholeNumber, day: wholeNumber }
const yearlyDate = z.strictObject(yearly)
const date = z.strictObject({ year: wholeNumber, ...yearly })

const days = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yearly-date'), ...yearly }),
  z.strictObject({ kind: z.literal('easter'), offset: wholeNumber.describe('Days after Easter Sunday') }),
  z.strictObject({ kind: z.literal('date'), date }),
  z.strictObject({ kind: z.literal('timespan'), from: date, to: date }),
  z.strictObject({ kind: z.literal('yearly-timespan'), from: yearlyDate, to: yearlyDate }),
  z.strictObject({
    kind: z.literal('weekday-in-month'),
    month: wholeNumber,
    weekday: wholeNumber.describe('0 Monday to 6 Sunday'),
    nth: wholeNumber.describe('1 to 4, or 5 for the last of the month'),
  }),
]) satisfies z.ZodType<CalendarDays>

export const calendarEntry = z.strictObject({
  uuid,
  name,
  mode: wholeNumber.describe('Operating mode'),
  days,
}) satisfies z.ZodType<CalendarEntry>

export const calendarChange = z.strictObject({
  name: name.exactOptional(),
  mode: wholeNumber.exactOptional(),
  days: days.exactOptional(),
}) satisfies z.ZodType<CalendarChange>

const trigger = z.strictObject({ control: uuid, becomes: z.enum(['on', 'off']) })
const actions = z.array(z.strictObject({ control: uuid, command: z.string().max(64) })).max(1000)

export const rule = z.strictObject({
  uuid,
  name,
  trigger: trigger.exactOptional().describe('When it is carried out; without it, it is a scene'),
  actions,
}) satisfies z.ZodType<AutomaticRule>

export const ruleChange = z.strictObject({
  name: name.exactOptional(),
  trigger: removable(trigger),
  actions: actions.exactOptional(),
}) satisfies z.ZodType<RuleChange>
