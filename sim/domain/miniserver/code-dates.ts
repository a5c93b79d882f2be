import type { Replacement } from '../program/change.ts'
import { setApiState } from './api/values.ts'
import { blockOfReader } from './block.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** Tells API clients of these keypads that their codes changed just now, for them to load the list again. */
export function codeDates(state: MiniserverState, readers: ReadonlySet<string>, { at, env }: Moment): Effect[] {
  return [...readers].flatMap((reader) => {
    const block = blockOfReader(state.program, reader)
    if (block?.kind !== 'authentication-nfc-code-touch') return []
    return setApiState(state, { control: block.uuid, name: 'codeDate', value: at.wallMs }, at, env)
  })
}

/** The keypads whose codes these changes are about. */
export function keypadsWithOtherCodes(changes: readonly Replacement[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => {
      if (change.map !== 'deviceAuthorisations') return []
      return [change.before, change.entry].flatMap((each) => (each?.kind === 'code' ? [each.reader] : []))
    }),
  )
}

/** The keypads that have codes: nobody knows since when, so clients are told to look. */
export function keypadsWithCodes({ program }: MiniserverState): ReadonlySet<string> {
  return new Set(
    [...program.deviceAuthorisations.values()].flatMap(({ kind, reader }) => (kind === 'code' ? [reader] : [])),
  )
}
