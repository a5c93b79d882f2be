import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFile } from '../source/source-file.ts'

/**
 * The declarations below `folder` that somebody needs who imports one of them: itself, those it names, those that these name. Paths
 * from `folder`, sorted. Throws where one is missing.
 */
export function neededDeclarations(folder: string, entry: string): string[] {
  const needed = new Set<string>()
  const collect = (path: string): void => {
    if (needed.has(path)) return
    needed.add(path)
    const { imports } = sourceFile(path, readFileSync(join(folder, path), 'utf8'))
    for (const { target } of imports.filter(({ isOurs }) => isOurs)) collect(target.replace(/\.ts$/, '.d.ts'))
  }
  collect(entry)
  return [...needed].sort()
}
