import { createPrivateKey } from 'node:crypto'
import type { Miniserver } from '../../sim/devices/miniserver.ts'
import type { Env } from '../../sim/domain/miniserver/env.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { StoreEngine } from '../../sim/io/store.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { vienna } from '../access/rights.ts'
import { fromBundle } from '../modules.ts'
import type { Addresses, UnitPlan } from './plan.ts'
import { infoOf } from './programs.ts'

/** A Miniserver with real Trust links, store and clock; on its bus nobody is but who watches. Disposing it ends all of it. */
export interface LiveUnit extends AsyncDisposable {
  readonly address: string
  readonly env: Env
  /** Its store is empty: it runs this program. */
  powerOn(program: Program, addresses: Addresses): Miniserver
}

export interface LiveUnitOptions {
  readonly unit: UnitPlan
  readonly ca: string
  readonly engine: StoreEngine
  readonly watch: (message: BusMessage) => void
}

export async function liveUnit({ unit, ca, engine, watch }: LiveUnitOptions): Promise<LiveUnit> {
  const { Miniserver } = await fromBundle<typeof import('../../sim/devices/miniserver.ts')>('sim/devices/miniserver.ts')
  const { LiveClock } = await fromBundle<typeof import('../../sim/io/live-clock.ts')>('sim/io/live-clock.ts')
  const { storeKey } = await fromBundle<typeof import('../../sim/protocol/store/sealed-records.ts')>(
    'sim/protocol/store/sealed-records.ts',
  )
  const { privateKey, serial, name } = unit
  const env = await environment(unit)
  const { links, port, close } = await listening(unit, ca)
  const clock = new LiveClock()
  let miniserver: Miniserver | undefined
  return {
    env,
    address: `127.0.0.1:${port}`,
    powerOn(program, addresses) {
      const identity = { ...infoOf(unit, addresses), site: name.toLowerCase().replaceAll(' ', '-') }
      miniserver = new Miniserver(
        { identity, program, connectionTimeoutS: 900, codeKey: '0'.repeat(64) },
        { kind: 'miniserver', serial, capabilities: [], placement: 'process', version: identity.firmware },
        {
          bus: { publish: watch, onMessage: () => {} },
          clock: clock.clock(identity.site),
          store: engine.part(serial.toLowerCase(), storeKey(createPrivateKey(privateKey))),
          links,
          datagrams: { send: () => {}, onMessage: () => {} },
          api: { reply: () => {}, states: () => {}, close: () => {}, closeAll: () => {} },
          env,
        },
      )
      miniserver.powerOn()
      return miniserver
    },
    async [Symbol.asyncDispose]() {
      miniserver?.powerOff()
      clock.stop()
      await close()
    },
  }
}

async function listening({ certificate, privateKey }: UnitPlan, ca: string) {
  const { openTrustLinks } = await fromBundle<typeof import('../../sim/io/trust-links.ts')>('sim/io/trust-links.ts')
  const { openHttpsPort } = await fromBundle<typeof import('../../sim/io/alpn.ts')>('sim/io/alpn.ts')
  const onNotice = ({ code, message }: { code: string; message: string }): void => console.error(`${code}: ${message}`)
  const links = openTrustLinks({ certificate, privateKey, ca, onNotice })
  const https = await openHttpsPort({
    listen: { host: '127.0.0.1', port: 0, maxPortTries: 1 },
    trust: (socket) => links.accept(socket),
    https: (socket) => socket.destroy(),
  })
  return {
    links,
    port: https.port,
    async close() {
      await https[Symbol.asyncDispose]()
      await links[Symbol.asyncDispose]()
    },
  }
}

async function environment({ serial, privateKey }: UnitPlan): Promise<Env> {
  const { machineRandom, miniserverEnv } = await fromBundle<typeof import('../../sim/io/env.ts')>('sim/io/env.ts')
  return miniserverEnv({
    ...{ serial, zone: await vienna(), privateKey: createPrivateKey(privateKey) },
    ...{ deviceKeys: new Map(), random: machineRandom },
  })
}
