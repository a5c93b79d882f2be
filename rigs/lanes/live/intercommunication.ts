import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { INTERCOMMUNICATION_PORT } from '../../../sim/domain/intercommunication/packet.ts'
import { intercommunicationOf } from '../../../sim/domain/intercommunication/remote.ts'
import type { Serial } from '../../../sim/domain/program/names.ts'
import type { SitePlan } from '../../factory/plan.ts'
import type { Places } from '../../placements/places.ts'
import type { RigFile } from '../../rig-file/shape.ts'

/** Where the Miniservers of a rig hear Network Intercommunication, each by its serial; those that have none are left out. */
export type IntercommunicationPorts = ReadonlyMap<Serial, { readonly host: string; readonly port: number }>

/**
 * Chooses the ports before anything starts, so that every Miniserver can be told those of the others: 61263 and those above it,
 * where they share this machine; a taken one moves to a free one.
 */
export async function intercommunicationPorts(
  plans: readonly SitePlan[],
  file: RigFile,
  { listenHost, advertisedHost }: Places,
): Promise<IntercommunicationPorts> {
  const chosen = new Map<Serial, { host: string; port: number }>()
  const having = plans.filter(({ program }) => intercommunicationOf(program) !== undefined)
  for (const [index, { site, identity }] of having.entries()) {
    const fixed = file.sites[site]?.miniserver.ports?.intercommunication
    const port =
      advertisedHost === undefined
        ? await freePort(listenHost, fixed ?? INTERCOMMUNICATION_PORT + index, chosen)
        : (fixed ?? INTERCOMMUNICATION_PORT)
    chosen.set(identity.serial, { host: advertisedHost?.(site) ?? listenHost, port })
  }
  return chosen
}

async function freePort(host: string, wanted: number, chosen: IntercommunicationPorts): Promise<number> {
  const isChosen = [...chosen.values()].some(({ port }) => port === wanted)
  return (isChosen ? undefined : await tryPort(host, wanted)) ?? (await tryPort(host, 0)) ?? wanted
}

/** The port that could be had; `undefined` where somebody has it. */
async function tryPort(host: string, port: number): Promise<number | undefined> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  try {
    socket.bind({ address: host, port, exclusive: true })
    await once(socket, 'listening')
    return socket.address().port
  } catch {
    return undefined
  } finally {
    socket.close()
  }
}
