import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskText } from '../../estate.ts'

/** Every file below a folder, with all that stands in it. One that goes while it is looked for is not there. */
export async function textsBelow(folder: string): Promise<DiskText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = files.map(async ({ parentPath, name }): Promise<DiskText[]> => {
    const text = await readFile(join(parentPath, name), 'latin1').catch(() => undefined)
    return text === undefined ? [] : [{ where: `the disk, store/${name}`, text }]
  })
  return (await Promise.all(texts)).flat()
}
