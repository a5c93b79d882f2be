import { permits } from '../access/permits.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { TrustedIo, TrustedIoKind } from '../program/program.ts'
import type { Call } from '../trust/request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** An input or output as a member hears of it that may use it. */
export interface SharedIo extends TrustedIoKind {
  readonly uuid: Uuid
  readonly name: string
}

/** An Intercom as a member hears of it that is authorised there (R55). */
export interface SharedIntercom {
  readonly uuid: Uuid
  readonly name: string
  readonly version: 1 | 2
}

/** The inputs and outputs of this unit that a member may use: one right for each, directly or by a group, with no deny (R51, R52). */
export function sharedWith(step: Step, member: Serial, among?: readonly Uuid[]): TrustedIo[] {
  const { controls } = step.state.program
  const candidates = among === undefined ? [...controls.values()] : among.flatMap((uuid) => controls.get(uuid) ?? [])
  return candidates.filter(
    (control): control is TrustedIo => control.kind === 'trusted-io' && mayUse(step, member, control.uuid),
  )
}

/** Whether a member of a Trust may use an input or output of this unit: read the one, set the other (§3.3.10). */
export function mayUse({ state, at, env }: Step, member: Serial, io: Uuid): boolean {
  return permits(state.access, `member:${member}`, `function:${io}`, 'internal', at.wallMs, env.zone) === 'allowed'
}

export function sharedIo({ uuid, name, direction, value, description }: TrustedIo): SharedIo {
  return { uuid, name, direction, value, ...(description !== undefined && { description }) }
}
