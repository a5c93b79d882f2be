import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openRigClient } from '../../rigs/control/client.ts'
import { localRigClient } from '../../rigs/control/local.ts'
import { openControlServer } from '../../rigs/control/server.ts'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { type Story, storyOf } from '../../rigs/evidence/story.ts'
import { whateverTheReader } from '../../rigs/evidence/whatever-the-reader.ts'
import type { LiveEstate } from '../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../rigs/open.ts'
import { CredentialNames } from '../../rigs/record/name-credentials.ts'
import { record } from '../../rigs/record/record.ts'
import { writeRecording } from '../../rigs/record/write-recording.ts'
import { loadRigFile } from '../../rigs/rig-file/read.ts'
import { loadScenario } from '../../rigs/scenario/read.ts'
import { readerChoice } from '../../rigs/scenario/readers/reader-choice.ts'
import { type FinishedRun, runScenario } from '../../rigs/scenario/run.ts'
import { emptyBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { crc8, formatRom } from '../../sim/protocol/one-wire/rom.ts'
import { aPty } from '../helpers/a-pty.ts'
import { anAdapter, lay, lift } from '../helpers/an-adapter.ts'
import { hardwareMissing } from './available.ts'

const RIG_FILE = resolve('rigs/two-sites.yaml')
const BLUE_CARD = '04A1B2C3D4E580'
const NOBODYS = '04C0FFEE'
const RED_BUTTON = '01.CD.89.67.45.23.01'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(`what real readers did, recorded${title}`, () => {
  test('passes and tells one story when it is replayed simulated and on real stacks, and shows no id', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loxrig-recorded-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'seen.yaml')
    const secretsPath = join(folder, 'seen.secrets.yaml')
    const names = new CredentialNames(loadRigFile(RIG_FILE))
    const recorded = await aSession(folder)
    await writeRecording({ path, secretsPath, recorded, names }, 'A session', relative(folder, RIG_FILE))

    const text = await readFile(path, 'utf8')
    for (const id of [BLUE_CARD, NOBODYS]) expect(text.replaceAll(/[ .]/g, '')).not.toContain(id)
    expect(text.match(/(?:tap|touch): [\w-]+/g)).toEqual([
      ...['tap: blue-card', 'tap: unknown-card-1', 'touch: red-button', 'tap: blue-card'],
    ])
    const scenario = loadScenario(path)
    const virtual = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    const live = await runScenario(scenario, { lane: 'live', seed: 1 })
    const readers = ['home/front-door=pty', 'home/side-door=pty'].map(readerChoice)
    const real = await runScenario(scenario, { lane: 'live', seed: 1, readers })
    for (const run of [virtual, live, real]) expect([run.verdict, run.failure]).toEqual(['pass', undefined])
    for (const run of [live, real]) {
      const differences = compareStories(told(virtual), told(run))
      expect(differences.map((each) => printDifference(each, ['virtual', 'live']))).toEqual([])
    }
  })
})

/** A rig with a line reader and a 1-Wire adapter, each on a pseudo-terminal, and what somebody did there. */
async function aSession(folder: string) {
  const bus = emptyBus()
  const [reader, adapter] = [await aPty(), await aPty(() => anAdapter(bus))]
  const rig = await openLiveRig(loadRigFile(RIG_FILE), {
    ...{
      placement: 'in-process',
      listen: '127.0.0.1',
      directory: folder,
      trusts: true,
      onStep: () => {},
      onNotice: () => {},
    },
  })
  onTestFinished(async () => {
    await rig[Symbol.asyncDispose]()
    await reader[Symbol.asyncDispose]()
    await adapter[Symbol.asyncDispose]()
  })
  const client = localRigClient(rig.context)
  await client.call('attach', { source: 'serial', reader: 'home/front-door', path: reader.path })
  await client.call('attach', { source: 'serial', reader: 'home/side-door', path: adapter.path })
  const decided: string[] = []
  const ending = new AbortController()
  const recording = record(await remote(rig), {
    ended: ending.signal,
    onReady: () => reader.say(`${BLUE_CARD}\r\n`),
    onDecided: ({ decision }) => void decided.push(decision?.outcome ?? ''),
  })
  const decisions = (count: number) => vi.waitFor(() => expect(decided).toHaveLength(count), 10_000)
  await decisions(1)
  reader.say(`${NOBODYS}\r\n`)
  await decisions(2)
  lay(bus, withCrc(RED_BUTTON))
  await decisions(3)
  lift(bus, withCrc(RED_BUTTON))
  reader.say(`${BLUE_CARD}\r\n`)
  await decisions(4)
  ending.abort()
  return recording
}

/** As a command line in another process has it. */
async function remote({ context }: Rig<LiveEstate>) {
  const server = await openControlServer({ context, token: 'token', host: '127.0.0.1', port: 0, failed: () => {} })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return openRigClient({ url: server.url, token: 'token' })
}

function withCrc(rom: string): string {
  const bytes = rom.split('.').map((byte) => Number.parseInt(byte, 16))
  return formatRom([...bytes, crc8(bytes)])
}

function told({ records }: FinishedRun): Story {
  return whateverTheReader(storyOf(records))
}
