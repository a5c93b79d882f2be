import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadNfcPcsc } from '../../rigs/attachments/pcsc-library.ts'
import { RigError } from '../../sim/domain/errors.ts'
import { PCSCD, VPCD_DRIVER } from '../helpers/vpcd/private-pcscd.ts'

/**
 * What this machine lacks for the hardware suite, a sentence each with the package or right that mends it. Empty when the
 * suite can run; otherwise it is unverified, for these reasons.
 */
export function hardwareMissing(): string[] {
  const missing = NEEDS.filter(({ isThere }) => !isThere()).map(({ sentence }) => sentence)
  return [...missing, ...missingLibrary()]
}

/** The Debian packages of programs that are not called like them. */
const PACKAGES: Readonly<Record<string, string>> = {
  socat: 'socat',
  owserver: 'owserver',
  owdir: 'ow-shell',
  digitemp_DS9097U: 'digitemp',
}

const NEEDS: readonly { readonly sentence: string; readonly isThere: () => boolean }[] = [
  {
    sentence: 'pcscd is missing: apt-get install --no-install-recommends pcscd',
    isThere: () => existsSync(PCSCD),
  },
  {
    sentence: 'The virtual reader is missing: apt-get install --no-install-recommends vsmartcard-vpcd',
    isThere: () => existsSync(VPCD_DRIVER),
  },
  ...['socat', 'owserver', 'owdir', 'digitemp_DS9097U'].map((program) => ({
    sentence: `${program} is missing: apt-get install --no-install-recommends ${PACKAGES[program]}`,
    isThere: () => isProgram(program),
  })),
  {
    sentence: 'A private pcscd needs a mount namespace, and this user may not make one: run the suite as root.',
    isThere: () => spawnSync('unshare', ['--mount', 'true']).status === 0,
  },
]

function missingLibrary(): string[] {
  try {
    loadNfcPcsc()
    return []
  } catch (error) {
    if (error instanceof RigError) return [error.message]
    throw error
  }
}

function isProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)))
}
