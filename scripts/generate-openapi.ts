import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { miniserverApiDocument } from './openapi/miniserver.ts'
import { controlPage } from './openapi/page.ts'
import { rigApiDocument } from './openapi/rig.ts'
import { ROOT } from './source/files.ts'

/** The documents of the control APIs, by path: `npx tsx scripts/generate-openapi.ts` writes them, a test checks that they are current. */
export async function controlDocuments(): Promise<Readonly<Record<string, string>>> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return {
    'docs/reference/openapi-rig.json': `${JSON.stringify(rigApiDocument(version), null, 2)}\n`,
    'docs/reference/openapi-miniserver.json': `${JSON.stringify(miniserverApiDocument(version), null, 2)}\n`,
    'docs/reference/control-api.md': controlPage(),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await controlDocuments())) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true })
    await writeFile(join(ROOT, path), text)
    process.stderr.write(`${path}\n`)
  }
}
