/**
 * The peer's receiving end: parses each line and puts it into the same store, as the same two records that a member of ours has for a
 * user, in batches of a thousand users; done when everything is durable. With the option `pipe` it counts bytes.
 */

import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import type { StoreRecord } from '../../sim/domain/miniserver/effect.ts'
import type { Store } from '../../sim/ports/store.ts'
import { fromBundle } from '../modules.ts'
import { openEngine } from './engine.ts'
import type { Addresses, UnitPlan } from './plan.ts'
import { sayDone, serve, started } from './serve.ts'

const BATCH = 2_000

const { storeKey } = await fromBundle<typeof import('../../sim/protocol/store/sealed-records.ts')>(
  'sim/protocol/store/sealed-records.ts',
)
const { plan, folder, units, option } = started()
const origin = plan.origin.serial
const engine = await openEngine(folder)

serve({
  listening: {},
  async begin(addresses, ready) {
    ready()
    await Promise.all(units.map((unit) => receive(unit, addresses)))
    await engine.whenIdle()
    sayDone()
  },
  close: async () => engine[Symbol.asyncDispose](),
})

async function receive(unit: UnitPlan, addresses: Addresses): Promise<void> {
  const { certificate: cert, privateKey: key, serial } = unit
  const port = Number(addresses[origin]?.split(':')[1])
  const checkServerIdentity = () => undefined
  const socket = connect({ host: '127.0.0.1', port, cert, key, ca: plan.ca, checkServerIdentity })
  const store = engine.part(serial.toLowerCase(), storeKey(createPrivateKey(key)))
  await (option === 'pipe' ? count(socket) : keep(socket, store))
}

async function count(socket: TLSSocket): Promise<void> {
  let length = 0
  socket.on('data', (bytes) => {
    length += bytes.length
  })
  await once(socket, 'end')
  if (length === 0) throw new Error('nothing came')
}

async function keep(socket: TLSSocket, store: Store): Promise<void> {
  let batch: StoreRecord[] = []
  let begun = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n')
    begun = lines.pop() ?? ''
    for (const line of lines) {
      batch.push(...recordsOf(line))
      if (batch.length < BATCH) continue
      store.commit(batch, () => {})
      batch = []
    }
  })
  await once(socket, 'end')
  store.commit(batch, () => {})
}

function recordsOf(line: string): StoreRecord[] {
  const user = JSON.parse(line)
  // A literal with fields after so long a spread would take twenty times as long, and be the peer's own fault.
  const value = Object.assign(user, { origin, nfcCodeTouchId: '', profile: {} })
  const chosen = { origin, kind: 'user', uuid: user.uuid, locked: true }
  return [
    { key: `user/${user.uuid}`, value },
    { key: `import/${origin}/user/${user.uuid}`, value: chosen },
  ]
}
