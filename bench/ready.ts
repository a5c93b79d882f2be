import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Benchmark, Line } from './benchmark.ts'
import { RIG_FILE, ROOT } from './dist.ts'
import { type Started, start } from './ready/start.ts'
import { percentile } from './statistics.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ROUNDS = 5
const SECONDS_MAX = 2

const LOXRIG = `${ROOT}dist/rigs/cli/main.js`
const FLOOR = fileURLToPath(new URL('ready/floor.mjs', import.meta.url))

/** Logins of two-sites.yaml's devices and of the rig itself; its Miniservers' ports and the control API's. */
const CLIENTS = 8
const LISTENERS = 7

/** From the start of the process to `rig ready`, whole processes: with what an earlier start has left, and with nothing. */
export const ready: Benchmark = {
  name: 'ready',
  async measure({ tell }) {
    await using folder = await temporaryFolder()
    const up = (place: string): Promise<Started> => start([LOXRIG, 'up', RIG_FILE], place)
    const floor = (): Promise<Started> => start([FLOOR, folder.path, String(CLIENTS), String(LISTENERS)], folder.path)
    await up(folder.path)
    await floor()
    const again: Started[] = []
    const first: Started[] = []
    const peer: Started[] = []
    const peerAgain: Started[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      again.push(await up(folder.path))
      peer.push(await floor())
      const empty = join(folder.path, `first-${round}`)
      await mkdir(empty)
      first.push(await up(empty))
      peerAgain.push(await floor())
    }
    const floors = { peer, peerAgain }
    return [
      line('ready', 'an earlier start has left its certificates', again, floors),
      line('ready at first', 'certificates and keys are made', first, floors),
    ]
  },
}

function line(
  name: string,
  what: string,
  ours: readonly Started[],
  { peer, peerAgain }: { readonly peer: readonly Started[]; readonly peerAgain: readonly Started[] },
): Line {
  const memory = (of: readonly Started[]): string =>
    percentile(
      of.map(({ megabytes }) => megabytes),
      0.5,
    ).toFixed(0)
  return {
    name,
    unit: 's',
    about: `\`loxrig up rigs/two-sites.yaml\` from the start of its process to \`rig ready\`; ${what}`,
    ours: ours.map(({ seconds }) => seconds),
    peer: peer.map(({ seconds }) => seconds),
    peerAgain: peerAgain.map(({ seconds }) => seconds),
    peerName: 'a bare process with aedes, as many mqtt.js clients, listeners and keys, and the storage engine',
    rows: [
      {
        section: '11',
        work: 'start-up floor: process start → aedes child, 40 keys, 64 listeners, 40 mqtts clients subscribed + 1 retained publish each',
        convert: (milliseconds) => milliseconds / 1_000,
      },
    ],
    limit: { oursMax: SECONDS_MAX },
    notes: [`memory when ready: ${memory(ours)} MiB, the floor's ${memory(peer)} MiB`],
  }
}
