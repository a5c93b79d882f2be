import type { Program } from '../program/program.ts'

/** Whether the unit answers as real ones were seen to, where that is beside the documents (P-84). */
export function hasFieldQuirks({ settings }: Program): boolean {
  const setting = settings.get('field-quirks')
  return setting?.name === 'field-quirks' && setting.isOn
}
