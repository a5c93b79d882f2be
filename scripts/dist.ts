/**
 * Part of `scripts/build.sh`: makes of the sources and their declarations what dist/ will hold, in a folder beside it: the programs,
 * bundled; the declarations that those who import one need; the files that are read while we run.
 */
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from './build/bundle.ts'
import { neededDeclarations } from './build/declarations.ts'
import { filesUnder, ROOT } from './source/files.ts'

const COMMAND = 'rigs/cli/main'
const LIBRARY = 'rigs/vitest/index'

const { values } = parseArgs({ options: { declarations: { type: 'string' }, into: { type: 'string' } } })
const { declarations, into } = values
if (declarations === undefined || into === undefined) throw new TypeError('--declarations FOLDER --into FOLDER')

const { files } = await bundle({ entries: [`${COMMAND}.ts`, `${LIBRARY}.ts`], folder: 'dist' })
for (const [path, contents] of files) await writeFile(await placeFor(path), contents)
for (const path of neededDeclarations(declarations, `${LIBRARY}.d.ts`)) {
  await copyFile(join(declarations, path), await placeFor(path))
}
for (const path of [...filesUnder('rigs', '.css'), ...filesUnder('rigs', '.js')]) {
  await copyFile(join(ROOT, path), await placeFor(path))
}
await chmod(join(into, `${COMMAND}.js`), 0o755)

async function placeFor(path: string): Promise<string> {
  const place = join(into ?? '', path)
  await mkdir(dirname(place), { recursive: true })
  return place
}
