import { hasAdministrator, isLastingAdministrator } from '../program/administrators.ts'
import type { Change } from '../program/change.ts'
import { preview } from '../program/draft.ts'
import type { Program } from '../program/program.ts'
import { changedUser } from './import.ts'
import type { RowDraft } from './row-draft.ts'

/** Whether a row changes somebody who administers the unit for good. */
export function concernsAdministrator({ before, errors, options }: RowDraft): boolean {
  return before !== undefined && errors.length === 0 && isLastingAdministrator(options.program, before)
}

/** Refuses rows of administrators that together would leave nobody to administer the unit (I6); says whether it did. */
export function checkLastAdministrator(program: Program, drafts: readonly RowDraft[]): boolean {
  const changes = drafts.flatMap((draft): Change[] => {
    const { before, groups } = draft
    if (before === undefined) return []
    const entry = changedUser(
      before,
      draft.fields(),
      groups?.flatMap(({ uuid }) => uuid ?? []),
    )
    return [{ map: 'users', key: before.uuid, entry }]
  })
  if (changes.length === 0 || !hasAdministrator(program) || hasAdministrator(preview(program, changes))) return false
  for (const draft of drafts) {
    draft.refuse('LAST_ADMINISTRATOR', 'Nobody would be left to administer this Miniserver.', 'name')
  }
  return true
}
