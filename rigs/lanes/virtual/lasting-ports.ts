import type { Bus } from '../../../sim/ports/bus.ts'
import type { Datagrams } from '../../../sim/ports/datagrams.ts'
import type { TrustLinks } from '../../../sim/ports/trust-links.ts'

/** A bus that stays when another device takes the place of the one on it: what arrives goes to whoever registered last. */
export function lastingBus(bus: Bus): Bus {
  let receive: Parameters<Bus['onMessage']>[0] | undefined
  return {
    publish: (message) => bus.publish(message),
    onMessage(next) {
      if (receive === undefined) bus.onMessage((message) => receive?.(message))
      receive = next
    },
  }
}

/** Datagrams that stay, in the same way. */
export function lastingDatagrams(datagrams: Datagrams): Datagrams {
  let receive: Parameters<Datagrams['onMessage']>[0] | undefined
  return {
    send: (to, bytes) => datagrams.send(to, bytes),
    onMessage(next) {
      if (receive === undefined) datagrams.onMessage((bytes) => receive?.(bytes))
      receive = next
    },
  }
}

/** Links that stay, in the same way. */
export function lastingLinks(links: TrustLinks): TrustLinks {
  let receivers: Parameters<TrustLinks['onMessage']> | undefined
  return {
    send: (to, message, address) => links.send(to, message, address),
    onMessage(...next) {
      if (receivers === undefined)
        links.onMessage(
          (from, message) => receivers?.[0](from, message),
          (to, id, reason) => receivers?.[1](to, id, reason),
          (note) => receivers?.[2]?.(note),
        )
      receivers = next
    },
  }
}
