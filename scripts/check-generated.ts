/**
 * Runs every `scripts/generate-*.ts` and fails when that changed a file below `schemas/` or `docs/`: what is committed was not what the
 * sources say. The files are then already right; look at them and commit them.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, ROOT } from './source/files.ts'

const generators = filesUnder('scripts', '.ts').filter((path) => path.startsWith('scripts/generate-'))
if (generators.length === 0) fail('there are no scripts/generate-*.ts')

const before = contents()
for (const generator of generators) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', generator], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) fail(`${generator} ended with ${status}`)
}
const after = contents()

const stale = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
if (stale.length > 0) fail(`out of date, and now written anew; look at them and commit them:\n  ${stale.join('\n  ')}`)

function contents(): Map<string, string> {
  const paths = [...filesUnder('schemas', ''), ...filesUnder('docs', '')]
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'latin1')]))
}

function fail(sentence: string): never {
  console.error(`generated files: ${sentence}`)
  process.exit(1)
}
