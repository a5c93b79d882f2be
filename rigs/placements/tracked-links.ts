import type { Traffic } from '../../sim/io/traffic.ts'
import type { TrustLinks } from '../../sim/ports/trust-links.ts'

/**
 * Trust links that tell what is under way: a request, from its sending to its answer or failure, so that a rig's clock is not
 * moved in between.
 */
export function trackedLinks(links: TrustLinks, traffic: Pick<Traffic, 'begin'>): TrustLinks {
  const ends = new Map<string, () => void>()
  const end = (id: string): void => {
    ends.get(id)?.()
    ends.delete(id)
  }
  return {
    send(to, message, address) {
      if (message.type !== 'answer') {
        end(message.id)
        ends.set(message.id, traffic.begin())
      }
      links.send(to, message, address)
    },
    onMessage(receive, failed) {
      links.onMessage(
        (from, message) => {
          receive(from, message)
          if (message.type === 'answer') end(message.id)
        },
        (to, id, reason) => {
          failed(to, id, reason)
          end(id)
        },
      )
    },
  }
}
