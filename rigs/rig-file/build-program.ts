import type { ProgramEdit } from '../../sim/domain/program/edit.ts'
import { factoryProgram } from '../../sim/domain/program/factory.ts'
import { assignmentKey, type Program, type Wire } from '../../sim/domain/program/program.ts'
import { wireKey } from '../../sim/domain/program/sections.ts'
import { type Build, type BuildTools, startBuild } from './build/context.ts'
import { buildControls, buildWires } from './build/controls.ts'
import { buildDeviceAuthorisations } from './build/device-authorisations.ts'
import { buildImports } from './build/imports.ts'
import { buildLogic } from './build/logic.ts'
import { buildCalendar } from './build/operating-times.ts'
import { assignmentsOf, type BuiltPermission, buildPermissions } from './build/permissions.ts'
import { buildReferences, referenceUuids } from './build/references.ts'
import { buildRules } from './build/rules.ts'
import { buildModes, buildSchedules } from './build/schedules.ts'
import { buildSettings } from './build/settings.ts'
import { buildGroups, buildUsers } from './build/users.ts'
import type { RigFile } from './shape.ts'

export type { BuildTools } from './build/context.ts'

/** What a site starts with, and what only the real Trust workflow can carry out afterwards, in documents that are saved. */
export interface BuiltProgram {
  readonly program: Program
  readonly afterTrust: AfterTrust
  /** All permissions of the file's site, in its order. */
  readonly permissions: readonly BuiltPermission[]
}

/** Edits for the site's Config document, in this order; each list may be saved by itself. */
export interface AfterTrust {
  /** Rights of Trust members (R30), once they are members here. Other sites' imports need them. */
  readonly members: readonly ProgramEdit[]
  /** Users and groups added from other sites (R35), once those let this one. */
  readonly imports: readonly ProgramEdit[]
  /** Inputs and outputs of other sites that are used here (R52), with their wires. */
  readonly references: readonly ProgramEdit[]
  /** Rights of those users and groups (R43), once they have come, and rights to those inputs and outputs. */
  readonly grants: readonly ProgramEdit[]
}

/**
 * The program of one site of a rig file that has no faults, at revision 0. Uuids depend on serial numbers and names only.
 *
 * Users without a password in the file have none and cannot log in: whoever starts the rig makes passwords up beforehand and
 * puts them into `rig`.
 */
export function buildProgram(rig: RigFile, siteKey: string, tools: BuildTools): BuiltProgram {
  const build = startBuild(rig, siteKey, tools)
  const program = factoryProgram(build.serial, tools.hash)
  const { rooms = [], categories = [] } = build.site.program ?? {}
  fill(
    program.rooms,
    rooms.map((name) => ({ uuid: build.uuid('room', name), name })),
    byUuid,
  )
  fill(
    program.categories,
    categories.map((name) => ({ uuid: build.uuid('category', name), name })),
    byUuid,
  )
  fill(program.operatingModes, buildModes(build), ({ id }) => id)
  fill(program.calendar, buildCalendar(build), byUuid)
  fill(program.schedules, buildSchedules(build), byUuid)
  fill(program.groups, buildGroups(build), byUuid)
  fill(program.users, buildUsers(build), byUuid)
  fill(program.controls, buildControls(build), byUuid)
  fill(program.logic, buildLogic(build), byUuid)
  const later = referenceUuids(build)
  const wires = buildWires(build)
  const isLater = ({ from, to }: Wire): boolean => later.has(from.control) || later.has(to.control)
  fill(
    program.wiring,
    wires.filter((wire) => !isLater(wire)),
    wireKey,
  )
  fill(program.deviceAuthorisations, buildDeviceAuthorisations(build), byUuid)
  fill(program.rules, buildRules(build), byUuid)
  fill(program.settings, buildSettings(build), ({ name }) => name)
  const permissions = buildPermissions(build)
  const references = buildReferences(build, wires.filter(isLater))
  return { program, afterTrust: { ...permit(build, program, permissions), references }, permissions }
}

/** Assigns what can be assigned now, and returns what cannot. */
function permit(
  build: Build,
  program: Program,
  permissions: readonly BuiltPermission[],
): Omit<AfterTrust, 'references'> {
  const later = new Set<string>(Array.from(referenceUuids(build), (uuid) => `function:${uuid}`))
  const editsOf = (of: (typeof permissions)[number]['of']) =>
    permissions.filter((permission) => permission.of === of).map(({ edit }) => edit)
  const [own, onReferences] = [false, true].map((isLater) =>
    editsOf('own').filter(({ object }) => later.has(object) === isLater),
  )
  for (const edit of own ?? []) fill(program.assignments, assignmentsOf(edit), assignmentKey)
  const grants = [...(onReferences ?? []), ...editsOf('replica')]
  return { members: editsOf('member'), imports: buildImports(build), grants }
}

function fill<Key, Entry>(map: Map<Key, Entry>, entries: readonly Entry[], keyOf: (entry: Entry) => Key): void {
  for (const entry of entries) map.set(keyOf(entry), entry)
}

function byUuid({ uuid }: { readonly uuid: string }): string {
  return uuid
}
