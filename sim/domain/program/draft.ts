import { type Change, carryOut, type ProgramView, type Replacement } from './change.ts'
import { DraftMap } from './draft-map.ts'
import type { Program } from './program.ts'
import { SECTIONS } from './sections.ts'

/**
 * A program to try edits on: it reads as the one below and keeps to itself what is written, so that edits are made together or
 * not at all. Making one costs nothing, however many users there are.
 */
export function draftOf(program: Program): Program {
  return {
    rev: program.rev,
    rooms: new DraftMap(program.rooms),
    categories: new DraftMap(program.categories),
    controls: new DraftMap(program.controls),
    logic: new DraftMap(program.logic),
    wiring: new DraftMap(program.wiring),
    deviceAuthorisations: new DraftMap(program.deviceAuthorisations),
    users: new DraftMap(program.users),
    groups: new DraftMap(program.groups),
    members: new DraftMap(program.members),
    schedules: new DraftMap(program.schedules),
    operatingModes: new DraftMap(program.operatingModes),
    calendar: new DraftMap(program.calendar),
    rules: new DraftMap(program.rules),
    settings: new DraftMap(program.settings),
    assignments: new DraftMap(program.assignments),
    trusts: new DraftMap(program.trusts),
    imports: new DraftMap(program.imports),
  }
}

/** What was written on a draft, each entry once. */
export function writtenOn(draft: Program): Replacement[] {
  return SECTIONS.flatMap(({ map: name }) => {
    const map: unknown = draft[name]
    if (!(map instanceof DraftMap)) throw new TypeError(`${name} is of no draft`)
    return Array.from(map.changes(), (change) => ({ map: name, ...change }) as Replacement)
  })
}

/** The program as it would be with these changes; nothing is copied and nothing changed. */
export function preview(program: Program, changes: readonly Change[]): ProgramView {
  const draft = draftOf(program)
  carryOut(draft, changes)
  return draft
}
