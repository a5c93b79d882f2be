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
 * @param hosts names and addresses beside the loopback ones under which devices are reached; other hosts need other certificates
 */
export async function keepCertificates(
  directory: string,
  rig: string,
  serials: readonly string[],
  hosts: readonly string[],
): Promise<DeviceCertificates> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const keep = (name: string, make: () => Promise<Certified>) => keepOne(join(directory, `${name}.json`), make)
  const ca = await keep('ca', () => makeDeviceCa(rig))
  const suffix = hosts.length === 0 ? '' : `-${hosts.join('-').replace(/[^a-z0-9-]/gi, '_')}`
  const certificates = await Promise.all(
    serials.map((serial) => keep(`${serial}${suffix}`, () => certify(ca, serial, hosts))),
  )
  return { ca, devices: new Map(serials.map((serial, index) => [serial, certificates[index] as Certified])) }
}

async function keepOne(path: string, make: () => Promise<Certified>): Promise<Certified> {
  const kept = await readFile(path, 'utf8').then(JSON.parse, () => undefined)
  if (kept !== undefined) return kept as Certified
  const made = await make()
  await writeFile(path, JSON.stringify(made), { mode: 0o600 })
  return made
}
