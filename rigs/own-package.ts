import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(import.meta.url)

/** The folder of our package.json. Sources and bundled code lie at different depths under it. */
export const PACKAGE_FOLDER = folderAbove(HERE)

/** What of our package.json is read while we run. */
export interface OwnManifest {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
}

export function ownManifest(): OwnManifest {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8'))
}

/** Where a file of ours is that is no code: `path` is its place among the sources, which the build keeps below `dist/`. */
export function fileBesideCode(path: string): string {
  return join(PACKAGE_FOLDER, HERE.endsWith('.ts') ? '' : 'dist', path)
}

function folderAbove(path: string): string {
  const folder = dirname(path)
  if (folder === path) throw new TypeError('the package.json of loxrig is missing')
  return existsSync(join(folder, 'package.json')) ? folder : folderAbove(folder)
}
