import { type OpenDatagrams, openDatagrams } from '../../sim/io/datagrams.ts'
import type { PeerNetwork } from '../../sim/io/trust-sender.ts'
import type { MiniserverBundle } from '../factory/bundle.ts'

/** `port` where it listens. */
export type Intercommunication = Omit<OpenDatagrams, 'port'> & { readonly port?: number }

/**
 * A Miniserver's UDP port of Network Intercommunication; one that has none sends and hears nothing. The other Miniservers of the rig
 * are in reach in the same LAN only.
 */
export async function openIntercommunication(
  { listen: { host, intercommunication: port }, neighbours = {} }: MiniserverBundle,
  { route }: Pick<PeerNetwork, 'route'>,
): Promise<Intercommunication> {
  if (port === undefined) return { send: () => {}, onMessage: () => {}, [Symbol.asyncDispose]: async () => {} }
  const isNear = (serial: string): boolean => {
    const way = route(serial)
    return 'path' in way && way.path === 'internal'
  }
  return openDatagrams({ host, port, addressOf: (serial) => (isNear(serial) ? neighbours[serial] : undefined) })
}
