import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import type { Adapter, Extension } from '../../adapters/adapters.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { readersOf } from '../addresses.ts'
import { rigCommand } from '../command.ts'

/** As long as a path may be. */
const LINK_LENGTH_MAX = 4096

const deviceInput = z.string().min(1).max(256).describe('A 1-Wire Extension, `home/one-wire`, or a reader of it')
const adapterOutput = z.strictObject({ device: z.string(), link: z.string() })

export const adapter = rigCommand({
  name: 'adapter',
  summary:
    'Opens a simulated DS9097U at a device file, through which other programs read the iButtons of a 1-Wire Extension; the rig holds it',
  input: z.strictObject({
    device: deviceInput,
    link: z
      .string()
      .max(LINK_LENGTH_MAX)
      .refine(isAbsolute, 'is no absolute path')
      .describe('Where the device file shall be'),
  }),
  output: adapterOutput,
  async run({ estate, adapters }, { device, link }) {
    if (estate.lane === 'virtual') throw new RigError('UNSUPPORTED', 'no program reads an adapter in virtual time')
    return describe(await adapters.open(extensionAddress(estate.file, device), link))
  },
})

export const adapterClose = rigCommand({
  name: 'adapter-close',
  summary: 'Removes a simulated DS9097U',
  input: z.strictObject({ device: deviceInput }),
  output: adapterOutput,
  run: async ({ estate, adapters }, { device }) =>
    describe(await adapters.close(extensionAddress(estate.file, device))),
})

/** The extension at `site/device`, without case, or that of the reader at `site/reader`. Throws NOT_FOUND with the nearest names. */
function extensionAddress(file: RigFile, address: string): Extension {
  const wanted = address.trim().toLowerCase()
  const readers = readersOf(file).filter(({ kind }) => kind === 'one-wire-extension')
  const found = readers.find(({ site, device, reader }) => [`${site}/${device}`, `${site}/${reader}`].includes(wanted))
  if (found !== undefined) return { site: found.site, device: found.device }
  const names = [...new Set(readers.map(({ site, device }) => `${site}/${device}`))]
  throw new RigError('NOT_FOUND', `no 1-Wire Extension ${address} in rig ${file.rig}.${didYouMean(address, names)}`)
}

function describe({ extension: { site, device }, link }: Adapter) {
  return { device: `${site}/${device}`, link }
}
