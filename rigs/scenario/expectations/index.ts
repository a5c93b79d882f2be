import type { Matcher } from '../matcher.ts'
import { decision } from './decision.ts'
import { history } from './history.ts'
import { pulse } from './pulse.ts'

/** All that can be expected. */
export const MATCHERS: readonly Matcher[] = [decision, pulse, history]

/** The matcher of what stands behind `expect` or `never`, of which it is known that it has the right shape. */
export function matcherOf(sought: object): Matcher {
  const found = MATCHERS.find(({ word }) => word in sought)
  if (found === undefined) throw new TypeError(`nothing to expect in ${Object.keys(sought).join(', ')}`)
  return found
}
