import { listEntries } from './list-cell.ts'
import { type ChosenGroup, quoted, type RowDraft } from './row-draft.ts'

/** The groups of a row, each once. */
export function readGroups(row: RowDraft, cell: string): void {
  const chosen = new Map<string, ChosenGroup>()
  for (const { text, name } of listEntries(cell)) {
    const group = groupNamed(row, name === undefined ? text : `${text}=${name}`)
    if (group !== undefined) chosen.set(group.name.toLowerCase(), group)
  }
  row.groups = [...chosen.values()]
}

function groupNamed(row: RowDraft, name: string): ChosenGroup | undefined {
  const { known, options } = row
  const group = known.groups.get(name.toLowerCase())
  if (group === undefined) {
    if (options.createGroups && name.trim() !== '') return { uuid: undefined, name }
    row.refuse('GROUP_NOT_FOUND', `There is no group ${quoted(name)}; it can be made on import.`, 'groups')
    return undefined
  }
  if (group.type === 'all' || group.type === 'none') {
    row.refuse('GROUP_NOT_ASSIGNABLE', `Who is in ${quoted(group.name)} cannot be chosen.`, 'groups')
    return undefined
  }
  return { uuid: group.uuid, name: group.name }
}
