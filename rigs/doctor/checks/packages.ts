import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Examine } from '../part.ts'

export const examinePackages: Examine = async () => {
  const part = { part: 'npm packages', isNeeded: true } as const
  const manifest = ourManifest()
  const names = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).dependencies)
  const missing = names.filter((name) => !isInstalled(name, manifest))
  if (missing.length === 0) return { ...part, state: 'ok', found: `${names.length} installed` }
  return { ...part, state: 'missing', found: `not installed: ${missing.join(', ')}`, mend: 'npm install' }
}

/** Found as Node finds them: in the folders above, one after the other. What a package exports does not matter. */
function isInstalled(name: string, manifest: string): boolean {
  const folders = createRequire(manifest).resolve.paths(name) ?? []
  return folders.some((folder) => existsSync(join(folder, name, 'package.json')))
}

/** Sources and compiled files lie at different depths under it. */
function ourManifest(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return join(folder, 'package.json')
}
