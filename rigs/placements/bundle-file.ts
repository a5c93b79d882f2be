import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import type { Bundle } from '../factory/bundle.ts'

/** Who may read a bundle beside root, where that is not who writes it. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Writes a bundle into a folder of bundles (0700), mode 0600; returns its path. */
export async function writeBundle(folder: string, bundle: Bundle, owner?: Owner): Promise<string> {
  const path = join(folder, `${bundle.site}-${bundle.device}.json`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Anew: an old file would keep its mode and its owner.
  await rm(path, { force: true })
  await writeFile(path, JSON.stringify(bundle), { mode: 0o600 })
  if (owner !== undefined) await chown(path, owner.uid, owner.gid)
  return path
}

/** Throws FILE_UNREADABLE for what is no bundle of this version. */
export async function readBundle(path: string): Promise<Bundle> {
  const sentence = `${path} is no bundle of a device that can be read; the rig writes them`
  const bundle: unknown = await readFile(path, 'utf8')
    .then(JSON.parse)
    .catch((cause: unknown) => {
      throw new RigError('FILE_UNREADABLE', sentence, { cause })
    })
  if (!isBundle(bundle)) throw new RigError('FILE_UNREADABLE', sentence)
  return bundle
}

/** Only the rig writes bundles; this tells them from other JSON. */
function isBundle(value: unknown): value is Bundle {
  if (typeof value !== 'object' || value === null) return false
  const { version, device, bus } = value as Partial<Bundle>
  return version === 1 && typeof device === 'string' && typeof bus === 'object'
}
