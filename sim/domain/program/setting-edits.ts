import { RigError } from '../errors.ts'
import type { Remote } from '../intercommunication/remote.ts'
import type { Change } from './change.ts'
import { PROFILE_FIELDS } from './profile.ts'
import type { Setting } from './setting.ts'

const CUSTOM_FIELDS = PROFILE_FIELDS.filter((field) => field.startsWith('customField')).length

/** Changes one setting of the unit. Throws INVALID for more titles than there are custom fields (R75), a unit without a name, and a remote that is known twice. */
export function editSetting(setting: Setting): Change[] {
  if (setting.name === 'custom-fields' && setting.titles.length > CUSTOM_FIELDS) {
    throw new RigError('INVALID', `There are ${CUSTOM_FIELDS} custom fields, not ${setting.titles.length}.`)
  }
  if (setting.name === 'miniserver-name' && setting.title.trim() === '') {
    throw new RigError('INVALID', 'A Miniserver has a name of at least one letter.')
  }
  const twice = setting.name === 'intercommunication' ? setting.remotes.find(isTwice) : undefined
  if (twice !== undefined) {
    throw new RigError('INVALID', `Network Intercommunication knows each remote once, and "${twice.id}" twice.`)
  }
  return [{ map: 'settings', key: setting.name, entry: setting }]
}

function isTwice({ id }: Remote, index: number, all: readonly Remote[]): boolean {
  return all.findIndex((other) => other.id === id) < index
}
