import type { Setting } from '../../../sim/domain/program/setting.ts'
import type { Build } from './context.ts'

const CUSTOM_FIELDS = 5

/** Those that are not as they are by default. */
export function buildSettings(build: Build): Setting[] {
  const {
    scheduleCombination = 'union',
    customFields = [],
    accessTab = 'any-reader',
  } = build.site.program?.settings ?? {}
  const titles = Array.from({ length: CUSTOM_FIELDS }, (_, index) => customFields[index] ?? '')
  const settings: (Setting | undefined)[] = [
    scheduleCombination === 'union' ? undefined : { name: 'schedule-combination', strategy: scheduleCombination },
    titles.every((title) => title === '') ? undefined : { name: 'custom-fields', titles },
    accessTab === 'any-reader' ? undefined : { name: 'access-tab', shownWith: accessTab },
  ]
  return settings.filter((setting) => setting !== undefined)
}
