import type { Uuid } from '../../program/names.ts'
import type { Control, User } from '../../program/program.ts'
import type { Stamp } from '../../time.ts'
import type { ApiStateChange, Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'
import type { ApiContext } from './context.ts'
import { GLOBAL_STATES, SECRET_STATES, statesOf } from './control-states.ts'
import { localTextWithOffset } from './local-text.ts'
import { maySee, refusalOf } from './rights.ts'
import { scenesOf } from './scenes.ts'
import type { ApiSession } from './state.ts'
import { stateUuid } from './state-uuid.ts'

/**
 * A block publishes one of its states. Goes to every session with states enabled whose user may see the control; a value that
 * is not new goes nowhere, unless that it was said again is news, and neither does one of a control or state that no structure file lists.
 *
 * @param name as in the structure file: `active`, `historyDate` …; what would show a tag or a code stays empty
 */
export function setApiState(
  state: MiniserverState,
  change: { readonly control: Uuid; readonly name: string; readonly value: number | string; readonly isNews?: true },
  at: Stamp,
  env: Env,
): Effect[] {
  const control = state.program.controls.get(change.control)
  const initial = control === undefined ? undefined : statesOf(control)?.[change.name]
  if (control === undefined || initial === undefined || SECRET_STATES.has(change.name)) return []

  const uuid = stateUuid(control.uuid, change.name)
  if ((state.api.values.get(uuid) ?? initial) === change.value && change.isNews !== true) return []
  state.api.values.set(uuid, change.value)

  const changes: readonly ApiStateChange[] = [{ uuid, value: change.value }]
  return [...state.api.sessions.values()]
    .filter((session) => session.statesEnabled && seesNow({ state, session, at, env }, control))
    .map((session) => ({ type: 'api-states', session: session.id, changes }))
}

/** Every state a user may see, the Miniserver's own first: the burst after `enablebinstatusupdate` (docs/miniserver-protocol.md §1.7). */
export function currentStates(context: ApiContext, user: User): ApiStateChange[] {
  const { state } = context
  const seen = [...state.program.controls.values()].filter((control) => maySee(context, user, control))
  const scenes = scenesOf(context, user).map(({ uuid }) => ({ uuid: stateUuid(uuid, 'active'), value: 0 }))
  return [...globalStates(context), ...seen.flatMap((control) => statesOfControl(state, control)), ...scenes]
}

/** Uuid under which the Miniserver's own states hang: its serial in Loxone's form. */
export function globalUuid(serial: string): Uuid {
  return `00000000-0000-0000-ffff${serial.toLowerCase()}`
}

function globalStates({ state, at, env }: ApiContext): ApiStateChange[] {
  const values = { ...GLOBAL_STATES, miniserverTime: localTextWithOffset(at.wallMs, env.zone) }
  const owner = globalUuid(state.identity.serial)
  return Object.entries(values).map(([name, value]) => ({ uuid: stateUuid(owner, name), value }))
}

function statesOfControl(state: MiniserverState, control: Control): ApiStateChange[] {
  return Object.entries(statesOf(control) ?? {}).map(([name, initial]) => {
    const uuid = stateUuid(control.uuid, name)
    return { uuid, value: state.api.values.get(uuid) ?? initial }
  })
}

function seesNow(
  context: { state: MiniserverState; session: ApiSession; at: Stamp; env: Env },
  control: Control,
): boolean {
  const user = context.session.user === undefined ? undefined : context.state.program.users.get(context.session.user)
  return user !== undefined && refusalOf(context, user) === undefined && maySee(context, user, control)
}
