import { createHash, createHmac } from 'node:crypto'
import type { PreviewOptions } from '../../sim/domain/user-table/preview-options.ts'
import { fromBundle } from '../modules.ts'

/** A preview for a factory-fresh Miniserver in Vienna, as its administrator asks for it. */
export async function previewOptions(): Promise<PreviewOptions> {
  const { factoryProgram } = await fromBundle<typeof import('../../sim/domain/program/factory.ts')>(
    'sim/domain/program/factory.ts',
  )
  const { zoneTable } = await fromBundle<typeof import('../../sim/io/zone.ts')>('sim/io/zone.ts')
  const { parseTagId } =
    await fromBundle<typeof import('../../sim/protocol/nfc/tag-id.ts')>('sim/protocol/nfc/tag-id.ts')
  const digests = new Map<string, string>()
  return {
    program: factoryProgram('504F94A00001', (alg, text) => createHash(alg).update(text).digest('hex')),
    zone: zoneTable('Europe/Vienna', Date.UTC(2009), Date.UTC(2099)),
    own: [],
    isAdministrator: true,
    merge: false,
    createGroups: false,
    tools: {
      password: () => {
        throw new TypeError('no password is in the file')
      },
      codeDigest(code) {
        const digest = digests.get(code) ?? createHmac('sha256', 'key').update(code).digest('hex').slice(0, 40)
        digests.set(code, digest)
        return digest
      },
      credential: (_, text) => ({ id: parseTagId(text).id }),
    },
  }
}
