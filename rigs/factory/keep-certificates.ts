import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certified, certify, makeDeviceCa } from './certificates.ts'

/** The CA and the device certificates of one rig. */
export interface DeviceCertificates {
  readonly ca: Certified
  readonly devices: ReadonlyMap<string, Certified>
}

/**
 * The rig's device CA and a certificate per serial, made on first use and kept in `directory` (0700, files 0600), so that a client
 * that trusts the rig's CA still trusts it after the next start.
 *
 * @param devices serials, each with the names and addresses beside the loopback ones under which it is reached; other hosts need
 * another certificate
 */
export async function keepCertificates(
  directory: string,
  rig: string,
  devices: ReadonlyMap<string, readonly string[]>,
): Promise<DeviceCertificates> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const keep = (name: string, make: () => Promise<Certified>) => keepOne(join(directory, `${name}.json`), make)
  const ca = await keep('ca', () => makeDeviceCa(rig))
  const certified = [...devices].map(
    async ([serial, hosts]) =>
      [serial, await keep(`${serial}${suffixOf(hosts)}`, () => certify(ca, serial, hosts))] as const,
  )
  return { ca, devices: new Map(await Promise.all(certified)) }
}

function suffixOf(hosts: readonly string[]): string {
  return hosts.length === 0 ? '' : `-${hosts.join('-').replace(/[^a-z0-9-]/gi, '_')}`
}

async function keepOne(path: string, make: () => Promise<Certified>): Promise<Certified> {
  const kept = await readFile(path, 'utf8').then(JSON.parse, () => undefined)
  if (kept !== undefined) return kept as Certified
  const made = await make()
  await writeFile(path, JSON.stringify(made), { mode: 0o600 })
  return made
}
