import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'

/** Puts a program of that name before all others, for the rest of the test. */
export async function aCommandOnPath(name: string, script: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-program-'))
  await writeFile(join(folder, name), script)
  await chmod(join(folder, name), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })
}
