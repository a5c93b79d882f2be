import type { LearnFault } from '../../keypad/learning.ts'
import type { Uuid } from '../../program/names.ts'
import { inputWith } from '../../program/nfc-inputs.ts'
import type { Program } from '../../program/program.ts'
import { hasFieldQuirks } from '../field-quirks.ts'
import type { MiniserverState } from '../state.ts'

/** Ids that mean an error (§3.6.5). */
const ERRORS: Readonly<Record<LearnFault, string>> = {
  read: '00 00 00 00 00 00 00 00 E8',
  authentication: '00 00 00 00 00 00 00 00 EE',
  init: '00 00 00 00 00 00 00 00 EF',
}

/** The text of a keypad's state `nfcLearnResult` (docs/miniserver-protocol.md §2.4): one object, as clients read it. */
export function learnResult(state: MiniserverState, id: string): string {
  const { program } = state
  const holder = holderOf(program, id)
  // On hardware the keypad has not heard yet of what was bound since it started (P-84).
  const isStale = hasFieldQuirks(program) && state.boundTags.has(id)
  const userUuid = isStale ? null : (holder?.user ?? null)
  return textOf({
    id,
    name: holder?.name ?? `NFC Tag ${numberOf(program)}`,
    userUuid,
    deviceUuid: holder?.device ?? null,
  })
}

export function failedResult(fault: LearnFault): string {
  return textOf({ id: ERRORS[fault], name: '', userUuid: null, deviceUuid: null })
}

interface Result {
  readonly id: string
  readonly name: string
  readonly userUuid: Uuid | null
  readonly deviceUuid: Uuid | null
}

function textOf({ id, name, userUuid, deviceUuid }: Result): string {
  return JSON.stringify({ id, name, userUuid, deviceUuid })
}

/** A user who has the tag, else a keypad, which may have it as a digital input. */
function holderOf(program: Program, id: string): { name: string; user?: Uuid; device?: Uuid } | undefined {
  for (const { uuid, tags } of program.users.values()) {
    const tag = tags.find((each) => each.id === id)
    if (tag !== undefined) return { name: tag.name, user: uuid }
  }
  for (const each of program.deviceAuthorisations.values()) {
    if (each.kind === 'tag' && each.id === id) return { name: each.name, device: keypadOf(program, each.reader) }
  }
  const input = inputWith(program, { kind: 'nfc-tag-input', secret: id })
  if (input !== undefined) return { name: input.name, device: keypadOf(program, input.reader) }
  return undefined
}

function keypadOf({ controls }: Program, reader: string): Uuid {
  const block = [...controls.values()].find(
    (control) => control.kind === 'authentication-nfc-code-touch' && control.reader === reader,
  )
  return block?.uuid ?? ''
}

/** What the app proposes as a name: one more than there are. */
function numberOf({ users, deviceAuthorisations }: Program): number {
  const ofUsers = [...users.values()].reduce((sum, { tags }) => sum + tags.length, 0)
  return ofUsers + [...deviceAuthorisations.values()].filter(({ kind }) => kind === 'tag').length + 1
}
