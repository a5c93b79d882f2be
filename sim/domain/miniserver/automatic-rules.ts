import type { RuleAction } from '../program/automatic-rule.ts'
import type { Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { Switching } from './switch.ts'

/**
 * What the rules do that a change sets off, in their order. `acted` holds those that acted for the same cause already:
 * they are passed over, and those that act now are added.
 */
export function actionsSetOff({ rules }: Program, { control, on }: Switching, acted: Set<Uuid>): Switching[] {
  const becomes = on ? 'on' : 'off'
  const setOff = [...rules.values()].filter(
    ({ uuid, trigger }) => trigger?.control === control && trigger.becomes === becomes && !acted.has(uuid),
  )
  for (const { uuid } of setOff) acted.add(uuid)
  return setOff.flatMap(({ actions }) => switchingsOf(actions))
}

/** Actions as what they come to; a document may hold others than `on` and `off`, which do nothing (P-112). */
export function switchingsOf(actions: readonly RuleAction[]): Switching[] {
  return actions.flatMap(({ control, command }) =>
    command === 'on' || command === 'off' ? [{ control, on: command === 'on' }] : [],
  )
}
