import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { hardwareMissing } from '../test/hardware/available.ts'
import { anObserver, type BusClient } from '../test/helpers/a-bus-client.ts'
import { aLiveRig } from '../test/helpers/a-live-rig.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../test/helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../test/helpers/vpcd/virtual-card.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { percentile } from './statistics.ts'

const ROUNDS = 5
const TAPS_A_ROUND = 10
const DOOR = 'home/front-door'
const BLUE_CARD = '04A1B2C3D4E580'
const BARE = fileURLToPath(new URL('card/bare.mjs', import.meta.url))
const RATIO_MAX = 1.5

/** A card on a reader of a real pcscd, from when the daemon notices it: until the door's output is on, and until a bare client has its UID. */
export const cardToPulse: Benchmark = {
  name: 'card-to-pulse',
  async measure({ tell }) {
    const [missing] = hardwareMissing()
    if (missing !== undefined) return { missing }
    await using daemon = await startPrivatePcscd()
    await using rig = await aLiveRig({ env: daemon.env })
    await using observer = await anObserver(rig.card)
    await rig.run('attach', 'pcsc', DOOR, '--slot', '00 00')
    const bare = await bareClient(daemon)
    const pulse = (): Promise<number> => tap(daemon, 0, () => switchedOn(observer))
    const read = (): Promise<number> => tap(daemon, 1, () => uidRead(bare))
    const sides = { ours: [] as number[], peer: [] as number[], peerAgain: [] as number[] }
    try {
      for (const each of [pulse, read]) await each()
      for (let round = 1; round <= ROUNDS; round++) {
        tell(`round ${round} of ${ROUNDS}`)
        const taken = { ours: [] as number[], peer: [] as number[], peerAgain: [] as number[] }
        for (let count = 0; count < TAPS_A_ROUND; count++) {
          taken.ours.push(await pulse())
          taken.peer.push(await read())
          taken.peerAgain.push(await read())
        }
        for (const side of ['ours', 'peer', 'peerAgain'] as const) sides[side].push(percentile(taken[side], 0.5))
      }
    } finally {
      bare.disconnect()
    }
    return [line(sides)]
  },
}

/** Lays a card there until `seen`, and takes it off; milliseconds from when pcscd noticed it. */
async function tap(daemon: PrivatePcscd, slot: 0 | 1, seen: () => Promise<bigint>): Promise<number> {
  await using card = new VirtualCard({ port: daemon.ports[slot], uid: BLUE_CARD })
  const seenAt = seen()
  await card.insert()
  const atNs = await seenAt
  const { noticedAtNs } = card
  if (noticedAtNs === undefined) throw new Error('a card was read that was not noticed')
  const off = daemon.writes('Card Removed From')
  await card.remove()
  await off
  return Number(atNs - noticedAtNs) / 1e6
}

async function switchedOn(observer: BusClient): Promise<bigint> {
  const before = new Set(observer.seen)
  await observer.sees(
    (seen) =>
      !before.has(seen) &&
      seen.topic === `${DOOR}/state/o1` &&
      seen.message.channel === 'state' &&
      seen.message.data.value === true,
  )
  return process.hrtime.bigint()
}

async function uidRead(bare: ChildProcess): Promise<bigint> {
  for await (const [message] of on(bare, 'message')) if (message.type === 'read') return BigInt(message.atNs)
  throw new Error('the bare client ended')
}

async function bareClient({ env }: PrivatePcscd): Promise<ChildProcess> {
  const bare = fork(BARE, ['Virtual PCD 00 01'], { env: { ...process.env, ...env } })
  await once(bare, 'message')
  return bare
}

function line(sides: Pick<Line, 'ours' | 'peer' | 'peerAgain'>): Line {
  return {
    ...{ name: 'card-to-pulse', unit: 'ms', ...sides },
    about:
      'a card on a virtual reader of a real pcscd: from when the daemon notices it to an observer’s receipt of the output state',
    peerName: 'a bare client of nfc-pcsc: from when the daemon notices the card to its UID, one APDU round trip',
    rows: [],
    limit: { ratioMax: RATIO_MAX },
    notes: [
      `${TAPS_A_ROUND} taps a round. The virtual reader waits some 40 ms at each APDU (a delayed ACK), which a real one does not; it is in both.`,
    ],
  }
}
