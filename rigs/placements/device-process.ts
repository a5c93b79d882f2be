import { readFile } from 'node:fs/promises'
import { RigError } from '../../sim/domain/errors.ts'
import type { Bundle } from '../factory/bundle.ts'
import type { DeviceReport } from './device-report.ts'
import { openProcessHost } from './process-host.ts'
import { startDevice } from './start-device.ts'

/**
 * What a child process or container runs: the device of a bundle, until it is told to end (SIGTERM, SIGINT). Writes one line of
 * JSON when it runs (`DeviceReport`), and notices to standard error.
 */
export async function runDevice(bundlePath: string): Promise<void> {
  const bundle = await readBundle(bundlePath)
  const host = openProcessHost(({ code, message }) => process.stderr.write(`${code}: ${message}\n`))
  const started = await startDevice(bundle, host)
  const { listening } = started
  const report: DeviceReport = { running: `${bundle.site}/${bundle.device}`, ...(listening && { listening }) }
  process.stdout.write(`${JSON.stringify(report)}\n`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  await started[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
}

async function readBundle(path: string): Promise<Bundle> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Bundle
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} is no bundle of a device that can be read; the rig writes them`, {
      cause,
    })
  }
}
