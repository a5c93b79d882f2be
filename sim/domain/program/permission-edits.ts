import { RigError, type RigErrorCode } from '../errors.ts'
import { splitPrincipal } from './ancestors.ts'
import type { Change } from './change.ts'
import type { ProgramEdit } from './edit.ts'
import type { ObjectKey, PrincipalKey } from './names.ts'
import { type Assignment, assignmentKey, type Control, type Program, type Scope } from './program.ts'

type Assign = Extract<ProgramEdit, { type: 'assign' }>
type Revoke = Extract<ProgramEdit, { type: 'revoke' }>

/** Kinds of controls that each kind of object is about; others are no object of that kind. */
const CONTROLS_OF: Readonly<Record<string, ReadonlySet<Control['kind']>>> = {
  access: new Set<Control['kind']>(['authentication-nfc-code-touch', 'access-controller']),
  device: new Set<Control['kind']>(['intercom']),
  function: new Set<Control['kind']>([
    'authentication-nfc-code-touch',
    'access-controller',
    'info-only-digital',
    'intercom',
    'intercom-reference',
    'intercommunication-input',
    'intercommunication-output',
    'nfc-code-input',
    'nfc-tag-input',
    'switch',
    'trusted-io',
    'trusted-io-reference',
  ]),
}

const EFFECTS = ['allow', 'deny'] as const

/** Allows or denies an object in each scope given. An allow and a deny may stand side by side; deny wins (R107). */
export function assign(program: Program, edit: Assign): Change[] {
  const { principal, object, effect, schedule } = edit
  checkPrincipal(program, principal)
  checkObject(program, object)
  const fault = givingFault(edit)
  if (fault !== undefined) throw fault
  if (schedule !== undefined && !program.schedules.has(schedule)) {
    throw refused('NOT_FOUND', `There is no access schedule ${schedule}.`)
  }
  return checkedScopes(object, edit.scopes).map((scope) => {
    const key = assignmentKey({ principal, object, scope, effect })
    const entry = { principal, object, scope, effect, ...(schedule === undefined ? {} : { schedule }) }
    return { map: 'assignments', key, entry }
  })
}

/** Takes away what a principal itself is allowed or denied, so that it is "not configured" there (R109). */
export function revoke(program: Program, { principal, object, scopes }: Revoke): Change[] {
  const keys = checkedScopes(object, scopes).flatMap((scope) =>
    EFFECTS.map((effect) => assignmentKey({ principal, object, scope, effect })),
  )
  const there = keys.filter((key) => program.assignments.has(key))
  if (there.length === 0) throw refused('NOT_FOUND', 'Nothing to revoke: neither allowed nor denied there itself.')
  return there.map((key) => ({ map: 'assignments', key, entry: undefined }))
}

/** `access:` and `device:` are physical (§3.4.1 [P]); everything else is internal, external or both. */
export function scopesOf(object: ObjectKey): readonly Scope[] {
  return /^(?:access|device):/.test(object) ? ['physical'] : ['internal', 'external']
}

/** Why that is given to nobody, whatever the program has; `undefined` where it may be. */
export function givingFault({ principal, object, effect, schedule }: Omit<Assignment, 'scope'>): RigError | undefined {
  if (object.startsWith('device:') && principal.startsWith('user:')) {
    const sentence = 'An Intercom is given to user groups and Trust members, not to single users.'
    return refused('DEVICE_PERMISSION_PRINCIPAL', sentence)
  }
  if (schedule === undefined) return undefined
  if (effect === 'deny') return refused('INVALID', 'A deny has no access schedule: it holds always.')
  if (object.startsWith('access:')) return undefined
  return refused('INVALID', 'Only access to a door can have an access schedule.')
}

function checkedScopes(object: ObjectKey, scopes: readonly Scope[]): readonly Scope[] {
  const possible = scopesOf(object)
  if (scopes.length === 0 || scopes.some((scope) => !possible.includes(scope))) {
    throw refused('INVALID', `The scope of "${object}" is ${possible.join(' or ')}, not "${scopes.join(', ')}".`)
  }
  return scopes
}

/** Imported principals may be given rights before their first feed has come. */
function checkPrincipal(program: Program, principal: PrincipalKey): void {
  const [kind, id] = splitPrincipal(principal)
  const holders = { user: program.users, group: program.groups, member: program.members }
  if (holders[kind].has(id)) return
  for (const entry of program.imports.values()) if (entry.kind === kind && entry.uuid === id) return
  throw refused('NOT_FOUND', `There is no ${kind} ${id}.`)
}

/** Throws NOT_FOUND unless the program has the object, of that kind. */
export function checkObject(program: Program, object: ObjectKey): void {
  const colon = object.indexOf(':')
  const [kind, id] = [object.slice(0, colon), object.slice(colon + 1)]
  const control = program.controls.get(id)
  const isThere: Readonly<Record<string, boolean>> = {
    right: true,
    room: program.rooms.has(id),
    category: program.categories.has(id),
  }
  if (isThere[kind] ?? (control !== undefined && CONTROLS_OF[kind]?.has(control.kind))) return
  throw refused(
    'NOT_FOUND',
    control === undefined ? `There is no ${object}.` : `"${control.name}" is no object of kind "${kind}".`,
  )
}

function refused(code: RigErrorCode, sentence: string): RigError {
  return new RigError(code, sentence)
}
