import type { FeedPosition } from './membership.ts'

/** Whether a position comes after another one: an epoch after every `seq` of the one before. */
export function isAhead(position: FeedPosition, present: FeedPosition): boolean {
  return position.epoch > present.epoch || (position.epoch === present.epoch && position.seq > present.seq)
}

/** Whether a position comes before another one; before none where there is no other. */
export function isBehind(position: FeedPosition, present: FeedPosition | undefined): boolean {
  return present !== undefined && isAhead(present, position)
}

/** Whether nothing was missed between what was applied and what a page builds on. */
export function buildsOn(after: FeedPosition | undefined, present: FeedPosition | undefined): boolean {
  return after !== undefined && present !== undefined && after.epoch === present.epoch && after.seq <= present.seq
}
