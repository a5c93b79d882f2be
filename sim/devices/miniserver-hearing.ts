import type { UntimedInput } from '../domain/miniserver/input.ts'
import type { Bus } from '../ports/bus.ts'
import type { Datagrams } from '../ports/datagrams.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import { inputOf } from './miniserver-inputs.ts'
import { receivedOf } from './received-datagram.ts'

/** Registers a Miniserver at its ports: what is `heard` waits while it restarts, any other `input` is lost then. */
export function hearPorts(
  { bus, links, datagrams }: { readonly bus: Bus; readonly links: TrustLinks; readonly datagrams: Datagrams },
  { input, heard }: Record<'input' | 'heard', (input: UntimedInput) => void>,
): void {
  bus.onMessage((message) => {
    const meant = inputOf(message)
    if (meant !== undefined) input(meant)
  })
  links.onMessage(
    (from, message) => heard({ type: 'trust-message', from, message }),
    (to, id, reason) => input({ type: 'trust-failed', to, id, reason }),
    (note) => heard({ type: 'trust-link', note }),
  )
  datagrams.onMessage((bytes) => input({ type: 'datagram', received: receivedOf(bytes) }))
}
