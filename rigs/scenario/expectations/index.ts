import type { z } from 'zod'
import type { Matcher } from '../matcher.ts'
import { clock } from './clock.ts'
import { control } from './control.ts'
import { decision } from './decision.ts'
import { device } from './device.ts'
import { explain } from './explain.ts'
import { feedback } from './feedback.ts'
import { group } from './group.ts'
import { history } from './history.ts'
import { intercom } from './intercom.ts'
import { io } from './io.ts'
import { link } from './link.ts'
import { lint } from './lint.ts'
import { member } from './member.ts'
import { miniserver } from './miniserver.ts'
import { notice } from './notice.ts'
import { outbox } from './outbox.ts'
import { periphery } from './periphery.ts'
import { permits } from './permits.ts'
import { pulse } from './pulse.ts'
import { session } from './session.ts'
import { skew } from './skew.ts'
import { trust } from './trust.ts'
import { user } from './user.ts'
import { value } from './value.ts'

const TYPED = [
  ...[decision, pulse, feedback, history, notice],
  ...[session, control],
  ...[intercom, explain, permits, user, group, member, trust, link, outbox],
  ...[io, periphery],
  ...[device, miniserver, clock, skew, value, lint],
] as const

/** What may stand behind `expect` and `never`, as TypeScript knows it. */
export type WrittenSought = z.input<(typeof TYPED)[number]['schema']>

/** All that can be expected. A word that is also a key of another comes after it: the first found is meant. */
export const MATCHERS: readonly Matcher[] = TYPED

/** The matcher of what stands behind `expect` or `never`, of which it is known that it has the right shape. */
export function matcherOf(sought: object): Matcher {
  const found = MATCHERS.find(({ word }) => word in sought)
  if (found === undefined) throw new TypeError(`nothing to expect in ${Object.keys(sought).join(', ')}`)
  return found
}
