import { ANSWER_MAX_MS } from '../../sim/domain/trust/request.ts'
import type { Traffic } from '../../sim/io/traffic.ts'
import type { Clock } from '../../sim/ports/clock.ts'
import type { TrustLinks } from '../../sim/ports/trust-links.ts'

/** What knows of a request under way, and the clock by which one that nobody answers has failed. */
interface Tracking {
  readonly traffic: Pick<Traffic, 'begin'>
  readonly clock: Clock
}

/**
 * Trust links that tell what is under way: a request, from its sending to its answer or failure, so that a rig's clock is not
 * moved in between. What was delivered and is never answered ends when the Miniserver gives it up too.
 */
export function trackedLinks(links: TrustLinks, { traffic, clock }: Tracking): TrustLinks {
  const ends = new Map<string, () => void>()
  const end = (id: string): void => {
    ends.get(id)?.()
    ends.delete(id)
  }
  const begin = (id: string): void => {
    end(id)
    const ended = traffic.begin()
    const cancel = clock.at(clock.now().monotonicMs + ANSWER_MAX_MS, () => end(id))
    ends.set(id, () => {
      cancel()
      ended()
    })
  }
  return {
    send(to, message, address) {
      if (message.type !== 'answer') begin(message.id)
      links.send(to, message, address)
    },
    onMessage(receive, failed, noted) {
      links.onMessage(
        (from, message) => {
          receive(from, message)
          if (message.type === 'answer') end(message.id)
        },
        (to, id, reason) => {
          failed(to, id, reason)
          end(id)
        },
        noted,
      )
    },
  }
}
