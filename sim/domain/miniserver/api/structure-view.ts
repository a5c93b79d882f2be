import { hasRight } from '../../access/roles.ts'
import type { AutomaticRule } from '../../program/automatic-rule.ts'
import type { Serial } from '../../program/names.ts'
import type { Category, Control, OperatingMode, Room, User } from '../../program/program.ts'
import { contactOf } from '../../trust/peers.ts'
import type { Identity } from '../state.ts'
import { type ApiContext, type ApiHandler, reply } from './context.ts'
import { statesOf } from './control-states.ts'
import { localText } from './local-text.ts'
import { isAdministrator, maySee, userRights } from './rights.ts'
import { scenesOf } from './scenes.ts'
import { periodOf, type Season } from './season.ts'

/** The program as one user sees it through one listener: all that `data/LoxAPP3.json` is made of (R153). */
export interface StructureView {
  readonly identity: Identity
  /** Local time of the last change, as `LoxAPPversion3` gives it. */
  readonly lastModified: string
  readonly user: {
    readonly name: string
    readonly uuid: string
    readonly isAdmin: boolean
    readonly userRights: number
    readonly mayChangePassword: boolean
  }
  /** Those with a public control type that the user may see, and the rooms and categories they are in. */
  readonly controls: readonly Control[]
  /** Those the user may carry out; shown as push-buttons. */
  readonly scenes: readonly AutomaticRule[]
  readonly rooms: readonly Room[]
  readonly categories: readonly Category[]
  /** Where members of a Trust are to be reached whose Intercoms are among the controls, by serial. */
  readonly trustAddresses: ReadonlyMap<Serial, string>
  readonly operatingModes: readonly OperatingMode[]
  readonly heating: Season
  readonly cooling: Season
}

export function structureFile(context: ApiContext, user: User): ReturnType<ApiHandler<'structure-file'>> {
  return [reply(context, 200, undefined, { native: true, structure: structureView(context, user) })]
}

/** `LoxAPPversion3`: the local time since when the structure file is what it is. */
export function structureVersion({ state, at, env }: Pick<ApiContext, 'state' | 'at' | 'env'>): string {
  const { api, program } = state
  if (api.structure.rev !== program.rev) {
    const nowMs = Math.floor(at.wallMs / 1000) * 1000
    api.structure = { rev: program.rev, sinceMs: Math.max(nowMs, api.structure.sinceMs + 1000) }
  }
  return localText(api.structure.sinceMs, env.zone)
}

export function structureView(context: ApiContext, user: User): StructureView {
  const { program, identity } = context.state
  const controls = [...program.controls.values()].filter(
    (control) => statesOf(control) !== undefined && maySee(context, user, control),
  )
  const isAdmin = isAdministrator(context, user)
  return {
    identity,
    lastModified: structureVersion(context),
    user: {
      name: user.name,
      uuid: user.uuid,
      isAdmin,
      userRights: userRights(context, user),
      mayChangePassword: hasRight(program, user, 'ChangeOwnPasswords', context.session.scope),
    },
    controls,
    scenes: scenesOf(context, user),
    rooms: present(controls, 'room', program.rooms),
    categories: present(controls, 'category', program.categories),
    trustAddresses: trustAddresses(context, controls),
    operatingModes: [...program.operatingModes.values()],
    heating: periodOf(program, 'heating'),
    cooling: periodOf(program, 'cooling'),
  }
}

function trustAddresses({ state }: ApiContext, controls: readonly Control[]): Map<Serial, string> {
  const hosts = controls.flatMap((control) => (control.kind === 'intercom-reference' ? control.host : []))
  return new Map(
    hosts.flatMap((host): [Serial, string][] => {
      const address = contactOf(state.program, state.identity.serial, host)
      return address === undefined ? [] : [[host, address]]
    }),
  )
}

/** Clients fail on a control whose room or category is missing, and need no others. */
function present<T>(controls: readonly Control[], field: 'room' | 'category', all: ReadonlyMap<string, T>): T[] {
  const uuids = new Set(controls.map((control) => control[field]))
  return [...uuids].flatMap((uuid) => {
    const found = uuid === undefined ? undefined : all.get(uuid)
    return found === undefined ? [] : [found]
  })
}
