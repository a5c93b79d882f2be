import { bellOf, eventText, isIntercom } from '../../intercom/bell.ts'
import { isFull } from '../../intercom/streams.ts'
import { look } from '../../intercom/view.ts'
import type { User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, type ApiHandler, reply } from './context.ts'
import { findControl } from './io-command.ts'
import { maySee } from './rights.ts'

/**
 * `camimage/{uuidAction}/{timestamp}` (docs/miniserver-protocol.md §2.5): the picture of a ring that is on, or that nobody answered. While it
 * is on it is a look at the door now: of another unit's Intercom its gate decides, and it is one of the three (P-260).
 *
 * 404 where there is no such block or ring, 403 without the permission or while the gate is closed, 503 where three look already, 504 where
 * the host does not answer; and 404 as well for what may be seen: there are no pictures yet.
 */
export function cameraImage(
  context: ApiContext,
  { uuid, timestamp }: Parameters<ApiHandler<'camera-image'>>[1],
  user: User,
): Effect[] {
  const block = findControl(context, uuid)
  if (!isIntercom(block)) return [reply(context, 404, 'no Intercom')]
  if (!maySee(context, user, block)) return [reply(context, 403, 'no permission')]
  const { ring, unanswered } = bellOf(context, block)
  const isNow = ring !== undefined && eventText(context, ring) === timestamp
  if (!isNow) return [reply(context, 404, unanswered.includes(timestamp) ? NO_PICTURE : 'it did not ring then')]
  if (block.kind === 'intercom') {
    return [isFull(context, block.uuid) ? reply(context, 503, STREAM_LIMIT) : reply(context, 404, NO_PICTURE)]
  }
  return look({ ...context, by: user.uuid }, block, { session: context.session.id, request: context.request })
}

const NO_PICTURE = 'no picture was taken'
const STREAM_LIMIT = 'STREAM_LIMIT: three pictures are open there already'
