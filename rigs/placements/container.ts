import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { RigError } from '../../sim/domain/errors.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { Bundle, Listening } from '../factory/bundle.ts'
import type { Owner } from './bundle-file.ts'
import { noticeOf, reportOf } from './device-report.ts'
import { docker } from './docker.ts'
import type { Reached } from './running.ts'

/** A device that has not said that it runs by then has failed. */
const START_DEADLINE_MS = 60_000

/** A device that has not ended by then is killed. */
const END_DEADLINE_S = 5

const ENDED = 'its container ended'

export interface ContainerOptions {
  readonly image: string
  readonly network: string
  readonly bundle: Bundle
  readonly bundlePath: string
  /** Who the device runs as. */
  readonly owner: Owner
  /** The one folder that it may write to. */
  readonly state: string
  readonly onNotice: (notice: Notice) => void
}

/** A device that runs in a container. Disposing it ends the device and removes the container. */
export interface Container extends AsyncDisposable {
  /** Where this machine reaches a Miniserver. */
  readonly reached?: Reached
}

/**
 * Starts a container as hardened as a device allows; resolves when the device says that it runs. Throws DEVICE_OFFLINE. A container
 * that ends unasked is told of as DEVICE_OFFLINE and not started again.
 */
export async function startContainer(options: ContainerOptions): Promise<Container> {
  const { bundle, onNotice } = options
  const name = `${bundle.site}/${bundle.device}`
  const id = await docker('run', '--detach', ...wordsOf(options))
  const log = spawn('docker', ['logs', '--follow', id], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => log.once('close', () => resolve()))
  let isAsked = false
  const end = async (): Promise<void> => {
    isAsked = true
    await docker('stop', '--time', `${END_DEADLINE_S}`, id)
    await ended
    await docker('rm', '--force', '--volumes', id)
  }
  createInterface({ input: log.stderr }).on('line', (line) => onNotice(noticeOf(name, line)))
  try {
    await saysThatItRuns(createInterface({ input: log.stdout }), ended, name)
    const reached = await reachedBy(id, bundle)
    void ended.then(() => {
      if (!isAsked) onNotice({ code: 'DEVICE_OFFLINE', message: `${name}: ${ENDED}` })
    })
    return { ...(reached !== undefined && { reached }), [Symbol.asyncDispose]: end }
  } catch (error) {
    // Why it did not start is what counts; what is left of it goes with its network.
    await end().catch(() => {})
    throw error
  }
}

function wordsOf({ image, network, bundle, bundlePath, owner, state }: ContainerOptions): string[] {
  const { site, device } = bundle
  return [
    ...['--network', network, '--network-alias', `${site}-${device}`, '--label', `loxrig.device=${site}/${device}`],
    ...['--user', `${owner.uid}:${owner.gid}`],
    ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ...['--tmpfs', `${state}:uid=${owner.uid},gid=${owner.gid},mode=0700`],
    ...['--volume', `${bundlePath}:/run/loxrig/bundle.json:ro`],
    ...portsOf(bundle).flatMap(([, port]) => ['--publish', `127.0.0.1::${port}`]),
    image,
  ]
}

function saysThatItRuns(lines: ReturnType<typeof createInterface>, ended: Promise<void>, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string): void => reject(new RigError('DEVICE_OFFLINE', `${name}: ${sentence}`))
    const deadline = setTimeout(() => fail(`not running after ${START_DEADLINE_MS / 1_000} s`), START_DEADLINE_MS)
    lines.once('line', (line) => {
      clearTimeout(deadline)
      if (reportOf(line) === undefined) fail('said something else than that it runs')
      else resolve()
    })
    void ended.then(() => {
      clearTimeout(deadline)
      fail(ENDED)
    })
  })
}

/** Its ports are free in its own network, and so are those of its plan. As the docker command names them: `7101/tcp`. */
function portsOf({ miniserver }: Bundle): [name: keyof Listening, port: string][] {
  if (miniserver === undefined) return []
  const { http, https, externalHttps, intercommunication } = miniserver.listen
  const optional: [keyof Listening, number | undefined, 'tcp' | 'udp'][] = [
    ['externalHttps', externalHttps, 'tcp'],
    ['intercommunication', intercommunication, 'udp'],
  ]
  return [
    ['http', `${http}/tcp`],
    ['https', `${https}/tcp`],
    ...optional.flatMap(([name, port, protocol]): [keyof Listening, string][] =>
      port === undefined ? [] : [[name, `${port}/${protocol}`]],
    ),
  ]
}

async function reachedBy(id: string, bundle: Bundle): Promise<Reached | undefined> {
  if (bundle.miniserver === undefined) return undefined
  const mapped = await Promise.all(
    portsOf(bundle).map(async ([name, port]) => {
      const [line = ''] = (await docker('port', id, port)).split('\n')
      return [name, Number(line.split(':').at(-1))] as const
    }),
  )
  return { host: '127.0.0.1', http: 0, https: 0, ...Object.fromEntries(mapped) }
}
