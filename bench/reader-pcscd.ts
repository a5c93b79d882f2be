import { hardwareMissing } from '../test/hardware/available.ts'
import { daemonRestarts, type Endured, tapsOnPcscd } from '../test/helpers/endurance.ts'
import { startPrivatePcscd } from '../test/helpers/vpcd/private-pcscd.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { fromBundle } from './modules.ts'
import { backLine, memoryLines } from './reader-lines.ts'

const TAPS = 2_000
const RESTARTS = 100
/** pcscd looks at each reader 2.5 times a second, twice a tap: so at the two slots of each of these at the same time. */
const READERS = ['Virtual PCD', ...['B', 'C', 'D', 'E'].map((letter) => `Virtual PCD ${letter}`)] as const
const LOOK_S = 0.4

/** Readers on a real pcscd with virtual readers: many taps, and restarts of the daemon. Some five minutes. */
export const readerPcscd: Benchmark = {
  name: 'reader-pcscd',
  async measure({ tell }) {
    const [missing] = hardwareMissing()
    if (missing !== undefined) return { missing }
    const { openPcsc } = await fromBundle<typeof import('../rigs/attachments/pcsc.ts')>('rigs/attachments/pcsc.ts')
    const [first, ...more] = READERS
    await using daemon = await startPrivatePcscd(first, more)
    Object.assign(process.env, daemon.env)
    tell(`${RESTARTS} restarts`)
    const back = await daemonRestarts(RESTARTS, daemon, openPcsc)
    tell(`${TAPS} taps`)
    const endured = await tapsOnPcscd(TAPS, daemon, openPcsc)
    return [
      tapsLine(endured, daemon.slots.length),
      ...memoryLines('reader-pcscd', `${TAPS} taps through pcscd`, endured),
      backLine(
        'reader-pcscd restart',
        `pcscd is killed, or ended, and started again: until all its ${daemon.slots.length} readers are found`,
        'until pcscd answers',
        back,
      ),
    ]
  },
}

function tapsLine({ tookMs, lost }: Endured, slots: number): Line {
  const looks = slots / (2 * LOOK_S)
  return {
    ...{ name: 'reader-pcscd taps', unit: 'taps/s' },
    about: `cards on ${slots} slots of virtual readers at the same time, each until it was presented, and its removal noticed`,
    ours: [(TAPS * 1_000) / tookMs],
    peer: [looks],
    peerAgain: [looks],
    peerName: 'what pcscd allows, which looks for a card every 0.4 s and for its removal every 0.4 s',
    rows: [],
    limit: { lostMax: 0, lost },
    notes: [`${TAPS} taps through one pcscd and one process`],
  }
}
