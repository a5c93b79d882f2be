import { type Certified, certify, makeDeviceCa } from '../../rigs/factory/certificates.ts'
import { openHttpsPort } from '../../sim/io/alpn.ts'
import type { Notice } from '../../sim/io/notice.ts'
import { type OpenTrustLinks, openTrustLinks } from '../../sim/io/trust-links.ts'

export interface TrustUnit extends AsyncDisposable {
  readonly links: OpenTrustLinks
  readonly certified: Certified
  readonly address: string
  readonly port: number
  /** Who was turned away. */
  readonly notices: Notice[]
}

let ca: Promise<Certified> | undefined

/** One factory for all tests of a file: making it is not what they prove. */
export function theCa(): Promise<Certified> {
  ca ??= makeDeviceCa('tests')
  return ca
}

/** A unit's Trust links behind an HTTPS port on loopback. `factory`: who made it, `trusted`: whom it believes. */
export async function aTrustUnit(serial: string, factory?: Certified, trusted = factory): Promise<TrustUnit> {
  const [made, believed] = [factory ?? (await theCa()), trusted ?? (await theCa())]
  const certified = await certify(made, serial)
  const notices: Notice[] = []
  const links = openTrustLinks({ ...certified, ca: believed.certificate, onNotice: (notice) => notices.push(notice) })
  const https = await openHttpsPort({
    listen: { host: '127.0.0.1', port: 0, maxPortTries: 1 },
    trust: (socket) => links.accept(socket),
    https: (socket) => socket.destroy(),
  })
  return {
    links,
    certified,
    notices,
    port: https.port,
    address: `127.0.0.1:${https.port}`,
    async [Symbol.asyncDispose]() {
      await https[Symbol.asyncDispose]()
      await links[Symbol.asyncDispose]()
    },
  }
}
