import type { TrustEdit } from '../../../sim/domain/program/edit.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { named, namesOf } from '../site-names.ts'
import { type Build, serialOf } from './context.ts'

/** What the Trusts of the file add to this site from others (R35), in the file's order. */
export function buildImports(build: Build): TrustEdit[] {
  const shares = (build.rig.trusts ?? []).flatMap(({ share = [] }) => share).filter(({ to }) => to.includes(build.key))
  return shares.flatMap(({ user, group, from }) => {
    const site = build.rig.sites[from]
    const [kind, text] = user === undefined ? (['group', group] as const) : (['user', user] as const)
    if (site === undefined || text === undefined) return []
    const origin = serialOf(site.miniserver)
    const names = namesOf(site)
    const name = named(kind === 'user' ? names.users : names.groups, text) ?? text
    return [
      { type: 'add-import', entry: { origin, kind, uuid: objectUuid(build.tools.hash, origin, kind, name) }, name },
    ]
  })
}
