import { z } from 'zod'
import { Control, Wiring } from './controls.ts'
import { Intercommunication } from './intercommunication.ts'
import { LogicBlock } from './logic.ts'
import { CalendarEntry } from './operating-times.ts'
import { Permission } from './permissions.ts'
import { Rule } from './rules.ts'
import { OperatingMode, Schedule } from './schedules.ts'
import { Settings } from './settings.ts'
import { Group, User } from './users.ts'
import { Name, NameList } from './words.ts'

/** What a Miniserver runs, in names. Every part may be left out; the built-ins are always there. */
export const Program = z.strictObject({
  rooms: NameList.optional(),
  categories: NameList.optional(),
  operatingModes: z.record(Name, OperatingMode).optional(),
  calendar: z
    .record(Name, CalendarEntry)
    .optional()
    .meta({ description: 'Operating times: the days on which an operating mode is active.' }),
  schedules: z
    .record(Name, Schedule)
    .optional()
    .meta({ description: 'Access schedules. Always and Never are built in.' }),
  groups: z.record(Name, Group).optional().meta({ description: 'Full Access, All and None are built in.' }),
  users: z.record(Name, User).optional().meta({ description: 'admin is built in and in Full Access.' }),
  controls: z.record(Name, Control).optional(),
  logic: z
    .record(Name, LogicBlock)
    .optional()
    .meta({ description: 'Blocks of logic between controls, wired like them.' }),
  wiring: Wiring.optional(),
  intercommunication: Intercommunication.optional().meta({
    description:
      'Network Intercommunication: what the Miniserver calls itself, and whom it knows (docs/behaviour.md 3.12.1).',
  }),
  rules: z.record(Name, Rule).optional().meta({ description: 'Automatic rules and scenes.' }),
  settings: Settings.optional(),
  permissions: z.array(Permission).max(100_000).optional(),
})
