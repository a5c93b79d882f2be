import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type Users = RigCommandOutput<'user-list'>
type User = Users['users'][number]
type Groups = RigCommandOutput<'group-list'>

/** The users of a site, a line each. Of credentials the names; of passwords that there is one. */
export function renderUsers({ users, ...place }: Users, paint: Paint): string[] {
  const rows = users.map((user): Cell[] => [
    marked(user.user, user.kind),
    user.groups.join(', '),
    [...user.tags, ...user.ibuttons].join(', '),
    user.password ?? '',
    statusCell(user),
  ])
  return table(rows, { paint, head: [`users of ${placeOf(place)}`, 'groups', 'credentials', 'password', 'status'] })
}

export function renderGroups({ groups, ...place }: Groups, paint: Paint): string[] {
  const rows = groups.map(({ group, kind, origin }): Cell[] => [marked(group, kind), origin?.name ?? ''])
  return table(rows, { paint, head: [`groups of ${placeOf(place)}`, 'from'] })
}

/** Users and groups of a Trust have a symbol (R39). */
function marked(name: string, kind: User['kind'] | Groups['groups'][number]['kind']): string {
  return kind === 'trustUser' || kind === 'trustGroup' ? `${name} ⇄` : name
}

/** `home, running` or `home, document config`: an open document may differ from what runs. */
export function placeOf({ site, document }: Pick<Users, 'site' | 'document'>): string {
  return `${site}, ${document === undefined ? 'running' : `document ${document}`}`
}

function statusCell(user: User): Cell {
  const text = statusText(user)
  return text.includes('disabled') ? { text, style: 'yellow' } : text
}

export function statusText({ status, disabledHere }: User): string {
  if (disabledHere === true) return 'disabled here'
  const { state, validFrom, validUntil, onExpiry } = status
  if (state === 'enabled' || state === 'disabled') return state
  const from = validFrom === undefined ? '' : `from ${validFrom}`
  const until = validUntil === undefined ? '' : `until ${validUntil}`
  const then = onExpiry === 'delete' ? ', then deleted' : ''
  return `${[from, until].filter((part) => part !== '').join(' ')}${then}`
}
