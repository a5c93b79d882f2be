import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
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

const NEEDS: readonly { readonly sentence: string; readonly isThere: () => boolean }[] = [
  {
    sentence: 'pcscd is missing: apt-get install --no-install-recommends pcscd',
    isThere: () => existsSync(PCSCD),
  },
  {
    sentence: 'The virtual reader is missing: apt-get install --no-install-recommends vsmartcard-vpcd',
    isThere: () => existsSync(VPCD_DRIVER),
  },
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
