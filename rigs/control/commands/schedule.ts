import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { findSchedule } from '../../../sim/domain/program/lookup.ts'
import type { AccessSchedule, Program } from '../../../sim/domain/program/program.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { writtenEntries, writtenModes } from '../../rig-file/schedule-text.ts'
import { Schedule } from '../../rig-file/schema/schedules.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'
import { scheduleTimes } from '../schedule-times.ts'

const { modes, entries } = Schedule.shape

const scheduleOutput = z.strictObject({
  schedule: z.string(),
  uuid: z.string(),
  builtIn: z.enum(['always', 'never']).optional(),
  modes: z.array(z.string()).describe('Operating modes that replace the weekday, highest priority first'),
  entries,
})

const editedSchedule = z.strictObject({ ...planeOutput, schedule: scheduleOutput })

export const scheduleAdd = rigCommand({
  name: 'schedule-add',
  summary: 'Adds an access schedule to a site',
  input: z.strictObject({ site: siteInput, name: nameInput, modes, entries, ...planeInput }),
  output: editedSchedule,
  run: async (context, { site, name, modes, entries, ...choice }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const uuid = newUuid(random, identityOf(file, plane.site).serial, 'schedule', name)
    const schedule = { uuid, name, ...scheduleTimes(plane.program, { modes, entries }) }
    return { ...(await plane.edit({ type: 'add-schedule', schedule })), schedule: shown(plane.program, schedule) }
  },
})

export const scheduleEdit = rigCommand({
  name: 'schedule-edit',
  summary: 'Changes what is given of an access schedule; whoever has it is affected',
  input: z.strictObject({
    site: siteInput,
    schedule: nameInput,
    newName: nameInput.optional(),
    modes,
    entries: entries.optional(),
    ...planeInput,
  }),
  output: editedSchedule,
  run: async (context, { site, schedule: name, newName, modes, entries, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const before = findSchedule(plane.program, name)
    const isTimed = modes !== undefined || entries !== undefined
    const change = {
      ...(newName !== undefined && { name: newName }),
      ...(isTimed &&
        scheduleTimes(plane.program, {
          modes: modes ?? writtenModes(plane.program, before),
          entries: entries ?? writtenEntries(plane.program, before),
        })),
    }
    if (Object.keys(change).length === 0) throw new RigError('USAGE', `nothing to change: say what of ${before.name}`)
    const where = await plane.edit({ type: 'edit-schedule', uuid: before.uuid, change })
    return { ...where, schedule: shown(plane.program, { ...before, ...change }) }
  },
})

export const scheduleDelete = rigCommand({
  name: 'schedule-delete',
  summary: 'Deletes an access schedule that no permission has',
  input: z.strictObject({ site: siteInput, schedule: nameInput, ...planeInput }),
  output: editedSchedule,
  run: async (context, { site, schedule: name, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const found = findSchedule(plane.program, name)
    const schedule = shown(plane.program, found)
    return { ...(await plane.edit({ type: 'delete-schedule', uuid: found.uuid })), schedule }
  },
})

export const scheduleList = rigCommand({
  name: 'schedule-list',
  summary: 'Lists the access schedules of a site: of the open document, or of the running program where none is open',
  input: z.strictObject({ site: siteInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, schedules: z.array(scheduleOutput) }),
  run: async (context, { site, ...choice }) => {
    const plane = await readingPlane(context, siteNamed(context.estate.file, site), choice)
    const schedules = [...plane.program.schedules.values()].map((schedule) => shown(plane.program, schedule))
    return { ...plane.where(), schedules }
  },
})

function shown(program: Program, schedule: AccessSchedule): z.output<typeof scheduleOutput> {
  const { uuid, name, builtIn } = schedule
  const isBuiltIn = builtIn !== undefined
  return {
    schedule: name,
    uuid,
    ...(isBuiltIn && { builtIn }),
    // Of a built-in one the name says all.
    modes: isBuiltIn ? [] : writtenModes(program, schedule),
    entries: isBuiltIn ? [] : writtenEntries(program, schedule),
  }
}
