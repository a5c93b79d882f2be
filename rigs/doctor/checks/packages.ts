import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ownManifest, PACKAGE_FOLDER } from '../../own-package.ts'
import type { Examine } from '../part.ts'

export const examinePackages: Examine = async () => {
  const part = { part: 'npm packages', isNeeded: true } as const
  const names = Object.keys(ownManifest().dependencies)
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return { ...part, state: 'ok', found: `${names.length} installed` }
  return { ...part, state: 'missing', found: `not installed: ${missing.join(', ')}`, mend: 'npm install' }
}

/** Found as Node finds them: in the folders above, one after the other. What a package exports does not matter. */
function isInstalled(name: string): boolean {
  const folders = createRequire(join(PACKAGE_FOLDER, 'package.json')).resolve.paths(name) ?? []
  return folders.some((folder) => existsSync(join(folder, name, 'package.json')))
}
