import type { Program } from './program.ts'

/** A program without anything, not even the built-ins (see `factoryProgram`). Revision 0. */
export function emptyProgram(): Program {
  return {
    rev: 0,
    rooms: new Map(),
    categories: new Map(),
    controls: new Map(),
    logic: new Map(),
    wiring: new Map(),
    deviceAuthorisations: new Map(),
    users: new Map(),
    groups: new Map(),
    members: new Map(),
    schedules: new Map(),
    operatingModes: new Map(),
    calendar: new Map(),
    rules: new Map(),
    settings: new Map(),
    assignments: new Map(),
    trusts: new Map(),
    imports: new Map(),
  }
}

/** A program of its own with the same entries: entries are immutable, so copying the maps copies the program. */
export function copyProgram(program: Program): Program {
  return {
    rev: program.rev,
    rooms: new Map(program.rooms),
    categories: new Map(program.categories),
    controls: new Map(program.controls),
    logic: new Map(program.logic),
    wiring: new Map(program.wiring),
    deviceAuthorisations: new Map(program.deviceAuthorisations),
    users: new Map(program.users),
    groups: new Map(program.groups),
    members: new Map(program.members),
    schedules: new Map(program.schedules),
    operatingModes: new Map(program.operatingModes),
    calendar: new Map(program.calendar),
    rules: new Map(program.rules),
    settings: new Map(program.settings),
    assignments: new Map(program.assignments),
    trusts: new Map(program.trusts),
    imports: new Map(program.imports),
  }
}
