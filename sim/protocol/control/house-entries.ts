import { z } from 'zod'
import type { AutomaticRule } from '../../domain/program/automatic-rule.ts'
import type { CalendarChange } from '../../domain/program/calendar-edits.ts'
import type { CalendarDays, CalendarEntry } from '../../domain/program/calendar-entry.ts'
import type { ControlChange } from '../../domain/program/control-edits.ts'
import type { RuleChange } from '../../domain/program/rule-edits.ts'
import { removable } from './removable.ts'
import { name, uuid, wholeNumber } from './words.ts'

/** What edits carry of the house itself: its controls, operating times and automatic rules. */

export const controlChange = z.strictObject({
  name: name.exactOptional(),
  room: removable(uuid),
  category: removable(uuid),
}) satisfies z.ZodType<ControlChange>

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
