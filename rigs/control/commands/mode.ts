import { z } from 'zod'
import { isInCalendarDays } from '../../../sim/domain/access/calendar-days.ts'
import { WEEKDAY_MODES } from '../../../sim/domain/program/factory.ts'
import { findMode } from '../../../sim/domain/program/lookup.ts'
import { modeAnswer } from '../../../sim/protocol/control/answers.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, siteInput } from '../inputs.ts'
import { localText } from '../instants.ts'
import { runningProgram } from '../plane.ts'
import { zoneOf } from './time.ts'

const DAY_MS = 86_400_000

export const modeList = rigCommand({
  name: 'mode-list',
  summary: 'Lists the operating modes of the running program, and which of them are active today',
  input: z.strictObject({ site: siteInput }),
  output: z.strictObject({
    site: z.string(),
    modes: z.array(
      z.strictObject({
        mode: z.string(),
        id: z.int(),
        switched: z.boolean().describe('Switched on by logic or a person'),
        calendar: z.array(z.string()).describe('Entries of the operating times that are of today'),
      }),
    ),
  }),
  run: async ({ estate }, { site: named }) => {
    const site = siteNamed(estate.file, named)
    const { operatingModes, calendar } = await runningProgram(estate, site)
    const today = localText(zoneOf(estate, site), estate.clock.now(site).wallMs).slice(0, 10)
    const entries = [...calendar.values()].filter(({ days }) => isInCalendarDays(days, Date.parse(today) / DAY_MS))
    const modes = [...operatingModes.values()].filter(({ id }) => !WEEKDAY_MODES.includes(id))
    return {
      site,
      modes: modes.map(({ id, name, active }) => ({
        mode: name,
        id,
        switched: active,
        calendar: entries.filter(({ mode }) => mode === id).map((entry) => entry.name),
      })),
    }
  },
})

export const modeSet = rigCommand({
  name: 'mode-set',
  summary: 'Switches an operating mode of the running program on or off, at once; documents stay as they are',
  input: z.strictObject({ site: siteInput, mode: nameInput, active: z.boolean(), caller: callerInput }),
  output: z.strictObject({ site: z.string(), mode: z.string(), active: z.boolean() }),
  run: async ({ estate }, { site: named, mode: name, active, caller }) => {
    const site = siteNamed(estate.file, named)
    const mode = findMode(await runningProgram(estate, site), name)
    const asks = callerAt(estate, site, caller)
    const answer = await estate.control(site, asks, { type: 'set-operating-mode', mode: mode.id, active })
    return { site, mode: mode.name, active: modeAnswer.parse(answer).active }
  },
})
