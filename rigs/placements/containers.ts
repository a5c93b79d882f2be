import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { RigError } from '../../sim/domain/errors.ts'
import { listen } from '../../sim/io/listen.ts'
import type { Bundle } from '../factory/bundle.ts'
import { VERSION } from '../factory/version.ts'
import { Opened } from '../opened.ts'
import { type Owner, writeBundle } from './bundle-file.ts'
import { startContainer } from './container.ts'
import { docker, requireImage } from './docker.ts'
import type { Elsewhere } from './places.ts'
import type { PlacementOptions, Reached } from './running.ts'

/** Containers for the devices of one rig, on a network of their own. Disposing it removes the network and all that is left on it. */
export interface Containers extends AsyncDisposable {
  /** Address of this machine on that network, where the broker has to listen. */
  readonly gateway: string
  readonly elsewhere: Elsewhere
}

/** The one folder of a container where a Miniserver writes. */
export const STATE = '/var/lib/loxrig'

/** The user of the image. Who is not root can give bundles to nobody else, and lets the devices run as themselves. */
const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()]
export const OWNER: Owner = uid === 0 ? { uid: 1000, gid: 1000 } : { uid, gid }

/**
 * Prepares for every device a container of its own from the image of this version, by the docker command, as its environment
 * says where the engine is. Throws READER_ABSENT where there is no engine on this machine, or no image.
 */
export async function openContainers(image = `loxrig:${VERSION}`): Promise<Containers> {
  await requireImage(image)
  const network = `loxrig-${randomBytes(4).toString('hex')}`
  await docker('network', 'create', network)
  const forget = (): Promise<void> => removeNetwork(network)
  try {
    const gateway = await docker('network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', network)
    await requireOwnAddress(gateway)
    const elsewhere: Elsewhere = {
      advertisedHost: hostOf,
      directory: STATE,
      open: (options) => openAll(options, { image, network }),
    }
    return { gateway, elsewhere, [Symbol.asyncDispose]: forget }
  } catch (error) {
    await forget()
    throw error
  }
}

/** With what an interrupted start left on it. */
async function removeNetwork(network: string): Promise<void> {
  const left = await docker('ps', '--all', '--quiet', '--filter', `network=${network}`)
  if (left !== '') await docker('rm', '--force', '--volumes', ...left.split('\n'))
  await docker('network', 'rm', network)
}

/** An engine in a virtual machine or elsewhere has a network that this machine is not on, where nobody can listen. */
async function requireOwnAddress(gateway: string): Promise<void> {
  const server = createServer()
  try {
    await listen(server, { host: gateway, port: 0, maxPortTries: 1 })
  } catch (cause) {
    const sentence = `containers of this Docker engine do not reach this machine: nobody can listen at ${gateway}`
    const mend = 'use an engine that runs on this machine (DOCKER_HOST=unix://…)'
    throw new RigError('READER_ABSENT', `${sentence}; ${mend}`, { cause })
  } finally {
    server.close()
  }
}

function hostOf(site: string): string {
  return `${site}-miniserver`
}

async function openAll(options: PlacementOptions, where: { readonly image: string; readonly network: string }) {
  const { host, directory, bundles } = options
  const containers = new Opened()
  const start = async (bundle: Bundle): Promise<[string, Reached][]> => {
    const bundlePath = await writeBundle(`${directory}/bundles`, bundle, OWNER)
    const container = await startContainer({
      ...where,
      bundle,
      bundlePath,
      owner: OWNER,
      state: STATE,
      onNotice: host.onNotice,
    })
    containers.use(container)
    return container.reached === undefined ? [] : [[bundle.site, container.reached]]
  }
  const starts = await Promise.allSettled(bundles.map(start))
  const failed = starts.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await containers[Symbol.asyncDispose]()
    throw failed.reason
  }
  const listening = new Map(starts.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])))
  return { listening, [Symbol.asyncDispose]: () => containers[Symbol.asyncDispose]() }
}
