import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import type { CalendarEntry } from '../../../sim/domain/program/calendar-entry.ts'
import { findCalendarEntry, findMode } from '../../../sim/domain/program/lookup.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { calendarDays, daysText, isDaysFault } from '../../rig-file/calendar-days.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { calendarDayKeys } from '../../rig-file/schema/operating-times.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'

const entryOutput = z.strictObject({
  entry: z.string(),
  uuid: z.string(),
  mode: z.string(),
  days: z.string().describe('`12-24`, `easter+1`, `2026-12-31`, `2026-07-04..2026-09-05`, `last monday of may`'),
})

const editedEntry = z.strictObject({ ...planeOutput, entry: entryOutput })

export const calendarAdd = rigCommand({
  name: 'calendar-add',
  summary: 'Adds an entry to the operating times of a site: the days on which an operating mode is active',
  input: z.strictObject({
    site: siteInput,
    name: nameInput,
    mode: nameInput.describe('An operating mode that is no weekday'),
    days: z.strictObject(calendarDayKeys).describe('Exactly one of yearly, easter, date, from with to, and weekday'),
    ...planeInput,
  }),
  output: editedEntry,
  run: async (context, { site, name, mode, days: written, ...choice }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const days = calendarDays(written)
    if (isDaysFault(days))
      throw new RigError('USAGE', `${(days.key && written[days.key]) ?? 'a calendar entry'} ${days.fault}`)
    const uuid = newUuid(random, identityOf(file, plane.site).serial, 'calendar', name)
    const entry = { uuid, name, mode: findMode(plane.program, mode).id, days }
    return { ...(await plane.edit({ type: 'add-calendar-entry', entry })), entry: shown(plane.program, entry) }
  },
})

export const calendarDelete = rigCommand({
  name: 'calendar-delete',
  summary: 'Deletes an entry of the operating times of a site',
  input: z.strictObject({ site: siteInput, entry: nameInput, ...planeInput }),
  output: editedEntry,
  run: async (context, { site, entry: name, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const found = findCalendarEntry(plane.program, name)
    const entry = shown(plane.program, found)
    return { ...(await plane.edit({ type: 'delete-calendar-entry', uuid: found.uuid })), entry }
  },
})

export const calendarList = rigCommand({
  name: 'calendar-list',
  summary: 'Lists the operating times of a site: of the open document, or of the running program where none is open',
  input: z.strictObject({ site: siteInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, entries: z.array(entryOutput) }),
  run: async (context, { site, ...choice }) => {
    const plane = await readingPlane(context, siteNamed(context.estate.file, site), choice)
    return { ...plane.where(), entries: [...plane.program.calendar.values()].map((each) => shown(plane.program, each)) }
  },
})

function shown({ operatingModes }: Program, { uuid, name, mode, days }: CalendarEntry): z.output<typeof entryOutput> {
  return { entry: name, uuid, mode: operatingModes.get(mode)?.name ?? String(mode), days: daysText(days) }
}
