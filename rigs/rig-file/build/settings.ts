import type { Remote } from '../../../sim/domain/intercommunication/remote.ts'
import type { Setting } from '../../../sim/domain/program/setting.ts'
import { entries } from '../site-names.ts'
import { type Build, serialOf } from './context.ts'

const CUSTOM_FIELDS = 5

/** Those that are not as they are by default. */
export function buildSettings(build: Build): Setting[] {
  const {
    scheduleCombination = 'union',
    customFields = [],
    accessTab = 'any-reader',
    shareTagKeys = true,
    fieldQuirks = false,
  } = build.site.program?.settings ?? {}
  const titles = Array.from({ length: CUSTOM_FIELDS }, (_, index) => customFields[index] ?? '')
  const settings: (Setting | undefined)[] = [
    scheduleCombination === 'union' ? undefined : { name: 'schedule-combination', strategy: scheduleCombination },
    titles.every((title) => title === '') ? undefined : { name: 'custom-fields', titles },
    accessTab === 'any-reader' ? undefined : { name: 'access-tab', shownWith: accessTab },
    shareTagKeys ? undefined : { name: 'share-tag-keys', isShared: false },
    fieldQuirks ? { name: 'field-quirks', isOn: true } : undefined,
    buildIntercommunication(build),
  ]
  return settings.filter((setting) => setting !== undefined)
}

function buildIntercommunication({ rig, site }: Build): Setting | undefined {
  const { intercommunication } = site.program ?? {}
  if (intercommunication === undefined) return undefined
  const remotes = entries(intercommunication.remotes).flatMap(([id, remote]): Remote[] => {
    if ('address' in remote) return [{ id, at: { address: remote.address } }]
    const there = rig.sites[remote.site]
    return there === undefined ? [] : [{ id, at: { serial: serialOf(there.miniserver) } }]
  })
  return { name: 'intercommunication', id: intercommunication.id, remotes }
}
