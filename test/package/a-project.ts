import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../scripts/source/files.ts'

export const run = promisify(execFile)

/** The folder of somebody who uses the package as it is packed, installed with every install script blocked. Disposing it deletes it. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** What the package holds, paths from its root. */
  readonly packed: readonly string[]
}

/** `packages` are installed beside it, in the versions of this repository. */
export async function aProject(packages: readonly string[] = []): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-package-'))
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
  })
  const [pack] = JSON.parse(stdout)
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const wanted = [join(folder, pack.filename), ...(await Promise.all(packages.map(withVersion)))]
  await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', ...wanted], {
    cwd: folder,
  })
  return {
    folder,
    packed: pack.files.map(({ path }: { path: string }) => path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function withVersion(name: string): Promise<string> {
  const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  return `${name}@${devDependencies[name]}`
}
