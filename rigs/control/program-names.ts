import { splitPrincipal } from '../../sim/domain/program/ancestors.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../sim/domain/program/names.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { hostName, typedName } from './owners.ts'

/** What things of a program are called, as people type them. What is not there keeps its uuid. */
export interface ProgramNames {
  user(uuid: Uuid): string
  group(uuid: Uuid): string
  /** `Anna`, `Anna@Office`, `group:Staff`, `member:Home`. */
  principal(key: PrincipalKey): string
  /** `access:Front Door`, `right:UserManagement`. */
  object(key: ObjectKey): string
  room(uuid: Uuid): string
  category(uuid: Uuid): string
  control(uuid: Uuid): string
  /** A control or a block of logic. */
  wired(uuid: Uuid): string
  schedule(uuid: Uuid): string
  mode(id: number): string
}

export function programNames(file: RigFile, program: Program): ProgramNames {
  const called = (map: ReadonlyMap<Uuid, { readonly name: string }>) => (uuid: Uuid) => map.get(uuid)?.name ?? uuid
  const owned = (map: Program['users'] | Program['groups']) => (uuid: Uuid) => {
    const found = map.get(uuid)
    return found === undefined ? uuid : typedName(file, program, found)
  }
  const [user, group] = [owned(program.users), owned(program.groups)]
  const [room, category, control] = [called(program.rooms), called(program.categories), called(program.controls)]
  const wired = (uuid: Uuid) => program.logic.get(uuid)?.name ?? control(uuid)
  const objects = { right: (name: string) => name, room, category, function: control, access: control, device: control }
  return {
    ...{ user, group, room, category, control, wired },
    schedule: called(program.schedules),
    mode: (id) => program.operatingModes.get(id)?.name ?? String(id),
    principal(key) {
      const [kind, id] = splitPrincipal(key)
      if (kind === 'user') return user(id)
      return kind === 'group' ? `group:${group(id)}` : `member:${hostName(file, program, id)}`
    },
    object(key) {
      const colon = key.indexOf(':')
      const kind = key.slice(0, colon) as keyof typeof objects
      return `${kind}:${objects[kind](key.slice(colon + 1))}`
    },
  }
}
