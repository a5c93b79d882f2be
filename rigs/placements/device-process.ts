import type { Notice } from '../../sim/io/notice.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import { Opened } from '../opened.ts'
import { readBundle } from './bundle-file.ts'
import type { DeviceReport } from './device-report.ts'
import { openHealth } from './health.ts'
import { openProcessHost } from './process-host.ts'
import { startDevice } from './start-device.ts'
import { toldToEnd, whenAborted } from './told-to-end.ts'

/**
 * What a child process or container runs: the device of a bundle, until it is told to end (`toldToEnd`). Writes one line of
 * JSON to standard output when it runs (`DeviceReport`), and notices as `CODE: sentence` to standard error.
 *
 * With LOXRIG_HEALTH_PORT it also answers `GET /healthz` there: well is a device that runs and is on the bus. Throws
 * FILE_UNREADABLE for a bundle that is none, and what starting the device throws.
 */
export async function runDevice(bundlePath: string): Promise<void> {
  // First of all: process 1 of a container ignores every signal that it does not ask for.
  const ending = toldToEnd()
  // Who listened may be gone by then; that is no reason to go without closing the store.
  process.stderr.on('error', () => {})
  const opened = new Opened()
  try {
    await run(bundlePath, ending, opened)
  } catch (error) {
    // Told to end while it was starting.
    if (!ending.aborted) throw error
  } finally {
    await opened[Symbol.asyncDispose]()
    if (process.connected) process.disconnect()
  }
}

async function run(bundlePath: string, ending: AbortSignal, opened: Opened): Promise<void> {
  const bundle = await readBundle(bundlePath)
  const { LOXRIG_HEALTH_PORT: healthPort } = process.env
  const health = healthPort === undefined ? undefined : opened.use(await openHealth(Number(healthPort)))
  const tell = ({ code, message }: Notice): void => {
    process.stderr.write(`${code}: ${message}\n`)
    if (health !== undefined && code === 'BROKER_LOST') health.isWell = false
    if (health !== undefined && code === 'BROKER_BACK') health.isWell = true
  }
  const host = opened.use(openProcessHost(tell, { traffic: new Traffic(), followsClock: true, ending }))
  const { listening } = opened.use(await startDevice(bundle, host))
  const report: DeviceReport = { running: `${bundle.site}/${bundle.device}`, ...(listening && { listening }) }
  process.stdout.write(`${JSON.stringify(report)}\n`)
  if (health !== undefined) health.isWell = true
  await whenAborted(ending)
}
