import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { rigFolder } from '../../../rigs/card.ts'
import { type Certified, certify } from '../../../rigs/factory/certificates.ts'
import { type LiveRig, RIG } from '../../helpers/a-live-rig.ts'
import { WireClient } from './wire-client.ts'

/** A Miniserver of another make, with a certificate of this rig's factory. */
export async function aForeigner(rig: LiveRig, serial: string): Promise<WireClient> {
  const path = join(rigFolder(rig.folder, RIG), 'factory', 'ca.json')
  const ca = JSON.parse(await readFile(path, 'utf8')) as Certified
  const { certificate: cert, privateKey: key } = await certify(ca, serial)
  const client = await WireClient.listen({ serial, cert, key, ca: ca.certificate })
  onTestFinished(() => client[Symbol.asyncDispose]())
  return client
}
