import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type Users = RigCommandOutput<'user-list'>
type User = Users['users'][number]
type Groups = RigCommandOutput<'group-list'>

/** The users of a site, a line each. Of credentials the names; of passwords that there is one. */
export function renderUsers({ users, ...place }: Users, paint: Paint): string[] {
  const rows = users.map((user): Cell[] => [
    user.user,
    user.groups.join(', '),
    [...user.tags, ...user.ibuttons].join(', '),
    user.password ?? '',
    statusCell(user),
  ])
  return table(rows, { paint, head: [`users of ${placeOf(place)}`, 'groups', 'credentials', 'password', 'status'] })
}

export function renderGroups({ groups, ...place }: Groups, paint: Paint): string[] {
  const rows = groups.map(({ group, origin }): Cell[] => [group, origin?.name ?? ''])
  return table(rows, { paint, head: [`groups of ${placeOf(place)}`, 'from'] })
}

/** `home, running` or `home, document config`: an open document may differ from what runs. */
function placeOf({ site, document }: Omit<Users, 'users'>): string {
  return `${site}, ${document === undefined ? 'running' : `document ${document}`}`
}

function statusCell({ status, disabledHere }: User): Cell {
  if (disabledHere === true) return { text: 'disabled here', style: 'yellow' }
  const { state, validFrom, validUntil } = status
  if (state === 'enabled') return 'enabled'
  if (state === 'disabled') return { text: 'disabled', style: 'yellow' }
  const from = validFrom === undefined ? '' : `from ${validFrom}`
  const until = validUntil === undefined ? '' : `until ${validUntil}`
  return [from, until].filter((part) => part !== '').join(' ')
}
