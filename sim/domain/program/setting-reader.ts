import { asRecord, list, needed, oneOf, type Read, shape, text } from './reading.ts'
import { SCHEDULE_COMBINATIONS, type Setting } from './setting.ts'

const READERS: { readonly [Name in Setting['name']]: Read<Extract<Setting, { name: Name }>> } = {
  'schedule-combination': shape({
    name: needed(oneOf('schedule-combination')),
    strategy: needed(oneOf(...SCHEDULE_COMBINATIONS)),
  }),
  'miniserver-name': shape({ name: needed(oneOf('miniserver-name')), title: needed(text) }),
  'custom-fields': shape({ name: needed(oneOf('custom-fields')), titles: needed(list(text)) }),
  'access-tab': shape({
    name: needed(oneOf('access-tab')),
    shownWith: needed(oneOf('any-reader', 'nfc-code-touch')),
  }),
}

const name = oneOf(...(Object.keys(READERS) as Setting['name'][]))

/** A setting of the unit. */
export const setting: Read<Setting> = (value, where) =>
  READERS[name(asRecord(value, where).name, `${where}.name`)](value, where)
