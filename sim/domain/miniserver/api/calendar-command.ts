import type { CalendarEntry } from '../../program/calendar-entry.ts'
import type { Uuid } from '../../program/names.ts'

/** The commands of the operating times (docs/miniserver-protocol.md §3.1). */
export type CalendarCommand =
  | { readonly type: 'calendar-entries' }
  | { readonly type: 'create-calendar-entry'; readonly entry: Omit<CalendarEntry, 'uuid'> }
  | { readonly type: 'update-calendar-entry'; readonly uuid: Uuid; readonly entry: Omit<CalendarEntry, 'uuid'> }
  | { readonly type: 'delete-calendar-entry'; readonly uuid: Uuid }
  | { readonly type: 'calendar-period'; readonly period: 'heating' | 'cooling' }
