import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { RigError } from '../../sim/domain/errors.ts'
import type { Bundle } from '../factory/bundle.ts'
import { PACKAGE_FOLDER } from '../own-package.ts'
import { writeBundle } from './bundle-file.ts'
import { type DeviceReport, noticeOf, reportOf } from './device-report.ts'
import { type PlacementOptions, type Running, runningOf } from './running.ts'

/** A device that has not said that it runs by then has failed. */
const START_DEADLINE_MS = 30_000

/** A device that has not ended by then is killed. */
const END_DEADLINE_MS = 5_000

/** What a device process runs: the compiled program, also where this file is run from its source. */
const MAIN = join(PACKAGE_FOLDER, 'dist/rigs/cli/main.js')

/**
 * Every device in a child process of its own: `loxrig device BUNDLE`. A process that ends unasked is told of as DEVICE_OFFLINE
 * and not started again. None outlives this process: each ends when the channel to it closes (`toldToEnd`).
 */
export async function openProcesses({ host, directory, bundles }: PlacementOptions): Promise<Running> {
  const processes: DeviceProcess[] = []
  const end = async (): Promise<void> => void (await Promise.all(processes.map((each) => each.end())))
  const start = async (bundle: Bundle): Promise<DeviceReport> => {
    const device = new DeviceProcess(bundle, await writeBundle(join(directory, 'bundles'), bundle), host.onNotice)
    processes.push(device)
    return device.running()
  }
  const starts = await Promise.allSettled(bundles.map(start))
  const reports = starts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  if (reports.length === bundles.length) return runningOf(reports, end)
  await end()
  throw starts.find((result) => result.status === 'rejected')?.reason
}

/** The process of one device, as its parent sees it. */
class DeviceProcess {
  readonly #name: string
  readonly #child: ChildProcess
  readonly #onNotice: PlacementOptions['host']['onNotice']

  constructor({ site, device }: Bundle, path: string, onNotice: PlacementOptions['host']['onNotice']) {
    this.#name = `${site}/${device}`
    this.#onNotice = onNotice
    // The channel carries nothing: it closes when this process ends, in whatever way, and the child ends with it.
    this.#child = spawn(process.execPath, [MAIN, 'device', path], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    const { stderr } = this.#child
    if (stderr === null) throw new TypeError('stderr is a pipe')
    createInterface({ input: stderr }).on('line', (line) => onNotice(noticeOf(this.#name, line)))
  }

  /** Resolves when it says that it runs; rejects with DEVICE_OFFLINE when it does not come to that. */
  async running(): Promise<DeviceReport> {
    const report = await this.#firstReport()
    this.#child.once('exit', this.#ended)
    return report
  }

  /** Asks it to end, and resolves when it has. */
  async end(): Promise<void> {
    const child = this.#child
    child.off('exit', this.#ended)
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const deadline = setTimeout(() => child.kill('SIGKILL'), END_DEADLINE_MS)
    child.kill('SIGTERM')
    await exited
    clearTimeout(deadline)
  }

  readonly #ended = (code: number | null, signal: string | null): void =>
    this.#onNotice({ code: 'DEVICE_OFFLINE', message: `${this.#name}: ${endSentence(code, signal)}` })

  #firstReport(): Promise<DeviceReport> {
    const { stdout } = this.#child
    if (stdout === null) throw new TypeError('stdout is a pipe')
    return new Promise((resolve, reject) => {
      const fail = (sentence: string): void => {
        clearTimeout(deadline)
        reject(new RigError('DEVICE_OFFLINE', `${this.#name}: ${sentence}`))
      }
      const deadline = setTimeout(() => fail(`not running after ${START_DEADLINE_MS / 1_000} s`), START_DEADLINE_MS)
      this.#child.on('error', (error) => fail(error.message))
      this.#child.once('exit', (code, signal) => fail(endSentence(code, signal)))
      createInterface({ input: stdout }).once('line', (line) => {
        clearTimeout(deadline)
        const report = reportOf(line)
        if (report === undefined) fail('said something else than that it runs')
        else resolve(report)
      })
    })
  }
}

function endSentence(code: number | null, signal: string | null): string {
  return signal === null ? `its process ended with code ${code}` : `its process was ended by ${signal}`
}
