/** The live rig in one process, as `loxrig up` composes it, with a stamp at each tap that a keypad publishes. */
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { RIG_FILE } from '../dist.ts'
import { fromBundle } from '../modules.ts'
import { serve } from './serve.ts'

const { MqttBusClient } =
  await fromBundle<typeof import('../../sim/io/mqtt-bus-client.ts')>('sim/io/mqtt-bus-client.ts')
const { openLiveRig } = await fromBundle<typeof import('../../rigs/open.ts')>('rigs/open.ts')
const { loadRigFile } = await fromBundle<typeof import('../../rigs/rig-file/read.ts')>('rigs/rig-file/read.ts')
const { credentialText } = await fromBundle<typeof import('../../sim/domain/sealed-credential.ts')>(
  'sim/domain/sealed-credential.ts',
)

/** `blue-card` of the rig file: Anna@Office, who may enter at Home. */
const TAG = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' } as const

let publishedNs = 0n
const { publish } = MqttBusClient.prototype
MqttBusClient.prototype.publish = function stamped(message: BusMessage): void {
  if (message.channel === 'event' && message.name === 'tag-presented') publishedNs = process.hrtime.bigint()
  publish.call(this, message)
}

const [directory = '.'] = process.argv.slice(2)
const rig = await openLiveRig(loadRigFile(RIG_FILE), {
  placement: 'in-process',
  listen: '127.0.0.1',
  directory,
  trusts: true,
  onNotice: ({ code, message }) => console.error(`${code}: ${message}`),
  onStep: () => {},
})
const { estate } = rig

serve({
  ready: estate.bus,
  async tap() {
    estate.command('home', 'front-door', (id) => ({
      name: 'tap',
      data: { sealed: estate.seal('home', 'front-door', credentialText(id, TAG)), source: 'simulated' },
    }))
    await estate.settled()
    return publishedNs
  },
  close: async () => rig[Symbol.asyncDispose](),
})
