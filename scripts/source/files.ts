import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root; every path these tools print is relative to it. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Folders that hold no source of ours, wherever they lie. */
const FOREIGN = new Set(['node_modules', 'dist', '.git', '.cache', '.loxrig', 'coverage', 'reports'])

/** The files below `folder` whose name ends with `ending`, sorted, relative to the repository's root. A folder that is not there has none. */
export function filesUnder(folder: string, ending: string, root = ROOT): string[] {
  return walk(root, folder)
    .filter((path) => path.endsWith(ending))
    .sort()
}

function walk(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    if (FOREIGN.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(root, path) : [path]
  })
}

function entriesOf(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
}
