import {
  type AccessIndex,
  assignmentChanged,
  compileAccess,
  modesChanged,
  userChanged,
} from '../../../sim/domain/access/access-index.ts'
import { decide, decideUser } from '../../../sim/domain/access/decide.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type Program } from '../../../sim/domain/program/program.ts'
import type { ZoneTable } from '../../../sim/domain/time.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { ALONE } from '../../helpers/origins.ts'
import type { Model } from '../input.ts'
import { objectKey, principalKey, programOf, tagOf } from './program-of.ts'
import type { Decider } from './question.ts'
import { historyOf, switchModes } from './switched-modes.ts'

/**
 * The product's answers to what the model is asked. Its finer reasons for a shut door are all `false`; of a permission
 * outside its schedule both say that it is not configured.
 */
export function productDecider(model: Model, built: Built = 'at once'): Decider {
  const program = programOf(model)
  const index = BUILDERS[built](program)
  const zone = tableOf(model.zone)
  const history = historyOf(model)
  const at = <T>(instant: number, answer: () => T): T => {
    switchModes(program, history, instant)
    modesChanged(index, program)
    return answer()
  }
  return {
    mayEnter: (user, door, when) =>
      at(when, () => decideUser(index, user, door as ObjectKey, when, zone, ALONE).outcome === 'granted'),
    anyMayEnter: (users, door, when) => {
      const request = { credential: { kind: 'tag', id: tagOf(users) }, object: door as ObjectKey } as const
      return at(when, () => decide(index, request, when, zone, ALONE).outcome === 'granted')
    },
    permission: (principal, object, scope, when) =>
      at(when, () => permits(index, principalKey(model, principal), objectKey(object), scope, when, zone)),
  }
}

/** How the product comes by a program: whole; told of users and permissions one by one; or whole, with much that is nobody's. */
export type Built = 'at once' | 'in steps' | 'among others'

const BUILDERS: Readonly<Record<Built, (program: Program) => AccessIndex>> = {
  'at once': compileAccess,
  'in steps': compiledInSteps,
  'among others': compiledAmongOthers,
}

/** The span of all instants that are asked about. */
const YEARS = { first: Date.UTC(1970, 0, 1), last: Date.UTC(2050, 0, 1) }

const TABLES = new Map<string, ZoneTable>()

export function tableOf(zone: string): ZoneTable {
  const known = TABLES.get(zone) ?? zoneTable(zone, YEARS.first, YEARS.last)
  TABLES.set(zone, known)
  return known
}

/** As edits make it: everybody begins disabled and in no group, every permission as its opposite. */
function compiledInSteps(program: Program): AccessIndex {
  const [users, assignments] = [[...program.users.values()], [...program.assignments.values()]]
  program.users.clear()
  program.assignments.clear()
  const index = compileAccess(program)
  for (const user of users) {
    for (const step of [{ ...user, groups: [], tags: [], status: { state: 'disabled' } } as const, user]) {
      program.users.set(user.uuid, step)
      userChanged(index, program, user.uuid)
    }
  }
  for (const { schedule: _schedule, ...assignment } of assignments) {
    const opposite = { ...assignment, effect: assignment.effect === 'allow' ? 'deny' : 'allow' } as const
    program.assignments.set(assignmentKey(opposite), opposite)
    assignmentChanged(index, program, opposite)
  }
  program.assignments.clear()
  for (const assignment of assignments) program.assignments.set(assignmentKey(assignment), assignment)
  for (const assignment of assignments) assignmentChanged(index, program, assignment)
  return index
}

/** More groups than a word has bits, and more on one object than are looked through one by one. Nobody is in them. */
const OTHERS = 40

function compiledAmongOthers(program: Program): AccessIndex {
  const objects = new Map([...program.assignments.values()].map(({ object, scope }) => [object, scope]))
  for (let number = 0; number < OTHERS; number++) {
    const uuid = `${number % 2 === 0 ? 'Before' : 'Zone'} ${number}`
    program.groups.set(uuid, { uuid, name: uuid, type: 'normal', groups: [] })
    const effect = number % 3 === 0 ? 'deny' : 'allow'
    for (const [object, scope] of objects) {
      const assignment = { principal: `group:${uuid}`, object, scope, effect } as const
      program.assignments.set(assignmentKey(assignment), assignment)
    }
  }
  return compileAccess(program)
}
