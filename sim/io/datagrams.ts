import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { RigError } from '../domain/errors.ts'
import { ADDRESS } from '../domain/intercommunication/remote.ts'
import type { Serial } from '../domain/program/names.ts'
import type { Datagrams } from '../ports/datagrams.ts'

export interface DatagramsOptions {
  readonly host: string
  /** 1 to 65535 of a rig's Miniserver. Tests give 0, for any that is free: `OpenDatagrams.port` says which. */
  readonly port: number
  /** `host:port` of another Miniserver of the rig, where one is in reach in the LAN. */
  readonly addressOf: (serial: Serial) => string | undefined
}

export interface OpenDatagrams extends Datagrams, AsyncDisposable {
  readonly port: number
}

/**
 * A UDP socket that sends and receives. What cannot be sent is lost, as on any line of UDP. Throws USAGE where the port cannot
 * be had.
 */
export async function openDatagrams({ host, port, addressOf }: DatagramsOptions): Promise<OpenDatagrams> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  let receive: (bytes: Uint8Array) => void = () => {}
  let isOpen = true
  await bind(socket, host, port)
  // An error that nobody hears would end the process: what is lost is lost.
  socket.on('error', () => {})
  socket.on('message', (bytes: Buffer, _from: RemoteInfo) => receive(bytes))
  return {
    port: socket.address().port,
    send(to, bytes) {
      const target = splitAddress('serial' in to ? addressOf(to.serial) : to.address)
      if (isOpen && target !== undefined) socket.send(bytes, target.port, target.host, () => {})
    },
    onMessage(next) {
      receive = next
    },
    async [Symbol.asyncDispose]() {
      receive = () => {}
      if (!isOpen) return
      isOpen = false
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}

async function bind(socket: Socket, host: string, port: number): Promise<void> {
  try {
    socket.bind({ address: host, port, exclusive: true })
    await once(socket, 'listening')
  } catch (cause) {
    socket.close()
    throw new RigError('USAGE', `UDP port ${port} of ${host} cannot be had for Network Intercommunication`, { cause })
  }
}

function splitAddress(address: string | undefined): { readonly host: string; readonly port: number } | undefined {
  const [, host, port] = /^\[?(.+?)\]?:(\d{1,5})$/.exec(address ?? '') ?? []
  return address === undefined || host === undefined || !ADDRESS.test(address)
    ? undefined
    : { host, port: Number(port) }
}
