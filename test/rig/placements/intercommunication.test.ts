import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { planEstate } from '../../../rigs/factory/plan.ts'
import { intercommunicationPorts } from '../../../rigs/lanes/live/intercommunication.ts'
import { openIntercommunication } from '../../../rigs/placements/intercommunication.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { machineRandom } from '../../../sim/io/env.ts'

const HERE = '127.0.0.1'
const [GATE, FLAT] = ['504F94D00007', '504F94D00008']

const places = { listenHost: HERE, storeDirectory: () => '', keyDirectory: '' }

function neighbours() {
  const file = loadRigFile('rigs/doors/neighbours.yaml')
  return { file, plans: planEstate(file, 'process', machineRandom) }
}

/** Somebody else's UDP port. */
async function aTakenPort(): Promise<number> {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  socket.bind({ address: HERE, port: 0 })
  await once(socket, 'listening')
  return socket.address().port
}

describe('the ports of Network Intercommunication', () => {
  test('are each their own on this machine, and a taken one moves', async () => {
    const { file, plans } = neighbours()
    const taken = await aTakenPort()
    const gate = file.sites.gate
    if (gate === undefined) throw new TypeError('there is a gate')
    const ports = { intercommunication: taken }
    const fixed = { ...file, sites: { ...file.sites, gate: { ...gate, miniserver: { ...gate.miniserver, ports } } } }
    const chosen = await intercommunicationPorts(plans, fixed, places)
    expect([...chosen.keys()]).toEqual([GATE, FLAT])
    const numbers = [...chosen.values()].map(({ host, port }) => (host === HERE ? port : 0))
    expect(new Set(numbers).size).toBe(2)
    expect(numbers).not.toContain(taken)
    expect(numbers).not.toContain(0)
  })

  test('are all 61263 where each has a network of its own', async () => {
    const { file, plans } = neighbours()
    const advertisedHost = (site: string): string => `${site}-miniserver`
    expect(Object.fromEntries(await intercommunicationPorts(plans, file, { ...places, advertisedHost }))).toEqual({
      [GATE]: { host: 'gate-miniserver', port: 61_263 },
      [FLAT]: { host: 'flat-miniserver', port: 61_263 },
    })
  })

  test('are there for Miniservers that have it', async () => {
    const file = loadRigFile('rigs/weekend-home.yaml')
    expect(await intercommunicationPorts(planEstate(file, 'process', machineRandom), file, places)).toEqual(new Map())
  })
})

describe('a Miniserver of its own process', () => {
  const bundle = (intercommunication: number | undefined, neighbours = {}) => {
    const listen = { host: HERE, http: 0, https: 0, ...(intercommunication !== undefined && { intercommunication }) }
    return { listen, neighbours } as Parameters<typeof openIntercommunication>[0]
  }

  test('reaches the others in its LAN only', async () => {
    const heard: string[] = []
    await using flat = await openIntercommunication(bundle(0), { route: () => ({ refused: undefined }) })
    const marked = new Promise<void>((resolve) => {
      flat.onMessage((bytes) => {
        heard.push(Buffer.from(bytes).toString())
        if (heard.at(-1) === 'near') resolve()
      })
    })
    const known = { [FLAT]: `${HERE}:${flat.port}` }
    await using far = await openIntercommunication(bundle(0, known), {
      route: () => ({ path: 'external', latencyMs: 30 }),
    })
    await using near = await openIntercommunication(bundle(0, known), {
      route: () => ({ path: 'internal', latencyMs: 5 }),
    })
    far.send({ serial: FLAT }, Buffer.from('far'))
    near.send({ serial: FLAT }, Buffer.from('near'))
    await marked
    expect(heard).toEqual(['near'])
  })

  test('without it has no port', async () => {
    await using none = await openIntercommunication(bundle(undefined), { route: () => ({ refused: undefined }) })
    expect(none.port).toBeUndefined()
    none.send({ serial: FLAT }, Buffer.from('lost'))
  })
})
