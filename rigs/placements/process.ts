import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { RigError } from '../../sim/domain/errors.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { Bundle, Listening } from '../factory/bundle.ts'
import { Opened } from '../opened.ts'
import { type DeviceReport, isDeviceReport } from './device-report.ts'
import type { PlacementOptions, Running } from './open-placement.ts'

/** A device that has not said that it runs by then has failed. */
const START_DEADLINE_MS = 15_000

/** A device that has not ended by then is killed. */
const END_DEADLINE_MS = 5_000

/** Every device in a child process of its own: `loxrig device BUNDLE`. Bundles are files of mode 0600. */
export async function openProcesses({ host, directory, bundles }: PlacementOptions): Promise<Running> {
  const opened = new Opened()
  const folder = join(directory, 'bundles')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const reports = await Promise.all(bundles.map((bundle) => startProcess(bundle, folder, opened, host.onNotice)))
    const listening = new Map<string, Listening>()
    for (const [index, { listening: ports }] of reports.entries()) {
      if (ports !== undefined) listening.set(bundles[index]?.site ?? '', ports)
    }
    return { listening, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

async function startProcess(
  bundle: Bundle,
  folder: string,
  opened: Opened,
  onNotice: (notice: Notice) => void,
): Promise<DeviceReport> {
  const name = `${bundle.site}/${bundle.device}`
  const path = join(folder, `${bundle.site}-${bundle.device}.json`)
  await writeFile(path, JSON.stringify(bundle), { mode: 0o600 })
  const main = fileURLToPath(new URL('../cli/main.js', import.meta.url))
  const child = spawn(process.execPath, [main, 'device', path], { stdio: ['ignore', 'pipe', 'pipe'] })
  opened.defer(() => end(child))
  createInterface({ input: child.stderr }).on('line', (line) =>
    onNotice({ code: 'DEVICE_OFFLINE', message: `${name}: ${line}` }),
  )
  child.on('exit', (code) => {
    if (!child.killed) onNotice({ code: 'DEVICE_OFFLINE', message: `${name}: its process ended with code ${code}` })
  })
  return firstReport(child, name)
}

/** A device says on its standard output, in one line of JSON, that it runs and where it listens. */
function firstReport(child: ChildProcess, name: string): Promise<DeviceReport> {
  return new Promise((resolve, reject) => {
    const fail = (sentence: string): void => reject(new RigError('DEVICE_OFFLINE', `${name}: ${sentence}`))
    const deadline = setTimeout(() => fail(`not running after ${START_DEADLINE_MS / 1_000} s`), START_DEADLINE_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`its process ended with code ${code}`))
    if (child.stdout === null) return fail('no output')
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(deadline)
      const report: unknown = JSON.parse(line)
      if (isDeviceReport(report)) resolve(report)
      else fail('said something else than that it runs')
    })
  })
}

function end(child: ChildProcess): Promise<void> | undefined {
  if (child.exitCode !== null || child.signalCode !== null) return undefined
  return new Promise((resolve) => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), END_DEADLINE_MS)
    child.once('exit', () => {
      clearTimeout(deadline)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
