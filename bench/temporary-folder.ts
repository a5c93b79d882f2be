import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './dist.ts'

/** A folder on the project's own disk, since elsewhere a temporary file may be in memory; gone with its disposal. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  const path = await mkdtemp(join(ROOT, '.cache', 'bench-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
