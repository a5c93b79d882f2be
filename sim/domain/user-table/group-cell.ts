import type { Uuid } from '../program/names.ts'
import type { UserGroup } from '../program/program.ts'
import { quoted, type RowCode } from './finding.ts'
import { listEntries } from './list-cell.ts'
import { onceEach } from './once-each.ts'
import type { PreviewOptions } from './preview-options.ts'
import type { RowDraft } from './row-draft.ts'

/** A group of a row: one that is there, or the name of one that shall be made. */
export interface ChosenGroup {
  readonly uuid: Uuid | undefined
  readonly name: string
}

/** What a cell of groups comes to: those that can be chosen, each once, and why others cannot. */
export interface GroupCell {
  readonly groups: readonly ChosenGroup[]
  readonly faults: readonly GroupFault[]
}

interface GroupFault {
  readonly code: RowCode
  readonly message: string
}

/** Reads cells of groups. Many rows have the same ones: they share what it comes to. */
export function groupReader(
  known: ReadonlyMap<string, UserGroup>,
  { createGroups }: Pick<PreviewOptions, 'createGroups'>,
): (cell: string) => GroupCell {
  return onceEach((cell) => {
    const chosen = new Map<string, ChosenGroup>()
    const faults: GroupFault[] = []
    for (const { text, name: behind } of listEntries(cell)) {
      const name = behind === undefined ? text : `${text}=${behind}`
      const group = known.get(name.toLowerCase())
      const fault = faultOf(group, name, createGroups)
      if (fault === undefined) chosen.set(name.toLowerCase(), { uuid: group?.uuid, name: group?.name ?? name })
      else faults.push(fault)
    }
    return { groups: [...chosen.values()], faults }
  })
}

/** Takes the groups of a row into it. */
export function readGroups(row: RowDraft, cell: string): void {
  const { groups, faults } = row.around.groupsIn(cell)
  row.groups = groups
  for (const { code, message } of faults) row.refuse(code, message, 'groups')
}

function faultOf(group: UserGroup | undefined, name: string, createGroups: boolean): GroupFault | undefined {
  if (group === undefined) {
    if (createGroups && name.trim() !== '') return undefined
    return { code: 'GROUP_NOT_FOUND', message: `There is no group ${quoted(name)}; it can be made on import.` }
  }
  if (group.type !== 'all' && group.type !== 'none') return undefined
  return { code: 'GROUP_NOT_ASSIGNABLE', message: `Who is in ${quoted(group.name)} cannot be chosen.` }
}
