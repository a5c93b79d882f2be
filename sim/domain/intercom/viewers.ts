import { maySee, refusalOf } from '../miniserver/api/rights.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import { type IntercomBlock, type IntercomStep, isIntercom } from './bell.ts'
import { endCall } from './operate.ts'

/**
 * Users, their rights or their state changed: whoever may not use a block any more sees and hears nothing of it, and is in no call
 * there. Members' users are their own Miniserver's concern, which ends their calls here.
 */
export function viewersReviewed(step: IntercomStep): Effect[] {
  const { intercoms, program } = step.state
  const mayUse = (by: Uuid, block: IntercomBlock): boolean => {
    const user = program.users.get(by)
    return (
      user !== undefined &&
      SCOPES.some((scope) => {
        const context = { ...step, session: { scope } }
        return refusalOf(context, user) === undefined && maySee(context, user, block)
      })
    )
  }
  const cut = [...intercoms.streams].flatMap(([id, { intercom, member, by }]): Effect[] => {
    const block = program.controls.get(intercom)
    if (member !== undefined || !isIntercom(block) || mayUse(by, block)) return []
    intercoms.streams.delete(id)
    return [{ type: 'notice', name: 'intercom-stream-cut', data: { intercom: block.name } }]
  })
  const ended = [...intercoms.blocks].flatMap(([uuid, { call }]) => {
    const block = program.controls.get(uuid)
    return call === undefined || !isIntercom(block) || mayUse(call.by, block) ? [] : endCall(step, block, call)
  })
  return [...cut, ...ended]
}

const SCOPES = ['internal', 'external'] as const
