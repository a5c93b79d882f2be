import { hardwareMissing } from '../test/hardware/available.ts'
import { daemonRestarts, tapsOnPcscd } from '../test/helpers/endurance.ts'
import { startPrivatePcscd } from '../test/helpers/vpcd/private-pcscd.ts'
import type { Benchmark } from './benchmark.ts'
import { backLine, memoryLine } from './reader-lines.ts'

const TAPS = 2_000
const RESTARTS = 100

/** A reader on a real pcscd with a virtual reader: many taps, and restarts of the daemon. Some 15 minutes: pcscd looks 2.5 times a second. */
export const readerPcscd: Benchmark = {
  name: 'reader-pcscd',
  async measure({ tell }) {
    const [missing] = hardwareMissing()
    if (missing !== undefined) return { missing }
    await using daemon = await startPrivatePcscd()
    Object.assign(process.env, daemon.env)
    tell(`${RESTARTS} restarts`)
    const back = await daemonRestarts(RESTARTS, daemon)
    tell(`${TAPS} taps`)
    const endured = await tapsOnPcscd(TAPS, daemon)
    return [
      memoryLine('reader-pcscd memory', `resident memory over ${TAPS} taps through pcscd, none lost`, endured),
      backLine(
        'reader-pcscd restart',
        'pcscd is killed, or ended, and started again: until its reader is found',
        'until pcscd answers',
        back,
        3,
      ),
    ]
  },
}
