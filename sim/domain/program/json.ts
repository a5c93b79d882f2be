import { RigError } from '../errors.ts'
import { emptyProgram } from './empty.ts'
import { givingFault, scopesOf } from './permission-edits.ts'
import type { Program } from './program.ts'
import { asRecord, integer, list, type Read, refuse } from './reading.ts'
import { controlsOfRule } from './rule-edits.ts'
import { SECTIONS } from './sections.ts'
import { checkWires } from './wire-check.ts'

/** A program as plain JSON: its revision, and each of its maps as the list of its entries, in their order. */
export type ProgramJson = { readonly rev: number } & {
  readonly [Map in Exclude<keyof Program, 'rev'>]: readonly unknown[]
}

export function programToJson(program: Program): ProgramJson {
  const lists = SECTIONS.map((section) => [section.map, section.list(program)] as const)
  return { rev: program.rev, ...Object.fromEntries(lists) } as ProgramJson
}

/**
 * The program that a value of unknown origin describes. `programToJson` and this are inverses.
 *
 * Throws RigError `INVALID`, naming the first place, on: a missing or unknown field, a value of the wrong kind, an entry that
 * is there twice, a room, category, control, operating mode or access schedule that is referred to but not there, and an
 * assignment that no edit would make, whatever there is.
 * Principals that are not there are let pass: an imported user may come with the next feed, and until then nobody is let in by
 * them.
 */
export function programFromJson(value: unknown): Program {
  const source = asRecord(value, 'program')
  const known = new Set<string>(['rev', ...SECTIONS.map((section) => section.map)])
  const unknown = Object.keys(source).find((key) => !known.has(key))
  if (unknown !== undefined) refuse(unknown, 'no part of it')

  const program = emptyProgram()
  program.rev = integer(source.rev, 'rev')
  for (const section of SECTIONS) {
    for (const [index, entry] of entries(source[section.map], section.map).entries()) {
      section.insert(program, entry, `${section.map}[${index}]`)
    }
  }
  checkReferences(program)
  return program
}

const entries = list<unknown>((item) => item) satisfies Read<readonly unknown[]>

function checkReferences(program: Program): void {
  for (const control of program.controls.values()) {
    mustHave(program.rooms, control.room, `room of control "${control.name}"`)
    mustHave(program.categories, control.category, `category of control "${control.name}"`)
  }
  for (const wire of program.wiring.values()) {
    const ends = { beginning: wire.from, end: wire.to }
    for (const [side, { control }] of Object.entries(ends)) {
      if (!program.logic.has(control)) mustHave(program.controls, control, `the control at the ${side} of a wire`)
    }
  }
  checkWires(program)
  for (const { name, mode } of program.calendar.values()) {
    mustHave(program.operatingModes, mode, `operating mode of "${name}"`)
  }
  for (const rule of program.rules.values()) {
    for (const control of controlsOfRule(rule)) mustHave(program.controls, control, `a control of rule "${rule.name}"`)
  }
  for (const assignment of program.assignments.values()) {
    const { principal, object, scope, schedule } = assignment
    const where = `an assignment of ${principal} on ${object}`
    mustHave(program.schedules, schedule, `access schedule of ${where}`)
    if (!scopesOf(object).includes(scope)) refuse(`scope of ${where}`, scopesOf(object).join(' or '))
    const fault = givingFault(assignment)
    if (fault !== undefined) throw new RigError('INVALID', `${where}: ${fault.message}`)
  }
}

function mustHave<Key>(map: ReadonlyMap<Key, unknown>, key: Key | undefined, where: string): void {
  if (key !== undefined && !map.has(key)) refuse(where, `in the program; ${key} is not`)
}
