import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asyncApiDocument } from './bus/asyncapi.ts'
import { decisionJsonSchema, decisionPage } from './bus/decision-page.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The documents of the bus, by path: `npx tsx scripts/generate-asyncapi.ts` writes them, a test checks that they are current. */
export async function busDocuments(): Promise<Readonly<Record<string, string>>> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return {
    'docs/reference/asyncapi.json': `${JSON.stringify(asyncApiDocument(version), null, 2)}\n`,
    'docs/reference/decision.md': decisionPage(),
    'schemas/decision.schema.json': `${JSON.stringify(decisionJsonSchema(), null, 2)}\n`,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await busDocuments())) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true })
    await writeFile(join(ROOT, path), text)
    process.stderr.write(`${path}\n`)
  }
}
